"""A Wayland desktop: frames of what its user has chosen in the desktop's own dialog.

Which part of a frame has changed is not told; whoever encodes it compares. The pointer is in no frame and nobody tells
where it is.
"""

from __future__ import annotations

import threading

from protocol.mirror.capture.cast import Cast, Frame
from protocol.mirror.capture.common.source import CaptureUnavailable, PointerState, SourceResized
from protocol.mirror.picture.tiles import Picture, Rect


class CastSource:
    """The latest frame of a cast; see `capture.ScreenSource`.

    Args:
        cast: which; None: it has ended.

    Raises:
        CaptureUnavailable: "cast_ended".
    """

    def __init__(self, cast: Cast | None) -> None:
        frame = None if cast is None else cast.frame
        if cast is None or frame is None:
            raise CaptureUnavailable("cast_ended")
        self.width, self.height, self.title = frame.width, frame.height, cast.title
        self._cast = cast
        self._taken: Frame | None = None
        self._pixels: Picture | None = None
        self._woken = threading.Event()
        cast.watch(self.wake)

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until the desktop sends a frame."""
        self._woken.wait(timeout_s)
        self._woken.clear()

    def wake(self) -> None:
        """End a `wait`."""
        self._woken.set()

    def damage(self) -> list[Rect]:
        """Return all of the picture whenever there is a frame that was not grabbed."""
        return [] if self._latest() is self._taken else [Rect(0, 0, self.width, self.height)]

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy pixels of the latest frame."""
        latest = self._latest()
        if latest is not self._taken:
            self._taken, self._pixels = latest, latest.pixels()
        if self._pixels is None:
            raise CaptureUnavailable("failed")
        for rect in rects:
            rect.within(frame)[:] = rect.within(self._pixels)

    def pointer(self) -> PointerState:
        """Return that it can't be seen."""
        self._latest()
        return PointerState(0, 0, False, None)

    def close(self) -> None:
        """Watch the cast no longer."""
        self._cast.unwatch(self.wake)

    def _latest(self) -> Frame:
        frame = self._cast.frame
        if frame is None:
            raise CaptureUnavailable("cast_ended")
        if (frame.width, frame.height) != (self.width, self.height):
            raise SourceResized
        return frame
