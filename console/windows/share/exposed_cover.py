"""What stands in place of words that a customer would read on the shared screen, until a click."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from resources.look import controls, theme


class ExposedCover(QWidget):
    """Says who sees the screen, and shows what it covers only when that is wanted.

    Signals:
        shown_anyway: the technician wants it shown.
    """

    shown_anyway = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = controls.column(self, gap="two")
        outer.setContentsMargins(*(theme.space("four"),) * 4)
        outer.addStretch(1)
        self.words = controls.text(wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(self.words)
        self.button = controls.button(self.tr("Show anyway"))
        self.button.clicked.connect(self.shown_anyway)
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)

    def say(self, name: str) -> None:
        """Say that `name` sees the screen."""
        self.words.setText(self.tr("{name} sees your screen, and would read what stands here.").format(name=name))
        self.setAccessibleName(self.words.text())
