"""Which limits have been met how often, and when it is time to say so again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from console.host.core.places import UNKNOWN

SAY_EVERY_S = 60.0  # of one limit; what comes between is counted
NAMES = (*UNKNOWN, "descriptors", "request_head", "slow_reader", "downloads")
"""The limits that are counted; whoever watches sees these from the start, at zero."""


class LimitCounts:
    """The limits of one host.

    Args:
        clock: seconds.
        say: is told the name of a limit that is met, and how often it was since the last time.

    Attributes:
        met: how often, by name.
    """

    def __init__(self, clock: Callable[[], float], say: Callable[[str, int], None]) -> None:
        self.met = Counter[str](dict.fromkeys(NAMES, 0))
        self._clock = clock
        self._say = say
        self._said: dict[str, tuple[float, int]] = {}

    def meet(self, limit: str) -> None:
        """Take note that somebody has met the limit of this name."""
        self.met[limit] += 1
        at, before = self._said.get(limit, (float("-inf"), 0))
        if self._clock() - at >= SAY_EVERY_S:
            self._said[limit] = (self._clock(), self.met[limit])
            self._say(limit, self.met[limit] - before)
