"""A table whose rows the host has: the first page at once, the next ones when somebody scrolls there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from console.admin.directory import NOT_CONNECTED
from console.admin.reports import Asked, Reports
from console.windows.reports.columns import Column
from protocol.vocabulary.reports import ROWS_LIMIT, AskAudit, AskSessions, AuditPage, SessionPage
from resources.look import tips

_Index = QModelIndex | QPersistentModelIndex


class ReportModel(QAbstractTableModel):
    """The rows that answer one question, as far as they are loaded.

    Signals:
        followed: it loads or no longer, there are more rows, or there is a problem; read the attributes.

    Attributes:
        rows: those that are here.
        loading: some are on their way.
        complete: all are here.
        problem: a code for a sentence, where the last page did not come; else "".
    """

    followed = Signal()

    def __init__(self, reports: Reports, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows: list[Any] = []
        self.complete = False
        self.problem = ""
        self._reports = reports
        self._asked: Asked | None = None
        self._kind: type[AskSessions | AskAudit] = AskSessions
        self._fields: dict[str, Any] = {}
        self._next = b""
        self._wanted = 0  # rows that are to be here before loading rests

    @property
    def loading(self) -> bool:
        """Whether a page is on its way."""
        return self._asked is not None

    def show_answer(self, kind: type[AskSessions | AskAudit], fields: dict[str, Any]) -> None:
        """Show the rows that answer a question of `kind`, in place of those that are here."""
        self._reports.drop(self._asked)
        self._asked = None
        self._kind, self._fields = kind, fields
        self.beginResetModel()
        self.rows = []
        self._next, self.complete, self.problem = b"", False, ""
        self.endResetModel()
        self._wanted = ROWS_LIMIT
        self._ask()

    def retry(self) -> None:
        """Ask again for the page that did not come."""
        if self.problem:
            self.problem = ""
            self._ask()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows are here."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell."""
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(self.rows[index.row()])
        if tips.asks_for_tip(role):
            return tips.as_tip(column.words(self.rows[index.row()]))
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def load_more(self) -> None:
        """Load the next page, where there is one; the view's own way of asking would load all of them at once."""
        if self._next and not self.loading and not self.problem:
            self._wanted = len(self.rows) + ROWS_LIMIT
            self._ask()

    def _ask(self) -> None:
        if self._reports.connected:
            self._asked = self._reports.ask(self._kind, self._answered, after=self._next, **self._fields)
        else:
            self.problem = NOT_CONNECTED
        self.followed.emit()

    def _answered(self, answer: SessionPage | AuditPage | str) -> None:
        self._asked = None
        if isinstance(answer, str):
            self.problem = answer
            self.followed.emit()
            return
        if answer.rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(answer.rows) - 1)
            self.rows += answer.rows
            self.endInsertRows()
        self._next = answer.next
        self.complete = not answer.next
        if self.complete or len(self.rows) >= self._wanted:
            self.followed.emit()
        else:
            self._ask()


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
