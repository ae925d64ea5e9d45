"""Whose the web page is, and where somebody is there for customers who come to it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, PrimaryKeyConstraint, String

revision = "8"
down_revision = "7"


def upgrade() -> None:
    """Add what is new; the page stays nobody's until it is set."""
    op.create_table(
        "pages",
        Column("version", Integer, primary_key=True, autoincrement=False),
        Column("changed_ms", BigInteger, nullable=False),
        Column("settings", LargeBinary, nullable=False),
    )
    op.create_table(
        "attended",
        Column("host", Integer, nullable=False),
        Column("channel", String(40), nullable=False),
        PrimaryKeyConstraint("host", "channel"),
    )
