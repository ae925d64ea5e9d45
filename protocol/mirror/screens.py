"""The screens of this computer, or of another X display, as both programs list and open them."""

from __future__ import annotations

import os
import time

from protocol.mirror import capture
from protocol.mirror.capture import CaptureUnavailable, LeftOut, Monitor, ScreenSource, Source, Window
from protocol.mirror.capture.watched import WatchedSource
from protocol.mirror.mark import Mark

KNOWN_FOR_S = 1.0  # windows ask several times a second; each look costs a connection to the display


class Screens:
    """Lists and opens what can be shown to somebody else.

    Args:
        display: an X display other than that of the environment.
        left_out: windows that are never in a picture.
        mark: what a picture is looked through for; found, nothing is captured any more ("mirror_effect").

    Attributes:
        own: whether it is the screens that the program itself is on.
    """

    def __init__(
        self, display: str | None = None, *, left_out: LeftOut | None = None, mark: Mark | None = None
    ) -> None:
        self.own = display in (None, os.environ.get("DISPLAY"))
        self._display = display
        self._left_out = left_out
        self._mark = mark
        self._found: list[Monitor] | CaptureUnavailable = []
        self._looked_at = -KNOWN_FOR_S

    def monitors(self) -> list[Monitor]:
        """List the monitors, as they were at most a second ago.

        Raises:
            CaptureUnavailable: nothing can be captured here; its code says why.
        """
        now = time.monotonic()
        if now - self._looked_at >= KNOWN_FOR_S:
            self._looked_at = now
            try:
                self._found = capture.monitors(self._display)
            except CaptureUnavailable as unavailable:
                self._found = unavailable
        if isinstance(self._found, CaptureUnavailable):
            raise CaptureUnavailable(self._found.code)
        return self._found

    def windows(self) -> list[Window]:
        """List the windows that can be shared, the uppermost first; any thread.

        Raises:
            CaptureUnavailable: as in `monitors`.
        """
        return capture.windows(self._display)

    def open_source(self, source: Source) -> ScreenSource:
        """Open a source; to be called in the thread that will use it.

        Raises:
            CaptureUnavailable: as in `monitors`, or the source is gone.
        """
        opened = capture.open_source(source, self._display, self._left_out)
        return opened if self._mark is None else WatchedSource(opened, self._mark)
