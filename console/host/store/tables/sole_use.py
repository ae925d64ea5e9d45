"""Keeps a database for one host alone, or for hosts that know of each other, for as long as they run.

In PostgreSQL it is a lock of a connection, which goes with it; beside an SQLite file it is a locked file.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import IO

from sqlalchemy import URL, Connection, NullPool, create_engine

from console.host.store.tables.database import StorageError, translated
from console.host.store.tables.engines import CONNECT_S, WAITING, file_of, postgresql_url
from protocol.system.file_lock import lock_file

USING = 0x66657268  # the number of PostgreSQL's lock; nothing else in the database takes it
KEEPALIVE = {  # of the server: else a host whose computer has lost its power holds the lock for two hours
    "tcp_keepalives_idle": CONNECT_S,
    "tcp_keepalives_interval": CONNECT_S,
    "tcp_keepalives_count": 3,
}
LOOKS = 3  # how often a pooler is looked for: another client may take the connection that would show it


class TakenError(Exception):
    """Another host uses the database."""


class PooledError(Exception):
    """Between this program and the server is a pooler that gives a connection's server to others in between."""


class SoleUse:
    """The use of the database at `url`: by this host alone, or `shared` with others that share it, too.

    All methods block.

    Raises:
        StorageError: by every method: the database cannot be asked.
    """

    def __init__(self, url: URL, *, shared: bool) -> None:
        self._url = url
        self._shared = shared
        self._one_thread = threading.Lock()
        self._file: IO[bytes] | None = None
        self._connection: Connection | None = None

    def take(self) -> None:
        """Take the database, or see that it is still taken; a connection that was lost is made anew.

        Raises:
            TakenError: another host has it.
        """
        with self._one_thread:
            path = file_of(self._url)
            if path is None:
                self._take_server()
            elif self._file is None:
                self._take_file(path.with_name(f"{path.name}.lock"))

    def release(self) -> None:
        """Let others have it."""
        with self._one_thread:
            if self._file is not None:
                self._file.close()
                self._file = None
            self._drop_connection()

    def _take_file(self, place: Path) -> None:
        with translated():
            file = os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        if not lock_file(file, shared=self._shared):
            file.close()
            raise TakenError
        self._file = file

    def _take_server(self) -> None:
        if self._connection is not None and self._still_there(self._connection):
            return
        self._drop_connection()
        with translated():
            engine = create_engine(
                postgresql_url(self._url), poolclass=NullPool, connect_args=WAITING, isolation_level="AUTOCOMMIT"
            )
            self._connection = engine.connect()
            for name, value in KEEPALIVE.items():
                self._connection.exec_driver_sql(f"SET {name} = {value}")
            way = "pg_try_advisory_lock_shared" if self._shared else "pg_try_advisory_lock"
            taken = self._connection.exec_driver_sql(f"SELECT {way}({USING})").scalar_one()
        if not taken:
            self._drop_connection()
            raise TakenError

    def _still_there(self, connection: Connection) -> bool:
        try:
            with translated():
                connection.exec_driver_sql("SELECT 1")
        except StorageError:
            return False
        return True

    def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def refuse_shared_connections(url: URL) -> None:
    """See that a connection to `url` is a server's own for as long as it lasts.

    Two connections at once that speak to one server process have a pooler in between, in transaction mode: what the
    first one sets or locks would be the second one's.

    Raises:
        PooledError: it is not.
        StorageError: the database cannot be asked.
    """
    if file_of(url) is not None:
        return
    with translated():
        engine = create_engine(postgresql_url(url), poolclass=NullPool, connect_args=WAITING)
        try:
            with engine.connect() as first, engine.connect() as second:
                for _ in range(LOOKS):
                    _see_two_servers(first, second)
        finally:
            engine.dispose()


def _see_two_servers(first: Connection, second: Connection) -> None:
    one = first.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    first.commit()  # from here on a pooler in transaction mode gives the server to whoever asks
    other = second.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    second.commit()
    if one == other:
        raise PooledError
