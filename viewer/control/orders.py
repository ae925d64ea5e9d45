"""What the viewer tells the control process: framed messages over a pipe, whose end is the order to stop.

The technician's input goes through as it is; `Shows` says where a stream's picture lies. No I/O but for `Orders`, in
which the process's reading thread leaves what its main thread does.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.codec import Between, Message, Vocabulary
from protocol.vocabulary.input import KINDS, InputReleased, Number

WAITING_LIMIT = 4096  # messages that wait in one place; over it all are dropped, and everything is released

Place = Annotated[int, Between(-(2**20), 2**20)]  # of the whole desktop, which may begin left of its main monitor
Side = Annotated[int, Between(1, 2**20)]


@dataclass(frozen=True, kw_only=True)
class Shows(Message):
    """From now on `stream` shows this rectangle of the whole desktop, in pixels; no other stream counts."""

    TAG: ClassVar[str] = "shows"
    stream: Number
    x: Place
    y: Place
    width: Side
    height: Side


ORDERS = Vocabulary([*KINDS, Shows])


class Orders:
    """What waits to be done, until the end, after which nothing is done any more. Any thread."""

    def __init__(self) -> None:
        self._waiting: deque[Message] = deque()
        self._changed = threading.Condition()
        self._ended = False

    def put(self, messages: Iterable[Message]) -> None:
        """Add `messages`; too many of them become one release of everything."""
        with self._changed:
            self._waiting.extend(messages)
            if len(self._waiting) > WAITING_LIMIT:
                kept = [message for message in self._waiting if isinstance(message, Shows)][-1:]
                self._waiting = deque([InputReleased(), *kept])
            self._changed.notify()

    def end(self) -> None:
        """Drop what waits, for good."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def wait(self, within_s: float | None) -> bool:
        """Wait for the next message or the end, and say whether it has come; None: however long that takes."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._waiting) or self._ended, within_s)

    def take(self) -> Message | None:
        """Wait for the next message and return it; None: the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._ended)
            return None if self._ended else self._waiting.popleft()
