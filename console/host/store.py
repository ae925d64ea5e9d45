"""What the host remembers, in one SQLite database: technicians, groups, rights, sessions, seats, audit.

All methods block. The host calls them in one thread (`clerk`); each of them is one transaction, with its audit rows.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from console.host.audit import FIRST_HASH, Entry, Event, Row, row_hash, verify
from console.host.database import BUSY_MS, StorageError, make_engine, translated
from console.host.rights import RIGHTS
from console.host.schema import SCHEMA_VERSION, audit, groups, heads, metadata, rights, seats, sessions, technicians
from protocol.messages import Reason, Role

LOCAL_GROUP = "support"
LOCAL_TECHNICIAN = "technician"


class UnknownNameError(Exception):
    """There is no such group or right."""


@dataclass(frozen=True)
class Technician:
    """A technician as the database knows them."""

    number: int
    name: str
    group: str
    rights: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class StoredSeat:
    """A seat that may be taken up again."""

    member: int
    role: Role
    token_hash: bytes


@dataclass(frozen=True, kw_only=True)
class StoredSession:
    """A session that was not closed."""

    session: bytes
    technician: int
    seats: tuple[StoredSeat, ...]
    next_member: int


def token_hash(token: bytes) -> bytes:
    """Return what the host keeps of a token."""
    return hashlib.sha256(token).digest()


class Store:
    """The database at `path`; made, with a first group and technician, where it does not exist.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, path: Path, *, busy_ms: int = BUSY_MS) -> None:
        engine = make_engine(path, busy_ms=busy_ms)
        self._engine = engine
        with translated():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = engine.connect()
            try:
                self._make_tables()
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Close the database."""
        self._connection.close()
        self._engine.dispose()

    def count_start(self) -> int:
        """Count a start of the host and return the count."""
        with self._transaction() as connection:
            connection.execute(update(heads).values(starts=heads.c.starts + 1))
            return int(connection.scalar(select(heads.c.starts)) or 0)

    def changes(self) -> int:
        """Return a number that changes whenever another process has written to the database."""
        with translated():  # outside of a transaction, which would take the lock for writing
            cursor = self._connection.connection.cursor()
            cursor.execute("PRAGMA data_version")
            row = cursor.fetchone()
            cursor.close()
        return 0 if row is None else int(row[0])

    def technician(self, name: str) -> Technician:
        """Return the technician of that name."""
        with self._transaction() as connection:
            return _technician(connection, technicians.c.name == name)

    def all_technicians(self) -> list[Technician]:
        """Return all technicians with their present rights."""
        with self._transaction() as connection:
            numbers = connection.scalars(select(technicians.c.id).order_by(technicians.c.id)).all()
            return [_technician(connection, technicians.c.id == number) for number in numbers]

    def all_groups(self) -> dict[str, dict[str, bool]]:
        """Return each group's rights."""
        with self._transaction() as connection:
            known = connection.execute(select(groups.c.id, groups.c.name).order_by(groups.c.name)).all()
            return {name: _rights_of(connection, number) for number, name in known}

    def set_rights(self, group: str, changes: dict[str, bool], *, time_ms: int) -> None:
        """Change rights of `group`.

        Raises:
            Unknown: there is no such group or right; nothing was changed.
        """
        if wrong := set(changes) - set(RIGHTS):
            raise UnknownNameError(f"no right is called {min(wrong)}")
        with self._transaction() as connection:
            number = connection.scalar(select(groups.c.id).where(groups.c.name == group))
            if number is None:
                raise UnknownNameError(f"no group is called {group}")
            for name, allowed in changes.items():
                which = (rights.c.group_id == number) & (rights.c.name == name)
                connection.execute(update(rights).where(which).values(allowed=allowed))
                detail = f"{group} {name}={'on' if allowed else 'off'}"
                _append(connection, Entry(event=Event.RIGHT_CHANGED, time_ms=time_ms, detail=detail))

    def live_sessions(self) -> list[StoredSession]:
        """Return all sessions that were not closed, with the seats that were not given up."""
        with self._transaction() as connection:
            found = connection.execute(
                select(sessions.c.id, sessions.c.technician_id)
                .where(sessions.c.closed_ms.is_(None))
                .order_by(sessions.c.opened_ms)
            ).all()
            return [_stored_session(connection, session, technician) for session, technician in found]

    def open_session(self, session: bytes, technician: int, seat: StoredSeat, entry: Entry) -> None:
        """Remember a new session with its lead's seat."""
        with self._transaction() as connection:
            connection.execute(insert(sessions).values(id=session, technician_id=technician, opened_ms=entry.time_ms))
            _insert_seat(connection, session, seat, entry)

    def add_seat(self, session: bytes, seat: StoredSeat, entry: Entry) -> None:
        """Remember a seat that was given to a new member."""
        with self._transaction() as connection:
            _insert_seat(connection, session, seat, entry)

    def end_seat(self, session: bytes, member: int, reason: Reason, entry: Entry) -> None:
        """Remember that a seat was given up."""
        with self._transaction() as connection:
            connection.execute(
                update(seats)
                .where((seats.c.session == session) & (seats.c.member == member))
                .values(closed_ms=entry.time_ms, reason=reason.value)
            )
            _append(connection, entry)

    def close_session(self, session: bytes, reason: Reason, entry: Entry) -> None:
        """Remember that a session is over."""
        with self._transaction() as connection:
            connection.execute(
                update(sessions).where(sessions.c.id == session).values(closed_ms=entry.time_ms, reason=reason.value)
            )
            _append(connection, entry)

    def end_of_seat(self, session: bytes, member: int, token: bytes) -> Reason:
        """Return why a seat that its member asks for is gone; UNKNOWN_SESSION to whoever has not its token."""
        which = (seats.c.session == session) & (seats.c.member == member) & (seats.c.token_hash == token_hash(token))
        with self._transaction() as connection:
            seat_reason = select(seats.c.reason, sessions.c.reason).join(sessions, sessions.c.id == seats.c.session)
            row = connection.execute(seat_reason.where(which)).one_or_none()
        if row is None:
            return Reason.UNKNOWN_SESSION
        if Reason.TIMED_OUT in tuple(row):
            return Reason.TIMED_OUT
        return Reason.SESSION_CLOSED

    def append(self, entry: Entry) -> None:
        """Add a row to the audit."""
        with self._transaction() as connection:
            _append(connection, entry)

    def verify_audit(self) -> int:
        """Check the audit's chain of hashes and return the number of rows.

        Raises:
            TamperedError: it is not what was written.
        """
        with self._transaction() as connection:
            head = connection.execute(select(heads.c.audit_number, heads.c.audit_hash)).one()
            rows = connection.execute(select(audit).order_by(audit.c.number)).all()
        return verify(map(_row, rows), last=head.audit_number, last_hash=head.audit_hash)

    def audit_rows(self) -> list[Row]:
        """Return the whole audit."""
        with self._transaction() as connection:
            return [_row(found) for found in connection.execute(select(audit).order_by(audit.c.number)).all()]

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with translated(), self._connection.begin():
            yield self._connection

    def _make_tables(self) -> None:
        with self._transaction() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version > SCHEMA_VERSION:
                raise StorageError("it was made by a newer version of this program")
            if version == SCHEMA_VERSION:
                return
            metadata.create_all(connection)
            connection.execute(insert(heads).values(id=1, audit_number=0, audit_hash=FIRST_HASH, starts=0))
            connection.execute(insert(groups).values(id=1, name=LOCAL_GROUP))
            connection.execute(insert(rights), [{"group_id": 1, "name": name, "allowed": True} for name in RIGHTS])
            connection.execute(insert(technicians).values(id=1, name=LOCAL_TECHNICIAN, group_id=1))
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _technician(connection: Connection, which: Any) -> Technician:
    columns = select(technicians.c.id, technicians.c.name, groups.c.id, groups.c.name)
    number, name, group_number, group = connection.execute(columns.join(groups).where(which)).one()
    allowed = frozenset(right for right, on in _rights_of(connection, group_number).items() if on)
    return Technician(number, name, group, allowed)


def _rights_of(connection: Connection, group: int) -> dict[str, bool]:
    which = select(rights.c.name, rights.c.allowed).where(rights.c.group_id == group).order_by(rights.c.name)
    return {row.name: row.allowed for row in connection.execute(which)}


def _stored_session(connection: Connection, session: bytes, technician: int) -> StoredSession:
    rows = connection.execute(select(seats).where(seats.c.session == session).order_by(seats.c.member)).all()
    kept = (
        StoredSeat(member=row.member, role=Role(row.role), token_hash=row.token_hash)
        for row in rows
        if row.closed_ms is None
    )
    next_member = max(row.member for row in rows) + 1
    return StoredSession(session=session, technician=technician, seats=tuple(kept), next_member=next_member)


def _insert_seat(connection: Connection, session: bytes, seat: StoredSeat, entry: Entry) -> None:
    connection.execute(
        insert(seats).values(
            session=session,
            member=seat.member,
            role=seat.role.value,
            token_hash=seat.token_hash,
            opened_ms=entry.time_ms,
        )
    )
    _append(connection, entry)


def _append(connection: Connection, entry: Entry) -> None:
    head = connection.execute(select(heads.c.audit_number, heads.c.audit_hash)).one()
    number = head.audit_number + 1
    hashed = row_hash(head.audit_hash, number, entry)
    connection.execute(
        insert(audit).values(
            number=number,
            time_ms=entry.time_ms,
            event=entry.event.value,
            session=entry.session,
            member=entry.member,
            who=entry.who,
            detail=entry.detail,
            hash=hashed,
        )
    )
    connection.execute(update(heads).values(audit_number=number, audit_hash=hashed))


def _row(found: Any) -> Row:
    entry = Entry(
        event=Event(found.event),
        time_ms=found.time_ms,
        session=found.session,
        member=found.member,
        who=found.who,
        detail=found.detail,
    )
    return Row(found.number, entry, found.hash)
