"""A click counts only where the button has stood, unchanged, for a moment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resources.look import controls, dialog, steady, theme
from resources.look.steady import STILL_MS, Steady, steadily
from tests.helpers.mirror_fixtures import dressed

__all__ = ["dressed"]


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


class Case:
    """A window with a banner that may come, above two buttons, the second of which gives something away."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.done: list[str] = []
        self.about = "Erika"
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        self.banner = QLabel("A banner")
        self.banner.setFixedHeight(30)
        self.banner.hide()
        self.harmless = QPushButton("Copy")
        self.button = QPushButton("Give")
        for widget in (self.banner, self.harmless, self.button):
            column.addWidget(widget)
        column.addStretch()
        self.window.resize(300, 200)
        self.steady = steadily(self.button, lambda: self.done.append(self.about), lambda: self.about)
        self.window.show()

    def passes(self, ms: float) -> None:
        """Let time pass, with the looks that are due meanwhile."""
        while ms > 0:
            step = min(ms, steady.LOOK_MS)
            self.clock.now_s += step / 1000
            ms -= step
            self.steady.look()

    def settles(self) -> None:
        self.passes(STILL_MS)

    def moves(self) -> None:
        self.banner.show()
        self.window.layout().activate()


@pytest.fixture
def case(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Case:
    clock = Clock()
    monkeypatch.setattr(steady, "monotonic", clock)
    case = Case(clock)
    qtbot.addWidget(case.window)
    return case


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_button_that_has_just_come_takes_no_click_and_shows_it(case: Case):
    click(case.button)
    assert case.done == []
    assert case.button.property("unsettled") == "true"
    case.settles()
    assert case.button.property("unsettled") == "false"
    click(case.button)
    assert case.done == ["Erika"]


def test_a_banner_that_comes_100_ms_before_the_click_gives_nothing(case: Case):
    case.settles()
    place = case.button.mapTo(case.window, case.button.rect().center())
    case.moves()
    case.passes(100)
    assert case.window.childAt(place) is not case.button
    click(case.button)  # wherever it went
    assert case.done == []
    case.settles()
    click(case.button)
    assert case.done == ["Erika"]


def test_a_banner_that_comes_between_press_and_release_gives_nothing(case: Case):
    case.settles()
    QTest.mousePress(case.button, Qt.MouseButton.LeftButton)
    case.moves()
    QTest.mouseRelease(case.button, Qt.MouseButton.LeftButton)
    assert case.done == []


def test_a_button_that_came_under_the_pointer_unseen_by_the_looks_takes_no_click(case: Case):
    case.settles()
    case.moves()  # no look since
    click(case.button)
    assert case.done == []


@pytest.mark.parametrize("change", ["words", "about", "hidden", "window moved"])
def test_whatever_changes_makes_it_wait_again(case: Case, change: str):
    case.settles()
    if change == "words":
        case.button.setText("Give all")
    elif change == "about":
        case.about = "Max"
    elif change == "hidden":
        case.button.hide()
        case.button.show()
        case.steady.look()
    else:
        case.window.move(case.window.pos() + QPoint(20, 20))
    if change != "hidden":
        click(case.button)
        assert case.done == []
    case.settles()
    click(case.button)
    assert case.done == [case.about]


def test_what_takes_something_back_counts_at_once_and_looks_so(case: Case):
    button, running = QPushButton("Stop"), True
    steady_stop = Steady(button, takes_back=lambda: running)
    case.window.layout().addWidget(button)
    button.show()
    assert steady_stop.ready
    assert button.property("unsettled") == "false"
    running = False
    button.setText("Share screen")
    assert not steady_stop.ready
    assert button.property("unsettled") == "true"


def test_whoever_has_the_keyboard_on_it_sees_that_meanwhile(case: Case, dressed: QApplication):
    def ring(kind: str) -> QImage:
        controls.dress_button(case.button, kind=kind, picture=None)
        case.window.activateWindow()
        case.button.setFocus()
        QTest.qWaitForWindowActive(case.window)
        focused = case.button.grab().toImage()
        case.harmless.setFocus()
        case.harmless.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        assert case.button.property("unsettled") == "true"
        assert focused != case.button.grab().toImage()
        return focused

    assert ring("plain").pixelColor(0, case.button.height() // 2) == theme.colour("focus")
    assert ring("primary").pixelColor(0, case.button.height() // 2) == theme.colour("text")


def test_an_early_press_is_said_to_whoever_does_not_see_it(case: Case, monkeypatch: pytest.MonkeyPatch):
    said: list[str] = []
    monkeypatch.setattr(steady.QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    click(case.button)
    assert said == ["Not yet: this has just come here. Press again."]
    case.settles()
    click(case.button)
    assert len(said) == 1


def test_neither_enter_nor_space_nor_a_double_click_goes_round_it(case: Case):
    case.button.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(case.button, key)
    QTest.mouseDClick(case.button, Qt.MouseButton.LeftButton)
    assert case.done == []


def test_a_window_of_ours_that_closes_over_it_makes_it_wait(case: Case, qtbot: QtBot):
    case.settles()
    over = QWidget()
    qtbot.addWidget(over)
    over.setGeometry(case.window.frameGeometry().adjusted(-20, -20, 20, 20))
    over.show()
    over.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is over)
    case.passes(100)
    over.close()
    click(case.button)
    assert case.done == []


def test_the_yes_of_every_question_waits(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    clock = Clock()
    monkeypatch.setattr(steady, "monotonic", clock)
    parent, done = QWidget(), []
    qtbot.addWidget(parent)
    parent.show()
    question = dialog.ask(parent, title="Hand over?", words="To Tom.", yes="Hand over", then=lambda: done.append("yes"))
    yes = next(button for button in question.findChildren(QPushButton) if button.text() == "Hand over")
    QTest.keyClick(question, Qt.Key.Key_Return)  # the default answer
    click(yes)
    assert done == []
    clock.now_s += STILL_MS / 1000
    click(yes)
    assert done == ["yes"]
