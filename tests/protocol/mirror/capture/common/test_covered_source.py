"""Windows that are left out: painted over, wherever they are when the pixels are copied."""

from __future__ import annotations

import numpy as np
import pytest

from protocol.mirror.capture.common.covered_source import LAG_S, STRIPE, TRAIL_S, CoveredSource, Veil
from protocol.mirror.capture.common.left_out import Instead
from protocol.mirror.capture.common.source import PointerState
from protocol.mirror.picture.tiles import Rect

WIDTH, HEIGHT = 200, 120
WHOLE = Rect(0, 0, WIDTH, HEIGHT)
SCREEN, WINDOW = 9, 200  # the colour of the desktop, and of the window that is left out


class FakeScreen:
    """A screen with one window that is left out, as source and as layout."""

    width, height, title = WIDTH, HEIGHT, "DP-1"
    lags = False

    def __init__(self) -> None:
        self.window = Rect(40, 20, 60, 50)
        self.seen: list[Rect] | None = None  # None: all of it
        self.word = None
        self.lingers = True
        self.now_s = 100.0
        self.damaged = [WHOLE]
        self.during_grabs: list = []  # what happens while pixels are copied, one for each grab
        self.grabs = 0
        self.way: list[Rect] = []
        self.waited: list = []
        self.woken = self.closed = False
        self._moves, self._looked_at = 1, 0

    def move(self, x: int, y: int) -> None:
        self.window = self.window._replace(x=x, y=y)
        self.way.append(self.window)
        self._moves += 1

    def wait(self, timeout_s):
        self.waited.append(timeout_s)

    def wake(self):
        self.woken = True

    def damage(self):
        damaged, self.damaged = self.damaged, []
        return damaged

    def grab(self, rects, frame):
        self.grabs += 1
        if self.during_grabs:
            self.during_grabs.pop(0)()
        screen = np.full((HEIGHT, WIDTH, 4), SCREEN, np.uint8)
        self.window.within(screen)[:] = WINDOW
        for rect in rects:
            rect.within(frame)[:] = rect.within(screen)

    def pointer(self):
        return PointerState(1, 2, True, None)

    def close(self):
        self.closed = True

    def changed(self):
        return self._moves != self._looked_at

    def look(self):
        self._looked_at = self._moves
        seen = [self.window] if self.seen is None else self.seen
        return [Veil(self.window, seen, Instead(self.word, self.lingers))]

    def passed(self):
        way, self.way = self.way, []
        return way

    def crossed(self):
        return []

    def due_in_s(self):
        return None

    def below(self, rect):
        return np.full((rect.height, rect.width, 4), SCREEN, np.uint8), np.ones((rect.height, rect.width), bool)

    def clock(self):
        return self.now_s


@pytest.fixture
def screen() -> FakeScreen:
    return FakeScreen()


@pytest.fixture
def source(screen) -> CoveredSource:
    return CoveredSource(screen, screen, clock=screen.clock)


@pytest.fixture
def frame() -> np.ndarray:
    return np.zeros((HEIGHT, WIDTH, 4), np.uint8)


def test_the_window_is_not_in_the_picture_and_everything_else_is(screen, source, frame):
    source.grab(source.damage(), frame)
    assert not (frame == WINDOW).all(axis=2).any()
    outside = np.ones((HEIGHT, WIDTH), bool)
    screen.window.within(outside[..., None])[:] = False
    assert (frame[outside] == SCREEN).all()
    assert (screen.window.within(frame) != SCREEN).any(axis=2).all()


def test_only_what_can_be_seen_is_painted_over(screen, source, frame):
    screen.seen = [Rect(40, 20, 30, 50)]
    source.grab(source.damage(), frame)
    assert (Rect(70, 20, 30, 50).within(frame) == WINDOW).all()  # another window's pixels, as the fake draws them
    assert not (screen.seen[0].within(frame) == WINDOW).all(axis=2).any()


def test_the_pattern_keeps_its_place_in_the_picture(screen, source, frame):
    screen.window = Rect(0, 0, WIDTH, HEIGHT)
    source.grab(source.damage(), frame)
    assert np.array_equal(frame[STRIPE:], frame[:-STRIPE])
    assert len(np.unique(frame.reshape(-1, 4), axis=0)) == 2
    first = frame.copy()
    for rect in (Rect(33, 17, 50, 70), Rect(0, 100, 7, 20)):
        source.grab([rect], frame)
    assert np.array_equal(frame, first)


def test_the_word_stands_in_the_middle_of_the_window(screen, source, frame):
    screen.word = np.full((10, 20, 4), 77, np.uint8)
    screen.seen = [Rect(40, 20, 30, 50)]
    source.grab(source.damage(), frame)
    assert np.argwhere((frame == 77).all(axis=2)).min(axis=0).tolist() == [40, 60]
    assert (frame == 77).all(axis=2).sum() == 10 * 10  # its right half is covered


def test_a_word_that_does_not_fit_is_left_away(screen, source, frame):
    screen.word = np.full((10, 61, 4), 77, np.uint8)
    source.grab(source.damage(), frame)
    assert not (frame == 77).all(axis=2).any()


def test_a_window_that_moves_while_the_pixels_are_copied_is_copied_again_where_it_holds_still(screen, source, frame):
    boxes = source.damage()
    screen.during_grabs = [lambda: screen.move(100, 60)]
    source.grab(boxes, frame)
    assert screen.grabs == 2
    assert not (frame == WINDOW).all(axis=2).any()


def test_where_windows_never_rest_every_place_they_were_at_is_covered_for_this_once(screen, source, frame):
    boxes = source.damage()
    screen.during_grabs = [lambda x=x: (screen.move(x, 20), screen.move(x + 3, 60)) for x in (10, 60, 110)]
    source.grab(boxes, frame)
    assert screen.grabs == 3
    for place in (Rect(63, 60, 60, 50), Rect(110, 20, 60, 50), Rect(113, 60, 60, 50)):
        assert (place.within(frame) != SCREEN).any(axis=2).all()
    assert not (frame == WINDOW).all(axis=2).any()
    source.wait(None)
    assert screen.waited == [0], "and captured anew at once"


def test_where_a_window_came_to_during_a_grab_of_something_else_is_captured_at_once(screen, source, frame):
    source.grab(source.damage(), frame)
    screen.during_grabs = [lambda: screen.move(100, 60)]
    source.grab([Rect(0, 0, 10, 10)], frame)
    source.wait(None)
    assert screen.waited == [0]
    source.grab(source.damage(), frame)
    assert (Rect(100, 60, 60, 50).within(frame) != SCREEN).any(axis=2).all()


def test_where_a_window_came_to_is_captured_anew_without_any_damage(screen, source, frame):
    source.grab(source.damage(), frame)
    screen.move(100, 60)
    boxes = source.damage()
    source.grab(boxes, frame)
    assert not (frame == WINDOW).all(axis=2).any()
    assert (Rect(100, 60, 60, 50).within(frame) != SCREEN).any(axis=2).all()


def test_what_a_window_uncovered_stays_covered_until_it_was_surely_drawn_anew(screen, source, frame):
    source.grab(source.damage(), frame)
    old = screen.window
    screen.move(100, 60)
    screen.damaged = [WHOLE]  # may have come before the move
    source.grab(source.damage(), frame)
    assert (old.within(frame) != SCREEN).any(axis=2).all()
    screen.damaged = [Rect(0, 0, 70, HEIGHT)]  # has not
    source.grab(source.damage(), frame)
    assert (Rect(40, 20, 30, 50).within(frame) == SCREEN).all()
    assert (Rect(70, 20, 30, 50).within(frame) != SCREEN).any(axis=2).all()


def test_what_nothing_draws_anew_is_uncovered_after_a_while(screen, source, frame):
    source.grab(source.damage(), frame)
    old = screen.window
    screen.move(140, 70)
    source.grab(source.damage(), frame)
    source.wait(None)
    assert screen.waited == [pytest.approx(TRAIL_S)]
    screen.now_s += TRAIL_S
    boxes = source.damage()
    assert old in boxes
    source.grab(boxes, frame)
    assert (old.within(frame) == SCREEN).all()
    assert source.covered == [screen.window]


def test_what_need_not_linger_is_uncovered_at_once(screen, source, frame):
    screen.lingers = False
    source.grab(source.damage(), frame)
    old = screen.window
    screen.move(140, 70)
    source.grab(source.damage(), frame)
    assert (old.within(frame) == SCREEN).all()
    assert source.covered == [screen.window]


def test_a_desktop_that_lags_behind_its_windows_uncovers_by_the_clock(screen, source, frame):
    screen.lags = True
    source.grab(source.damage(), frame)
    old = screen.window
    screen.move(140, 70)
    for _ in range(3):
        screen.damaged = [WHOLE]
        source.grab(source.damage(), frame)
    assert (old.within(frame) != SCREEN).any(axis=2).all()
    screen.now_s += LAG_S
    source.grab(source.damage(), frame)
    assert (old.within(frame) == SCREEN).all()


def test_a_window_that_is_dragged_for_long_leaves_a_bounded_number_of_trails(screen, source, frame):
    source.grab(source.damage(), frame)
    for x in range(100):
        screen.move(x, 20)
        source.grab(source.damage(), frame)
        assert not (frame == WINDOW).all(axis=2).any()
    assert len(source._trails) <= 8


def test_everything_else_is_the_source_itself(screen, source):
    assert (source.width, source.height, source.title) == (WIDTH, HEIGHT, "DP-1")
    assert source.pointer() == PointerState(1, 2, True, None)
    source.wake()
    source.close()
    assert screen.woken
    assert screen.closed
    source.wait(3.0)
    assert screen.waited == [3.0]
