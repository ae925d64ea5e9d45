"""How much may be under way to one receiver: about what its link carries in the time an acknowledgement takes. Pure."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

UNDER_WAY_BYTES = 32 * 1024  # always allowed, so that a quiet link is never waited for
UNDER_WAY_UPDATES = 2  # always allowed, so that encoding, sending and painting overlap
UPDATES_A_SECOND = 60
_RATE_SAMPLES = 12  # acknowledgements of which the fastest counts
_DELAY_KEPT_S = 10.0  # for which the shortest delay counts


class _Sent(NamedTuple):
    update: int
    at_s: float  # when its first piece left
    size: int  # bytes
    shown_before: int  # bytes acknowledged when it was sent
    shown_at_s: float  # when that was


class Pacer:
    """One receiver's pace. Times are seconds on any clock that never goes back."""

    def __init__(self) -> None:
        self.under_way = 0  # bytes
        self._sent: deque[_Sent] = deque()
        self._shown = 0  # bytes acknowledged
        self._shown_at_s = 0.0
        self._rates: deque[float] = deque(maxlen=_RATE_SAMPLES)  # bytes a second
        self._delay_s = 0.0
        self._delay_at_s = 0.0

    def has_room(self) -> bool:
        """Say whether another update may be sent now."""
        if not self._sent:
            return True
        updates = max(UNDER_WAY_UPDATES, 1 + round(self._delay_s * UPDATES_A_SECOND))
        size = max(UNDER_WAY_BYTES, max(self._rates, default=0.0) * self._delay_s)
        return len(self._sent) < updates and self.under_way < size

    def sent(self, update: int, size: int, now_s: float) -> None:
        """Note that `size` bytes of `update` leave now; an update may leave in several pieces."""
        self.under_way += size
        if self._sent and self._sent[-1].update == update:
            self._sent[-1] = self._sent[-1]._replace(size=self._sent[-1].size + size)
            return
        if not self._sent:
            self._shown_at_s = now_s
        self._sent.append(_Sent(update, now_s, size, self._shown, self._shown_at_s))

    def shown(self, update: int, now_s: float) -> None:
        """Note that the receiver shows `update`, and all before it; one that was never sent is ignored."""
        while self._sent and self._sent[0].update <= update:
            sent = self._sent.popleft()
            self.under_way -= sent.size
            self._shown += sent.size
            self._learn(sent, now_s)
            self._shown_at_s = now_s

    def _learn(self, sent: _Sent, now_s: float) -> None:
        delay_s = max(1e-4, now_s - sent.at_s)
        if delay_s <= self._delay_s or not self._delay_s or now_s - self._delay_at_s > _DELAY_KEPT_S:
            self._delay_s, self._delay_at_s = delay_s, now_s
        self._rates.append((self._shown - sent.shown_before) / max(1e-4, now_s - sent.shown_at_s))
