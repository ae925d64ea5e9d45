"""Timers of one session, on a loop whose time stands still until it is told to go on."""

import pytest

from console.host.sessions.live import Timers


class Handle:
    def __init__(self, passed):
        self.passed = passed
        self.cancelled = False

    def cancel(self):
        self.cancelled = True


class Loop:
    """Remembers what is to happen."""

    def __init__(self):
        self.handles = []

    def call_later(self, seconds, passed):
        self.handles.append(Handle(passed))
        return self.handles[-1]

    def go_on(self):
        for handle in self.handles:
            if not handle.cancelled:
                handle.passed()


@pytest.fixture
def loop():
    return Loop()


@pytest.fixture
def timers(loop):
    return Timers(loop)


@pytest.fixture
def happened():
    return []


def test_what_is_started_happens(timers, loop, happened):
    timers.start("seat", 1, lambda: happened.append("seat"))
    timers.start("lead", 1, lambda: happened.append("lead"))
    loop.go_on()
    assert happened == ["seat", "lead"]


def test_a_name_stands_for_one_thing(timers, loop, happened):
    timers.start("seat", 1, lambda: happened.append("earlier"))
    timers.start("seat", 1, lambda: happened.append("later"))
    loop.go_on()
    assert happened == ["later"]


def test_nothing_happens_that_was_stopped(timers, loop, happened):
    timers.start("seat", 1, lambda: happened.append("seat"))
    timers.start("lead", 1, lambda: happened.append("lead"))
    timers.stop("seat")
    timers.stop("never started")
    timers.stop_all()
    loop.go_on()
    assert happened == []


def test_a_timer_runs_on_while_its_condition_holds(timers, loop, happened):
    for _ in range(3):
        timers.run_while(True, "lead", 1, lambda: happened.append("lead"))
    assert len(loop.handles) == 1
    timers.run_while(False, "lead", 1, lambda: happened.append("lead"))
    loop.go_on()
    assert happened == []


def test_a_name_is_free_for_what_its_timer_does(timers, loop, happened):
    timers.start("seat", 1, lambda: timers.start("seat", 1, lambda: happened.append("again")))
    loop.go_on()
    assert happened == ["again"]
