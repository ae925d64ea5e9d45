"""Who waits in which channel: the longest waiting comes first. No I/O, no clock; the caller tells the time.

A line holds customers and sessions that a lead transfers to it. Each has its place by the time since when the customer
has waited at first, wherever that was, so nobody loses a place by being transferred or put back.
"""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Waiter:
    """Somebody in a line."""

    number: int  # for consoles; never used twice
    channel: str
    name: str  # of the customer, as far as the host knows it
    since: float  # on the caller's clock, in seconds
    sender: str = ""  # the technician who transfers the session; "": a customer without one


def _order(waiter: Waiter) -> tuple[float, int]:
    return waiter.since, waiter.number


class Queue:
    """The lines of all channels of one host."""

    def __init__(self) -> None:
        self._waiters: dict[int, Waiter] = {}
        self._lines: defaultdict[str, list[Waiter]] = defaultdict(list)
        self._numbers = itertools.count(1)

    def __len__(self) -> int:
        return len(self._waiters)

    def enter(self, channel: str, name: str, since: float, *, sender: str = "") -> Waiter:
        """Let somebody wait, behind all who have waited for longer."""
        waiter = Waiter(number=next(self._numbers), channel=channel, name=name, since=since, sender=sender)
        self.put_back(waiter)
        return waiter

    def put_back(self, waiter: Waiter) -> None:
        """Give somebody who was taken out their place again."""
        assert waiter.number not in self._waiters, "nobody waits twice"
        self._waiters[waiter.number] = waiter
        bisect.insort(self._lines[waiter.channel], waiter, key=_order)

    def take(self, number: int) -> Waiter | None:
        """Take somebody out of the line; None where they do not wait any more."""
        waiter = self._waiters.pop(number, None)
        if waiter is not None:
            line = self._lines[waiter.channel]
            line.remove(waiter)
            if not line:
                del self._lines[waiter.channel]
        return waiter

    def find(self, number: int) -> Waiter | None:
        """Return who waits under that number."""
        return self._waiters.get(number)

    def line(self, channel: str) -> Iterator[Waiter]:
        """Return who waits in a channel, the longest waiting first."""
        return iter(tuple(self._lines.get(channel, ())))

    def channels(self) -> tuple[str, ...]:
        """Return the channels that somebody waits in."""
        return tuple(self._lines)
