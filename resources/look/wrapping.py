"""A row that goes on in another line where there is no room for all of it: nothing in it is cut."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from resources.look import theme


class WrappingRow(QLayout):
    """Lays out its widgets like words: each as wide as it wants, what may grow takes what a line has left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__() if parent is None else super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.space("one"))

    def addItem(self, item: QLayoutItem) -> None:
        """Add `item` at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one of them out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take the whole width."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Say that narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high all lines are in `width` pixels."""
        return self._place(QRect(0, 0, width, 0), only_measured=True)

    def setGeometry(self, place: QRect) -> None:
        """Lay out all of them."""
        super().setGeometry(place)
        self._place(place, only_measured=False)

    def sizeHint(self) -> QSize:
        """Want one line."""
        hints = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(0, len(hints) - 1)
        return QSize(sum(hint.width() for hint in hints) + gaps, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Need room for the widest."""
        needed = QSize(0, 0)
        for item in self._shown():
            needed = needed.expandedTo(item.minimumSize())
        return needed

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, place: QRect, *, only_measured: bool) -> int:
        y = place.y()
        for line in self._lines(place.width()):
            height = max(item.sizeHint().height() for item in line)
            if not only_measured:
                self._place_line(line, QRect(place.x(), y, place.width(), height))
            y += height + self.spacing()
        return max(0, y - self.spacing() - place.y())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = -1
        for item in self._shown():
            needed = item.sizeHint().width()
            if not lines or needed > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= needed + self.spacing()
        return lines

    def _place_line(self, line: list[QLayoutItem], place: QRect) -> None:
        wanted = [min(item.sizeHint().width(), place.width()) for item in line]
        spare = max(0, place.width() - sum(wanted) - self.spacing() * (len(line) - 1))
        growing = [item for item in line if item.expandingDirections() & Qt.Orientation.Horizontal]
        x = place.x()
        for item, width in zip(line, wanted, strict=True):
            whole = width + (spare // len(growing) if item in growing else 0)
            height = item.sizeHint().height()
            item.setGeometry(QRect(QPoint(x, place.y() + (place.height() - height) // 2), QSize(whole, height)))
            x += whole + self.spacing()
