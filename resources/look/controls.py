"""The few controls every window is made of, with their part in the visual language and a name for screen readers."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from resources.look import theme
from resources.look.icons import icon
from resources.look.tips import set_tip
from resources.look.words import WrappedText

ButtonKind = Literal["primary", "danger", "plain", "quiet"]
TextType = Literal["title", "heading", "strong", "body", "muted", "small", "problem"]

_ICON_TINTS = {"primary": "on_accent", "danger": "on_danger", "plain": "text", "quiet": "muted"}


class Picture(QWidget):
    """An icon that stands by itself, drawn in the theme's colours of the moment."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._icon = QIcon()
        self.setFixedSize(side, side)

    def show_icon(self, name: str, tint: str) -> None:
        """Show the icon `name` in the theme's colour `tint`."""
        if (shown := icon(name, tint)) is not self._icon:
            self._icon = shown
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


class ElidedText(QLabel):
    """One line of text that ends in "…" where there is no room for all of it; the tooltip then has the rest."""

    def __init__(self, *, kind: TextType = "body") -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str) -> None:
        """Show `words`, as far as they fit."""
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitting = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(fitting)
        set_tip(self, "" if fitting == self._words else self._words)


def button(text: str, *, kind: ButtonKind = "plain", picture: str | None = None) -> QPushButton:
    """Return a button; clicking it does not move the keyboard's focus."""
    result = QPushButton(text)
    dress_button(result, kind=kind, picture=picture)
    return result


def icon_button(name: str, *, picture: str, kind: ButtonKind = "quiet") -> QPushButton:
    """Return a square button that shows only an icon; `name` is its accessible name and tooltip."""
    result = button("", kind=kind, picture=picture)
    result.setProperty("square", "true")
    result.setFixedSize(theme.size("control"), theme.size("control"))
    result.setAccessibleName(name)
    set_tip(result, name)
    return result


def menu_button(name: str, *, picture: str, menu: QMenu, kind: ButtonKind = "quiet") -> QToolButton:
    """Return a square button that opens `menu`, and keeps it."""
    result = QToolButton()
    menu.setParent(result, menu.windowFlags())
    dress_button(result, kind=kind, picture=picture)
    result.setProperty("square", "true")
    result.setFixedSize(theme.size("control"), theme.size("control"))
    result.setAccessibleName(name)
    set_tip(result, name)
    result.setMenu(menu)
    result.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return result


def dress_button(control: QAbstractButton, *, kind: ButtonKind, picture: str | None) -> None:
    """Give `control` the look of `kind` and the icon `picture`."""
    control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    side = theme.size("icon")
    control.setIconSize(QSize(side + theme.space("half") if control.text() else side, side))
    if picture is not None:
        control.setIcon(icon(picture, _ICON_TINTS[kind]))
    set_look(control, "kind", kind)


def text(words: str = "", *, kind: TextType = "body", wrap: bool = False) -> QLabel:
    """Return a label of the type `kind`; it shows plain text only, never what a peer made look like markup."""
    result = WrappedText(words) if wrap else QLabel(words)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("type", kind)
    return result


def endless_bar(name: str) -> QProgressBar:
    """Return a bar called `name` that says only that something goes on."""
    result = QProgressBar()
    result.setRange(0, 0)
    result.setTextVisible(False)
    result.setAccessibleName(name)
    return result


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Set the property `name` that the style sheet looks at, and draw `widget` anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()
    widget.update()


def column(parent: QWidget | None = None, *, margin: str | None = None, gap: str = "two") -> QVBoxLayout:
    """Return a column with the tokens' distances."""
    result = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    distance = 0 if margin is None else theme.space(margin)
    result.setContentsMargins(distance, distance, distance, distance)
    result.setSpacing(theme.space(gap))
    return result


def row(parent: QWidget | None = None, *, gap: str = "one") -> QHBoxLayout:
    """Return a row with the tokens' distances and no margin."""
    result = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    result.setContentsMargins(0, 0, 0, 0)
    result.setSpacing(theme.space(gap))
    return result


def card(title: str, words: str) -> tuple[QFrame, QVBoxLayout]:
    """Return a card with a heading and a sentence, and the column that its content goes into."""
    frame = QFrame()
    frame.setProperty("surface", "card")
    inside = column(frame, margin="two")
    inside.setContentsMargins(*(theme.space("three"),) * 4)
    head = column(gap="half")
    head.addWidget(text(title, kind="heading", wrap=True))
    head.addWidget(text(words, kind="muted", wrap=True))
    inside.addLayout(head)
    return frame, inside


def rule() -> QFrame:
    """Return a thin line between two parts."""
    result = QFrame()
    result.setProperty("surface", "rule")
    result.setFixedHeight(1)
    return result
