"""All sessions of the host: rooms, whose link sits on which seat, and how long an empty seat is kept."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from console.host.accounts import Technician
from console.host.audit import Event
from console.host.clerk import Clerk
from console.host.cuts import Cut, cut
from console.host.database import StorageError
from console.host.journal import Journal
from console.host.limits import DESKTOP_KEPT_S, SEAT_KEPT_S, SESSIONS
from console.host.live import Live, Timers
from console.host.minutes import minute
from console.host.peer import Peer
from console.host.rights import Act
from console.host.room import Room
from console.host.seats import Out, Place
from console.host.session_records import StoredSeat, StoredSession, token_hash
from protocol.codec import Message
from protocol.messages import OpenSession, Reason, Role, Sealed, SessionOpened

_log = logging.getLogger(__name__)


class Sessions:
    """The sessions of one host.

    `lead_gone` is called when a session's lead has lost its link or the session is over.
    """

    def __init__(
        self,
        *,
        clerk: Clerk,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
        first_generation: int,
        lead_gone: Callable[[bytes], None],
        seat_kept_s: float = SEAT_KEPT_S,
    ) -> None:
        self._clerk = clerk
        self._journal = journal
        self._loop = loop
        self._first_generation = first_generation
        self._lead_gone = lead_gone
        self._seat_kept_s = seat_kept_s
        self._live: dict[bytes, Live] = {}
        self._opening = 0

    def __len__(self) -> int:
        return len(self._live)

    def find(self, session: bytes) -> Live | None:
        """Return the session, if it goes on."""
        return self._live.get(session)

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
        if live.room.may(member, act or type(message)):
            return found
        self.refuse(peer, live, member, message)
        return None

    def refuse(self, peer: Peer, live: Live, member: int, message: Message) -> None:
        """Refuse what the rights table does not allow, and put it in the audit."""
        self.note_refused(live, member, message.TAG)
        peer.refuse(message.TAG, Reason.NOT_ALLOWED, live.room.session)

    def restore(self, stored: Iterable[StoredSession]) -> None:
        """Take sessions up again after the host's start; their seats are kept from now on."""
        for found in stored:
            if all(seat.role is not Role.LEAD for seat in found.seats):
                self._note_closed(found.session, Reason.ENDED_BY_LEAD)  # the host ended in the middle of this
                continue
            places = {s.member: Place(s.member, s.role, self._first_generation, taken=True) for s in found.seats}
            room = Room(found.session, places, next_member=found.next_member)
            tokens = {seat.member: seat.token_hash for seat in found.seats}
            live = self._add(room, found.technician, tokens)
            live.restored = True
            for member in places:
                self.keep_seat(live, member)

    def open(self, peer: Peer, technician: Technician, message: OpenSession) -> None:
        """Open a session once the database has it."""
        if len(self._live) + self._opening >= SESSIONS:
            peer.refuse(message.TAG, Reason.LIMIT)
            return
        session, token = secrets.token_bytes(16), secrets.token_bytes(32)
        room = Room.opened(session, technician.rights, first_generation=self._first_generation)
        seat = StoredSeat(member=1, role=Role.LEAD, token_hash=token_hash(token))
        entry = self._journal.entry(Event.SESSION_OPENED, session=session, member=1, who=technician.name)
        self._opening += 1

        def stored(answer: StorageError | None) -> None:
            self._opening -= 1
            if isinstance(answer, StorageError):
                _log.error("a new session is refused: %s", answer)
                peer.refuse(message.TAG, Reason.STORAGE)
                return
            live = self._add(room, technician.number, {1: seat.token_hash})
            self.keep_seat(live, 1)
            peer.send(SessionOpened(request=message.request, session=session, member=1, token=token))

        self._clerk.ask(lambda store: store.sessions.open(session, technician.number, seat, entry), stored)

    def _add(self, room: Room, technician: int, tokens: dict[int, bytes]) -> Live:
        live = self._live[room.session] = Live(room, technician, tokens, {}, Timers(self._loop))
        return live

    def admit_customer(self, live: Live, entry_who: str, then: Callable[[int, bytes], None]) -> None:
        """Give the joiner a seat, and call `then` with its number and token once the database has it, or cannot."""
        token = secrets.token_bytes(32)
        session = live.room.session
        member = live.room.admit_customer(first_generation=self._first_generation)
        live.tokens[member] = token_hash(token)
        self.keep_seat(live, member)
        seat = StoredSeat(member=member, role=Role.CUSTOMER, token_hash=token_hash(token))
        entry = self._journal.entry(Event.MEMBER_JOINED, session=session, member=member, who=entry_who)
        self._clerk.note(lambda store: store.sessions.add_seat(session, seat, entry))
        self._clerk.ask(lambda _store: None, lambda _answer: then(member, token))

    def detach(self, peer: Peer) -> None:
        """Keep the seats of a link that has ended."""
        for session, member in list(peer.seats.items()):
            live = self._live[session]
            del peer.seats[session], live.peers[member]
            self.keep_seat(live, member)
            self.deliver(live, live.room.link_lost(member))
            if self.is_lead(live, member):
                self._lead_gone(session)

    def stop(self) -> None:
        """Stop all timers; the sessions stay in the database."""
        for live in self._live.values():
            live.timers.stop_all()

    def set_rights(self, technicians: Mapping[int, Technician]) -> None:
        """Apply the rights that technicians have now."""
        for live in list(self._live.values()):
            for place in live.room.seats:
                if place.role is Role.LEAD and live.technician in technicians:
                    self.deliver(live, live.room.set_rights(place.member, technicians[live.technician].rights))

    def technician_disabled(self, technician: int) -> None:
        """End every seat of a technician who may not be here any more; their links are not ended."""
        for live in list(self._live.values()):
            lead = live.room.seats.lead()
            if live.technician == technician and lead is not None:
                self.give_up(live, lead.member, Reason.DISABLED)

    def deliver(self, live: Live, outs: Iterable[Out]) -> None:
        """Note what has happened in the room, and send each message to its member's link."""
        for message in live.room.seats.take_events():
            self._note(live, message)
        cut_off = live.room.desktop.cut_off
        live.timers.run_while(cut_off, "desktop", DESKTOP_KEPT_S, lambda: self._end_desktop(live))
        for out in outs:
            self.pass_on(live, out)

    def pass_on(self, live: Live, out: Out) -> None:
        """Send one message, which changes nothing, to its member's link."""
        if (peer := live.peers.get(out.member)) is not None:
            peer.send(out.message)

    def note_refused(self, live: Live, member: int, act: str) -> None:
        """Put a message that the rights table does not allow in the audit."""
        self._journal.refusal(Event.REFUSED, session=live.room.session, member=member, detail=act)

    def keep_seat(self, live: Live, member: int) -> None:
        """Give a seat up unless its member is back in time."""
        live.timers.start(member, self._seat_kept_s, lambda: self.give_up(live, member, Reason.TIMED_OUT))

    def give_up(self, live: Live, member: int, reason: Reason) -> None:
        """End the seat of a member who has left or not come back in time."""
        session = live.room.session
        live.timers.stop(member)
        self.deliver(live, live.room.give_up(member, reason))
        entry = self._journal.entry(Event.MEMBER_LEFT, session=session, member=member, detail=reason.value)
        self._clerk.note(lambda store: store.sessions.end_seat(session, member, reason, entry))
        del live.tokens[member]
        if (peer := live.peers.pop(member, None)) is not None:
            del peer.seats[session]
        if live.room.closed is not None:
            self._close(live, live.room.closed)

    def _close(self, live: Live, reason: Reason) -> None:
        session = live.room.session
        del self._live[session]
        live.timers.stop_all()
        for peer in live.peers.values():
            del peer.seats[session]
        self._note_closed(session, reason)
        self._lead_gone(session)

    def _note_closed(self, session: bytes, reason: Reason) -> None:
        entry = self._journal.entry(Event.SESSION_CLOSED, session=session, detail=reason.value)
        self._clerk.note(lambda store: store.sessions.close(session, reason, entry))

    def _end_desktop(self, live: Live) -> None:
        """Take the consent back: the link that it needs has been lost for too long."""
        self.deliver(live, live.room.desktop.end(Reason.TIMED_OUT))

    def _note(self, live: Live, message: Message) -> None:
        """Put what has happened in the audit, and let nothing wait that it has ended."""
        session = live.room.session
        if (row := minute(message)) is not None:
            event, fields = row
            self._journal.write(event, session=session, **fields)
        if (unwanted := cut(message, sharer=live.room.share.last)) is None:
            return
        for member, peer in live.peers.items():
            peer.outbox.discard(partial(_is_cut, session, member, unwanted))

    def is_lead(self, live: Live, member: int) -> bool:
        """Return whether `member` is the lead of the session."""
        place = live.room.seats.place(member)
        return place is not None and place.role is Role.LEAD


def _is_cut(session: bytes, receiver: int, unwanted: Cut, message: Message) -> bool:
    return isinstance(message, Sealed) and message.session == session and unwanted(receiver, message)
