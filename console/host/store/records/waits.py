"""Who waits in a queue, in the database: so that nobody loses their place when the host is started anew."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from console.host.core.audit import Entry
from console.host.store.records.audit import append
from console.host.store.tables.database import Database
from console.host.store.tables.schema import lost_waits, sessions, waits
from protocol.vocabulary.messages import Reason

FORGOTTEN_MS = 24 * 3600 * 1000
"""A place that is kept for somebody who does not wait, and whom nobody has seen for so long, is forgotten."""


@dataclass(frozen=True, kw_only=True)
class StoredWait:
    """Somebody's wait."""

    token_hash: bytes
    channel: str
    since_ms: int  # since 1970, UTC


@dataclass(frozen=True, kw_only=True)
class LostWait:
    """A wait that came to nothing."""

    channel: str
    since_ms: int
    ended_ms: int
    reason: Reason


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

    def begin(self, wait: StoredWait, now_ms: int, entry: Entry | None) -> None:
        """Remember that somebody waits from `now_ms` on; without `entry` the audit has no row of it."""
        with self._database.transaction() as connection:
            forgotten = waits.c.seen_ms.is_(None) & (waits.c.since_ms < now_ms - FORGOTTEN_MS)
            connection.execute(delete(waits).where(forgotten))
            _write(connection, wait, seen_ms=now_ms)
            if entry is not None:
                append(connection, entry)

    def keep(self, wait: StoredWait) -> None:
        """Remember the place of somebody who may wait again, but has not said so yet."""
        with self._database.transaction() as connection:
            _write(connection, wait, seen_ms=None)

    def still_there(self, token_hashes: Collection[bytes], now_ms: int) -> None:
        """Note who waits, or is about to come into a session, at this moment."""
        with self._database.transaction() as connection:
            these = waits.c.token_hash.in_(token_hashes) & waits.c.seen_ms.is_not(None)
            connection.execute(update(waits).where(these).values(seen_ms=now_ms))

    def end_lost(self, before_ms: int, entry: Callable[[LostWait], Entry]) -> None:
        """End the waits that no host has told of since `before_ms`, at the moment when one last did; with `entry`."""
        with self._database.reading() as connection:
            if connection.scalar(select(waits.c.since_ms).where(waits.c.seen_ms < before_ms).limit(1)) is None:
                return  # as nearly always, and nobody is kept from writing
        with self._database.transaction() as connection:
            for row in connection.execute(select(waits).where(waits.c.seen_ms < before_ms)).all():
                lost = LostWait(
                    channel=row.channel, since_ms=row.since_ms, ended_ms=row.seen_ms, reason=Reason.TIMED_OUT
                )
                _end(connection, row.token_hash, lost, entry(lost))

    def end(self, wait: StoredWait, reason: Reason, now_ms: int, entry: Entry | None) -> None:
        """Remember that somebody has waited for nothing until `now_ms`, and why."""
        lost = LostWait(channel=wait.channel, since_ms=wait.since_ms, ended_ms=now_ms, reason=reason)
        with self._database.transaction() as connection:
            _end(connection, wait.token_hash, lost, entry)

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


def _end(connection: Connection, token_hash: bytes, lost: LostWait, entry: Entry | None) -> None:
    connection.execute(delete(waits).where(waits.c.token_hash == token_hash))
    connection.execute(
        insert(lost_waits).values(
            channel=lost.channel, since_ms=lost.since_ms, ended_ms=lost.ended_ms, reason=lost.reason.value
        )
    )
    if entry is not None:
        append(connection, entry)


def _write(connection: Connection, wait: StoredWait, *, seen_ms: int | None) -> None:
    """Write a wait in place of the one with the same token, if there is one."""
    connection.execute(delete(waits).where(waits.c.token_hash == wait.token_hash))
    row = {"token_hash": wait.token_hash, "channel": wait.channel, "since_ms": wait.since_ms, "seen_ms": seen_ms}
    connection.execute(insert(waits).values(row))
