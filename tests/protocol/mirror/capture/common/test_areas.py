"""Areas made of rectangles, and what can be seen of windows above each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from protocol.mirror.capture.common.areas import Pane, area, common, hull, moved, seen, within
from protocol.mirror.picture.tiles import Rect

SIDE = 24
RECTS = st.lists(
    st.builds(Rect, *(st.integers(-4, SIDE - 1),) * 2, *(st.integers(1, SIDE),) * 2),
    max_size=6,
)
EVERYTHING = [Rect(0, 0, 100, 100)]


def drawn(rects) -> np.ndarray:
    """Count for each pixel, those left of and above 0 too, how many rectangles have it."""
    pixels = np.zeros((3 * SIDE, 3 * SIDE), int)
    for x, y, width, height in rects:
        pixels[y + SIDE : y + SIDE + height, x + SIDE : x + SIDE + width] += 1
    return pixels


@given(RECTS, RECTS)
def test_an_area_is_its_rectangles_without_the_holes_and_each_pixel_once(plus, minus):
    assert np.array_equal(drawn(area(plus, minus)), (drawn(plus) > 0) & (drawn(minus) == 0))


@given(RECTS, RECTS)
def test_what_two_areas_have_in_common(one, other):
    both = within(area(one), area(other))
    assert np.array_equal(drawn(both), (drawn(one) > 0) & (drawn(other) > 0))


def test_one_rectangle_without_a_hole_stays_as_it_is():
    assert area([Rect(3, 4, 5, 6)], [Rect(50, 50, 2, 2)]) == [Rect(3, 4, 5, 6)]
    assert area([], [Rect(0, 0, 1, 1)]) == []


def test_rectangles_that_only_touch_have_nothing_in_common():
    assert common(Rect(0, 0, 4, 4), Rect(4, 0, 4, 4)) is None
    assert moved([Rect(1, 2, 3, 4)], 10, -10) == [Rect(11, -8, 3, 4)]
    assert hull([Rect(1, 2, 3, 4), Rect(10, 0, 1, 1)]) == Rect(1, 0, 10, 6)


def pane(number: int, *rects: Rect, covers: bool = True, inside: tuple[Pane, ...] = ()) -> Pane:
    return Pane(number, rects, covers, inside)


def test_a_window_is_seen_where_nothing_above_covers_it():
    panes = [pane(1, Rect(0, 0, 10, 10)), pane(2, Rect(5, 0, 10, 10))]
    assert seen(panes, {1}, EVERYTHING) == [(1, [Rect(0, 0, 5, 10)])]
    assert seen(panes, {2}, EVERYTHING) == [(2, [Rect(5, 0, 10, 10)])]


def test_a_window_that_is_wholly_covered_is_not_seen():
    assert seen([pane(1, Rect(1, 1, 8, 8)), pane(2, Rect(0, 0, 10, 10))], {1}, EVERYTHING) == []


def test_one_can_look_through_a_window_that_does_not_cover():
    assert seen([pane(1, Rect(0, 0, 9, 9)), pane(2, Rect(0, 0, 9, 9), covers=False)], {1}, EVERYTHING)


def test_a_shaped_window_covers_only_where_it_is():
    panes = [pane(1, Rect(0, 0, 9, 9)), pane(2, Rect(0, 0, 9, 3), Rect(0, 6, 9, 3))]
    assert seen(panes, {1}, EVERYTHING) == [(1, [Rect(0, 3, 9, 3)])]


def test_a_window_in_a_frame_is_cut_by_it_and_covered_by_what_covers_the_frame():
    framed = pane(10, Rect(0, 0, 10, 10), inside=(pane(1, Rect(0, 2, 10, 20)),))
    assert seen([framed, pane(2, Rect(0, 8, 30, 30))], {1}, EVERYTHING) == [(1, [Rect(0, 2, 10, 6)])]


def test_two_windows_that_are_left_out_do_not_count_twice():
    panes = [pane(1, Rect(0, 0, 10, 10)), pane(2, Rect(0, 0, 4, 10))]
    assert sorted(seen(panes, {1, 2}, EVERYTHING)) == [(1, [Rect(4, 0, 6, 10)]), (2, [Rect(0, 0, 4, 10)])]


def test_nothing_is_seen_beyond_the_edge():
    assert seen([pane(1, Rect(90, 90, 30, 30))], {1}, EVERYTHING) == [(1, [Rect(90, 90, 10, 10)])]
