"""What the customer sees of a question for the desktop, and of who has it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from protocol.vocabulary.desktop import Access
from resources.look import steady
from tests.viewer.conftest import FakeSession
from viewer.desktop.consent import Question
from viewer.windows.desktop.desktop_windows import DesktopWindows

THEO = 1


class FakeDesktop:
    """Has what the windows read, and notes what they do."""

    def __init__(self) -> None:
        self.access = Access.NONE
        self.name = "Theo"
        self.interrupted = False
        self.since_ms = 1_790_000_000_000
        self.question: Question | None = None
        self.limited = self.unseeable = ""
        self.seconds_left = 60
        self.done: list[object] = []

    def name_of(self, member: int) -> str:
        return "Theo"

    def answer(self, access: Access) -> None:
        self.done.append(access)

    def revoke(self) -> None:
        self.done.append("revoke")


class FakeKey:
    name = "Ctrl+Alt+X"

    def __init__(self, pressed) -> None:
        self.pressed = pressed
        self.closed = False

    def close(self) -> None:
        self.closed = True


class Case:
    def __init__(self, session: FakeSession, parent: QWidget) -> None:
        self.session = session
        self.desktop = session.desktop = FakeDesktop()
        self.keys: list[FakeKey] = []
        self.windows = DesktopWindows(session=session, open_key=self.open_key, parent=parent)

    def open_key(self, pressed):
        self.keys.append(FakeKey(pressed))
        return self.keys[-1]

    def becomes(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self.desktop, name, value)
        self.session.desktop_changed.emit()

    def asked(self, access: Access):
        self.becomes(question=Question(THEO, access))
        return self.windows.question


@pytest.fixture
def case(qtbot: QtBot, dressed: QApplication, session: FakeSession):
    parent = QWidget()
    qtbot.addWidget(parent)
    case = Case(session, parent)
    yield case
    case.becomes(question=None, access=Access.NONE)


def words(window: QWidget) -> str:
    return "\n".join(label.text() for label in window.findChildren(QWidget) if hasattr(label, "text"))


def test_the_question_says_who_asks_what_it_means_and_until_when(case: Case):
    window = case.asked(Access.CONTROL)
    assert window.windowTitle() == "Theo asks to see and control your desktop"
    said = words(window)
    assert "Theo would see everything that is on your screens" in said
    assert "mouse and keyboard" in said
    assert "Without an answer in 60 s the answer is no." in said
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_control_is_offered_only_where_it_was_asked_for(case: Case):
    window = case.asked(Access.VIEW)
    assert (window.view.isVisible(), window.control.isVisible(), window.no.isVisible()) == (True, False, True)
    assert "mouse and keyboard" not in words(window)


def test_where_control_is_impossible_the_question_says_why(case: Case):
    case.desktop.limited = "control_unavailable"
    assert "cannot be controlled from elsewhere" in words(case.asked(Access.VIEW))


def test_where_nothing_can_be_shown_there_is_nothing_to_allow(case: Case):
    case.desktop.unseeable = "wayland"
    window = case.asked(Access.CONTROL)
    assert (window.view.isVisible(), window.control.isVisible(), window.no.isVisible()) == (False, False, True)
    assert "Wayland" in words(window)


@pytest.mark.parametrize(
    ("button", "answer"), [("view", Access.VIEW), ("control", Access.CONTROL), ("no", Access.NONE)]
)
def test_each_button_is_its_answer_once(case: Case, button: str, answer: Access):
    window = case.asked(Access.CONTROL)
    getattr(window, button).click()
    assert case.desktop.done == [answer]
    assert case.windows.question is None


def test_enter_and_space_answer_nothing_and_escape_is_no(case: Case):
    window = case.asked(Access.CONTROL)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(window, key)
    for button in (window.view, window.control, window.no):
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert case.desktop.done == []
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert case.desktop.done == [Access.NONE]


def test_closing_the_question_is_no(case: Case):
    case.asked(Access.VIEW).close()
    assert case.desktop.done == [Access.NONE]


def test_a_click_in_the_first_moment_was_not_meant_for_it(case: Case, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(steady, "STILL_MS", 60_000)
    window = case.asked(Access.CONTROL)
    for button in (window.view, window.control):
        assert button.property("unsettled") == "true"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        button.click()
    assert case.desktop.done == []
    QTest.mouseClick(window.no, Qt.MouseButton.LeftButton)
    assert case.desktop.done == [Access.NONE]


def test_a_question_that_takes_the_place_of_another_one_waits_anew(case: Case, monkeypatch: pytest.MonkeyPatch):
    case.asked(Access.CONTROL)
    monkeypatch.setattr(steady, "STILL_MS", 60_000)
    second = case.asked(Access.VIEW)
    QTest.mouseClick(second.view, Qt.MouseButton.LeftButton)
    assert case.desktop.done == []


def test_a_question_that_is_taken_back_goes_without_an_answer(case: Case):
    window = case.asked(Access.VIEW)
    case.becomes(question=None)
    assert case.windows.question is None
    assert not window.isVisible()
    assert case.desktop.done == []


def test_the_bar_says_who_since_when_and_how_it_ends(case: Case):
    case.becomes(access=Access.VIEW)
    bar = case.windows.bar
    assert bar.isVisible()
    assert bar.words.text() == "Theo sees your desktop"
    assert bar.more.text().startswith("since ")
    assert bar.more.text().endswith("Ctrl+Alt+X ends it")
    case.becomes(access=Access.CONTROL)
    assert bar.words.text() == "Theo controls your desktop"
    case.becomes(interrupted=True)
    assert "interrupted" in bar.more.text()


def test_the_red_x_takes_everything_back_when_it_is_pressed(case: Case):
    case.becomes(access=Access.CONTROL)
    QTest.mousePress(case.windows.bar.end_button, Qt.MouseButton.LeftButton)
    assert case.desktop.done == ["revoke"]


def test_the_global_key_takes_everything_back_and_is_watched_only_as_long(case: Case):
    assert case.keys == []
    case.becomes(access=Access.VIEW)
    (key,) = case.keys
    key.pressed()
    QApplication.processEvents()
    assert case.desktop.done == ["revoke"]
    bar = case.windows.bar
    case.becomes(access=Access.NONE)
    assert key.closed
    assert not bar.isVisible()
    assert case.windows.bar is None


def test_the_bar_moves_along_the_top_edge_and_not_off_it(case: Case):
    case.becomes(access=Access.VIEW)
    bar = case.windows.bar
    room = bar.screen().geometry()
    assert bar.y() == room.top()
    drag(bar, QPoint(20, 10), QPoint(-5000, 300))
    assert bar.pos() == room.topLeft()
    drag(bar, QPoint(20, 10), QPoint(100, 300))
    assert bar.pos() == room.topLeft() + QPoint(80, 0)
    drag(bar, QPoint(20, 10), QPoint(9000, 0))
    assert bar.geometry().right() == room.right()


def drag(bar: QWidget, held: QPoint, to: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place, button in (
        (QMouseEvent.Type.MouseButtonPress, bar.mapToGlobal(held), left),
        (QMouseEvent.Type.MouseMove, bar.screen().geometry().topLeft() + to, none),
        (QMouseEvent.Type.MouseButtonRelease, bar.screen().geometry().topLeft() + to, left),
    ):
        local = QPointF(held) if kind is QMouseEvent.Type.MouseButtonPress else QPointF(bar.mapFromGlobal(place))
        event = QMouseEvent(kind, local, QPointF(place), button, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(bar, event)
