"""A table whose rows the host has: the first page at once, the next ones when somebody scrolls there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from console.admin.directory import NOT_CONNECTED
from console.admin.reports import Asked, Reports
from console.windows.reports.columns import Column
from protocol.vocabulary.reports import ROWS_LIMIT, AskAudit, AskSessions, AuditPage, RowTotal, SessionPage
from resources.look import tips

REFRESH_ROWS = 1000  # more of them are not loaded anew: what stands there says when it came

_Index = QModelIndex | QPersistentModelIndex


class ReportModel(QAbstractTableModel):
    """The rows that answer one question, as far as they are loaded.

    Signals:
        followed: it loads or no longer, there are more rows, or there is a problem; read the attributes.
        about_to_change: other rows take the place of those that are here, which were loaded anew.

    Attributes:
        rows: those that are here.
        loading: some are on their way.
        complete: all are here.
        total: how many rows there are, as far as the host has counted them; None: not yet.
        as_of: when the host said all that; None: not yet.
        problem: a code for a sentence, where the last page did not come; else "".
    """

    followed = Signal()
    about_to_change = Signal()

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
        self._counting: Asked | None = None
        self._fresh: list[Any] | None = None  # rows that are to take the place of those here, as far as they came
        self.total: int | None = None
        self.as_of: datetime | None = None

    @property
    def loading(self) -> bool:
        """Whether a page is on its way that somebody waits for."""
        return self._asked is not None and self._fresh is None

    def show_answer(self, kind: type[AskSessions | AskAudit], fields: dict[str, Any]) -> None:
        """Show the rows that answer a question of `kind`, in place of those that are here."""
        self._drop()
        self._kind, self._fields = kind, fields
        self.total = self.as_of = None
        self.beginResetModel()
        self.rows = []
        self._next, self.complete, self.problem = b"", False, ""
        self.endResetModel()
        self._wanted = ROWS_LIMIT
        self._ask()

    def refresh(self) -> None:
        """Load what is here anew, without taking it away meanwhile; more than `REFRESH_ROWS` stay as they are."""
        if self._asked is None and not self.problem and self._reports.connected and len(self.rows) <= REFRESH_ROWS:
            self._fresh = []
            self._wanted = max(ROWS_LIMIT, len(self.rows))
            self._ask(b"")

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

    def _drop(self) -> None:
        """Have no answer to what was asked."""
        for asked in (self._asked, self._counting):
            self._reports.drop(asked)
        self._asked = self._counting = self._fresh = None

    def _ask(self, after: bytes | None = None) -> None:
        if self._reports.connected:
            place = self._next if after is None else after
            self._asked = self._reports.ask(self._kind, self._answered, after=place, **self._fields)
        else:
            self.problem = NOT_CONNECTED
        self.followed.emit()

    def _answered(self, answer: SessionPage | AuditPage | str) -> None:
        self._asked = None
        if isinstance(answer, str):
            self._fresh = None
            self.problem = answer
            self.followed.emit()
        elif self._fresh is not None:
            self._refreshed(answer)
        else:
            self._grown(answer)

    def _refreshed(self, answer: SessionPage | AuditPage) -> None:
        """Take over what came anew, once it is as much as is here."""
        assert self._fresh is not None
        self._fresh += answer.rows
        if answer.next and len(self._fresh) < self._wanted:
            self._ask(answer.next)
            return
        fresh, self._fresh = self._fresh, None
        self._next, self.complete = answer.next, not answer.next
        if fresh != self.rows:
            self.about_to_change.emit()
            self.beginResetModel()
            self.rows = fresh
            self.endResetModel()
        self._arrived()

    def _grown(self, answer: SessionPage | AuditPage) -> None:
        """Add what came to what is here."""
        if answer.rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(answer.rows) - 1)
            self.rows += answer.rows
            self.endInsertRows()
        self._next = answer.next
        self.complete = not answer.next
        if not self.complete and len(self.rows) < self._wanted:
            self._ask()
        elif self.as_of is None or self.complete:
            self._arrived()
        else:
            self.followed.emit()

    def _arrived(self) -> None:
        """Note when the rows came, and have those counted that are not here."""
        self.as_of = datetime.now()
        if self.complete:
            self.total = len(self.rows)
        elif self._counting is None:
            self._counting = self._reports.ask(self._kind, self._counted, total=True, **self._fields)
        self.followed.emit()

    def _counted(self, answer: RowTotal | str) -> None:
        self._counting = None
        if not isinstance(answer, str):  # a problem is told with the rows
            self.total = answer.rows
            self.followed.emit()


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
