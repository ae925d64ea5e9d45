"""What a page shows in place of its button while a connection is being made."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from resources.look import controls


class JoiningBar(QWidget):
    """A bar that moves, words about what is waited for, and the way out; hidden at first."""

    def __init__(self, *, name: str, words: str, cancel: QPushButton) -> None:
        super().__init__()
        self._waits = words
        self._words = controls.text(words, kind="muted", wrap=True)
        inside = controls.column(self)
        inside.addWidget(controls.endless_bar(name))
        inside.addWidget(self._words)
        inside.addWidget(cancel)
        self.hide()

    def wait_for(self, words: str) -> None:
        """Say from now on that `words` is what is waited for."""
        self._waits = words

    def show_works(self, works: bool) -> None:
        """Say that this computer works for its turn, or what is waited for."""
        hard = self.tr("Many codes are being tried at this host. Your computer works for its turn, a few seconds…")
        self._words.setText(hard if works else self._waits)
