"""Who waits in a queue, in the database: so that nobody loses their place when the host is started anew."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from console.host.core.audit import Entry
from console.host.store.records.audit import append
from console.host.store.tables.database import Database
from console.host.store.tables.schema import lost_waits, sessions, waits
from protocol.vocabulary.messages import Reason

FORGOTTEN_MS = 24 * 3600 * 1000
"""A wait that nobody has come back to for so long, because the host ended in the middle of it, is forgotten."""


@dataclass(frozen=True, kw_only=True)
class StoredWait:
    """Somebody's wait."""

    token_hash: bytes
    channel: str
    since_ms: int  # since 1970, UTC


class WaitRecords:
    """Reads and writes waits.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, token_hash: bytes) -> StoredWait | None:
        """Return the wait that belongs to a token."""
        with self._database.reading() as connection:
            row = connection.execute(select(waits).where(waits.c.token_hash == token_hash)).one_or_none()
        if row is None:
            return None
        return StoredWait(token_hash=row.token_hash, channel=row.channel, since_ms=row.since_ms)

    def begin(self, wait: StoredWait, entry: Entry) -> None:
        """Remember that somebody waits."""
        with self._database.transaction() as connection:
            connection.execute(delete(waits).where(waits.c.since_ms < entry.time_ms - FORGOTTEN_MS))
            _write(connection, wait)
            append(connection, entry)

    def keep(self, wait: StoredWait) -> None:
        """Remember the place of somebody who may wait again, but has not said so yet."""
        with self._database.transaction() as connection:
            _write(connection, wait)

    def end(self, wait: StoredWait, reason: Reason, entry: Entry) -> None:
        """Remember that somebody has waited for nothing, and why."""
        lost = {"channel": wait.channel, "since_ms": wait.since_ms, "ended_ms": entry.time_ms, "reason": reason.value}
        with self._database.transaction() as connection:
            connection.execute(delete(waits).where(waits.c.token_hash == wait.token_hash))
            connection.execute(insert(lost_waits).values(lost))
            append(connection, entry)

    def picked_up(self, wait: StoredWait, session: bytes, entry: Entry) -> None:
        """Remember which session somebody was picked up for, and after how long; their place is kept until `let_in`."""
        with self._database.transaction() as connection:
            waited = {"channel": wait.channel, "waited_ms": max(0, entry.time_ms - wait.since_ms)}
            connection.execute(update(sessions).where(sessions.c.id == session).values(waited))
            append(connection, entry)

    def let_in(self, token_hash: bytes) -> None:
        """Forget the place of somebody who is in a session now."""
        with self._database.transaction() as connection:
            connection.execute(delete(waits).where(waits.c.token_hash == token_hash))


def _write(connection: Connection, wait: StoredWait) -> None:
    """Write a wait in place of the one with the same token, if there is one."""
    connection.execute(delete(waits).where(waits.c.token_hash == wait.token_hash))
    row = {"token_hash": wait.token_hash, "channel": wait.channel, "since_ms": wait.since_ms}
    connection.execute(insert(waits).values(row))
