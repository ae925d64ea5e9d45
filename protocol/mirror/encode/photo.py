"""Tell photographs and film from what is drawn, by how seldom two neighbours are the same. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from protocol.mirror.picture.tiles import CELL, Flags, Picture, Rect, bounds, cell_rects, cells_of, words

_ROWS_APART = 4  # of the rows that are looked at
_SAME_MOST = 0.35  # of neighbours in a photograph; text and controls have 0.6 and more
_SAME_BESIDE = 0.7  # of neighbours in a smooth part of one: sky, shade, what is out of focus
_BESIDE = 3  # of the eight cells round a smooth one that make it part of the photograph that they show
_AMID = 5  # that make any cell part of it
_BESIDE_CELLS = 2  # cells round what has changed that are looked at, too
_BOXES = 12  # that are looked at one by one; more are looked at as one, since each has its price
_REACH = 4  # cells that such a part may be wide


def photographic(picture: Picture, cells: Flags) -> Flags:
    """Return those of `cells` that show a photograph or film."""
    if not cells.any():
        return cells
    same = np.ones(cells.shape)  # an empty screen, where nobody looks
    for box in _boxes(cells, picture):
        same[cells_of(box)] = _same_neighbours(picture, box)
    found = same < _SAME_MOST  # also where nothing has changed: it tells what is beside it
    smooth = same < _SAME_BESIDE
    for _ in range(_REACH if found.any() else 0):
        around = _around(found)
        found |= smooth & (around >= _BESIDE) | (around >= _AMID)
    photos: Flags = found & cells
    return photos


def _boxes(cells: Flags, picture: Picture) -> list[Rect]:
    """Cover `cells`, and what is beside them, with few rectangles of whole cells."""
    near = cells
    for _ in range(_BESIDE_CELLS):
        near = near | (_around(near) > 0)
    boxes = cell_rects(near, picture)
    return boxes if len(boxes) <= _BOXES else [bounds(near, picture)]


def _same_neighbours(picture: Picture, box: Rect) -> npt.NDArray[np.float64]:
    """Return for each cell of `box` the share of pixels that are like the one to their left."""
    pixels = words(box.within(picture))[::_ROWS_APART]
    height, width = pixels.shape
    rows, columns = -(-box.height // CELL), -(-box.width // CELL)
    in_cell = CELL // _ROWS_APART
    same = np.ones((rows * in_cell, columns * CELL), bool)
    np.equal(pixels[:, 1:], pixels[:, :-1], out=same[:height, 1:width])
    count = same.view(np.uint8).reshape(rows * in_cell * columns, CELL).sum(axis=1, dtype=np.uint16)
    whole = (
        np.minimum(np.arange(1, rows + 1) * in_cell, height) - np.arange(rows) * in_cell
    )  # rows of each that are there
    there = whole[:, None] * (np.minimum(np.arange(1, columns + 1) * CELL, width) - np.arange(columns) * CELL)
    other = (CELL * in_cell - count.reshape(rows, in_cell, columns).sum(axis=1, dtype=np.int32)) / there
    share: npt.NDArray[np.float64] = 1 - other
    return share


def _around(cells: Flags) -> npt.NDArray[np.uint8]:
    """Count for each cell how many of the eight round it are set."""
    rows, columns = cells.shape
    padded = np.zeros((rows + 2, columns + 2), np.uint8)
    padded[1:-1, 1:-1] = cells
    count = np.zeros((rows, columns), np.uint8)
    for down in range(3):
        for right in range(3):
            count += padded[down : down + rows, right : right + columns]
    count -= cells
    return count
