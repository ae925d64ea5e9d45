"""The tables of the host's database."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    event,
)
from sqlalchemy.schema import ExecutableDDLElement

SCHEMA_VERSION = 1

metadata = MetaData()

groups = Table(
    "groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
)

rights = Table(
    "rights",
    metadata,
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("name", String(40), nullable=False),
    Column("allowed", Boolean, nullable=False),
    PrimaryKeyConstraint("group_id", "name"),
)

technicians = Table(
    "technicians",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("technician_id", ForeignKey("technicians.id"), nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("closed_ms", BigInteger),
    Column("reason", String(40)),
)

seats = Table(
    "seats",
    metadata,
    Column("session", ForeignKey("sessions.id"), nullable=False),
    Column("member", Integer, nullable=False),
    Column("role", String(20), nullable=False),
    Column("token_hash", LargeBinary(32), nullable=False),  # SHA-256; the token itself is the member's alone
    Column("opened_ms", BigInteger, nullable=False),
    Column("closed_ms", BigInteger),
    Column("reason", String(40)),
    PrimaryKeyConstraint("session", "member"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("time_ms", BigInteger, nullable=False),
    Column("event", String(40), nullable=False),
    Column("session", LargeBinary(16), nullable=False),
    Column("member", Integer, nullable=False),
    Column("who", String(200), nullable=False),
    Column("detail", String(200), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)

heads = Table(  # one row: the last row of the audit, and how often the host was started
    "heads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("audit_number", Integer, nullable=False),
    Column("audit_hash", LargeBinary(32), nullable=False),
    Column("starts", Integer, nullable=False),
)

_append_only: Callable[[str], ExecutableDDLElement] = DDL

for _what in ("UPDATE", "DELETE"):
    event.listen(
        audit,
        "after_create",
        _append_only(
            f"CREATE TRIGGER audit_no_{_what.lower()} BEFORE {_what} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END"
        ),
    )
