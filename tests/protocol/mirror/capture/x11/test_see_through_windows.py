"""A shared window that is see-through has no black where nothing is drawn in it, and nothing of what lies below."""

from __future__ import annotations

import time

import numpy as np
import pytest

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.common.source import WindowSource
from protocol.mirror.capture.x11.companions import GROUND, on_ground
from protocol.mirror.picture.tiles import Grid, Rect
from tests.protocol.mirror.capture.x11.desktops import LONG_S, Program, desktop

CLEAR, PAGE, MENU, BELOW = (0, 0, 0, 0), (0x10, 0x60, 0xC0, 255), (0x20, 0x10, 0xD0, 255), (0x00, 0xAA, 0x00)
ROOM = GROUND, GROUND, GROUND
BLACK = (0, 0, 0)


class Shared:
    """A window with a see-through edge, as one that draws its own shadow, over another program's."""

    def __init__(self, display: str) -> None:
        self.other, self.program = Program(display, "Other"), Program(display, "Editor")
        self.other.open(Rect(0, 0, 600, 440), BELOW, title="Below")
        self.window = self.program.open(Rect(50, 50, 200, 100), CLEAR, title="Page", alone=True, see_through=True)
        self.program.fill(self.window, Rect(20, 20, 160, 60), PAGE)
        self.source = capture.open_source(WindowSource(self.window), display)
        self.frame = np.zeros((self.source.height, self.source.width, 4), np.uint8)

    def count(self, pixel) -> int:
        grid = Grid(self.source.width, self.source.height)
        grid.add(self.source.damage())
        if boxes := grid.take():
            self.source.grab(boxes, self.frame)
        return int((self.frame[..., :3] == pixel[:3]).all(axis=2).sum())

    def until(self, count: int, pixel) -> None:
        deadline = time.monotonic() + LONG_S
        while (there := self.count(pixel)) != count:
            assert time.monotonic() < deadline, f"{there} pixels"
            self.source.wait(0.1)

    def close(self) -> None:
        self.source.close()
        self.program.end()
        self.other.end()


@pytest.fixture(params=["", "picom --backend xrender"], ids=["bare", "composited"])
def shared(request, x_server):
    x_server.connection.core.UnmapWindow(x_server.window)
    x_server.sync()
    with desktop(x_server.display, *filter(None, [request.param])):
        shared = Shared(x_server.display)
        shared.composited = bool(request.param)
        yield shared
        shared.close()


def test_what_is_see_through_on_the_screen_is_a_quiet_ground_in_the_picture(shared) -> None:
    shared.until(160 * 60, PAGE)
    assert shared.count(BELOW) == 0
    ground, black = (ROOM, BLACK) if shared.composited else (BLACK, ROOM)  # without a compositor the screen is black
    assert shared.count(ground) == 200 * 100 - 160 * 60
    assert shared.count(black) == 0


def test_a_menu_with_a_see_through_edge_has_the_window_below_it(shared) -> None:
    if not shared.composited:
        pytest.skip("nothing is see-through")
    menu = shared.program.open(Rect(80, 80, 60, 40), CLEAR, alone=True, see_through=True)
    shared.program.fill(menu, Rect(10, 10, 40, 20), MENU)
    shared.until(40 * 20, MENU)
    shared.until(160 * 60 - 40 * 20, PAGE)
    assert shared.count(BLACK) == 0
    shared.program.close(menu)
    shared.until(160 * 60, PAGE)


def test_half_of_a_colour_is_half_of_the_ground() -> None:
    view = np.array([[[0, 0, 0, 0], [60, 0, 0, 127], [9, 8, 7, 255]]], np.uint8)
    on_ground(view)
    assert view.tolist() == [[[240, 240, 240, 255], [180, 120, 120, 255], [9, 8, 7, 255]]]
