"""The console's window, with a desk by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from console.share.share import ShareState
from console.windows.about import AboutDialog
from console.windows.main_window import MainWindow
from console.windows.new_session import NewSessionDialog
from console.windows.session.page import SessionPage
from console.windows.settings_dialog import SettingsDialog
from protocol.vocabulary.messages import Reason, SessionState
from resources.look.dialog import Dialog
from resources.program.settings import Settings
from resources.words.sentences import SENTENCES


@pytest.fixture
def window(qtbot, desk, settings, choice) -> MainWindow:
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "_leaving", True))
    window.show()
    return window


def shown(window: MainWindow):
    return window._stack.currentWidget()


def dialogs(window: MainWindow, kind: type[Dialog] = Dialog) -> list[Dialog]:
    return [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]


def press(dialog: Dialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def said(window: MainWindow, session) -> str:
    rows = window.sidebar.list
    item = next(rows.item(row) for row in range(rows.count()) if rows.item(row).text() == session.title)
    return item.data(Qt.ItemDataRole.AccessibleTextRole)


def test_without_a_session_it_invites_to_start_one(window) -> None:
    assert shown(window) is window.welcome
    window.welcome.new_button.click()
    assert len(dialogs(window, NewSessionDialog)) == 1


def test_a_session_starts_with_the_customers_name(window, desk, qtbot) -> None:
    window.new_action.trigger()
    (question,) = dialogs(window, NewSessionDialog)
    qtbot.keyClicks(question.name, "  Erika   Example ")
    qtbot.keyClick(question.name, Qt.Key.Key_Return)
    assert desk.done == [("open_session", "Erika Example")]


@pytest.mark.parametrize("typed", ["", "   "])
def test_the_customers_name_may_be_left_out(window, desk, qtbot, typed) -> None:
    window.sidebar.new_button.click()
    (question,) = dialogs(window, NewSessionDialog)
    qtbot.keyClicks(question.name, typed)
    qtbot.keyClick(question.name, Qt.Key.Key_Return)
    assert desk.done == [("open_session", "Customer")]


def test_a_new_session_is_shown_at_once(window, desk) -> None:
    session = desk.add("Erika")
    assert isinstance(shown(window), SessionPage)
    assert said(window, session) == "Erika, Waiting for the customer"


def test_sessions_from_before_the_window_are_listed(qtbot, desk, settings, choice) -> None:
    desk.add("Erika")
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "_leaving", True))
    assert window.sidebar.list.count() == 1


def test_the_list_says_every_state(window, desk) -> None:
    session = desk.add("Erika")
    for state in SessionState:
        session.becomes(state=state)
        assert said(window, session).removeprefix("Erika, ")
    session.joined()
    session.goes_live()
    assert said(window, session) == "Erika, Sharing your screen"
    session.becomes(reconnecting=True)
    assert said(window, session) == "Erika, Connecting to the host"


def test_what_was_not_seen_is_marked_until_it_is(window, desk) -> None:
    first, second = desk.add("Erika"), desk.add("Max")
    first.joined()
    first.line(2, "Hello?")
    assert said(window, first) == "Erika, Active, unread messages"
    second.joined()
    window.sidebar.list.choose(first)
    assert said(window, first) == "Erika, Active"
    second.line(1, "one's own line is no news")
    second.event("share_started")
    assert said(window, second) == "Max, Active"


def test_a_removed_session_leaves_list_and_pages(window, desk) -> None:
    session, other = desk.add("Erika"), desk.add("Max")
    session.becomes(state=SessionState.CLOSED, closed_reason=Reason.ENDED_BY_LEAD)
    window.sidebar.list.choose(session)
    shown(window).toolbar.remove_button.click()
    assert desk.sessions == [other]
    assert window.sidebar.list.count() == 1
    desk.remove(other)
    assert shown(window) is window.welcome
    other.changed.emit()  # nobody listens any more


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("down:port_taken", "port_taken"), ("down:refused", "host_gone"), ("down:host_failed", "host_failed")],
)
def test_a_host_that_is_down_is_said_with_what_to_do(window, desk, state: str, sentence: str) -> None:
    desk.host(state)
    assert window.host_banner.words.text() == SENTENCES[sentence]
    assert not window.sidebar.new_button.isEnabled()
    window.host_banner.button.click()
    assert desk.done == [("retry",)]
    desk.host("up")
    assert not window.host_banner.isVisible()
    assert window.sidebar.new_button.isEnabled()


def test_a_problem_is_told_once_while_it_is_read(window, desk) -> None:
    desk.problem.emit("limit")
    desk.problem.emit("limit")
    (notice,) = dialogs(window)
    assert SENTENCES["limit"] in [label.text() for label in notice.findChildren(QLabel)]
    press(notice, "OK")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.problem.emit("limit")
    assert len(dialogs(window)) == 1


def test_a_broken_settings_file_is_told_at_the_start(qtbot, desk, choice, tmp_path) -> None:
    file = tmp_path / "broken.ini"
    file.write_text("???")
    window = MainWindow(desk=desk, settings=Settings(file), choice=choice)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1, timeout=30_000)


def test_settings_are_kept_when_they_are_confirmed(window, settings) -> None:
    window.show_settings()
    (dialog,) = dialogs(window, SettingsDialog)
    dialog.own_name.setText("Sam")
    dialog.address.setText("desk.example:7331")
    dialog.appearance.setCurrentIndex(dialog.appearance.findData("dark"))
    dialog.announced.setChecked(False)
    dialog.reject()
    assert (settings.appearance, settings.announced) == ("system", True)
    window.show_settings()
    dialog = dialogs(window, SettingsDialog)[-1]
    dialog.own_name.setText("Sam")
    dialog.address.setText("desk.example:7331")
    dialog.appearance.setCurrentIndex(dialog.appearance.findData("dark"))
    dialog.announced.setChecked(False)
    dialog.save_button.click()
    assert (settings.own_name, settings.public_address, settings.appearance) == ("Sam", "desk.example:7331", "dark")
    assert not settings.announced


@pytest.mark.parametrize("typed", ["desk.example:7331", "[2001:db8::1]:80", "10.0.0.1"])
def test_an_address_can_be_typed(window, qtbot, typed: str) -> None:
    window.show_settings()
    (dialog,) = dialogs(window, SettingsDialog)
    qtbot.keyClicks(dialog.address, typed)
    dialog.save_button.click()
    assert not dialog.problem.isVisible()


def test_the_box_about_it_holds_version_and_licences(window) -> None:
    AboutDialog("1A2B 3C4D", window).open()
    (box,) = dialogs(window, AboutDialog)
    assert any("Version" in label.text() for label in box.findChildren(QLabel))
    assert "ISC License" in box.findChild(QPlainTextEdit).toPlainText()


def test_closing_asks_while_sessions_live(window, desk) -> None:
    session = desk.add("Erika")
    window.close()
    assert window.isVisible()
    press(dialogs(window)[0], "Cancel")
    session.becomes(state=SessionState.CLOSED, closed_reason=Reason.ENDED_BY_LEAD)
    window.close()
    assert not window.isVisible()


def test_the_window_opens_where_it_was_closed(qtbot, desk, settings, choice, window) -> None:
    window.resize(window.minimumWidth(), 640)  # fits the small screen of the tests
    window.close()
    again = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (window.minimumWidth(), 640)


def test_another_language_rebuilds_the_window_and_keeps_the_choice(window, desk, qtbot) -> None:
    first, second = desk.add("Erika"), desk.add("Max")
    first.joined()
    first.line(2, "Hello")
    window.sidebar.list.choose(first)
    before = shown(window)
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: shown(window) is not before, timeout=30_000)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shown(window)._session is first
    assert window.sidebar.list.count() == 2
    second.joined()  # the old list and pages are gone and do not listen any more
    first.line(2, "Still here?")
    assert said(window, second).startswith("Max, Active")


def test_over_another_sessions_page_it_says_that_the_screen_is_shared(window, desk) -> None:
    bernd = desk.add("Bernd")
    bernd.becomes(share=ShareState.ON)
    assert window.shared_bar.isHidden(), "the session says it itself"
    desk.add("Clara")
    assert window.shared_bar.words.text() == "Your screen is being shared with Bernd"
    assert isinstance(shown(window), SessionPage), "the console is in no picture"
    window.shared_bar.button.click()
    assert bernd.done[-1] == ("stop_share",)


def test_another_sessions_words_hide_behind_a_click_where_the_console_is_in_the_picture(window, desk, settings) -> None:
    settings.console_in_picture = True
    bernd = desk.add("Bernd")
    desk.add("Clara")
    assert isinstance(shown(window), SessionPage)
    bernd.becomes(share=ShareState.ON)
    assert shown(window) is window.cover
    assert "Bernd sees your screen" in window.cover.words.text()
    window.cover.button.click()
    assert isinstance(shown(window), SessionPage)
    bernd.becomes(share=ShareState.OFF)
    bernd.becomes(share=ShareState.ON)
    assert shown(window) is window.cover, "once more, for it is another share"
    settings.console_in_picture = False
    assert isinstance(shown(window), SessionPage)


def test_word_of_a_newer_version_is_on_the_first_page_also_in_another_language(window, desk) -> None:
    assert window.welcome.newer.isHidden()
    desk.newer.version = "99.1"
    desk.newer.changed.emit()
    assert "99.1" in window.welcome.newer.text()
    window._build()
    assert "99.1" in window.welcome.newer.text()


# -- who the technician is, and where the keyboard is


@pytest.mark.parametrize(("account", "asked"), [("root", True), ("Administrator", True), ("Theo Tell", False)])
def test_a_name_is_asked_for_once_where_the_account_has_none(
    window, desk, settings, qtbot, monkeypatch, account, asked
) -> None:
    monkeypatch.setattr("resources.program.settings.account_name", lambda: account)
    window.sidebar.new_button.click()
    (question,) = dialogs(window, NewSessionDialog)
    assert (question.own_name is not None) is asked
    assert question.focusWidget() is (question.own_name or question.name)
    if question.own_name is not None:
        qtbot.keyClicks(question.own_name, " Theo  Tell ")
    qtbot.keyClick(question.name, Qt.Key.Key_Return)
    assert settings.own_name == "Theo Tell"
    assert desk.done == [("open_session", "Customer")]
    window.sidebar.new_button.click()
    assert dialogs(window, NewSessionDialog)[-1].own_name is None


def test_who_says_no_name_is_not_asked_again(window, settings, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("resources.program.settings.account_name", lambda: "root")
    window.sidebar.new_button.click()
    (question,) = dialogs(window, NewSessionDialog)
    qtbot.keyClick(question.own_name, Qt.Key.Key_Return)
    assert settings.own_name == "root"
    assert not settings.name_needed


def test_whoever_cancels_is_asked_the_next_time(window, settings, monkeypatch) -> None:
    monkeypatch.setattr("resources.program.settings.account_name", lambda: "root")
    window.sidebar.new_button.click()
    dialogs(window, NewSessionDialog)[0].reject()
    assert settings.name_needed


def test_a_new_session_has_the_keyboard_at_its_code_and_then_at_the_message(window, desk) -> None:
    session = desk.add("Erika")
    page = shown(window)
    assert window.focusWidget() is page.code_page.ways.copy_link_button
    session.joined()
    assert window.focusWidget() is page.chat.input


def test_the_keyboard_stays_while_the_customer_is_about_to_join(window, desk) -> None:
    session = desk.add("Erika")
    page = shown(window)
    session.code, code = None, session.code
    session.code_changed.emit()
    session.becomes(state=SessionState.CONNECTING)
    assert window.focusWidget() is page.code_page, "at no button that a key would press"
    session.code = code
    session.code_changed.emit()
    assert window.focusWidget() is page.code_page.ways.copy_link_button, "they have not come after all"
    session.code = None
    session.code_changed.emit()
    session.joined()
    assert window.focusWidget() is page.chat.input


def test_the_keyboard_waits_for_a_code_that_has_not_come_yet(window, desk, session) -> None:
    desk.add("Erika")
    page = shown(window)
    page._session.code, code = None, page._session.code
    page._session.becomes(state=SessionState.RECONNECTING)  # it has not been attached yet
    window.sidebar.new_button.setFocus()
    page.take_keyboard()
    page._session.becomes(state=SessionState.WAITING)
    page._session.code = code
    page._session.code_changed.emit()
    assert window.focusWidget() is page.code_page.ways.copy_link_button


def test_somebody_who_joins_takes_the_keyboard_from_no_other_place(window, desk) -> None:
    session = desk.add("Erika")
    window.sidebar.list.setFocus()
    session.joined()
    assert window.focusWidget() is window.sidebar.list


def test_the_end_of_a_session_puts_the_keyboard_at_no_button(window, desk) -> None:
    session = desk.add("Erika")
    session.joined()
    page = shown(window)
    page.chat.input.setFocus()
    session.becomes(closed_reason=Reason.REMOVED)
    assert window.focusWidget() is page.chat._scroll


@pytest.mark.parametrize(("seated", "words"), [(False, "Their codes are good for nothing"), (True, "will be disconn")])
def test_quitting_says_what_ends(window, desk, seated, words) -> None:
    session = desk.add("Erika")
    session.customer_seated = seated
    window.close()
    (question,) = dialogs(window)
    assert any(words in label.text() for label in question.findChildren(QLabel))
    question.reject()
