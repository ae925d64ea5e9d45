"""The page of past and running sessions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Signal

from console.admin.directory import Directory
from console.admin.report_columns import session_columns
from console.admin.report_page import ReportPage
from console.admin.reports import Reports
from protocol.reports import AskSessions, SessionOrder
from resources.settings import Settings


class SessionReportPage(ReportPage):
    """All sessions that were opened in a time range.

    Signals:
        session_opened: (bytes) the audit of the session with this number is to be shown.
    """

    session_opened = Signal(bytes)
    kind = AskSessions

    def __init__(self, reports: Reports, directory: Directory, settings: Settings) -> None:
        super().__init__(
            reports, directory, settings, name="sessions", title=self.tr("Sessions"), columns=session_columns()
        )
        self.table.activated.connect(self._open)
        self.table.setToolTip(self.tr("Double-click a session to see its audit"))

    def filter_words(self) -> str:
        """Return what the filter looks in."""
        return self.tr("Filter: technician, group, channel…")

    def nothing_words(self) -> str:
        """Return what is said where nothing fits."""
        return self.tr("No session fits. Choose another time range, or clear the filter.")

    def question(self) -> dict[str, Any]:
        """Return what the host is asked, but for the page."""
        return {**super().question(), "order": SessionOrder(self.order)}

    def _open(self, index: QModelIndex) -> None:
        self.session_opened.emit(self.model.rows[index.row()].session)
