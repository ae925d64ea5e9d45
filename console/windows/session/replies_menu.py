"""Predefined replies in the chat: a button, and "/" in the empty input line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from console.windows.parts.shrinking_button import ShrinkingButton
from resources.chat.view import ChatView
from resources.look import controls
from resources.look.tips import set_tip, words_of

SHOWN = 60  # characters of a reply in the menu


class RepliesButton(ShrinkingButton):
    """Offers one's own replies and the group's; a chosen one stands in the input line and is sent by the user.

    Args:
        chat: where they are written.
        own, group: return the replies at the moment.

    Signals:
        settings_asked: there is no reply yet, and the technician wants to write some.
    """

    settings_asked = Signal()

    def __init__(
        self, chat: ChatView, *, own: Callable[[], tuple[str, ...]], group: Callable[[], tuple[str, ...]]
    ) -> None:
        super().__init__()
        self.setText(self.tr("Replies"))
        self._chat = chat
        self._own = own
        self._group = group
        controls.dress_button(self, kind="quiet", picture="message-square-quote")
        set_tip(self, self.tr("Insert a predefined reply (type “/” in the empty message)"))
        self.setAccessibleDescription(words_of(self))
        self.menu_ = QMenu()
        self.menu_.aboutToShow.connect(self.fill)
        self.setMenu(self.menu_)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(self.text())
        self.measure()
        self.fill()
        chat.input.slash_typed.connect(self._open)

    def fill(self) -> QMenu:
        """Return the menu with the replies that there are now."""
        self.menu_.clear()
        own, group = self._own(), self._group()
        for text in own:
            self._add(text)
        if own and group:
            self.menu_.addSeparator()
        for text in group:
            self._add(text)
        if not own and not group:
            self.menu_.addAction(self.tr("Add replies in the settings…")).triggered.connect(self.settings_asked)
        return self.menu_

    def _open(self) -> None:
        self.menu_.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _add(self, text: str) -> None:
        shown = " ".join(text.split())
        shown = shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"
        action = self.menu_.addAction(shown.replace("&", "&&"))
        action.triggered.connect(partial(self._chosen, text))

    def _chosen(self, text: str) -> None:
        before = self._chat.input.toPlainText().removesuffix("/")
        self._chat.input.write(before + text)
