"""A small dialog in the programs' own look: a notice with one answer, a question with two."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from resources.look import controls, theme
from resources.look.controls import ButtonKind
from resources.look.help_key import add_help_key
from resources.look.on_screen import StaysOnScreen, keep_within, room_of
from resources.look.steady import steadily

_FRAME = 64  # pixels that a window's frame and a task bar may take


class Dialog(QDialog):
    """A dialog with a heading, a body to fill, and its answers at the lower right.

    Whatever the words are, the answers are on the screen: where there is no room for all of it, the body scrolls.
    """

    help_page = ""  # of the program's help, where it is about this dialog

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(theme.size("dialog"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        StaysOnScreen(self)
        add_help_key(self)
        outer = controls.column(self, margin="three", gap="three")
        self._inside = QWidget()
        self._inside.setProperty("surface", "none")
        inner = controls.column(self._inside, gap="three")
        inner.addWidget(controls.text(title, kind="heading", wrap=True))
        self.body: QVBoxLayout = controls.column()
        inner.addLayout(self.body)
        inner.addStretch()
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # follows the control that has the keyboard
        scroll.setMinimumSize(0, 0)
        scroll.setWidget(self._inside)
        outer.addWidget(scroll, 1)
        self._answers = controls.row()
        self._answers.addStretch()
        outer.addLayout(self._answers)

    def fit(self) -> None:
        """Grow to what has appeared in it."""
        QTimer.singleShot(0, self, self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as all words need, where the screen has room; Qt gives a new dialog two thirds of it at most."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        inner, outer = self._inside.layout(), self.layout()
        assert inner is not None
        assert outer is not None
        inner.activate()
        space = room(self)
        edges = outer.contentsMargins()
        beside = edges.left() + edges.right()
        below = edges.top() + edges.bottom() + outer.spacing() + self._answers.minimumSize().height()
        least, answers = inner.totalMinimumSize().width(), self._answers.minimumSize().width()
        width = min(max(self.width(), max(least, answers) + beside), space.width())
        height, most = _height_for(inner, width - beside) + below, space.height() - _FRAME
        if height > most:  # the body scrolls, and not to the side as well
            bar = self._scroll.verticalScrollBar().sizeHint().width() + 2 * self._scroll.frameWidth()
            width = min(max(width, least + bar + beside), space.width())
        self.setMinimumSize(width, min(height, most))
        if self.isVisible():
            keep_within(self)  # it has grown, downwards

    def answer(
        self,
        words: str,
        *,
        kind: ButtonKind = "plain",
        then: Callable[[], object],
        steady: bool = False,
        about: Callable[[], object] = lambda: None,
    ) -> QPushButton:
        """Add an answer that calls `then` (`self.accept`, `self.reject`...) when it is given.

        With `steady` it gives something away, and counts only once it has stood for a moment; `about` says what that
        is, where neither place nor words of the button show it.
        """
        button = controls.button(words, kind=kind)
        button.setAutoDefault(kind == "primary")
        button.setDefault(kind == "primary")
        if steady:
            steadily(button, then, about)
        else:
            button.clicked.connect(lambda: then())
        self._answers.addWidget(button)
        return button


def room(dialog: QDialog) -> QSize:
    """Return how large a window may be on the screen of `dialog`."""
    return room_of(dialog).size()


def _height_for(layout: QLayout, width: int) -> int:
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalMinimumSize().height()


def tell(parent: QWidget | None, *, title: str, words: str) -> Dialog:
    """Show a notice; does not wait for its answer."""
    dialog = Dialog(title, parent)
    dialog.body.addWidget(_words(words))
    dialog.answer(QCoreApplication.translate("dialog", "OK"), kind="primary", then=dialog.accept).setFocus()
    dialog.open()
    return dialog


def ask(
    parent: QWidget, *, title: str, words: str, yes: str, then: Callable[[], object], danger: bool = False
) -> Dialog:
    """Ask whether to do something; calls `then` when the answer is `yes`. Does not wait for it."""
    dialog = Dialog(title, parent)
    dialog.body.addWidget(_words(words))
    cancel = dialog.answer(QCoreApplication.translate("dialog", "Cancel"), then=dialog.reject)
    agree = dialog.answer(yes, kind="danger" if danger else "primary", then=dialog.accept, steady=True)
    (cancel if danger else agree).setFocus()
    dialog.accepted.connect(then)
    dialog.open()
    return dialog


def _words(words: str) -> QWidget:
    label = controls.text(words, kind="muted", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
