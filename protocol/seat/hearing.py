"""What is heard of the other members of a session, and when: at once, or when it is its turn. No I/O.

Chat lines wait in order (`incoming`), of a state the latest waits (`allowance`). What waits is of one attachment, and
is forgotten with it: it comes again, or does not hold any more.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from protocol.seat.allowance import Allowances
from protocol.seat.incoming import Incoming
from protocol.vocabulary.chat import Chat, PrivateChat
from protocol.vocabulary.codec import BadMessage, Message

Later = Callable[[float, Callable[[], None]], object]
"""Calls something after so many seconds."""

LEAST_S = 0.01  # until what waits is looked at again

_log = logging.getLogger(__name__)


class Hearing:
    """What one seat hears.

    Args:
        handle: called with the sender and what is to be handled now.
        attachment: returns what tells the present attachments of both sides from all others; None: none can be reached.
        clock: seconds, never going back.
        later: calls something after so many seconds.
    """

    def __init__(
        self,
        *,
        handle: Callable[[int, Message], None],
        attachment: Callable[[int], object],
        clock: Callable[[], float] = time.monotonic,
        later: Later,
    ) -> None:
        self.incoming = Incoming(clock)
        self._allowances = Allowances(clock)
        self._handle = handle
        self._attachment = attachment
        self._later = later
        self._looks_again = False  # at what waits

    def hear(self, sender: int, content: Message) -> None:
        """Handle what a member says, now or when it is its turn, if at all.

        Raises:
            BadMessage: no honest program says that, or not so often.
        """
        if self._may_be_handled(sender, content):
            self._handle(sender, content)
        else:
            self._look_again()

    def forget(self, member: int) -> None:
        """Forget a member whose seat is gone."""
        self._allowances.forget(member)
        self.incoming.forget(member)

    def _may_be_handled(self, sender: int, content: Message) -> bool:
        if not isinstance(content, Chat | PrivateChat):
            return self._allowances.take(sender, self._attachment(sender), content)
        if content.number == 0:
            raise BadMessage("a chat line without a number")
        return self.incoming.arrived(sender, self._attachment(sender), content)

    def _look_again(self) -> None:
        """Look at what waits as soon as it is the turn of something."""
        due = [due_s for due_s in (self.incoming.due_s(), self._allowances.due_s()) if due_s is not None]
        if due and not self._looks_again:
            self._looks_again = True
            self._later(max(LEAST_S, min(due)), self._take_waiting)

    def _take_waiting(self) -> None:
        self._looks_again = False
        for take in (self.incoming.take, self._allowances.due):
            while (due := take()) is not None:
                self._take(*due)
        self._look_again()

    def _take(self, sender: int, attachment: object, content: Message) -> None:
        if attachment is None or attachment != self._attachment(sender):
            return  # it comes again, or does not hold any more
        try:
            self._handle(sender, content)
        except BadMessage as error:
            _log.warning("something that waited does not fit any more: %s", error)
