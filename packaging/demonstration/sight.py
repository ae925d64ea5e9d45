"""Recognise things in a picture of a screen as a person does: by their colour. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from demonstration.marks import Picture

CELL = 4  # pixels; what is closer together than this is one thing
FILLED = 0.7  # of its box that a block covers at least; a frame around something else does not

Colour = tuple[int, int, int]
"""Red, green, blue."""


class Box(NamedTuple):
    """A rectangle on a screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        """Return the pixel in its middle."""
        return self.x + self.width // 2, self.y + self.height // 2


def colour(text: str) -> Colour:
    """Return the colour written as "#rrggbb"."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def amount(picture: Picture, wanted: Colour) -> int:
    """Return how many pixels of `picture` have exactly the colour `wanted`."""
    return int(_mask(picture, wanted).sum())


def blocks(picture: Picture, wanted: Colour, *, least_width: int, least_height: int) -> list[Box]:
    """Return the filled areas of the colour `wanted` that are at least so large, from the top."""
    mask = _mask(picture, wanted)
    height, width = (side // CELL * CELL for side in mask.shape)
    cells = mask[:height, :width].reshape(height // CELL, CELL, width // CELL, CELL).any(axis=(1, 3))
    left = {(int(row), int(column)) for row, column in np.argwhere(cells)}
    found = []
    while left:
        found.append(_take_connected(left))
    large = (box for box, cover in found if box.width >= least_width and box.height >= least_height and cover >= FILLED)
    return sorted(large, key=lambda box: (box.y, box.x))


def _mask(picture: Picture, wanted: Colour) -> np.ndarray:
    red, green, blue = wanted
    mask: np.ndarray = (picture[..., 2] == red) & (picture[..., 1] == green) & (picture[..., 0] == blue)
    return mask


def _take_connected(left: set[tuple[int, int]]) -> tuple[Box, float]:
    """Remove one connected area's cells from `left`; return its box in pixels and how much of it it covers."""
    edge = [left.pop()]
    area = list(edge)
    while edge:
        row, column = edge.pop()
        for cell in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if cell in left:
                left.remove(cell)
                edge.append(cell)
                area.append(cell)
    rows, columns = zip(*area, strict=True)
    top, first, high, wide = min(rows), min(columns), max(rows) + 1 - min(rows), max(columns) + 1 - min(columns)
    return Box(first * CELL, top * CELL, wide * CELL, high * CELL), len(area) / (high * wide)
