"""What technicians note of sessions, and what is known of technicians besides their names."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, String, text

revision = "10"
down_revision = "9"


def upgrade() -> None:
    """Add what is new; when somebody has logged in last is read from the audit."""
    op.create_table(
        "notes",
        Column("session", LargeBinary(16), ForeignKey("sessions.id"), primary_key=True),
        Column("customer", String(200), nullable=False),
        Column("reference", String(200), nullable=False),
        Column("note", String(600), nullable=False),
        Column("outcome", String(40), nullable=False),
    )
    for name, length in (("full_name", 200), ("email", 300), ("comment", 600)):
        op.add_column("technicians", Column(name, String(length), nullable=False, server_default=text("''")))
    op.add_column("technicians", Column("last_login_ms", BigInteger))
    op.execute(
        "UPDATE technicians SET last_login_ms = (SELECT max(audit.time_ms) FROM audit "
        "JOIN names ON names.mark = audit.who "
        "WHERE audit.event = 'login' AND names.technician_id = technicians.id) WHERE NOT removed"
    )
