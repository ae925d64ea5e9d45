"""Places that scroll where there is no room for what is in them, and are as high as it where there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QWidget

LEAST = 120  # pixels of height


class Yielding(QWidget):
    """A part that wants no more than it needs, so that those beside it are as wide as they like; it has the rest."""

    def sizeHint(self) -> QSize:
        """Want what is needed."""
        return self.minimumSizeHint()


class Scrolling(QScrollArea):
    """Shows `page`, which fills the place where it is large enough, and scrolls up and down where it is not.

    Args:
        least: pixels of height that it is never lower than, if the page is as high.
    """

    def __init__(self, page: QWidget, *, least: int = LEAST) -> None:
        super().__init__()
        self._page = page
        self._least = least
        page.setProperty("surface", "none")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # follows the control that has the keyboard
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:
        """Need the page's width, and of its height a part."""
        hint = self._page.minimumSizeHint()
        return QSize(hint.width(), min(self._least, hint.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Need another size where the page does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ScrollingPages(QStackedWidget):
    """Pages of which one is shown, each in a place of its own that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[QWidget, Scrolling] = {}

    def add(self, page: QWidget) -> None:
        """Add `page`."""
        self._places[page] = Scrolling(page)
        self.addWidget(self._places[page])

    def show_page(self, page: QWidget) -> None:
        """Show `page`, one of these."""
        self.setCurrentWidget(self._places[page])

    def drop(self, page: QWidget) -> None:
        """Let go of `page`."""
        place = self._places.pop(page)
        self.removeWidget(place)
        place.deleteLater()


class Shrinking(Scrolling):
    """Shows `content`, as high as that is where there is room, never wider than the place is."""

    def __init__(self, content: QWidget, *, least: int = LEAST) -> None:
        super().__init__(content, least=least)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """Want what the content needs at this width."""
        content = self._page
        hint = content.sizeHint()
        needed = content.heightForWidth(self.width()) if content.hasHeightForWidth() else hint.height()
        return QSize(hint.width(), needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Want another height where the width is another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
