"""What was in the picture and may come back: a window that is covered and shown again, a menu that closes. Pure.

Both sides keep a few whole pictures, *planes*, of what large changes wrote over, each cell at its own place. A cell
that looks again as it did on one of them costs a few bytes, and no time to compress.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from protocol.mirror.picture.tiles import CELL, Flags, Picture, Rect, bounds, cells_of, differing_cells, words

_LEAST_CELLS = 64  # that are worth keeping, or bringing back: about a menu
_LOOKED_AT = (9, 22)  # rows of a cell of which...
_COLUMNS_APART = 8  # ...some pixels tell at once of most others that they are not on a plane
_NOWHERE = -1

Sample = npt.NDArray[np.uint32]


class Kept:
    """The planes as the receiver has them.

    Args:
        planes: how many there are; each takes as much memory as the picture.
    """

    def __init__(self, width: int, height: int, planes: int) -> None:
        cells = (-(-height // CELL), -(-width // CELL))
        # Written to now: memory that comes with its first use takes as long as everything else that a change needs.
        self._planes = [np.full((height, width, 4), 0, np.uint8) for _ in range(planes)]
        self._samples = [_sample(plane) for plane in self._planes]
        self._there = np.zeros((planes, *cells), bool)  # what of them was kept
        self._next = np.zeros(cells, np.int8)  # the plane that a cell is kept on next
        self._shown = np.full(cells, _NOWHERE, np.int8)  # the plane that a cell of the picture is the same as

    def find(self, picture: Picture, cells: Flags) -> list[tuple[int, Flags]]:
        """Return the planes on which some of `cells` look as in `picture`, and which; no cell twice."""
        found: list[tuple[int, Flags]] = []
        if np.count_nonzero(cells) < _LEAST_CELLS or not self._there.any():
            return found
        sample, left = _sample(picture), cells
        likely = [
            cells & there & _may_be_alike(sample, of) for there, of in zip(self._there, self._samples, strict=True)
        ]
        for number in sorted(range(len(likely)), key=lambda plane: -np.count_nonzero(likely[plane])):
            there = left & likely[number]
            if np.count_nonzero(there) >= _LEAST_CELLS:
                there &= _alike(picture, self._planes[number], there)
                found.append((number, there))
                left = left & ~there
        return found

    def keep(self, picture: Picture, cells: Flags, found: list[tuple[int, Flags]]) -> Iterator[tuple[int, Flags]]:
        """Keep those of `cells` of `picture` that are on no plane; where `found` lies is not written over.

        Yields:
            The planes that something was kept on, and which cells.
        """
        cells = cells & (self._shown == _NOWHERE)
        if not self._planes or np.count_nonzero(cells) < _LEAST_CELLS:
            return
        for number, needed in found:
            self._next[needed & (self._next == number)] += 1
        self._next[self._next == len(self._planes)] = 0
        for number in range(len(self._planes)):
            there = cells & (self._next == number)
            for needed in (flags for plane, flags in found if plane == number):
                there &= ~needed  # the only plane
            if there.any():
                self._there[number] |= there
                yield number, there
        self._next[cells] = (self._next[cells] + 1) % len(self._planes)

    def store(self, number: int, rect: Rect, picture: Picture) -> None:
        """Write what `keep` has named onto its plane."""
        rect.within(self._planes[number])[:] = rect.within(picture)
        rows, columns = cells_of(rect)
        self._samples[number][:, rows, columns] = _sample(rect.within(picture))

    def shown(self, cells: Flags, found: list[tuple[int, Flags]]) -> None:
        """Note that `cells` of the picture are others now, those in `found` what is on its plane."""
        self._shown[cells] = _NOWHERE
        for number, there in found:
            self._shown[there] = number


def _sample(picture: Picture) -> Sample:
    """Return a few pixels of each cell: (rows of a cell that are looked at, cells down, cells across, pixels)."""
    height, width = picture.shape[:2]
    rows, columns = -(-height // CELL), -(-width // CELL)
    sample = np.zeros((len(_LOOKED_AT), rows, columns * CELL // _COLUMNS_APART), np.uint32)
    for number, row in enumerate(_LOOKED_AT):
        pixels = words(picture)[row::CELL, ::_COLUMNS_APART]
        sample[number, : pixels.shape[0], : pixels.shape[1]] = pixels
    return sample.reshape(len(_LOOKED_AT), rows, columns, -1)


def _may_be_alike(one: Sample, other: Sample) -> Flags:
    alike: Flags = (one == other).all(axis=(0, 3))
    return alike


def _alike(now: Picture, before: Picture, cells: Flags) -> Flags:
    """Say of each of `cells` whether it is the same in both pictures; of the others nothing."""
    box = bounds(cells, now)
    alike = np.zeros_like(cells)
    alike[cells_of(box)] = ~differing_cells(box.within(now), box.within(before))
    return alike
