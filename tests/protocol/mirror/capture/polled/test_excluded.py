"""Leaving windows out on Windows, with a system by hand."""

from __future__ import annotations

import re
import sys

import numpy as np
import pytest

from protocol.mirror.capture.common.covered_source import CoveredSource, Veil
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
from protocol.mirror.capture.polled.win32_programs import Programs, names_in
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


SAID = np.full((10, 20, 4), 200, np.uint8)


def listed(*windows: DesktopWindow, **rules: object) -> dict[Rect, Instead]:
    """Return what is painted over of windows that do not overlap."""
    left_out = LeftOut()
    left_out.keep_back(Rules(**rules), SAID)
    stack = DesktopStack(lambda: PART, left_out, windows=lambda: list(windows), process=77)
    return {veil.whole: veil.instead for veil in stack.look()}


def window(number: int, x: int, program: str = "", *, title: str = "", process: int = 0) -> DesktopWindow:
    path = f"C:\\Program Files\\{program}.exe" if program else ""
    return DesktopWindow(number, Rect(1000 + x, 0, 50, 50), True, process or number, names_in(path), title)


def test_listed_programs_are_painted_over_with_all_that_they_show():
    menu = DesktopWindow(3, Rect(1100, 0, 50, 50), True, 1)  # of the same process, and names nothing
    painted = listed(window(1, 0, "KeePassXC"), menu, window(2, 300, "notepad"), programs=("keepassxc",))
    assert set(painted) == {Rect(0, 0, 50, 50), Rect(100, 0, 50, 50)}
    assert all(instead == Instead(SAID, True) for instead in painted.values())


def test_listed_titles_and_windows_are_painted_over():
    titles, browser = (re.compile("(?i)my bank"),), window(1, 0, "firefox", title="My Bank - Firefox")
    others = window(2, 100, "firefox", title="News"), window(3, 200, "notepad")
    assert set(listed(browser, *others, titles=titles, windows=frozenset({3}))) == {
        Rect(0, 0, 50, 50),
        Rect(200, 0, 50, 50),
    }


@pytest.mark.parametrize("program", ["ShellExperienceHost", "ShellHost"])
def test_toasts_are_painted_over_by_the_program_that_shows_them(program):
    toast = window(1, 0, program, title="New notification")
    assert set(listed(toast, window(2, 100, "explorer"), notifications=True)) == {Rect(0, 0, 50, 50)}
    assert listed(toast, notifications=False, programs=("keepassxc",)) == {}


def test_both_places_of_a_listed_window_that_moves_during_the_copy_are_painted():
    left_out = LeftOut()
    left_out.keep_back(Rules(programs=("keepassxc",)))
    shown = [window(1, 0, "KeePassXC")]
    stack = DesktopStack(lambda: PART, left_out, windows=lambda: list(shown))

    class Desktop:
        width, height, title = 800, 600, "1"

        def damage(self) -> list[Rect]:
            return [Rect(0, 0, 800, 600)]

        def grab(self, rects: list[Rect], frame: np.ndarray) -> None:
            frame[:] = 0
            at = shown[0].rect
            Rect(at.x - PART.x, at.y, at.width, at.height).within(frame)[:] = 255
            shown[0] = window(1, at.x - PART.x + 20, "KeePassXC")  # at once after the copy, each time

    source = CoveredSource(Desktop(), stack)
    frame = np.zeros((600, 800, 4), np.uint8)
    for _ in range(20):
        source.grab(source.damage(), frame)
        assert not (frame == 255).all(axis=2).any()


def test_a_process_is_asked_for_its_program_once_while_it_has_windows():
    asked = []
    programs = Programs(lambda process: asked.append(process) or f"C:\\x\\Program{process}.EXE")
    assert programs.names(7) == programs.names(7) == {"program7.exe", "program7"}
    programs.keep({8})
    programs.names(7)
    assert asked == [7, 7]
