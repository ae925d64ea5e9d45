"""The mouse over a window, whatever else lies on the tests' screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def move_mouse(widget: QWidget, place: QPoint, held: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Move the mouse to `place` in a widget, with a button held.

    QTest moves the one pointer of the screen: where it is there already nothing comes, and where another window lies
    above the move is that one's.
    """
    event = QMouseEvent(
        *(QEvent.Type.MouseMove, QPointF(place), QPointF(widget.mapToGlobal(place))),
        *(Qt.MouseButton.NoButton, held, Qt.KeyboardModifier.NoModifier),
    )
    QApplication.sendEvent(widget, event)
