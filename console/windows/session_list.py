"""The session list: who, in which state, and whether something has not been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyleOptionViewItem

from console.windows.parts import list_row
from console.windows.parts.dot import SIDE, draw_dot
from console.windows.parts.session_words import state_words
from resources.look import theme

if TYPE_CHECKING:
    from console.session.session import Session
    from protocol.seat.conversation import Line

ROW_HEIGHT = 60
_STATE = Qt.ItemDataRole.UserRole
_COLOUR = Qt.ItemDataRole.UserRole + 1
_UNREAD = Qt.ItemDataRole.UserRole + 2
_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_SESSION = Qt.ItemDataRole.UserRole + 3


class SessionList(QListWidget):
    """A row for each session.

    Attributes:
        by_keyboard: the keyboard moves in the list, so that its place is to be seen.

    Signals:
        chosen: (Session, or None where the list is empty) is to be shown.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        look = list_row.RowLook(
            height=ROW_HEIGHT, gap=2, draw=_draw_row, shows_choice=True, shows_keyboard=_shows_keyboard
        )
        list_row.prepare(self, name=self.tr("Open sessions"), look=look)
        self.by_keyboard = False
        self._watches: dict[Session, _Watch] = {}
        self.currentItemChanged.connect(self._current_changed)

    def add(self, session: Session) -> None:
        """Add a row for `session` and choose it."""
        item = QListWidgetItem(session.title)
        item.setData(_SESSION, session)
        item.setData(_UNREAD, 0)
        self.addItem(item)
        self._watches[session] = _Watch(session, item, self)
        self.setCurrentItem(item)

    def choose(self, session: Session) -> None:
        """Choose the row of `session`."""
        self.setCurrentItem(self._watches[session].item)

    def remove(self, session: Session) -> None:
        """Take the row of `session` away."""
        watch = self._watches.pop(session)
        self.takeItem(self.row(watch.item))
        watch.deleteLater()

    def read(self) -> None:
        """Note that the technician sees the chosen session."""
        item = self.currentItem()
        if item is not None:
            self._watches[item.data(_SESSION)].read()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus here."""
        self.by_keyboard = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remember that the keyboard is used."""
        self.by_keyboard = True
        super().keyPressEvent(event)

    def _current_changed(self, item: QListWidgetItem | None) -> None:
        self.read()
        self.chosen.emit(None if item is None else item.data(_SESSION))


class _Watch(QObject):
    """Keeps the row of one session current."""

    def __init__(self, session: Session, item: QListWidgetItem, rows: SessionList) -> None:
        super().__init__(rows)
        self.item = item
        self._session = session
        self._rows = rows
        session.changed.connect(self.follow)
        session.line_added.connect(self._line_added)
        session.private_line_added.connect(self._line_added)
        self.follow()

    def read(self) -> None:
        """Note that the technician has seen everything."""
        self.item.setData(_UNREAD, 0)
        self.follow()

    def follow(self) -> None:
        """Show the state and the unread mark as they are now."""
        words, colour = state_words(self._session)
        self.item.setData(_STATE, words)
        self.item.setData(_COLOUR, colour)
        parts = [self.item.text(), words]
        if self.item.data(_UNREAD):
            parts.append(self.tr("unread messages"))
        self.item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(parts))

    def _line_added(self, line: Line) -> None:
        seen = self.item is self._rows.currentItem() and self._rows.window().isActiveWindow()
        if not line.event and line.author != self._session.own_number and not seen:
            self.item.setData(_UNREAD, self.item.data(_UNREAD) + 1)
        self.follow()


def _shows_keyboard(option: QStyleOptionViewItem) -> bool:
    """Return whether a row is chosen and the keyboard moves in the list."""
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    return chosen and isinstance(option.widget, SessionList) and option.widget.by_keyboard


def _draw_row(painter: QPainter, place: QRect, font: QFont, index: list_row.Index) -> None:
    """Draw name, state and the unread mark of one session."""
    inside = place.adjusted(12, 9, -12, -9)
    unread = int(index.data(_UNREAD))
    if unread:
        _draw_unread(painter, inside, unread, font)
    _draw_words(painter, inside.adjusted(0, 0, -34 if unread else 0, 0), font, index)


def _draw_words(painter: QPainter, place: QRect, font: QFont, index: list_row.Index) -> None:
    top = QRect(place.left(), place.top(), place.width(), place.height() // 2)
    low = QRect(place.left(), place.top() + place.height() // 2, place.width(), place.height() // 2)
    name, state = str(index.data(Qt.ItemDataRole.DisplayRole)), str(index.data(_STATE))
    list_row.draw_line(painter, top, name, font=list_row.strong(font), colour="text")
    dot = QRectF(low.left(), low.center().y() - SIDE / 2 + 1, SIDE, SIDE)
    low.setLeft(low.left() + SIDE + theme.space("one"))
    list_row.draw_line(painter, low, state, font=list_row.small(font), colour="muted")
    draw_dot(painter, dot, str(index.data(_COLOUR)))


def _draw_unread(painter: QPainter, place: QRect, count: int, font: QFont) -> None:
    small = list_row.small(font)
    small.setWeight(QFont.Weight.DemiBold)
    words = str(count) if count < 100 else "99+"
    width = max(22, QFontMetrics(small).horizontalAdvance(words) + 12)
    badge = QRect(place.right() - width + 1, place.center().y() - 10, width, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(badge, 10, 10)
    painter.setPen(theme.colour("on_accent"))
    painter.setFont(small)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
