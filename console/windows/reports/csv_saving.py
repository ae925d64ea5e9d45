"""Saves all rows that fit a question as a file for spreadsheet programs, page by page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from console.admin.directory import NOT_CONNECTED
from console.admin.reports import Asked, Reports
from console.windows.reports.columns import Column, zone_name
from protocol.notation.spreadsheet import BEFORE, csv_line
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import AskAudit, AskSessions, AuditPage, SavedReport, SaveReport, SessionPage
from resources.look import controls
from resources.look.dialog import Dialog

NOT_WRITTEN = "file_not_written"
SLOW_MS = 500  # from which on the user is told


class CsvSaving(QObject):
    """Asks for one page after the other and writes it; what was in the file before stays until all is there.

    Signals:
        progressed: (int) so many rows are written.
        finished: (str) all are; or a code for the sentence that says why not.
    """

    progressed = Signal(int)
    finished = Signal(str)

    def __init__(self, reports: Reports, columns: Sequence[Column], path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._reports = reports
        self._columns = columns
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._file: TextIO | None = None
        self._asked: Asked | None = None
        self._kind: type[AskSessions | AskAudit] = AskSessions
        self._fields: dict[str, Any] = {}
        self._rows = 0
        self._separator = ";" if QLocale().decimalPoint() == "," else ","  # as spreadsheet programs expect it there

    def start(self, kind: type[AskSessions | AskAudit], fields: dict[str, Any]) -> None:
        """Write the rows that answer a question of `kind`."""
        self._kind, self._fields = kind, fields
        titles = [f"{c.title} ({zone_name()})" if c.exact_time else c.title for c in self._columns]
        try:
            self._file = self._part.open("w", encoding="utf-8", newline="")
            self._file.write(BEFORE + csv_line(titles, self._separator))
        except OSError:
            self._end(NOT_WRITTEN)
            return
        self._tell_host()

    def cancel(self) -> None:
        """Stop, and leave nothing behind."""
        self._reports.drop(self._asked)
        self._clear()

    def _tell_host(self) -> None:
        """Say that the rows are about to be saved, which stands in the audit, and go on once that is known."""
        if not self._reports.connected:
            self._end(NOT_CONNECTED)
            return
        report = SavedReport.AUDIT if self._kind is AskAudit else SavedReport.SESSIONS
        range_ = {name: self._fields[name] for name in ("since_ms", "until_ms")}
        self._asked = self._reports.ask(SaveReport, self._told, report=report, **range_)

    def _told(self, answer: str) -> None:
        self._asked = None
        if answer == Reason.NONE:
            self._ask(b"")
        else:
            self._end(answer)

    def _ask(self, after: bytes) -> None:
        if self._reports.connected:
            self._asked = self._reports.ask(self._kind, self._answered, after=after, **self._fields)
        else:
            self._end(NOT_CONNECTED)

    def _answered(self, answer: SessionPage | AuditPage | str) -> None:
        self._asked = None
        if isinstance(answer, str) or self._file is None:
            self._end(answer if isinstance(answer, str) else NOT_WRITTEN)
            return
        try:
            for row in answer.rows:
                cells = [(column.exact or column.words)(row) for column in self._columns]
                self._file.write(csv_line(cells, self._separator))
            if not answer.next:
                self._file.close()
                os.replace(self._part, self._path)
        except OSError:
            self._end(NOT_WRITTEN)
            return
        self._rows += len(answer.rows)
        self.progressed.emit(self._rows)
        if answer.next:
            self._ask(answer.next)
        else:
            self._end("")

    def _end(self, code: str) -> None:
        self._clear()
        self.finished.emit(code)

    def _clear(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        self._part.unlink(missing_ok=True)


class SavingDialog(Dialog):
    """Shows how far a file is, where that takes long, and lets the user stop it."""

    def __init__(self, saving: CsvSaving, parent: QWidget) -> None:
        super().__init__(self.tr("Saving…"), parent)
        self.words = controls.text(self.tr("The first rows are on their way."), kind="muted")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        self.body.addWidget(self.words)
        self.body.addWidget(bar)
        self.cancel_button = self.answer(self.tr("Cancel"), then=self.reject)
        self.rejected.connect(saving.cancel)
        saving.progressed.connect(self._progressed)
        saving.finished.connect(self._finished)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self.open)
        self._slow.start()

    def _progressed(self, rows: int) -> None:
        self.words.setText(self.tr("Rows written: {count}").format(count=QLocale().toString(rows)))

    def _finished(self, _code: str) -> None:
        self._slow.stop()
        self.done(self.DialogCode.Accepted)
        self.deleteLater()
