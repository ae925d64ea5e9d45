"""The page of the audit: who did what and when."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from console.admin.directory import Directory
from console.admin.reports import Reports
from console.admin.time_range import Preset
from console.windows.reports.columns import audit_columns
from console.windows.reports.page import Report, ReportPage
from console.windows.reports.pickers import EventPicker
from protocol.vocabulary.reports import AskAudit, AuditChecked, CheckAudit
from resources.look import controls, dialog
from resources.look.tips import set_tip
from resources.program.application import problem
from resources.program.settings import Settings


class AuditReportPage(ReportPage):
    """All that was written down in a time range; and whether it is what was written."""

    def __init__(self, reports: Reports, directory: Directory, settings: Settings) -> None:
        self.events = events = EventPicker()
        self.check_button = controls.button(self.tr("Check the chain"), picture="shield-check")
        report = Report(
            name="audit",
            title=self.tr("Audit"),
            filter_words=self.tr("Filter: name, address, details, session number…"),
            nothing_words=self.tr("No entry fits. Choose another time range, or clear the filter."),
            columns=audit_columns(),
            question=AskAudit,
            fields=lambda _order: {"events": events.events},
            pickers=[events],
            tools=[self.check_button],
        )
        super().__init__(reports, directory, settings, report=report)
        self.events.currentIndexChanged.connect(self.load)
        set_tip(
            self.check_button,
            self.tr("Find out whether a row of the audit was changed, removed or swapped since it was written"),
        )
        self.check_button.clicked.connect(self.check)

    def show_session(self, session: bytes) -> None:
        """Show everything about one session."""
        for picker in (self.events, self.people):
            picker.setCurrentIndex(0)
        self.range.choose(Preset.ALL)
        self.filter.setText(session.hex())
        self.load()

    def check(self) -> None:
        """Have the host check the audit, and say what came of it."""
        if self._reports.connected:
            self.check_button.setEnabled(False)
            self.check_button.setText(self.tr("Checking…"))
            self._reports.ask(CheckAudit, self._checked)
        else:
            problem(self, "host_gone")

    def _checked(self, answer: AuditChecked | str) -> None:
        self.check_button.setEnabled(True)
        self.check_button.setText(self.tr("Check the chain"))
        if isinstance(answer, str):
            problem(self, answer)
            return
        if answer.broken:
            title = self.tr("The audit was touched")
            words = self.tr(
                "Row {number} is not what was written: it, or what stood there, was changed, removed or swapped. "
                "All rows before it are as they were written."
            ).format(number=QLocale().toString(answer.broken))
        else:
            title = self.tr("The audit is whole")
            words = self.tr("Every row is as it was written. Rows: {count}").format(
                count=QLocale().toString(answer.rows)
            )
        dialog.tell(self, title=title, words=words)
