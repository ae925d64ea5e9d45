"""A choice among a few words that stand side by side, one of them pressed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
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
            button = _Segment(words)
            button.setCheckable(True)
            button.setAutoExclusive(True)  # a radio button, for screen readers too
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("segment", "first" if number == 0 else "last" if number == len(choices) - 1 else "mid")
            button.setAccessibleName(f"{name}: {words}")
            button.clicked.connect(lambda _checked, value=value: self.chosen.emit(value))
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


class _Segment(QPushButton):
    """A button that has room for its words as they are drawn while it is pressed, which is bold, whatever they are."""

    def sizeHint(self) -> QSize:
        """Want room for them."""
        return self._with_room(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Need room for them: half a letter can be read as another one."""
        return self._with_room(super().minimumSizeHint())

    def _with_room(self, hint: QSize) -> QSize:
        self.ensurePolished()  # until then it has the font of the application
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return hint.expandedTo(QSize(QFontMetrics(font).horizontalAdvance(self.text()) + _BESIDE, 0))
