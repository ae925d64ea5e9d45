"""All sessions of the host: rooms, whose link sits on which seat, and how long an empty seat is kept."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Protocol

from console.host.core.accounts.accounts import Technician
from console.host.core.box_rates import BoxRates
from console.host.core.limits import SESSIONS, Limits
from console.host.core.rights import Act
from console.host.core.room.beginnings import begins
from console.host.core.room.cuts import Cut, cut
from console.host.core.room.room import Room
from console.host.core.room.seats import Event, Out, Place
from console.host.core.terms import DESKTOP_KEPT_S, SEAT_KEPT_S
from console.host.peers.peer import Peer
from console.host.sessions.bookkeeping import Bookkeeping
from console.host.sessions.live import Live, Timers
from console.host.store.records.sessions import StoredSeat, StoredSession, token_hash
from console.host.store.records.waits import StoredWait
from console.host.store.tables.database import StorageError
from protocol.vocabulary.codec import Message
from protocol.vocabulary.desktop import ASK_AGAIN_S
from protocol.vocabulary.messages import (
    OpenSession,
    Reason,
    Role,
    Sealed,
    SessionOpened,
)
from protocol.vocabulary.queue import PickUp

_log = logging.getLogger(__name__)

REST = "rest"
"""The timer of a session that runs while nobody may ask its customer for the desktop."""


class Observer(Protocol):
    """Who follows what happens in all sessions."""

    def lead_gone(self, session: bytes) -> None:
        """Take note that the lead of a session has lost its link."""

    def lead_changed(self, session: bytes) -> None:
        """Take note that somebody else leads a session, nobody, or that it is over."""

    def customer_admitted(self, session: bytes) -> None:
        """Take note that a customer has a seat."""

    def room_changed(self, live: Live) -> None:
        """Take note that something has happened in a session that goes on."""

    def technician_disabled(self, number: int) -> None:
        """Take note that a technician must not work any more."""


class Sessions:
    """The sessions of one host."""

    def __init__(
        self,
        *,
        books: Bookkeeping,
        loop: asyncio.AbstractEventLoop,
        first_generation: int,
        observer: Observer,
        limits: Limits,
        seat_kept_s: float = SEAT_KEPT_S,
    ) -> None:
        self._books = books
        self._loop = loop
        self._first_generation = first_generation
        self._observer = observer
        self._limits = limits
        self._seat_kept_s = seat_kept_s
        self._live: dict[bytes, Live] = {}
        self._opening: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self._live)

    def __iter__(self) -> Iterator[Live]:
        return iter(list(self._live.values()))

    def find(self, session: bytes) -> Live | None:
        """Return the session, if it goes on."""
        return self._live.get(session)

    # -- who may ------------------------------------------------------------------------------------------------

    def seated(self, peer: Peer, message: Message, session: bytes) -> tuple[Live, int] | None:
        """Return the session and the member's number that `peer` has in it; refuse `message` where it has none."""
        live, member = self._live.get(session), peer.seats.get(session)
        if live is None or member is None:
            peer.refuse(message.TAG, Reason.UNKNOWN_SESSION, session)
            return None
        return live, member

    def allowed(self, peer: Peer, message: Message, session: bytes, act: Act | None = None) -> tuple[Live, int] | None:
        """Return the session and the member's number if `peer` may do this there, or `act`; refuse `message` if not."""
        if (found := self.seated(peer, message, session)) is None:
            return None
        live, member = found
        if begins(message, live.room, member) and not live.rates.take_act(member, self._loop.time()):
            self.refuse(peer, live, member, message, Reason.LIMIT)
            return None
        if live.room.may(member, act or type(message)):
            return found
        self.refuse(peer, live, member, message, live.room.why_not(member, act or type(message)))
        return None

    def refuse(
        self, peer: Peer, live: Live, member: int, message: Message, reason: Reason = Reason.NOT_ALLOWED
    ) -> None:
        """Refuse what the rights table does not allow, and put it in the audit."""
        self.note_refused(live, member, message.TAG)
        peer.refuse(message.TAG, reason, live.room.session)

    def note_refused(self, live: Live, member: int, act: str) -> None:
        """Put a message that the rights table does not allow in the audit."""
        self._books.refused(live.room.session, member, act)

    def may_lead_more(self, technician: Technician) -> bool:
        """Return whether the technician's group lets them lead one more session."""
        return self.led_by(technician.number) < technician.sessions_limit

    def led_by(self, technician: int) -> int:
        """Return how many sessions a technician leads."""
        leads = (live.room.seats.lead() for live in self._live.values())
        return self._opening[technician] + sum(lead is not None and lead.technician == technician for lead in leads)

    def is_lead(self, live: Live, member: int) -> bool:
        """Return whether `member` is the lead of the session."""
        place = live.room.seats.place(member)
        return place is not None and place.role is Role.LEAD

    # -- several hosts ----------------------------------------------------------------------------------------

    def begin(self, host: int, starts: int) -> None:
        """Serve sessions as the host of that number, see `cluster`; `starts` has risen since any of them was served."""
        self._books.host = host
        self._first_generation = generation(starts)

    def forget_all(self) -> None:
        """Serve no session any more, and write nothing about it: they are another host's. No link is on them now."""
        for live in self._live.values():
            live.timers.stop_all()
        self._live.clear()
        self._books.host = 0

    # -- seats ------------------------------------------------------------------------------------------------

    def restore(self, stored: Iterable[StoredSession], works: Callable[[int], bool]) -> None:
        """Take sessions up again after the host's start; their seats are kept from now on.

        Those of technicians who must not work any more, as `works` says, end at once.
        """
        for found in stored:
            if all(seat.role is Role.CUSTOMER for seat in found.seats):
                self._books.closed(found.session, Reason.ENDED_BY_LEAD)  # the host ended in the middle of this
                continue
            places = {seat.member: self._restored(found, seat) for seat in found.seats}
            room = Room(
                found.session, places, next_member=found.next_member, sharing=found.sharing, on_hold=found.on_hold
            )
            room.channel = found.channel
            live = self._add(room, {seat.member: seat.token_hash for seat in found.seats}, found.since_ms)
            live.restored = True
            for member in places:
                self.keep_seat(live, member)
            self.deliver(live, [])
            for place in room.seats.technicians():
                if not works(place.technician) and room.closed is None:
                    self.give_up(live, place.member, Reason.DISABLED)

    def open(
        self,
        peer: Peer,
        technician: Technician,
        message: OpenSession | PickUp,
        opened: Callable[[bytes | None], None] = lambda session: None,
    ) -> None:
        """Open a session once the database has it; `opened` is told its number, or None where it cannot be."""
        within = len(self._live) + self._opening.total() < self._limits.of(SESSIONS)
        if not self._limits.held(SESSIONS, within=within) or not self.may_lead_more(technician):
            peer.refuse(message.TAG, Reason.LIMIT)
            opened(None)
            return
        session, token = secrets.token_bytes(16), secrets.token_bytes(32)
        number, since_ms = technician.number, self._books.now_ms
        room = Room.opened(session, technician.rights, first_generation=self._first_generation, technician=number)
        room.channel = technician.channel
        seat = StoredSeat(member=1, role=Role.LEAD, token_hash=token_hash(token), technician=number)
        self._opening[number] += 1
        host = self._books.host

        def stored(answer: StorageError | None) -> None:
            self._opening[number] -= 1
            if isinstance(answer, StorageError) or self._books.host != host:
                why = str(answer or "another host has it by now")
                _log.error("a new session is refused: %(why)s", {"event": "session_refused", "why": why})
                peer.refuse(message.TAG, Reason.STORAGE)
                opened(None)
                return
            if not self._may_still(peer, technician, message):
                self._books.closed(session, Reason.NOT_ALLOWED)
                peer.refuse(message.TAG, Reason.NOT_ALLOWED)
                opened(None)
                return
            self.keep_seat(self._add(room, {1: seat.token_hash}, since_ms), 1)
            opened(session)
            peer.send(SessionOpened(request=message.request, session=session, member=1, token=token))

        self._books.opened(session, seat, technician.audited, stored)

    def _may_still(self, peer: Peer, before: Technician, message: OpenSession | PickUp) -> bool:
        """Return whether a technician may have the session that the database was asked to keep meanwhile."""
        now = peer.technician
        if now is None or now.disabled or not self.may_lead_more(now):
            return False
        return isinstance(message, OpenSession) or now.channel == before.channel

    def admit(self, live: Live, who: Technician | str, then: Callable[[int, bytes], None]) -> int:
        """Give a technician, or a customer at an address, a seat and return its number.

        `then` is called with the number and the token once the database has it, or cannot.

        Raises:
            ValueError: there is room for no more.
        """
        token, session = secrets.token_bytes(32), live.room.session
        if isinstance(who, Technician):
            role, number, name = Role.COLLABORATOR, who.number, who.audited
        else:
            role, number, name = Role.CUSTOMER, None, who
        moves = role is Role.CUSTOMER and live.room.seats.customer() is not None
        member = live.room.admit(role, first_generation=self._first_generation, technician=number or 0, moves=moves)
        live.tokens[member] = token_hash(token)
        self.keep_seat(live, member)
        seat = StoredSeat(member=member, role=role, token_hash=token_hash(token), technician=number)
        self._books.admitted(session, seat, name, lambda: then(member, token))
        if role is Role.CUSTOMER:
            self._observer.customer_admitted(session)
        return member

    def detach(self, peer: Peer) -> None:
        """Keep the seats of a link that has ended."""
        for session, member in list(peer.seats.items()):
            live = self._live[session]
            del peer.seats[session], live.peers[member]
            self.keep_seat(live, member)
            self.deliver(live, live.room.link_lost(member))
            if self.is_lead(live, member):
                self._observer.lead_gone(session)

    def keep_seat(self, live: Live, member: int, seconds: float | None = None) -> None:
        """Give a seat up unless its member is back in time."""
        kept_s = self._seat_kept_s if seconds is None else seconds
        live.timers.start(member, kept_s, lambda: self.give_up(live, member, Reason.TIMED_OUT))

    def give_up(self, live: Live, member: int, reason: Reason) -> None:
        """End the seat of a member who has left, not come back in time, or must not stay."""
        self.deliver(live, live.room.give_up(member, reason))

    def stop(self) -> None:
        """Stop all timers; the sessions stay in the database."""
        for live in self._live.values():
            live.timers.stop_all()

    # -- what administrators change -----------------------------------------------------------------------------

    def set_rights(self, technicians: Mapping[int, Technician]) -> None:
        """Apply the rights that technicians have now."""
        for number, technician in technicians.items():
            for live, place in self._seats_of(number):
                self.deliver(live, live.room.set_rights(place.member, technician.rights))

    def technician_disabled(self, number: int) -> None:
        """End all seats of a technician; their sessions go on with others, or end."""
        for live, place in list(self._seats_of(number)):
            self.give_up(live, place.member, Reason.DISABLED)
        self._observer.technician_disabled(number)

    def _seats_of(self, technician: int) -> Iterator[tuple[Live, Place]]:
        for live in list(self._live.values()):
            if (place := live.room.seats.of_technician(technician)) is not None:
                yield live, place

    # -- what happens -------------------------------------------------------------------------------------------

    def deliver(self, live: Live, outs: Iterable[Out]) -> None:
        """Note what has happened in the room, send each message to its member's link, and do what follows from it."""
        for event in live.room.seats.take_events():
            self._books.happened(live.room.session, event)
            self._cut(live, event)
        for out in outs:
            self.pass_on(live, out)
        for member in [member for member in live.tokens if live.room.seats.place(member) is None]:
            self._forget(live, member)
        if live.room.closed is None:
            self._follow(live)
        else:
            self._close(live)

    def pass_on(self, live: Live, out: Out) -> None:
        """Send one message, which changes nothing, to its member's link."""
        if (peer := live.peers.get(out.member)) is not None:
            peer.send(out.message)

    def _cut(self, live: Live, event: Event) -> None:
        """Let nothing wait that `event` has ended."""
        if (unwanted := cut(event)) is not None:
            for member, peer in live.peers.items():
                peer.outbox.discard(partial(_is_cut, live.room.session, member, unwanted))
            live.cut(unwanted)

    def _follow(self, live: Live) -> None:
        """Start and stop the timers of the session, and say who leads it where that has changed."""
        room, lead = live.room, live.room.seats.lead()
        live.timers.run_while(room.desktop.cut_off, "desktop", DESKTOP_KEPT_S, lambda: self._end_desktop(live))
        self._follow_rest(live)
        live.timers.run_while(lead is None, "lead", self._seat_kept_s, lambda: self._end_leaderless(live))
        if (number := 0 if lead is None else lead.member) != live.lead:
            live.lead, live.restored = number, False
            self._observer.lead_changed(room.session)
        self._observer.room_changed(live)

    def _follow_rest(self, live: Live) -> None:
        """Let nobody ask a customer for a while who has not said yes several times, and say so once."""
        desktop = live.room.desktop
        if desktop.resting and not live.timers.left(REST):
            live.timers.start(REST, ASK_AGAIN_S, desktop.rested)
            for out in desktop.rest(ASK_AGAIN_S):
                self.pass_on(live, out)

    def _end_desktop(self, live: Live) -> None:
        """Take the consent back: the link that it needs has been lost for too long."""
        self.deliver(live, live.room.desktop.end(Reason.TIMED_OUT))

    def _end_leaderless(self, live: Live) -> None:
        """End a session that nobody has taken over."""
        self.deliver(live, live.room.close(Reason.TIMED_OUT))

    def _add(self, room: Room, tokens: dict[int, bytes], since_ms: int) -> Live:
        lead = room.seats.lead()
        live = Live(
            room,
            tokens,
            {},
            Timers(self._loop),
            lead=0 if lead is None else lead.member,
            rates=BoxRates(self._limits),
            since_ms=since_ms,
        )
        self._live[room.session] = live
        return live

    def _restored(self, session: StoredSession, seat: StoredSeat) -> Place:
        technician = 0 if seat.role is Role.CUSTOMER else seat.technician or session.technician
        return Place(seat.member, seat.role, self._first_generation, technician=technician, taken=True)

    def _forget(self, live: Live, member: int) -> None:
        live.timers.stop(member)
        live.rates.forget(member)
        del live.tokens[member]
        if (peer := live.peers.pop(member, None)) is not None:
            del peer.seats[live.room.session]

    def _close(self, live: Live) -> None:
        session = live.room.session
        if self._live.pop(session, None) is None:
            return
        live.timers.stop_all()
        for peer in live.peers.values():
            del peer.seats[session]
        self._keep_place(live)
        self._observer.lead_changed(session)

    def _keep_place(self, live: Live) -> None:
        """Let a customer who was left alone wait again with the token of their seat, in front of all who came later."""
        room = live.room
        if (customer := room.left_alone) is not None and room.channel:
            kept = StoredWait(token_hash=live.tokens[customer.member], channel=room.channel, since_ms=live.since_ms)
            self._books.keep_place(kept)


def generation(starts: int) -> int:
    """Return the first generation of seats after that many starts: so they rise over restarts, too."""
    return (starts % 2**16) << 16


def _is_cut(session: bytes, receiver: int, unwanted: Cut, message: Message) -> bool:
    return isinstance(message, Sealed) and message.session == session and unwanted(receiver, message)
