"""Waits that say when they last stood, so that those which a host's end has lost are counted."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, text

revision = "6"
down_revision = "5"

DAY_MS = 24 * 3600 * 1000


def upgrade() -> None:
    """Add what is new; whoever waited lately when the host ended stood until the last that is known of that host."""
    op.add_column("waits", Column("seen_ms", BigInteger))
    connection = op.get_bind()
    last = connection.scalar(text("SELECT max(time_ms) FROM audit")) or 0
    lately = text("UPDATE waits SET seen_ms = :last WHERE since_ms >= :since")
    connection.execute(lately, {"last": last, "since": last - DAY_MS})
