"""How much a sender may have painted: no more than an honest one captures. Pure but for its clock.

Some bytes of the stream can stand for many pictures, since it may say "the same again". So what is painted is counted,
not what arrives: at most `PICTURES_A_SECOND` whole pictures, as a sender captures that often at most, and as much kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from protocol.mirror.decode.decoder import Area, BadUpdate, Keep
from protocol.mirror.picture.tiles import CELL

PICTURES_A_SECOND = 60.0
PICTURES_AT_ONCE = 900.0  # that may come in one go: 15 s of them, for which a link may stand still
LEAST_PICTURE = 640 * 480  # pixels that a smaller picture counts as
LEAST_AREA = CELL * CELL  # pixels that a smaller area counts as: each takes its time, however small it is


class PaintBudget:
    """What one stream for a screen of `width` x `height` pixels may still have painted and kept."""

    def __init__(self, width: int, height: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._picture = max(LEAST_PICTURE, width * height)
        self._clock = clock
        self._counted_s = clock()
        self._room = {Area: PICTURES_AT_ONCE, Keep: PICTURES_AT_ONCE}

    def take(self, areas: Iterable[Area | Keep]) -> None:
        """Count `areas`.

        Raises:
            BadUpdate: no honest sender makes so much.
        """
        now_s = self._clock()
        more = (now_s - self._counted_s) * PICTURES_A_SECOND
        self._counted_s = now_s
        for kind, room in self._room.items():
            self._room[kind] = min(PICTURES_AT_ONCE, room + more)
        for area in areas:
            self._room[type(area)] -= max(LEAST_AREA, area.rect.pixels) / self._picture
        if min(self._room.values()) < 0:
            raise BadUpdate("more pictures than anybody captures")
