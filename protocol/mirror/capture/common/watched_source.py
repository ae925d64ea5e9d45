"""A source in which the mark over the other side's screen is looked for: found, nothing is captured any more."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable

from protocol.mirror.capture.common.source import CaptureUnavailable, PointerState, ScreenSource
from protocol.mirror.picture.tiles import Picture, Rect
from protocol.mirror.picture.watermark import FOUND_AT, LEAST_SIDE, SCALES, Mark, MarkFinder

_PARTS_LIMIT = 12  # above which looking at all of the picture takes less time
SCALED_INTERVAL_S = 0.5  # between two looks at the whole picture, each at another scale

_log = logging.getLogger(__name__)


class WatchedSource:
    """A source that refuses to show what has the mark in it; see `capture.ScreenSource`.

    What is captured is looked at as it is, each time and at once; all of the picture is looked at by the clock, each
    time at another scale, for a desktop that is scaled by something in between.

    Args:
        source: what is captured.
        mark: what is looked for while it is shown.
        clock: seconds, never going back.

    Raises:
        CaptureUnavailable: "mirror_effect", by `grab`, which then has left nothing of it in the frame.
    """

    def __init__(self, source: ScreenSource, mark: Mark, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.width, self.height, self.title = source.width, source.height, source.title
        self._source = source
        self._mark = mark
        self._clock = clock
        self._finder: tuple[int, MarkFinder] | None = None  # and the second that it is of
        self._scales = itertools.cycle(SCALES)
        self._scaled_s = clock()

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until something happens."""
        self._source.wait(timeout_s)

    def wake(self) -> None:
        """End a `wait`."""
        self._source.wake()

    def damage(self) -> list[Rect]:
        """Return where the picture may have changed."""
        return self._source.damage()

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy pixels, unless the mark is in them."""
        self._source.grab(rects, frame)
        if self._mark.shown and self._is_in(rects, frame):
            frame[:] = 0
            _log.warning("the other side's screen was found in the captured picture")
            raise CaptureUnavailable("mirror_effect")

    def pointer(self) -> PointerState:
        """Return the pointer's state."""
        return self._source.pointer()

    def close(self) -> None:
        """Give everything back."""
        self._source.close()

    def _is_in(self, rects: list[Rect], frame: Picture) -> bool:
        finder = self._of_now()
        parts = [rect.within(frame) for rect in rects if min(rect.width, rect.height) >= LEAST_SIDE]
        if len(parts) > _PARTS_LIMIT:
            parts = [frame]
        if any(finder.strength(part) >= FOUND_AT for part in parts):
            return True
        if self._clock() < self._scaled_s + SCALED_INTERVAL_S:
            return False
        self._scaled_s = self._clock()
        return finder.strength(frame, next(self._scales)) >= FOUND_AT

    def _of_now(self) -> MarkFinder:
        """Return what finds the patterns that may be on the screen: this second's, and the one's before."""
        second = self._mark.second
        if self._finder is None or self._finder[0] != second:
            self._finder = second, MarkFinder(self._mark.pattern(second), self._mark.pattern(second - 1))
        return self._finder[1]
