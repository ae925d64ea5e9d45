"""Technicians without an account in the database: their keys, and who is banned.

Each has a row in `technicians`, under a number that no account gets, for sessions, seats and the audit name technicians
by number. Its name is the key's mark. Of keys that were not used for long nothing stays but that a session had one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from console.host.core.accounts.accounts import NotDoneError
from console.host.core.audit import Entry, Event
from console.host.core.chain.names import former_name
from console.host.core.guests.guest import FIRST_GUEST, guest_name
from console.host.store.records.accounts import AccountRecords, Author
from console.host.store.records.audit import append
from console.host.store.records.beside.names import forget_names
from console.host.store.tables.database import Database
from console.host.store.tables.schema import bans, groups, guests, heads, names, seats, sessions, technicians
from protocol.vocabulary.guests import BANS_LIMIT
from protocol.vocabulary.messages import Reason

UNUSED_MS = 24 * 3600 * 1000
"""After so long a key that has opened no session makes room for others."""
KEPT_MS = 180 * UNUSED_MS
"""So long any key is known."""
FORGOTTEN_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class StoredGuest:
    """A key as the database has it."""

    number: int
    kept: bytes  # of the key
    seen_ms: int = 0
    reports: int = 0
    reported_ms: int = 0


class GuestRecords:
    """Reads and changes who comes in without an account.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database, accounts: AccountRecords) -> None:
        self._database = database
        self._accounts = accounts

    def find(self, kept: bytes) -> int:
        """Return the number of a key; 0: it is not known."""
        with self._database.reading() as connection:
            return _number(connection, kept)

    def enter(self, kept: bytes, terms: bytes | None, now_ms: int, *, most: int) -> int:
        """Note that a key comes in now, having accepted `terms`, and return its number.

        0: it is a new one, and there are `most` keys already.
        """
        with self._database.transaction() as connection:
            number = _number(connection, kept)
            if number:
                seen = {"seen_ms": now_ms, "terms": terms}
                connection.execute(update(guests).where(guests.c.technician_id == number).values(**seen))
                return number
            if _count(connection) >= most:
                _make_room(connection, now_ms)
                if _count(connection) >= most:
                    return 0
            return _add(connection, kept, terms, now_ms)

    def count(self) -> int:
        """Return how many keys are known."""
        with self._database.reading() as connection:
            return _count(connection)

    def numbers(self, wanted: Collection[int]) -> dict[int, bytes]:
        """Return what is kept of the keys with these numbers; whoever is gone or banned is left out."""
        chosen = select(guests.c.technician_id, guests.c.key).where(guests.c.technician_id.in_(wanted))
        with self._database.reading() as connection:
            return {row.technician_id: row.key for row in connection.execute(chosen)}

    def noted(self, wanted: Collection[int], most: int) -> list[StoredGuest]:
        """Return these keys, and those that were reported last, at most so many of them."""
        reported = select(guests.c.technician_id).where(guests.c.reports > 0)
        latest = reported.order_by(guests.c.reported_ms.desc()).limit(most)
        with self._database.reading() as connection:
            those = {*wanted, *connection.scalars(latest)}
            rows = connection.execute(select(guests).where(guests.c.technician_id.in_(those))).all()
        return [_stored(row) for row in rows]

    def reported(self, number: int, entry: Entry) -> None:
        """Note that a customer has reported a session of this key."""
        with self._database.transaction() as connection:
            values = {"reports": guests.c.reports + 1, "reported_ms": entry.time_ms}
            connection.execute(update(guests).where(guests.c.technician_id == number).values(values))
            append(connection, entry)

    def bans(self) -> frozenset[str]:
        """Return who is banned."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(bans.c.what)))

    def set_ban(self, what: str, author: Author, *, banned: bool) -> frozenset[str]:
        """Ban somebody, or no longer, and return who is banned by now.

        Raises:
            NotDoneError: an administrator wants it who is none any more, or there is no room.
        """
        with self._database.transaction() as connection:
            known = self._accounts.known(connection)
            if author.administrator is not None and not known.is_administrator(author.administrator):
                raise NotDoneError(Reason.NOT_ALLOWED, "only administrators may do this")
            there = set(connection.scalars(select(bans.c.what)))
            if banned is (what in there):
                return frozenset(there)
            if banned and len(there) >= BANS_LIMIT:
                raise NotDoneError(Reason.LIMIT, f"{BANS_LIMIT} are banned already; lift some, or ban a network")
            if banned:
                connection.execute(insert(bans).values(what=what, since_ms=author.time_ms))
            else:
                connection.execute(delete(bans).where(bans.c.what == what))
            connection.execute(update(heads).values(accounts=heads.c.accounts + 1))
            event = Event.GUEST_BANNED if banned else Event.GUEST_ALLOWED
            append(connection, Entry(event=event, time_ms=author.time_ms, who=author.who, detail=what))
            return frozenset(there ^ {what})


def _number(connection: Connection, kept: bytes) -> int:
    return connection.scalar(select(guests.c.technician_id).where(guests.c.key == kept)) or 0


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(guests)) or 0


def _add(connection: Connection, kept: bytes, terms: bytes | None, now_ms: int) -> int:
    """Make a key's rows; its group means nothing."""
    last = connection.scalar(select(func.max(technicians.c.id))) or 0
    number = max(last + 1, FIRST_GUEST)
    group = connection.scalar(select(func.min(groups.c.id)))
    row = {"id": number, "name": guest_name(kept), "group_id": group}
    connection.execute(insert(technicians).values(row))
    made = {"technician_id": number, "key": kept, "since_ms": now_ms, "seen_ms": now_ms, "terms": terms}
    connection.execute(insert(guests).values(made))
    return number


def _make_room(connection: Connection, now_ms: int) -> None:
    """Forget keys of yesterday that have never opened a session, and whichever were not used for long."""
    seated = select(seats.c.technician_id).where(seats.c.technician_id.is_not(None))
    used = seated.union(select(sessions.c.technician_id), select(names.c.technician_id))
    idle = guests.c.technician_id.not_in(used) & (guests.c.seen_ms < now_ms - UNUSED_MS) & (guests.c.reports == 0)
    connection.execute(delete(guests).where(idle))
    alone = technicians.c.id.not_in(select(guests.c.technician_id)) & technicians.c.id.not_in(used)
    connection.execute(delete(technicians).where((technicians.c.id >= FIRST_GUEST) & alone))
    old = select(guests.c.technician_id).where(guests.c.seen_ms < now_ms - KEPT_MS).limit(FORGOTTEN_AT_ONCE)
    for number in connection.scalars(old).all():
        connection.execute(delete(guests).where(guests.c.technician_id == number))
        left = {"name": former_name(number), "removed": True}
        connection.execute(update(technicians).where(technicians.c.id == number).values(left))
        forget_names(connection, number)


def _stored(row: Row[tuple[object, ...]]) -> StoredGuest:
    return StoredGuest(
        number=row.technician_id,
        kept=row.key,
        seen_ms=row.seen_ms,
        reports=row.reports,
        reported_ms=row.reported_ms or 0,
    )
