"""How often the X server is asked where the pointer is; what it answers is tested with a real one in test_x11."""

from __future__ import annotations

from typing import Any

import pytest

from protocol.mirror.capture.x11.pointer import LOOK_INTERVAL_S, SLOW_LOOK_INTERVAL_S, PointerWatch
from protocol.mirror.picture.tiles import Rect


class Server:
    """An X server with a pointer, as far as a watch asks for it; every request is its own answer."""

    def __init__(self) -> None:
        self.root_x, self.root_y, self.same_screen = 5, 5, True
        self.numbers = {b"IDLETIME": 7}
        self.first_event = 90
        self.width = self.height = 1
        self.xhot = self.yhot = 0
        self.cursor_image = [0]
        self.core = self
        self.asked = 0

    def __call__(self, extension: Any) -> Server:
        return self

    def reply(self) -> Server:
        return self

    def answer(self, *_request: Any) -> Server:
        return self

    SelectCursorInput = GetCursorImage = Initialize = ListSystemCounters = CreateAlarm = generate_id = answer
    QueryExtension = QueryVersion = answer
    present = True

    def QueryPointer(self, root: int) -> Server:
        self.asked += 1
        return self


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def still(server, clock) -> PointerWatch:
    """A watch that has seen the pointer stand still."""
    watch = PointerWatch(server, 1, Rect(0, 0, 10, 10), clock=clock)
    while watch.due_in_s() is not None:
        clock.now_s += 0.1
        watch.look()
    return watch


def looks(watch: PointerWatch, clock: Clock, server: Server, *, seconds: float) -> int:
    """Return how often the server is asked in `seconds` in which the watch is looked at all the time."""
    before = server.asked
    for _ in range(round(seconds / 0.002)):
        clock.now_s += 0.002
        watch.look()
    return server.asked - before


def test_a_pointer_that_stands_still_is_seldom_asked_for_while_the_screen_changes(still, clock, server) -> None:
    assert looks(still, clock, server, seconds=2) <= 2 / SLOW_LOOK_INTERVAL_S


def test_a_moving_pointer_is_asked_for_as_often_as_it_is_shown(still, clock, server) -> None:
    still.has_moved()
    assert looks(still, clock, server, seconds=4 * LOOK_INTERVAL_S) >= 3


def test_a_pointer_that_a_program_moves_is_seen_without_a_word_of_the_server(still, clock, server) -> None:
    server.root_x = 9
    assert looks(still, clock, server, seconds=2 * SLOW_LOOK_INTERVAL_S) > 0
    assert still.look().x == 9
