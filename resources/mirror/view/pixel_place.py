"""Pixels of the whole desktop and Qt's coordinates. Qt scales what is on a screen, but not where screens are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QGuiApplication, QScreen


def place_of(x: int, y: int) -> QPointF | None:
    """Return the middle of the desktop's pixel `x`, `y` in Qt's coordinates; None: it is on no screen."""
    pixel = QPoint(x, y)
    screen = next((each for each in QGuiApplication.screens() if pixels_of(each).contains(pixel)), None)
    if screen is None:
        return None
    corner = screen.geometry().topLeft()
    return QPointF(corner) + (QPointF(pixel - corner) + QPointF(0.5, 0.5)) / screen.devicePixelRatio()


def pixel_at(place: QPointF) -> QPoint | None:
    """Return the desktop's pixel at `place` in Qt's coordinates; None: no screen is there."""
    screen = QGuiApplication.screenAt(place.toPoint())
    if screen is None:
        return None
    corner = screen.geometry().topLeft()
    inside = (place - QPointF(corner)) * screen.devicePixelRatio()
    return corner + QPoint(int(inside.x()), int(inside.y()))


def pixels_of(screen: QScreen) -> QRect:
    """Return where a screen is in pixels of the desktop."""
    return QRect(screen.geometry().topLeft(), screen.geometry().size() * screen.devicePixelRatio())
