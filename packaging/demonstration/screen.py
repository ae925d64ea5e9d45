"""Look at an X display from outside, and measure how long a change on one takes to be seen on another."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path

import mss
import mss.tools
import numpy as np

from demonstration import marks
from demonstration.marks import Picture, Place
from demonstration.sight import Box

LOOK_EVERY_S = 0.002
NOWHERE = Box(0, 0, 0, 0)


class Screen:
    """A display's picture; used by the thread that made it alone."""

    def __init__(self, display: str) -> None:
        self._grabber = mss.MSS(display=display, backend="xshmgetimage")
        whole = self._grabber.monitors[0]
        self.width, self.height = int(whole["width"]), int(whole["height"])

    def picture(self) -> Picture:
        """Return the whole screen as it is now."""
        return self._look(0, 0, self.width, self.height)

    def mark(self, place: Place) -> int | None:
        """Return the number that the row of marks at `place` tells now."""
        return marks.read(self._look(place.x, place.y, marks.WIDTH, marks.SQUARE))

    def save(self, file: Path, *, left: int = 0, top: int = 0, width: int = 0, height: int = 0) -> None:
        """Write a part of the screen, or all of it, to `file` as PNG."""
        left, top = max(left, 0), max(top, 0)
        width, height = min(width or self.width, self.width - left), min(height or self.height, self.height - top)
        shot = self._grabber.grab({"left": left, "top": top, "width": width, "height": height})
        mss.tools.to_png(shot.rgb, shot.size, output=str(file))

    def close(self) -> None:
        """Let go of the display."""
        self._grabber.close()

    def _look(self, left: int, top: int, width: int, height: int) -> Picture:
        shot = self._grabber.grab({"left": left, "top": top, "width": width, "height": height})
        return np.frombuffer(shot.raw, np.uint8).reshape(height, width, 4)


class DelayMeter:
    """Watches the marks of two displays for a while and notes when each number is first seen on either."""

    def __init__(self, *, source: str, mirror: str, place: Place, watch_s: float) -> None:
        self._displays = (source, mirror)
        self._place = place
        self._watch_s = watch_s

    def run(self) -> list[float]:
        """Watch, and return for each number that both displays showed how much later the mirror did, in seconds."""
        screens = [Screen(display) for display in self._displays]
        source, mirror = seen = ({}, {})  # type: tuple[dict[int, float], dict[int, float]]
        end = time.monotonic() + self._watch_s
        try:
            while time.monotonic() < end:
                for screen, times in zip(screens, seen, strict=True):
                    number = screen.mark(self._place)
                    if number is not None:
                        times.setdefault(number, time.monotonic())
                time.sleep(LOOK_EVERY_S)
        finally:
            for screen in screens:
                screen.close()
        # The first number may have been there already, so when it came is not known.
        return [mirror[number] - source[number] for number in list(source)[1:] if number in mirror]


def percentile_ms(delays_s: list[float], percent: int) -> float | None:
    """Return the smallest delay, in milliseconds, that `percent` of all do not exceed; None of nothing."""
    if not delays_s:
        return None
    return round(sorted(delays_s)[math.ceil(len(delays_s) * percent / 100) - 1] * 1000, 1)


def stopwatch() -> Callable[[], float]:
    """Return a function that tells how many seconds have passed since now."""
    begun = time.monotonic()
    return lambda: round(time.monotonic() - begun, 3)


def same(one: Picture, other: Picture, *, leave_out: tuple[int, int, int] | None = None, box: Box = NOWHERE) -> bool:
    """Return whether two pictures agree in every pixel, but for a square (centre x, centre y, side) and a box."""
    if one.shape != other.shape:
        return False
    differ = (one[..., :3] != other[..., :3]).any(axis=2)
    if leave_out is not None:
        x, y, side = leave_out
        differ[max(y - side // 2, 0) : y + side // 2, max(x - side // 2, 0) : x + side // 2] = False
    differ[max(box.y, 0) : max(box.y + box.height, 0), max(box.x, 0) : max(box.x + box.width, 0)] = False
    return not differ.any()
