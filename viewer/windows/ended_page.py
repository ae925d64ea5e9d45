"""The page after a session: why it is over, what was said in it, and the way to the next one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from protocol.vocabulary.messages import Reason
from resources.chat.view import ChatView
from resources.look import controls, theme
from resources.look.icons import icon
from resources.words.sentences import sentence


class EndedPage(QWidget):
    """Say why the session is over; keep its chat readable until the customer goes on.

    Args:
        reason: why it is over.
        chat: of that session.
        again: the words for going on.

    Signals:
        again_asked: the customer goes on.
    """

    again_asked = Signal()

    def __init__(self, *, reason: Reason, chat: ChatView, again: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.again_button = controls.button(again, kind="primary")
        self.chat_button = controls.button(self.tr("Read the chat again"), kind="quiet", picture="message-square")
        self.why = controls.text(self._words(reason), kind="muted", wrap=True)
        self._chat = chat
        self.again_button.setMinimumHeight(theme.size("control") + theme.space("one"))
        self.again_button.clicked.connect(self.again_asked)
        self.chat_button.clicked.connect(self._show_chat)
        chat.set_writable(False, self.tr("The session has ended"))
        chat.hide()
        self._lay_out()

    def _words(self, reason: Reason) -> str:
        return self.tr("You have left the session.") if reason is Reason.LEFT else sentence(reason.value)

    def _lay_out(self) -> None:
        sign = QLabel()
        sign.setPixmap(icon("circle-check", "success").pixmap(QSize(40, 40), self.devicePixelRatioF()))
        outer = controls.column(self)
        outer.setSpacing(0)
        top = controls.column(margin="four", gap="two")
        top.addStretch(1)
        top.addWidget(sign)
        top.addWidget(controls.text(self.tr("The session has ended"), kind="title", wrap=True))
        top.addWidget(self.why)
        top.addWidget(self.again_button)
        top.addWidget(self.chat_button, 0, Qt.AlignmentFlag.AlignLeft)
        top.addStretch(2)
        outer.addLayout(top)
        outer.addWidget(self._chat, 1)

    def _show_chat(self) -> None:
        self._chat.show()
        self.chat_button.hide()
