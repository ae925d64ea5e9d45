"""The page of past and running sessions."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal

from console.admin.directory import Directory
from console.admin.reports import Reports
from console.windows.reports.columns import session_columns
from console.windows.reports.page import Report, ReportPage
from console.windows.reports.pickers import OutcomePicker
from protocol.vocabulary.reports import AskSessions, SessionOrder
from resources.look.tips import set_tip
from resources.program.settings import Settings


class SessionReportPage(ReportPage):
    """All sessions that were opened in a time range.

    Signals:
        session_opened: (bytes) the audit of the session with this number is to be shown.
    """

    session_opened = Signal(bytes)

    def __init__(self, reports: Reports, directory: Directory, settings: Settings) -> None:
        self.outcome = outcome = OutcomePicker()
        report = Report(
            name="sessions",
            title=self.tr("Sessions"),
            filter_words=self.tr("Filter: customer, reference, technician, group…"),
            nothing_words=self.tr("No session fits. Choose another time range, or clear the filter."),
            columns=session_columns(),
            question=AskSessions,
            fields=lambda order: {"order": SessionOrder(order), "outcome": outcome.outcome},
            pickers=[outcome],
        )
        super().__init__(reports, directory, settings, report=report)
        self.outcome.currentIndexChanged.connect(self.load)
        self.table.activated.connect(self._open)
        set_tip(self.table, self.tr("Double-click a session to see its audit"))

    def _open(self, index: QModelIndex) -> None:
        self.session_opened.emit(self.model.rows[index.row()].session)
