"""How the host opens each kind of database: SQLite's files and PostgreSQL; with one writer at a time in both."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DisconnectionError

CONNECT_S = 5  # how long a PostgreSQL server may take to answer
STATEMENT_MS = 20_000  # how long it may work on one statement
AGAIN_S = 0.01
WAITING = {  # how long psycopg waits for a server, and who it says we are
    "application_name": "fernblick-host",
    "connect_timeout": CONNECT_S,
    "tcp_user_timeout": CONNECT_S * 1000,
    "keepalives_idle": CONNECT_S,
}
READS = "reads"  # the option of an engine whose transactions only read


def make_engine(url: URL, *, busy_ms: int) -> Engine:
    """Return an engine for `url`; a lock that somebody else holds is waited for `busy_ms`.

    Its transactions may write from their beginning, so that none fails halfway for a lock; those of `reading(engine)`
    only read, and see one state of the database from their beginning to their end.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, busy_ms)
    return _postgresql(url, busy_ms)


def reading(engine: Engine) -> Engine:
    """Return the same engine for transactions that only read."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{READS: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database; None: it is another kind of database."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _sqlite(url: URL, busy_ms: int) -> Engine:
    path = Path(url.database or "")
    uri = f"{path.absolute().as_uri()}?mode=rw"  # a file that is gone must not come back empty
    engine = create_engine(
        url,
        creator=lambda: sqlite3.connect(uri, uri=True, check_same_thread=False),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
    )

    def prepare(raw: Any, record: Any) -> None:
        raw.isolation_level = None  # transactions begin where SQLAlchemy says so
        raw.execute(f"PRAGMA busy_timeout = {busy_ms}")
        _write_ahead(raw, busy_ms)
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA secure_delete = ON")  # what is deleted is written over, not only left out
        record.info["file"] = _identity(path)

    def same_file(_raw: Any, record: Any, _proxy: object) -> None:
        if record.info["file"] != _identity(path):
            raise DisconnectionError("the file is another one now")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", same_file)
    event.listen(engine, "begin", _begin)
    return engine


def _write_ahead(raw: sqlite3.Connection, busy_ms: int) -> None:
    """Let readers and a writer not wait for each other; for this step alone SQLite does not wait by itself."""
    end = time.monotonic() + busy_ms / 1000
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() >= end:
                raise
            time.sleep(AGAIN_S)
        else:
            return


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def postgresql_url(url: URL) -> URL:
    """Return `url` as SQLAlchemy opens it: by psycopg, and of several servers the one that may be written to."""
    query = dict(url.query)
    if len(url.query.get("host", ())) > 1 and not isinstance(url.query.get("host"), str):
        query.setdefault("target_session_attrs", "read-write")
    return url.set(drivername="postgresql+psycopg", query=query)


def _postgresql(url: URL, busy_ms: int) -> Engine:
    engine = create_engine(
        postgresql_url(url),
        connect_args=WAITING,
        pool_size=1,
        max_overflow=0,
        pool_pre_ping=True,  # a server that was started anew is found at once
    )

    def limit(raw: Any, _record: Any) -> None:
        """Say how long to wait by statements: poolers refuse what is said at the start, and the URL may say more."""
        before, raw.autocommit = raw.autocommit, True
        for name, value in limits.items():
            raw.execute(f"SET {name} = {value}")
        raw.autocommit = before

    limits = {
        "lock_timeout": busy_ms,
        "statement_timeout": STATEMENT_MS,
        "idle_in_transaction_session_timeout": STATEMENT_MS,
    }
    event.listen(engine, "connect", limit)
    return engine
