"""Writes down what happens in sessions: the audit, and what a host that starts anew has to know."""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.host.core import audit
from console.host.core.room.seats import DesktopUsed, Event, HoldChanged, RoleChanged
from console.host.sessions.minutes import minute
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.records.sessions import FencedError, SessionRecords, StoredSeat
from console.host.store.records.waits import StoredWait
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from protocol.vocabulary.desktop import Access, DesktopChanged
from protocol.vocabulary.messages import MemberLeft, Reason, SessionClosed, ShareChanged

_log = logging.getLogger(__name__)

Write = Callable[[SessionRecords, audit.Entry], None]


class Bookkeeping:
    """The sessions' part of the database, as the event loop writes it.

    Attributes:
        host: the number under which this host has its sessions, see `cluster`; 0: it has the database alone.
    """

    def __init__(self, *, clerk: Clerk, journal: Journal) -> None:
        self.host = 0
        self._clerk = clerk
        self._journal = journal
        self._desktop_since: dict[bytes, int] = {}  # when what is allowed of a customer's desktop was

    def opened(self, session: bytes, seat: StoredSeat, who: str, then: Callable[[StorageError | None], None]) -> None:
        """Write a new session with its lead's seat, and call `then` once that is done, or cannot be."""
        technician = seat.technician
        assert technician is not None
        entry = self._journal.entry(audit.Event.SESSION_OPENED, session=session, member=seat.member, who=who)
        host = self.host

        def open_it(store: Store) -> None:
            try:
                store.sessions.held_by(host).open(session, technician, seat, entry)
            except FencedError as error:
                raise StorageError("this host has lost its lease") from error

        self._clerk.ask(open_it, then)

    def admitted(self, session: bytes, seat: StoredSeat, who: str, then: Callable[[], None]) -> None:
        """Write a new member's seat, and call `then` once that is done, or waits to be done."""
        entry = self._journal.entry(audit.Event.MEMBER_JOINED, session=session, member=seat.member, who=who)
        self._note(lambda records: records.add_seat(session, seat, entry))
        self._clerk.ask(lambda _store: None, lambda _answer: then())

    def closed(self, session: bytes, reason: Reason) -> None:
        """Write that a session is over which nobody is in."""
        self.happened(session, SessionClosed(session=session, reason=reason))

    @property
    def now_ms(self) -> int:
        """The time as it is written down."""
        return self._journal.now_ms()

    def keep_place(self, wait: StoredWait) -> None:
        """Write the place in a queue of a customer who was left alone, for whoever has the token of their seat."""
        self._clerk.note(lambda store: store.waits.keep(wait))

    def refused(self, session: bytes, member: int, act: str) -> None:
        """Write what the rights table did not allow."""
        self._journal.refusal(audit.Event.REFUSED, session=session, member=member, detail=act)

    def happened(self, session: bytes, event: Event) -> None:
        """Write what has happened in a session."""
        if isinstance(event, DesktopUsed):
            self._used(session, event)
            return
        if isinstance(event, DesktopChanged) and event.access is not Access.NONE:
            self._desktop_since[session] = self.now_ms
        if (row := minute(event)) is None:
            return
        kind, fields = row
        write = _record(session, event)
        if write is None:
            self._journal.write(kind, session=session, **fields)
        else:
            entry = self._journal.entry(kind, session=session, **fields)
            self._note(lambda records: write(records, entry))

    def _used(self, session: bytes, event: DesktopUsed) -> None:
        """Write how long a technician had the customer's desktop."""
        now_ms = self.now_ms
        seconds = (now_ms - self._desktop_since.pop(session, now_ms)) // 1000
        detail = f"{event.access} {seconds} s, {event.inputs} inputs"
        self._journal.write(audit.Event.DESKTOP_USED, session=session, member=event.member, detail=detail)

    def _note(self, write: Callable[[SessionRecords], None]) -> None:
        """Have a session changed, unless it is another host's by then."""
        host = self.host

        def change(store: Store) -> None:
            try:
                write(store.sessions.held_by(host))
            except FencedError:
                _log.warning("another host has a session by now; a change is dropped", {"event": "change_fenced"})

        self._clerk.note(change)


def _record(session: bytes, event: Event) -> Write | None:
    """Return how the tables of sessions and seats change with `event`; None: they do not."""
    match event:
        case ShareChanged(sharing=sharing):
            return lambda records, entry: records.note_sharing(session, sharing, entry)
        case HoldChanged(on_hold=on_hold):
            return lambda records, entry: records.note_hold(session, on_hold, entry)
        case RoleChanged(member=member, role=role):
            return lambda records, entry: records.note_role(session, member, role, entry)
        case MemberLeft(member=member, reason=reason):
            return lambda records, entry: records.end_seat(session, member, reason, entry)
        case SessionClosed(reason=reason):
            return lambda records, entry: records.close(session, reason, entry)
        case _:
            return None
