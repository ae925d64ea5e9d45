"""How much may be under way to one receiver: about what its link carries in the time an acknowledgement takes. Pure."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

UNDER_WAY_BYTES = 32 * 1024  # always allowed, so that a quiet link is never waited for
UNDER_WAY_UPDATES = 2  # always allowed, so that encoding, sending and painting overlap
OVERLAP_S = 0.02  # of the link's time that is always allowed, for the same reason
_RATE_SAMPLES = 12  # acknowledgements of which the fastest counts
_DELAY_DRIFT = 1.05  # by which the delay may grow with each sample, for links that become slower
_SHORTEST_S = 1e-4  # a clock's tick must not make a link infinitely fast


class _Sent(NamedTuple):
    update: int
    at_s: float  # when its first piece left
    size: int  # bytes
    alone: bool  # nothing else was under way
    shown_before: tuple[int, int]  # updates and bytes acknowledged when it was sent
    shown_at_s: float  # when that was


class Pacer:
    """One receiver's pace. Times are seconds on any clock that never goes back."""

    def __init__(self) -> None:
        self.under_way = 0  # bytes
        self._sent: deque[_Sent] = deque()
        self._shown = (0, 0)  # updates and bytes acknowledged
        self._shown_at_s = 0.0
        self._rates: deque[tuple[float, float]] = deque([(0.0, 0.0)], maxlen=_RATE_SAMPLES)  # updates, bytes a second
        self._delay_s = 0.0  # until a small update that leaves alone is acknowledged; 0 where that isn't known

    def has_room(self) -> bool:
        """Say whether another update may be sent now."""
        if not self._sent:
            return True
        updates = max(UNDER_WAY_UPDATES, 1 + round(self._delay_s * max(rate for rate, _ in self._rates)))
        size = max(UNDER_WAY_BYTES, max(self._delay_s, OVERLAP_S) * max(rate for _, rate in self._rates))
        return len(self._sent) < updates and self.under_way < size

    def sent(self, update: int, size: int, now_s: float) -> None:
        """Note that `size` bytes of `update` leave now; an update may leave in several pieces."""
        self.under_way += size
        if self._sent and self._sent[-1].update == update:
            self._sent[-1] = self._sent[-1]._replace(size=self._sent[-1].size + size)
            return
        alone = not self._sent
        if alone:
            self._shown_at_s = now_s
        self._sent.append(_Sent(update, now_s, size, alone, self._shown, self._shown_at_s))

    def shown(self, update: int, now_s: float) -> None:
        """Note that the receiver shows `update`, and all before it; one that was never sent is ignored."""
        if not self._sent or update > self._sent[-1].update:
            return
        while self._sent and self._sent[0].update <= update:
            sent = self._sent.popleft()
            self.under_way -= sent.size
            self._shown = self._shown[0] + 1, self._shown[1] + sent.size
            self._learn(sent, now_s)
            self._shown_at_s = now_s

    def _learn(self, sent: _Sent, now_s: float) -> None:
        if sent.alone and sent.size <= UNDER_WAY_BYTES:
            delay_s = max(_SHORTEST_S, now_s - sent.at_s)
            self._delay_s = min(delay_s, self._delay_s * _DELAY_DRIFT or delay_s)
        took_s = max(_SHORTEST_S, now_s - sent.shown_at_s)
        updates, size = (now - before for now, before in zip(self._shown, sent.shown_before, strict=True))
        self._rates.append((updates / took_s, size / took_s))
