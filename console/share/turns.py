"""Whose turn it is to share: a technician asks while somebody else shares, and the lead passes it on or not.

Nothing in here begins a share. The lead's yes is a question to the one who has asked, and only their own click
begins. A wish ends as soon as what it was asked in is over: see `_stands` and `_waits`.
"""

from __future__ import annotations

import asyncio
import enum
import time
from collections.abc import Callable
from dataclasses import dataclass

from protocol.seat.attendance import Attendance
from protocol.vocabulary.content import SHARE_WISH_S, ShareAnswer, ShareWish
from protocol.vocabulary.messages import PassShare, Role, Seat


@dataclass(frozen=True)
class Wish:
    """A technician who would like to share."""

    member: int
    name: str


class Turn(enum.Enum):
    """Where this technician's own wish stands."""

    NONE = "none"
    ASKED = "asked"  # the lead has not answered
    OFFERED = "offered"  # the lead has said yes; this technician has not clicked yet


class ShareTurns:
    """The wishes of one session.

    Args:
        attendance: this technician's seat.
        asked: a technician asks this lead: member number, name.
        changed: a wish has ended by itself.

    Attributes:
        turn: where this technician's own wish stands.
    """

    def __init__(
        self, *, attendance: Attendance, asked: Callable[[int, str], None], changed: Callable[[], None]
    ) -> None:
        self.turn = Turn.NONE
        self._attendance = attendance
        self._asked = asked
        self._changed = changed
        self._lead: Seat | None = None  # who was asked
        self._sharing = 0  # who shared when the lead said yes, and is about to end
        self._timer: asyncio.TimerHandle | None = None
        self._wishes: dict[int, tuple[Seat, asyncio.TimerHandle]] = {}
        self._said: dict[int, float] = {}  # when a technician's wish was last told, on the monotonic clock
        self._passed_to = 0  # the technician who was told yes and has neither shared nor declined

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """Who waits for this lead's answer, in the order in which they asked."""
        return tuple(Wish(member, self._attendance.name_of(member)) for member in self._wishes)

    # -- what this technician does --------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask the lead to pass the share on."""
        member = self._attendance.member
        lead, others = member.lead(), member.sharing not in (0, self._own)
        if self.turn is not Turn.NONE or self._role is not Role.COLLABORATOR or lead is None or not others:
            return
        if self._attendance.send(lead.member, ShareWish(wanted=True)):
            self._lead = lead
            self._becomes(Turn.ASKED)

    def withdraw(self) -> None:
        """Take the own wish back, or say no to the lead's yes."""
        if self.turn is not Turn.NONE and (lead := self._lead) is not None:
            self._becomes(Turn.NONE)
            self._attendance.send(lead.member, ShareWish(wanted=False))

    def answer(self, member: int, yes: bool) -> None:
        """Say yes or no to a technician who asked; with a yes, what is shared now ends."""
        if member not in self._wishes:
            return
        self._forget(member)
        if self._attendance.send(member, ShareAnswer(granted=yes)) and yes:
            self._passed_to = member
            self._attendance.note("share_passed_on", self._attendance.name_of(member))
            self._attendance.request(PassShare(session=self._attendance.seat.session, member=member))

    # -- what happens ---------------------------------------------------------------------------------------

    def heard(self, sender: int, content: ShareWish | ShareAnswer) -> None:
        """Handle what another technician says about sharing."""
        if isinstance(content, ShareAnswer):
            if self.turn is Turn.ASKED and self._lead is not None and sender == self._lead.member:
                self._answered(content.granted)
        elif content.wanted:
            self._wished(sender)
        elif sender in self._wishes:
            self._forget(sender)
        elif sender == self._passed_to:
            self._passed_to = 0
            self._attendance.note("share_turn_declined", self._attendance.name_of(sender))

    def room_changed(self) -> None:
        """End every wish that does not stand any more."""
        if self.turn is Turn.OFFERED and not self._attendance.member.sharing:
            self._sharing = 0
        if self.turn is not Turn.NONE and not self._stands():
            self._becomes(Turn.NONE)
        for member in [member for member, (seat, _) in self._wishes.items() if not self._waits(seat)]:
            self._forget(member)
        if self._role is not Role.LEAD or self._attendance.member.sharing == self._passed_to:
            self._passed_to = 0

    def stop(self) -> None:
        """End all wishes without a word: the link is lost, or the session over."""
        self._becomes(Turn.NONE)
        for member in list(self._wishes):
            self._forget(member)
        self._passed_to = 0

    # -- the own wish ---------------------------------------------------------------------------------------

    @property
    def _own(self) -> int:
        return self._attendance.seat.member

    @property
    def _role(self) -> Role:
        return self._attendance.seat.role

    def _stands(self) -> bool:
        """Return whether the one who was asked still leads, and the share that was asked for still goes on.

        After a yes that share is about to end; then nobody may have begun another one.
        """
        member = self._attendance.member
        if self._role is not Role.COLLABORATOR or self._lead is None or not _same(self._lead, member.lead()):
            return False
        if self.turn is Turn.OFFERED:
            return member.sharing in (0, self._sharing)
        return member.sharing not in (0, self._own)

    def _becomes(self, turn: Turn) -> None:
        self.turn = turn
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if turn is Turn.NONE:
            self._lead, self._sharing = None, 0
        else:
            self._timer = asyncio.get_running_loop().call_later(SHARE_WISH_S, self._late)

    def _answered(self, granted: bool) -> None:
        if granted:
            self._sharing = self._attendance.member.sharing
            self._becomes(Turn.OFFERED)
        else:
            self._end("share_wish_declined")

    def _late(self) -> None:
        if self.turn is Turn.ASKED:
            self._end("share_wish_late")
        self._becomes(Turn.NONE)
        self._changed()

    def _end(self, event: str) -> None:
        """End a wish that the lead has not granted, and say so in the transcript."""
        name = "" if self._lead is None else self._attendance.name_of(self._lead.member)
        self._becomes(Turn.NONE)
        self._attendance.note(event, name)

    # -- wishes of others -----------------------------------------------------------------------------------

    def _waits(self, seat: Seat) -> bool:
        """Return whether this lead can still answer the technician who asked at `seat`."""
        member = self._attendance.member
        there = _same(seat, member.seats.get(seat.member))
        return self._role is Role.LEAD and there and member.sharing not in (0, seat.member)

    def _wished(self, sender: int) -> None:
        seat = self._attendance.member.seats.get(sender)
        if seat is None or sender in self._wishes or not self._waits(seat):
            return
        timer = asyncio.get_running_loop().call_later(SHARE_WISH_S, self._expire, sender)
        self._wishes[sender] = (seat, timer)
        now = time.monotonic()
        if now - self._said.get(sender, -SHARE_WISH_S) >= SHARE_WISH_S:  # nobody fills the transcript with wishes
            self._said[sender] = now
            self._asked(sender, self._attendance.name_of(sender))

    def _expire(self, member: int) -> None:
        self._forget(member)
        self._changed()

    def _forget(self, member: int) -> None:
        self._wishes.pop(member)[1].cancel()


def _same(asked: Seat, now: Seat | None) -> bool:
    """Return whether a member sits where they sat, on the same link."""
    return now is not None and (now.member, now.generation, now.present) == (asked.member, asked.generation, True)
