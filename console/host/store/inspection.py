"""Looks at a database without changing it, for whoever wants to know whether a host can use it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import URL, Connection, inspect, select

from console.host.store.tables.database import NoDatabaseError, StorageError, translated
from console.host.store.tables.engines import file_of, make_engine
from console.host.store.tables.schema import VERSION, audit, heads
from console.host.store.tables.sole_use import PooledError, refuse_shared_connections
from console.host.store.tables.tables import version_of

BUSY_MS = 2000


@dataclass(frozen=True)
class Facts:
    """What a database is like.

    Attributes:
        software: its program and version.
        encoding: of its text.
        schema: where the tables are, or would be made; "" where a database has no such thing.
        tables: the version of the tables; None: there are none.
        writable: this user may write, and the server takes it.
        clock_ahead_s: how far its clock is before this computer's.
        last_ms: when the audit's last row was written; None: there is none.
        pooled: a pooler gives each transaction another connection.
        sound: SQLite finds the file in order.
    """

    software: str
    encoding: str
    schema: str
    tables: str | None
    writable: bool
    clock_ahead_s: float
    last_ms: int | None
    pooled: bool = False
    sound: bool = True

    @property
    def is_current(self) -> bool:
        """Return whether the tables are those of this version of the program."""
        return self.tables == VERSION

    @property
    def is_earlier(self) -> bool:
        """Return whether the tables are those of an earlier version, which can be brought up."""
        return self.tables is not None and self.tables.isdecimal() and int(self.tables) < int(VERSION)


def look_at(url: URL) -> Facts:
    """Return what the database at `url` is like.

    Raises:
        NoDatabaseError: there is no file.
        StorageError: it cannot be used.
    """
    path = file_of(url)
    with translated():
        if path is not None and not path.exists():
            raise NoDatabaseError("there is no such file")
        engine = make_engine(url, busy_ms=BUSY_MS)
        try:
            with engine.connect() as connection:
                return _sqlite(connection) if path is not None else _postgresql(connection, pooled=_is_pooled(url))
        finally:
            engine.dispose()


def each_server(url: URL) -> dict[str, str]:
    """Try each of several servers in `url` alone; return what is wrong with it, "" where nothing is."""
    named = url.query.get("host", ())
    servers = [named] if isinstance(named, str) else list(named)
    found = {}
    for server in servers if len(servers) > 1 else ():
        alone = url.update_query_dict({"host": server, "target_session_attrs": "any"})
        try:
            look_at(alone)
        except StorageError as error:
            found[server] = str(error)
        else:
            found[server] = ""
    return found


def _is_pooled(url: URL) -> bool:
    try:
        refuse_shared_connections(url)
    except PooledError:
        return True
    return False


def _sqlite(connection: Connection) -> Facts:
    ask = connection.exec_driver_sql
    found = str(ask("PRAGMA quick_check(1)").scalar())
    ask("CREATE TEMP TABLE IF NOT EXISTS look (x)")
    return Facts(
        software=f"SQLite {ask('SELECT sqlite_version()').scalar()}",
        encoding=str(ask("PRAGMA encoding").scalar()),
        schema="",
        tables=version_of(connection),
        writable=not ask("PRAGMA query_only").scalar(),
        clock_ahead_s=0.0,
        last_ms=_last(connection),
        sound=found == "ok",
    )


def _postgresql(connection: Connection, *, pooled: bool) -> Facts:
    ask = connection.exec_driver_sql
    schema = ask("SELECT current_schema()").scalar()
    recovers = ask("SELECT pg_is_in_recovery()").scalar()
    may_make = schema is not None and ask("SELECT has_schema_privilege(current_schema(), 'CREATE')").scalar()
    ahead = float(ask("SELECT extract(epoch FROM clock_timestamp())").scalar_one()) - time.time()
    tables = version_of(connection)
    may_write = ask("SELECT has_table_privilege('heads', 'UPDATE')").scalar() if tables is not None else may_make
    return Facts(
        software=f"PostgreSQL {ask('SHOW server_version').scalar()}",
        encoding=str(ask("SHOW server_encoding").scalar()),
        schema=str(schema or ""),
        tables=tables,
        writable=bool(may_write) and not recovers,
        clock_ahead_s=ahead,
        last_ms=_last(connection),
        pooled=pooled,
    )


def _last(connection: Connection) -> int | None:
    if not inspect(connection).has_table(audit.name):
        return None
    head = select(heads.c.audit_number).scalar_subquery()
    return connection.scalar(select(audit.c.time_ms).where(audit.c.number == head))
