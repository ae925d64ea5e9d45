"""The keys that do not reach a window, as a menu: they go to the customer's computer."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from protocol.notation.keysyms import Key

_CHORDS: dict[tuple[int, ...], object] = {
    (Key.LEFT_CONTROL, Key.LEFT_ALT, Key.DELETE): QT_TRANSLATE_NOOP("KeysMenu", "Ctrl+Alt+Del"),
    (Key.LEFT_CONTROL, Key.LEFT_SHIFT, Key.ESCAPE): QT_TRANSLATE_NOOP("KeysMenu", "Ctrl+Shift+Esc"),
    (Key.LEFT_ALT, Key.TAB): QT_TRANSLATE_NOOP("KeysMenu", "Alt+Tab"),
    (Key.LEFT_ALT, Key.F1 + 3): QT_TRANSLATE_NOOP("KeysMenu", "Alt+F4"),
    (Key.LEFT_SUPER,): QT_TRANSLATE_NOOP("KeysMenu", "Windows key"),
    (Key.PRINT,): QT_TRANSLATE_NOOP("KeysMenu", "Print screen"),
    (Key.RIGHT_CONTROL,): QT_TRANSLATE_NOOP("KeysMenu", "Right Ctrl"),
}


class KeysMenu(QMenu):
    """Keys to be pressed together at the customer's.

    Signals:
        chosen: (tuple of keysyms) press these.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        for keysyms, words in _CHORDS.items():
            action = QAction(self.tr(str(words)), self)
            action.setData(keysyms)
            self.addAction(action)
        self.triggered.connect(lambda action: self.chosen.emit(tuple(action.data())))
