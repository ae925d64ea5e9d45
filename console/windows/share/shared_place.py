"""Where on the own screens that lies what a session shares, also while a shared window moves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from protocol.mirror.capture.common.source import CaptureUnavailable, MonitorSource, RegionSource, WindowSource
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.send.screens import NOWHERE
from resources.mirror.view.pixel_place import pixel_at, pixels_of, place_of

if TYPE_CHECKING:
    from console.session.session import Session

LOOK_MS = 500  # between two looks at where a shared window is


class SharedPlace(QObject):
    """Follows a session's share.

    Signals:
        moved: `rect` is another one.

    Attributes:
        rect: pixels of the whole desktop; None while nothing is shared, or it can't be seen.
    """

    moved = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rect: Rect | None = None
        self._session = session
        self._looking: asyncio.Future[None] | None = None
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self._look)

    def follow(self) -> None:
        """Take in what is shared now."""
        source = self._session.sharing.source
        is_window = isinstance(source, WindowSource)
        if is_window and not self._clock.isActive():
            self._clock.start()
            self._look()
        elif not is_window:
            self._clock.stop()
            self._set(self._still(source) if isinstance(source, MonitorSource | RegionSource) else None)

    def pixel(self, place: QPointF) -> QPoint | None:
        """Return the shared picture's pixel at a place of the desktop in Qt's coordinates; None: it isn't in it."""
        there = pixel_at(place)
        return None if there is None else self.inside(there.x(), there.y())

    def inside(self, x: int, y: int) -> QPoint | None:
        """Return the shared picture's pixel at a pixel of the desktop; None: it isn't in it."""
        if self.rect is None:
            return None
        pixel = QPoint(x - self.rect.x, y - self.rect.y)
        return pixel if QRect(0, 0, self.rect.width, self.rect.height).contains(pixel) else None

    def place(self, x: int, y: int) -> QPointF | None:
        """Return where the shared picture's pixel is on the desktop, in Qt's coordinates."""
        return None if self.rect is None else place_of(self.rect.x + x, self.rect.y + y)

    def frame(self) -> QRect | None:
        """Return what is shared in Qt's coordinates."""
        if self.rect is None:
            return None
        corner = QPoint(self.rect.x, self.rect.y)
        middle = corner + QPoint(self.rect.width // 2, self.rect.height // 2)
        screens = QGuiApplication.screens()
        screen = next((each for each in screens if pixels_of(each).contains(middle)), screens[0])
        ratio = screen.devicePixelRatio()
        inside = QPointF(corner - pixels_of(screen).topLeft()) / ratio
        at = (QPointF(screen.geometry().topLeft()) + inside).toPoint()
        return QRect(at, QSize(round(self.rect.width / ratio), round(self.rect.height / ratio)))

    def _still(self, source: MonitorSource | RegionSource) -> Rect | None:
        if isinstance(source, RegionSource):
            return source.rect
        monitors = self._session.monitors()
        found = (m.rect for m in monitors if m.source.key == source.key and m.rect != NOWHERE)
        return next(found, None)

    def _look(self) -> None:
        """Look for the window, in a helper thread: listing windows takes longer than a window may stand still."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(self._look_for_window())

    async def _look_for_window(self) -> None:
        try:
            windows = await asyncio.get_running_loop().run_in_executor(None, self._session.capture.windows)
        except CaptureUnavailable:
            windows = []
        source = self._session.sharing.source
        if isinstance(source, WindowSource):
            self._set(next((window.rect for window in windows if window.number == source.number), None))

    def _set(self, rect: Rect | None) -> None:
        if rect != self.rect:
            self.rect = rect
            self.moved.emit()
