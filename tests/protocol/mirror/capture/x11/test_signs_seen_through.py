"""Ink, border and bar on a real X screen: not in the picture, and no hole there; bare, managed and composited."""

from __future__ import annotations

import math
import random
import threading
import time

import numpy as np
import pytest

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.common.kept_back import Rules
from protocol.mirror.capture.common.left_out import LeftOut
from protocol.mirror.capture.common.source import MonitorSource
from protocol.mirror.picture.tiles import Grid, Rect
from tests.protocol.mirror.capture.x11.desktops import Program, desktop

INK, PAPER, OTHER = (0x20, 0x10, 0xD0), (0xF0, 0xF0, 0xF0), (0x00, 0xAA, 0x00)
PATTERNS = ((0x4A, 0x44, 0x40), (0x50, 0x4A, 0x46))
BARE, MANAGED, COMPOSITED = (), ("openbox",), ("openbox", "picom --backend xrender")
PAGE = Rect(40, 60, 500, 380)


def stroke(length: int) -> list[Rect]:
    """Return what a pen leaves: a wave, more rows of it than any window has that programs shape by hand."""
    return [Rect(round(60 + 50 * math.sin(y / 30)) + (y % 7) * 3, y, 8, 1) for y in range(length)]


class Case:
    def __init__(self, display: str, left_out: LeftOut) -> None:
        self.display, self.left_out = display, left_out
        self.page, self.signs = Program(display, "Page"), Program(display, "fernblick")
        self.paper = self.page.open(PAGE, PAPER, title="Page")
        self.source = capture.open_source(MonitorSource(1), display, left_out)
        self.frame = np.zeros((self.source.height, self.source.width, 4), np.uint8)

    def sign(self, rect: Rect, shape: list[Rect] | None = None) -> int:
        number = int(self.signs.connection.generate_id())
        self.left_out.add(number, below=True)
        return self.signs.open(rect, INK, alone=True, shape=shape, number=number)

    def look(self) -> np.ndarray:
        grid = Grid(self.source.width, self.source.height)
        grid.add(self.source.damage())
        if boxes := grid.take():
            self.source.grab(boxes, self.frame)
        return self.frame

    def count(self, *colours, within: Rect | None = None) -> int:
        frame = self.frame if within is None else within.within(self.frame)
        return sum(int((frame[..., :3] == colour).all(axis=2).sum()) for colour in colours)

    def settle(self) -> None:
        """Look until what has just happened is on a composited screen, too."""
        until = time.monotonic() + 0.7
        while time.monotonic() < until:
            self.look()
            self.source.wait(0.05)

    def close(self) -> None:
        self.source.close()
        self.page.end()
        self.signs.end()


@pytest.fixture(params=[BARE, MANAGED, COMPOSITED], ids=["bare", "managed", "composited"])
def case(request, x_server):
    x_server.connection.core.UnmapWindow(x_server.window)
    x_server.sync()
    with desktop(x_server.display, *request.param):
        case = Case(x_server.display, LeftOut())
        yield case
        case.close()


def test_below_ink_is_the_page_and_neither_ink_nor_pattern(case) -> None:
    case.settle()
    paper = case.count(PAPER)
    case.sign(Rect(100, 80, 200, 340), stroke(340))
    case.settle()
    assert case.count(INK, *PATTERNS) == 0
    assert case.count(PAPER) == paper


def test_a_bar_and_a_border_are_seen_through_also_while_the_page_below_changes(case) -> None:
    bar = case.sign(Rect(120, 100, 300, 40))
    for edge in (Rect(0, 0, 640, 3), Rect(0, 477, 640, 3), Rect(0, 3, 3, 474), Rect(637, 3, 3, 474)):
        case.sign(edge)
    case.settle()
    assert case.count(INK, *PATTERNS) == 0
    other = case.page.open(Rect(200, 90, 100, 60), OTHER, title="Other", alone=True)
    case.signs.configure(bar, stack_mode=0)
    case.settle()
    assert case.count(INK, *PATTERNS) == 0
    assert case.count(OTHER) == 6_000
    case.page.close(other)
    case.settle()
    assert case.count(OTHER, INK, *PATTERNS) == 0


def test_what_is_kept_back_stays_so_below_a_sign(case) -> None:
    secret = Program(case.display, "KeePassXC")
    secret.open(Rect(150, 100, 200, 100), OTHER, title="Passwords")
    case.left_out.keep_back(Rules(programs=("keepassxc",)))
    case.sign(Rect(120, 120, 300, 40))
    case.settle()
    assert case.count(OTHER, INK) == 0
    assert case.count(*PATTERNS) > 0
    secret.end()


def draw_without_rest(case: Case, stop: threading.Event) -> None:
    dice = random.Random(3)
    ink, bar = case.sign(Rect(100, 80, 200, 340), stroke(2)), case.sign(Rect(300, 100, 200, 30))
    length = 2
    while not stop.is_set():
        length = length % 330 + dice.randint(1, 12)
        case.signs.shape(ink, stroke(length))
        if dice.random() < 0.2:
            case.signs.configure(bar, x=dice.randint(250, 330), y=dice.randint(80, 380))
        if dice.random() < 0.1:
            case.signs.core.UnmapWindow(ink)
            case.signs.core.MapWindow(ink)
            case.signs.sync()
        time.sleep(0.03)


@pytest.mark.parametrize("frames", [60, pytest.param(1000, marks=pytest.mark.long)])
def test_not_one_frame_has_ink_or_a_hole_while_somebody_draws(case, frames) -> None:
    case.settle()
    stop = threading.Event()
    hand = threading.Thread(target=draw_without_rest, args=(case, stop))
    hand.start()
    found = []
    try:
        for _ in range(frames):
            case.look()
            found.append(case.count(INK, *PATTERNS))
            case.source.wait(0.05)
    finally:
        stop.set()
        hand.join()
    assert found == [0] * frames
