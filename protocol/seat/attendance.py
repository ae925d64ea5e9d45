"""A member's attendance at a session, over links that come and go; both programs' sessions stand on it.

It attaches the seat to each new link, keeps the room's latest state, opens what arrives, keeps the transcript, and
saves before anything is sent that a restart would have to know. It knows no window and no thread: all methods run on
the event loop's thread.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import replace

from protocol.link.link import Link
from protocol.rates.bucket import Bucket, Limit
from protocol.seat.conversation import Conversation, Line, TooManyUnconfirmed
from protocol.seat.hearing import Hearing, Later
from protocol.seat.listener import Departed, Listener
from protocol.seat.member import Member, NotReachable
from protocol.seat.seat_key import SeatKey
from protocol.trust.introduction import KeyOffer
from protocol.trust.signing import Sign
from protocol.vocabulary.chat import Chat, ChatDelivered, PrivateChat, PrivateChatDelivered
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import Capabilities, Profile, Revoked, Vouch, WordsCommitment, WordsOpening
from protocol.vocabulary.desktop import DesktopChanged
from protocol.vocabulary.guests import SessionUse, Use
from protocol.vocabulary.messages import Draining, MemberLeft, Reason, Role, Room, Sealed, Seat

BREAKS = Limit(40, 0.05)  # events of one member's connection in the transcript

TICKETS_S = 120.0  # that a lead's tickets count after something was heard of that lead: a host waits no longer either

_WHO_IS_WHO = (Profile, Capabilities, Vouch, Revoked, KeyOffer, WordsCommitment, WordsOpening)
"""Content that may be said as often as anybody likes; it is saved only where it has changed something."""

_CHAT = (Chat, ChatDelivered, PrivateChat, PrivateChatDelivered)

OF_A_SEAT = (Room, MemberLeft, DesktopChanged, Draining, SessionUse, Sealed)
"""What the host says to whoever has a seat, whatever their program is."""


def now_ms() -> int:
    """Return the time since 1970, UTC, in milliseconds."""
    return max(0, time.time_ns() // 1_000_000)  # a clock may show anything


def _on_the_loop(seconds: float, act: Callable[[], None]) -> object:
    return asyncio.get_running_loop().call_later(seconds, act)


class Attendance:
    """One seat, its transcript, and the link it is attached to at present, if any.

    Args:
        seat: which.
        name: one's own, as the others see it.
        other: the name of the one this session is with, until that member says its own.
        conversation: the transcript so far; a transcript with lines means that an earlier run was in the session.
        private: the same among technicians; None: nothing was said there.
        listener: the session that this attendance belongs to.
        save: keeps seat and transcript for the case that this program dies.
        sign: this computer's device signs by it, if it has one.
        clock: seconds, never going back.
        later: calls something after so many seconds.
    """

    def __init__(
        self,
        *,
        seat: SeatKey,
        name: str,
        other: str,
        conversation: Conversation,
        listener: Listener,
        save: Callable[[], None],
        private: Conversation | None = None,
        sign: Sign | None = None,
        clock: Callable[[], float] = time.monotonic,
        later: Later = _on_the_loop,
    ) -> None:
        self.conversation = conversation
        self.member = Member(seat, name, conversation, private, sign=sign, counts=self._was_heard)
        self.room: Room | None = None
        self.link: Link | None = None
        self.line: Link | None = None  # on which the host has the seat, also while it is about to be taken anew there
        self._listener = listener
        self._save = save
        self._other = other
        self._lost = bool(conversation.lines)
        self._met = set(conversation.members())
        self._hearing = Hearing(handle=self._handle, attachment=self._attachment, clock=clock, later=later)
        self._clock = clock
        self._use = Use.FREE
        self._breaks: dict[int, Bucket] = {}
        self._began_s = clock()
        self._heard_s: dict[int, float] = {}  # when something of a member was opened last

    @property
    def seat(self) -> SeatKey:
        """The seat, as it is to be saved."""
        return self.member.seat

    @property
    def attached(self) -> bool:
        """Whether the host has answered the latest attach."""
        return self.link is not None and self.room is not None

    @property
    def seated(self) -> bool:
        """Whether the host has the seat on this link, be it that the others are about to be met anew."""
        return self.line is not None and self.room is not None

    def attach(self, link: Link) -> None:
        """Take the seat on `link`."""
        self.link, self.line, self.room = link, link, None
        link.send(self.member.attach())

    def detach(self) -> None:
        """Note that the link is gone; say so once in the transcript."""
        if self.seated and not self._lost:
            self._lost = True
            self.note("own_connection_lost")
        self.link = self.line = None
        self.member.detach()

    def let_go(self) -> None:
        """Say and hear nothing of the others until the seat is taken anew on the same link; the host has it further."""
        self.link = None
        self.member.detach()

    def end(self) -> None:
        """Forget all keys: the session is over, and of it only the transcript is left."""
        self.member.end()

    def receive(self, message: Message) -> None:
        """Handle what the host sent about this session.

        Raises:
            BadMessage: it does not open or does not fit; the link must be closed.
        """
        if isinstance(message, Room | Sealed) and self._is_earlier(message):
            return
        if isinstance(message, Room):
            self._enter(message)
        elif isinstance(message, MemberLeft) and message.member != self.seat.member:
            self.member.host_says_gone(message.member)
            self._part(message.member, message.reason)
        elif isinstance(message, DesktopChanged):
            self.member.desktop_changed()
        elif isinstance(message, Draining):
            self.note("host_stopping", str(math.ceil(message.seconds / 60)))
        elif isinstance(message, SessionUse):
            self._used(message)
        elif isinstance(message, Sealed):
            self._open(message)

    def say(self, text: str) -> bool:
        """Write a chat line, which is sent now or as soon as the others can be reached; return whether it could be."""
        return self._say(self.member.say, text, self._listener.transcript_grew)

    def say_private(self, text: str) -> bool:
        """Write a chat line to the other technicians; as `say`."""
        return self._say(self.member.say_private, text, self._listener.private_grew)

    def note(self, event: str, name: str = "") -> None:
        """Write an event into the transcript."""
        line = self.conversation.event(event, name, now_ms())
        self._save()
        self._listener.transcript_grew(line)

    def send(self, to: int, content: Message) -> bool:
        """Seal `content` and send it; return whether `to` could be reached."""
        if self.link is None:
            return False
        try:
            self.link.send(self.member.seal(to, content))
        except NotReachable:
            return False
        return True

    def tell(self, content: Message, *, technicians_only: bool = False) -> None:
        """Send `content` to everybody who can be reached."""
        for member in self.member.reached():
            if not (technicians_only and self.member.seats[member].role is Role.CUSTOMER):
                self.send(member, content)

    def dismiss(self, member: int) -> None:
        """Be rid of a member, as the lead: nobody believes it from now on, whatever the host says or shows."""
        self._part(member, Reason.REMOVED)
        self._part_dismissed()

    def revoke(self, key: bytes) -> None:
        """Have nobody believe whoever comes with this seat key: the invitation is over."""
        self._say_gone(self.member.revoke(key))
        self._part_dismissed()

    def save(self) -> None:
        """Keep the seat and the transcript as they are now."""
        self._save()

    def request(self, message: Message) -> None:
        """Send `message` to the host; it is dropped where there is no link."""
        if self.line is not None:
            self.line.send(message)

    def name_of(self, member: int) -> str:
        """Return a member's name as far as it is known; empty where it is not."""
        if member in self.member.names or member == self.seat.member:
            return self.member.names.get(member, self.member.name)
        counterpart = Role.LEAD if self.seat.role is Role.CUSTOMER else Role.CUSTOMER
        return self._other if self._role_of(member) in (counterpart, None) else ""

    def _part(self, member: int, reason: Reason) -> None:
        """Forget a member."""
        if member not in self._met and member not in self.member.seats:
            return  # it is gone already
        name, role = self.name_of(member), self._role_of(member)
        told = self.member.dismiss(member) if self.seat.role is Role.LEAD else []
        lines = self.member.left(member)
        self._met.discard(member)
        self._hearing.forget(member)
        self._breaks.pop(member, None)
        self._say_gone(told)
        for line in lines:
            self._listener.transcript_changed(line)
        self._listener.member_left(Departed(member, role, name, reason))

    def _part_dismissed(self) -> None:
        """Forget all who are gone, as the lead says: the host can have called one of them by several numbers."""
        for member in sorted(self.member.acquaintance.dismissed & (self._met | self.member.seats.keys())):
            self._part(member, Reason.REMOVED)

    def _say_gone(self, told: list[Message]) -> None:
        """Tell the others who is gone, once that is saved."""
        self._save()
        self._send_all(told)

    def _was_heard(self, lead: int) -> bool:
        """Return whether the tickets of a lead count: it is away, and something of it was opened a while ago.

        A host could keep two members apart, so that one does not hear whom the other has removed. So a lead that the
        host shows as attached is waited for, who says everything itself; and of one that is away nothing counts for
        longer than a seat is kept.
        """
        seat = self.member.seats.get(lead)
        if seat is not None and seat.present and not self.member.reaches(lead):
            return False
        return self._clock() - self._heard_s.get(lead, self._began_s) <= TICKETS_S

    def _role_of(self, member: int) -> Role | None:
        if (seat := self.member.seats.get(member)) is not None:
            return seat.role
        known = self.member.introductions.known(member)
        if known is None:
            return None
        return Role.CUSTOMER if known.customer else Role.COLLABORATOR

    def _is_earlier(self, message: Room | Sealed) -> bool:
        """Return whether this was under way when the seat was taken anew on the same link."""
        if self.room is not None:
            return False
        return not isinstance(message, Room) or self.member.is_earlier(message)

    def _enter(self, room: Room) -> None:
        known, role = self.member.seats, self.seat.role
        answers = self.member.room(room)
        room = replace(room, seats=tuple(self.member.seats.values()))  # without those who are gone, as the lead says
        before, self.room = self.room, room
        if role is not self.seat.role:
            self._save()
        if self._lost:
            self._lost = False
            self.note("own_connection_back")
        self._send_all(answers)
        now = {seat.member: seat for seat in room.seats}
        for gone in sorted((self._met | known.keys()) - now.keys()):  # while this member was away
            self._part(gone, Reason.LEFT)
        self._note_presence(known, now)
        self._listener.room_changed(before, room)

    def _note_presence(self, before: dict[int, Seat], now: dict[int, Seat]) -> None:
        for number, seat in now.items():
            was = before.get(number)
            if number in self._met and was is not None and was.present != seat.present and self._may_note(number):
                self.note("connection_back" if seat.present else "connection_lost", self.name_of(number))

    def _say(
        self, say: Callable[[str, int], tuple[Line, list[Message]]], text: str, grew: Callable[[Line], None]
    ) -> bool:
        try:
            line, boxes = say(text, now_ms())
        except TooManyUnconfirmed:
            return False
        self._save()
        self._send_all(boxes)
        grew(line)
        return True

    def _used(self, message: SessionUse) -> None:
        """Say in the transcript what of the host is used up, where that has changed."""
        before, self._use = self._use, message.use
        if before is not message.use and self._may_note(self.seat.member):
            self.note(f"use_{message.use}", str(math.ceil(message.seconds / 60)))

    def _may_note(self, member: int) -> bool:
        """Return whether a break of a member's connection is noted: one that comes and goes fills no transcript."""
        now_s = self._clock()
        bucket = self._breaks.setdefault(member, Bucket(BREAKS, now_s))
        return bucket.take(now_s)

    def _open(self, sealed: Sealed) -> None:
        opened = self.member.open(sealed)
        if opened is None:
            return
        sender, content = opened
        if not isinstance(content, KeyOffer):
            self._heard_s[sender] = self._clock()
        self._hearing.hear(sender, content)

    def _handle(self, sender: int, content: Message) -> None:
        if isinstance(content, _WHO_IS_WHO + _CHAT):
            self._talk(sender, content)
        else:
            self._listener.content_arrived(sender, content)

    def _attachment(self, sender: int) -> object:
        """Return what tells the present attachments of both sides from all others; None: none can be reached."""
        seat = self.member.seats.get(sender)
        own = self.member.seats.get(self.seat.member)
        if seat is None or own is None or not self.member.reaches(sender):
            return None
        return seat.salt, own.salt

    def _talk(self, sender: int, content: Message) -> None:
        reached, seat = self.member.reached(), self.seat
        lines, answers = self.member.talk(sender, content, now_ms())
        who_is_who = isinstance(content, _WHO_IS_WHO)
        if not who_is_who or self.seat != seat:
            self._save()
        self._send_all(answers)
        for line in lines:
            self._show(content, line)
        if isinstance(content, Profile):
            self._named(sender, content)
        if isinstance(content, Revoked):
            self._part_dismissed()
        if isinstance(content, WordsOpening):
            self._listener.words_agreed(sender)
        if isinstance(content, Capabilities):
            self._listener.content_arrived(sender, content)
        for member in set(self.member.reached()) - set(reached):
            self._listener.member_reached(member)

    def _show(self, content: Message, line: Line) -> None:
        """Tell of a line what `content` has made of it."""
        if isinstance(content, Chat):
            self._listener.transcript_grew(line)
        elif isinstance(content, PrivateChat):
            self._listener.private_grew(line)
        elif isinstance(content, PrivateChatDelivered):
            self._listener.private_changed(line)
        else:
            self._listener.transcript_changed(line)

    def _named(self, sender: int, profile: Profile) -> None:
        if sender not in self._met:
            self._met.add(sender)
            technician = self.member.seats[sender].role is Role.COLLABORATOR
            self.note("technician_joined" if technician else "joined", profile.name)
        self._listener.member_named(sender)

    def _send_all(self, messages: list[Message]) -> None:
        for message in messages if self.link is not None else ():
            self.request(message)
