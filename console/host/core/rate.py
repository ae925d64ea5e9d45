"""The sliding window that rates are measured with. Pure."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable

from console.host.core.terms import KEYS

MINUTE_S = 60.0


class Rate:
    """At most `count` events a minute for each key; remembers those of the last minute, at most `KEYS`, the latest."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._times: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def full(self, key: Hashable, now: float) -> bool:
        """Return whether `key` has had its share of the last minute."""
        times = self._times.get(key)
        if times is None:
            return False
        while times and times[0] <= now - MINUTE_S:
            times.popleft()
        return len(times) >= self._count

    def note(self, key: Hashable, now: float) -> None:
        """Count an event."""
        self._times.setdefault(key, deque(maxlen=self._count)).append(now)
        self._times.move_to_end(key)
        while len(self._times) > KEYS or self._oldest() <= now - MINUTE_S:
            self._times.popitem(last=False)

    def _oldest(self) -> float:
        """Return when the key that was counted longest ago was counted last."""
        times = next(iter(self._times.values()))
        return times[-1] if times else float("-inf")

    def take(self, key: Hashable, now: float) -> bool:
        """Count an event and return True, or return False where `key` has had its share."""
        if self.full(key, now):
            return False
        self.note(key, now)
        return True

    def give_back(self, key: Hashable) -> None:
        """Forget the latest event of `key`: it was none after all."""
        times = self._times.get(key)
        if times:
            times.pop()
        if times is not None and not times:
            del self._times[key]
