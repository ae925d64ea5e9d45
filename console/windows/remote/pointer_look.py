"""How the technician's mouse looks over the customer's desktop: as it does there, and never invisible."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QCursor, QImage, QPainter, QPixmap

from resources.mirror.model import Pointer

_FEWEST = 4  # pixels of a shape that can be seen at all
_FAINT = 32  # of 255: what covers less is not seen
_DOT = 7  # pixels across, on a margin of one


def cursor_for(pointer: Pointer) -> QCursor | None:
    """Return what the mouse looks like; None: as usual, for nothing is known yet."""
    if pointer.shape.isNull():
        return None
    if not _can_be_seen(pointer.shape):
        return _dot()
    return QCursor(QPixmap.fromImage(pointer.shape), pointer.hot_x, pointer.hot_y)


def _can_be_seen(shape: QImage) -> bool:
    """Say whether a shape has pixels; a program that hides the mouse, or a writer's desktop, gives it an empty one."""
    covering = shape.convertToFormat(QImage.Format.Format_Alpha8)
    width, stride = covering.width(), covering.bytesPerLine()
    data = bytes(covering.constBits())
    rows = (data[row * stride : row * stride + width] for row in range(covering.height()))
    return sum(alpha >= _FAINT for row in rows for alpha in row) >= _FEWEST


def _dot() -> QCursor:
    """Return a black dot with a white edge, which is seen on every ground."""
    side = _DOT + 2
    shape = QPixmap(side, side)
    shape.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shape)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(Qt.GlobalColor.white))
    painter.setBrush(QColor(Qt.GlobalColor.black))
    painter.drawEllipse(QPoint(side // 2, side // 2), _DOT // 2, _DOT // 2)
    painter.end()
    return QCursor(shape, side // 2, side // 2)
