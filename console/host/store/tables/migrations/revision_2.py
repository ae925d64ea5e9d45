"""Accounts and the tree of groups; SQLite's alone. What a group had no word for before stays allowed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, String, insert, text

revision = "2"
down_revision = "1"

RIGHTS = (
    "chat",
    "share_screen",
    "view_customer",
    "control_customer",
    "share_during_control",
    "invite",
    "transfer",
    "hold",
    "end",
)
STATEMENTS = (
    "ALTER TABLE groups ADD COLUMN parent_id INTEGER REFERENCES groups (id)",
    "ALTER TABLE groups ADD COLUMN sessions INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE technicians ADD COLUMN administrator BOOLEAN DEFAULT 0 NOT NULL",
    "ALTER TABLE technicians ADD COLUMN disabled BOOLEAN DEFAULT 0 NOT NULL",
    "ALTER TABLE technicians ADD COLUMN password_hash VARCHAR(200)",
    "ALTER TABLE technicians ADD COLUMN passwords INTEGER DEFAULT 0 NOT NULL",
    "UPDATE technicians SET administrator = 1",  # there was only the one of this computer
    "ALTER TABLE sessions ADD COLUMN sharing INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE sessions ADD COLUMN on_hold BOOLEAN DEFAULT 0 NOT NULL",
    "ALTER TABLE seats ADD COLUMN technician_id INTEGER REFERENCES technicians (id)",
    "UPDATE seats SET technician_id = (SELECT technician_id FROM sessions WHERE id = seats.session) "
    "WHERE role = 'lead'",
    "ALTER TABLE rights RENAME TO rights_1",
)


def upgrade() -> None:
    """Add what is new, and write each group's rights down in the new way."""
    for statement in STATEMENTS:
        op.execute(statement)
    rights = op.create_table(
        "rights",
        Column("group_id", Integer, ForeignKey("groups.id"), nullable=False),
        Column("name", String(40), nullable=False),
        Column("setting", String(10), nullable=False),
        Column("locked", Boolean, nullable=False),
        PrimaryKeyConstraint("group_id", "name"),
    )
    op.create_table(
        "replies",
        Column("group_id", Integer, ForeignKey("groups.id"), nullable=False),
        Column("position", Integer, nullable=False),
        Column("text", String(500), nullable=False),
        PrimaryKeyConstraint("group_id", "position"),
    )
    connection = op.get_bind()
    allowed = {
        (row.group_id, row.name): row.allowed
        for row in connection.execute(text("SELECT group_id, name, allowed FROM rights_1"))
    }
    for group in connection.scalars(text("SELECT id FROM groups")).all():
        settings = {name: "on" if allowed.get((group, name), True) else "off" for name in RIGHTS}
        connection.execute(
            insert(rights),
            [{"group_id": group, "name": name, "setting": said, "locked": False} for name, said in settings.items()],
        )
    op.drop_table("rights_1")
