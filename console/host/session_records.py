"""Sessions and seats in the database: what a host that starts anew takes up again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, Row, insert, select, update

from console.host.audit import Entry
from console.host.audit_records import append
from console.host.database import Database
from console.host.schema import seats, sessions
from protocol.messages import Reason, Role


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


def token_hash(token: bytes) -> bytes:
    """Return what the host keeps of a token."""
    return hashlib.sha256(token).digest()


class SessionRecords:
    """Reads and writes sessions and their seats.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def live(self) -> list[StoredSession]:
        """Return all sessions that were not closed, with the seats that were not given up."""
        with self._database.reading() as connection:
            found = connection.execute(
                select(sessions).where(sessions.c.closed_ms.is_(None)).order_by(sessions.c.opened_ms)
            ).all()
            return [_stored_session(connection, row) for row in found]

    def open(self, session: bytes, technician: int, seat: StoredSeat, entry: Entry) -> None:
        """Remember a new session with its lead's seat."""
        with self._database.transaction() as connection:
            connection.execute(insert(sessions).values(id=session, technician_id=technician, opened_ms=entry.time_ms))
            _insert_seat(connection, session, seat, entry)

    def add_seat(self, session: bytes, seat: StoredSeat, entry: Entry) -> None:
        """Remember a seat that was given to a new member."""
        with self._database.transaction() as connection:
            _insert_seat(connection, session, seat, entry)

    def end_seat(self, session: bytes, member: int, reason: Reason, entry: Entry) -> None:
        """Remember that a seat was given up."""
        with self._database.transaction() as connection:
            connection.execute(
                update(seats)
                .where((seats.c.session == session) & (seats.c.member == member))
                .values(closed_ms=entry.time_ms, reason=reason.value)
            )
            append(connection, entry)

    def note_sharing(self, session: bytes, member: int, entry: Entry) -> None:
        """Remember who shares; 0: nobody."""
        with self._database.transaction() as connection:
            connection.execute(update(sessions).where(sessions.c.id == session).values(sharing=member))
            append(connection, entry)

    def note_hold(self, session: bytes, on_hold: bool, entry: Entry) -> None:
        """Remember whether a session is on hold."""
        with self._database.transaction() as connection:
            connection.execute(update(sessions).where(sessions.c.id == session).values(on_hold=on_hold))
            append(connection, entry)

    def note_role(self, session: bytes, member: int, role: Role, entry: Entry) -> None:
        """Remember what a member is from now on."""
        with self._database.transaction() as connection:
            which = (seats.c.session == session) & (seats.c.member == member)
            connection.execute(update(seats).where(which).values(role=role.value))
            if role is Role.LEAD:
                lead = select(seats.c.technician_id).where(which).scalar_subquery()
                connection.execute(update(sessions).where(sessions.c.id == session).values(technician_id=lead))
            append(connection, entry)

    def close(self, session: bytes, reason: Reason, entry: Entry) -> None:
        """Remember that a session is over."""
        with self._database.transaction() as connection:
            connection.execute(
                update(sessions).where(sessions.c.id == session).values(closed_ms=entry.time_ms, reason=reason.value)
            )
            append(connection, entry)

    def end_of_seat(self, session: bytes, member: int, token: bytes) -> Reason:
        """Return why a seat that its member asks for is gone; UNKNOWN_SESSION to whoever has not its token."""
        which = (seats.c.session == session) & (seats.c.member == member) & (seats.c.token_hash == token_hash(token))
        with self._database.reading() as connection:
            seat_reason = select(seats.c.reason, sessions.c.reason).join(sessions, sessions.c.id == seats.c.session)
            row = connection.execute(seat_reason.where(which)).one_or_none()
        if row is None:
            return Reason.UNKNOWN_SESSION
        if Reason.TIMED_OUT in tuple(row):
            return Reason.TIMED_OUT
        return Reason.SESSION_CLOSED


def _stored_session(connection: Connection, found: Row[tuple[object, ...]]) -> StoredSession:
    rows = connection.execute(select(seats).where(seats.c.session == found.id).order_by(seats.c.member)).all()
    kept = (
        StoredSeat(member=row.member, role=Role(row.role), token_hash=row.token_hash, technician=row.technician_id)
        for row in rows
        if row.closed_ms is None
    )
    return StoredSession(
        session=found.id,
        technician=found.technician_id,
        seats=tuple(kept),
        next_member=max(row.member for row in rows) + 1,
        sharing=found.sharing,
        on_hold=found.on_hold,
    )


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
