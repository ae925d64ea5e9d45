"""One database as the host opens it, and the one exception for all that can go wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, select, true
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from console.host.store.tables.engines import file_of, make_engine, reading
from console.host.store.tables.schema import VERSION, alembic_version, audit, heads

BUSY_MS = 2000  # how long a locked database is waited for
LAST_ROW = (
    "last row"  # in a connection's `info`: number and hash of the row that the transaction has added to the audit
)


class StorageError(Exception):
    """The database cannot be read or written: gone, locked, full, damaged, of a newer version, or none at all."""


class NoDatabaseError(StorageError):
    """There is no database of a host, and none was to be made."""


class EarlierError(StorageError):
    """An earlier version of this program made the tables, and they were not to be brought up."""

    def __init__(self, version: str) -> None:
        super().__init__(f"it is of an earlier version of this program (tables {version})")
        self.version = version


class LiveHostsError(StorageError):
    """Hosts of the earlier version that made the tables still serve with them; `addresses` says where."""

    def __init__(self, addresses: list[str]) -> None:
        super().__init__(f"hosts of an earlier version of this program use it: {', '.join(addresses)}")
        self.addresses = addresses


class OutgrownError(StorageError):
    """Another version of this program has brought the tables up since they were opened."""

    def __init__(self, version: object) -> None:
        super().__init__(f"another version of this program has brought it up (tables {version}, not {VERSION})")


class Database:
    """The database at `where`, a file of SQLite's or the address of any; a file is made where it does not exist.

    Without `make` it is not: `NoDatabaseError`.

    All methods block, and belong to one thread at a time. A connection that was lost is made anew by the next one.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, where: Path | URL, *, busy_ms: int = BUSY_MS, make: bool = True) -> None:
        self.url = where if isinstance(where, URL) else file_url(where)
        self._doubtful: tuple[int, bytes] | None = None  # the audit's row that a commit without an answer would add
        with translated():
            self._engine = make_engine(self.url, busy_ms=busy_ms)
            self._reading = reading(self._engine)
            if (path := file_of(self.url)) is not None:
                if not make and not path.exists():
                    raise NoDatabaseError("there is no such file")
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # its user's alone

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Do all that follows, or nothing of it, while nobody else writes, in this process or another one.

        Raises:
            OutgrownError: the tables are no more those of this version.
        """
        self._doubtful = None
        with self.raw_transaction() as connection:
            connection.info.pop(LAST_ROW, None)
            refuse_outgrown(connection, alone=True)
            yield connection
            self._doubtful = connection.info.get(LAST_ROW)
        self._doubtful = None

    @contextmanager
    def raw_transaction(self) -> Iterator[Connection]:
        """Do all that follows, or nothing of it, also without tables."""
        with translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read, without waiting for whoever writes, one state of the database."""
        self._doubtful = None
        with self._raw_reading() as connection:
            yield connection

    def was_written(self) -> bool:
        """Say whether the last transaction, which failed, was carried out all the same: only the answer was lost."""
        if self._doubtful is None:
            return False
        number, row_hash = self._doubtful
        with self._raw_reading() as connection:
            found = connection.scalar(select(audit.c.hash).where(audit.c.number == number))
        return bool(found == row_hash)

    def leave_no_traces(self, table: str) -> None:
        """Leave nothing in the files of what was deleted from `table`, or changed there, as far as they are ours.

        SQLite's are written anew, and what was written ahead is cut off. PostgreSQL gives the room free, and writes
        over it when it needs it; its own logs and copies are its administrator's.
        """
        with translated():
            if file_of(self.url) is None:
                alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
                with alone.connect() as connection:
                    connection.exec_driver_sql(f"VACUUM {table}")
            else:
                with closing(self._engine.raw_connection()) as raw:  # no transaction: files are written anew in none
                    for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                        raw.cursor().execute(statement).fetchall()

    @contextmanager
    def _raw_reading(self) -> Iterator[Connection]:
        with translated(), self._reading.begin() as connection:
            yield connection


def refuse_outgrown(connection: Connection, *, alone: bool = False) -> None:
    """See that the tables are still those of this version; `alone` keeps all other writers, and that, from changing.

    Raises:
        OutgrownError: they are not: what this version reads and writes may mean something else by now.
    """
    asked = select(alembic_version.c.version_num)
    if alone and connection.dialect.name == "postgresql":  # in SQLite a transaction is alone from its beginning
        asked = asked.select_from(heads.join(alembic_version, true())).with_for_update()
    version = connection.scalar(asked)
    if version != VERSION:
        raise OutgrownError(version)


def file_url(path: Path) -> URL:
    """Return the address of an SQLite file."""
    return URL.create("sqlite", database=str(path))


@contextmanager
def translated() -> Iterator[None]:
    """Tell the environment's failures from ours: a broken rule of the schema is ours."""
    try:
        yield
    except (IntegrityError, DataError):
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError, ImportError) as error:
        raise StorageError(_cause(error)) from error


def _cause(error: Exception) -> str:
    """Return what went wrong, in one line, without what was asked of the database."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip() or type(error).__name__
    return said.splitlines()[0].rstrip(".")
