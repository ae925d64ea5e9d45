"""The dialog of a Wayland desktop, with a desktop of the tests' own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from resources.mirror.portal.portal import GOES_ON, UNUSED_LOOKS, USER_SAID_NO, DesktopPortal


class StreamByHand(QObject):
    arrived = Signal(object)
    failed = Signal()

    def __init__(self):
        super().__init__()
        self.done = []

    def start(self):
        self.done.append("start")

    def stop(self):
        self.done.append("stop")


class FailingStream(StreamByHand):
    """As of a desktop without a portal."""

    def start(self):
        super().start()
        self.failed.emit()


class AnswersByHand(QObject):
    answered = Signal(str, int)
    closed = Signal(str)

    def __init__(self):
        super().__init__()
        self.given_back = []

    def close(self, name):
        self.given_back.append(name)


class Desktop:
    """The portal, its dialogs, and what was said of them."""

    stream = StreamByHand

    def __init__(self):
        self.answers = AnswersByHand()
        self.streams = []
        self.said = []
        self.portal = DesktopPortal(answers=self.answers, make_stream=self._make)

    def _make(self):
        self.streams.append(self.stream())
        return self.streams[-1]

    def ask(self, who="A"):
        said = self.said
        self.portal.choose(lambda: said.append(who), lambda code: said.append((who, code)), asker=who)

    def allow(self, name="/session/1", colour=1):
        for _ in range(3):  # the session, its sources, its start
            self.answers.answered.emit(name, GOES_ON)
        self.show(colour)

    def show(self, colour, stream=-1):
        frame = SimpleNamespace(width=4, height=3, colour=colour, pixels=lambda: None)
        self.streams[stream].arrived.emit(frame)


@pytest.fixture
def desktop(qtbot):
    desktop = Desktop()
    yield desktop
    desktop.portal.close()
    assert [stream.done.count("stop") for stream in desktop.streams] == [1] * len(desktop.streams)


def opened(qtbot, desktop, who="A"):
    before = len(desktop.streams)
    desktop.ask(who)
    qtbot.waitUntil(lambda: len(desktop.streams) > before and desktop.streams[-1].done == ["start"])


def test_what_was_allowed_is_shown_from_its_first_frame_on(qtbot, desktop):
    opened(qtbot, desktop)
    assert desktop.said == []
    desktop.allow(colour=1)
    assert desktop.said == ["A"]
    cast = desktop.portal.cast(desktop.portal.number)
    assert (cast.title, cast.frame.colour) == ("Screen", 1)
    desktop.show(2)
    assert cast.frame.colour == 2


def test_frames_of_a_desktop_that_has_answered_nothing_are_not_shown(qtbot, desktop):
    opened(qtbot, desktop)
    desktop.show(5)
    desktop.allow()
    assert desktop.said == [("A", "cast_failed")]
    assert desktop.portal.number == 0


def test_a_refusal_ends_the_stream_and_is_told_once(qtbot, desktop):
    opened(qtbot, desktop)
    desktop.answers.answered.emit("/session/1", GOES_ON)
    desktop.answers.answered.emit("/session/1", USER_SAID_NO)
    assert desktop.said == [("A", "cast_refused")]
    assert desktop.streams[0].done == ["start", "stop"]
    assert desktop.answers.given_back == ["/session/1"]
    desktop.show(1)
    assert desktop.portal.number == 0


def test_a_portal_that_cannot_ask_is_told_as_a_failure(qtbot, desktop):
    opened(qtbot, desktop)
    desktop.answers.answered.emit("/session/1", 2)
    assert desktop.said == [("A", "cast_failed")]


def test_a_desktop_without_a_portal_is_told_after_the_question(qtbot, desktop):
    desktop.stream = FailingStream
    desktop.ask()
    assert desktop.said == []
    qtbot.waitUntil(lambda: desktop.said == [("A", "cast_failed")])


def test_it_can_be_asked_again_after_a_refusal(qtbot, desktop):
    opened(qtbot, desktop)
    desktop.answers.answered.emit("/session/1", USER_SAID_NO)
    opened(qtbot, desktop)
    desktop.allow()
    assert desktop.said == [("A", "cast_refused"), "A"]


def test_who_asks_again_is_told_once_and_the_dialog_stays(qtbot, desktop):
    opened(qtbot, desktop, "A")
    desktop.ask("A")
    desktop.allow()
    assert desktop.said == ["A"]
    assert len(desktop.streams) == 1


def test_an_answer_is_never_for_another_one_than_the_dialog_was_opened_for(qtbot, desktop):
    opened(qtbot, desktop, "A")
    desktop.answers.answered.emit("/session/1", GOES_ON)
    opened(qtbot, desktop, "B")
    assert desktop.streams[0].done == ["start", "stop"]
    assert desktop.answers.given_back == ["/session/1"]
    desktop.answers.answered.emit("/session/1", GOES_ON)  # the dialog for A, answered as it goes
    desktop.show(1, stream=0)
    desktop.show(1)
    assert desktop.said == [("B", "cast_failed")]
    opened(qtbot, desktop, "B")
    desktop.answers.answered.emit("/session/1", USER_SAID_NO)
    desktop.allow("/session/2")
    assert desktop.said[1:] == ["B"]


def test_a_dialog_that_is_taken_back_shows_nothing(qtbot, desktop):
    opened(qtbot, desktop, "A")
    desktop.portal.drop("B")
    desktop.answers.answered.emit("/session/1", GOES_ON)
    desktop.portal.drop("A")
    assert desktop.answers.given_back == ["/session/1"]
    desktop.allow("/session/1")
    assert desktop.said == []
    assert desktop.portal.number == 0


def test_a_second_choice_leaves_the_first_as_it_is(qtbot, desktop):
    for number in (1, 2):
        opened(qtbot, desktop)
        desktop.allow(f"/session/{number}", colour=number)
    desktop.show(7, stream=0)
    assert [desktop.portal.cast(n).frame.colour for n in (1, 2)] == [7, 2]


def test_what_the_desktop_ends_is_over_and_nothing_else(qtbot, desktop):
    for number in (1, 2):
        opened(qtbot, desktop)
        desktop.allow(f"/session/{number}")
    first = desktop.portal.cast(1)
    desktop.answers.closed.emit("/session/1")
    assert first.frame is None
    assert desktop.portal.cast(1) is None
    assert desktop.portal.cast(2).frame is not None


def test_a_stream_that_fails_is_over(qtbot, desktop):
    opened(qtbot, desktop)
    desktop.allow()
    cast = desktop.portal.cast(1)
    desktop.streams[0].failed.emit()
    desktop.streams[0].failed.emit()
    assert cast.frame is None


def test_what_nobody_looks_at_is_given_back_after_a_while(qtbot, desktop):
    opened(qtbot, desktop)
    desktop.allow("/session/1")
    cast = desktop.portal.cast(1)
    cast.watch(desktop.ask)
    for _ in range(2 * UNUSED_LOOKS):
        desktop.portal.look()
    assert desktop.answers.given_back == []
    cast.unwatch(desktop.ask)
    for _ in range(UNUSED_LOOKS):
        assert desktop.answers.given_back == []
        desktop.portal.look()
    assert desktop.answers.given_back == ["/session/1"]
    assert cast.frame is None


def test_a_break_between_two_watchers_ends_nothing(qtbot, desktop):
    opened(qtbot, desktop)
    desktop.allow()
    cast = desktop.portal.cast(1)
    for _ in range(3):
        for _ in range(UNUSED_LOOKS - 1):
            desktop.portal.look()
        cast.watch(desktop.ask)
        desktop.portal.look()
        cast.unwatch(desktop.ask)
    assert cast.frame is not None


def test_an_answer_to_another_question_of_the_program_is_ignored(qtbot, desktop):
    desktop.answers.answered.emit("/session/9", USER_SAID_NO)
    opened(qtbot, desktop)
    desktop.allow()
    desktop.answers.answered.emit("/session/9", USER_SAID_NO)
    assert desktop.said == ["A"]
    assert desktop.portal.cast(1).frame is not None


def test_closing_while_the_dialog_is_open_takes_it_back(qtbot, desktop):
    opened(qtbot, desktop)
    desktop.portal.close()
    assert desktop.streams[0].done == ["start", "stop"]
    desktop.allow()
    assert desktop.said == []
