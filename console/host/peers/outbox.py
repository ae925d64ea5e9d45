"""What waits to be sent to one link: in order, bounded. No I/O.

The link pulls one message at a time while it has room, so a slow reader's messages wait here and nowhere else, and what
must no longer be sent can still be taken out. Over the bound the link has to end; its member may take its seat again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from protocol.vocabulary.accounts import GroupReplies, Replies
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import JoinStep
from protocol.vocabulary.messages import Sealed

OUTBOX_LIMIT = 4 * 1024 * 1024  # bytes that may wait for one link
MESSAGE_COST = 512  # bytes that a message counts besides its content


def cost(message: Message) -> int:
    """Return about how many bytes `message` holds."""
    match message:
        case Sealed():
            return MESSAGE_COST + len(message.box)
        case JoinStep():
            return MESSAGE_COST + len(message.data)
        case Replies() | GroupReplies():
            return MESSAGE_COST + sum(len(reply) for reply in message.replies)
        case _:
            return MESSAGE_COST


class Outbox:
    """The queue of one link.

    Attributes:
        waiting: bytes that wait, about.
    """

    def __init__(self, limit: int = OUTBOX_LIMIT) -> None:
        self.waiting = 0
        self._limit = limit
        self._messages: deque[Message] = deque()

    def put(self, message: Message) -> bool:
        """Add `message`; return False, and add nothing, where that would pass the bound."""
        if self.waiting + cost(message) > self._limit:
            return False
        self.waiting += cost(message)
        self._messages.append(message)
        return True

    def pull(self) -> Message | None:
        """Take the oldest message out."""
        if not self._messages:
            return None
        message = self._messages.popleft()
        self.waiting -= cost(message)
        return message

    def discard(self, unwanted: Callable[[Message], bool]) -> None:
        """Take out every waiting message that is `unwanted`."""
        self._messages = deque(message for message in self._messages if not unwanted(message))
        self.waiting = sum(cost(message) for message in self._messages)
