from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from protocol.notation import joincode
from resources.look.dialog import Dialog
from resources.words.sentences import sentence
from viewer.windows.joining.join_page import JoinPage

CODE = joincode.code_text("4821", "73904")
WRONG = CODE[:-1] + str((int(CODE[-1]) + 1) % 10)
LINK = joincode.link_text("help.example.org:7331", "4821", joincode.new_link_secret(), bytes(32))


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication) -> JoinPage:
    return shown(qtbot, last_host="")


def shown(qtbot: QtBot, last_host: str) -> JoinPage:
    page = JoinPage(last_host=last_host)
    qtbot.addWidget(page)
    page.resize(420, 640)
    page.show()
    page.asked = []  # type: ignore[attr-defined]
    page.join_asked.connect(lambda *what: page.asked.append(what))  # type: ignore[attr-defined]
    return page


def test_digits_are_grouped_while_they_are_typed(qtbot: QtBot, page: JoinPage):
    texts = []
    for digit in CODE.replace(" ", ""):
        qtbot.keyClicks(page.code, digit)
        texts.append(page.code.text())
    assert texts[3:5] == ["4821", "4821 7"]
    assert texts[-1] == CODE
    assert page.code.cursorPosition() == len(CODE)


def test_backspace_and_delete_take_a_digit_also_at_a_gap(qtbot: QtBot, page: JoinPage):
    qtbot.keyClicks(page.code, "48217")
    for expected in ("4821", "482"):
        qtbot.keyClick(page.code, Qt.Key.Key_Backspace)
        assert page.code.text() == expected
    page.code.fill_in("4821739")
    page.code.setCursorPosition(4)
    qtbot.keyClick(page.code, Qt.Key.Key_Delete)
    assert page.code.text() == "4821 39"


def test_a_digit_typed_in_the_middle_keeps_the_cursor_behind_it(qtbot: QtBot, page: JoinPage):
    page.code.fill_in("4821 73")
    page.code.setCursorPosition(2)
    qtbot.keyClicks(page.code, "5")
    assert page.code.text() == "4852 173"
    assert page.code.cursorPosition() == 3


@pytest.mark.parametrize("spacing", ["", " ", "-", "  ", " - "])
def test_a_pasted_code_may_be_spaced_anyhow(qtbot: QtBot, page: JoinPage, spacing: str):
    QApplication.clipboard().setText(f" {CODE.replace(' ', spacing)}\n")
    page.code.paste()
    assert page.code.text() == CODE
    assert page.join_button.isEnabled()


def test_a_mistyped_digit_is_said_at_once_and_nothing_is_asked(qtbot: QtBot, page: JoinPage):
    qtbot.keyClicks(page.code, WRONG)
    assert page.problem.text() == sentence("check")
    assert page.problem.isVisible()
    assert not page.join_button.isEnabled()
    qtbot.keyClick(page.code, Qt.Key.Key_Return)
    assert page.asked == []


def test_an_unfinished_code_is_no_mistake_yet(qtbot: QtBot, page: JoinPage):
    qtbot.keyClicks(page.code, "4821 73")
    assert not page.problem.isVisible()
    assert not page.join_button.isEnabled()


@pytest.mark.parametrize(
    ("text", "why"), [("48217390461", "length"), ("48x", "digits"), ("https://example.org", "link")]
)
def test_what_cannot_become_a_code_is_said_at_once(page: JoinPage, text: str, why: str):
    page.code.fill_in(text)
    assert page.problem.text() == sentence(why)


def test_typing_the_beginning_of_a_link_is_no_mistake_yet(qtbot: QtBot, page: JoinPage):
    qtbot.keyClicks(page.code, "fernblick:/")
    assert not page.problem.isVisible()


def test_a_code_joins_at_the_remembered_host(qtbot: QtBot, dressed: QApplication):
    page = shown(qtbot, last_host="desk.example.org")
    qtbot.keyClicks(page.code, CODE)
    assert not page.address.isVisible()
    qtbot.keyClick(page.code, Qt.Key.Key_Return)
    assert page.asked == [(CODE, "desk.example.org")]


@pytest.mark.parametrize("problem", ["nobody_near", "unknown_near"])
def test_the_digits_are_enough_and_the_address_unfolds_where_they_lead_nowhere(
    qtbot: QtBot, page: JoinPage, problem: str
):
    qtbot.keyClicks(page.code, CODE)
    assert not page.address.isVisible()
    page.join_button.click()
    assert page.asked == [(CODE, "")]
    page.show_problem(problem)
    assert page.address_problem.text() == sentence(problem)
    assert page.address_problem.isVisible()
    assert page.address.hasFocus()
    qtbot.keyClicks(page.address, "192.0.2.7:7330")
    page.join_button.click()
    assert page.asked[1:] == [(CODE, "192.0.2.7:7330")]


def test_an_address_that_is_none_is_said_before_anything_is_sent(page: JoinPage):
    page.code.fill_in(CODE)
    page.address.setText("not an address")
    page.join_button.click()
    assert page.asked == []
    assert page.address_problem.text() == sentence("bad_address")
    assert page.address.hasFocus()
    assert page.address.selectedText() == "not an address"


def test_the_address_can_be_folded_by_hand(page: JoinPage):
    page.fold.click()
    assert page.address.isVisible()
    page.fold.click()
    assert not page.address.isVisible()


def test_a_link_names_its_host_and_waits_for_join(page: JoinPage):
    page.fill_in(LINK)
    assert page.confirmation.text() == "You are about to connect to help.example.org:7331"
    assert page.confirmation.isVisible()
    assert not page.address.isVisible()
    assert page.asked == []
    page.join_button.click()
    assert page.asked == [(LINK, "")]


def test_while_joining_there_is_only_cancel(page: JoinPage):
    cancelled: list[bool] = []
    page.cancel_asked.connect(lambda: cancelled.append(True))
    page.code.fill_in(CODE)
    page.show_busy(True)
    assert not page.join_button.isVisible()
    assert not page.code.isEnabled()
    page.cancel_button.click()
    assert cancelled == [True]
    page.show_busy(False)
    assert page.join_button.isVisible()
    assert page.code.text() == CODE


def test_while_this_computer_works_for_its_turn_that_is_said_and_no_longer(page: JoinPage):
    def said() -> str:
        return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())

    page.show_busy(True, works=True)
    assert "Your computer works for its turn" in said()
    page.show_busy(True)
    assert "Your computer works for its turn" not in said()
    assert "until the technician lets you in" in said()


def test_while_the_network_is_looked_at_that_is_said_and_no_longer(page: JoinPage):
    def said() -> str:
        return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())

    page.show_looking(True)
    page.show_busy(True)
    assert "Looking for the technician’s computer in this network" in said()
    page.show_looking(False)
    page.show_busy(True)
    assert "Looking" not in said()
    assert "until the technician lets you in" in said()


def test_an_error_is_said_until_something_changes(qtbot: QtBot, page: JoinPage):
    page.code.fill_in(CODE)
    page.show_problem("refused")
    assert page.address_problem.text() == sentence("refused")
    assert page.address.isVisible()
    qtbot.keyClicks(page.address, "b")
    assert not page.address_problem.isVisible()
    page.show_problem("code_expired")
    assert page.problem.text() == sentence("code_expired")
    qtbot.keyClick(page.code, Qt.Key.Key_Backspace)
    assert not page.problem.isVisible()


@pytest.mark.parametrize(
    ("problem", "at_address"),
    [
        *((code, True) for code in ("refused", "unreachable", "timeout", "name", "bad_address")),
        *((code, False) for code in ("unknown_code", "wrong_code", "code_expired", "lead_away", "lost")),
    ],
)
def test_after_an_error_the_keyboard_is_where_the_error_is(
    qtbot: QtBot, page: JoinPage, problem: str, at_address: bool
):
    page.code.fill_in(CODE)
    page.address.setText("help.example.org")
    page.show_busy(True)
    page.show_busy(False)
    page.show_problem(problem)
    field = page.address if at_address else page.code
    assert field.hasFocus()
    assert field.selectedText() == field.text()
    assert field.accessibleDescription() == sentence(problem)
    assert page.problem.isVisible() is not at_address
    assert page.address_problem.isVisible() is at_address


def test_an_error_of_a_links_address_is_said_at_the_link(page: JoinPage):
    page.fill_in(LINK)
    page.show_problem("refused")
    assert page.problem.text() == sentence("refused")
    assert page.code.hasFocus()
    assert not page.address.isVisible()


def test_what_is_said_below_moves_nothing_above(qtbot: QtBot, page: JoinPage):
    page.code.fill_in(CODE)
    before = page.code.pos()
    page.show_problem("code_expired")
    qtbot.waitUntil(page.problem.isVisible)
    QApplication.processEvents()
    assert page.code.pos() == before


def test_the_page_helps_says_who_it_is_and_speaks_the_other_language(qtbot: QtBot, page: JoinPage):
    asked: list[bool] = []
    page.language_asked.connect(lambda: asked.append(True))
    page.foot.about_button.click()
    box = page.findChild(Dialog)
    assert any("free software" in label.text() for label in box.findChildren(QLabel))
    box.reject()
    QApplication.sendPostedEvents(box, QEvent.Type.DeferredDelete)
    page.show_help = asked.append
    page.foot.help_button.click()
    assert asked == ["join"]
    asked.clear()
    assert page.foot.language_button.text() == "Deutsch"
    page.foot.language_button.click()
    assert asked == [True]


def test_an_open_session_is_offered(page: JoinPage):
    asked: list[bool] = []
    page.continue_asked.connect(lambda: asked.append(True))
    page.offer("Anna <b>Berger</b>")
    assert page.continue_button.isVisible()
    page.continue_button.click()
    assert asked == [True]
    page.offer(None)
    assert not page.continue_button.isVisible()


def test_every_control_has_a_name(page: JoinPage):
    for widget in (page.code, page.address, page.join_button, page.cancel_button, page.fold, page.continue_button):
        assert widget.accessibleName() or widget.text()


def test_after_a_failed_connection_the_ways_can_be_looked_at(qtbot: QtBot, page: JoinPage):
    asked: list[tuple[object, ...]] = []
    page.check_asked.connect(lambda *what: asked.append(what))
    assert page.check_button.isHidden()
    page.fill_in(CODE, "help.example.org")
    page.show_problem("wrong_code")
    assert page.check_button.isHidden(), "that is nothing of the connection's"
    page.show_problem("blocked:443")
    page.check_button.click()
    page.fill_in(LINK)
    assert page.check_button.isHidden(), "something else is tried"
    page.show_problem("certificate")
    page.check_button.click()
    assert asked == [("help.example.org", None, False), ("help.example.org:7331", bytes(32), True)]


def test_a_look_at_the_connection_is_below_the_code(qtbot: QtBot, page: JoinPage):
    with qtbot.waitSignal(page.check_asked):
        page.foot.check_button.click()
