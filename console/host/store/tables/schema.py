"""The tables of the host's database as they are now; what they were before is in `migrations`.

Whoever changes a table here adds the step to the last revision that is not released, or a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    event,
    false,
    text,
)

VERSION = "11"  # the last revision in `migrations`

metadata = MetaData()

groups = Table(
    "groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("parent_id", ForeignKey("groups.id")),  # none: at the top of the tree
    Column("sessions", Integer, nullable=False, server_default=text("0")),  # at a time for one technician; 0: inherit
    Column("channel", String(40)),  # the queue's name; none: nobody waits for this group
    Column("desk_reads", Boolean, nullable=False, server_default=false()),  # what who waits there says it is about
    Index("groups_channel", "channel", unique=True),
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
    Column("administrator", Boolean, nullable=False, server_default=false()),
    Column("disabled", Boolean, nullable=False, server_default=false()),
    Column("password_hash", String(200)),  # Argon2id; none: cannot log in with a password
    Column("passwords", Integer, nullable=False, server_default=text("0")),  # how many there have been
    Column("removed", Boolean, nullable=False, server_default=false()),  # stands for what they did, under no name
    Column("unlocks", Integer, nullable=False, server_default=text("0")),  # how often wrong logins were forgiven
    Column("must_change", Boolean, nullable=False, server_default=false()),  # somebody else has set the password
    Column("full_name", String(200), nullable=False, server_default=text("''")),
    Column("email", String(300), nullable=False, server_default=text("''")),
    Column("comment", String(600), nullable=False, server_default=text("''")),
    Column("last_login_ms", BigInteger),  # none: never
)

known_places = Table(  # where technicians have logged in from with a password: sources, and consoles
    "known_places",
    metadata,
    Column("technician_id", ForeignKey("technicians.id"), nullable=False),
    Column("place", LargeBinary(32), nullable=False),  # SHA-256 of the source, or of the token that the console has
    Column("last_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("technician_id", "place"),
)

guests = Table(  # technicians without an account, by the key of their device; each has a row in `technicians`
    "guests",
    metadata,
    Column("technician_id", ForeignKey("technicians.id"), primary_key=True),
    Column("key", LargeBinary(32), nullable=False, unique=True),  # what is kept of it, see `protocol.entry.entry_proof`
    Column("since_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),  # when it came in last
    Column("terms", LargeBinary(32)),  # the mark of those that were accepted last; none: there were none
    Column("reports", Integer, nullable=False, server_default=text("0")),  # of customers
    Column("reported_ms", BigInteger),  # the last one
    Index("guests_seen", "seen_ms"),
)

bans = Table(  # who comes in no more without an account: marks of keys, networks
    "bans",
    metadata,
    Column("what", String(43), primary_key=True),
    Column("since_ms", BigInteger, nullable=False),
)

names = Table(  # whom the marks in the audit mean, see `core.chain.names`
    "names",
    metadata,
    Column("mark", String(40), primary_key=True),
    Column("technician_id", ForeignKey("technicians.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("salt", LargeBinary(16)),  # none: the technician was removed
    Index("names_technician", "technician_id"),
)

addresses = Table(  # which addresses the marks in the audit mean, see `core.chain.addresses`
    "addresses",
    metadata,
    Column("mark", String(40), primary_key=True),
    Column("day", Integer, nullable=False),  # since 1970, UTC
    Column("address", String(64), nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Index("addresses_day", "day", "address"),
)

cuts = Table(  # at most one: up to which row the audit is from before addresses stood apart, see `core.chain.check`
    "cuts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32)),  # that the row has; none, as in all others: its addresses are not apart yet
    Column("digest", LargeBinary(32)),  # over the rows as they are now
    Column("time_ms", BigInteger),
    Column("signed_by", LargeBinary),  # the host's public key in DER
    Column("signature", LargeBinary),
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
    Column("on_hold", Boolean, nullable=False, server_default=false()),
    Column("channel", String(40)),  # the queue that the customer came through; none: a code or a link
    Column("waited_ms", BigInteger),  # how long they waited there
    Column("host", Integer, nullable=False, server_default=text("0")),  # who has it, see `hosts`; 0: a host alone
    Index("sessions_opened", "opened_ms"),
)

notes = Table(  # what technicians have noted of sessions, in plain words; goes after a while, see `keep-notes-days`
    "notes",
    metadata,
    Column("session", ForeignKey("sessions.id"), primary_key=True),
    Column("customer", String(200), nullable=False),
    Column("reference", String(200), nullable=False),  # a ticket's number, say
    Column("note", String(600), nullable=False),
    Column("outcome", String(40), nullable=False),  # empty: not said
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

waits = Table(  # who waits in a queue now, so that a host that starts anew knows their places
    "waits",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),  # SHA-256; the token itself is the customer's alone
    Column("channel", String(40), nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger),  # when a host last knew of them; none: a place for somebody who does not wait now
)

lost_waits = Table(  # who waited in a queue and came into no session
    "lost_waits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(40), nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger, nullable=False),
    Column("reason", String(40), nullable=False),  # `left`: given up; every other one: missed
    Index("lost_waits_ended", "ended_ms"),
)

shares = Table(
    "shares",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session", ForeignKey("sessions.id"), nullable=False),
    Column("member", Integer, nullable=False),
    Column("technician_id", ForeignKey("technicians.id")),  # none: the customer shared
    Column("started_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),  # none: it goes on
    Index("shares_session", "session"),
    Index("shares_started", "started_ms"),
)

hosts = Table(  # the hosts that share this database, while their leases last
    "hosts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # counted in `heads.starts`: rises, never comes again
    Column("slot", Integer, unique=True),  # which routes of codes are its; none: its lease is over
    Column("address", String(300), nullable=False),  # HOST:PORT, for members
    Column("lease_until_ms", BigInteger, nullable=False),  # on the database's clock
)

desks = Table(  # which host the technicians of a tree of groups are at
    "desks",
    metadata,
    Column("group_id", Integer, primary_key=True, autoincrement=False),  # at the top of the tree
    Column("host", Integer, nullable=False),
)

attended = Table(  # channels with a technician whom customers need not wait for, by the host that sees them
    "attended",
    metadata,
    Column("host", Integer, nullable=False),
    Column("channel", String(40), nullable=False),
    PrimaryKeyConstraint("host", "channel"),
)

pages = Table(  # whose the web page is: as it is now, the highest version, and as it was before
    "pages",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("settings", LargeBinary, nullable=False),  # the message `page_settings` of `protocol/vocabulary/web.py`
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
    Index("audit_time", "time_ms", "number"),
)

# One row. Whoever writes locks it in PostgreSQL, so that there is one writer at a time.
heads = Table(
    "heads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("audit_number", Integer, nullable=False),  # the last row of the audit
    Column("audit_hash", LargeBinary(32), nullable=False),
    Column("starts", Integer, nullable=False),  # how often a host was started
    Column("accounts", Integer, nullable=False, server_default=text("0")),  # how often they, or the page, were changed
)

alembic_version = Table(  # one row; as Alembic makes it
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

_TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END",
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE integrity_constraint_violation USING MESSAGE = 'the audit is append only'; END $$",
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
    ),
}
OPEN_INDEX = "sessions_open"
_OPEN = f"CREATE INDEX {OPEN_INDEX} ON sessions (host) WHERE closed_ms IS NULL"
_ddl: Callable[[str], DDL] = DDL

event.listen(sessions, "after_create", _ddl(_OPEN))  # as an `Index` it would have all dialects loaded: 3 MB

for _dialect, _statements in _TRIGGERS.items():
    for _statement in _statements:
        event.listen(audit, "after_create", _ddl(_statement).execute_if(dialect=_dialect))


def add_triggers(connection: Connection) -> None:
    """Keep rows of the audit from being changed, as tables that are made from `metadata` do."""
    for statement in _TRIGGERS[connection.dialect.name]:
        connection.execute(_ddl(statement))


@contextmanager
def changeable_audit(connection: Connection) -> Iterator[None]:
    """Let rows of the audit be changed, within the transaction that does so and nobody else's."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ddl("ALTER TABLE audit DISABLE TRIGGER audit_append_only"))
        yield
        connection.execute(_ddl("ALTER TABLE audit ENABLE TRIGGER audit_append_only"))
    else:
        connection.execute(_ddl("DROP TRIGGER audit_no_update"))
        yield
        connection.execute(_ddl(_TRIGGERS["sqlite"][0]))


def add_open_index(connection: Connection) -> None:
    """Let open sessions be found, as tables that are made from `metadata` do."""
    connection.execute(_ddl(_OPEN))
