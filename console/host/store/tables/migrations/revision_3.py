"""A whole support desk: channels of groups, what reports need, and a count by which other processes see changes."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, text

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Add what is new."""
    op.add_column("groups", Column("channel", String(40)))
    op.create_index("groups_channel", "groups", ["channel"], unique=True)
    op.add_column("heads", Column("accounts", Integer, nullable=False, server_default=text("0")))
    op.add_column("sessions", Column("channel", String(40)))
    op.add_column("sessions", Column("waited_ms", BigInteger))
    op.add_column("sessions", Column("host", Integer, nullable=False, server_default=text("0")))
    op.create_index("sessions_opened", "sessions", ["opened_ms"])
    op.create_index("sessions_open", "sessions", ["host"], sqlite_where=text("closed_ms IS NULL"))
    op.create_index("audit_time", "audit", ["time_ms", "number"])
    op.create_table(
        "waits",
        Column("token_hash", LargeBinary(32), primary_key=True),
        Column("channel", String(40), nullable=False),
        Column("since_ms", BigInteger, nullable=False),
    )
    op.create_table(
        "shares",
        Column("id", Integer, primary_key=True),
        Column("session", LargeBinary(16), ForeignKey("sessions.id"), nullable=False),
        Column("member", Integer, nullable=False),
        Column("technician_id", Integer, ForeignKey("technicians.id")),
        Column("started_ms", BigInteger, nullable=False),
        Column("ended_ms", BigInteger),
    )
    op.create_table(
        "hosts",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("slot", Integer, unique=True),
        Column("address", String(300), nullable=False),
        Column("lease_until_ms", BigInteger, nullable=False),
    )
    op.create_table(
        "desks",
        Column("group_id", Integer, primary_key=True, autoincrement=False),
        Column("host", Integer, nullable=False),
    )
    op.create_index("shares_session", "shares", ["session"])
    op.create_index("shares_started", "shares", ["started_ms"])
