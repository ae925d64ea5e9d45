"""Drawing a frame on the screen: a dimmed picture of each screen over it, on which a region is dragged.

The picture is taken before the overlay covers the screen, so that it works with and without a compositing desktop.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QWidget

from protocol.mirror.picture.tiles import Rect
from resources.look import controls, theme

LEAST_SIDE = 32  # pixels of a region; less is a slip of the hand
_DIMMED = QColor(0, 0, 0, 120)


class ScreenOverlay(QWidget):
    """Covers one screen while a region is drawn.

    Signals:
        drawn: (QRect) in this widget's coordinates.
        cancelled: Esc was pressed.
    """

    drawn = Signal(QRect)
    cancelled = Signal()

    def __init__(self, picture: QPixmap) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self._picture = picture
        self._from: QPoint | None = None
        self._frame = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(self.tr("Draw a region"))
        self.setAccessibleName(self.windowTitle())
        self.hint = self._make_hint()

    def _make_hint(self) -> QLabel:
        """Return what says what to do: a window of its own, for the border of a share lies over this one."""
        words = self.tr("Drag a frame round what you want to share. Esc cancels.")
        hint = controls.text(words, kind="heading")
        kind = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        hint.setParent(self, kind | Qt.WindowType.WindowTransparentForInput)
        hint.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        hint.setStyleSheet(f"color: white; background: #202024; padding: {theme.space('two')}px;")
        hint.adjustSize()
        self.setAccessibleDescription(words)
        return hint

    def showEvent(self, event: QShowEvent) -> None:
        """Say what to do, in the middle of the upper half."""
        super().showEvent(event)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep it there."""
        super().resizeEvent(event)
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the hint along."""
        super().hideEvent(event)
        self.hint.hide()

    def _say(self) -> None:
        """Show the hint over everything, unless a frame is being drawn, which it would be in the way of."""
        self.hint.setVisible(self.isVisible() and self._from is None)
        left = max(0, (self.width() - self.hint.width()) // 2)
        self.hint.move(self.mapToGlobal(QPoint(left, self.height() // 4)))
        self.hint.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a frame."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()
            self._drag_to(self._from)
            self._say()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the frame larger."""
        if self._from is not None:
            self._drag_to(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the frame, unless it is a slip of the hand."""
        if self._from is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._from = None
        if min(self._frame.width(), self._frame.height()) >= LEAST_SIDE:
            self.drawn.emit(self._frame)
        else:
            self._frame = QRect()
            self._say()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dimmed screen, and what is in the frame as it is."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        outside = self.rect()
        painter.setPen(Qt.PenStyle.NoPen)
        if self._frame.isEmpty():
            painter.fillRect(outside, _DIMMED)
        else:
            self._draw_frame(painter)
        painter.end()

    def _draw_frame(self, painter: QPainter) -> None:
        frame, width, height = self._frame, self.width(), self.height()
        painter.fillRect(0, 0, width, frame.top(), _DIMMED)
        painter.fillRect(0, frame.bottom() + 1, width, height, _DIMMED)
        painter.fillRect(0, frame.top(), frame.left(), frame.height(), _DIMMED)
        painter.fillRect(frame.right() + 1, frame.top(), width, frame.height(), _DIMMED)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRect(frame)

    def _drag_to(self, place: QPoint) -> None:
        assert self._from is not None
        place.setX(max(0, min(place.x(), self.width() - 1)))
        place.setY(max(0, min(place.y(), self.height() - 1)))
        xs, ys = sorted((self._from.x(), place.x())), sorted((self._from.y(), place.y()))
        self._frame = QRect(QPoint(xs[0], ys[0]), QPoint(xs[1], ys[1]))
        self.update()


class RegionPicker(QObject):
    """Lets a region be drawn on any of the screens, once.

    Signals:
        picked: (Rect) in pixels of the whole desktop.
        cancelled: no region was drawn.
    """

    picked = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.overlays: list[ScreenOverlay] = []

    def start(self) -> None:
        """Cover the screens."""
        for screen in QGuiApplication.screens():
            overlay = ScreenOverlay(screen.grabWindow(0))
            overlay.drawn.connect(lambda frame, screen=screen: self._drawn(frame, screen))
            overlay.cancelled.connect(self._cancelled)
            overlay.setScreen(screen)
            overlay.setGeometry(screen.geometry())
            overlay.showFullScreen()
            self.overlays.append(overlay)
        if self.overlays:
            self.overlays[0].activateWindow()
            self.overlays[0].setFocus()

    def _drawn(self, frame: QRect, screen: QScreen) -> None:
        self._close()
        self.picked.emit(desktop_rect(frame, screen.geometry().topLeft(), screen.devicePixelRatio()))

    def _cancelled(self) -> None:
        self._close()
        self.cancelled.emit()

    def _close(self) -> None:
        for overlay in self.overlays:
            overlay.close()
            overlay.deleteLater()
        self.overlays.clear()


def desktop_rect(frame: QRect, screen_at: QPoint, ratio: float) -> Rect:
    """Return `frame` of a screen in pixels of the desktop; Qt scales what is on a screen, but not where screens are."""
    left, top = round(frame.left() * ratio), round(frame.top() * ratio)
    right, bottom = round((frame.right() + 1) * ratio), round((frame.bottom() + 1) * ratio)
    return Rect(screen_at.x() + left, screen_at.y() + top, right - left, bottom - top)
