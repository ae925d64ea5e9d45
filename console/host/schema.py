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
    text,
)
from sqlalchemy.schema import ExecutableDDLElement

SCHEMA_VERSION = 2  # `upgrade` brings a database of version 1 up

metadata = MetaData()

groups = Table(
    "groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("parent_id", ForeignKey("groups.id")),  # none: at the top of the tree
    Column("sessions", Integer, nullable=False, server_default=text("0")),  # at a time for one technician; 0: inherit
)

rights = Table(
    "rights",
    metadata,
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("name", String(40), nullable=False),
    Column("setting", String(10), nullable=False),  # inherit, on, off
    Column("locked", Boolean, nullable=False),
    PrimaryKeyConstraint("group_id", "name"),
)

replies = Table(
    "replies",
    metadata,
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", String(500), nullable=False),
    PrimaryKeyConstraint("group_id", "position"),
)

technicians = Table(
    "technicians",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("group_id", ForeignKey("groups.id"), nullable=False),
    Column("administrator", Boolean, nullable=False, server_default=text("0")),
    Column("disabled", Boolean, nullable=False, server_default=text("0")),
    Column("password_hash", String(200)),  # Argon2id; none: cannot log in with a password
    Column("passwords", Integer, nullable=False, server_default=text("0")),  # how many there have been
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("technician_id", ForeignKey("technicians.id"), nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("closed_ms", BigInteger),
    Column("reason", String(40)),
    Column("sharing", Integer, nullable=False, server_default=text("0")),  # the member who shares, 0: nobody
    Column("on_hold", Boolean, nullable=False, server_default=text("0")),
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
    Column("technician_id", ForeignKey("technicians.id")),  # none: the customer's
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
