"""The menus of the mirror's bar: which of the released monitors is shown, and how the picture is to be."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from protocol.vocabulary.content import PictureWish, Quality, ReleasedSource
from resources.look import controls, theme
from resources.look.tips import set_tip

_QUALITIES: dict[Quality, object] = {
    Quality.BEST: QT_TRANSLATE_NOOP("PictureMenu", "Best picture"),
    Quality.BALANCED: QT_TRANSLATE_NOOP("PictureMenu", "Balanced"),
    Quality.LOW_DATA: QT_TRANSLATE_NOOP("PictureMenu", "Low data"),
}


class MenuButton(QToolButton):
    """An icon that opens `menu` below it."""

    def __init__(self, name: str, *, picture: str, menu: QMenu) -> None:
        super().__init__()
        controls.dress_button(self, kind="quiet", picture=picture)
        self.setProperty("square", "true")
        self.setFixedSize(theme.size("control"), theme.size("control"))
        self.setAccessibleName(name)
        set_tip(self, name)
        self.setMenu(menu)
        self.clicked.connect(lambda: menu.popup(self.mapToGlobal(QPoint(0, self.height() + theme.space("half")))))


class MonitorsMenu(QMenu):
    """The monitors among which one may switch.

    Signals:
        chosen: (number) this one is wanted.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QActionGroup(self)
        self._group.triggered.connect(lambda action: self.chosen.emit(action.data()))

    def offer(self, sources: tuple[ReleasedSource, ...], shown: int) -> None:
        """Offer `sources`; the one with the number `shown` is marked."""
        for action in self._group.actions():
            self.removeAction(action)
            self._group.removeAction(action)
            action.deleteLater()
        for source in sources:
            words = source.title or self.tr("Monitor {number}").format(number=source.number)
            choice = QAction(words.replace("&", "&&"), self._group, checkable=True, checked=source.number == shown)
            choice.setData(source.number)
            self.addAction(choice)


class PictureMenu(QMenu):
    """How the picture is to be: how good, and in colours or in shades of grey.

    Signals:
        wished: (PictureWish) something else was chosen.
    """

    wished = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QActionGroup(self)
        self._qualities: dict[Quality, QAction] = {}
        for quality, words in _QUALITIES.items():
            self._qualities[quality] = QAction(self.tr(str(words)), self._group, checkable=True)
        self.addActions(self._group.actions())
        self.addSeparator()
        self._grey = QAction(self.tr("Shades of grey"), self, checkable=True)
        self.addAction(self._grey)
        self._group.triggered.connect(self._say)
        self._grey.triggered.connect(self._say)

    def show_wish(self, wish: PictureWish) -> None:
        """Mark what is chosen."""
        self._qualities[wish.quality].setChecked(True)
        self._grey.setChecked(wish.grey)

    @property
    def said(self) -> str:
        """What is chosen, in words."""
        chosen = [*self._qualities.values(), self._grey]
        return ", ".join(action.text() for action in chosen if action.isChecked())

    def _say(self) -> None:
        quality = next(quality for quality, action in self._qualities.items() if action.isChecked())
        self.wished.emit(PictureWish(quality=quality, grey=self._grey.isChecked()))
