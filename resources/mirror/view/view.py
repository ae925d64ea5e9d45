"""The widget that shows the mirror: at once, exactly at 100 %, and in good quality at any other scale."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from protocol.mirror.picture.tiles import Rect
from resources.look import theme
from resources.mirror.model import MirrorModel
from resources.mirror.view.lens import Lens
from resources.mirror.view.notices import Notices
from resources.mirror.view.painter import PicturePainter, count_device_pixels, device_region, logical_rect, rects_of
from resources.mirror.view.placement import SCALES, Placement, fit_scale, lost_pixels, next_scale, place

ARROW_STEP = 40  # device pixels that an arrow key moves the picture

_ARROWS = {
    Qt.Key.Key_Left: QPoint(-ARROW_STEP, 0),
    Qt.Key.Key_Right: QPoint(ARROW_STEP, 0),
    Qt.Key.Key_Up: QPoint(0, -ARROW_STEP),
    Qt.Key.Key_Down: QPoint(0, ARROW_STEP),
}


class MirrorView(QAbstractScrollArea):
    """Show a `MirrorModel`, fitted into the widget or at a scale.

    A scale counts device pixels a pixel of the picture, so that 1.0 is exact on any display. Geometry in here is in
    device pixels of the viewport; only `update` and events speak Qt's logical ones.

    Signals:
        zoom_changed: `scale` or `is_fitted` may be another.
        touched: the mouse was moved or something pressed here.
    """

    zoom_changed = Signal()
    touched = Signal()

    def __init__(self, model: MirrorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._painter: PicturePainter | None = None  # None: no picture yet
        self._lens: Lens | None = None  # None: not used
        self._fixed_scale: float | None = None  # None: fitted
        self._in_full_screen = False
        self._pointer_shown = QRect()
        self._dragged_from: QPoint | None = None
        self._last_mouse = QPointF(QCursor.pos())
        self._set_up()
        model.painted.connect(self._show_change)
        model.pointer_changed.connect(self._show_pointer)
        model.source_changed.connect(self._show_source)
        self._notices = Notices(view=self.viewport(), model=model)
        self._show_source()

    @property
    def scale(self) -> float:
        """Device pixels that one pixel of the picture takes; 1.0 while there is no picture."""
        return self._painter.placement.scale if self._painter else 1.0

    @property
    def is_fitted(self) -> bool:
        """Whether the picture follows the size of the view."""
        return self._fixed_scale is None

    @property
    def has_lens(self) -> bool:
        """Whether the magnifying glass is out."""
        return self._lens is not None

    def seen_placement(self) -> Placement | None:
        """Return where the picture lies, in device pixels of the viewport; None while there is none."""
        return self._painter.placement if self._painter else None

    def pixel_at(self, position: QPointF) -> QPoint | None:
        """Return the picture's pixel at `position` (logical, in the viewport), maybe outside it; None: no picture."""
        return self._painter.placement.pixel(position * self.devicePixelRatioF()) if self._painter else None

    def use_lens(self, value: bool) -> None:
        """Take the magnifying glass out, or put it away."""
        if self._lens is not None:
            self._lens.put_away()
        self._lens = None
        if value:
            view = self.viewport()
            self._lens = Lens(over=view, model=self._model, placement=self.seen_placement)

    def fit(self) -> None:
        """Show the whole picture, as large as it fits."""
        self._fixed_scale = None
        self._place()

    def set_full_screen(self, value: bool) -> None:
        """Let a fitted picture grow over 100 %, on black and without scroll bars; or no longer."""
        self._in_full_screen = value
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if value else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(policy)
        self.setVerticalScrollBarPolicy(policy)
        self._place()

    def zoom_to(self, scale: float, around: QPoint | None = None) -> None:
        """Show the picture at `scale`; what lies at `around` (device pixels; the middle if None) stays there."""
        before = self._painter.placement if self._painter else None
        self._fixed_scale = float(min(max(scale, SCALES[0]), SCALES[-1]))
        self._place()
        if before and self._painter:
            still = around or QPoint(before.target.intersected(self._view_rect()).center())
            seen = QPointF(still - before.target.topLeft()) * (self._painter.placement.scale / before.scale)
            self._pan_to(seen.toPoint() - still)

    def zoom(self, *, up: bool, around: QPoint | None = None) -> None:
        """Go to the next larger (`up`) or smaller scale."""
        self.zoom_to(next_scale(self.scale, up), around)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what has to be painted and nothing else."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self.viewport())
        count_device_pixels(painter, ratio)
        region = device_region(event.region(), ratio)
        if self._painter:
            region = self._painter.paint(painter, region)
        surround = QColor(Qt.GlobalColor.black) if self._in_full_screen else theme.colour("hover")
        for rect in rects_of(region):
            painter.fillRect(rect, surround)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the picture in the new size."""
        super().resizeEvent(event)
        self._place()
        self._notices.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the picture to where the scroll bars say."""
        self._move()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of colours and language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the mouse with Ctrl, scroll without."""
        self.touched.emit()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y():
            around = (event.position() * self.devicePixelRatioF()).toPoint()
            self.zoom(up=event.angleDelta().y() > 0, around=around)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the picture with the arrow keys, page by page, or to its corners."""
        self.touched.emit()
        key = Qt.Key(event.key())
        page = self._view_rect().height() - ARROW_STEP
        if key in _ARROWS:
            self._pan_to(self._pan() + _ARROWS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._pan_to(self._pan() + QPoint(0, page if key == Qt.Key.Key_PageDown else -page))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            end = QPoint(self.horizontalScrollBar().maximum(), self.verticalScrollBar().maximum())
            self._pan_to(end if key == Qt.Key.Key_End else QPoint(0, 0))
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let the Tab key count as a touch before it moves the focus."""
        self.touched.emit()
        return super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self.touched.emit()
        if event.button() == Qt.MouseButton.LeftButton and self._can_pan():
            self._dragged_from = self._pan() + self._device_place(event)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture; tell of motion, which Qt also reports where only a widget over the mouse went away."""
        before, self._last_mouse = self._last_mouse, event.globalPosition()
        if before != self._last_mouse:
            self.touched.emit()
        if self._dragged_from is not None:
            self._pan_to(self._dragged_from - self._device_place(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the picture."""
        self._dragged_from = None
        self.viewport().unsetCursor()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        view = self.viewport()
        view.setMouseTracking(True)
        view.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        view.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def _show_source(self) -> None:
        self._painter = None
        self._place()

    def _show_change(self, rects: Iterable[Rect]) -> None:
        if self._painter:
            for rect in self._painter.change(rects):
                self._update(rect)

    def _show_pointer(self) -> None:
        self._update(self._pointer_shown)
        self._pointer_shown = self._painter.pointer_rect() if self._painter else QRect()
        self._update(self._pointer_shown)

    def _place(self) -> None:
        """Place the picture anew after its size, the view's size or the scale has changed."""
        source = self._model.image.size()
        if source.isEmpty():
            return
        ratio = self.devicePixelRatioF()
        full = self.maximumViewportSize() * ratio
        scale = self._fixed_scale or fit_scale(source, full, self._in_full_screen, slack=lost_pixels(ratio))
        placement = place(source, full, scale, QPoint(0, 0))
        if self._painter is None:
            self._painter = PicturePainter(self._model, placement)
        self._set_ranges(placement.target.size())
        self._move(scale)
        self.zoom_changed.emit()

    def _set_ranges(self, size: QSize) -> None:
        """Give the scroll bars (in device pixels) what does not fit; nothing where the picture is fitted."""
        view = self._view_rect().size()
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        for bar, length, shown in (
            (horizontal, size.width(), view.width()),
            (vertical, size.height(), view.height()),
        ):
            bar.setRange(0, 0 if self.is_fitted else max(0, length - shown))
            bar.setPageStep(shown)
            bar.setSingleStep(ARROW_STEP)

    def _move(self, scale: float | None = None) -> None:
        """Move the picture to where the scroll bars say, and paint all of the view."""
        if self._painter is None:
            return
        before = self._painter.placement
        self._painter.move(place(before.source, self._view_rect().size(), scale or before.scale, self._pan()))
        self._pointer_shown = self._painter.pointer_rect()
        self.viewport().update()
        if self._lens is not None:
            self._lens.aim()

    def _pan(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _pan_to(self, pan: QPoint) -> None:
        self.horizontalScrollBar().setValue(pan.x())
        self.verticalScrollBar().setValue(pan.y())

    def _can_pan(self) -> bool:
        return self.horizontalScrollBar().maximum() > 0 or self.verticalScrollBar().maximum() > 0

    def _view_rect(self) -> QRect:
        return QRect(QPoint(0, 0), self.viewport().size() * self.devicePixelRatioF())

    def _device_place(self, event: QMouseEvent) -> QPoint:
        return (event.position() * self.devicePixelRatioF()).toPoint()

    def _update(self, rect: QRect) -> None:
        """Have the device pixels of `rect` painted at the event loop's next turn."""
        self.viewport().update(logical_rect(rect, self.devicePixelRatioF()))
