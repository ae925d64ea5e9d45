"""Geometry and change detection."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.mirror.picture.tiles import CELL, Grid, Rect, changed_cells, changed_rects, cut

SIDES = st.integers(1, 3 * CELL + 5)


@st.composite
def screens_and_rects(draw):
    width, height = draw(SIDES), draw(SIDES)
    rects = []
    for _ in range(draw(st.integers(0, 5))):
        x, y = draw(st.integers(0, width - 1)), draw(st.integers(0, height - 1))
        rects.append(Rect(x, y, draw(st.integers(1, width - x)), draw(st.integers(1, height - y))))
    return width, height, rects


def flags(width, height, rects):
    picture = np.zeros((height, width), np.uint8)
    for rect in rects:
        picture[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width] += 1
    return picture


@given(screens_and_rects())
def test_a_grid_covers_all_that_was_added_with_disjoint_rects_and_is_empty_afterwards(case):
    width, height, rects = case
    grid = Grid(width, height)
    grid.add(rects)
    cover = flags(width, height, taken := grid.take())
    assert cover.max(initial=0) <= 1
    assert (cover >= (flags(width, height, rects) > 0)).all()
    assert all(r.x + r.width <= width and r.y + r.height <= height for r in taken)
    assert not grid
    assert grid.take() == []


@pytest.mark.parametrize(
    "rect", [Rect(-50, -50, 40, 40), Rect(100, 0, 5, 5), Rect(0, 70, 5, 5), Rect(-5, 0, 5, 5), Rect(0, -9, 200, 9)]
)
def test_a_grid_ignores_what_is_outside_of_the_screen(rect):
    grid = Grid(100, 70)
    grid.add([rect])
    assert not grid


def test_a_grid_takes_the_inner_part_of_what_reaches_outside():
    grid = Grid(100, 70)
    grid.add([Rect(-10, -10, 20, 20), Rect(90, 60, 1000, 1000)])
    assert grid.take() == [Rect(0, 0, 32, 32), Rect(64, 32, 36, 38)]


@given(screens_and_rects(), st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_changed_rects_hold_every_difference_and_are_as_small_as_what_differs_in_them(case, random):
    width, height, rects = case
    before = np.random.default_rng(random.randrange(1 << 32)).integers(0, 256, (height, width, 4), np.uint8)
    now = before.copy()
    for rect in rects:
        rect.within(now)[..., random.randrange(3)] ^= random.randrange(1, 256)
    whole = Grid(width, height)
    whole.add([Rect(0, 0, width, height)])
    changed = changed_rects(now, before, changed_cells(now, before, whole.take()))
    differs = (now != before).any(axis=2)
    cover = flags(width, height, changed)
    assert cover.max(initial=0) <= 1
    assert (cover >= differs).all()
    for x, y, w, h in changed:
        inner = differs[y : y + h, x : x + w]
        assert all(edge.any() for edge in (inner[0], inner[-1], inner[:, 0], inner[:, -1]))


def test_nothing_is_looked_at_outside_of_what_is_damaged():
    before = np.zeros((200, 200, 4), np.uint8)
    now = before.copy()
    now[10, 10] = now[150, 150] = 9
    cells = changed_cells(now, before, [Rect(128, 128, 32, 32)])
    assert changed_rects(now, before, cells) == [Rect(150, 150, 1, 1)]


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 2000))
def test_a_cut_rect_is_the_same_area_in_bands_no_larger_than_asked_for_or_one_row(width, height, pixels):
    bands = list(cut(Rect(3, 7, width, height), pixels))
    assert sum(band.pixels for band in bands) == width * height
    assert [band.y for band in bands] == [7 + sum(b.height for b in bands[:k]) for k in range(len(bands))]
    assert all(band.pixels <= max(pixels, width) for band in bands)
