"""A button with an icon and words; the words go where there is no room for them, in a row those of the last first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from resources.look import controls, theme
from resources.look.tips import set_tip

ARROW = 28  # pixels of what opens a menu


class ShrinkingButton(QToolButton):
    """Tells by its icon, its tip and its accessible name what it is for, too.

    Args:
        words: whether they are shown at all.
    """

    def __init__(self, *, words: bool = True) -> None:
        super().__init__()
        self._words = words
        self._turn = True
        self._whole = QSize()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size with the words, also while there is no room for them; without, where others have that."""
        return self._whole if self._turn else self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the icon alone."""
        arrow = ARROW if self.popupMode() is QToolButton.ToolButtonPopupMode.MenuButtonPopup else 0
        return QSize(theme.size("control") + arrow, self._whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words where all of them fit: what is left of a few letters nobody can read."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that the style gives the words."""
        super().showEvent(event)
        self.measure()

    @property
    def words_width(self) -> int:
        """How many pixels more than the icon alone the words need."""
        return max(0, self._whole.width() - self.minimumSizeHint().width())

    def take_turn(self, turn: bool) -> None:
        """Want room for the words, or leave it to others in the row."""
        if turn != self._turn:
            self._turn = turn
            self.updateGeometry()
            self._fit()

    def say(self, words: str) -> None:
        """Have these words from now on, for who hears them, too."""
        self.setText(words)
        self.setAccessibleName(words)
        self.measure()

    def measure(self) -> None:
        """Find out how much room the words need, which have changed."""
        self._dress(self._words)
        self._whole = super().sizeHint()
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        self._dress(self._words and self._turn and self.width() >= self._whole.width())

    def _dress(self, words: bool) -> None:
        style, side = Qt.ToolButtonStyle, theme.size("icon")
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        self.setIconSize(QSize(side + theme.space("half") if words else side, side))
        controls.set_look(self, "alone", "false" if words else "true")  # the style has room beside words only


def shrinking_button(words: str, *, picture: str, kind: controls.ButtonKind = "plain") -> ShrinkingButton:
    """Return a button with `words`; on a narrow screen it has its icon alone, and the words as its tip."""
    button = ShrinkingButton()
    controls.dress_button(button, kind=kind, picture=picture)
    set_tip(button, words)
    button.say(words)
    return button


class Turns(QObject):
    """Gives the buttons in `row`, which are laid out from left to right, room for their words, the first one first."""

    def __init__(self, row: QWidget) -> None:
        super().__init__(row)
        self._row = row
        row.installEventFilter(self)

    def eventFilter(self, _row: QObject, event: QEvent) -> bool:
        """Share the room out anew where there is another one, or other words."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._share_out()
        return False

    def _share_out(self) -> None:
        layout = self._row.layout()
        assert layout is not None
        widgets = [item.widget() for i in range(layout.count()) if (item := layout.itemAt(i)) and not item.isEmpty()]
        shown = [widget for widget in widgets if widget is not None]
        needed = sum(widget.minimumSizeHint().expandedTo(widget.minimumSize()).width() for widget in shown)
        gaps = layout.spacing() * (layout.count() - 1)
        left = self._row.contentsRect().marginsRemoved(layout.contentsMargins()).width() - needed - gaps
        for button in (widget for widget in shown if isinstance(widget, ShrinkingButton)):
            turn = button.words_width <= left
            button.take_turn(turn)
            left = left - button.words_width if turn else 0  # none with words behind one without: that looks at random
