"""Who has to wait before the next login: a name that was tried wrongly too often from one address. No I/O, no clock."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from console.host.core.limits import KEYS, LOCKED_S, LOGIN_FAILURES


@dataclass
class _Tries:
    times: deque[float] = field(default_factory=deque)  # of tries that were not right, or are not decided yet
    locked_until: float = 0.0


class Lockout:
    """Locks a key for `LOCKED_S` after `LOGIN_FAILURES` wrong tries within as long; of the latest `KEYS` keys."""

    def __init__(self) -> None:
        self._of: OrderedDict[Hashable, _Tries] = OrderedDict()

    def begin(self, key: Hashable, now: float) -> bool:
        """Count a try, before anything is compared, and return True; or return False where `key` is locked."""
        tries = self._of.setdefault(key, _Tries())
        self._of.move_to_end(key)
        if len(self._of) > KEYS:
            self._of.popitem(last=False)
        if now < tries.locked_until:
            return False
        while tries.times and tries.times[0] <= now - LOCKED_S:
            tries.times.popleft()
        tries.times.append(now)
        if len(tries.times) >= LOGIN_FAILURES:
            tries.locked_until = now + LOCKED_S
        return True

    def forgive(self, key: Hashable) -> None:
        """Forget the tries of `key`: the last one was right, or could not be compared."""
        self._of.pop(key, None)
