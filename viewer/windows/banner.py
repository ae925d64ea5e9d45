"""One line over the chat that says what is going on, with room for a button."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from resources.look import controls, theme
from resources.look.icons import icon

Look = Literal["info", "pause", "warning"]

_PICTURES = {"info": ("monitor", "accent"), "pause": ("pause", "warning"), "warning": ("triangle-alert", "warning")}


class Banner(QFrame):
    """An icon, a sentence, and a button where one is named; hidden until it has something to say."""

    def __init__(self, look: Look, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", "warning" if look == "pause" else look)
        name, tint = _PICTURES[look]
        picture = QLabel()
        picture.setPixmap(icon(name, tint).pixmap(QSize(18, 18), self.devicePixelRatioF()))
        self.words = controls.text(wrap=True)
        self.button = controls.button(button)
        self.button.setVisible(bool(button))
        line = controls.row(self)
        line.setContentsMargins(theme.space("two"), theme.space("one"), theme.space("two"), theme.space("one"))
        line.addWidget(picture)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self.hide()

    def say(self, words: str) -> None:
        """Show `words`; hide where there are none."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
