"""One SQLite database as the host opens it, and the one exception for all that can go wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError

BUSY_MS = 2000  # how long a locked database is waited for


class StorageError(Exception):
    """The database cannot be read or written: locked, full, damaged, of a newer version, or none at all."""


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
