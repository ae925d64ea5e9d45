"""Brings a database that an earlier version of this program made up to the present tables, step by step."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from console.host.rights import RIGHTS
from console.host.schema import groups, replies, rights

_TO_2 = (
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


def upgrade(connection: Connection, version: int) -> None:
    """Bring the tables of `version` up, within the transaction of `connection`."""
    if version < 2:
        _to_2(connection)


def _to_2(connection: Connection) -> None:
    """Add accounts and the tree of groups; what a group had no word for before stays allowed."""
    for statement in _TO_2:
        connection.exec_driver_sql(statement)
    rights.create(connection)
    replies.create(connection)
    said = {
        (row.group_id, row.name): "on" if row.allowed else "off"
        for row in connection.exec_driver_sql("SELECT group_id, name, allowed FROM rights_1")
    }
    for group in connection.scalars(select(groups.c.id)).all():
        settings = {name: said.get((group, name), "on") for name in RIGHTS}
        rows = [
            {"group_id": group, "name": name, "setting": setting, "locked": False} for name, setting in settings.items()
        ]
        connection.execute(insert(rights), rows)
    connection.exec_driver_sql("DROP TABLE rights_1")
