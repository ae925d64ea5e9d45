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
import numpy.typing as npt

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

POINTER_INTERVAL_S = 1 / 60  # between two looks at the pointer
SHORTEST_INTERVAL_S = 1 / 30  # while the picture changes, and after input
LONGEST_INTERVAL_S = 1 / 4  # once nothing has changed for a while
_STRIPE = 32  # rows that are compared at once
_SLOW_DOWN = 1.2  # by which the interval grows with each look that sees no change
_LAYOUT_INTERVAL_S = 2.0  # between two looks at the monitors' sizes


def monitors(open_grabber: Callable[[], Any] = mss.MSS) -> list[Monitor]:
    """List the monitors; see `capture.monitors`."""
    refuse_without_access()
    with _environment_errors(), open_grabber() as grabber:
        told = list(grabber.monitors[1:])
    rects = [Rect(m["left"], m["top"], m["width"], m["height"]) for m in told]
    listed = sorted(zip(rects, range(len(told)), _keys(told, rects), strict=True))
    return [
        Monitor(n, cleaned(told[at].get("name") or "") or f"{n}", rect, _is_primary(told[at]), key)
        for n, (rect, at, key) in enumerate(listed, 1)
    ]


def _keys(told: list[dict[str, Any]], rects: list[Rect]) -> list[str]:
    """Return what no other monitor has, for each: the system's own identity, else a name of its own, else its place.

    Most monitors have the same name on Windows ("Generic PnP Monitor"). Who has only its place is taken for gone as
    soon as that is another one; a single monitor without a name needs no key.
    """
    identities = [str(m.get("unique_id") or "") for m in told]
    names = [str(m.get("name") or "") for m in told]
    places = ["" if len(told) == 1 else f"{tuple(rect)}" for rect in rects]
    return [
        next((key for key, among in ((identity, identities), (name, names)) if key and among.count(key) == 1), place)
        for identity, name, place in zip(identities, names, places, strict=True)
    ]


def _is_primary(told: dict[str, Any]) -> bool:
    return bool(told.get("is_primary", told["left"] == told["top"] == 0))


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
    """Whoever tells of the pointer, and of mouse and keyboard."""

    tells: bool  # anything at all

    def look(self) -> PointerLook:
        """Return where the pointer is, and its shape where that is another one."""

    def input_tick(self) -> int:
        """Return a number that is another one after each input."""


class DesktopPart:
    """A monitor or a region.

    Args:
        source: which.
        open_grabber: opens what takes pictures; a window of ours must be open before, or Windows scales it.
    """

    look_again_s = _LAYOUT_INTERVAL_S
    travels = False

    def __init__(self, source: MonitorSource | RegionSource, open_grabber: Callable[[], Any] = mss.MSS) -> None:
        _keep_pointer_still()
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
        self._place, self._shape = self._pointer.look()
        self._input = self._pointer.input_tick()
        self._stripe = 0  # where the last change was found

    @property
    def rect(self) -> Rect:
        """Which part of the desktop this is."""
        return self._found.rect

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until it is time to look again, or the pointer has moved."""
        end_s = self._clock() + (float("inf") if timeout_s is None else timeout_s)
        while not self._sleep(end_s) and not self._has_input():
            pass
        now_s = self._clock()
        if now_s >= self._tick_s:
            self._due = True
            self._skip_missed(now_s)  # not sooner even if nobody looks
        if now_s >= self._found_s + self._subject.look_again_s:
            self._found_s = now_s
            self._follow()

    def _sleep(self, end_s: float) -> bool:
        """Sleep until the next look at the pointer, at most; return whether the wait is over."""
        left_s = max(0.0, min(self._tick_s, end_s) - self._clock())
        woken = self._woken.wait(min(left_s, POINTER_INTERVAL_S) if self._pointer.tells else left_s)
        if woken:
            self._woken.clear()
        return woken or self._clock() >= min(self._tick_s, end_s)

    def _skip_missed(self, now_s: float) -> None:
        """Look next at a beat that is still to come: the beat is fixed, whatever a look costs."""
        if now_s >= self._tick_s:
            self._tick_s += (1 + (now_s - self._tick_s) // self._interval_s) * self._interval_s

    def _has_input(self) -> bool:
        """Look at the pointer and for input, and at the picture soon where there was any: it is about to change."""
        moved, tick = self._look_at_pointer(), self._pointer.input_tick()
        if moved or tick != self._input:
            self._input = tick
            self._interval_s = SHORTEST_INTERVAL_S
            self._tick_s = min(self._tick_s, self._clock() + SHORTEST_INTERVAL_S)
        return moved

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
        changed = self._has_changed(words(pixels), words(frame))
        before_s = self._interval_s
        self._interval_s = SHORTEST_INTERVAL_S if changed else min(LONGEST_INTERVAL_S, before_s * _SLOW_DOWN)
        self._tick_s += self._interval_s - before_s
        self._skip_missed(self._clock())
        for rect in rects:
            rect.within(frame)[:] = rect.within(pixels)

    def pointer(self) -> PointerState:
        """Return where the pointer is, and its shape where that is another one."""
        self._look_at_pointer()
        place, shape, self._shape = self._place, self._shape, None
        if place is None:
            return PointerState(0, 0, False, shape)
        x, y = place[0] - self._found.rect.x, place[1] - self._found.rect.y
        visible = 0 <= x < self.width and 0 <= y < self.height
        return PointerState(x, y, True, shape) if visible else PointerState(0, 0, False, shape)

    def close(self) -> None:
        """Give everything back."""
        self._subject.close()

    def _look_at_pointer(self) -> bool:
        """Take in where the pointer is and how it looks; return whether anything is another one."""
        before, (self._place, shape) = self._place, self._pointer.look()
        self._shape = shape or self._shape
        return self._place != before or shape is not None

    def _has_changed(self, now: npt.NDArray[np.uint32], before: npt.NDArray[np.uint32]) -> bool:
        """Say whether two pictures differ; looked at by stripes, first where they did the last time."""
        for top in (self._stripe, *range(0, self.height, _STRIPE)):
            if not np.array_equal(now[top : top + _STRIPE], before[top : top + _STRIPE]):
                self._stripe = top
                return True
        return False

    def _follow(self) -> None:
        """Take in where the subject is now."""
        found = self._subject.find()
        if found.rect[2:] != self._found.rect[2:] or (found != self._found and not self._subject.travels):
            raise SourceResized
        self._found = found


def _keep_pointer_still() -> None:
    """Have Windows not take the pointer from the screen for each picture, as it does for layered windows.

    They are in what is read anyway, since the desktop is composed; mss reads its constant at each picture.
    """
    if sys.platform == "win32":
        from mss.windows import gdi

        gdi.CAPTUREBLT = 0


@contextlib.contextmanager
def _environment_errors() -> Iterator[None]:
    try:
        yield
    except (mss.exception.ScreenShotError, OSError) as error:
        raise CaptureUnavailable("failed") from error
