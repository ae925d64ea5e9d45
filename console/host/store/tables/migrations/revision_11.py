"""Technicians without an account: the keys of their devices, and who is banned."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, text

revision = "11"
down_revision = "10"


def upgrade() -> None:
    """Add what is new."""
    op.create_table(
        "guests",
        Column("technician_id", Integer, ForeignKey("technicians.id"), primary_key=True),
        Column("key", LargeBinary(32), nullable=False, unique=True),
        Column("since_ms", BigInteger, nullable=False),
        Column("seen_ms", BigInteger, nullable=False),
        Column("terms", LargeBinary(32)),
        Column("reports", Integer, nullable=False, server_default=text("0")),
        Column("reported_ms", BigInteger),
    )
    op.create_index("guests_seen", "guests", ["seen_ms"])
    op.create_table(
        "bans",
        Column("what", String(43), primary_key=True),
        Column("since_ms", BigInteger, nullable=False),
    )
