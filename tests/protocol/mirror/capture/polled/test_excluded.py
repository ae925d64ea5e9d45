"""Leaving windows out on Windows, with a system by hand."""

from __future__ import annotations

import sys

import pytest

from protocol.mirror.capture.common.covered_source import Veil
from protocol.mirror.capture.common.kept_back import Rules
from protocol.mirror.capture.common.left_out import Instead, LeftOut
from protocol.mirror.capture.polled.excluded import (
    EXCLUDED,
    NOT_EXCLUDED,
    DesktopStack,
    DesktopWindow,
    ExcludedWindows,
    desktop_windows,
    set_affinity,
)
from protocol.mirror.picture.tiles import Rect

PART = Rect(1000, 0, 800, 600)


class System:
    """What Windows has been told of windows."""

    def __init__(self, *, can: bool = True) -> None:
        self.can = can
        self.told: list[tuple[int, int]] = []
        self.windows: list[DesktopWindow] = []
        self.asked = 0

    def affinity(self, number: int, affinity: int) -> bool:
        self.told.append((number, affinity))
        return self.can

    def list(self) -> list[DesktopWindow]:
        self.asked += 1
        return list(self.windows)


def test_the_system_leaves_a_window_out_and_nothing_is_painted():
    system = System()
    windows = ExcludedWindows(system.affinity)
    windows.add(7)
    windows.add(7)  # shown again
    windows.discard(7)
    assert system.told == [(7, EXCLUDED), (7, EXCLUDED), (7, NOT_EXCLUDED)]
    assert dict(windows.words) == {}


def test_what_the_system_cannot_leave_out_is_painted_until_it_can():
    system = System(can=False)
    windows = ExcludedWindows(system.affinity)
    windows.add(7)
    assert dict(windows.words) == {7: Instead(None, True)}
    system.can = True
    windows.add(7)
    assert dict(windows.words) == {}


@pytest.fixture
def system() -> System:
    return System()


@pytest.fixture
def left_out() -> LeftOut:
    return LeftOut()


@pytest.fixture
def stack(system, left_out) -> DesktopStack:
    return DesktopStack(lambda: PART, left_out, windows=system.list)


def test_nothing_is_asked_for_while_nothing_is_to_be_painted(stack, system):
    assert stack.changed()
    assert stack.look() == []
    assert not stack.changed()
    assert system.asked == 0


def test_a_window_is_seen_where_no_window_above_covers_it(stack, system, left_out):
    left_out.add(7)
    system.windows = [
        DesktopWindow(1, Rect(1000, 0, 200, 600), True),
        DesktopWindow(2, Rect(1200, 0, 100, 600), False),  # see-through
        DesktopWindow(7, Rect(1100, 100, 400, 300), True),
        DesktopWindow(3, Rect(0, 0, 2000, 1000), True),
    ]
    assert stack.look() == [Veil(Rect(100, 100, 400, 300), [Rect(200, 100, 300, 300)], Instead(None, True))]


def test_a_window_on_another_monitor_is_not_in_the_picture(stack, system, left_out):
    left_out.add(7)
    system.windows = [DesktopWindow(7, Rect(10, 10, 100, 100), True)]
    assert stack.look() == []


def test_a_move_counts_as_a_change(stack, system, left_out):
    left_out.add(7)
    system.windows = [DesktopWindow(7, Rect(1100, 10, 100, 100), True)]
    stack.look()
    assert not stack.changed()
    assert stack.passed() == []
    system.windows = [DesktopWindow(7, Rect(1101, 10, 100, 100), True)]
    assert stack.changed()
    stack.look()
    left_out.discard(7)
    assert stack.changed()


@pytest.mark.skipif(sys.platform == "win32", reason="says what happens elsewhere")
def test_elsewhere_there_is_no_such_system():
    assert not set_affinity(7, EXCLUDED)
    assert desktop_windows() == []


def test_the_own_programs_windows_are_painted_over_but_for_those_that_the_system_leaves_out(system):
    left_out = ExcludedWindows(lambda number, _affinity: number == 8)
    left_out.add(8)
    left_out.keep_back(Rules(own=1))
    stack = DesktopStack(lambda: PART, left_out, windows=system.list, process=77)
    system.windows = [
        DesktopWindow(8, Rect(1000, 0, 10, 10), True, 77),
        DesktopWindow(9, Rect(1100, 100, 100, 100), True, 77),
        DesktopWindow(3, Rect(0, 0, 2000, 1000), True, 5),
    ]
    assert stack.look() == [Veil(Rect(100, 100, 100, 100), [Rect(100, 100, 100, 100)], Instead(None, True))]
    left_out.keep_back(Rules())
    assert stack.changed()
    assert stack.look() == []
