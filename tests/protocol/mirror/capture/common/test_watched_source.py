"""Looking for the mark in what is captured."""

from __future__ import annotations

import numpy as np
import pytest

from protocol.mirror.capture.common.source import SOURCE_GONE, CaptureUnavailable, PointerState
from protocol.mirror.capture.common.watched_source import SCALED_INTERVAL_S, WatchedSource
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.picture.watermark import ALPHA, SCALES, Mark, tile

WIDTH, HEIGHT = 512, 384
WHOLE = Rect(0, 0, WIDTH, HEIGHT)
VIEW = Rect(100, 50, 300, 200)


class FakeScreen:
    width, height, title = WIDTH, HEIGHT, "DP-1"

    def __init__(self) -> None:
        self.picture = np.full((HEIGHT, WIDTH, 4), 200, np.uint8)
        self.now_s = 50.5
        self.calls: list = []

    def mark(self, mark: Mark, second: int, scale: float = 1.0) -> None:
        over = np.tile(tile(mark.pattern(second)), (5, 7, 1))[: round(VIEW.height / scale), : round(VIEW.width / scale)]
        marked = over + np.uint8(200 - ALPHA)
        ys = (np.arange(VIEW.height) / scale).astype(int)
        xs = (np.arange(VIEW.width) / scale).astype(int)
        VIEW.within(self.picture)[:] = marked[ys[:, None], xs[None, :]]

    def wait(self, timeout_s):
        self.calls.append(("wait", timeout_s))

    def wake(self):
        self.calls.append("wake")

    def close(self):
        self.calls.append("close")

    def damage(self):
        return [WHOLE]

    def grab(self, rects, frame):
        for rect in rects:
            rect.within(frame)[:] = rect.within(self.picture)

    def pointer(self):
        return PointerState(1, 2, True, None)

    def clock(self):
        return self.now_s


@pytest.fixture
def screen() -> FakeScreen:
    return FakeScreen()


@pytest.fixture
def mark(screen) -> Mark:
    result = Mark(3, screen.clock)
    result.shown = True
    return result


@pytest.fixture
def source(screen, mark) -> WatchedSource:
    return WatchedSource(screen, mark, clock=screen.clock)


@pytest.fixture
def frame() -> np.ndarray:
    return np.zeros((HEIGHT, WIDTH, 4), np.uint8)


def finds(source, frame, rects=(WHOLE,)) -> bool:
    frame[:] = 0
    try:
        source.grab(list(rects), frame)
    except CaptureUnavailable:
        return not frame.any()  # nothing of it is left
    assert frame.any()
    return False


def test_a_picture_without_the_mark_passes(screen, source, frame):
    assert not finds(source, frame)
    assert np.array_equal(frame, screen.picture)


@pytest.mark.parametrize("seconds_ago", [0, 1])
def test_the_mark_of_now_stops_the_first_picture_that_has_it(screen, mark, source, frame, seconds_ago):
    screen.mark(mark, mark.second - seconds_ago)
    assert finds(source, frame)
    with pytest.raises(CaptureUnavailable) as failure:
        source.grab([WHOLE], frame)
    assert failure.value.code == "mirror_effect"
    assert failure.value.code in SOURCE_GONE  # so that a share is paused


def test_an_old_mark_is_only_a_picture(screen, mark, source, frame):
    screen.mark(mark, mark.second - 2)
    assert not finds(source, frame)


def test_nothing_is_looked_for_while_no_mark_is_shown(screen, mark, source, frame):
    mark.shown = False
    screen.mark(mark, mark.second)
    assert not finds(source, frame)


def test_a_part_is_enough_where_it_is_large_enough(screen, mark, source, frame):
    screen.mark(mark, mark.second)
    assert not finds(source, frame, [Rect(96, 32, 32, 32)])
    assert finds(source, frame, [Rect(160, 96, 96, 96)])


def test_many_parts_are_looked_at_together(screen, mark, source, frame):
    screen.mark(mark, mark.second)
    assert finds(source, frame, [Rect(x, y, 64, 64) for x in range(0, 512, 64) for y in range(0, 384, 64)])


def test_a_scaled_mark_is_found_as_the_scales_are_gone_through(screen, mark, source, frame):
    for looks in range(len(SCALES)):
        screen.now_s += SCALED_INTERVAL_S
        screen.mark(mark, mark.second, scale=0.75)
        if finds(source, frame):
            assert 0 < looks < len(SCALES)
            return
    pytest.fail("it was not found")


def test_everything_else_is_the_source_itself(screen, source):
    assert (source.width, source.height, source.title) == (WIDTH, HEIGHT, "DP-1")
    assert source.damage() == [WHOLE]
    assert source.pointer() == PointerState(1, 2, True, None)
    source.wait(2.0)
    source.wake()
    source.close()
    assert screen.calls == [("wait", 2.0), "wake", "close"]
