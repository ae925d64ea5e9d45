"""How fast tries at one password may follow each other: slower with each wrong one, and never not at all. Pure.

Nobody can be locked out: a try that comes too early is not counted, and there is a longest wait.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from console.host.core.terms import LOGIN_DELAYS_KEPT_S

FIRST_S = 1.0
SLOTS = 1 << 16
"""How many keys are told apart. Those that share a slot wait for each other; nothing that is tried pushes one out."""


@dataclass
class _Tries:
    count: int = 0  # that were not right, or are not decided yet
    last: float = 0.0
    until: float = 0.0  # no other one begins before


class Delays:
    """Makes tries at one key wait: after `free` of them 1 s, 2 s, 4 s ... `longest_s`; forgets after a while.

    Keys have a text in them, whose hash this process alone can compute: nobody finds two that share a slot.
    """

    def __init__(self, *, longest_s: float, free: int = 0) -> None:
        self._longest_s = longest_s
        self._free = free
        self._of: dict[int, _Tries] = {}

    def begin(self, key: Hashable, now: float) -> float:
        """Count a try, before anything is compared, and return 0; or return how many seconds it comes too early."""
        slot = hash(key) % SLOTS
        tries = self._of.get(slot)
        if tries is None or now >= max(tries.last + LOGIN_DELAYS_KEPT_S, tries.until):
            tries = self._of[slot] = _Tries()
        if now < tries.until:
            return tries.until - now
        tries.count += 1
        tries.last = now
        if tries.count > self._free:
            doublings = min(tries.count - self._free - 1, 16)
            tries.until = now + min(FIRST_S * 2**doublings, self._longest_s)
        return 0.0

    def give_back(self, key: Hashable) -> None:
        """Take a try back: it was right, or nothing was compared."""
        slot = hash(key) % SLOTS
        tries = self._of.get(slot)
        if tries is not None:
            tries.count -= 1
            if tries.count <= 0:
                del self._of[slot]
