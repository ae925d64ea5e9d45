"""What a page shows in place of its button while a connection is being made."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from resources.look import controls


class JoiningBar(QWidget):
    """A bar that moves, words about what is waited for, and the way out; hidden at first."""

    def __init__(self, *, name: str, words: str, cancel: QPushButton) -> None:
        super().__init__()
        inside = controls.column(self)
        inside.addWidget(controls.endless_bar(name))
        inside.addWidget(controls.text(words, kind="muted", wrap=True))
        inside.addWidget(cancel)
        self.hide()
