"""The row of marks tells its number in any picture that shows it whole, and nothing otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstration import marks


def drawn(number: int, *, at: tuple[int, int] = (40, 30), size: tuple[int, int] = (300, 120)) -> np.ndarray:
    picture = np.full((size[1], size[0], 4), 77, np.uint8)
    for column, (red, green, blue) in enumerate(marks.squares(number)):
        x, y = at[0] + column * marks.SQUARE, at[1]
        picture[y : y + marks.SQUARE, x : x + marks.SQUARE, :3] = (blue, green, red)
    return picture


@given(number=st.integers(0, marks.NUMBERS - 1), x=st.integers(0, 100), y=st.integers(0, 100))
@settings(max_examples=50, deadline=None)
def test_every_number_is_found_and_read_wherever_it_is(number: int, x: int, y: int) -> None:
    picture = drawn(number, at=(x, y))
    assert marks.find(picture) == (x, y)
    strip = picture[y : y + marks.SQUARE, x : x + marks.WIDTH]
    assert marks.read(strip) == number


def test_a_picture_without_marks_has_none() -> None:
    assert marks.find(np.zeros((100, 300, 4), np.uint8)) is None


def test_a_row_at_the_edge_that_is_cut_off_is_not_found() -> None:
    assert marks.find(drawn(5)[:, : 40 + marks.WIDTH - 1]) is None


@pytest.mark.parametrize("bit", [0, 7, 15])
def test_a_half_drawn_row_is_no_number(bit: int) -> None:
    picture = drawn(0b1010_0000_0101_0000)
    x = 40 + (len(marks.LOCATOR) + bit) * marks.SQUARE
    picture[30 : 30 + marks.SQUARE, x : x + marks.SQUARE, :3] ^= 255
    assert marks.find(picture) is None


def test_marks_covered_by_something_are_no_number() -> None:
    picture = drawn(9)
    picture[30:38, 40:60, :3] = 0
    assert marks.read(picture[30:38, 40 : 40 + marks.WIDTH]) is None
