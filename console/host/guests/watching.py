"""What whoever runs a host for anybody sees and does: what is used and by which keys, bans, reports of customers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from console.host.core.accounts.accounts import NotDoneError
from console.host.core.audit import Event
from console.host.core.guests.guest import is_guest
from console.host.core.sources import source_of
from console.host.guests.here import GuestsHere
from console.host.guests.meter import Meter
from console.host.peers.peer import Peer
from console.host.sessions.sessions import Sessions
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.records.accounts import Author
from console.host.store.records.guests import StoredGuest
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from protocol.entry.entry_proof import key_mark
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.guests import (
    USERS_LIMIT,
    AskGuests,
    GuestRow,
    Guests,
    ReportSession,
    SessionReported,
    SetBan,
)
from protocol.vocabulary.messages import Reason, Role

Answer = tuple[list[StoredGuest], int]


class Administrators(Protocol):
    """Who may see and ban."""

    def author(self, peer: Peer, message: AskGuests | SetBan) -> Author | None:
        """Return which administrator asks; or answer why it is not done."""


class Watching:
    """Answers administrators, and takes reports.

    Args:
        refused: returns how many keys were not let in since the start; None: technicians do not come in without an
            account.
        banned: is called with who is banned now.
        today: returns the seconds since 1970.
    """

    def __init__(
        self,
        *,
        sessions: Sessions,
        here: GuestsHere,
        meter: Meter,
        clerk: Clerk,
        journal: Journal,
        administrators: Administrators,
        refused: Callable[[], int] | None,
        banned: Callable[[frozenset[str]], None],
        today: Callable[[], float],
    ) -> None:
        self._sessions = sessions
        self._here = here
        self._meter = meter
        self._clerk = clerk
        self._journal = journal
        self._administrators = administrators
        self._refused = refused
        self._banned = banned
        self._today = today
        self._reported: set[tuple[bytes, int]] = set()  # sessions, by whom: each customer's report counts once

    def ask(self, peer: Peer, message: AskGuests) -> None:
        """Say what is used."""
        if self._administrators.author(peer, message) is None:
            return
        wanted = {tab.number for tab in self._meter.tabs()}

        def look(store: Store) -> Answer:
            return store.guests.noted(wanted, USERS_LIMIT), store.guests.count()

        def found(answer: Answer | StorageError) -> None:
            if isinstance(answer, StorageError):
                peer.send(Changed(request=message.request, reason=Reason.STORAGE))
            else:
                peer.send(self._seen(message.request, *answer))

        self._clerk.ask(look, found)

    def set_ban(self, peer: Peer, message: SetBan) -> None:
        """Ban somebody, or no longer."""
        if (author := self._administrators.author(peer, message)) is None:
            return

        def work(store: Store) -> frozenset[str] | Reason:
            try:
                return store.guests.set_ban(message.what, author, banned=message.banned)
            except NotDoneError as error:
                return error.reason

        def done(answer: frozenset[str] | Reason | StorageError) -> None:
            reason = answer if isinstance(answer, Reason) else Reason.STORAGE
            if isinstance(answer, frozenset):
                self._banned(answer)
                reason = Reason.NONE
            peer.send(Changed(request=message.request, reason=reason))

        self._clerk.ask(work, done)

    def report(self, peer: Peer, message: ReportSession) -> None:
        """Keep that a customer reports a session: when, and of which key; nothing else is known."""
        if (found := self._sessions.seated(peer, message, message.session)) is None:
            return
        live, member = found
        place, lead = live.room.seats.place(member), live.room.seats.lead()
        number = 0 if lead is None else lead.technician
        technician = self._here.technician(number)
        if place is None or place.role is not Role.CUSTOMER or technician is None or not is_guest(number):
            self._sessions.refuse(peer, live, member, message)
            return
        if (message.session, member) not in self._reported:
            self._reported.add((message.session, member))
            entry = self._journal.entry(
                Event.SESSION_REPORTED, session=message.session, member=member, who=technician.audited
            )
            self._clerk.note(lambda store: store.guests.reported(number, entry))
        peer.send(SessionReported(session=message.session))

    def session_over(self, session: bytes) -> None:
        """Forget who has reported a session that is over."""
        self._reported = {each for each in self._reported if each[0] != session}

    def _seen(self, request: int, noted: Sequence[StoredGuest], keys: int) -> Guests:
        now, tabs, quota = self._today(), self._meter.tabs(), self._meter.quota
        used = quota.now(now)
        addresses = self._here.addresses()
        rows = sorted((self._row(each, addresses.get(each.number, "")) for each in noted), key=_order)
        return Guests(
            request=request,
            open=self._refused is not None,
            sessions=len(tabs),
            seconds=int(used.seconds),
            bytes=used.bytes,
            sources=quota.sources(now),
            keys=keys,
            refused=self._meter.refused + (0 if self._refused is None else self._refused()),
            rows=tuple(rows[:USERS_LIMIT]),
            bans=tuple(sorted(self._here.bans)),
        )

    def _row(self, stored: StoredGuest, address: str) -> GuestRow:
        tabs = [tab for tab in self._meter.tabs() if tab.number == stored.number]
        whence = next((tab.address for tab in tabs), address)
        source = source_of(whence)
        return GuestRow(
            key=key_mark(stored.kept),
            source=source if "/" in source else "",
            sessions=len(tabs),
            seconds=int(sum(tab.total_s for tab in tabs)),
            bytes=sum(tab.total_bytes + tab.bytes for tab in tabs),
            reports=stored.reports,
            reported_ms=stored.reported_ms,
            seen_ms=stored.seen_ms,
        )


def _order(row: GuestRow) -> tuple[int, int]:
    return -row.reported_ms, -row.bytes
