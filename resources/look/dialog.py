"""A small dialog in the programs' own look: a notice with one answer, a question with two."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from resources.look import controls, theme
from resources.look.controls import ButtonKind

_FRAME = 64  # pixels that a window's frame and a task bar may take


class Dialog(QDialog):
    """A dialog with a heading, a body to fill, and its answers at the lower right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(theme.size("dialog"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = controls.column(self, margin="three", gap="three")
        heading = controls.text(title, kind="heading", wrap=True)
        outer.addWidget(heading)
        self.body: QVBoxLayout = controls.column()
        outer.addLayout(self.body)
        outer.addStretch()
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
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), layout.totalMinimumSize().width())
            needed = min(layout.totalHeightForWidth(width), self.screen().availableGeometry().height() - _FRAME)
            self.setMinimumSize(width, needed)

    def answer(self, words: str, *, kind: ButtonKind = "plain", then: Callable[[], object]) -> QPushButton:
        """Add an answer that calls `then` (`self.accept`, `self.reject`...) when it is given."""
        button = controls.button(words, kind=kind)
        button.setAutoDefault(kind == "primary")
        button.setDefault(kind == "primary")
        button.clicked.connect(lambda: then())
        self._answers.addWidget(button)
        return button


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
    agree = dialog.answer(yes, kind="danger" if danger else "primary", then=dialog.accept)
    (cancel if danger else agree).setFocus()
    dialog.accepted.connect(then)
    dialog.open()
    return dialog


def _words(words: str) -> QWidget:
    label = controls.text(words, kind="muted", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
