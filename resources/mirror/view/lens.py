"""The magnifying glass: it follows the mouse over the mirror and shows the picture's own pixels, never smoothed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from protocol.mirror.picture.tiles import Rect
from resources.look import theme
from resources.mirror.model import MirrorModel
from resources.mirror.view.painter import PicturePainter, count_device_pixels, device_region, logical_rect, rects_of
from resources.mirror.view.placement import Placement

SIZE = QSize(440, 280)  # logical pixels, frame included
FACTORS = (1, 2, 3)  # device pixels that one pixel of the picture takes a side
FRAME = 2  # logical pixels
PART = 0.7  # of the view's width and height that it takes at most


class Lens(QWidget):
    """Magnify what lies under the mouse; the pixel that the mouse points at is where the mouse is.

    It lives only while it is used: it watches `over`, its parent, on its own, and nothing else knows of it.

    Args:
        over: what shows the mirror.
        model: the mirror.
        placement: says where the mirror lies in `over` now, in device pixels; None while there is no picture.
    """

    def __init__(self, *, over: QWidget, model: MirrorModel, placement: Callable[[], Placement | None]) -> None:
        super().__init__(over)
        self._over = over
        self._model = model
        self._placement = placement
        self._painter: PicturePainter | None = None  # None: no picture yet
        self._mouse = QPointF(over.mapFromGlobal(QCursor.pos()))
        self._pointer_shown = QRect()
        seen = placement()
        self.factor = next((factor for factor in FACTORS if seen is None or factor > seen.scale), FACTORS[-1])
        self.setAccessibleName(self.tr("Magnifying glass"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        model.painted.connect(self._show_change)
        model.pointer_changed.connect(self._show_pointer)
        over.installEventFilter(self)
        self.aim()
        self.setVisible(over.underMouse())

    def put_away(self) -> None:
        """Go for good."""
        self._over.removeEventFilter(self)
        self._model.painted.disconnect(self._show_change)
        self._model.pointer_changed.disconnect(self._show_pointer)
        self.hide()
        self.deleteLater()

    def aim(self) -> None:
        """Lie around the mouse but inside the view, and show there what lies under the mouse."""
        over, seen = self._over, self._placement()
        place = QRect(QPoint(0, 0), SIZE.boundedTo(over.size() * PART))
        place.moveCenter(self._mouse.toPoint())
        place.moveLeft(min(max(place.left(), 0), over.width() - place.width()))
        place.moveTop(min(max(place.top(), 0), over.height() - place.height()))
        self.setGeometry(place)
        self._painter = None if seen is None else PicturePainter(self._model, self._magnified(seen, place))
        self._pointer_shown = self._painter.pointer_rect() if self._painter else QRect()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse; take the wheel where it would not zoom the picture itself."""
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            self._mouse = cast(QMouseEvent, event).position()
            self.aim()
            self.show()
        elif kind == QEvent.Type.Leave:
            self.hide()
        elif kind == QEvent.Type.Wheel and self.isVisible():
            return self._turn(cast(QWheelEvent, event))
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture's pixels, a frame, and the scale."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.save()
        count_device_pixels(painter, ratio)
        region = device_region(event.region(), ratio)
        if self._painter:
            region = self._painter.paint(painter, region)
        for rect in rects_of(region):
            painter.fillRect(rect, theme.colour("hover"))
        painter.restore()
        self._paint_frame(painter)
        painter.end()

    def _magnified(self, seen: Placement, place: QRect) -> Placement:
        """Return where the picture lies in the lens that lies at `place` (logical pixels)."""
        ratio = self.devicePixelRatioF()
        mouse = self._mouse * ratio
        x = math.floor((mouse.x() - seen.target.x()) / seen.scale)
        y = math.floor((mouse.y() - seen.target.y()) / seen.scale)
        middle = self.factor // 2
        left = math.floor(mouse.x()) - round(place.x() * ratio) - x * self.factor - middle
        top = math.floor(mouse.y()) - round(place.y() * ratio) - y * self.factor - middle
        target = QRect(QPoint(left, top), seen.source * self.factor)
        return Placement(source=seen.source, scale=float(self.factor), target=target)

    def _turn(self, event: QWheelEvent) -> bool:
        """Take the next factor; return whether the wheel was meant for this lens."""
        notches = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not notches:
            return False
        self.factor = min(max(self.factor + (1 if notches > 0 else -1), FACTORS[0]), FACTORS[-1])
        self.aim()
        return True

    def _show_change(self, rects: Iterable[Rect]) -> None:
        if self._painter:
            for rect in self._painter.change(rects):
                self._update(rect)

    def _show_pointer(self) -> None:
        self._update(self._pointer_shown)
        self._pointer_shown = self._painter.pointer_rect() if self._painter else QRect()
        self._update(self._pointer_shown)

    def _update(self, rect: QRect) -> None:
        self.update(logical_rect(rect, self.devicePixelRatioF()))

    def _paint_frame(self, painter: QPainter) -> None:
        """Draw the frame, and the scale in its lower right corner."""
        pen = QPen(theme.colour("accent"), FRAME)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(self.rect().adjusted(FRAME // 2, FRAME // 2, -FRAME // 2, -FRAME // 2))
        words = self.tr("{percent} %").format(percent=100 * self.factor)
        label = painter.fontMetrics().boundingRect(words).adjusted(-theme.space("one"), -2, theme.space("one"), 2)
        label.moveBottomRight(self.rect().bottomRight())
        painter.fillRect(label, theme.colour("accent"))
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)
