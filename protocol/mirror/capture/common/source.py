"""The port of a screen's source: what the pump asks of whatever captures a monitor."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from protocol.mirror.picture.tiles import Picture, Rect

SOURCE_GONE = frozenset({"monitor_gone", "window_gone", "window_hidden", "region_gone", "mirror_effect"})
"""Codes that concern one source only: another one can still be captured, and a hidden window may come back."""


class CaptureUnavailable(Exception):
    """Nothing can be captured, now or any more.

    Attributes:
        code: "no_display", "no_capture", "wayland", "permission", "cast_ended", "failed", or one of SOURCE_GONE.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SourceResized(Exception):
    """The source has another size or place now; the source must be opened anew."""


class MonitorSource(NamedTuple):
    """A monitor; where it has a key, no other one takes its place when monitors come and go."""

    number: int
    key: str = ""  # see `Monitor`


class Monitor(NamedTuple):
    """One monitor of this computer."""

    number: int  # 1, 2, 3... from left to right, then from top to bottom
    name: str  # for people; several may have the same
    rect: Rect  # pixels of the whole desktop; x and y may be negative
    primary: bool
    key: str = ""  # that no other one has; empty: no other one has its name

    @property
    def source(self) -> MonitorSource:
        """What is shared of it."""
        return MonitorSource(self.number, self.key or self.name)


class Window(NamedTuple):
    """One window of this computer's desktop."""

    number: int  # the window system's own
    name: str
    rect: Rect  # pixels of the whole desktop
    process: int  # that it belongs to; 0 where that isn't known


class WindowSource(NamedTuple):
    """A window, wherever it is and whatever covers it."""

    number: int


class RegionSource(NamedTuple):
    """A part of the desktop."""

    rect: Rect  # pixels of the whole desktop


Source = MonitorSource | WindowSource | RegionSource
"""What can be shared."""


class Shape(NamedTuple):
    """How the pointer looks; `pixels` is BGRA, premultiplied, row by row, within content.POINTER_SIDE_LIMIT."""

    width: int
    height: int
    hot_x: int
    hot_y: int
    pixels: bytes


class PointerState(NamedTuple):
    """Where the pointer is, in pixels of the source's picture, and how it looks."""

    x: int
    y: int
    visible: bool  # within the picture, and not hidden
    shape: Shape | None  # None: as it was at the call before


class ScreenSource(Protocol):
    """One source that is captured. Belongs to the thread that opened it, but for `wake`.

    Every method but `wake` and `close` raises CaptureUnavailable when nothing can be captured any more, and
    SourceResized when the source has changed.
    """

    width: int  # pixels
    height: int  # pixels
    title: str  # the monitor's or window's name, the region's size

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until the screen is damaged, the pointer moves, someone calls `wake`, or `timeout_s` is over."""

    def wake(self) -> None:
        """End the `wait` that is going on, or the next one. Any thread; harmless after `close`."""

    def damage(self) -> list[Rect]:
        """Return where the picture may have changed since the last call; the first one returns all of it."""

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy the picture's pixels in `rects` into `frame`, (height, width, 4) BGRX."""

    def pointer(self) -> PointerState:
        """Return where the pointer was last seen, looking again where that is due."""

    def close(self) -> None:
        """Give everything back."""
