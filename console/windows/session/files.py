"""The log of what happened in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from resources.chat.transcript_file import moment
from resources.look.dialog import Dialog
from resources.words.sentences import event_line

if TYPE_CHECKING:
    from console.session.session import Session
    from protocol.seat.conversation import Line


class SessionLogDialog(Dialog):
    """Shows what happened in a session, without what was said."""

    help_page = "list"

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(self.tr("What happened in this session"), parent)
        self._session = session
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("kind", "plain")
        self.text.setAccessibleName(self.windowTitle())
        self.text.setMinimumSize(520, 280)
        self.body.addWidget(self.text)
        self.answer(self.tr("Close"), kind="primary", then=self.accept).setFocus()
        session.line_added.connect(self._line_added)
        self._show_all()

    def _line_added(self, line: Line) -> None:
        if line.event:
            self.text.appendPlainText(_row(line))

    def _show_all(self) -> None:
        """Show all that happened until now."""
        started = self.tr("[{time}] The session was started.").format(time=moment(self._session.opened_ms))
        rows = [_row(line) for line in self._session.conversation.lines if line.event]
        self.text.setPlainText("\n".join([started, *rows]))


def _row(line: Line) -> str:
    return f"[{moment(line.shown_ms)}] {event_line(line.event, line.text)}"
