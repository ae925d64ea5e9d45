"""A shared window's menus, drop-downs and dialogs are in its picture, and never another's."""

from __future__ import annotations

import time

import numpy as np
import pytest

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.common.source import WindowSource
from protocol.mirror.picture.tiles import Grid, Rect
from tests.protocol.mirror.capture.x11.desktops import LONG_S, Program, desktop

PAGE, MENU, DIALOG, OTHER = (0xF0, 0xF0, 0xF0), (0x20, 0x10, 0xD0), (0xC0, 0x60, 0x10), (0x00, 0xAA, 0x00)


class Case:
    def __init__(self, display: str) -> None:
        self.program, self.other = Program(display, "Editor"), Program(display, "Other")
        self.window = self.program.open(Rect(50, 50, 300, 250), PAGE, title="Page")
        self.corner = self.program.settled_at(self.window)
        self.source = capture.open_source(WindowSource(self.window), display)
        self.frame = np.zeros((self.source.height, self.source.width, 4), np.uint8)

    def at(self, x: int, y: int, width: int, height: int) -> Rect:
        return Rect(self.corner[0] + x, self.corner[1] + y, width, height)

    def count(self, pixel) -> int:
        grid = Grid(self.source.width, self.source.height)
        grid.add(self.source.damage())
        if boxes := grid.take():
            self.source.grab(boxes, self.frame)
        return int((self.frame[..., :3] == pixel).all(axis=2).sum())

    def until(self, count: int, pixel) -> None:
        deadline = time.monotonic() + LONG_S
        while (there := self.count(pixel)) != count:
            assert time.monotonic() < deadline, f"{there} pixels"
            self.source.wait(0.1)

    def close(self) -> None:
        self.source.close()
        self.program.end()
        self.other.end()


@pytest.fixture(
    params=[(), ("openbox",), ("openbox", "picom --backend xrender")], ids=["bare", "managed", "composited"]
)
def case(request, x_server):
    x_server.connection.core.UnmapWindow(x_server.window)
    x_server.sync()
    with desktop(x_server.display, *request.param):
        case = Case(x_server.display)
        yield case
        case.close()


def test_a_menu_is_there_while_it_is_open(case) -> None:
    case.until(300 * 250, PAGE)
    menu = case.program.open(case.at(20, 20, 100, 120), MENU, alone=True)
    case.until(12_000, MENU)
    assert case.count(PAGE) == 300 * 250 - 12_000
    case.program.configure(menu, x=case.corner[0] + 250)  # half of it is beside the window now
    case.until(6_000, MENU)
    case.program.close(menu)
    case.until(300 * 250, PAGE)


def test_a_dialog_of_the_window_is_there_and_one_of_another_window_is_not(case) -> None:
    second = case.program.open(Rect(400, 300, 100, 100), OTHER, title="Second page")
    case.program.open(case.at(10, 10, 60, 40), DIALOG, title="Save?", leader=case.window)
    case.program.open(case.at(30, 100, 60, 40), MENU, alone=True, leader=second)
    case.until(2_400, DIALOG)
    assert case.count(MENU) == case.count(OTHER) == 0


def test_what_another_program_lays_over_the_window_is_not_there(case) -> None:
    case.other.open(case.at(10, 10, 60, 40), OTHER, alone=True, leader=case.window)
    case.until(300 * 250, PAGE)
    assert case.count(OTHER) == 0


def test_what_a_menu_draws_anew_is_seen(case) -> None:
    menu = case.program.open(case.at(20, 20, 100, 120), MENU, alone=True)
    case.until(12_000, MENU)
    case.program.core.ChangeWindowAttributes(menu, 2, [DIALOG[2] << 16 | DIALOG[1] << 8 | DIALOG[0]])
    case.program.core.ClearArea(False, menu, 0, 0, 0, 0)
    case.program.sync()
    case.until(12_000, DIALOG)
