"""Enter presses the button that has the keyboard, as it does in a dialog; a page by itself would let it pass."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget


def press_by_enter(page: QWidget, event: QKeyEvent) -> bool:
    """Press the button of `page` that has the keyboard, if `event` is Enter; return whether one was pressed."""
    focused = page.focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(focused, QPushButton):
        return False
    focused.click()
    return True
