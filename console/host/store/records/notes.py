"""What technicians have noted of sessions, in the database: for reports, and gone after a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from console.host.core.audit import Entry, Event
from console.host.store.records.audit import append
from console.host.store.tables.database import Database
from console.host.store.tables.schema import notes, sessions
from protocol.vocabulary.messages import Reason

AFTERWARDS_MS = 24 * 3600 * 1000
"""How long after the end of a session it may be noted what has come of it."""


@dataclass(frozen=True, kw_only=True)
class SessionNotes:
    """What is noted of one session; empty: nothing."""

    customer: str = ""
    reference: str = ""
    note: str = ""
    outcome: str = ""


class NoteRecords:
    """Reads and writes what is noted of sessions, for the technician who leads each, or did at last.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, session: bytes, technician: int) -> SessionNotes | Reason:
        """Return what is noted of a session, or why the technician of that number is not told."""
        with self._database.reading() as connection:
            if (refused := _refused(connection, session, technician)) is not None:
                return refused
            return _read(connection, session)

    def write(
        self, session: bytes, technician: int, change: Callable[[SessionNotes], SessionNotes], entry: Entry
    ) -> Reason:
        """Make of what is noted what `change` returns, with a row of the audit that says in which fields."""
        with self._database.transaction() as connection:
            if (
                refused := _refused(connection, session, technician, since_ms=entry.time_ms - AFTERWARDS_MS)
            ) is not None:
                return refused
            before = _read(connection, session)
            after = change(before)
            changed = [f.name for f in fields(after) if getattr(after, f.name) != getattr(before, f.name)]
            if changed:
                _replace(connection, session, after)
                said = Entry(
                    event=entry.event, time_ms=entry.time_ms, session=session, who=entry.who, detail=" ".join(changed)
                )
                append(connection, said)
        return Reason.NONE

    def forget_before(self, before_ms: int, now_ms: int) -> int:
        """Delete what is noted of sessions that were over before then, and return of how many."""
        old = sessions.c.closed_ms < before_ms
        day = datetime.fromtimestamp(before_ms / 1000, UTC)
        return self._forget(old, lambda count: f"{count} sessions before {day:%Y-%m-%d}", now_ms)

    def forget(self, session: bytes, now_ms: int, who: str) -> int:
        """Delete what is noted of one session; return 1 where something was, else 0."""
        return self._forget(sessions.c.id == session, lambda _: "on request", now_ms, who, session)

    def _forget(
        self,
        which: ColumnElement[bool],
        detail: Callable[[int], str],
        now_ms: int,
        who: str = "",
        session: bytes = b"",
    ) -> int:
        theirs = notes.c.session.in_(select(sessions.c.id).where(which))
        with self._database.reading() as connection:
            if connection.scalar(select(notes.c.session).where(theirs).limit(1)) is None:
                return 0  # as nearly always, and nobody is kept from writing
        with self._database.transaction() as connection:
            count = connection.execute(delete(notes).where(theirs)).rowcount
            entry = Entry(event=Event.NOTES_DELETED, time_ms=now_ms, session=session, who=who, detail=detail(count))
            append(connection, entry)
        self._database.leave_no_traces(notes.name)
        return count


def _refused(connection: Connection, session: bytes, technician: int, *, since_ms: int | None = None) -> Reason | None:
    """Return why a technician has nothing to do with what is noted of a session; since when it may be over at most."""
    wanted = select(sessions.c.technician_id, sessions.c.closed_ms).where(sessions.c.id == session)
    row = connection.execute(wanted).one_or_none()
    if row is None or row.technician_id != technician:
        return Reason.UNKNOWN_SESSION
    over = since_ms is not None and row.closed_ms is not None and row.closed_ms < since_ms
    return Reason.SESSION_CLOSED if over else None


def _read(connection: Connection, session: bytes) -> SessionNotes:
    row: Any = connection.execute(select(notes).where(notes.c.session == session)).one_or_none()
    if row is None:
        return SessionNotes()
    return SessionNotes(customer=row.customer, reference=row.reference, note=row.note, outcome=row.outcome)


def _replace(connection: Connection, session: bytes, after: SessionNotes) -> None:
    this = notes.c.session == session
    if not any(astuple(after)):
        connection.execute(delete(notes).where(this))
        return
    values = {f.name: getattr(after, f.name) for f in fields(after)}
    if connection.scalar(select(func.count()).select_from(notes).where(this)):
        connection.execute(update(notes).where(this).values(values))
    else:
        connection.execute(insert(notes).values(session=session, **values))
