"""Saving a chat as a file: where to, under which name, whole or not at all."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from protocol.notation.names import cleaned
from resources.chat.transcript_file import as_html, as_text
from resources.look.on_screen import StaysOnScreen, fitting
from resources.program import application

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
    """Asks where a chat is to be saved, and saves it as it is then.

    Args:
        name: of the person, for the file's name and its title.
        lines: returns the chat.
    """

    def __init__(self, name: str, lines: Callable[[], Sequence[Line]], parent: QWidget) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        super().__init__(parent, directory=documents)
        self._name = name
        self._lines = lines
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
        today = QDate.currentDate().toString(Qt.DateFormat.ISODate)  # else two sessions of one person are one file
        self.selectFile(f"{file_name(name)} {today}.txt")  # or "Anna.bat" would choose of which kind it is
        self.fileSelected.connect(self._save)

    def _save(self, file: str) -> None:
        title = self.tr("Session with {name}").format(name=self._name)
        try:
            write_transcript(Path(file), title, self._lines())
        except OSError:
            application.problem(self.parentWidget(), "file_not_written")
