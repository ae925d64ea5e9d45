"""Passwords that somebody else has set, and where technicians have logged in from."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, LargeBinary, PrimaryKeyConstraint, false

revision = "7"
down_revision = "6"


def upgrade() -> None:
    """Add what is new; whoever has a password already keeps it."""
    op.add_column("technicians", Column("must_change", Boolean, nullable=False, server_default=false()))
    op.create_table(
        "known_places",
        Column("technician_id", Integer, ForeignKey("technicians.id"), nullable=False),
        Column("place", LargeBinary(32), nullable=False),
        Column("last_ms", BigInteger, nullable=False),
        PrimaryKeyConstraint("technician_id", "place"),
    )
