"""A technician in another window learns of what they wait for, and of nothing that others should read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from console.windows import notices
from console.windows.main_window import MainWindow
from console.windows.notices import SAID, Notices
from console.windows.session.share_action import ShareAction
from resources.look import steady
from resources.words.sentences import event_line
from tests.console.conftest import CUSTOMER


class Told:
    """What the technician is told."""

    def __init__(self) -> None:
        self.alerts: list[object] = []
        self.sounds: list[bool] = []
        self.messages: list[tuple[str, str]] = []


@pytest.fixture
def told(monkeypatch) -> Told:
    told = Told()
    monkeypatch.setattr(QApplication, "alert", lambda window, *_ms: told.alerts.append(window))
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _tray, title, words, *_more: told.messages.append((title, words))
    )
    monkeypatch.setattr(notices, "TOGETHER_MS", 0)
    return told


@pytest.fixture
def watched(qtbot, qapp, desk, settings, told) -> Notices:
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)  # is never shown, so never active
    result = Notices(desk=desk, settings=settings, window=elsewhere, sound=lambda: told.sounds.append(True))
    result._together.setInterval(0)
    return result


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def test_that_the_customer_has_joined_is_told_by_mark_message_and_sound(watched, desk, told) -> None:
    session = desk.add("Erika")
    session.joined()
    settle()
    assert told.alerts
    assert told.messages == [("Erika", "The customer has joined.")]
    assert told.sounds == [True]


@pytest.mark.parametrize("event", sorted(SAID))
def test_each_event_that_is_waited_for_is_a_real_one_and_is_told(watched, desk, told, event) -> None:
    assert event_line(event, "Erika") != event_line("no such event", "Erika")
    desk.add("Erika").event(event)
    settle()
    assert ("Erika", str(SAID[event])) in told.messages


def test_what_was_written_is_not_in_the_message(watched, desk, told) -> None:
    desk.add("Erika").line(CUSTOMER, "my password is 1234")
    settle()
    assert told.messages == [("Erika", "There is a new message.")]


def test_who_shares_the_screen_gets_no_message_on_it_but_a_mark_and_a_sound(watched, desk, told) -> None:
    desk.shows_screen = True
    desk.add("Erika").joined()
    settle()
    assert told.messages == []
    assert told.alerts
    assert told.sounds == [True]


def test_the_sound_can_be_switched_off(watched, desk, settings, told) -> None:
    settings.notice_sound = False
    desk.add("Erika").joined()
    settle()
    assert told.sounds == []
    assert told.messages


def test_a_burst_is_one_message(watched, desk, told) -> None:
    session = desk.add("Erika")
    for number in range(5):
        session.line(CUSTOMER, f"line {number}")
    settle()
    assert len(told.messages) == 1
    assert len(told.sounds) == 1


def test_invitations_and_customers_who_wait_are_told(watched, desk, told) -> None:
    desk.invited.emit(None)
    settle()
    desk.queue.arrived.emit(None)
    settle()
    assert [words for _title, words in told.messages] == [
        "A colleague invites you into a session.",
        "A customer waits in the queue.",
    ]


def test_own_lines_and_own_doings_are_told_to_nobody(watched, desk, told) -> None:
    session = desk.add("Erika")
    session.line(session.own_number, "Hello")
    session.event("share_started")
    settle()
    assert not told.messages
    assert not told.alerts


def test_the_message_brings_back_a_minimised_window_with_the_session(qtbot, desk, settings, choice, told) -> None:
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "_leaving", True))
    window.show()
    first, second = desk.add("Erika"), desk.add("Max")
    window.sidebar.list.choose(second)
    window.showMinimized()
    first.joined()
    qtbot.waitUntil(lambda: window.notices.tray is not None)
    window.notices.tray.messageClicked.emit()
    assert not window.isMinimized()
    assert window._stack.currentWidget() is window._pages[first]
    window.notices.seen()
    assert window.notices.tray is None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_double_click_on_share_screen_is_one_click(qapp, session, monkeypatch) -> None:
    action = ShareAction(session, qapp)
    session.joined()
    monkeypatch.setattr(steady, "STILL_MS", 700)
    action.trigger()
    assert session.done == [("start_share", None)]
    session.goes_live()
    action.trigger()
    assert session.done == [("start_share", None)]
    monkeypatch.setattr(steady, "STILL_MS", 0)
    action.trigger()
    assert session.done[-1] == ("stop_share",)
