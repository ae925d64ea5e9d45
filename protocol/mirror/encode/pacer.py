"""How much may be under way to one receiver: what its link carries in the time an acknowledgement takes. Pure.

Two things are learned from acknowledgements. The *rate*: when an update was waiting while the one before it was
carried, the time between their acknowledgements is what the link (or the receiver's painting) needed for it. The
*delay*: the least time that an update took to be acknowledged. More is let out as long as that costs no time; once
updates wait somewhere, what may be under way is what the rate carries in the delay, and a little more, so that the link
never runs dry.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

FIRST_WINDOW = 32 * 1024  # bytes under way on a link that nothing is known about
LEAST_WINDOW = 8 * 1024  # bytes that are always allowed
MOST_WINDOW = 8 << 20
PICTURE_COST = 4 * 1024  # bytes that a new picture counts for besides its own, since painting takes its time, too
WAIT_S = 0.03  # that an update may wait somewhere on its way
DELAY_KEPT_S = 10.0  # after which the delay is measured anew, for links that become longer
_PAIR_BYTES = 4 * 1024  # an acknowledgement of less says nothing about the rate
_PAIR_STRETCH = 0.8  # the time between leaving over the time between acknowledgements that shows a link at its limit
_WAITED_S = 0.01  # that an update took longer than the quickest did if it had to wait for the one before
_SAMPLE_S = 0.03  # of a link at its limit that make one sample of its rate...
_SAMPLE_BYTES = 12 * 1024  # ...and bytes
_SAMPLES = 7  # of which the median counts, so that neither a hiccup nor what it holds up and then lets go misleads
_GROWTH = 4  # acknowledged bytes that make room for one more, once the rate is known
_SPARE = 0.85  # of what the link carries in its delay that may be under way of what can wait
_SHORTEST_S = 1e-4  # a clock's tick must not make a link infinitely fast
_UNKNOWN_RATE = 1.25e6  # bytes a second: what is assumed at first


class _Sent(NamedTuple):
    update: int
    at_s: float  # when its last piece left
    size: int  # bytes


class Pacer:
    """One receiver's pace. Times are seconds on any clock that never goes back."""

    def __init__(self) -> None:
        self.under_way = 0  # bytes
        self._sent: deque[_Sent] = deque()
        self._window = FIRST_WINDOW
        self._limited = False  # more would have been sent, had there been room
        self._acknowledged: _Sent | None = None  # the latest
        self._acknowledged_at_s = 0.0
        self._rates: deque[float] = deque(maxlen=_SAMPLES)  # bytes a second of a link at its limit
        self._sample = (0.0, 0)  # seconds and bytes of the next one
        self._delay_s = 0.0  # 0 where it isn't known
        self._delay_size = 0  # of the update that took it
        self._delay_at_s = 0.0

    @property
    def rate(self) -> float:
        """Bytes a second that the link carries, as far as that is known."""
        if self._rates:
            return sorted(self._rates)[len(self._rates) // 2]
        return max(_UNKNOWN_RATE, self._window / self._delay_s if self._delay_s else 0.0)

    def has_room(self) -> bool:
        """Say whether something that waits may be sent now."""
        room = not self._sent or self.under_way < self._window
        self._limited = self._limited or not room
        return room

    def is_spare(self) -> bool:
        """Say whether what can wait may be sent now: it never makes what comes next wait."""
        carried = self.rate * self._delay_s if self._rates else self._window // 2
        return not self._sent or self.under_way < _SPARE * carried

    def sent(self, update: int, size: int, now_s: float, *, begins_picture: bool = False) -> None:
        """Note that `size` bytes of `update` leave now; an update may leave in several pieces."""
        size += PICTURE_COST if begins_picture else 0
        self.under_way += size
        if self._sent and self._sent[-1].update == update:
            size += self._sent.pop().size
        self._sent.append(_Sent(update, now_s, size))

    def shown(self, update: int, now_s: float) -> None:
        """Note that the receiver shows `update`, and all before it; one that was never sent is ignored."""
        if not self._sent or not self._sent[0].update <= update <= self._sent[-1].update:
            return
        size = 0
        while self._sent and self._sent[0].update <= update:
            latest = self._sent.popleft()
            size += latest.size
        self.under_way -= size
        self._learn_rate(latest, size, now_s)
        self._adapt(latest, size, now_s)
        self._acknowledged, self._acknowledged_at_s = latest, now_s

    def _learn_rate(self, latest: _Sent, size: int, now_s: float) -> None:
        before = self._acknowledged
        if before is None or size < _PAIR_BYTES or latest.at_s > self._acknowledged_at_s:
            return
        took_s = max(_SHORTEST_S, now_s - self._acknowledged_at_s)
        stretched = latest.at_s - before.at_s < _PAIR_STRETCH * took_s
        if stretched or self._waited_s(latest, now_s) > _WAITED_S:
            self._sample = self._sample[0] + took_s, self._sample[1] + size
            if self._sample[0] >= _SAMPLE_S and self._sample[1] >= _SAMPLE_BYTES:
                self._rates.append(self._sample[1] / self._sample[0])
                self._sample = 0.0, 0

    def _waited_s(self, latest: _Sent, now_s: float) -> float:
        """Return how long `latest` had to wait for others on its way."""
        larger = max(0, latest.size - self._delay_size)
        return now_s - latest.at_s - self._delay_s - (larger / self.rate if self._rates else 0.0)

    def _adapt(self, latest: _Sent, size: int, now_s: float) -> None:
        """Let out more, or less, by how long `latest` had to wait."""
        took_s = max(_SHORTEST_S, now_s - latest.at_s)
        if self._delay_s and now_s - self._delay_at_s > DELAY_KEPT_S:
            self._delay_s = 0.0
            self._window = max(LEAST_WINDOW, self._window // 2)  # so that nothing waits, and the delay shows
        if not self._delay_s or took_s <= self._delay_s:
            self._delay_s, self._delay_at_s, self._delay_size = took_s, now_s, latest.size
        waited_s = self._waited_s(latest, now_s)
        if waited_s > WAIT_S:
            carried = int(self.rate * (self._delay_s + WAIT_S)) if self._rates else self._window // 2
            self._window = max(LEAST_WINDOW, min(self._window, carried))
        elif self._limited and waited_s < _WAITED_S:
            self._window = min(self._window + (size // _GROWTH if self._rates else size), MOST_WINDOW)
        self._limited = False
