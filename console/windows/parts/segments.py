"""A choice among a few words that stand side by side, one of them pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

from resources.look import controls

_BESIDE = 30  # pixels of padding and edges, see `style.qss`


class Segments(QWidget):
    """Buttons of which exactly one is pressed; the arrow keys move among them.

    Args:
        name: what is chosen, for screen readers.
        choices: value and word of each.

    Signals:
        chosen: (str) the user has pressed another value.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: list[tuple[str, str]]) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        line = controls.row(self)
        line.setSpacing(0)
        for number, (value, words) in enumerate(choices):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setAutoExclusive(True)  # a radio button, for screen readers too
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("segment", "first" if number == 0 else "last" if number == len(choices) - 1 else "mid")
            button.setAccessibleName(f"{name}: {words}")
            button.clicked.connect(lambda _checked, value=value: self.chosen.emit(value))
            button.setMinimumWidth(_width(button, words))
            self.buttons[value] = button
            line.addWidget(button)

    def show_value(self, value: str) -> None:
        """Press the button of `value`."""
        self.buttons[value].setChecked(True)

    def offer(self, value: str, offered: bool) -> None:
        """Offer the first value `value`, or leave it out."""
        self.buttons[value].setVisible(offered)
        second = list(self.buttons.values())[1]
        controls.set_look(second, "segment", "mid" if offered else "first")

    @property
    def value(self) -> str:
        """The value whose button is pressed."""
        return next(value for value, button in self.buttons.items() if button.isChecked())


def _width(button: QPushButton, words: str) -> int:
    """Return the width with which the words are whole while the button is pressed, and they are bold."""
    font = QFont(button.font())
    font.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(font).horizontalAdvance(words) + _BESIDE
