"""Paints what was decoded, a stretch at a time, so that the windows stay usable whatever a sender has painted.

What takes long is not known before: some bytes may stand for a whole picture, many times over. So the time is measured,
and what waits is not taken from the decode thread, which then decodes no more, and so slows the sender down.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from protocol.mirror.decode.decoder import Area, Keep
from protocol.mirror.decode.player import Finished

TURN_S = 0.008  # of painting in one turn of the event loop, and one stretch more
STRETCH_PIXELS = 1 << 20  # painted at once
STRETCH_AREAS = 256
BUSY = 0.7  # of its time that the event loop may paint for longer...
BUSY_AT_ONCE_S = 0.1  # ...than this


class Painting:
    """What waits to be painted of one stream. On the event loop's thread.

    Args:
        paint: puts areas into the picture.
        painted: is told once all of it is painted.
        clock: seconds, never going back.
    """

    def __init__(
        self,
        *,
        paint: Callable[[list[Area | Keep]], None],
        painted: Callable[[Finished], None],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._paint = paint
        self._painted = painted
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[Finished] = deque()
        self._begun = 0  # areas of the first of them that are painted
        self._timer: asyncio.TimerHandle | None = None
        self._room_s = BUSY_AT_ONCE_S
        self._counted_s = clock()

    def add(self, finished: Finished) -> None:
        """Paint `finished` after what waits: now, as far as that takes no longer than a turn may."""
        self._waiting.append(finished)
        if self._timer is None:
            self._turn()

    def stop(self) -> None:
        """Paint nothing from now on."""
        self._waiting.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _turn(self) -> None:
        self._timer = None
        begun_s = self._clock()
        self._room_s = min(BUSY_AT_ONCE_S, self._room_s + (begun_s - self._counted_s) * BUSY)
        end_s = begun_s
        while self._waiting and end_s - begun_s < TURN_S:
            self._paint_stretch()
            end_s = self._clock()
        self._room_s -= end_s - begun_s
        self._counted_s = end_s
        if self._waiting:
            self._timer = self._loop.call_later(max(0.0, -self._room_s / BUSY), self._turn)

    def _paint_stretch(self) -> None:
        """Paint some areas of the first that waits; that may end the painting altogether."""
        finished = self._waiting[0]
        stretch: list[Area | Keep] = []
        pixels = 0
        for area in finished.areas[self._begun : self._begun + STRETCH_AREAS]:
            stretch.append(area)
            pixels += area.rect.pixels
            if pixels >= STRETCH_PIXELS:
                break
        self._begun += len(stretch)
        if self._begun == len(finished.areas):
            self._waiting.popleft()
            self._begun = 0
        self._paint(stretch)
        if not self._begun:
            self._painted(finished)
