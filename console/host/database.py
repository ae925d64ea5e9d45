"""One SQLite database as the host opens it, and the one exception for all that can go wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError

BUSY_MS = 2000  # how long a locked database is waited for


class StorageError(Exception):
    """The database cannot be read or written: locked, full, damaged, of a newer version, or none at all."""


class Database:
    """The database in the file at `path`, which is made, its user's alone, where it does not exist.

    All methods block, and belong to one thread at a time.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, path: Path, *, busy_ms: int = BUSY_MS) -> None:
        self._engine = make_engine(path, busy_ms=busy_ms)
        with translated():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = self._engine.connect()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Do all that follows, or nothing of it."""
        with translated(), self._connection.begin():
            yield self._connection

    def changes(self) -> int:
        """Return a number that changes whenever another process has written to the database."""
        with translated():  # outside of a transaction, which would take the lock for writing
            cursor = self._connection.connection.cursor()
            cursor.execute("PRAGMA data_version")
            row = cursor.fetchone()
            cursor.close()
        return 0 if row is None else int(row[0])


def make_engine(path: Path, *, busy_ms: int = BUSY_MS) -> Engine:
    """Return an engine whose transactions may write from their beginning, so that none fails halfway for a lock."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare(busy_ms))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare(busy_ms: int) -> Any:
    def prepare(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # transactions begin where SQLAlchemy says so, and at once with the right to write
        raw.execute(f"PRAGMA busy_timeout = {busy_ms}")
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA foreign_keys = ON")

    return prepare


@contextmanager
def translated() -> Iterator[None]:
    """Tell the environment's failures from ours: a broken rule of the schema is ours."""
    try:
        yield
    except IntegrityError:
        raise
    except (DatabaseError, sqlite3.Error, OSError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        raise StorageError(str(cause)) from error
