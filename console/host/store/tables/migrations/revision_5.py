"""A desk that knows whom it has missed, and may read what those who wait say it is about."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, String, false

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """Add what is new."""
    op.add_column("groups", Column("desk_reads", Boolean, nullable=False, server_default=false()))
    op.create_table(
        "lost_waits",
        Column("id", Integer, primary_key=True),
        Column("channel", String(40), nullable=False),
        Column("since_ms", BigInteger, nullable=False),
        Column("ended_ms", BigInteger, nullable=False),
        Column("reason", String(40), nullable=False),
    )
    op.create_index("lost_waits_ended", "lost_waits", ["ended_ms"])
