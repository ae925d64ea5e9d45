"""What a customer with a Calling Card sees, and what their clicks ask for."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from protocol.card.card import CallingCard, encode
from protocol.link.link import Trust
from protocol.notation import joincode
from protocol.vocabulary.messages import Reason
from resources.look.dialog import Dialog
from resources.words.sentences import sentence
from tests.helpers.pictures import picture
from viewer.way_in.card_folder import KEPT, CardFolder, read_card
from viewer.windows import main_window
from viewer.windows.card_opening import begin_with_card
from viewer.windows.main_window import MainWindow

CARD = CallingCard(
    host="help.example.org:7331",
    channel="first-line",
    fingerprint=bytes(range(32)),
    title="Muster GmbH",
    greeting="We help you.\n<b>Call</b> us.",
    icon=picture(),
)
OTHER = dataclasses.replace(CARD, host="other.example.org", title="Another")
CODE = joincode.code_text("4821", "73904")
LINK = joincode.link_text("second.example:7331", "abcdefghijkl", joincode.new_link_secret(), bytes(32))


@pytest.fixture
def window(qtbot, dressed, session, settings):
    window = MainWindow(session=session, settings=settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window, timeout=30_000)
    return window


@pytest.fixture
def folder(tmp_path):
    return CardFolder(tmp_path / "viewer")


@pytest.fixture
def page(window):
    window.use_card(CARD)
    return window.card_entry.card_page


def written(tmp_path, card):
    file = tmp_path / "opened.fernblick-card"
    file.write_bytes(encode(card))
    return str(file)


def question(window):
    return next((child for child in window.findChildren(Dialog) if child.isVisible()), None)


def test_the_card_says_whose_it_is_and_where_it_leads(window, page, session):
    assert page.isVisible()
    assert window.windowTitle() == "Muster GmbH"
    assert page.view.title.text() == "Muster GmbH"
    assert page.view.greeting.text() == CARD.greeting
    assert page.view.greeting.textFormat() == Qt.TextFormat.PlainText
    assert page.place.accessibleName() == "You will be connected through help.example.org:7331."
    assert page.view.icon.pixmap().width() == 64
    assert session.asked == []


def test_no_word_of_a_card_makes_the_window_wider(qtbot, window):
    long = dataclasses.replace(CARD, title="W" * 60, greeting="M" * 400, host="w" * 200 + ".example.org")
    window.use_card(long)
    inside = window.card_entry.card_page.widget()
    qtbot.waitUntil(lambda: inside.width() <= window.width())
    assert inside.minimumSizeHint().width() <= window.minimumWidth()


def test_connect_waits_in_the_channel_under_the_name_that_is_remembered(qtbot, window, page, session, settings):
    page.name.setText("  Max   Muster ")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    trust = Trust(fingerprint=CARD.fingerprint)
    assert session.asked == [("wait", "help.example.org:7331", "first-line", "Max Muster", trust)]
    assert settings.customer_name == "Max Muster"
    window.use_card(OTHER)
    assert window.card_entry.card_page.name.text() == "Max Muster"


def test_who_has_a_name_connects_with_enter_alone(qtbot, window, session, settings):
    settings.customer_name = "Max"
    window.use_card(CARD)
    assert window.card_entry.card_page.connect_button.hasFocus()
    qtbot.keyClick(window.card_entry.card_page.connect_button, Qt.Key.Key_Enter)
    assert [asked[0] for asked in session.asked] == ["wait"]


def test_nobody_waits_without_a_name(page, session):
    page.connect_button.click()
    assert session.asked == []
    assert page.problem.text() == sentence("name_needed")
    page.name.setText("M")
    assert not page.problem.isVisible()


def test_a_code_is_joined_at_the_cards_host_with_its_certificate(window, page, session, settings):
    page.code_button.click()
    codes = window.card_entry.join_page
    assert codes.isVisible()
    assert not codes.fold.isVisible()
    codes.code.fill_in(CODE)
    codes.join_button.click()
    assert session.asked == [("join", CODE, CARD.host, CARD.fingerprint)]
    session.become("session")
    assert settings.last_host == ""


def test_the_connection_to_the_cards_host_is_looked_at_from_both_its_pages(window, page, session, monkeypatch):
    asked = []
    session.dialler = None
    monkeypatch.setattr(main_window, "open_check", lambda subject, **_: asked.append((subject.address, subject.trust)))
    page.check_button.click()
    page.code_button.click()
    codes = window.card_entry.join_page
    codes.code.fill_in(CODE)
    session.failed.emit("refused")
    codes.check_button.click()
    assert asked == 2 * [(CARD.host, Trust(CARD.fingerprint))], "nobody else is looked at"
    codes.code.fill_in(LINK)
    session.failed.emit("lost")
    codes.check_button.click()
    assert asked[2:] == [("second.example:7331", Trust(bytes(32)))]


def test_there_is_a_way_back_from_the_code(window, page):
    page.code_button.click()
    window.card_entry.join_page.back_button.click()
    assert page.isVisible()


def test_it_shows_that_it_connects_and_what_went_wrong(window, page, session):
    page.name.setText("Max")
    session.become("joining")
    assert page.cancel_button.isVisible()
    assert not page.connect_button.isVisible()
    page.cancel_button.click()
    assert session.asked == [("cancel",)]
    session.become("idle")
    session.failed.emit("limit")
    assert page.problem.text() == sentence("limit")


@pytest.mark.parametrize(("code", "said"), [("certificate", "card_certificate"), ("refused", "card_unreached")])
def test_what_went_wrong_is_said_to_somebody_who_has_a_card_and_no_address(page, session, code, said):
    session.failed.emit(code)
    assert page.problem.text() == sentence(said)


def test_what_went_wrong_with_a_code_is_said_where_it_was_typed(window, page, session):
    page.code_button.click()
    session.failed.emit("code_expired")
    assert window.card_entry.join_page.problem.text() == sentence("code_expired")
    assert page.problem.text() == ""


def test_after_the_session_the_card_is_back(window, page, session):
    page.code_button.click()
    session.become("session")
    session.become("ended", ended_reason=Reason.SESSION_CLOSED)
    assert window.ended_page.again_button.text() == "Back to the start"
    window.ended_page.again_button.click()
    assert page.isVisible()
    assert window.windowTitle() == "Muster GmbH"


def test_who_leaves_may_come_back_without_a_code(window, page, session):
    session.become("session")
    window.session_page.leave_button.click()
    words = " ".join(label.text() for label in question(window).findChildren(QLabel))
    assert "To come back, connect again." in words


def test_a_session_that_a_crash_has_left_open_is_offered(window, page, session):
    assert not page.open_session.isVisible()
    session.become("idle", resumable="Anna Berger")
    assert page.open_session.isVisible()
    page.open_session.button.click()
    assert session.asked == [("resume",)]


def test_the_first_card_is_kept_and_shown(tmp_path, window, folder, session, settings):
    begin_with_card(written(tmp_path, CARD), folder=folder, window=window, memory=settings)
    assert folder.load() == CARD
    assert window.card_entry.card == CARD
    assert session.asked == []


def test_the_kept_card_is_shown_without_a_file(window, folder, settings):
    folder.keep(CARD)
    begin_with_card("", folder=folder, window=window, memory=settings)
    assert window.card_entry.card == CARD


def test_without_any_card_there_is_still_the_code(window, folder, settings):
    begin_with_card("", folder=folder, window=window, memory=settings)
    assert window.card_entry is None
    assert window.join_page.problem.text() == sentence("card_missing")


def test_another_card_replaces_the_first_only_after_a_click(tmp_path, window, folder, settings):
    folder.keep(CARD)
    begin_with_card(written(tmp_path, OTHER), folder=folder, window=window, memory=settings)
    asked = question(window)
    words = " ".join(label.text() for label in asked.findChildren(QLabel)).replace("\u200b", "")
    assert all(said in words for said in (CARD.title, CARD.host, OTHER.title, OTHER.host))
    asked.reject()
    assert (folder.load(), window.card_entry.card) == (CARD, CARD)
    begin_with_card(written(tmp_path, OTHER), folder=folder, window=window, memory=settings)
    question(window).accept()
    assert (folder.load(), window.card_entry.card) == (OTHER, OTHER)


def test_the_same_card_again_is_no_question(tmp_path, window, folder, settings):
    folder.keep(CARD)
    begin_with_card(written(tmp_path, CARD), folder=folder, window=window, memory=settings)
    assert question(window) is None


def test_a_broken_card_changes_nothing(tmp_path, window, folder, settings):
    folder.keep(CARD)
    bad = tmp_path / "bad.fernblick-card"
    bad.write_bytes(b"nonsense")
    begin_with_card(str(bad), folder=folder, window=window, memory=settings)
    assert folder.load() == CARD
    assert window.card_entry.card_page.problem.text() == sentence("card_broken")


def test_a_kept_card_that_has_been_damaged_is_said(tmp_path, window, folder, settings):
    folder.keep(CARD)
    (tmp_path / "viewer" / KEPT).write_bytes(b"nonsense")
    begin_with_card("", folder=folder, window=window, memory=settings)
    assert window.join_page.problem.text() == sentence("card_broken")
    begin_with_card(written(tmp_path, CARD), folder=folder, window=window, memory=settings)
    assert folder.load() == CARD


def test_too_many_wrong_codes_are_said_where_the_code_is_asked_for(window, session) -> None:
    window.use_card(CARD)
    session.code_wait_s = 30
    session.failed.emit("codes_wait")
    page = window.card_entry.join_page
    assert window.card_entry.currentWidget() is page
    assert page.problem.text().endswith("This goes on in 30 s.")


def test_both_files_of_a_card_follow_its_host_and_the_old_one_is_no_question_ever_after(
    tmp_path, window, folder, session, settings
):
    now = dataclasses.replace(CARD, fingerprint=b"n" * 32)
    file = written(tmp_path, CARD)
    begin_with_card(file, folder=folder, window=window, memory=settings)
    session.pin_followed.emit(bytes(32), b"x" * 32)  # of another host
    assert window.card_entry.card == CARD
    session.pin_followed.emit(CARD.fingerprint, now.fingerprint)
    assert window.card_entry.card == folder.load() == read_card(Path(file)) == now
    window.card_entry.connect_asked.emit("Max")
    assert session.asked[-1][-1] == Trust(fingerprint=now.fingerprint)
    begin_with_card(written(tmp_path, CARD), folder=folder, window=window, memory=settings)  # from the mail once more
    assert question(window) is None
    assert window.card_entry.card == now
