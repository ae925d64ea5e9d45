"""A host by hand that answers questions about sessions and the audit from lists, and what pages say of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QWidget

from console.admin.reports import Reports
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import (
    AskAudit,
    AskAuditHead,
    AskDays,
    AskSessions,
    AuditChecked,
    AuditHead,
    AuditPage,
    CheckAudit,
    Day,
    DayFigures,
    Question,
    RowTotal,
    SaveReport,
    SessionPage,
    TechnicianFigures,
    TechnicianWork,
)
from resources.look.dialog import Dialog
from tests.protocol.golden_messages import AUDIT_ROW, SESSION_ROW

NOON_MS = SESSION_ROW.opened_ms
SESSION = replace(
    SESSION_ROW, closed_ms=NOON_MS + 754_000, reason="ended_by_lead", group="Support", colleagues=("Grace",),
    shared_ms=120_000,
)  # fmt: skip
ENTRY = replace(
    AUDIT_ROW, number=7, event="share_ended", session=SESSION.session, who="", customer=True, detail="stopped"
)


class ReportsByHand:
    """Answers questions in order, a page of two rows at a time, when `answer` is called; or refuses with `refuse`."""

    def __init__(self, reports: Reports) -> None:
        self.reports = reports
        self.asked: list[Question] = []
        self.waiting: list[Question] = []
        self.sessions = [replace(SESSION, session=bytes([number]) * 16) for number in range(5)]
        self.audit = [replace(ENTRY, number=number) for number in range(5)]
        self.day = Day(sessions=4, waited=2, waited_median_ms=60_000, waited_most_ms=120_000, gave_up=1, missed=3)
        self.technicians = (TechnicianWork(name="Ada", sessions=2, length_ms=600_000, shares=3, shared_ms=9000),)
        self.broken = 0
        self.head_number, self.head = 40, b"h" * 32
        self.before: dict[int, bytes] = {}  # hashes of earlier rows
        self.refuse = Reason.NONE

    def send(self, question: Question) -> None:
        self.asked.append(question)
        self.waiting.append(question)

    def answer(self) -> None:
        """Answer all questions, and those that follow from the answers."""
        while self.waiting:
            question = self.waiting.pop(0)
            if self.refuse is Reason.NONE:
                self.reports.receive(self._answer(question))
            else:
                self.reports.receive(Changed(request=question.request, reason=self.refuse))

    def _answer(self, question: Question) -> object:
        match question:
            case AskSessions(total=True):
                return RowTotal(request=question.request, rows=len(self.sessions))
            case AskAudit(total=True):
                return RowTotal(request=question.request, rows=len(self.audit))
            case AskSessions():
                rows, end = self._page(self.sessions, question.after)
                return SessionPage(request=question.request, rows=rows, next=end)
            case AskAudit():
                rows, end = self._page(self.audit, question.after)
                return AuditPage(request=question.request, rows=rows, next=end)
            case CheckAudit():
                return AuditChecked(request=question.request, rows=40, broken=self.broken)
            case _:
                return self._other_answer(question)

    def _other_answer(self, question: Question) -> object:
        match question:
            case SaveReport():
                return Changed(request=question.request, reason=Reason.NONE)
            case AskAuditHead(number=number):
                then = self.head if number == self.head_number else self.before.get(number, b"")
                return AuditHead(request=question.request, number=self.head_number, hash=self.head, then=then)
            case AskDays():
                return DayFigures(request=question.request, days=(self.day,) * (len(question.starts) - 1))
            case _:
                return TechnicianFigures(request=question.request, technicians=self.technicians, others=0)

    @staticmethod
    def _page(rows: list, after: bytes) -> tuple[tuple, bytes]:
        first = int(after or b"0")
        return tuple(rows[first : first + 2]), str(first + 2).encode() if first + 2 < len(rows) else b""


def cells(page, row: int) -> list[str]:
    return [page.model.data(page.model.index(row, column)) for column in range(page.model.columnCount())]


def dialog_words(widget: QWidget) -> list[str]:
    return [label.text() for dialog in widget.window().findChildren(Dialog) for label in dialog.findChildren(QLabel)]
