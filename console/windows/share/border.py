"""A border round what is shared: four thin windows that no input meets and no picture has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from resources.look import theme

THICKNESS = 3  # logical pixels


class Edge(QWidget):
    """One side of the border."""

    def __init__(self, colour: Callable[[], str]) -> None:
        kind = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, kind | Qt.WindowType.WindowTransparentForInput)
        self._colour = colour
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(self.tr("Border of what is shared"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the edge."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(self._colour()))
        painter.end()


class Border(QObject):
    """Shows a border.

    Args:
        leave_out: keeps a window out of the picture; called before it is shown.
    """

    def __init__(self, leave_out: Callable[[QWidget], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paused = False
        self.edges = [Edge(lambda: "amber" if self._paused else "danger") for _ in range(4)]
        for edge in self.edges:
            leave_out(edge)

    def show_round(self, frame: QRect, *, inside: bool, paused: bool) -> None:
        """Lie round `frame`, or just inside it; in another colour while the picture is paused."""
        self._paused = paused
        for edge, place in zip(self.edges, edges_of(frame, inside=inside), strict=True):
            edge.setGeometry(place)
            edge.show()
            edge.raise_()
            edge.update()

    def hide(self) -> None:
        """Be gone."""
        for edge in self.edges:
            edge.hide()

    def close(self) -> None:
        """Be gone for good."""
        for edge in self.edges:
            edge.close()
            edge.deleteLater()
        self.edges.clear()


def edges_of(frame: QRect, *, inside: bool) -> list[QRect]:
    """Return where the four edges lie: top, bottom, left, right; they do not overlap."""
    outer = frame if inside else frame.adjusted(-THICKNESS, -THICKNESS, THICKNESS, THICKNESS)
    high = outer.height() - 2 * THICKNESS
    return [
        QRect(outer.left(), outer.top(), outer.width(), THICKNESS),
        QRect(outer.left(), outer.bottom() - THICKNESS + 1, outer.width(), THICKNESS),
        QRect(outer.left(), outer.top() + THICKNESS, THICKNESS, high),
        QRect(outer.right() - THICKNESS + 1, outer.top() + THICKNESS, THICKNESS, high),
    ]
