"""Windows and macOS, where nothing tells of damage: looked at by a clock, slower when nothing moves."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import mss
import mss.exception
import numpy as np

from protocol.mirror.capture.common.place import Place, place_of
from protocol.mirror.capture.common.source import (
    CaptureUnavailable,
    Monitor,
    MonitorSource,
    PointerState,
    RegionSource,
    SourceResized,
)
from protocol.mirror.capture.polled.macos import refuse_without_access
from protocol.mirror.capture.polled.win32_pointer import PointerLook, UntoldPointer, Win32Pointer
from protocol.mirror.picture.tiles import Picture, Rect, words
from protocol.notation.names import cleaned

SHORTEST_INTERVAL_S = 1 / 30  # while the picture changes
LONGEST_INTERVAL_S = 1 / 4  # once nothing has changed for a while
_SLOW_DOWN = 1.2  # by which the interval grows with each look that sees no change
_LAYOUT_INTERVAL_S = 2.0  # between two looks at the monitors' sizes


def monitors(open_grabber: Callable[[], Any] = mss.MSS) -> list[Monitor]:
    """List the monitors; see `capture.monitors`."""
    refuse_without_access()
    with _environment_errors(), open_grabber() as grabber:
        rects = [Rect(m["left"], m["top"], m["width"], m["height"]) for m in grabber.monitors[1:]]
        names = [m.get("name") or "" for m in grabber.monitors[1:]]
        primary = [bool(m.get("is_primary", m["left"] == m["top"] == 0)) for m in grabber.monitors[1:]]
    listed = sorted(zip(rects, names, primary, strict=True))
    return [Monitor(n, cleaned(name) or f"{n}", rect, first) for n, (rect, name, first) in enumerate(listed, 1)]


class Subject(Protocol):
    """What is looked at by a clock: a part of the desktop, or a window."""

    look_again_s: float  # between two looks at where it is
    travels: bool  # it may be elsewhere and still be the same

    def find(self) -> Place:
        """Return where it is; raises CaptureUnavailable where it is gone."""

    def grab(self, rect: Rect) -> Picture:
        """Return its picture, (height, width, 4) BGRX; `rect` is where it was found."""

    def close(self) -> None:
        """Give everything back."""


class Pointer(Protocol):
    """Whoever tells of the pointer."""

    def look(self) -> PointerLook:
        """Return where the pointer is, and its shape where that is another one."""


class DesktopPart:
    """A monitor or a region.

    Args:
        source: which.
        open_grabber: opens what takes pictures; a window of ours must be open before, or Windows scales it.
    """

    look_again_s = _LAYOUT_INTERVAL_S
    travels = False

    def __init__(self, source: MonitorSource | RegionSource, open_grabber: Callable[[], Any] = mss.MSS) -> None:
        self._source = source
        self._open_grabber = open_grabber
        self.find()
        with _environment_errors():
            self._grabber = open_grabber()

    def find(self) -> Place:
        """Return where it is on the desktop."""
        return place_of(self._source, monitors(self._open_grabber))

    def grab(self, rect: Rect) -> Picture:
        """Return its picture."""
        left, top, width, height = rect
        with _environment_errors():
            shot = self._grabber.grab({"left": left, "top": top, "width": width, "height": height})
        return np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)

    def close(self) -> None:
        """Give the grabber back."""
        self._grabber.close()


class PollingSource:
    """A subject, looked at by a clock; see `capture.ScreenSource`.

    Args:
        subject: what is looked at; closed with this.
        pointer: tells of the pointer.
        clock: seconds, never going back.
    """

    def __init__(
        self, subject: Subject, *, pointer: Pointer | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._subject = subject
        self._pointer = pointer or (Win32Pointer() if sys.platform == "win32" else UntoldPointer())
        self._clock = clock
        self._found = subject.find()
        self.title, (_, _, self.width, self.height) = self._found
        self._woken = threading.Event()
        self._interval_s = SHORTEST_INTERVAL_S
        self._found_s = clock()
        self._tick_s = clock() + self._interval_s  # when it is time to look again
        self._due = True

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
        if now_s >= self._found_s + self._subject.look_again_s:
            self._found_s = now_s
            self._follow()

    def wake(self) -> None:
        """End a `wait`."""
        self._woken.set()

    def damage(self) -> list[Rect]:
        """Return the whole screen whenever it is time to look."""
        return [Rect(0, 0, self.width, self.height)] if self._due else []

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy pixels, and learn how soon to look again."""
        self._due = False
        pixels = self._subject.grab(self._found.rect)
        if pixels.shape[:2] != (self.height, self.width):
            raise SourceResized
        changed = not np.array_equal(words(pixels), words(frame))
        self._interval_s = SHORTEST_INTERVAL_S if changed else min(LONGEST_INTERVAL_S, self._interval_s * _SLOW_DOWN)
        self._tick_s = self._clock() + self._interval_s
        for rect in rects:
            rect.within(frame)[:] = rect.within(pixels)

    def pointer(self) -> PointerState:
        """Return where the pointer is, and its shape where that is another one."""
        place, shape = self._pointer.look()
        if place is None:
            return PointerState(0, 0, False, shape)
        x, y = place[0] - self._found.rect.x, place[1] - self._found.rect.y
        visible = 0 <= x < self.width and 0 <= y < self.height
        return PointerState(x, y, True, shape) if visible else PointerState(0, 0, False, shape)

    def close(self) -> None:
        """Give everything back."""
        self._subject.close()

    def _follow(self) -> None:
        """Take in where the subject is now."""
        found = self._subject.find()
        if found.rect[2:] != self._found.rect[2:] or (found != self._found and not self._subject.travels):
            raise SourceResized
        self._found = found


@contextlib.contextmanager
def _environment_errors() -> Iterator[None]:
    try:
        yield
    except (mss.exception.ScreenShotError, OSError) as error:
        raise CaptureUnavailable("failed") from error
