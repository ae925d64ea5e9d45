"""Whose password is compared next: that is slow on purpose, so nobody's queue may delay others. Pure.

Those from places that have logged in under that name before come first; behind four of them always comes one of the
others. Among each of the two it is the turn of the network, and in it of the source, that has had none for longest;
among those that never had one, of whoever came last: a crowd of newcomers then delays nobody who comes after it.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from console.host.core.limits import KNOWN_LOGINS_WAITING, LOGINS_OF_ONE_SOURCE, LOGINS_WAITING, Limits
from console.host.core.sources import WIDE_SHARE
from console.host.core.terms import KEYS, KNOWN_IN_A_ROW

T = TypeVar("T")
NEVER = -1


@dataclass(frozen=True)
class Place:
    """Where a try comes from, as turns are counted."""

    source: Hashable
    network: Hashable
    known: bool = False


@dataclass(frozen=True)
class _Waiting(Generic[T]):
    place: Place
    number: int  # in the order they came
    item: T


class Turns(Generic[T]):
    """What waits to be compared, at most `LOGINS_OF_ONE_SOURCE` of one source."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting: list[_Waiting[T]] = []
        self._had: OrderedDict[Hashable, int] = OrderedDict()  # the last turn of each source and network
        self._count = 0  # of those who came
        self._turn = 0
        self._known_in_a_row = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def room(self, place: Place) -> bool:
        """Return whether one more of this source, and of the network around it, may wait."""
        waiting = Counter(each.place.source for each in self._waiting)
        wide = Counter(each.place.network for each in self._waiting)
        share = self._limits.of(LOGINS_OF_ONE_SOURCE)
        within = waiting[place.source] < share and wide[place.network] < WIDE_SHARE * share
        return self._limits.held(LOGINS_OF_ONE_SOURCE, within=within)

    def put(self, place: Place, item: T) -> T | None:
        """Let `item` wait; return the one that gives way where too many do, which may be itself."""
        self._count += 1
        self._waiting.append(_Waiting(place, self._count, item))
        lane = [each for each in self._waiting if each.place.known is place.known]
        bound = KNOWN_LOGINS_WAITING if place.known else LOGINS_WAITING
        if self._limits.held(bound, within=len(lane) <= self._limits.of(bound)):
            return None
        last = max(lane, key=self._order)
        self._waiting.remove(last)
        return last.item

    def take(self) -> T | None:
        """Return whose turn it is; None: nobody waits."""
        if not self._waiting:
            return None
        lanes = {known: [each for each in self._waiting if each.place.known is known] for known in (True, False)}
        known = bool(lanes[True]) and not (lanes[False] and self._known_in_a_row >= KNOWN_IN_A_ROW)
        self._known_in_a_row = self._known_in_a_row + 1 if known else 0
        chosen = min(lanes[known], key=self._order)
        self._waiting.remove(chosen)
        self._turn += 1
        for key in (chosen.place.source, chosen.place.network):
            self._had[key] = self._turn
            self._had.move_to_end(key)
        while len(self._had) > KEYS:
            self._had.popitem(last=False)
        return chosen.item

    def drop(self, item: T) -> bool:
        """Let `item` wait no more; return whether it did."""
        found = [each for each in self._waiting if each.item is item]
        for each in found:
            self._waiting.remove(each)
        return bool(found)

    def _order(self, waiting: _Waiting[T]) -> tuple[int, int, int]:
        had = self._had
        return (had.get(waiting.place.network, NEVER), had.get(waiting.place.source, NEVER), -waiting.number)
