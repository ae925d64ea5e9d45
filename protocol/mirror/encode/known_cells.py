"""Which cells the stream has held exactly, so that they cost almost nothing when they come again. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterable

import numpy as np

from protocol.mirror.picture.tiles import CELL, Flags, Picture, Rect, words

_REACH = 0.75  # of the stream's window, within which they are surely found again
_MOST = 60_000  # cells that are remembered
_DRAW = random.Random(2)  # not numpy's: a viewer's file is 3 % smaller without it
_ODD = np.array([_DRAW.getrandbits(63) for _ in range(CELL * CELL // 2)], np.uint64) * np.uint64(2) + np.uint64(1)


class Seen:
    """Remembers cells by a hash of their pixels; one that is mistaken for another costs time, never a wrong pixel.

    Args:
        window: bytes that the stream refers back to, at most.

    Attributes:
        plain: bytes of the plain stream so far; kept up by the encoder.
    """

    def __init__(self, window: int) -> None:
        self.plain = 0
        self._reach = int(window * _REACH)  # bytes of the plain stream
        self._at: dict[int, int] = {}  # hash -> `plain` when it was sent

    def add(self, picture: Picture, rects: Iterable[Rect]) -> None:
        """Note that whole cells in `rects` are sent exactly."""
        cells = np.zeros((picture.shape[0] // CELL, picture.shape[1] // CELL), bool)
        for x, y, width, height in rects:
            cells[-(-y // CELL) : (y + height) // CELL, -(-x // CELL) : (x + width) // CELL] = True
        if len(self._at) > _MOST:
            self._at.clear()
        self._at.update(dict.fromkeys(_hashes(picture, np.argwhere(cells)), self.plain))

    def find(self, picture: Picture, cells: Flags) -> Flags:
        """Return those of `cells` that were sent exactly not too long ago."""
        places = np.argwhere(cells[: picture.shape[0] // CELL, : picture.shape[1] // CELL])
        oldest = self.plain - self._reach
        found = np.zeros_like(cells)
        if self._at:
            known = [self._at.get(key, oldest) > oldest for key in _hashes(picture, places)]
            found[tuple(places[known].T)] = True
        return found


def _hashes(picture: Picture, places: np.ndarray[tuple[int, int], np.dtype[np.intp]]) -> list[int]:
    rows, columns = picture.shape[0] // CELL, picture.shape[1] // CELL
    whole = words(picture)[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns, CELL).transpose(0, 2, 1, 3)
    pixels = np.ascontiguousarray(whole[places[:, 0], places[:, 1]]).reshape(len(places), CELL * CELL)
    keys: list[int] = (pixels.view(np.uint64) @ _ODD).tolist()
    return keys
