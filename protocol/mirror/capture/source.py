"""The port of a screen's source: what the pump asks of whatever captures a monitor."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from protocol.mirror.tiles import Picture, Rect


class CaptureUnavailable(Exception):
    """Nothing can be captured, now or any more.

    Attributes:
        code: "no_display", "wayland", "permission", "monitor_gone" or "failed".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SourceResized(Exception):
    """The monitor has another size or place now; the source must be opened anew."""


class Monitor(NamedTuple):
    """One monitor of this computer."""

    number: int  # 1, 2, 3... from left to right, then from top to bottom
    name: str
    rect: Rect  # pixels of the whole desktop; x and y may be negative
    primary: bool


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
    """One monitor that is captured. Belongs to the thread that opened it, but for `wake`.

    Every method but `wake` and `close` raises CaptureUnavailable when nothing can be captured any more, and
    SourceResized when the monitor has changed.
    """

    width: int  # pixels
    height: int  # pixels
    title: str  # the monitor's name

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until the screen is damaged, the pointer moves, someone calls `wake`, or `timeout_s` is over."""

    def wake(self) -> None:
        """End the `wait` that is going on, or the next one. Any thread; harmless after `close`."""

    def damage(self) -> list[Rect]:
        """Return where the screen may have changed since the last call; the first one returns the whole screen."""

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy the screen's pixels in `rects` into `frame`, (height, width, 4) BGRX."""

    def pointer(self) -> PointerState:
        """Return where the pointer was last seen, looking again where that is due."""

    def close(self) -> None:
        """Give everything back."""
