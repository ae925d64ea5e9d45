"""Shares a bounded line among those who send at once: each has a lane, and lanes take turns. No I/O, no clock.

Nobody who sends little waits for somebody who sends much: in each turn a lane gets the same number of bytes, and one
that has nothing to send keeps nothing for later. A lane may have a pace of its own besides, slower than its turns.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from protocol.rates.bucket import Bucket, Limit

QUANTUM = 64 << 10  # bytes that a lane gets in each turn: a box is never larger

Item = TypeVar("Item")


@dataclass
class _Lane(Generic[Item]):
    items: deque[tuple[int, Item]] = field(default_factory=deque)
    bytes: int = 0
    turn: int = 0  # bytes that it may still send in this turn


class Lanes(Generic[Item]):
    """The lanes of one line.

    Args:
        line: bytes at once and each second, of all together.
        most: bytes that may wait in one lane.
        now_s: the time; any clock that never goes back.

    Attributes:
        bytes: that wait in all of them.
    """

    def __init__(self, line: Limit, most: int, now_s: float) -> None:
        self.bytes = 0
        self._line = Bucket(line, now_s)
        self._most = most
        self._lanes: OrderedDict[Hashable, _Lane[Item]] = OrderedDict()  # those that wait, by whose turn it is
        self._paces: dict[Hashable, Bucket] = {}

    def add(self, key: Hashable, item: Item, size: int) -> bool:
        """Let an item wait for its turn; return False, and add nothing, where its lane is full."""
        lane = self._lanes.get(key) or _Lane()
        if lane.bytes + size > self._most:
            return False
        lane.items.append((size, item))
        lane.bytes += size
        self.bytes += size
        self._lanes.setdefault(key, lane)
        return True

    def take(self, now_s: float) -> list[Item]:
        """Return the items whose turn it is, in order."""
        taken: list[Item] = []
        while (item := self._next(now_s)) is not None:
            taken.append(item[0])
        return taken

    def wait_s(self, now_s: float) -> float | None:
        """Return in how many seconds it is somebody's turn; None: nobody waits."""
        waits = [self._due_s(key, lane.items[0][0], now_s) for key, lane in self._lanes.items()]
        return min(waits, default=None)

    def pace(self, key: Hashable, limit: Limit | None, now_s: float) -> None:
        """Give a lane a pace of its own, or none."""
        if limit is None:
            self._paces.pop(key, None)
        elif key not in self._paces:
            self._paces[key] = Bucket(limit, now_s)

    def discard(self, key: Hashable, unwanted: Callable[[Item], bool]) -> None:
        """Take out of a lane every item that is `unwanted`."""
        if (lane := self._lanes.get(key)) is None:
            return
        lane.items = deque(each for each in lane.items if not unwanted(each[1]))
        left = sum(size for size, _ in lane.items)
        self.bytes -= lane.bytes - left
        lane.bytes = left
        if not lane.items:
            del self._lanes[key]

    def forget(self, key: Hashable) -> None:
        """Close a lane; what waits there is gone."""
        if (lane := self._lanes.pop(key, None)) is not None:
            self.bytes -= lane.bytes
        self._paces.pop(key, None)

    def largest(self) -> Item | None:
        """Return what waits longest in the lane where most waits; None: nothing does."""
        lane = max(self._lanes.values(), key=lambda each: each.bytes, default=None)
        return None if lane is None else lane.items[0][1]

    def _next(self, now_s: float) -> tuple[Item] | None:
        """Take the next item out; None: nobody's turn, or nothing waits."""
        for _ in range(len(self._lanes)):
            key, lane = next(iter(self._lanes.items()))
            size = lane.items[0][0]
            pace = self._paces.get(key)
            if pace is not None and pace.due_s(now_s, size) > 0:
                lane.turn = 0
                self._lanes.move_to_end(key)
                continue
            if lane.turn < size:
                lane.turn += QUANTUM
            if self._line.due_s(now_s, size) > 0:
                return None  # it keeps its turn: else whoever sends small items would be first for ever
            return (self._pull(key, lane, now_s),)
        return None

    def _pull(self, key: Hashable, lane: _Lane[Item], now_s: float) -> Item:
        size, item = lane.items.popleft()
        lane.bytes -= size
        self.bytes -= size
        lane.turn -= size
        self._line.take(now_s, size)
        if (pace := self._paces.get(key)) is not None:
            pace.take(now_s, size)
        if not lane.items:
            del self._lanes[key]
        elif lane.turn < lane.items[0][0]:
            self._lanes.move_to_end(key)
        return item

    def _due_s(self, key: Hashable, size: int, now_s: float) -> float:
        pace = self._paces.get(key)
        return max(self._line.due_s(now_s, size), 0.0 if pace is None else pace.due_s(now_s, size))
