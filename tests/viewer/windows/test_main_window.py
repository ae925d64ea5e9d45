from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from protocol.notation import joincode
from protocol.vocabulary.chat import Chat
from protocol.vocabulary.content import PauseReason
from protocol.vocabulary.messages import Reason, SessionState
from resources.look.dialog import Dialog
from resources.mirror.model import MirrorModel
from resources.program.settings import Settings
from resources.words.language import Language
from resources.words.sentences import sentence
from viewer.windows.main_window import MainWindow

CODE = joincode.code_text("4821", "73904")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, session, settings: Settings) -> MainWindow:
    window = MainWindow(session=session, settings=settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window, timeout=30_000)
    return window


def dialog_of(window: MainWindow) -> Dialog:
    return next(child for child in window.findChildren(Dialog) if child.isVisible())


def test_it_begins_with_the_code(window: MainWindow):
    assert window.join_page.isVisible()
    assert window.windowTitle() == "Join a session"


def test_a_join_goes_to_the_session_and_its_host_is_remembered_once_it_worked(window: MainWindow, session, settings):
    window.join_page.code.fill_in(CODE)
    window.join_page.address.setText("desk.example.org")
    window.join_page.join_button.click()
    assert session.asked == [("join", CODE, "desk.example.org")]
    assert settings.last_host == ""
    session.become("session")
    assert settings.last_host == "desk.example.org"


def test_a_link_changes_no_setting(window: MainWindow, session, settings):
    link = joincode.link_text("evil.example.org", "4821", joincode.new_link_secret(), None)
    window.fill_in(link)
    assert session.asked == []
    window.join_page.join_button.click()
    assert session.asked == [("join", link, "")]
    session.become("session")
    assert settings.last_host == ""


def test_a_link_that_was_opened_is_asked_about_before_anything_is_sent(window: MainWindow, session, settings):
    link = joincode.link_text("evil.example.org", "4821", joincode.new_link_secret(), None)
    window.ask_about(link)
    page = window.offer_page
    assert page is not None
    assert page.isVisible()
    assert page.host.text() == "evil.example.org"
    session.changed.emit()  # whatever else happens meanwhile
    assert page.isVisible()
    assert session.asked == []
    page.join_button.click()
    assert session.asked == [("join", link, "")]
    session.become("joining")
    assert window.join_page.isVisible()
    session.become("idle")
    session.failed.emit("refused")
    assert window.join_page.problem.text() == sentence("refused")


def test_a_link_that_was_opened_can_be_left_alone(window: MainWindow, session):
    window.ask_about(joincode.link_text("evil.example.org", "4821", joincode.new_link_secret(), None))
    window.offer_page.cancel_button.click()
    assert session.asked == []
    assert window.join_page.isVisible()
    assert window.join_page.code.text() == ""


def test_the_other_language_is_spoken_at_once_and_what_was_typed_stays(qtbot: QtBot, window, session, settings, qapp):
    window.join_page.code.fill_in("4821 73")
    window.join_page.address.setText("desk.example.org")
    language = Language(qapp, "en")
    settings.changed.connect(lambda _name: language.speak(settings.language))
    try:
        window.join_page.foot.language_button.click()
        qtbot.waitUntil(lambda: window.join_page.join_button.text() == "Beitreten")
        assert window.join_page.draft == ("4821 73", "desk.example.org")
        assert settings.language == "de"
        window.join_page.foot.language_button.click()
        qtbot.waitUntil(lambda: window.join_page.join_button.text() == "Join")
        assert settings.language == "en"
    finally:
        language.speak("en")
    window.join_page.code.fill_in(CODE)
    window.join_page.join_button.click()
    assert session.asked == [("join", CODE, "desk.example.org")]


def test_joining_can_be_cancelled_and_failures_are_said(window: MainWindow, session):
    session.become("joining")
    window.join_page.cancel_button.click()
    assert session.asked == [("cancel",)]
    session.become("idle")
    session.failed.emit("code_expired")
    assert window.join_page.problem.text() == sentence("code_expired")


def test_an_open_session_is_offered_and_taken_up(qtbot: QtBot, window: MainWindow, session):
    session.become("idle", resumable="Anna Berger")
    window.join_page.continue_button.click()
    assert session.asked == [("resume",)]


def test_a_session_shows_its_technician_and_its_transcript(window: MainWindow, session):
    session.become("session")
    page = window.session_page
    assert page is not None
    assert page.name.text() == "Anna Berger"
    assert page.state.text() == "Connected"
    assert window.windowTitle() == "Session with Anna Berger"
    line = session.conversation.receive(1, "Anna Berger", Chat(number=1, time_ms=1, text="Hello"), 1)
    session.line_added.emit(line)
    page.chat.said.emit("Hello yourself")
    assert session.asked == [("say", "Hello yourself")]


def test_a_lost_connection_is_said_after_a_while_and_its_return_at_once(window: MainWindow, session):
    session.become("session")
    page = window.session_page
    session.become("session", connected=False)
    assert not page.lost.isVisible()
    page._lost_timer.timeout.emit()
    assert page.lost.words.text() == sentence("connection_lost")
    assert page.lost.isVisible()
    session.become("session", connected=True)
    assert not page.lost.isVisible()


def test_a_technician_who_is_away_is_said(window: MainWindow, session):
    session.become("session", state=SessionState.RECONNECTING)
    window.session_page._lost_timer.timeout.emit()
    assert "Anna Berger" in window.session_page.lost.words.text()


def test_a_share_opens_a_window_that_end_closes_while_the_session_goes_on(
    window: MainWindow, session, model: MirrorModel
):
    session.become("session")
    session.share(model)
    mirror = window.mirror_window
    assert mirror is not None
    assert mirror.isVisible()
    assert window.session_page.sharing.isVisible()
    mirror.bar.end.click()
    assert session.asked == [("end_share",)]
    assert window.mirror_window is None
    assert not mirror.isVisible()
    assert not window.session_page.sharing.isVisible()
    assert session.phase == "session"


@pytest.mark.parametrize("lost", [True, False])
def test_a_picture_that_comes_back_by_itself_fills_the_screen_again_if_it_did(window, session, model, lost):
    session.become("session")
    session.share(model)
    window.mirror_window.show_full_screen()
    session.picture_lost = lost
    session.mirror_closed.emit()
    session.share(model)
    assert window.mirror_window.isFullScreen() is lost
    session.picture_lost = False
    session.mirror_closed.emit()
    session.share(model)
    assert not window.mirror_window.isFullScreen(), "once"


def test_a_share_that_the_technician_stops_closes_the_window_without_asking(
    window: MainWindow, session, model: MirrorModel
):
    session.become("session")
    session.share(model)
    mirror = window.mirror_window
    session.mirror_closed.emit()
    assert not mirror.isVisible()
    assert session.asked == []


def test_a_minimised_mirror_comes_back(window: MainWindow, session, model: MirrorModel):
    session.become("session")
    session.share(model)
    window.mirror_window.showMinimized()
    window.session_page.sharing.button.click()
    assert not window.mirror_window.isMinimized()


def test_a_share_can_open_in_full_screen(qtbot: QtBot, dressed: QApplication, session, settings, model: MirrorModel):
    window = MainWindow(session=session, settings=settings, full_screen=True)
    qtbot.addWidget(window)
    window.show()
    session.become("session")
    session.share(model)
    assert window.mirror_window.isFullScreen()
    session.mirror_closed.emit()


def test_leaving_is_confirmed_and_leads_to_the_end_page_and_on(window: MainWindow, session):
    session.become("session")
    window.session_page.leave_button.click()
    assert session.asked == []
    dialog_of(window).accept()
    assert session.asked == [("leave",)]
    assert window.ended_page.isVisible()
    assert window.ended_page.why.text() == "You have left the session."
    window.ended_page.again_button.click()
    assert window.join_page.isVisible()
    assert window.join_page.code.text() == ""


def test_the_chat_can_be_read_after_the_end_but_not_written(window: MainWindow, session):
    session.become("session")
    chat = window.session_page.chat
    session.become("ended", ended_reason=Reason.TIMED_OUT)
    QApplication.processEvents()
    assert window.ended_page.why.text() == sentence("timed_out")
    assert not chat.isVisible()
    window.ended_page.chat_button.click()
    assert chat.isVisible()
    assert not chat.input.isEnabled()


def test_whose_technician_is_gone_is_asked_whether_to_wait_on(window: MainWindow, session):
    session.become("session")
    session.become("ended", ended_reason=Reason.TECHNICIAN_GONE, may_wait_on=True)
    page = window.ended_page
    assert "disabled" not in page.why.text()
    assert "go on waiting" in page.why.text()
    assert page.protection.isVisible(), "the session before was sealed from the host, too"
    page.wait_button.click()
    assert session.asked == [("wait_on",)]


def test_whose_technician_is_gone_and_who_has_no_queue_reads_the_way_back(window: MainWindow, session):
    session.become("session")
    session.become("ended", ended_reason=Reason.TECHNICIAN_GONE)
    assert window.ended_page.why.text() == sentence("technician_gone")
    assert not window.ended_page.wait_button.isVisible()
    assert not window.ended_page.protection.isVisible()
    window.ended_page.again_button.click()
    assert window.join_page.isVisible()


def test_a_second_session_has_a_page_of_its_own(window: MainWindow, session):
    session.become("session")
    first = window.session_page
    session.become("ended")
    session.start_again()
    session.become("session", lead_name="Ben Kurz")
    assert window.session_page is not first
    assert window.session_page.name.text() == "Ben Kurz"


def test_closing_the_window_in_a_session_asks_first(window: MainWindow, session):
    session.become("session")
    window.close()
    assert window.isVisible()
    dialog_of(window).reject()
    assert window.isVisible()
    window.close()
    dialog_of(window).accept()
    assert not window.isVisible()


def test_closing_the_window_closes_the_mirror_too(window: MainWindow, session, model: MirrorModel):
    session.become("session")
    session.share(model)
    mirror = window.mirror_window
    window.close()
    assert mirror.isVisible()
    dialog_of(window).accept()
    assert not mirror.isVisible()


def test_closing_the_window_outside_a_session_just_closes_it(window: MainWindow, session):
    window.close()
    assert not window.isVisible()


def test_the_window_comes_back_in_its_size(qtbot: QtBot, window: MainWindow, session, settings):
    window.resize(511, 707)
    window.close()
    again = MainWindow(session=session, settings=settings)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (511, 707)


def test_broken_settings_are_said_once(qtbot: QtBot, dressed: QApplication, session, tmp_path: Path):
    file = tmp_path / "broken.ini"
    file.write_bytes(b"\xff\xfe\x00 no settings")
    window = MainWindow(session=session, settings=Settings(file))
    qtbot.addWidget(window)
    window.show()
    dialog_of(window).accept()
    window.hide()
    window.show()
    assert not any(child.isVisible() for child in window.findChildren(Dialog))


def test_the_session_page_says_that_the_picture_is_paused(
    qtbot: QtBot, dressed: QApplication, session, settings, model: MirrorModel
):
    window = MainWindow(session=session, settings=settings)
    qtbot.addWidget(window)
    session.become("session")
    session.share(model)
    words = window.session_page.sharing.words
    assert words.text() == "Anna Berger is sharing their screen"
    model.paused(True)
    session.changed.emit()
    assert words.text() == "Anna Berger has paused their screen"
    model.paused(True, PauseReason.LOCKED)
    session.changed.emit()
    assert words.text() == "The screen of Anna Berger is locked."
    session.mirror_closed.emit()


def test_after_too_many_wrong_codes_it_counts_down_until_something_is_changed(window: MainWindow, session):
    page = window.join_page
    page.code.fill_in(CODE)
    page.address.setText("desk.example.org")
    session.code_wait_s = 42
    session.failed.emit("codes_wait")
    assert page.problem.text() == f"{sentence('codes_wait')} This goes on in 42 s."
    assert page.problem.isVisible()
    assert not page.join_button.isEnabled()
    page._wait_until -= 30.5
    page._count_down()
    assert page.problem.text().endswith("This goes on in 12 s.")
    page.address.setText("other.example.org")  # where nothing was wrong
    assert not page.problem.isVisible()
    assert page.join_button.isEnabled()
    assert not page._countdown.isActive()


def test_when_the_wait_is_over_the_code_can_be_tried(window: MainWindow, session, qtbot: QtBot):
    page = window.join_page
    page.code.fill_in(CODE)
    session.code_wait_s = 1
    session.failed.emit("codes_wait")
    assert not page.join_button.isEnabled()
    qtbot.waitUntil(page.join_button.isEnabled, timeout=30_000)
    assert not page.problem.isVisible()
