"""A button with an icon and words; the words go where there is no room for them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from resources.look import theme

LEAST_PART = 0.6  # of its words that a button shows; with less room it shows none
ARROW = 28  # pixels of what opens a menu


class ShrinkingButton(QToolButton):
    """Tells by its icon, its tip and its accessible name what it is for, too.

    Args:
        words: whether they are shown at all.
    """

    def __init__(self, *, words: bool = True) -> None:
        super().__init__()
        self._words = words
        self._whole = QSize()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size with the words, also while there is no room for them."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        """Return the size of the icon alone."""
        arrow = ARROW if self.popupMode() is QToolButton.ToolButtonPopupMode.MenuButtonPopup else 0
        return QSize(theme.size("control") + arrow, self._whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words where most of them fit."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that the style gives the words."""
        super().showEvent(event)
        self.measure()

    def measure(self) -> None:
        """Find out how much room the words need, which have changed."""
        self._dress(self._words)
        self._whole = super().sizeHint()
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        self._dress(self._words and self.width() >= self._whole.width() * LEAST_PART)

    def _dress(self, words: bool) -> None:
        style, side = Qt.ToolButtonStyle, theme.size("icon")
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        self.setIconSize(QSize(side + theme.space("half") if words else side, side))
