"""The session list as a table, invitations, and what is kept of a session."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from console.connection.known_devices import Standing
from console.desk.invited import InvitationView
from console.windows.join_colleague import JoinColleagueDialog
from console.windows.main_window import MainWindow
from console.windows.session.files import SessionLogDialog
from console.windows.session.page import SessionPage
from console.windows.session_table import SESSION, Column, SessionTablePage
from protocol.vocabulary.messages import SessionState
from protocol.vocabulary.teamwork import InvitationKind
from resources.chat.saving import SaveChatDialog, file_name, write_transcript
from resources.look.dialog import Dialog
from resources.words.sentences import SENTENCES
from tests.console.colleagues_by_hand import view

INVITATION = InvitationView(
    session=b"s" * 16,
    number=5,
    sender=view(8, "Ada"),
    kind=InvitationKind.COLLABORATE,
    customer="Erika",
    ends_at=time.monotonic() + 1000,
)


@pytest.fixture
def table(qtbot, desk) -> SessionTablePage:
    table = SessionTablePage(desk)
    qtbot.addWidget(table)
    table.show()
    return table


@pytest.fixture
def window(qtbot, desk, settings, choice) -> MainWindow:
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "_leaving", True))
    window.show()
    return window


def shown(table: SessionTablePage, column: Column = Column.CUSTOMER) -> list[str]:
    return [table.rows.index(row, column).data() for row in range(table.rows.rowCount())]


def press(dialog: Dialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def test_waiting_times_are_kept_current_only_while_the_table_is_seen(table) -> None:
    assert table.model.follows_time
    table.hide()
    assert not table.model.follows_time
    table.show()
    assert table.model.follows_time


def test_an_empty_list_says_what_to_do(table, desk) -> None:
    assert "New session" in table.empty.text()
    desk.add()
    assert not table.empty.isVisible()
    table.filter.setText("nobody is called so")
    assert table.empty.text() == "No session fits the filter."
    assert table.table.isVisible()


def test_every_session_has_its_row(table, desk) -> None:
    session = desk.add("Erika")
    assert shown(table) == ["Erika"]
    session.joined()
    assert shown(table, Column.STATE) == ["Active"]
    assert shown(table, Column.TECHNICIAN) == ["Sam Support"]
    assert shown(table, Column.CHANNEL) == ["Code or link"]
    assert shown(table, Column.WAITING) == ["0:00"]
    desk.remove(session)
    assert shown(table) == []


def test_rows_are_sorted_by_what_stands_in_them(table, desk) -> None:
    for number, name in enumerate(("Max", "erika", "Zoe")):
        desk.add(name).opened_ms += number * 60_000
    table.table.sortByColumn(Column.CUSTOMER, Qt.SortOrder.AscendingOrder)
    assert shown(table) == ["erika", "Max", "Zoe"]
    table.table.sortByColumn(Column.STARTED, Qt.SortOrder.DescendingOrder)
    assert shown(table) == ["Zoe", "erika", "Max"]
    table.table.sortByColumn(Column.WAITING, Qt.SortOrder.DescendingOrder)
    assert shown(table) == ["Max", "erika", "Zoe"]


def test_the_filter_looks_at_all_words_of_a_row(table, desk) -> None:
    desk.add("Erika")
    desk.add("Max").becomes(state=SessionState.ON_HOLD, on_hold=True)
    table.filter.setText("hold max")
    assert shown(table) == ["Max"]
    table.filter.setText("hold erika")
    assert shown(table) == []


def test_a_row_opens_its_session(window, desk) -> None:
    first, second = desk.add("Erika"), desk.add("Max")
    window.sidebar.table_button.click()
    assert window._stack.currentWidget() is window.table
    rows = window.table.rows
    index = next(rows.index(row, 0) for row in range(2) if rows.index(row, 0).data(SESSION) is first)
    window.table.table.activated.emit(index)
    page = window._stack.currentWidget()
    assert isinstance(page, SessionPage)
    assert page._session is first
    assert second in desk.sessions


def test_a_session_comes_back_from_the_list_with_a_click(window, desk) -> None:
    desk.add("Erika")
    window.show_table()
    window.sidebar.list.itemClicked.emit(window.sidebar.list.item(0))
    assert isinstance(window._stack.currentWidget(), SessionPage)


def test_an_invitation_has_a_row_until_it_is_over(table, desk) -> None:
    desk.add("Max")
    desk.invited.emit(INVITATION)
    assert shown(table) == ["Erika", "Max"]
    assert shown(table, Column.STATE)[0] == "Invitation"
    assert shown(table, Column.TECHNICIAN)[0] == "Ada"
    opened = []
    table.chosen.connect(opened.append)
    table.table.activated.emit(table.rows.index(0, 0))
    assert opened == []
    desk.invitation_gone.emit(INVITATION, "declined")
    assert shown(table) == ["Max"]


# -- invitations


def test_an_invitation_is_answered_in_its_banner(window, desk) -> None:
    desk.invited.emit(INVITATION)
    (banner,) = window.invitations.banners
    assert "Ada invites you into the session with Erika" in banner.words.text()
    banner.accept_button.click()
    banner.decline_button.click()
    assert desk.done == [("answer", 5, True), ("answer", 5, False)]
    desk.invitation_gone.emit(INVITATION, "timed_out")
    assert window.invitations.banners == []


def test_an_invitation_from_another_computer_is_asked_about(window, desk) -> None:
    changed = replace(INVITATION, sender=view(8, "Ada", standing=Standing.CHANGED), customer="")
    desk.invited.emit(changed)
    (banner,) = window.invitations.banners
    assert view(8, "Ada").fingerprint in banner.words.text()
    banner.accept_button.click()
    assert desk.done == []
    press(next(d for d in window.findChildren(Dialog) if d.isVisible()), "It is right: go on")
    assert desk.done == [("accept_from", 5, True)]


def test_an_invitation_from_a_computer_that_is_new_here_is_accepted_by_a_click_for_it(window, desk) -> None:
    desk.invited.emit(replace(INVITATION, sender=view(8, "Ada", standing=Standing.NEW), customer=""))
    (banner,) = window.invitations.banners
    assert view(8, "Ada").fingerprint in banner.words.text()
    assert "is new here: accept? The host says that this is Ada" in banner.words.text()
    banner.accept_button.click()
    assert [d for d in window.findChildren(Dialog) if d.isVisible()] == [], "one question a colleague"
    assert desk.done == [("accept_from", 5, False)]


def test_a_colleagues_code_that_does_not_work_can_be_corrected(window, desk) -> None:
    window.join_action.trigger()
    (dialog,) = window.findChildren(JoinColleagueDialog)
    dialog.code.setText("1234 567 890")
    dialog.yes_button.click()
    assert desk.done == [("join_session", "1234 567 890")]
    desk.problem.emit("wrong_code")
    assert dialog.problem.text() == SENTENCES["wrong_code"]
    assert [d for d in window.findChildren(Dialog) if d.isVisible()] == [dialog], "it is said once"
    assert dialog.isVisible()
    dialog.yes_button.click()
    desk.add("Erika")
    assert not dialog.isVisible()


def test_cancel_ends_the_attempt_to_join(window, desk) -> None:
    window.join_action.trigger()
    (dialog,) = window.findChildren(JoinColleagueDialog)
    dialog.code.setText("1234 567 890")
    dialog.yes_button.click()
    dialog.cancel_button.click()
    assert desk.done == [("join_session", "1234 567 890"), ("cancel_joining",)]


# -- files


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Erika", "Erika"),
        ("A/B\\C: ?", "A_B_C_ _"),
        (" .. ", "session"),
        ("x" * 300, "x" * 60),
        ("a\u202eb\n", "ab"),
        ("Con", "_Con"),
    ],
)
def test_a_file_name_is_good_on_every_system(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize("name", ["Erika", "Rechnung.exe", "Dr. Ada", "start.bat", "x.html", "x.desktop"])
def test_no_customer_chooses_of_which_kind_the_file_is(qtbot, session, window, name: str) -> None:
    session.title = name
    dialog = SaveChatDialog(session.title, lambda: session.conversation.lines, window)
    qtbot.addWidget(dialog)
    assert [Path(file).name for file in dialog.selectedFiles()] == [f"{name} {date.today().isoformat()}.txt"]
    dialog.selectNameFilter("Web page (*.html)")
    dialog.filterSelected.emit("Web page (*.html)")
    assert dialog.defaultSuffix() == "html"


def test_a_chat_is_saved_as_text_or_page(session, tmp_path) -> None:
    session.joined()
    session.line(1, "Hello")
    write_transcript(tmp_path / "chat.txt", "Session", session.conversation.lines)
    write_transcript(tmp_path / "chat.html", "Session", session.conversation.lines)
    assert "Sam Support: Hello" in (tmp_path / "chat.txt").read_text(encoding="utf-8")
    assert (tmp_path / "chat.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_chat_that_cannot_be_saved_says_so(qtbot, session, window, tmp_path) -> None:
    dialog = SaveChatDialog(session.title, lambda: session.conversation.lines, window)
    qtbot.addWidget(dialog)
    dialog._save(str(tmp_path / "nowhere" / "chat.txt"))
    assert any(d.isVisible() for d in window.findChildren(Dialog))


def test_the_log_says_what_happened_and_not_what_was_said(session, window) -> None:
    session.joined()
    session.line(1, "a secret")
    log = SessionLogDialog(session, window)
    session.event("share_started")
    words = log.text.toPlainText()
    assert words.count("\n") == 2
    assert "Screen sharing with Erika Example has started." in words
    assert "secret" not in words
