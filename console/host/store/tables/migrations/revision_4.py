"""Thirty technicians: who was removed, who was unlocked, and technicians' names beside the audit in place of in it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, false, text

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Add what is new; rows of the audit from before keep the names that were written into them."""
    op.add_column("technicians", Column("removed", Boolean, nullable=False, server_default=false()))
    op.add_column("technicians", Column("unlocks", Integer, nullable=False, server_default=text("0")))
    op.create_table(
        "names",
        Column("mark", String(40), primary_key=True),
        Column("technician_id", Integer, ForeignKey("technicians.id"), nullable=False),
        Column("name", String(200), nullable=False),
        Column("salt", LargeBinary(16)),
    )
    op.create_index("names_technician", "names", ["technician_id"])
