"""What has only moved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.mirror.encode.motion import Move, find_move, in_order, moved_cells
from protocol.mirror.picture.tiles import CELL, Rect, cell_rects, changed_cells


def picture(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (480, 640, 4), np.uint8)


def whole(frame: np.ndarray) -> list[Rect]:
    return [Rect(0, 0, frame.shape[1], frame.shape[0])]


def assert_found(now: np.ndarray, before: np.ndarray, move: Move, share: float = 0.5) -> None:
    cells = changed_cells(now, before, whole(now))
    assert find_move(now, before, cells) == move
    moved = moved_cells(now, before, cells, move)
    assert np.count_nonzero(moved) > share * np.count_nonzero(cells)
    for rect in cell_rects(moved, now):
        assert np.array_equal(rect.within(now), move.source(rect).within(before))


@pytest.mark.parametrize("rows", [-200, -33, -1, 1, 32, 150])
def test_a_page_that_scrolls_beside_a_bar_that_stands_still_is_found(rows):
    before = picture()
    now = before.copy()
    now[:, :512] = np.roll(before[:, :512], rows, axis=0)
    assert_found(now, before, Move(0, rows))


@pytest.mark.parametrize("columns", [-150, -1, 31, 64])
def test_a_table_that_scrolls_sideways_is_found(columns):
    before = picture()
    now = before.copy()
    now[100:400] = np.roll(before[100:400], columns, axis=1)
    assert_found(now, before, Move(columns, 0))


@pytest.mark.parametrize("move", [Move(7, 4), Move(-40, 33), Move(100, -90), Move(-1, -1)])
def test_a_window_that_is_dragged_over_a_photograph_is_found(move):
    photograph, window = picture(1), picture(2)[:200, :320]
    before, now = photograph.copy(), photograph.copy()
    before[150:350, 160:480] = window
    now[150 + move.down : 350 + move.down, 160 + move.right : 480 + move.right] = window
    assert_found(now, before, move, share=0.3)


@pytest.mark.parametrize("colour", [None, 7])
def test_what_is_new_has_not_moved(colour):
    before, now = picture(1), picture(2)
    if colour is not None:
        now[...] = colour
    assert find_move(now, before, changed_cells(now, before, whole(now))) is None


def test_a_pattern_that_repeats_is_no_trap():
    tile = picture()[:8, :8]
    before = np.tile(tile, (60, 80, 1))
    now = np.roll(before, 3, axis=0)
    cells = changed_cells(now, before, whole(now))
    move = find_move(now, before, cells)
    if move is not None:
        for rect in cell_rects(moved_cells(now, before, cells, move), now):
            assert np.array_equal(rect.within(now), move.source(rect).within(before))


FLAGS = st.integers(0, 2**48 - 1).map(lambda bits: np.array([bits >> n & 1 for n in range(48)], bool).reshape(6, 8))
MOVES = st.builds(Move, st.integers(-70, 70), st.integers(-70, 70)).filter(any)


@given(flags=FLAGS, move=MOVES)
@settings(max_examples=300, deadline=None)
def test_copied_in_order_nothing_is_written_over_before_it_was_copied(flags, move):
    before = picture()[: 6 * CELL, : 8 * CELL]
    rects = [rect for rect in cell_rects(flags, before) if inside(move.source(rect), before)]
    together, one_by_one = before.copy(), before.copy()
    taken = in_order(rects, move)
    for rect in taken:
        rect.within(together)[:] = move.source(rect).within(before)
        rect.within(one_by_one)[:] = move.source(rect).within(one_by_one)
    assert np.array_equal(together, one_by_one)
    assert set(taken) <= set(rects)
    assert bool(taken) == bool(rects)


def inside(rect: Rect, frame: np.ndarray) -> bool:
    return min(rect.x, rect.y) >= 0 and rect.x + rect.width <= frame.shape[1] and rect.y + rect.height <= frame.shape[0]
