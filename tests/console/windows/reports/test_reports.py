"""Sessions and the audit in the Administration Center, with a host by hand that answers from lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.admin.reports import AT_ONCE
from console.admin.time_range import Preset
from console.host.core.audit import Event
from console.windows.admin.sections import Sections
from console.windows.reports.audit_details import detail_words
from console.windows.reports.audit_words import EVENTS, GROUPS, REASONS, event_words, reason_words
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import (
    AskAudit,
    AskSessions,
    AuditChecked,
    CheckAudit,
    SessionOrder,
)
from resources.words.sentences import SENTENCES, sentence
from tests.helpers.reports_by_hand import NOON_MS, SESSION, cells, dialog_words

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


@pytest.mark.parametrize(
    ("event", "detail", "words"),
    [
        ("gave_up", "helpdesk timed_out", "helpdesk: not back in time"),
        ("gave_up", "timed_out left", "timed_out: left"),  # a channel may be called anything
        ("login_refused", "wrong_login Ada", "Ada: wrong name or password"),
        ("login_refused", "wrong_login", "wrong name or password"),
        ("refused", "wait limit", "wait: too many in a short time"),
        (
            "right_changed",
            "1st Level share_screen=on locked",
            "1st Level: Allow screen sharing with customers: on, locked",
        ),
        ("right_changed", "Support sessions=inherit", "Support: Sessions at a time: as the group above"),
        ("group_changed", "Support channel=none", "Support: channel: none"),
        ("group_changed", "Support channel=control", "Support: channel: control"),
        ("group_changed", "Support desk_reads=on", "Support: the desk reads what it is about: on"),
        ("group_changed", "Old: New in the top", "Old: New in the top"),
        ("group_added", "Desk in Support allowing everything", "Desk in Support, everything allowed"),
        ("technician_changed", "tech1: tech1 in 1st Level disabled", "tech1: tech1 in 1st Level, disabled"),
        ("technician_added", "Ada in A in B administrator disabled", "Ada in A in B, administrator, disabled"),
        ("desktop_changed", "Clara: access=none revoked", "Clara: no access, taken back by the customer"),
        ("desktop_changed", "member=3 access=control none", "member=3 view and control"),
        ("desktop_asked", "view", "view"),
        ("invited", "Bob: transfer", "Bob: to take over"),
        ("share_ended", "Ada: stopped", "Ada: stopped"),
        ("session_noted", "customer outcome", "customer, outcome"),
        ("notes_deleted", "3 sessions before 2026-11-30", "of sessions before 2026-11-30: 3"),
        ("notes_deleted", "on request", "on request"),
        ("teleported", "to=Mars", "to=Mars"),
    ],
)
def test_details_are_said_in_words(event: str, detail: str, words: str) -> None:
    assert detail_words(event, detail) == words


def test_a_session_is_said_in_words(sessions) -> None:
    assert cells(sessions, 1)[1:] == [
        "", "", "12:34", "0:41", "printers", "Ada", "Support", "Grace", "1", "2", "2:00", "ended by the technician",
        "", "", "01010101"
    ]  # fmt: skip


def test_what_is_noted_of_a_session_is_said_and_looked_for(sections, by_hand) -> None:
    noted = {"customer": "Müller GmbH", "reference": "T-4711", "note": "New toner", "outcome": "follow_up"}
    by_hand.sessions = [replace(SESSION, **noted), replace(SESSION, session=bytes(16), outcome="newer")]
    sections.show_part("sessions")
    by_hand.answer()
    page = sections.sessions
    assert cells(page, 0)[1:3] == ["Müller GmbH", "T-4711"]
    assert cells(page, 0)[13:15] == ["To be continued", "New toner"]
    assert cells(page, 1)[13] == "newer"
    page.outcome.setCurrentIndex(page.outcome.findData("solved"))
    assert by_hand.asked[-1].outcome == "solved"
    page.outcome.setCurrentIndex(0)
    assert by_hand.asked[-1].outcome == ""


def test_a_session_that_goes_on_and_had_no_queue_is_said_so(sections, by_hand) -> None:
    by_hand.sessions = [replace(SESSION, closed_ms=None, reason="", channel="", waited_ms=None, shares=0, shared_ms=0)]
    sections.show_part("sessions")
    by_hand.answer()
    words = cells(sections.sessions, 0)
    assert (words[3], words[4], words[5], words[11], words[12]) == ("", "", "Code or link", "", "goes on")


def test_a_row_of_the_audit_is_said_in_words(audit) -> None:
    assert cells(audit, 3)[2:] == ["Screen sharing ended", "Customer", "00010203", "stopped"]


# -- by themselves ----------------------------------------------------------------------------------------------


def test_a_table_that_is_looked_at_is_loaded_anew_and_says_when(sections, by_hand, monkeypatch) -> None:
    monkeypatch.setattr("console.windows.reports.page.REFRESH_MS", 5)
    by_hand.sessions = []
    sections.show_part("sessions")
    page = sections.sessions
    by_hand.answer()
    assert page.status.text().startswith("Rows: 0. As of ")
    by_hand.sessions = [replace(SESSION, session=bytes([number]) * 16) for number in range(3)]
    page._again.timeout.emit()
    assert not page.progress.isVisible(), "nobody waits for it"
    by_hand.answer()
    assert page.status.text().startswith("Rows: 3. As of ")
    assert not page.message.isVisible()
    assert page._again.isActive()
    sections.show_part("charts")
    assert not page._again.isActive(), "what nobody looks at is not loaded"
    by_hand.answer()
    by_hand.asked.clear()
    sections.show_part("sessions")
    assert [type(question) for question in by_hand.asked] == [AskSessions], "but at once when somebody does again"


def test_what_is_looked_at_and_chosen_stays_when_new_rows_come(qtbot, sections, by_hand, monkeypatch) -> None:
    monkeypatch.setattr("console.windows.reports.model.ROWS_LIMIT", 60)
    by_hand.sessions = [replace(SESSION, session=bytes([number]) * 16) for number in range(60)]
    sections.show_part("sessions")
    by_hand.answer()
    page = sections.sessions
    qtbot.waitUntil(lambda: page.table.verticalScrollBar().maximum() > 0)
    page.table.setCurrentIndex(page.model.index(20, 0))
    page.table.scrollTo(page.model.index(20, 0), page.table.ScrollHint.PositionAtTop)
    assert page.table.indexAt(QPoint(0, 0)).row() == 20
    by_hand.sessions = [replace(SESSION, session=b"n" * 16), *by_hand.sessions]
    page.model.refresh()
    by_hand.answer()
    assert page.table.indexAt(QPoint(0, 0)).row() == 21
    assert {index.row() for index in page.table.selectionModel().selectedIndexes()} == {21}


def test_whoever_has_scrolled_far_keeps_the_rows_and_reads_how_old_they_are(sections, by_hand, monkeypatch) -> None:
    monkeypatch.setattr("console.windows.reports.model.REFRESH_ROWS", 3)
    sections.show_part("sessions")
    by_hand.answer()
    by_hand.asked.clear()
    sections.sessions.model.refresh()
    assert by_hand.asked == []
    assert "As of" in sections.sessions.status.text()


def test_a_question_takes_the_place_of_what_is_loaded_anew(sections, by_hand) -> None:
    sections.show_part("sessions")
    by_hand.answer()
    page = sections.sessions
    page.model.refresh()
    page.load()
    by_hand.answer()
    assert page.model.rowCount() == 5


def test_a_host_that_does_not_answer_is_said_and_the_rows_stay(sections, by_hand) -> None:
    sections.show_part("sessions")
    by_hand.answer()
    by_hand.refuse = Reason.STORAGE
    sections.sessions.model.refresh()
    by_hand.answer()
    assert sections.sessions.message.text() == sentence("storage")
    assert sections.sessions.model.rowCount() == 5


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
    assert sections.sessions.status.text().startswith("Rows: 5. As of ")


def test_rows_are_loaded_as_one_scrolls(qtbot, sections, by_hand, monkeypatch) -> None:
    monkeypatch.setattr("console.windows.reports.model.ROWS_LIMIT", 60)
    by_hand.sessions = [SESSION] * 200
    sections.show_part("sessions")
    by_hand.answer()
    page = sections.sessions
    assert page.model.rowCount() == 60
    assert page.status.text().startswith("Rows: 200, 60 of them here; more come while you scroll. As of ")
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
    header.setSortIndicator(3, Qt.SortOrder.AscendingOrder)
    asked = by_hand.asked[-1]
    assert (asked.order, asked.descending, asked.after) == (SessionOrder.LENGTH, False, b"")
    by_hand.answer()
    count = len(by_hand.asked)
    header.setSortIndicator(8, Qt.SortOrder.AscendingOrder)  # by colleagues: the host cannot
    assert len(by_hand.asked) == count
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (3, Qt.SortOrder.AscendingOrder)


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
    assert rows[0].split("\t")[5:7] == ["printers", "Ada"]


def test_a_name_that_is_copied_is_no_formula_in_a_spreadsheet_program(sections, by_hand) -> None:
    by_hand.sessions = [replace(SESSION, lead="=HYPERLINK(1)")]
    sections.show_part("sessions")
    by_hand.answer()
    sections.sessions.table.selectAll()
    sections.sessions.copy_action.trigger()
    assert QGuiApplication.clipboard().text().split("\t")[6] == "'=HYPERLINK(1)"


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
