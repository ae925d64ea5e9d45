"""A field whose hint fits: as far as there is room for it, and whole in its tip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from resources.look.tips import set_tip

_BESIDE = 28  # pixels of padding, border and what Qt leaves beside the words


class HintedEdit(QLineEdit):
    """A field with a hint in it, which is its name for screen readers, too; it can be emptied with a click."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - _BESIDE
        fitting = self.fontMetrics().elidedText(self._hint, Qt.TextElideMode.ElideRight, room)
        self.setPlaceholderText(fitting)
        set_tip(self, "" if fitting == self._hint else self._hint)
