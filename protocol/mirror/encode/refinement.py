"""Where a receiver's picture is not exact yet, since when, and what to make exact next. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from protocol.mirror.encode.motion import Move
from protocol.mirror.picture.tiles import CELL, Flags, Picture, Rect, cell_rects, cells_of

QUIET_S = 0.2  # that a place must have stood still before it is made exact; film at five pictures a second never does
_LEAST_COLUMNS = 16  # of cells that are sent in one piece: long rows are what the stream finds again


class Sharpness:
    """The cells of a picture that were sent as they look, not as they are."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture  # for its size
        rows, columns = -(-picture.shape[0] // CELL), -(-picture.shape[1] // CELL)
        self.lacking = np.zeros((rows, columns), bool)
        self._changed_at_s = np.full((rows, columns), -math.inf)

    def changed(self, cells: Flags, lacking: Flags, now_s: float) -> None:
        """Note that `cells` were sent now, those in `lacking` not exactly."""
        self.lacking[cells] = lacking[cells]
        self._changed_at_s[cells] = now_s

    def moved(self, rects: Iterable[Rect], move: Move, now_s: float) -> None:
        """Note that whole cells in `rects`, in this order, now show what was elsewhere before, by `move`."""
        for rect in rects:
            here = cells_of(rect)
            self.lacking[here] = _joined(self.lacking, move.source(rect))
            self._changed_at_s[here] = now_s

    def stood_still(self, cells: Flags, now_s: float) -> bool:
        """Return whether most of `cells` had not been sent for a while."""
        still = np.count_nonzero(self._changed_at_s[cells] <= now_s - QUIET_S)
        return bool(2 * still >= np.count_nonzero(cells))

    def settled(self, cells: Flags, now_s: float) -> Flags:
        """Return those of `cells` that are exact, and were sent, but not for a while."""
        still = (self._changed_at_s <= now_s - QUIET_S) & (self._changed_at_s > -math.inf)
        return cells & ~self.lacking & still

    def due_s(self) -> float:
        """Return when something may be made exact; infinity where all is."""
        return float(self._changed_at_s[self.lacking].min(initial=math.inf)) + QUIET_S

    def take(self, pixels: int, now_s: float, near: tuple[int, int]) -> list[Rect]:
        """Return about `pixels` pixels' worth of cells to send exactly now: oldest first, then nearest to `near`.

        They count as exact from now on.
        """
        still = self.lacking & (self._changed_at_s <= now_s - QUIET_S + 1e-9)
        if not still.any():
            return []
        oldest = self._changed_at_s[still].min()
        still &= self._changed_at_s <= oldest + QUIET_S
        columns = max(_LEAST_COLUMNS, pixels // CELL**2)
        pieces = [piece for rect in cell_rects(still, self._picture) for piece in _pieces(rect, columns * CELL)]
        pieces.sort(key=lambda piece: _away(piece, *near))
        taken: list[Rect] = []
        for piece in pieces:
            if taken and sum(rect.pixels for rect in taken) + piece.pixels > pixels:
                break
            taken.append(piece)
            self.lacking[cells_of(piece)] = False
        return taken


def _pieces(rect: Rect, width: int) -> Iterator[Rect]:
    """Cut `rect` into single rows of cells, at most `width` wide."""
    for y in range(rect.y, rect.y + rect.height, CELL):
        for x in range(rect.x, rect.x + rect.width, width):
            yield Rect(x, y, min(width, rect.x + rect.width - x), min(CELL, rect.y + rect.height - y))


def _away(rect: Rect, x: int, y: int) -> float:
    """Return how far `rect` is from a place."""
    right, down = x - rect.x - rect.width, y - rect.y - rect.height
    return math.hypot(max(0, rect.x - x, right), max(0, rect.y - y, down))


def _joined(lacking: Flags, source: Rect) -> Flags:
    """Say of each cell that is copied from `source` whether one of the up to four cells it shows lacks something."""
    rows, columns = -(-source.height // CELL), -(-source.width // CELL)
    there = lacking[cells_of(source)]
    padded = np.zeros((rows + 1, columns + 1), bool)
    padded[: there.shape[0], : there.shape[1]] = there
    if source.x % CELL:
        padded[:, :-1] |= padded[:, 1:]
    if source.y % CELL:
        padded[:-1] |= padded[1:]
    return padded[:-1, :-1]
