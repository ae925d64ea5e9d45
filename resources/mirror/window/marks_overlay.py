"""Draws marks (laser dots, arrows, lines, rings): over a mirror's picture, and over the own screen."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QBitmap, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from protocol.mirror.picture.pointing import Board, Drawn
from protocol.vocabulary.marks import MarkKind
from resources.look import theme
from resources.mirror.view.view import MirrorView

FRAME_MS = 33  # between two pictures of what fades
_WIDTH = 4.0  # logical pixels of a line
_HALO = 2.0  # of white round it, so that it shows on any ground
_DOT = 7.0  # a laser dot's radius
_RING = 26.0  # a ring's radius at its end
_HEAD = 16.0  # an arrow's head
_REACH = math.ceil(_RING + _WIDTH + _HALO) + 1  # round its points that a mark covers at most


def path_of(mark: Drawn, points: list[QPointF]) -> QPainterPath:
    """Return the line that a mark is, through `points`, which are its own where it is drawn."""
    path = QPainterPath(points[0])
    if mark.kind is MarkKind.LASER:
        path.addEllipse(points[-1], _DOT / 2, _DOT / 2)
    elif mark.kind is MarkKind.CLICK:
        radius = _RING * (0.3 + 0.7 * mark.age)
        path.addEllipse(points[-1], radius, radius)
    else:
        for point in points[1:]:
            path.lineTo(point)
        if mark.kind is MarkKind.ARROW:
            _add_head(path, points[0], points[-1])
        elif len(points) == 1:
            path.lineTo(points[0] + QPointF(0.1, 0))
    return path


def _add_head(path: QPainterPath, tail: QPointF, tip: QPointF) -> None:
    if tail == tip:
        return
    angle = math.atan2(tip.y() - tail.y(), tip.x() - tail.x())
    for side in (-0.45, 0.45):
        path.moveTo(tip)
        path.lineTo(tip - QPointF(math.cos(angle + side), math.sin(angle + side)) * _HEAD)


def draw(painter: QPainter, mark: Drawn, points: list[QPointF], *, solid: bool = False) -> None:
    """Draw a mark through `points`; `solid` where its edge must be all or nothing."""
    path = path_of(mark, points)
    painter.setOpacity(1.0 if solid else mark.strength)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not solid)
    colour = theme.colour("accent" if mark.kind is MarkKind.CLICK else "danger")
    for ink, width in ((QColor(Qt.GlobalColor.white), _WIDTH + 2 * _HALO), (colour, _WIDTH)):
        painter.strokePath(path, _pen(ink, width))


def _pen(ink: QColor, width: float) -> QPen:
    return QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class MarksOverlay(QWidget):
    """Draws a board's marks over a mirror's view; for the mouse it is not there.

    Args:
        view: what shows the picture.
        board: the marks, in pixels of the picture.
    """

    def __init__(self, view: MirrorView, board: Board) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._board = board
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clock = QTimer(self, interval=FRAME_MS)
        self._clock.timeout.connect(self.follow)
        view.viewport().installEventFilter(self)
        view.zoom_changed.connect(self.update)
        self.hide()

    def follow(self) -> None:
        """Draw what is on the board now; be idle while nothing is."""
        empty = self._board.is_empty
        if not empty:
            self.setGeometry(QRect(QPoint(0, 0), self._view.viewport().size()))
        self.setVisible(not empty)
        self.update()
        if self._board.is_fading and not self._clock.isActive():
            self._clock.start()
        elif not self._board.is_fading:
            self._clock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as large as the view."""
        if event.type() == QEvent.Type.Resize:
            self.resize(self._view.viewport().size())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks where their pixels are shown."""
        placement = self._view.seen_placement()
        if placement is None:
            return
        ratio, corner, scale = self.devicePixelRatioF(), placement.target.topLeft(), placement.scale
        painter = QPainter(self)
        for mark in self._board.drawn():
            points = [QPointF(corner.x() + (x + 0.5) * scale, corner.y() + (y + 0.5) * scale) for x, y in mark.points]
            draw(painter, mark, [point / ratio for point in points])
        painter.end()


class ScreenMarks(QWidget):
    """Draws a board's marks over the own screen: a window that is only where the marks are, and takes no input.

    Args:
        board: the marks, in pixels of a picture.
        place: returns where a picture's pixel is on the desktop, in Qt's coordinates; None: nowhere now.
    """

    def __init__(self, board: Board, place: Callable[[int, int], QPointF | None]) -> None:
        kind = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, kind | Qt.WindowType.WindowTransparentForInput)
        self._board = board
        self._place = place
        self._drawn: list[tuple[Drawn, list[QPointF]]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(self.tr("Marks on your screen"))
        self._clock = QTimer(self, interval=FRAME_MS)
        self._clock.timeout.connect(self.follow)

    def follow(self) -> None:
        """Draw what is on the board now; be gone while nothing is."""
        placed = ((mark, [self._place(x, y) for x, y in mark.points]) for mark in self._board.drawn())
        self._drawn = [(mark, [p for p in points if p is not None]) for mark, points in placed]
        self._drawn = [(mark, points) for mark, points in self._drawn if points]
        if self._drawn:
            self._cover()
            self.show()
            self.raise_()
            self.update()
            self._clock.start()
        else:
            self.hide()
            self._clock.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks; the mask leaves nothing else of the window."""
        painter = QPainter(self)
        for mark, points in self._drawn:
            draw(painter, mark, self._own(points), solid=True)
        painter.end()

    def _cover(self) -> None:
        """Be as large as the marks need, and nowhere but where they are."""
        every = [point for _, points in self._drawn for point in points]
        left, right = min(p.x() for p in every), max(p.x() for p in every)
        top, bottom = min(p.y() for p in every), max(p.y() for p in every)
        corner = QPoint(math.floor(left) - _REACH, math.floor(top) - _REACH)
        size = QSize(math.ceil(right - left) + 2 * _REACH, math.ceil(bottom - top) + 2 * _REACH)
        self.setGeometry(QRect(corner, size))
        mask = QBitmap(size)
        mask.clear()
        painter = QPainter(mask)
        for mark, points in self._drawn:
            painter.strokePath(
                path_of(mark, self._own(points)), _pen(QColor(Qt.GlobalColor.color1), _WIDTH + 2 * _HALO)
            )
        painter.end()
        self.setMask(mask)

    def _own(self, points: list[QPointF]) -> list[QPointF]:
        return [point - QPointF(self.pos()) for point in points]
