"""A small coloured dot that goes with a state; the words beside it say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from resources.look import theme

SIDE = 8  # pixels


class Dot(QWidget):
    """A dot in one of the theme's colours.

    Attributes:
        colour: its name; see `set_colour`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.colour = "muted"
        self.setFixedSize(SIDE, SIDE)

    def set_colour(self, name: str) -> None:
        """Take the theme's colour `name`."""
        if name != self.colour:
            self.colour = name
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dot."""
        painter = QPainter(self)
        draw_dot(painter, QRectF(self.rect()), self.colour)
        painter.end()


def draw_dot(painter: QPainter, place: QRectF, colour: str) -> None:
    """Draw a dot in the theme's colour `colour`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(colour))
    painter.drawEllipse(place)
