"""How much of a host those without an account have used today, by where they come from and in all. No I/O, no clock.

Keys cost nothing, so what is counted is the source (`sources`): two keys of one home share what it may use, and the
wider network around it has four times that. A day is one of UTC. It is kept in memory alone: a restart forgets it.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.host.core.limits import (
    GUEST_MEGABYTES_A_DAY,
    GUEST_MEGABYTES_OF_ONE_SOURCE_A_DAY,
    GUEST_MINUTES_A_DAY,
    GUEST_MINUTES_OF_ONE_SOURCE_A_DAY,
    Bound,
    Limits,
)
from console.host.core.sources import WIDE_SHARE, source_of, wide_source_of
from console.host.core.terms import KEYS
from protocol.vocabulary.guests import Spent

DAY_S = 86400
MINUTE_S = 60
MEGABYTE = 1_000_000


@dataclass
class Used:
    """What somebody has used."""

    seconds: float = 0.0
    bytes: int = 0

    def add(self, seconds: float, count: int) -> None:
        """Count more."""
        self.seconds += seconds
        self.bytes += count


class Quota:
    """What has been used today; `now_s` is in seconds since 1970.

    Attributes:
        all: by everybody.
    """

    def __init__(self, limits: Limits) -> None:
        self.all = Used()
        self._limits = limits
        self._day = -1
        self._of: dict[str, Used] = {}  # by source and wider network, whose names differ

    def add(self, address: str, now_s: float, *, seconds: float, count: int) -> None:
        """Count what a session of somebody at `address` has used: time, and bytes."""
        self._turn(now_s)
        self.all.add(seconds, count)
        for name in {source_of(address), wide_source_of(address)}:
            if name not in self._of and len(self._of) >= KEYS:
                del self._of[min(self._of, key=lambda each: (self._of[each].bytes, self._of[each].seconds))]
            self._of.setdefault(name, Used()).add(seconds, count)

    def now(self, now_s: float) -> Used:
        """Return what all have used today."""
        self._turn(now_s)
        return self.all

    def of(self, address: str, now_s: float) -> Used:
        """Return what the source of `address` has used."""
        self._turn(now_s)
        return self._of.get(source_of(address), Used())

    def sources(self, now_s: float) -> int:
        """Return how many sources have used something."""
        self._turn(now_s)
        return sum(name.endswith(("/32", "/64")) for name in self._of)

    def spent(self, address: str, now_s: float) -> tuple[Spent, Bound | None]:
        """Return what is used up for somebody at `address`, and by which limit."""
        self._turn(now_s)
        near, wide = self._of.get(source_of(address), Used()), self._of.get(wide_source_of(address), Used())
        for spent, bound, unit, share in _OF_SOURCES:
            most = self._limits.of(bound) * unit
            if _amount(near, share) >= most or _amount(wide, share) >= WIDE_SHARE * most:
                return spent, bound
        for spent, bound, unit, share in _IN_ALL:
            if _amount(self.all, share) >= self._limits.of(bound) * unit:
                return spent, bound
        return Spent.NOTHING, None

    def _turn(self, now_s: float) -> None:
        """Begin another day where it is one."""
        if (day := int(now_s // DAY_S)) != self._day:
            self._day, self.all, self._of = day, Used(), {}


def _amount(used: Used, share: str) -> float:
    return used.seconds if share == "seconds" else used.bytes


_OF_SOURCES = (
    (Spent.TIME, GUEST_MINUTES_OF_ONE_SOURCE_A_DAY, MINUTE_S, "seconds"),
    (Spent.BYTES, GUEST_MEGABYTES_OF_ONE_SOURCE_A_DAY, MEGABYTE, "bytes"),
)
_IN_ALL = (
    (Spent.ALL_TIME, GUEST_MINUTES_A_DAY, MINUTE_S, "seconds"),
    (Spent.ALL_BYTES, GUEST_MEGABYTES_A_DAY, MEGABYTE, "bytes"),
)
