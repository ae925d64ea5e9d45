"""Sessions, the audit and charts in the Administration Center, with a host by hand that answers from lists."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QWidget

from console.admin import csv_saving
from console.admin.audit_words import EVENTS, GROUPS, REASONS, event_words, reason_words
from console.admin.csv_saving import CsvSaving, SavingDialog
from console.admin.report_columns import audit_columns, session_columns
from console.admin.reports import AT_ONCE, Reports
from console.admin.sections import Sections
from console.admin.time_range import Preset
from console.host.audit import Event
from protocol.accounts import Changed
from protocol.messages import Reason
from protocol.reports import (
    AskAudit,
    AskDays,
    AskSessions,
    AskShares,
    AuditChecked,
    AuditPage,
    AuditRow,
    CheckAudit,
    Day,
    DayFigures,
    Question,
    SessionOrder,
    SessionPage,
    SessionRow,
    ShareFigures,
    TechnicianShares,
)
from resources import theme
from resources.dialog import Dialog
from resources.sentences import SENTENCES
from resources.settings import Settings

NOON_MS = 1_795_000_000_000
SESSION = SessionRow(
    session=bytes(range(16)), opened_ms=NOON_MS, closed_ms=NOON_MS + 754_000, reason="ended_by_lead", lead="Ada",
    group="Support", colleagues=("Grace",), customers=1, channel="printers", waited_ms=41_000, shares=2,
    shared_ms=120_000,
)  # fmt: skip
ENTRY = AuditRow(
    number=7, time_ms=NOON_MS, event="share_ended", session=bytes(range(16)), who="", customer=True, detail="stopped"
)


class ReportsByHand:
    """Answers questions in order, a page of two rows at a time, when `answer` is called; or refuses with `refuse`."""

    def __init__(self, reports: Reports) -> None:
        self.reports = reports
        self.asked: list[Question] = []
        self.waiting: list[Question] = []
        self.sessions = [replace(SESSION, session=bytes([number]) * 16) for number in range(5)]
        self.audit = [replace(ENTRY, number=number) for number in range(5)]
        self.day = Day(sessions=4, waited=2, waited_median_ms=60_000, waited_most_ms=120_000)
        self.technicians = (TechnicianShares(name="Ada", shares=3, shared_ms=9000),)
        self.broken = 0
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
            case AskSessions():
                rows, end = self._page(self.sessions, question.after)
                return SessionPage(request=question.request, rows=rows, next=end)
            case AskAudit():
                rows, end = self._page(self.audit, question.after)
                return AuditPage(request=question.request, rows=rows, next=end)
            case CheckAudit():
                return AuditChecked(request=question.request, rows=40, broken=self.broken)
            case AskDays():
                return DayFigures(request=question.request, days=(self.day,) * (len(question.starts) - 1))
            case _:
                return ShareFigures(request=question.request, technicians=self.technicians, others=0)

    @staticmethod
    def _page(rows: list, after: bytes) -> tuple[tuple, bytes]:
        first = int(after or b"0")
        return tuple(rows[first : first + 2]), str(first + 2).encode() if first + 2 < len(rows) else b""


@pytest.fixture
def reports(qapp: object) -> Reports:
    return Reports()


@pytest.fixture
def by_hand(reports: Reports) -> ReportsByHand:
    by_hand = ReportsByHand(reports)
    reports.link_up(by_hand.send)
    return by_hand


@pytest.fixture
def sections(qtbot, reports, by_hand, directory, host, settings: Settings) -> Sections:
    directory.watch(True)
    people = QWidget()
    sections = Sections(people, reports=reports, directory=directory, settings=settings)
    qtbot.addWidget(sections)
    sections.resize(1160, 760)
    sections.show()
    return sections


@pytest.fixture
def sessions(sections: Sections, by_hand: ReportsByHand):
    sections.show_part("sessions")
    by_hand.answer()
    return sections.sessions


@pytest.fixture
def audit(sections: Sections, by_hand: ReportsByHand):
    sections.show_part("audit")
    by_hand.answer()
    return sections.audit


@pytest.fixture
def charts(sections: Sections, by_hand: ReportsByHand):
    sections.show_part("charts")
    by_hand.answer()
    return sections.charts


def cells(page, row: int) -> list[str]:
    return [page.model.data(page.model.index(row, column)) for column in range(page.model.columnCount())]


def dialog_words(widget: QWidget) -> list[str]:
    return [label.text() for dialog in widget.window().findChildren(Dialog) for label in dialog.findChildren(QLabel)]


# -- questions --------------------------------------------------------------------------------------------------


def test_a_few_questions_are_asked_at_once_and_the_others_wait(reports, by_hand) -> None:
    answers: list[object] = []
    asked = [reports.ask(CheckAudit, answers.append) for _ in range(4)]
    assert len(by_hand.asked) == AT_ONCE
    reports.drop(asked[0])  # is on its way
    reports.drop(asked[3])  # is not
    by_hand.answer()
    assert [question.request for question in by_hand.asked] == [one.question.request for one in asked[:3]]
    assert len(answers) == 2


def test_a_lost_host_is_said_to_whoever_waits_for_an_answer(reports, by_hand) -> None:
    answers: list[object] = []
    for _ in range(3):
        reports.ask(CheckAudit, answers.append)
    reports.link_down()
    assert answers == ["host_gone"] * 3
    assert not reports.connected


def test_an_answer_that_nobody_asked_for_is_left_to_others(reports, by_hand) -> None:
    assert not reports.receive(Changed(request=5, reason=Reason.NONE))
    assert not reports.receive(AuditChecked(request=5, rows=1, broken=0))


# -- words ------------------------------------------------------------------------------------------------------


def test_every_event_of_the_audit_has_words_and_can_be_chosen() -> None:
    assert set(EVENTS) == {event.value for event in Event}
    grouped = [event for _words, events in GROUPS.values() for event in events]
    assert sorted(grouped) == sorted(EVENTS)


def test_what_a_newer_host_says_is_shown_as_it_is() -> None:
    assert event_words("teleported") == "teleported"
    assert reason_words("member=3 access=view revoked") == "member=3 access=view revoked"
    assert {"ended_by_lead", "left", "timed_out", "shutdown"} <= set(REASONS)


def test_a_session_is_said_in_words(sessions) -> None:
    assert cells(sessions, 1)[1:] == [
        "12:34", "0:41", "printers", "Ada", "Support", "Grace", "1", "2", "2:00", "ended by the technician", "01010101"
    ]  # fmt: skip


def test_a_session_that_goes_on_and_had_no_queue_is_said_so(sections, by_hand) -> None:
    by_hand.sessions = [replace(SESSION, closed_ms=None, reason="", channel="", waited_ms=None, shares=0, shared_ms=0)]
    sections.show_part("sessions")
    by_hand.answer()
    words = cells(sections.sessions, 0)
    assert (words[1], words[2], words[3], words[9], words[10]) == ("", "", "Code or link", "", "goes on")


def test_a_row_of_the_audit_is_said_in_words(audit) -> None:
    assert cells(audit, 3)[2:] == ["Screen sharing ended", "Customer", "00010203", "stopped"]


# -- tables -----------------------------------------------------------------------------------------------------


def test_a_table_is_loaded_when_it_is_looked_at_and_no_sooner(sections, by_hand) -> None:
    assert by_hand.asked == []
    sections.show_part("sessions")
    (asked,) = by_hand.asked
    assert isinstance(asked, AskSessions)
    assert (asked.order, asked.descending, asked.words) == (SessionOrder.OPENED, True, "")
    assert asked.until_ms - asked.since_ms >= 29 * 24 * 3_600_000
    by_hand.answer()
    assert sections.sessions.model.rowCount() == 5  # what comes in small pages is asked for until the view is full
    assert sections.sessions.status.text() == "Rows: 5"


def test_rows_are_loaded_as_one_scrolls(qtbot, sections, by_hand, monkeypatch) -> None:
    monkeypatch.setattr("console.admin.report_model.ROWS_LIMIT", 60)
    by_hand.sessions = [SESSION] * 200
    sections.show_part("sessions")
    by_hand.answer()
    page = sections.sessions
    assert page.model.rowCount() == 60
    assert page.status.text() == "Rows: 60; more come while you scroll"
    bar = page.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert not by_hand.waiting
    bar.setValue(bar.maximum())
    by_hand.answer()
    assert page.model.rowCount() == 120


def test_what_is_typed_is_asked_for_after_a_moment(qtbot, sessions, by_hand) -> None:
    before = len(by_hand.asked)
    qtbot.keyClicks(sessions.filter, "ada ")
    assert len(by_hand.asked) == before
    qtbot.waitUntil(lambda: len(by_hand.asked) > before)
    assert by_hand.asked[-1].words == "ada"


def test_enter_asks_at_once(qtbot, sessions, by_hand) -> None:
    sessions.filter.setText("grace")
    qtbot.keyClick(sessions.filter, Qt.Key.Key_Return)
    assert by_hand.asked[-1].words == "grace"


def test_an_answer_to_an_earlier_question_is_not_shown(sessions, by_hand) -> None:
    sessions.load()
    by_hand.sessions = [SESSION]
    sessions.load()
    by_hand.answer()
    assert sessions.model.rowCount() == 1


def test_a_click_on_a_column_sorts_at_the_host(sessions, by_hand) -> None:
    header = sessions.table.header()
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    asked = by_hand.asked[-1]
    assert (asked.order, asked.descending, asked.after) == (SessionOrder.LENGTH, False, b"")
    by_hand.answer()
    count = len(by_hand.asked)
    header.setSortIndicator(6, Qt.SortOrder.AscendingOrder)  # by colleagues: the host cannot
    assert len(by_hand.asked) == count
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.AscendingOrder)


def test_people_and_events_are_filtered_by(audit, by_hand) -> None:
    rows = [audit.people.itemText(row).strip() for row in range(audit.people.count())]
    assert rows == ["All technicians", "Field service", "Support", "Ada", "First level", "Grace"]
    audit.people.setCurrentIndex(rows.index("Grace"))
    assert (by_hand.asked[-1].technician, by_hand.asked[-1].group) == (8, 0)
    by_hand.answer()
    audit.people.setCurrentIndex(rows.index("Support"))
    assert (by_hand.asked[-1].technician, by_hand.asked[-1].group) == (0, 1)
    by_hand.answer()
    audit.events.setCurrentIndex(audit.events.findText("Sharing and control"))
    assert "share_started" in by_hand.asked[-1].events
    by_hand.answer()
    audit.events.setCurrentIndex(audit.events.findText("    Logged in"))
    assert by_hand.asked[-1].events == ("login",)


def test_what_is_chosen_stays_when_technicians_change(audit, directory, host) -> None:
    audit.people.setCurrentIndex(audit.people.count() - 1)
    chosen = audit.people.fields
    directory.add_group(1, "New", lambda _problem: None)
    assert audit.people.fields == chosen
    assert any("New" in audit.people.itemText(row) for row in range(audit.people.count()))


def test_the_keyboard_goes_through_a_page_in_the_order_of_looking(qtbot, audit) -> None:
    audit.filter.setFocus()
    ways = [audit.filter, audit.events, audit.people, audit.range.presets, audit.table, audit.check_button]
    for way in ways:
        assert way.hasFocus(), way
        qtbot.keyClick(way, Qt.Key.Key_Tab)
    assert audit.again_button.hasFocus()


def test_ones_own_range_is_from_one_day_to_another(sessions, by_hand) -> None:
    assert not sessions.range.first.isVisible()
    sessions.range.choose(Preset.OWN)
    assert sessions.range.first.isVisible()
    sessions.range.last.setDate(sessions.range.first.date())
    asked = by_hand.asked[-1]
    assert 23 <= (asked.until_ms - asked.since_ms) / 3_600_000 <= 25


def test_where_nothing_fits_that_is_said(sections, by_hand) -> None:
    by_hand.sessions = []
    sections.show_part("sessions")
    by_hand.answer()
    assert sections.sessions.message.text().startswith("No session fits.")
    assert not sections.sessions.save_button.isEnabled()


def test_a_problem_is_said_and_can_be_tried_again(sections, by_hand) -> None:
    by_hand.refuse = Reason.STORAGE
    sections.show_part("audit")
    by_hand.answer()
    page = sections.audit
    assert page.message.text() == SENTENCES["storage"]
    by_hand.refuse = Reason.NONE
    page.retry_button.click()
    by_hand.answer()
    assert page.model.rowCount() == 5
    assert not page.message.isVisible()


def test_a_lost_host_is_said_and_what_was_asked_goes_on_when_it_is_back(sections, reports, by_hand) -> None:
    sections.show_part("sessions")
    reports.link_down()
    page = sections.sessions
    assert page.message.text().startswith("The connection to the host is lost.")
    assert not page.retry_button.isEnabled()
    by_hand.waiting.clear()
    reports.link_up(by_hand.send)
    by_hand.answer()
    assert page.model.rowCount() == 5


def test_progress_is_shown_only_where_it_takes_long(qtbot, sections, by_hand) -> None:
    sections.show_part("sessions")
    page = sections.sessions
    assert not page.progress.isVisible()
    qtbot.waitUntil(page.progress.isVisible)
    by_hand.answer()
    assert not page.progress.isVisible()


def test_chosen_rows_are_copied_as_a_table(sessions) -> None:
    sessions.table.selectAll()
    sessions.copy_action.trigger()
    rows = QGuiApplication.clipboard().text().split("\n")
    assert len(rows) == 5
    assert rows[0].split("\t")[3:5] == ["printers", "Ada"]


def test_the_widths_of_columns_are_remembered(sections, by_hand, reports, directory, settings, qtbot) -> None:
    sections.show_part("audit")
    sections.audit.table.header().resizeSection(2, 333)
    sections.show_part("people")
    other = Sections(QWidget(), reports=reports, directory=directory, settings=settings)
    qtbot.addWidget(other)
    assert other.audit.table.header().sectionSize(2) == 333


def test_a_session_leads_to_its_audit(sections, sessions, by_hand) -> None:
    sessions.table.activated.emit(sessions.model.index(2, 0))
    assert sections.audit.isVisible()
    asked = by_hand.asked[-1]
    assert isinstance(asked, AskAudit)
    assert asked.words == "02" * 16
    assert asked.since_ms < NOON_MS < asked.until_ms


def test_the_chain_is_checked_and_what_came_of_it_is_said(audit, by_hand) -> None:
    audit.check_button.click()
    assert not audit.check_button.isEnabled()
    by_hand.answer()
    assert "Every row is as it was written. Rows: 40" in dialog_words(audit)
    by_hand.broken = 41
    audit.check_button.click()
    by_hand.answer()
    assert any(words.startswith("Row 41 is not what was written") for words in dialog_words(audit))


# -- files ------------------------------------------------------------------------------------------------------


def saved(page, path: Path, by_hand: ReportsByHand) -> list[list[str]]:
    page.save(path)
    by_hand.answer()
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_all_rows_that_fit_are_saved(sections, by_hand, tmp_path) -> None:
    by_hand.sessions = [replace(SESSION, lead="=cmd()"), *[SESSION] * 250]
    sections.show_part("sessions")
    by_hand.answer()
    assert sections.sessions.model.rowCount() < 251
    titles, first, *others = saved(sections.sessions, tmp_path / "sessions.csv", by_hand)
    assert titles[0].startswith("Opened (")
    assert titles[1:] == [column.title for column in session_columns()][1:]
    assert first[4] == "'=cmd()"
    assert len(others) == 250
    assert others[0][0].startswith("2026-11-1")
    assert others[0][-1] == SESSION.session.hex()
    assert not list(tmp_path.glob("*.part"))


def test_a_file_begins_so_that_spreadsheet_programs_know_its_letters(audit, by_hand, tmp_path) -> None:
    audit.save(tmp_path / "audit.csv")
    by_hand.answer()
    assert (tmp_path / "audit.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_where_a_comma_is_in_numbers_cells_are_parted_by_semicolons(audit, by_hand, tmp_path) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    try:
        audit.save(tmp_path / "audit.csv")
        by_hand.answer()
    finally:
        QLocale.setDefault(before)
    line = (tmp_path / "audit.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert line.count(";") == len(audit_columns()) - 1


def test_a_file_that_cannot_be_written_is_said(audit, by_hand, tmp_path) -> None:
    audit.save(tmp_path / "missing" / "audit.csv")
    by_hand.answer()
    assert any(words.startswith("The file could not be written.") for words in dialog_words(audit))


def test_a_host_that_refuses_leaves_no_file(audit, by_hand, tmp_path) -> None:
    by_hand.refuse = Reason.STORAGE
    audit.save(tmp_path / "audit.csv")
    by_hand.answer()
    assert not list(tmp_path.glob("audit*"))
    assert SENTENCES["storage"] in dialog_words(audit)


def test_saving_can_be_stopped_and_what_was_there_stays(qtbot, reports, by_hand, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(csv_saving, "SLOW_MS", 0)
    path = tmp_path / "audit.csv"
    path.write_text("before")
    parent = QWidget()
    qtbot.addWidget(parent)
    saving = CsvSaving(reports, audit_columns(), path, parent)
    dialog = SavingDialog(saving, parent)
    saving.start(AskAudit, {"since_ms": 0, "until_ms": 1})
    question = by_hand.waiting.pop()
    reports.receive(by_hand._answer(question))
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.words.text() == "Rows written: 2"
    dialog.cancel_button.click()
    by_hand.answer()
    assert path.read_text() == "before"
    assert not list(tmp_path.glob("*.part"))


# -- charts -----------------------------------------------------------------------------------------------------


def choose_days(charts, count: int) -> None:
    charts.range.choose(Preset.OWN)
    charts.range.last.setDate(charts.range.last.date())
    charts.range.first.setDate(charts.range.last.date().addDays(1 - count))


def test_charts_ask_for_days_that_begin_here_in_parts(sections, by_hand) -> None:
    sections.show_part("charts")
    by_hand.answer()
    choose_days(sections.charts, 400)
    by_hand.answer()
    by_hand.asked.clear()
    sections.charts.load()
    by_hand.answer()
    days = [question for question in by_hand.asked if isinstance(question, AskDays)]
    assert [len(question.starts) for question in days] == [51] * 8
    assert all(later.starts[0] == earlier.starts[-1] for earlier, later in pairwise(days))
    (shares,) = [question for question in by_hand.asked if isinstance(question, AskShares)]
    assert (shares.since_ms, shares.until_ms) == (days[0].starts[0], days[-1].starts[-1])
    assert len(sections.charts.figures.figures.days) == 400


@pytest.mark.parametrize("count", [1, 7, 400])
def test_charts_of_few_and_of_many_days_are_drawn(charts, by_hand, count: int) -> None:
    choose_days(charts, count)
    charts.load()
    by_hand.answer()
    assert charts.view.sessions.count == count
    first, last = charts.view.sessions.getPlotItem().viewRange()[0]
    assert first <= -0.6
    assert last >= count - 0.4
    assert f"sessions: {QLocale().toString(4 * count)}" in charts.view.title.text()


def test_more_days_than_there_is_room_for_are_said_to_be_left_out(charts, by_hand) -> None:
    choose_days(charts, 400)
    by_hand.answer()
    assert not charts.message.isVisible()
    choose_days(charts, 401)
    by_hand.answer()
    assert charts.message.text() == "There is room for 400 days: these are the latest."
    assert charts.message.isVisible()


def test_the_keyboard_points_at_a_day_whose_figures_are_said(qtbot, charts) -> None:
    chart, said = charts.view.waits, charts.view._waits_card.said
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.current == 29
    assert said.text().endswith("waited: 2, median: 1:00, 95%: 2:00")
    assert chart.accessibleDescription() == said.text()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 28
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 0


def test_a_technicians_shares_are_said(qtbot, charts) -> None:
    chart = charts.view.shares
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert charts.view._shares_card.said.text() == "Ada, shares: 3, in all: 0:09"


def test_more_technicians_than_there_is_room_for_are_counted(sections, by_hand) -> None:
    by_hand.technicians = tuple(TechnicianShares(name=f"T{n}", shares=20 - n, shared_ms=1) for n in range(20))
    sections.show_part("charts")
    by_hand.answer()
    assert sections.charts.view._shares_card.said.text() == "and 8 more"


def test_days_on_which_nobody_waited_and_shared_are_said(sections, by_hand) -> None:
    by_hand.day = Day(sessions=1, waited=0, waited_median_ms=0, waited_most_ms=0)
    by_hand.technicians = ()
    sections.show_part("charts")
    by_hand.answer()
    view = sections.charts.view
    assert view._waits_card.said.text() == "Nobody waited in a queue."
    assert view._shares_card.said.text() == "Nobody shared."


def test_days_without_a_session_have_no_charts_and_that_is_said(sections, by_hand) -> None:
    by_hand.day = Day(sessions=0, waited=0, waited_median_ms=0, waited_most_ms=0)
    sections.show_part("charts")
    by_hand.answer()
    assert sections.charts.message.text().startswith("There was no session in these days.")
    assert not sections.charts.save_button.isEnabled()
    assert sections.charts.view is None  # and the library is not loaded for nothing


def test_the_same_figures_are_shown_as_tables(charts) -> None:
    charts.shape.buttons["table"].click()
    assert charts.tables.isVisible()
    assert charts.tables.days.topLevelItemCount() == 30
    top = charts.tables.days.topLevelItem(0)
    assert [top.text(column) for column in range(1, 5)] == ["4", "2", "1:00", "2:00"]
    assert charts.tables.technicians.topLevelItem(0).text(0) == "Ada"
    assert not charts.save_button.isEnabled()


def test_charts_are_saved_as_a_picture(charts, tmp_path) -> None:
    charts.save(tmp_path / "charts.png")
    picture = QImage(str(tmp_path / "charts.png"))
    assert picture.width() == 2 * (charts.view.width() + 2 * theme.space("three"))
    assert picture.pixelColor(4, 4) == theme.colour("window")
    bars = theme.colour("accent").rgb()
    assert any(picture.pixel(x, picture.height() // 4) == bars for x in range(0, picture.width(), 4))
    assert not list(tmp_path.glob("*.part"))


def test_a_picture_that_cannot_be_written_is_said(charts, tmp_path) -> None:
    charts.save(tmp_path / "missing" / "charts.png")
    assert any(words.startswith("The file could not be written.") for words in dialog_words(charts))


def test_figures_that_do_not_come_are_said_and_come_when_the_host_is_back(sections, reports, by_hand) -> None:
    sections.show_part("charts")
    reports.link_down()
    page = sections.charts
    assert page.message.text().startswith("The connection to the host is lost.")
    by_hand.waiting.clear()
    reports.link_up(by_hand.send)
    by_hand.answer()
    assert page.figures.problem == ""
    assert page.view is not None


def test_days_of_charts_end_today(charts) -> None:
    days = [day for day, _ in charts.figures.figures.days]
    assert days[-1] - days[0] == timedelta(days=29)
    assert days[-1] in (date.today(), date.today() - timedelta(days=1))  # midnight may have passed meanwhile
