"""Small live pictures of what can be shared, made in a thread of their own.

The chooser asks for the latest ones by its own clock; older ones that it has not taken are replaced, so that nothing
piles up. Nobody waits for the thread's end: it holds nothing that another one needs.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from protocol.mirror.capture.common.source import (
    CaptureUnavailable,
    Monitor,
    ScreenSource,
    Source,
    SourceResized,
    Window,
    WindowSource,
)
from protocol.mirror.picture.tiles import Picture, Rect

INTERVAL_S = 0.5  # between two looks
WINDOWS_LIMIT = 24  # that are offered
SIZE = (208, 117)  # pixels at least, of a picture larger than that
_SAMPLES = 3  # pixels a side that are averaged into one
_PAINTED_OVER = 0x80  # grey


class Capture(Protocol):
    """What thumbnails are made from; called in their thread."""

    def monitors(self) -> list[Monitor]:
        """List the monitors; raises CaptureUnavailable."""

    def windows(self) -> list[Window]:
        """List the windows, the uppermost first; raises CaptureUnavailable."""

    def open_source(self, source: Source) -> ScreenSource:
        """Open a source; raises CaptureUnavailable."""


@dataclass
class Offer:
    """What there is to choose from, and the pictures that are new since the last offer was taken."""

    monitors: list[Monitor] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    pictures: dict[Source, Picture] = field(default_factory=dict)


def shrunk(picture: Picture) -> Picture:
    """Return `picture` at least as large as SIZE and less than twice that, or as it is where it is small."""
    height, width = picture.shape[:2]
    step = max(1, min(width // SIZE[0], height // SIZE[1]))
    rows, columns = height // step, width // step
    total = np.zeros((rows, columns, 4), np.uint16)
    places = sorted({step * n // _SAMPLES for n in range(_SAMPLES)})
    for y in places:
        for x in places:
            total += picture[y : rows * step : step, x : columns * step : step]
    return (total // len(places) ** 2).astype(np.uint8)


class Thumbnails:
    """The thread that looks at everything twice a second, as long as it is wanted.

    Args:
        capture: the screens.
        own_process: whose windows are not offered.
        hidden: the number of the window that must not be seen in the pictures; it shows them.
    """

    def __init__(self, *, capture: Capture, own_process: int, hidden: int) -> None:
        self._capture = capture
        self._own_process = own_process
        self._hidden = hidden
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="thumbnails", daemon=True)
        self._lock = threading.Lock()  # guards the offer
        self._offer = Offer()

        self._sources: dict[Source, ScreenSource] = {}  # the thumbnails' thread only, as is the next one
        self._painted_over: Rect | None = None

    # -- any thread -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread soon; returns at once."""
        self._stopping.set()

    def join(self) -> None:
        """Wait for the thread's end."""
        self._thread.join()

    def take(self) -> Offer:
        """Return what there is, with the pictures that were not taken before."""
        with self._lock:
            offer, self._offer = self._offer, Offer(self._offer.monitors, self._offer.windows)
        return offer

    # -- the thumbnails' thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._look()
                self._stopping.wait(INTERVAL_S)
        finally:
            for source in self._sources.values():
                source.close()

    def _look(self) -> None:
        try:
            monitors, windows = self._capture.monitors(), self._capture.windows()
        except CaptureUnavailable:
            monitors, windows = [], []
        self._painted_over = next((w.rect for w in windows if w.number == self._hidden), None)
        windows = [w for w in windows if w.process != self._own_process][:WINDOWS_LIMIT]
        with self._lock:
            self._offer.monitors, self._offer.windows = monitors, windows
        places: dict[Source, Rect | None] = {m.source: m.rect for m in monitors}
        places |= {WindowSource(w.number): None for w in windows}
        for gone in self._sources.keys() - places.keys():
            self._sources.pop(gone).close()
        for source, rect in places.items():
            if not self._stopping.is_set():
                self._picture(source, rect)

    def _picture(self, source: Source, rect: Rect | None) -> None:
        """Make a picture of `source`, which is at `rect` of the desktop where that matters, if it has changed."""
        try:
            opened = self._opened(source)
            opened.wait(0)
            if not opened.damage():
                return
            frame = np.zeros((opened.height, opened.width, 4), np.uint8)
            opened.grab([Rect(0, 0, opened.width, opened.height)], frame)
        except (CaptureUnavailable, SourceResized):  # it is opened anew at the next look
            if (closing := self._sources.pop(source, None)) is not None:
                closing.close()
            return
        if rect is not None and self._painted_over is not None:
            _paint_over(frame, rect, self._painted_over)
        with self._lock:
            self._offer.pictures[source] = shrunk(frame)

    def _opened(self, source: Source) -> ScreenSource:
        if source not in self._sources:
            self._sources[source] = self._capture.open_source(source)
        return self._sources[source]


def _paint_over(frame: Picture, rect: Rect, hidden: Rect) -> None:
    """Paint over `hidden` of the desktop in a `frame` that shows its part `rect`."""
    left, top = max(0, hidden.x - rect.x), max(0, hidden.y - rect.y)
    right, bottom = hidden.x + hidden.width - rect.x, hidden.y + hidden.height - rect.y
    frame[top : max(0, bottom), left : max(0, right)] = _PAINTED_OVER
