"""The parts of the Administration Center, one of them shown: who there is, and what has happened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.admin.directory import Directory
from console.admin.reports import Reports
from console.windows.admin.guests_page import GuestsPage
from console.windows.parts.segments import Segments
from console.windows.reports.audit_report import AuditReportPage
from console.windows.reports.charts_page import ChartsPage
from console.windows.reports.session_report import SessionReportPage
from console.windows.webpage.web_page import WebPagePart
from resources.look import controls, theme
from resources.program.settings import Settings


class Sections(QWidget):
    """A row of buttons and the part that one of them stands for.

    Args:
        people: the part with groups and technicians.
    """

    def __init__(self, people: QWidget, *, reports: Reports, directory: Directory, settings: Settings) -> None:
        super().__init__()
        self.people = people
        self.sessions = SessionReportPage(reports, directory, settings)
        self.audit = AuditReportPage(reports, directory, settings)
        self.charts = ChartsPage(reports, directory)
        self.web_page = WebPagePart(directory)
        self.guests = GuestsPage(reports)
        parts = {
            "people": (self.tr("Technicians"), people),
            "sessions": (self.tr("Sessions"), self.sessions),
            "audit": (self.tr("Audit"), self.audit),
            "charts": (self.tr("Charts"), self.charts),
            "page": (self.tr("Web page"), self.web_page),
            "guests": (self.tr("Without account"), self.guests),
        }
        self._parts = {name: part for name, (_words, part) in parts.items()}
        self.choice = Segments(self.tr("Show"), [(name, words) for name, (words, _part) in parts.items()])
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        outer = controls.column(self)
        outer.setSpacing(0)
        outer.addWidget(self._make_bar())
        outer.addWidget(self._stack, 1)
        self.choice.chosen.connect(self.show_part)
        self.sessions.session_opened.connect(self._show_audit_of)
        self.show_part("people")

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("surface", "bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = controls.row(bar)
        line.setContentsMargins(theme.space("two"), theme.space("one"), theme.space("two"), theme.space("one"))
        line.addWidget(self.choice)
        line.addStretch(1)
        return bar

    def show_part(self, name: str) -> None:
        """Show the part `name`: "people", "sessions", "audit", "charts", "page" or "guests"."""
        self.choice.show_value(name)
        self._stack.setCurrentWidget(self._parts[name])
        if not self.choice.isAncestorOf(self.focusWidget() or self):  # by keyboard, one goes on choosing
            self._parts[name].setFocus()

    def _show_audit_of(self, session: bytes) -> None:
        self.audit.show_session(session)
        self.show_part("audit")
