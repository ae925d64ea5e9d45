"""Monitors of Windows and macOS, where nothing tells of damage: looked at by a clock, slower when nothing moves."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import mss
import mss.exception
import numpy as np

from protocol.mirror.capture.arrow import ARROW
from protocol.mirror.capture.place import Place, place_of
from protocol.mirror.capture.source import (
    CaptureUnavailable,
    Monitor,
    MonitorSource,
    PointerState,
    RegionSource,
    SourceResized,
)
from protocol.mirror.tiles import Picture, Rect

SHORTEST_INTERVAL_S = 1 / 30  # while the picture changes
LONGEST_INTERVAL_S = 1 / 4  # once nothing has changed for a while
_SLOW_DOWN = 1.2  # by which the interval grows with each look that sees no change
_LAYOUT_INTERVAL_S = 2.0  # between two looks at the monitors' sizes

Point = tuple[int, int]  # pixels of the whole desktop


def monitors(open_grabber: Callable[[], Any] = mss.MSS) -> list[Monitor]:
    """List the monitors; see `capture.monitors`."""
    _refuse_without_permission()
    with _environment_errors(), open_grabber() as grabber:
        rects = [Rect(m["left"], m["top"], m["width"], m["height"]) for m in grabber.monitors[1:]]
        names = [m.get("name") or "" for m in grabber.monitors[1:]]
        primary = [bool(m.get("is_primary", m["left"] == m["top"] == 0)) for m in grabber.monitors[1:]]
    listed = sorted(zip(rects, names, primary, strict=True))
    return [Monitor(n, name or f"{n}", rect, first) for n, (rect, name, first) in enumerate(listed, 1)]


def pointer_place() -> Point | None:
    """Return where Windows says the pointer is; None where it can't be asked."""
    if sys.platform != "win32":
        return None
    from ctypes import wintypes

    point = wintypes.POINT()
    if not ctypes.windll.user32.GetCursorPos(ctypes.byref(point)):
        return None  # the desktop is locked
    return point.x, point.y


class PollingSource:
    """One monitor or region, looked at by a clock; see `capture.ScreenSource`.

    Args:
        source: which.
        open_grabber: opens what takes pictures; a window of ours must be open before, or Windows scales it.
        place: says where the pointer is.
        clock: seconds, never going back.
    """

    def __init__(
        self,
        source: MonitorSource | RegionSource,
        *,
        open_grabber: Callable[[], Any] = mss.MSS,
        place: Callable[[], Point | None] = pointer_place,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._open_grabber = open_grabber
        self._place = place
        self._clock = clock
        self._found = self._find()
        self.title, (_, _, self.width, self.height) = self._found
        with _environment_errors():
            self._grabber = open_grabber()
        self._woken = threading.Event()
        self._interval_s = SHORTEST_INTERVAL_S
        self._layout_s = clock()
        self._tick_s = clock() + self._interval_s  # when it is time to look again
        self._due = True
        self._arrow_said = False

    @property
    def rect(self) -> Rect:
        """Which part of the desktop this is."""
        return self._found.rect

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until it is time to look again."""
        left_s = max(0.0, self._tick_s - self._clock())
        self._woken.wait(left_s if timeout_s is None else min(left_s, timeout_s))
        self._woken.clear()
        now_s = self._clock()
        if now_s >= self._tick_s:
            self._due = True
            self._tick_s = now_s + self._interval_s  # not sooner even if nobody looks
        if now_s >= self._layout_s + _LAYOUT_INTERVAL_S:
            self._layout_s = now_s
            if self._find() != self._found:
                raise SourceResized

    def wake(self) -> None:
        """End a `wait`."""
        self._woken.set()

    def damage(self) -> list[Rect]:
        """Return the whole screen whenever it is time to look."""
        return [Rect(0, 0, self.width, self.height)] if self._due else []

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy pixels, and learn how soon to look again."""
        self._due = False
        left, top, width, height = self._found.rect
        with _environment_errors():
            shot = self._grabber.grab({"left": left, "top": top, "width": width, "height": height})
        if (shot.width, shot.height) != (width, height):
            raise SourceResized
        pixels = np.frombuffer(shot.raw, np.uint8).reshape(height, width, 4)
        changed = not np.array_equal(pixels.view(np.uint32), frame.view(np.uint32))
        self._interval_s = SHORTEST_INTERVAL_S if changed else min(LONGEST_INTERVAL_S, self._interval_s * _SLOW_DOWN)
        self._tick_s = self._clock() + self._interval_s
        for rect in rects:
            rect.within(frame)[:] = rect.within(pixels)

    def pointer(self) -> PointerState:
        """Return where the pointer is, as an arrow."""
        place = self._place()
        if place is None:
            return PointerState(0, 0, False, None)
        shape, self._arrow_said = None if self._arrow_said else ARROW, True
        x, y = place[0] - self._found.rect.x, place[1] - self._found.rect.y
        visible = 0 <= x < self.width and 0 <= y < self.height
        return PointerState(x, y, True, shape) if visible else PointerState(0, 0, False, shape)

    def close(self) -> None:
        """Give the grabber back."""
        self._grabber.close()

    def _find(self) -> Place:
        return place_of(self._source, monitors(self._open_grabber))


@contextlib.contextmanager
def _environment_errors() -> Iterator[None]:
    try:
        yield
    except (mss.exception.ScreenShotError, OSError) as error:
        raise CaptureUnavailable("failed") from error


def _refuse_without_permission() -> None:
    """Refuse where macOS would show the wallpaper only."""
    if sys.platform != "darwin":
        return
    graphics = ctypes.CDLL(ctypes.util.find_library("CoreGraphics"))
    graphics.CGPreflightScreenCaptureAccess.restype = ctypes.c_bool
    if not graphics.CGPreflightScreenCaptureAccess():
        graphics.CGRequestScreenCaptureAccess()  # the system asks the user, once
        raise CaptureUnavailable("permission")
