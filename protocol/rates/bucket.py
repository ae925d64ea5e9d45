"""How often something may come, as whoever receives it counts: so much at once, and so much more each second. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Limit(NamedTuple):
    """What one member may say at once, and how much more each second."""

    at_once: float
    a_second: float


class Bucket:
    """What may be said now of something that is limited.

    Args:
        limit: of it.
        now_s: the time; any clock that never goes back.
    """

    def __init__(self, limit: Limit, now_s: float) -> None:
        self._limit = limit
        self._room = limit.at_once
        self._counted_s = now_s

    def take(self, now_s: float, amount: float = 1) -> bool:
        """Count `amount` and return True, or return False where there is no room for it."""
        self._fill(now_s)
        if self._room < amount:
            return False
        self._room -= amount
        return True

    def due_s(self, now_s: float, amount: float = 1) -> float:
        """Return the seconds until there is room for `amount`."""
        self._fill(now_s)
        return max(0.0, (amount - self._room) / self._limit.a_second)

    def _fill(self, now_s: float) -> None:
        self._room = min(self._limit.at_once, self._room + (now_s - self._counted_s) * self._limit.a_second)
        self._counted_s = now_s
