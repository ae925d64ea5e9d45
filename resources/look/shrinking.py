"""A place for a card that is as high as its content where there is room, and scrolls where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

LEAST = 120  # pixels of height


class Yielding(QWidget):
    """A part that wants no more than it needs, so that those beside it are as wide as they like; it has the rest."""

    def sizeHint(self) -> QSize:
        """Want what is needed."""
        return self.minimumSizeHint()


class Shrinking(QScrollArea):
    """Shows `content`, never wider than the place is."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        content.setProperty("surface", "none")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """Want what the content needs at this width."""
        content = self._content
        hint = content.sizeHint()
        needed = content.heightForWidth(self.width()) if content.hasHeightForWidth() else hint.height()
        return QSize(hint.width(), needed)

    def minimumSizeHint(self) -> QSize:
        """Need the content's width, and of its height a part."""
        hint = self._content.minimumSizeHint()
        return QSize(hint.width(), min(LEAST, hint.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Want another height where the width is another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
