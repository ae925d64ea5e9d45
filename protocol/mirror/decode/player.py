"""The decode thread: parts in, areas out, band by band."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from protocol.mirror.decode.decoder import Area, BadUpdate, Decoder, Keep
from protocol.mirror.decode.paint_budget import PaintBudget
from protocol.vocabulary.content import UpdatePart

WAITING_LIMIT = 16 << 20  # bytes of parts that wait to be decoded; an honest sender is paced far below
PART_COST = 512  # bytes that a part counts besides its data
UNPAINTED_LIMIT = 8 << 20  # bytes of painting handed over and not yet painted, after which decoding waits


@dataclass(frozen=True)
class Finished:
    """Areas to paint, and to keep, in this order."""

    update: int
    areas: list[Area | Keep]
    final: bool  # the update is complete with them

    @property
    def size(self) -> int:
        """Count the bytes that this writes."""
        return sum(4 * area.rect.pixels for area in self.areas)


@dataclass(frozen=True)
class Broken:
    """The parts are not an honest sender's; nothing comes after this."""


class Player:
    """Decodes one stream in a thread of its own.

    Args:
        width: pixels of the source.
        height: pixels of the source.
        deliver: takes each result, in the decode thread; must not block (a mailbox's `put`).
    """

    def __init__(self, width: int, height: int, deliver: Callable[[Finished | Broken], None]) -> None:
        self._decoder = Decoder(width, height)  # decode thread only
        self._budget = PaintBudget(width, height)  # decode thread only
        self._deliver = deliver
        self._changed = threading.Condition()  # guards all below
        self._parts: deque[UpdatePart] = deque()
        self._waiting = 0  # bytes of _parts
        self._unpainted = 0  # bytes of painting
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="decode", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Deliver nothing from now on; returns at once. Any thread."""
        with self._changed:
            self._stopping = True
            self._changed.notify()

    def join(self) -> None:
        """Wait for the thread's end, after `stop`."""
        self._thread.join()

    def put(self, part: UpdatePart) -> None:
        """Decode `part` after those before it. Any thread."""
        with self._changed:
            self._parts.append(part)
            self._waiting += PART_COST + len(part.data)
            self._changed.notify()

    def painted(self, finished: Finished) -> None:
        """Note that `finished` was painted; without this, decoding stops for want of room. Any thread."""
        with self._changed:
            self._unpainted -= finished.size
            self._changed.notify()

    def _run(self) -> None:
        while (part := self._next()) is not None:
            try:
                result = Finished(part.update, self._decoder.part(part.data, part.final), part.final)
                self._budget.take(result.areas)
            except BadUpdate:
                self._hand_over(Broken())
                return
            self._hand_over(result)
        self._hand_over(Broken())  # too much waits; after `stop` this says nothing

    def _next(self) -> UpdatePart | None:
        """Wait for the next part and for room; None at the end."""
        with self._changed:
            self._changed.wait_for(self._may_go_on)
            if self._stopping or self._waiting > WAITING_LIMIT:
                return None
            part = self._parts.popleft()
            self._waiting -= PART_COST + len(part.data)
            return part

    def _may_go_on(self) -> bool:
        if self._stopping or self._waiting > WAITING_LIMIT:
            return True
        return bool(self._parts) and self._unpainted < UNPAINTED_LIMIT

    def _hand_over(self, result: Finished | Broken) -> None:
        with self._changed:
            if self._stopping:
                return
            if isinstance(result, Finished):
                self._unpainted += result.size
            self._deliver(result)
