"""A row of a list that is drawn by hand: the ground under it, and how its lines of words stand on it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from resources import theme


def prepare(rows: QListWidget, *, name: str, row: QStyledItemDelegate) -> None:
    """Let `rows`, a list called `name`, be drawn by `row`."""
    rows.setAccessibleName(name)
    rows.setItemDelegate(row)
    rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.setMouseTracking(True)


class ListRow(QStyledItemDelegate):
    """Draws one row; what stands in it is drawn by `draw`.

    Args:
        height: of every row, in pixels.
        gap: above and below the ground, in pixels.
        shows_choice: the chosen row has a ground of its own.
    """

    def __init__(self, parent: QWidget, *, height: int, gap: int, shows_choice: bool) -> None:
        super().__init__(parent)
        self._height = height
        self._gap = gap
        self._shows_choice = shows_choice

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height every row has."""
        return QSize(0, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground and what stands on it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place: QRect = option.rect.adjusted(theme.space("one"), self._gap, -theme.space("one"), -self._gap)
        self._draw_ground(painter, place, option)
        self.draw(painter, place, option.font, index)
        painter.restore()

    def draw(self, painter: QPainter, place: QRect, font: QFont, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw what stands in the row."""
        raise NotImplementedError

    def has_keyboard(self, option: QStyleOptionViewItem) -> bool:
        """Return whether the keyboard's place is to be seen at this row."""
        return bool(option.state & QStyle.StateFlag.State_HasFocus)

    def _draw_ground(self, painter: QPainter, place: QRect, option: QStyleOptionViewItem) -> None:
        radius = theme.size("radius")
        chosen = self._shows_choice and bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("pressed" if chosen else "hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(place, radius, radius)
        if self.has_keyboard(option):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), radius, radius)


def strong(font: QFont) -> QFont:
    """Return `font` as a row's name is written in it."""
    result = QFont(font)
    result.setPixelSize(theme.text_size("body"))
    result.setWeight(QFont.Weight.DemiBold)
    return result


def small(font: QFont) -> QFont:
    """Return `font` as everything else in a row is written in it."""
    result = QFont(font)
    result.setPixelSize(theme.text_size("small"))
    return result


def draw_line(painter: QPainter, place: QRect, words: str, *, font: QFont, colour: str) -> None:
    """Draw one line of words in the middle of `place`, ending in "…" where there is no room for all of it."""
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    fitting = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)
