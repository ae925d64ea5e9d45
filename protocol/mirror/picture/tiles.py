"""Geometry of pictures: rectangles, the grid of cells that says where something happened, and what differs there.

A picture is a C-contiguous uint8 array of shape (height, width, 4), BGRX. Nothing here does I/O.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CELL = 32  # pixels a side; a multiple of 8, so that a row of a cell is whole 64-bit words of booleans

Picture = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


class Rect(NamedTuple):
    """Where pixels are; `width` and `height` are at least 1."""

    x: int
    y: int
    width: int
    height: int

    def within(self, picture: Picture) -> Picture:
        """Return the pixels of `picture` here, as a view."""
        return picture[self.y : self.y + self.height, self.x : self.x + self.width]

    @property
    def pixels(self) -> int:
        """Count the pixels."""
        return self.width * self.height


class Grid:
    """The cells of a screen where something happened."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width  # pixels
        self.height = height  # pixels
        self._cells = np.zeros((-(-height // CELL), -(-width // CELL)), bool)

    def add(self, rects: Iterable[Rect]) -> None:
        """Mark each cell that one of `rects` touches; what lies outside of the screen is ignored."""
        for x, y, width, height in rects:
            right, bottom = x + width, y + height
            if right > 0 and bottom > 0 and x < self.width and y < self.height:
                self._cells[max(0, y) // CELL : -(-bottom // CELL), max(0, x) // CELL : -(-right // CELL)] = True

    def take(self) -> list[Rect]:
        """Return disjoint rectangles that cover the marked cells, and unmark them."""
        rects = [_from_cells(*run, self.width, self.height) for run in runs(self._cells)]
        self._cells[:] = False
        return rects

    def __bool__(self) -> bool:
        return bool(self._cells.any())


def changed_cells(now: Picture, before: Picture, within: Iterable[Rect]) -> Flags:
    """Say for each cell whether anything in it differs between two pictures of one shape.

    Args:
        now: what is there.
        before: what it is compared with.
        within: disjoint rectangles aligned to cells, as of `Grid.take`; nothing else is looked at.
    """
    height, width = now.shape[:2]
    cells = np.zeros((-(-height // CELL), -(-width // CELL)), bool)
    for rect in within:
        found = differing_cells(rect.within(now), rect.within(before))
        top, left = rect.y // CELL, rect.x // CELL
        cells[top : top + found.shape[0], left : left + found.shape[1]] |= found
    return cells


def changed_rects(now: Picture, before: Picture, cells: Flags) -> list[Rect]:
    """Cover what differs between two pictures in `cells`, each of which differs somewhere.

    Returns:
        Disjoint rectangles, from top to bottom, each as small as what differs in it.
    """
    return [_shrink(now, before, rect) for rect in cell_rects(cells, now)]


def cell_rects(cells: Flags, picture: Picture) -> list[Rect]:
    """Cover `cells` of `picture` with disjoint rectangles, from top to bottom."""
    height, width = picture.shape[:2]
    return [_from_cells(*run, width, height) for run in runs(cells)]


def bounds(cells: Flags, picture: Picture) -> Rect:
    """Return the smallest rectangle of whole cells that holds all `cells`, of which there is at least one."""
    height, width = picture.shape[:2]
    rows, columns = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
    return _from_cells(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1, width, height)


def cells_of(rect: Rect) -> tuple[slice, slice]:
    """Return the rows and columns of the cells that `rect` touches."""
    return (
        slice(rect.y // CELL, -(-(rect.y + rect.height) // CELL)),
        slice(rect.x // CELL, -(-(rect.x + rect.width) // CELL)),
    )


def cut(rect: Rect, pixels: int) -> Iterator[Rect]:
    """Cut `rect` into bands of rows of at most `pixels` each; a single row is never cut."""
    rows = max(1, pixels // rect.width)
    for top in range(0, rect.height, rows):
        yield Rect(rect.x, rect.y + top, rect.width, min(rows, rect.height - top))


def words(picture: Picture) -> npt.NDArray[np.uint32]:
    """View each pixel as one word."""
    pixels: npt.NDArray[np.uint32] = picture.view(np.uint32)[..., 0]
    return pixels


def _differs(now: Picture, before: Picture, rect: Rect) -> Flags:
    flags: Flags = words(rect.within(now)) != words(rect.within(before))
    return flags


def differing_cells(now: Picture, before: Picture) -> Flags:
    """Say for each cell, counted from the corner of these two pictures of one shape, whether anything in it differs."""
    height, width = now.shape[:2]
    rows, columns = -(-height // CELL), -(-width // CELL)
    flags = np.zeros((rows * CELL, columns * CELL), bool)
    np.not_equal(words(now), words(before), out=flags[:height, :width])
    eights = flags.view(np.uint64).reshape(rows, CELL, columns * (CELL // 8))
    found: Flags = np.bitwise_or.reduce(eights, axis=1).reshape(rows, columns, CELL // 8).any(axis=2)
    return found


def _shrink(now: Picture, before: Picture, rect: Rect) -> Rect:
    """Cut off the rows and columns at the edges of `rect` in which nothing differs.

    Each outermost cell differs somewhere, so only a strip as wide as a cell is looked at along each edge.
    """
    x, y, width, height = rect
    if height > 2 * CELL:
        top = _first(_rows(_differs(now, before, Rect(x, y, width, CELL))))
        low = _first(_rows(_differs(now, before, Rect(x, y + height - CELL, width, CELL)))[::-1])
    else:
        rows = _rows(_differs(now, before, rect))
        top, low = _first(rows), _first(rows[::-1])
    y, height = y + top, height - top - low
    if width > 2 * CELL:
        left = _first(_columns(_differs(now, before, Rect(x, y, CELL, height))))
        right = _first(_columns(_differs(now, before, Rect(x + width - CELL, y, CELL, height)))[::-1])
    else:
        columns = _columns(_differs(now, before, Rect(x, y, width, height)))
        left, right = _first(columns), _first(columns[::-1])
    return Rect(x + left, y, width - left - right, height)


def _rows(flags: Flags) -> Flags:
    rows: Flags = np.logical_or.reduce(flags, axis=1)
    return rows


def _columns(flags: Flags) -> Flags:
    columns: Flags = np.logical_or.reduce(flags, axis=0)
    return columns


def _first(flags: Flags) -> int:
    return int(flags.argmax())


def _from_cells(left: int, top: int, right: int, bottom: int, width: int, height: int) -> Rect:
    x, y = left * CELL, top * CELL
    return Rect(x, y, min(right * CELL, width) - x, min(bottom * CELL, height) - y)


def runs(cells: Flags) -> Iterator[tuple[int, int, int, int]]:
    """Cover the true cells with disjoint boxes (left, top, right, bottom): runs in a row, merged down where equal."""
    rows, columns = cells.shape
    padded = np.zeros((rows + 1, columns + 1), np.int8)
    padded[:rows, 1:] = cells  # a false cell before each row, so that no run goes on in the next one
    flat = padded.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    boxes: list[list[int]] = []
    latest: dict[tuple[int, int], list[int]] = {}
    for begin, end in edges.reshape(-1, 2).tolist():
        row, left = divmod(begin, columns + 1)
        run = left, left + end - begin
        box = latest.get(run)
        if box is not None and box[3] == row:
            box[3] += 1
        else:
            box = latest[run] = [run[0], row, run[1], row + 1]
            boxes.append(box)
    for left, top, right, bottom in boxes:
        yield left, top, right, bottom
