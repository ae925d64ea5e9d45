"""What is kept of a session outside of the console: its chat as a file, and the log of what happened in it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from protocol.notation.names import cleaned
from resources.chat.transcript_file import as_html, as_text, moment
from resources.look.dialog import Dialog
from resources.look.on_screen import StaysOnScreen, fitting
from resources.program import application
from resources.words.sentences import event_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.session.session import Session
    from protocol.seat.conversation import Line

_NOT_IN_NAMES = '<>:"/\\|?*'
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # what Windows does not take for files


def file_name(title: str) -> str:
    """Return a name for the file of a session with `title`, good on every system."""
    kept = "".join("_" if sign in _NOT_IN_NAMES else sign for sign in cleaned(title))
    kept = kept.strip(" .") or "session"
    return f"_{kept}" if _DEVICES.fullmatch(kept) else kept


def write_transcript(path: Path, title: str, lines: Sequence[Line]) -> None:
    """Write the transcript, as a page where the file's name ends in .html; whole or not at all.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    html = path.suffix.lower() in (".html", ".htm")
    words = as_html(title, lines) if html else as_text(title, lines)
    part = path.with_name(path.name + ".part")
    part.write_text(words, encoding="utf-8")
    os.replace(part, path)


class SaveChatDialog(QFileDialog):
    """Asks where the chat is to be saved, and saves it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        super().__init__(parent, directory=documents)
        self._session = session
        self.setWindowTitle(self.tr("Save chat"))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(0, 0)
        self.resize(fitting(self.sizeHint(), self))
        StaysOnScreen(self)
        self._text, self._page = self.tr("Text (*.txt)"), self.tr("Web page (*.html)")
        self.setNameFilters([self._text, self._page])
        self.setDefaultSuffix("txt")
        self.filterSelected.connect(lambda chosen: self.setDefaultSuffix("html" if chosen == self._page else "txt"))
        self.selectFile(f"{file_name(session.title)}.txt")  # or "Anna.bat" would choose of which kind it is
        self.fileSelected.connect(self._save)

    def _save(self, file: str) -> None:
        title = self.tr("Session with {name}").format(name=self._session.title)
        try:
            write_transcript(Path(file), title, self._session.conversation.lines)
        except OSError:
            application.problem(self.parentWidget(), "file_not_written")


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
