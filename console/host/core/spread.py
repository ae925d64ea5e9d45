"""How long something takes, counted by how long: what a histogram of Prometheus needs. No clock."""

from __future__ import annotations

import bisect
from collections.abc import Sequence


class Spread:
    """Counts lengths of time.

    Args:
        bounds: seconds, rising; a length belongs to the first that it is not above.

    Attributes:
        total_s: all lengths together.
    """

    def __init__(self, bounds: Sequence[float]) -> None:
        self.total_s = 0.0
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(bounds) + 1)

    def note(self, seconds: float) -> None:
        """Count one."""
        self.total_s += max(0.0, seconds)
        self._counts[bisect.bisect_left(self._bounds, seconds)] += 1

    def risen(self) -> list[tuple[str, float]]:
        """Return how many were not above each bound, the last of which is +Inf."""
        found, count = [], 0
        for bound, more in zip((*map(str, self._bounds), "+Inf"), self._counts, strict=True):
            count += more
            found.append((bound, float(count)))
        return found
