"""Whose turn it is to share: a technician asks while somebody else shares, and the lead passes it on or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protocol.seat.attendance import Attendance
from protocol.vocabulary.content import ShareAnswer, ShareWish
from protocol.vocabulary.messages import EndShare, Role


@dataclass(frozen=True)
class Wish:
    """A technician who would like to share."""

    member: int
    name: str


class ShareTurns:
    """The wishes of one session.

    Args:
        attendance: this technician's seat.
        asked: a technician asks this lead: member number, name.
        answered: the lead has said yes or no to this technician's own wish.
    """

    def __init__(
        self, *, attendance: Attendance, asked: Callable[[int, str], None], answered: Callable[[bool], None]
    ) -> None:
        self.wanted = False
        self._attendance = attendance
        self._asked = asked
        self._answered = answered
        self._wishes: list[int] = []
        self._next = 0  # who gets the yes as soon as nobody shares

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """Who waits for this lead's answer, in the order in which they asked."""
        return tuple(Wish(member, self._attendance.name_of(member)) for member in self._wishes)

    def wish(self, wanted: bool) -> None:
        """Ask the lead to pass the share on, or no longer. A lead who asks does it at once."""
        if self._attendance.seat.role is Role.LEAD:
            self._pass_on_to(self._attendance.seat.member)
            return
        lead = self._attendance.member.lead()
        sent = lead is not None and self._attendance.send(lead.member, ShareWish(wanted=wanted))
        self.wanted = wanted and sent

    def answer(self, member: int, yes: bool) -> None:
        """Say yes or no to a technician who asked."""
        if member not in self._wishes:
            return
        self._wishes.remove(member)
        if yes:
            self._pass_on_to(member)
        else:
            self._attendance.send(member, ShareAnswer(granted=False))

    def heard(self, sender: int, content: ShareWish | ShareAnswer) -> None:
        """Handle what another technician says about sharing."""
        if isinstance(content, ShareAnswer):
            if self.wanted:
                self.wanted = False
                self._answered(content.granted)
        elif content.wanted and sender not in self._wishes:
            self._wishes.append(sender)
            self._asked(sender, self._attendance.name_of(sender))
        elif not content.wanted and sender in self._wishes:
            self._wishes.remove(sender)

    def room_changed(self, sharing: int) -> None:
        """Go on with a yes once nobody shares any more; forget wishes that this technician can't grant any more."""
        member = self._attendance.member
        if self._attendance.seat.role is not Role.LEAD:
            self._wishes.clear()
            self._next = 0
        self._wishes = [number for number in self._wishes if number in member.seats]
        if sharing == 0 and self._next:
            self._pass_on_to(self._next)

    def _pass_on_to(self, member: int) -> None:
        """End the share that goes on, then tell `member` that it is their turn."""
        if self._attendance.member.sharing not in (0, member):
            self._next = member
            self._attendance.request(EndShare(session=self._attendance.seat.session))
            return
        self._next = 0
        if member == self._attendance.seat.member:
            self._answered(True)
        else:
            self._attendance.note("share_passed_on", self._attendance.name_of(member))
            self._attendance.send(member, ShareAnswer(granted=True))
