"""What offers to go on with a session that an earlier run of the program did not end."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from resources.look import controls


class OpenSession(QFrame):
    """Name the technician of the session that is still open; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._words = controls.text(kind="body", wrap=True)
        self.button = controls.button(self.tr("Continue"), kind="primary")
        inside = controls.column(self, margin="two", gap="one")
        inside.addWidget(self._words)
        inside.addWidget(self.button)
        self.hide()

    def offer(self, technician: str | None) -> None:
        """Offer the session with `technician`; None: there is none."""
        words = self.tr("Your session with {name} is still open.")
        self._words.setText(words.format(name=technician))
        self.setVisible(technician is not None)
