"""Predefined replies in the chat: a button, and "/" in the empty input line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from resources import controls
from resources.chat_view import ChatView

SHOWN = 60  # characters of a reply in the menu


class RepliesButton(QPushButton):
    """Offers one's own replies and the group's; a chosen one stands in the input line and is sent by the user.

    Args:
        chat: where they are written.
        own, group: return the replies at the moment.
    """

    def __init__(
        self, chat: ChatView, *, own: Callable[[], tuple[str, ...]], group: Callable[[], tuple[str, ...]]
    ) -> None:
        super().__init__(self.tr("Replies"))
        self._chat = chat
        self._own = own
        self._group = group
        controls.dress_button(self, kind="quiet", picture="message-square-quote")
        self.setToolTip(self.tr("Insert a predefined reply (type “/” in the empty message)"))
        self.setAccessibleDescription(self.toolTip())
        self.menu_ = QMenu(self)
        self.clicked.connect(lambda: self._open(self))
        chat.input.slash_typed.connect(lambda: self._open(chat.input))

    def fill(self) -> QMenu:
        """Return the menu with the replies that there are now."""
        self.menu_.clear()
        own, group = self._own(), self._group()
        for replies, title in ((own, self.tr("My replies")), (group, self.tr("Replies of my group"))):
            if replies:
                self.menu_.addSection(title)
            for text in replies:
                self._add(text)
        if not own and not group:
            hint = self.menu_.addAction(self.tr("There is none yet: add some in the settings"))
            hint.setEnabled(False)
        return self.menu_

    def _add(self, text: str) -> None:
        shown = " ".join(text.split())
        shown = shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"
        action = self.menu_.addAction(shown.replace("&", "&&"))
        action.triggered.connect(partial(self._chosen, text))

    def _chosen(self, text: str) -> None:
        before = self._chat.input.toPlainText().removesuffix("/")
        self._chat.input.write(before + text)

    def _open(self, over: QWidget) -> None:
        menu = self.fill()
        menu.popup(over.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
