"""The customer's way from a page in a browser to the viewer: a code, and what has been said so far. No widgets."""

from __future__ import annotations

from collections.abc import Callable

from console.session.active_code import ActiveCode
from protocol.notation.names import cleaned
from protocol.seat.attendance import Attendance, now_ms
from protocol.seat.conversation import Line
from protocol.seat.listener import Departed
from protocol.vocabulary.chat import EARLIER_LIMIT, EarlierLine
from protocol.vocabulary.content import ViewerLink
from protocol.vocabulary.messages import Reason, Role


class MoveToViewer:
    """Helps the customer of one session over.

    The page asks for it. The host makes the route of a code; whoever attaches with it takes the customer's place, and
    is told what was said before: the viewer is a new member, to whom nobody owes that.

    Args:
        attendance: the lead's seat.
        ask: asks the host for such a code.
        clock: milliseconds since 1970, as this computer shows them.
    """

    def __init__(self, attendance: Attendance, *, ask: Callable[[], None], clock: Callable[[], int] = now_ms) -> None:
        self._attendance = attendance
        self._ask = ask
        self._clock = clock
        self._wished_by = 0  # the customer who waits for a code, 0: nobody
        self._given = 0  # the customer who was given one
        self._page = 0  # the customer's seat until the viewer took its place, 0: that has been told already

    def wished(self, customer: int) -> None:
        """Ask for a code: the customer wants to go on in the viewer."""
        if self._attendance.seat.role is Role.LEAD:
            self._wished_by = customer
            self._ask()

    def code_changed(self, code: ActiveCode | None) -> None:
        """Hand the code to the customer who waits for it."""
        if code is not None and self._wished_by:
            self._given = customer = self._wished_by
            self._wished_by = 0
            self._attendance.send(customer, ViewerLink(link=code.link, code=code.text))

    def refused(self) -> None:
        """Take note that there is no code; the page may ask again."""
        self._wished_by = 0

    def member_left(self, departed: Departed) -> None:
        """Take note that the viewer has taken the place of the page, if the page was given a code for it.

        The host's word alone would hand what one customer has said to the next one.
        """
        if departed.reason is Reason.REPLACED and departed.member == self._given:
            self._page = departed.member

    def member_reached(self, member: int) -> None:
        """Tell the viewer what was said before."""
        customer = self._attendance.member.customer()
        page = self._page
        if not page or customer is None or customer.member != member or self._attendance.seat.role is not Role.LEAD:
            return
        self._page = 0
        for line in [line for line in self._attendance.conversation.lines if not line.event][-EARLIER_LIMIT:]:
            self._attendance.send(member, self._earlier(line, page))

    def _earlier(self, line: Line, page: int) -> EarlierLine:
        own = line.author == self._attendance.seat.member
        return EarlierLine(
            author=0 if line.author == page else line.author,
            name=self._attendance.member.name if own else cleaned(line.name),
            number=line.number,
            time_ms=line.time_ms,
            text=line.text,
            ago_ms=max(0, self._clock() - line.shown_ms),
        )
