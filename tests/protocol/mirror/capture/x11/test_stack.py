"""Leaving windows of a real X server out: stacked, framed, shaped, moved, hidden, on two monitors."""

from __future__ import annotations

import random
import threading
import time

import numpy as np
import pytest
import xcffib
import xcffib.shape
import xcffib.xproto

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.common.left_out import LeftOut
from protocol.mirror.capture.common.source import MonitorSource, RegionSource, WindowSource
from protocol.mirror.picture.tiles import Grid, Rect

LONG_S = 20.0
WIDTH, HEIGHT = 640, 480
SECRET, OTHER, FRAME = (0x00, 0x00, 0xEE, 0), (0x00, 0xAA, 0x00, 0), (0x55, 0x55, 0x55, 0)


def colour(pixel: tuple[int, ...]) -> int:
    return pixel[2] << 16 | pixel[1] << 8 | pixel[0]


class Windows:
    """Plain windows on a test's X server."""

    def __init__(self, x_server) -> None:
        self.server = x_server
        self.core = x_server.connection.core

    def open(self, rect: Rect, pixel, *, parent: int | None = None, kind: str = "InputOutput", mapped=True) -> int:
        number = self.server.connection.generate_id()
        visual, depth = (0, 0) if kind == "InputOnly" else (self.server.screen.root_visual, 24)
        mask, values = (0, []) if kind == "InputOnly" else (xcffib.xproto.CW.BackPixel, [colour(pixel)])
        self.core.CreateWindow(
            *(depth, number, parent or self.server.screen.root, *rect, 0),
            *(getattr(xcffib.xproto.WindowClass, kind), visual, mask, values),
        )
        if mapped:
            self.core.MapWindow(number)
        self.server.sync()
        return number

    def move(self, window: int, x: int, y: int) -> None:
        self.core.ConfigureWindow(window, 3, [x, y])
        self.server.sync()

    def resize(self, window: int, width: int, height: int) -> None:
        self.core.ConfigureWindow(window, 12, [width, height])
        self.server.sync()

    def lift(self, window: int) -> None:
        self.core.ConfigureWindow(window, 64, [xcffib.xproto.StackMode.Above])
        self.server.sync()

    def shape(self, window: int, *rects: Rect) -> None:
        extension = self.server.connection(xcffib.shape.key)
        parts = [xcffib.xproto.RECTANGLE.synthetic(*rect) for rect in rects]
        so, kind, unsorted = xcffib.shape.SO.Set, xcffib.shape.SK.Bounding, xcffib.xproto.ClipOrdering.Unsorted
        extension.Rectangles(so, kind, unsorted, window, 0, 0, len(parts), parts)
        self.server.sync()


class Seen:
    """A captured source, brought up to date as the pump does."""

    def __init__(self, source) -> None:
        self.source = source
        self.frame = np.zeros((source.height, source.width, 4), np.uint8)

    def look(self) -> np.ndarray:
        grid = Grid(self.source.width, self.source.height)
        grid.add(self.source.damage())
        if boxes := grid.take():
            self.source.grab(boxes, self.frame)
        return self.frame

    def count(self, pixel) -> int:
        return int((self.look()[..., :3] == pixel[:3]).all(axis=2).sum())

    def until(self, found) -> None:
        deadline = time.monotonic() + LONG_S
        while not found(self.look()):
            assert time.monotonic() < deadline, "it never came"
            self.source.wait(0.5)


@pytest.fixture
def windows(x_server) -> Windows:
    return Windows(x_server)


@pytest.fixture
def left_out() -> LeftOut:
    return LeftOut()


@pytest.fixture
def see(x_server, left_out):
    opened = []

    def see_it(source=None) -> Seen:
        opened.append(capture.open_source(source or MonitorSource(1), x_server.display, left_out))
        return Seen(opened[-1])

    yield see_it
    for source in opened:
        source.close()


def is_quiet(pixels: np.ndarray) -> bool:
    """Whether there is nothing but the pattern."""
    return bool((pixels[..., :3].max(axis=(0, 1)) - pixels[..., :3].min(axis=(0, 1)) <= 6).all())


def test_without_windows_to_leave_out_the_picture_is_the_screen(x_server, windows, see):
    windows.open(Rect(100, 100, 50, 50), SECRET)
    assert see().count(SECRET) == 2500


def test_a_window_is_covered_where_it_can_be_seen_and_nothing_of_others_is(windows, left_out, see):
    left_out.add(windows.open(Rect(100, 100, 200, 150), SECRET))
    windows.open(Rect(150, 120, 60, 40), OTHER)
    seen = see()
    assert seen.count(SECRET) == 0
    assert (Rect(150, 120, 60, 40).within(seen.frame)[..., :3] == OTHER[:3]).all()
    assert is_quiet(Rect(100, 100, 200, 20).within(seen.frame))
    assert (seen.frame[:100, :, :3] == (0x30, 0x20, 0x10)).all()
    assert (seen.frame[:, 300:, :3] == (0x30, 0x20, 0x10)).all()


def test_only_the_content_of_a_framed_window_is_covered(windows, left_out, see):
    frame = windows.open(Rect(100, 100, 200, 150), FRAME)
    left_out.add(windows.open(Rect(5, 20, 190, 200), SECRET, parent=frame))
    seen = see()
    assert seen.count(SECRET) == 0
    assert (Rect(100, 100, 200, 20).within(seen.frame)[..., :3] == FRAME[:3]).all()
    assert is_quiet(Rect(105, 120, 190, 130).within(seen.frame))


def test_a_shaped_window_above_covers_only_where_it_is_and_a_change_of_its_shape_counts(windows, left_out, see):
    left_out.add(windows.open(Rect(100, 100, 100, 100), SECRET))
    above = windows.open(Rect(100, 100, 100, 100), OTHER)
    seen = see()
    assert seen.count(OTHER) == 10_000
    windows.shape(above, Rect(0, 0, 100, 10), Rect(0, 90, 100, 10))
    assert seen.count(SECRET) == 0
    assert seen.count(OTHER) == 2000
    assert is_quiet(Rect(100, 110, 100, 80).within(seen.frame))


def test_a_window_that_only_takes_input_hides_nothing(windows, left_out, see):
    left_out.add(windows.open(Rect(100, 100, 100, 100), SECRET))
    windows.open(Rect(0, 0, 640, 480), OTHER, kind="InputOnly")
    assert see().count(SECRET) == 0


def test_a_window_is_followed_as_it_is_shown_moved_resized_lifted_and_hidden(windows, left_out, see):
    secret = windows.open(Rect(100, 100, 100, 100), SECRET, mapped=False)
    left_out.add(secret)
    windows.open(Rect(120, 120, 40, 40), OTHER)
    seen = see()
    assert seen.count(OTHER) == 1600
    windows.lift(secret)
    windows.core.MapWindow(secret)
    windows.server.sync()
    assert seen.count(SECRET) == 0
    assert seen.count(OTHER) == 0
    windows.move(secret, 300, 200)
    windows.resize(secret, 150, 150)
    assert seen.count(SECRET) == 0
    assert is_quiet(Rect(300, 200, 150, 150).within(seen.look()))
    windows.core.UnmapWindow(secret)
    windows.server.sync()
    seen.until(lambda frame: (Rect(300, 200, 150, 150).within(frame)[..., :3] == (0x30, 0x20, 0x10)).all())
    assert seen.count(OTHER) == 1600


def test_what_a_window_leaves_behind_is_uncovered_once_it_is_drawn_anew(windows, left_out, see):
    secret = windows.open(Rect(100, 100, 100, 100), SECRET)
    left_out.add(secret)
    seen = see()
    seen.look()
    windows.move(secret, 300, 200)
    seen.until(lambda frame: (Rect(100, 100, 100, 100).within(frame)[..., :3] == (0x30, 0x20, 0x10)).all())


def test_a_window_that_is_closed_or_no_longer_left_out_is_forgotten(windows, left_out, see):
    one, other = (windows.open(Rect(x, 100, 100, 100), SECRET) for x in (100, 300))
    left_out.add(one)
    left_out.add(other)
    seen = see()
    assert seen.count(SECRET) == 0
    windows.core.DestroyWindow(one)
    windows.server.sync()
    assert seen.count(SECRET) == 0
    left_out.discard(other)
    seen.until(lambda frame: (Rect(300, 100, 100, 100).within(frame)[..., :3] == SECRET[:3]).all())


def test_each_monitor_and_region_has_its_own_part_covered(x_server, windows, left_out, see):
    x_server.split(("left", 0, 400), ("right", 400, 240))
    left_out.add(windows.open(Rect(350, 100, 100, 100), SECRET))
    for source in (MonitorSource(1), MonitorSource(2), RegionSource(Rect(370, 50, 60, 100))):
        seen = see(source)
        assert seen.count(SECRET) == 0
        assert (seen.frame[..., :3] == (0x30, 0x20, 0x10)).all(axis=2).any()
    assert is_quiet(seen.frame[50:])


def test_a_shared_window_that_others_only_cover_is_whole_and_one_that_is_left_out_is_nothing_but_pattern(
    windows, left_out, see
):
    shared = windows.open(Rect(50, 50, 100, 100), OTHER)
    left_out.add(windows.open(Rect(60, 60, 100, 100), SECRET))
    seen = see(WindowSource(shared))
    assert seen.count(OTHER) == 10_000
    left_out.add(shared)
    seen.until(is_quiet)


def move_without_rest(display: str, moving: list[int], stop: threading.Event) -> None:
    connection = xcffib.Connection(display)
    dice = random.Random(1)
    while not stop.is_set():
        window = dice.choice(moving)
        connection.core.ConfigureWindow(window, 3, [dice.randint(-50, 500), dice.randint(-50, 400)])
        if dice.random() < 0.3:
            connection.core.ConfigureWindow(window, 64, [xcffib.xproto.StackMode.Above])
        connection.core.GetInputFocus().reply()
    connection.disconnect()


def test_not_one_frame_has_a_window_that_moves_without_rest(x_server, windows, left_out, see):
    secret = windows.open(Rect(100, 100, 200, 150), SECRET)
    other = windows.open(Rect(250, 200, 200, 150), OTHER)
    left_out.add(secret)
    seen, stop = see(), threading.Event()
    mover = threading.Thread(target=move_without_rest, args=(x_server.display, [secret, other], stop))
    mover.start()
    try:
        assert [seen.count(SECRET) for _ in range(100)] == [0] * 100
    finally:
        stop.set()
        mover.join()


def test_the_word_stands_where_the_window_is(windows, left_out, see):
    word = np.full((8, 30, 4), 0x99, np.uint8)
    left_out.add(windows.open(Rect(100, 100, 100, 60), SECRET), word)
    assert see().count((0x99, 0x99, 0x99, 0)) == 240


def test_a_composited_desktop_counts_as_lagging(x_server, windows, left_out, see):
    left_out.add(windows.open(Rect(100, 100, 100, 100), SECRET))
    seen = see()
    seen.look()
    assert not seen.source._layout.lags
    atom = windows.core.InternAtom(False, 13, "_NET_WM_CM_S0").reply().atom
    windows.core.SetSelectionOwner(windows.open(Rect(0, 0, 1, 1), OTHER), atom, 0)
    over_all = windows.open(Rect(0, 0, WIDTH, HEIGHT), OTHER, mapped=False)
    windows.core.ChangeWindowAttributes(over_all, xcffib.xproto.CW.OverrideRedirect, [1])
    windows.core.MapWindow(over_all)  # as a compositor's own, which shows what lies under it
    windows.server.sync()
    assert is_quiet(Rect(100, 100, 100, 100).within(seen.look()))
    assert seen.source._layout.lags
