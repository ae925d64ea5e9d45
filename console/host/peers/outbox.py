"""What waits to be sent to one link: in order, bounded. No I/O.

The link pulls one message at a time while it has room, so a slow reader's messages wait here and nowhere else, and what
must no longer be sent can still be taken out. Over the bound the link has to end; its member may take its seat again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from protocol.vocabulary.codec import Message
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.messages import Sealed

MESSAGE_COST = 512  # bytes that a message counts besides its content


def cost(message: Message) -> int:
    """Return about how many bytes `message` holds: those of its encoding, which is not made for a box only to know."""
    content = len(message.box) if isinstance(message, Sealed) else len(HOST_VOCABULARY.encode(message))
    return MESSAGE_COST + content


class Outbox:
    """The queue of one link; at most `limit` bytes wait.

    Attributes:
        waiting: bytes that wait, about.
    """

    def __init__(self, limit: int) -> None:
        self.waiting = 0
        self._limit = limit
        self._messages: deque[tuple[Message, int]] = deque()  # with what each costs

    def put(self, message: Message) -> bool:
        """Add `message`; return False, and add nothing, where that would pass the bound."""
        size = cost(message)
        if self.waiting + size > self._limit:
            return False
        self.waiting += size
        self._messages.append((message, size))
        return True

    def pull(self) -> Message | None:
        """Take the oldest message out."""
        if not self._messages:
            return None
        message, size = self._messages.popleft()
        self.waiting -= size
        return message

    def discard(self, unwanted: Callable[[Message], bool]) -> None:
        """Take out every waiting message that is `unwanted`."""
        self._messages = deque(each for each in self._messages if not unwanted(each[0]))
        self.waiting = sum(size for _, size in self._messages)
