"""Chat lines that have arrived and wait to be taken: each sender's at the pace of somebody who writes. Pure.

A whole window of lines is taken at once, more of them one by one; until then they wait here, unconfirmed. An honest
sender has no more under way than a window. Of one that goes on all the same nothing more is taken until either side
attaches anew and it begins again with what was not confirmed: so nothing is lost, and what waits is bounded.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from protocol.rates.bucket import Bucket, Limit
from protocol.vocabulary.chat import (
    BYTES_A_SECOND,
    LINES_A_SECOND,
    WINDOW_BYTES,
    WINDOW_LINES,
    Chat,
    PrivateChat,
    line_cost,
)

WAITING_LINES = 100  # of one sender
WAITING_BYTES = 256 * 1024  # of them

LINES = Limit(WINDOW_LINES, LINES_A_SECOND)
BYTES = Limit(WINDOW_BYTES, BYTES_A_SECOND)

AnyChat = Chat | PrivateChat


class _Sender:
    """What has come from one member; the rates outlive its attachments."""

    def __init__(self, now_s: float) -> None:
        self.attachment: object = None
        self.lines = Bucket(LINES, now_s)
        self.bytes = Bucket(BYTES, now_s)
        self.begin(None)

    def begin(self, attachment: object) -> None:
        """Forget what waits: it comes again."""
        self.attachment = attachment
        self.waiting: deque[AnyChat] = deque()
        self.size = 0  # bytes of what waits
        self.is_deaf = False

    def has_room(self, now_s: float, cost: int) -> bool:
        """Return whether a line may be taken now, and count it if so."""
        if self.lines.due_s(now_s) or self.bytes.due_s(now_s, cost):
            return False
        return self.lines.take(now_s) and self.bytes.take(now_s, cost)

    def wait(self, chat: AnyChat) -> None:
        """Keep a line for later, or take nothing more where there are too many."""
        self.size += line_cost(chat.text)
        if self.is_deaf or len(self.waiting) >= WAITING_LINES or self.size > WAITING_BYTES:
            self.is_deaf = True
        else:
            self.waiting.append(chat)

    def due_s(self, now_s: float) -> float:
        """Return the seconds until the first line that waits may be taken."""
        cost = line_cost(self.waiting[0].text)
        return max(self.lines.due_s(now_s), self.bytes.due_s(now_s, cost))


class Incoming:
    """The lines of all members of one session.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._senders: dict[int, _Sender] = {}

    @property
    def waiting(self) -> int:
        """How many lines wait."""
        return sum(len(sender.waiting) for sender in self._senders.values())

    def arrived(self, member: int, attachment: object, chat: AnyChat) -> bool:
        """Return whether a line that has come is to be taken now; else it waits.

        `attachment` tells the present attachments of both sides from those before.
        """
        now_s = self._clock()
        sender = self._senders.get(member)
        if sender is None:
            sender = self._senders[member] = _Sender(now_s)
        if sender.attachment != attachment:
            sender.begin(attachment)
        if not sender.waiting and not sender.is_deaf and sender.has_room(now_s, line_cost(chat.text)):
            return True
        sender.wait(chat)
        return False

    def take(self) -> tuple[int, object, AnyChat] | None:
        """Return the next line that may be taken now: from whom, within which attachment; None: none may."""
        now_s = self._clock()
        for member, sender in self._senders.items():
            if sender.waiting and sender.has_room(now_s, line_cost(sender.waiting[0].text)):
                chat = sender.waiting.popleft()
                sender.size -= line_cost(chat.text)
                return member, sender.attachment, chat
        return None

    def due_s(self) -> float | None:
        """Return the seconds until `take` has something; None where nothing waits."""
        now_s = self._clock()
        return min((sender.due_s(now_s) for sender in self._senders.values() if sender.waiting), default=None)

    def forget(self, member: int) -> None:
        """Forget a member whose seat is gone."""
        self._senders.pop(member, None)
