"""Where a picture is not exact yet."""

from __future__ import annotations

import math

import numpy as np
import pytest

from protocol.mirror.encode.motion import Move
from protocol.mirror.encode.refinement import QUIET_S, Sharpness
from protocol.mirror.picture.tiles import Rect

PICTURE = np.zeros((320, 2048, 4), np.uint8)  # 10 x 64 cells


def lacking(*places: tuple[slice | int, slice | int]) -> np.ndarray:
    cells = np.zeros((10, 64), bool)
    for place in places:
        cells[place] = True
    return cells


def sent(cells: np.ndarray, at_s: float = 0.0) -> Sharpness:
    sharpness = Sharpness(PICTURE)
    sharpness.changed(cells, cells, at_s)
    return sharpness


def test_nothing_is_due_where_all_is_exact():
    sharpness = sent(lacking(), 5.0)
    assert sharpness.due_s() == math.inf
    assert sharpness.take(10**6, 99.0, (0, 0)) == []


def test_what_still_moves_is_not_due():
    sharpness = sent(lacking((2, 3)), 5.0)
    assert sharpness.due_s() == pytest.approx(5.0 + QUIET_S)
    assert sharpness.take(10**6, 5.1, (0, 0)) == []
    assert sharpness.take(10**6, 5.0 + QUIET_S, (0, 0)) == [Rect(96, 64, 32, 32)]
    assert sharpness.due_s() == math.inf


def test_the_oldest_comes_first_and_then_the_nearest():
    sharpness = sent(lacking((0, 60)), 1.0)
    sharpness.changed(lacking((slice(3, 6), slice(0, 40))), lacking((slice(3, 6), slice(0, 40))), 3.0)
    assert sharpness.take(16 * 1024, 9.0, (0, 130)) == [Rect(60 * 32, 0, 32, 32)]
    assert sharpness.take(16 * 1024, 9.0, (0, 130)) == [Rect(0, 128, 512, 32)]


def test_what_is_sent_exactly_lacks_nothing_any_more():
    sharpness = sent(lacking((1, slice(0, 9))))
    sharpness.changed(lacking((1, slice(0, 9))), lacking(), 0.1)
    assert sharpness.due_s() == math.inf


@pytest.mark.parametrize(("shift", "rows"), [(-32, [3]), (-40, [2, 3]), (40, [5, 6]), (64, [6])])
def test_what_moves_takes_along_what_it_lacks(shift, rows):
    sharpness = sent(lacking((4, slice(0, 64))))
    there = Rect(0, 32, 2048, 64 + 32 * 2) if shift < 0 else Rect(0, 160, 2048, 128)
    sharpness.moved([there], Move(0, shift), 0.0)
    found = sorted({int(row) for row in np.argwhere(sharpness.lacking)[:, 0]} - {4})
    assert found == rows if shift > 0 else [row for row in found if row < 4] == rows


@pytest.mark.parametrize(
    ("move", "cells"), [((32, 32), {(5, 5)}), ((40, 32), {(5, 5), (5, 6)}), ((33, 1), {(4, 5), (4, 6), (5, 5), (5, 6)})]
)
def test_what_moves_aslant_takes_along_what_it_lacks(move, cells):
    sharpness = sent(lacking((4, 4)))
    sharpness.moved([Rect(160, 128, 320, 128)], Move(*move), 0.0)
    assert {(int(row), int(column)) for row, column in np.argwhere(sharpness.lacking)} == cells | {(4, 4)}


def test_what_was_sent_just_now_has_not_stood_still():
    sharpness = sent(lacking((1, slice(0, 9))), 1.0)
    assert not sharpness.stood_still(lacking((1, slice(0, 9))), 1.1)
    assert sharpness.stood_still(lacking((1, slice(0, 9))), 1.3)
    assert sharpness.stood_still(lacking((slice(0, 5), slice(0, 9))), 1.1)
