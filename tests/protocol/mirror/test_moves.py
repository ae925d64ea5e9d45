"""What has only moved up or down."""

from __future__ import annotations

import numpy as np
import pytest

from protocol.mirror.moves import find_shift, moved_cells
from protocol.mirror.tiles import Rect, cell_rects, changed_cells


def picture(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (480, 640, 4), np.uint8)


def whole(frame: np.ndarray) -> list[Rect]:
    return [Rect(0, 0, frame.shape[1], frame.shape[0])]


@pytest.mark.parametrize("rows", [-200, -33, -1, 1, 32, 150])
def test_a_page_that_scrolls_beside_a_bar_that_stands_still_is_found(rows):
    before = picture()
    now = before.copy()
    now[:, :512] = np.roll(before[:, :512], rows, axis=0)
    cells = changed_cells(now, before, whole(now))
    assert find_shift(now, before, cells) == rows
    moved = moved_cells(now, before, cells, rows)
    assert np.count_nonzero(moved) > 0.5 * np.count_nonzero(cells)
    for rect in cell_rects(moved, now):
        assert np.array_equal(rect.within(now), rect._replace(y=rect.y - rows).within(before))


@pytest.mark.parametrize("colour", [None, 7])
def test_what_is_new_has_not_moved(colour):
    before, now = picture(1), picture(2)
    if colour is not None:
        now[...] = colour
    assert find_shift(now, before, changed_cells(now, before, whole(now))) == 0
