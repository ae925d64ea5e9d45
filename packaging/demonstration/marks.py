"""A row of squares that tells a counter's value on any screen that shows it: eight locating squares, then the bits.

The demonstration's program draws it; the demonstration reads it from pictures of both displays.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SQUARE = 8  # pixels of a square's side
BITS = 16
LOCATOR = ((240, 0, 160), (0, 200, 120), (240, 0, 160), (0, 120, 240))  # RGB, seen nowhere else in this order
DARK, BRIGHT = (0, 0, 0), (255, 255, 255)
WIDTH = SQUARE * (len(LOCATOR) + BITS + 1)  # pixels of the row; the last square is the parity
NUMBERS = 1 << BITS

Picture = NDArray[np.uint8]
"""Shape (height, width, 4), BGRX."""


class Place(NamedTuple):
    """Where the row's left upper corner is on a screen, in pixels."""

    x: int
    y: int


def squares(number: int) -> list[tuple[int, int, int]]:
    """Return the colours of the row that tells `number`, from left to right."""
    bits = [number % NUMBERS >> place & 1 for place in range(BITS)]
    return [*LOCATOR, *(BRIGHT if bit else DARK for bit in [*bits, sum(bits) & 1])]


def find(picture: Picture) -> Place | None:
    """Return where the row is in `picture`, if it is whole and not scaled."""
    red, green, blue = LOCATOR[0]
    rows, columns = np.nonzero(
        (picture[..., 2] == red) & (picture[..., 1] == green) & (picture[..., 0] == blue),
    )
    for y, x in zip(rows[:1], columns[:1], strict=True):
        place = Place(int(x), int(y))
        if read(picture[place.y : place.y + SQUARE, place.x : place.x + WIDTH]) is not None:
            return place
    return None


def read(strip: Picture) -> int | None:
    """Return the number that `strip`, of `SQUARE` by `WIDTH` pixels, tells; None if it is no whole row."""
    if strip.shape[:2] != (SQUARE, WIDTH):
        return None
    middles = strip[SQUARE // 2, SQUARE // 2 :: SQUARE, 2::-1].astype(int)
    if not np.array_equal(middles[: len(LOCATOR)], LOCATOR):
        return None
    bits = [int(value) for value in middles[len(LOCATOR) :].mean(axis=1) > 127]
    if sum(bits) & 1:
        return None
    return sum(bit << place for place, bit in enumerate(bits[:BITS]))
