"""The light: what the customer's acknowledgements and viewer tell of the picture they see. Pure but for its clock."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from protocol.mirror.picture.tiles import Picture
from protocol.vocabulary.content import USUAL_WISH, MirrorView, PictureWish

RATE_S = 3.0  # over which the rate is taken
BEHIND_S = 1.0  # the customer sees the picture later than they should
FAR_BEHIND_S = 5.0
_DELAYS = 5  # acknowledgements of which the median is said


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the light says now."""

    delay_ms: int | None  # from the captured picture to its acknowledgement; None: nothing was acknowledged yet
    kbit_s: int  # that have arrived at the customer, of late
    behind_s: float  # age of the oldest picture that the customer has not seen yet; 0: they see everything
    view: MirrorView | None  # what the viewer says; None: nothing yet
    wish: PictureWish = USUAL_WISH  # how the customer wants the picture

    @property
    def colour(self) -> str:
        """The theme's colour of the dot."""
        late_s = max(self.behind_s, (self.delay_ms or 0) / 1000)
        if late_s > FAR_BEHIND_S:
            return "danger"
        minimised = self.view is not None and not self.view.visible
        return "amber" if minimised or late_s > BEHIND_S else "success"


class Light:
    """Watches one share.

    Args:
        clock: seconds, never going back.

    Attributes:
        picture: what the customer was sent, small, as it was when last asked for; BGRX.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.picture: Picture | None = None
        self._clock = clock
        self._view: MirrorView | None = None
        self._wish = USUAL_WISH
        self._under_way: deque[tuple[int, int, float]] = deque()  # stream, update, when; the pump's pace bounds it
        self._sizes: dict[tuple[int, int], int] = {}  # bytes of each update under way
        self._delays_s: deque[float] = deque(maxlen=_DELAYS)
        self._arrived: deque[tuple[float, int]] = deque()  # when, bytes; of RATE_S

    def captured(self, stream: int, update: int, size: int) -> None:
        """Note that `size` more bytes of an update are there to be sent."""
        if (stream, update) not in self._sizes:
            self._under_way.append((stream, update, self._clock()))
        self._sizes[stream, update] = self._sizes.get((stream, update), 0) + size

    def shown(self, stream: int, update: int) -> None:
        """Note that the customer sees an update, and so all before it; one that was never sent is ignored."""
        if (stream, update) not in self._sizes:
            return
        now_s = self._clock()
        while self._under_way and self._under_way[0][:2] <= (stream, update):
            *key, at_s = self._under_way.popleft()
            self._arrived.append((now_s, self._sizes.pop((key[0], key[1]))))
        self._delays_s.append(now_s - at_s)
        self._forget_old(now_s)

    def seen(self, view: MirrorView) -> None:
        """Note what the viewer says of its window."""
        self._view = view

    def wished(self, wish: PictureWish) -> None:
        """Note how the customer wants the picture."""
        self._wish = wish

    def hidden(self) -> None:
        """Forget what was under way: it will not be acknowledged."""
        self._under_way.clear()
        self._sizes.clear()
        self._delays_s.clear()
        self._arrived.clear()

    def pictured(self, pixels: Picture) -> None:
        """Keep the small picture of what the customer was sent."""
        self.picture = pixels

    def reading(self) -> Reading:
        """Return what the light says now."""
        now_s = self._clock()
        self._forget_old(now_s)
        delays_s = sorted(self._delays_s)
        return Reading(
            delay_ms=round(1000 * delays_s[len(delays_s) // 2]) if delays_s else None,
            kbit_s=round(sum(size for _, size in self._arrived) * 8 / 1000 / RATE_S),
            behind_s=now_s - self._under_way[0][2] if self._under_way else 0.0,
            view=self._view,
            wish=self._wish,
        )

    def _forget_old(self, now_s: float) -> None:
        while self._arrived and self._arrived[0][0] < now_s - RATE_S:
            self._arrived.popleft()
