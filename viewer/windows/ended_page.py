"""The page after a session: why it is over, what was said in it, and the way to the next one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from protocol.vocabulary.messages import Reason
from resources.chat.view import ChatView
from resources.look import controls, theme
from resources.look.icons import icon
from resources.look.steady import steadily
from resources.words.sentences import sentence


@dataclass(frozen=True, kw_only=True)
class WaysOn:
    """How the customer may go on after a session.

    Attributes:
        card: a Calling Card is open, which leads to their support again.
        queue: their place in a queue was kept.
        less_sealed: the queue leads to a session that is protected up to the host, and the one before was sealed.
    """

    card: bool = False
    queue: bool = False
    less_sealed: bool = False


class EndedPage(QWidget):
    """Say why the session is over; keep its chat readable until the customer goes on.

    Args:
        reason: why it is over.
        chat: of that session.
        ways: how the customer may go on.

    Signals:
        again_asked: the customer goes on where they began.
        wait_asked: the customer waits for another technician.
        save_asked: (lines) the chat is to be saved as a file.
    """

    help_page = "safe"

    again_asked = Signal()
    wait_asked = Signal()
    save_asked = Signal(object)

    def __init__(self, *, reason: Reason, chat: ChatView, ways: WaysOn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alone = reason is Reason.TECHNICIAN_GONE
        self._ways = ways
        again = self.tr("Back to the start") if ways.card else self.tr("Enter another code")
        self.wait_button = controls.button(self.tr("Go on waiting"), kind="primary")
        self.again_button = controls.button(again, kind="plain" if ways.queue else "primary")
        self.chat_button = controls.button(self.tr("Read the chat again"), kind="quiet", picture="message-square")
        self.save_button = controls.button(self.tr("Save chat…"), kind="quiet", picture="download")
        self.save_button.clicked.connect(lambda: self.save_asked.emit(chat.lines))
        self.why = controls.text(self._words(reason), kind="muted", wrap=True)
        self.protection = controls.text(sentence("waits_less_sealed"), kind="small", wrap=True)
        self._chat = chat
        for button in (self.wait_button, self.again_button):
            button.setMinimumHeight(theme.size("control") + theme.space("one"))
        self.wait_button.setVisible(ways.queue)
        self.protection.setVisible(ways.queue and ways.less_sealed)
        steadily(self.wait_button, self.wait_asked.emit)
        steadily(self.again_button, self.again_asked.emit)
        self.chat_button.clicked.connect(self._show_chat)
        chat.set_writable(False, self.tr("The session has ended"))
        chat.hide()
        self._lay_out()

    @property
    def first_button(self) -> QWidget:
        """The button that the keyboard begins at."""
        return self.wait_button if self._ways.queue else self.again_button

    def _words(self, reason: Reason) -> str:
        if reason is Reason.LEFT:
            return self.tr("You have left the session.")
        if not self._alone:
            return sentence(reason.value)
        if self._ways.queue:
            return self.tr(
                "Do you want to go on waiting for another technician? You are in front of all who came after you."
            )
        if self._ways.card:
            return self.tr("To reach your support again, go back to the start and connect.")
        return sentence(reason.value)

    def _lay_out(self) -> None:
        sign, picture = QLabel(), ("clock", "muted") if self._alone else ("circle-check", "success")
        sign.setPixmap(icon(*picture).pixmap(QSize(40, 40), self.devicePixelRatioF()))
        title = (
            self.tr("Your technician is not available any more") if self._alone else self.tr("The session has ended")
        )
        outer = controls.column(self)
        outer.setSpacing(0)
        top = controls.column(margin="four", gap="two")
        top.addStretch(1)
        top.addWidget(sign)
        top.addWidget(controls.text(title, kind="title", wrap=True))
        for widget in (self.why, self.wait_button, self.protection, self.again_button):
            top.addWidget(widget)
        for button in (self.chat_button, self.save_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        top.addStretch(2)
        outer.addLayout(top)
        outer.addWidget(self._chat, 1)

    def _show_chat(self) -> None:
        self._chat.show()
        self.chat_button.hide()
