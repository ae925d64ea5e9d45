"""Sessions and seats in the database: what a host that starts anew takes up again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, select, update

from console.host.core.audit import Entry
from console.host.store.records.audit import append
from console.host.store.records.shares import note_share
from console.host.store.tables.database import Database
from console.host.store.tables.schema import hosts, seats, sessions
from protocol.vocabulary.messages import Reason, Role


@dataclass(frozen=True, kw_only=True)
class StoredSeat:
    """A seat that may be taken up again."""

    member: int
    role: Role
    token_hash: bytes
    technician: int | None = None  # who sits there; None: the customer


@dataclass(frozen=True, kw_only=True)
class StoredSession:
    """A session that was not closed."""

    session: bytes
    technician: int
    seats: tuple[StoredSeat, ...]
    next_member: int
    sharing: int = 0  # the member who shared, 0: nobody
    on_hold: bool = False
    channel: str = ""  # the queue that the customer came through; "": none
    since_ms: int = 0  # when they began to wait there, or the session was opened


def token_hash(token: bytes) -> bytes:
    """Return what the host keeps of a token."""
    return hashlib.sha256(token).digest()


class FencedError(Exception):
    """A change is refused: the session belongs to another host by now."""


class SessionRecords:
    """Reads and writes sessions and their seats.

    Raises:
        StorageError: by every method.
        FencedError: by every method that changes a session, where it is another host's than `host`.
    """

    def __init__(self, database: Database, host: int = 0) -> None:
        self._database = database
        self._host = host

    def held_by(self, host: int) -> SessionRecords:
        """Return the same for changes by the host of that number; 0: by a host that has the database alone."""
        return SessionRecords(self._database, host)

    def live(self) -> list[StoredSession]:
        """Return all sessions that were not closed, with the seats that were not given up."""
        with self._database.reading() as connection:
            return stored_sessions(connection, sessions.c.closed_ms.is_(None))

    def open(self, session: bytes, technician: int, seat: StoredSeat, entry: Entry) -> None:
        """Remember a new session with its lead's seat."""
        with self._database.transaction() as connection:
            if self._host and connection.scalar(select(hosts.c.id).where(hosts.c.id == self._host)) is None:
                raise FencedError  # nobody would look after it
            row = {"id": session, "technician_id": technician, "opened_ms": entry.time_ms, "host": self._host}
            connection.execute(insert(sessions).values(row))
            _insert_seat(connection, session, seat, entry)

    def add_seat(self, session: bytes, seat: StoredSeat, entry: Entry) -> None:
        """Remember a seat that was given to a new member."""
        with self._changing(session) as connection:
            _insert_seat(connection, session, seat, entry)

    def end_seat(self, session: bytes, member: int, reason: Reason, entry: Entry) -> None:
        """Remember that a seat was given up."""
        with self._changing(session) as connection:
            connection.execute(
                update(seats)
                .where((seats.c.session == session) & (seats.c.member == member))
                .values(closed_ms=entry.time_ms, reason=reason.value)
            )
            append(connection, entry)

    def note_sharing(self, session: bytes, member: int, entry: Entry) -> None:
        """Remember who shares; 0: nobody."""
        with self._changing(session) as connection:
            connection.execute(update(sessions).where(sessions.c.id == session).values(sharing=member))
            note_share(connection, session, member, entry.time_ms)
            append(connection, entry)

    def note_hold(self, session: bytes, on_hold: bool, entry: Entry) -> None:
        """Remember whether a session is on hold."""
        with self._changing(session) as connection:
            connection.execute(update(sessions).where(sessions.c.id == session).values(on_hold=on_hold))
            append(connection, entry)

    def note_role(self, session: bytes, member: int, role: Role, entry: Entry) -> None:
        """Remember what a member is from now on."""
        with self._changing(session) as connection:
            which = (seats.c.session == session) & (seats.c.member == member)
            connection.execute(update(seats).where(which).values(role=role.value))
            if role is Role.LEAD:
                lead = select(seats.c.technician_id).where(which).scalar_subquery()
                connection.execute(update(sessions).where(sessions.c.id == session).values(technician_id=lead))
            append(connection, entry)

    def close(self, session: bytes, reason: Reason, entry: Entry) -> None:
        """Remember that a session is over."""
        with self._changing(session) as connection:
            connection.execute(
                update(sessions).where(sessions.c.id == session).values(closed_ms=entry.time_ms, reason=reason.value)
            )
            note_share(connection, session, 0, entry.time_ms)
            append(connection, entry)

    def end_of_seat(self, session: bytes, member: int, token: bytes) -> Reason:
        """Return why a seat that its member asks for is gone; UNKNOWN_SESSION to whoever has not its token."""
        which = (seats.c.session == session) & (seats.c.member == member) & (seats.c.token_hash == token_hash(token))
        columns = (seats.c.role, seats.c.reason.label("seat"), sessions.c.reason.label("session"))
        with self._database.reading() as connection:
            joined = select(*columns).join(sessions, sessions.c.id == seats.c.session)
            row = connection.execute(joined.where(which)).one_or_none()
        if row is None:
            return Reason.UNKNOWN_SESSION
        if row.role == Role.CUSTOMER and row.seat is None and row.session in (Reason.TIMED_OUT, Reason.DISABLED):
            return Reason.TECHNICIAN_GONE
        return Reason.TIMED_OUT if Reason.TIMED_OUT in (row.seat, row.session) else Reason.SESSION_CLOSED

    @contextmanager
    def _changing(self, session: bytes) -> Iterator[Connection]:
        with self._database.transaction() as connection:
            if self._host and connection.scalar(select(sessions.c.host).where(sessions.c.id == session)) != self._host:
                raise FencedError
            yield connection


def stored_sessions(connection: Connection, which: ColumnElement[bool]) -> list[StoredSession]:
    """Return the sessions in `which`, the oldest first, with the seats that were not given up."""
    found = connection.execute(select(sessions).where(which).order_by(sessions.c.opened_ms)).all()
    theirs = seats.c.session.in_(select(sessions.c.id).where(which))
    kept: dict[bytes, list[StoredSeat]] = {}
    last: dict[bytes, int] = {}
    for row in connection.execute(select(seats).where(theirs).order_by(seats.c.member)):
        last[row.session] = row.member
        if row.closed_ms is None:
            seat = StoredSeat(
                member=row.member, role=Role(row.role), token_hash=row.token_hash, technician=row.technician_id
            )
            kept.setdefault(row.session, []).append(seat)
    return [
        StoredSession(
            session=row.id,
            technician=row.technician_id,
            seats=tuple(kept.get(row.id, ())),
            next_member=last[row.id] + 1,
            sharing=row.sharing,
            on_hold=row.on_hold,
            channel=row.channel or "",
            since_ms=row.opened_ms - (row.waited_ms or 0),
        )
        for row in found
    ]


def _insert_seat(connection: Connection, session: bytes, seat: StoredSeat, entry: Entry) -> None:
    connection.execute(
        insert(seats).values(
            session=session,
            member=seat.member,
            role=seat.role.value,
            token_hash=seat.token_hash,
            opened_ms=entry.time_ms,
            technician_id=seat.technician,
        )
    )
    append(connection, entry)
