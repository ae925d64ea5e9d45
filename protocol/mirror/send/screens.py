"""The screens of this computer, or of another X display, as both programs list and open them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.cast import Portal
from protocol.mirror.capture.common.left_out import LeftOut
from protocol.mirror.capture.common.source import (
    CaptureUnavailable,
    Monitor,
    MonitorSource,
    ScreenSource,
    Source,
    Window,
)
from protocol.mirror.capture.common.watched_source import WatchedSource
from protocol.mirror.capture.portal import CastSource
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.picture.watermark import Mark

NOWHERE = Rect(0, 0, 0, 0)  # of a monitor that only the desktop knows the place and the size of
KNOWN_FOR_S = 1.0  # windows ask several times a second; each look costs a connection to the display


class Screens:
    """Lists and opens what can be shown to somebody else.

    Args:
        display: an X display other than that of the environment.
        left_out: windows that are never in a picture.
        mark: what a picture is looked through for; found, nothing is captured any more ("mirror_effect").
        portal: the dialog of a desktop that shows nothing without it.

    Attributes:
        own: whether it is the screens that the program itself is on.
    """

    def __init__(
        self,
        display: str | None = None,
        *,
        left_out: LeftOut | None = None,
        mark: Mark | None = None,
        portal: Portal | None = None,
    ) -> None:
        self.own = display in (None, os.environ.get("DISPLAY"))
        self._display = display
        self._left_out = left_out
        self._mark = mark
        self._portal = portal if display is None else None
        self._found: list[Monitor] | CaptureUnavailable = []
        self._looked_at = -KNOWN_FOR_S

    @property
    def asks(self) -> bool:
        """Whether the desktop's own dialog asks what is to be shown, so that there is nothing else to choose from."""
        return self._portal is not None

    def choose(self, chosen: Callable[[], None], refused: Callable[[str], None], *, asker: object) -> None:
        """Call `chosen`, after the desktop's dialog where there is one; `refused`, with a code, if it ends otherwise.

        The first of `monitors` is then what was chosen. An open dialog of another asker is taken back.
        """
        if self._portal is None:
            chosen()
        else:
            self._portal.choose(chosen, refused, asker=asker)

    def drop(self, asker: object) -> None:
        """Take the dialog back that `asker` has opened by `choose`, if it is open: no answer to it counts any more."""
        if self._portal is not None:
            self._portal.drop(asker)

    def monitors(self) -> list[Monitor]:
        """List the monitors, as they were at most a second ago.

        Raises:
            CaptureUnavailable: nothing can be captured here; its code says why.
        """
        if self._portal is not None:
            return [Monitor(self._portal.number, self._portal.title, NOWHERE, True)]
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
        return [] if self.asks else capture.windows(self._display, self._left_out)

    def every_window(self) -> list[Window]:
        """List also the windows that are kept back, as `windows` does."""
        return [] if self.asks else capture.windows(self._display)

    def open_source(self, source: Source) -> ScreenSource:
        """Open a source; to be called in the thread that will use it.

        Raises:
            CaptureUnavailable: as in `monitors`, or the source is gone.
        """
        opened = self._opened(source)
        return opened if self._mark is None else WatchedSource(opened, self._mark)

    def _opened(self, source: Source) -> ScreenSource:
        if self._portal is None:
            return capture.open_source(source, self._display, self._left_out)
        return CastSource(self._portal.cast(source.number) if isinstance(source, MonitorSource) else None)
