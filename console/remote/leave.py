"""The lead's leave: what colleagues ask the lead for before the customer is asked, as often as a lead can bear."""

from __future__ import annotations

import time
from collections.abc import Callable

from protocol.rates.rest import Rest
from protocol.seat.attendance import Attendance
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.desktop import ASK_AGAIN_S, NOES, Access, AllowDesktop, DesktopAsked
from protocol.vocabulary.messages import Role


class Leave:
    """The questions that wait for this lead, at most one a colleague.

    After two in a row in vain, whoever asked, the answer is no for a minute, and nobody sees a question.

    Args:
        attendance: the lead's seat.
        tell: is told (member, access) of each question, and NONE when it is over.
    """

    def __init__(self, attendance: Attendance, tell: Callable[[int, Access], None]) -> None:
        self._attendance = attendance
        self._tell = tell
        self._open: dict[int, Access] = {}
        self._noes = 0
        self._rest = Rest(lambda: time.monotonic(), noes=NOES, seconds=ASK_AGAIN_S)

    def asked(self, message: DesktopAsked) -> None:
        """Take a question, or that it was taken back.

        Raises:
            BadMessage: nobody who may ask this technician asks.
        """
        self._over(message.member)
        if message.access is Access.NONE:
            return
        seat = self._attendance.member.seats.get(message.member)
        leads = self._attendance.seat.role is Role.LEAD
        if not leads or seat is None or seat.role is not Role.COLLABORATOR:
            raise BadMessage("a question of nobody whom this technician leads")
        if self._rest.going_on:
            self._request(message.member, Access.NONE)
        else:
            self._open[message.member] = message.access
            self._tell(message.member, message.access)

    def answer(self, member: int, access: Access) -> None:
        """Let `member` ask the customer for `access`; NONE: not, or no longer."""
        asked = self._open.get(member)
        if asked is not None:
            self._over(member, yes=access is not Access.NONE)
        if access is Access.NONE or (asked is not None and not access.exceeds(asked)):
            self._request(member, access)

    def link_lost(self) -> None:
        """Forget what was asked; the host says it again."""
        for member in list(self._open):
            self._over(member)

    def _over(self, member: int, *, yes: bool = False) -> None:
        if self._open.pop(member, None) is not None:
            self._noes = 0 if yes else self._noes + 1
            self._rest.follow(self._noes)
            self._tell(member, Access.NONE)

    def _request(self, member: int, access: Access) -> None:
        session = self._attendance.seat.session
        self._attendance.request(AllowDesktop(session=session, member=member, access=access))
