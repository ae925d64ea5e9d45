"""Whose turn it is to have something costly done for them: sources take turns, and each has so much a second. Pure.

From where members have come before goes first; behind four of them comes always one of the others. Among each of the
two a source that had no turn lately has one before those that had, whoever came last before the rest, so that no crowd
of newcomers delays who comes after it; and every other turn is one of those that wait in a ring. Of one source, too,
the latest goes first: who has waited long has given up by then.
"""

from __future__ import annotations

import heapq
import itertools
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from console.host.core.limits import Bound, Limits
from console.host.core.sources import WIDE_SHARE
from console.host.core.terms import KEYS, KNOWN_IN_A_ROW
from protocol.rates.bucket import Bucket, Limit

T = TypeVar("T", bound=Hashable)


@dataclass(eq=False)
class _Source(Generic[T]):
    names: tuple[str, str]  # near, wide
    known: bool
    items: list[T] = field(default_factory=list)


class _Lane(Generic[T]):
    """Sources of which each has something that waits; those without are taken out when it is their turn."""

    def __init__(self) -> None:
        self.new: dict[_Source[T], None] = {}
        self.ring: OrderedDict[_Source[T], None] = OrderedDict()
        self._had_new = False

    def __bool__(self) -> bool:
        return bool(self.new or self.ring)

    def take(self) -> _Source[T]:
        """Take the source out whose turn it is."""
        self._had_new = bool(self.new) and not (self.ring and self._had_new)
        return self.new.popitem()[0] if self._had_new else self.ring.popitem(last=False)[0]


class FairTurns(Generic[T]):
    """What waits for its turn.

    Args:
        of_source: how many turns a second one source has; the network around it has four times as many.
        of_unknown: how many all sources have together from where no member has come; None: no bound.
    """

    def __init__(self, limits: Limits, of_source: Bound, of_unknown: Bound | None = None) -> None:
        self._limits = limits
        self._of_source = of_source
        self._of_unknown = of_unknown
        self._unknown = None if of_unknown is None else Bucket(limits.bucket(of_unknown), 0.0)
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()  # of sources and networks that had a turn lately
        self._sources: dict[str, _Source[T]] = {}
        self._of: dict[T, _Source[T]] = {}
        self._lanes = {True: _Lane[T](), False: _Lane[T]()}
        self._later: list[tuple[float, int, _Source[T]]] = []  # whose share of this moment is used up, until when
        self._numbers = itertools.count()
        self._known_in_a_row = 0

    def __len__(self) -> int:
        return len(self._of)

    def put(self, item: T, names: tuple[str, str], *, known: bool) -> None:
        """Let `item` wait, of a source and network of these names."""
        source = self._sources.get(names[0])
        if source is None:
            source = self._sources[names[0]] = _Source(names, known)
            lane = self._lanes[known]
            (lane.ring if names[0] in self._buckets else lane.new)[source] = None
        source.items.append(item)
        self._of[item] = source

    def drop(self, item: T) -> None:
        """Let `item` wait no more, if it does."""
        source = self._of.pop(item, None)
        if source is not None:
            source.items.remove(item)

    def take(self, now: float) -> T | None:
        """Take out whose turn it is; None: nobody's, for now."""
        while self._later and self._later[0][0] <= now:
            source = heapq.heappop(self._later)[2]
            self._lanes[source.known].ring[source] = None
        turn = self._known_in_a_row < KNOWN_IN_A_ROW
        for known in (turn, not turn):
            if (chosen := self._next(known, now)) is not None:
                self._known_in_a_row = self._known_in_a_row + 1 if known else 0
                return self._take_from(chosen, now)
        return None

    def due_s(self, now: float) -> float | None:
        """Return in how many seconds to take again, and take note where all have to wait; None: nothing waits."""
        if not self._of:
            return None
        if self._lanes[True] or (self._lanes[False] and self._unknown_due_s(now) <= 0):
            return 0.0
        dues = [self._later[0][0] - now] if self._later else []
        if self._lanes[False] and self._of_unknown is not None:
            self._limits.meet(self._of_unknown)
            dues.append(self._unknown_due_s(now))
        return max(0.0, min(dues, default=0.0))

    def _next(self, known: bool, now: float) -> _Source[T] | None:
        """Return a source of a lane that may have its turn now."""
        lane = self._lanes[known]
        if not known and lane and self._of_unknown is not None and self._unknown_due_s(now) > 0:
            self._limits.meet(self._of_unknown)
            return None
        while lane:
            source = lane.take()
            if not source.items:
                self._forget(source)
            elif (due_s := max(bucket.due_s(now) for bucket in self._buckets_of(source, now))) > 0:
                self._limits.meet(self._of_source)
                heapq.heappush(self._later, (now + due_s, next(self._numbers), source))
            else:
                return source
        return None

    def _take_from(self, source: _Source[T], now: float) -> T:
        for bucket in self._buckets_of(source, now):
            bucket.take(now)
        if not source.known and self._unknown is not None:
            self._unknown.take(now)
        item = source.items.pop()
        del self._of[item]
        if source.items:
            self._lanes[source.known].ring[source] = None
        else:
            self._forget(source)
        return item

    def _forget(self, source: _Source[T]) -> None:
        del self._sources[source.names[0]]

    def _unknown_due_s(self, now: float) -> float:
        return 0.0 if self._unknown is None else self._unknown.due_s(now)

    def _buckets_of(self, source: _Source[T], now: float) -> list[Bucket]:
        near, wide = source.names
        found = [self._bucket(near, lambda: self._limits.bucket(self._of_source), now)]
        if wide != near:
            found.append(self._bucket(wide, lambda: self._limits.bucket(self._of_source, WIDE_SHARE), now))
        return found

    def _bucket(self, name: str, limit: Callable[[], Limit], now: float) -> Bucket:
        bucket = self._buckets.get(name)
        if bucket is None:
            bucket = self._buckets[name] = Bucket(limit(), now)
            if len(self._buckets) > KEYS:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(name)
        return bucket
