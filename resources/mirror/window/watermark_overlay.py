"""Draws the mark over a mirror's view: as fine as nobody sees it, another one each second."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QBrush, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from protocol.mirror.picture.watermark import SIDE, Mark, tile

LOOK_INTERVAL_MS = 100  # at which second it is


class MarkOverlay(QWidget):
    """Lies over a view, for the mouse as if it were not there; hidden and idle where the mark is not to be shown.

    Args:
        view: what shows the other side's screen.
        mark: this program's mark.
    """

    def __init__(self, view: QWidget, mark: Mark) -> None:
        super().__init__(view)
        self._mark = mark
        self._second = -1
        self._brush = QBrush()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_INTERVAL_MS)
        self._clock.timeout.connect(self._follow_second)
        view.installEventFilter(self)
        self.follow()

    def follow(self) -> None:
        """Show the mark, or not, as `mark.shown` says now."""
        if self._mark.shown:
            self.setGeometry(0, 0, self._view().width(), self._view().height())
            self._follow_second()
            self._clock.start()
        else:
            self._clock.stop()
        self.setVisible(self._mark.shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as large as the view."""
        if event.type() == QEvent.Type.Resize:
            self.resize(self._view().size())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pattern, device pixel by device pixel, whatever the screen's scale."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.scale(1 / ratio, 1 / ratio)
        rect = event.rect()
        edge = rect.bottomRight() * ratio
        painter.fillRect(int(rect.x() * ratio), int(rect.y() * ratio), edge.x() + 2, edge.y() + 2, self._brush)
        painter.end()

    def _view(self) -> QWidget:
        view = self.parentWidget()
        assert view is not None
        return view

    def _follow_second(self) -> None:
        second = self._mark.second
        if second != self._second:
            self._second = second
            pixels = tile(self._mark.pattern(second))
            premultiplied = QImage.Format.Format_ARGB32_Premultiplied
            self._brush = QBrush(QImage(pixels.data, SIDE, SIDE, 4 * SIDE, premultiplied).copy())
            self.update()
