"""A row of a list that is drawn by hand: the ground under it, and how its lines of words stand on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from resources.look import theme

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True)
class RowLook:
    """How every row of one list looks.

    Attributes:
        height: of a row, in pixels.
        gap: above and below the ground, in pixels.
        draw: draws what stands in a row: into a place, with the list's font as it is set.
        shows_choice: the chosen row has a ground of its own.
        shows_keyboard: returns whether the keyboard's place, which is at this row, is to be seen.
    """

    height: int
    gap: int
    draw: Callable[[QPainter, QRect, QFont, Index], None]
    shows_choice: bool = False
    shows_keyboard: Callable[[QStyleOptionViewItem], bool] = lambda _option: True


def prepare(rows: QListWidget, *, name: str, look: RowLook) -> None:
    """Let the rows of a list called `name` look like `look`."""
    rows.setAccessibleName(name)
    rows.setItemDelegate(ListRow(rows, look))
    rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.setMouseTracking(True)


class ListRow(QStyledItemDelegate):
    """Draws one row: the ground, and what stands on it."""

    def __init__(self, parent: QWidget, look: RowLook) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height every row has."""
        return QSize(0, self._look.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground and what stands on it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap, side = self._look.gap, theme.space("one")
        place: QRect = option.rect.adjusted(side, gap, -side, -gap)
        self._draw_ground(painter, place, option)
        self._look.draw(painter, place, option.font, index)
        painter.restore()

    def _draw_ground(self, painter: QPainter, place: QRect, option: QStyleOptionViewItem) -> None:
        radius = theme.size("radius")
        chosen = self._look.shows_choice and bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("pressed" if chosen else "hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(place, radius, radius)
        if option.state & QStyle.StateFlag.State_HasFocus and self._look.shows_keyboard(option):
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
