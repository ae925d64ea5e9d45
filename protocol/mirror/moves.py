"""Find what has only moved up or down: scrolled text, photographs, lists. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from protocol.mirror.tiles import CELL, Flags, Picture, Rect, bounds, cells_of, differing_cells

_STRIP = 128  # pixels of width that are compared as one, row by row, so that a scroll bar hides little
_STRIPS = 4  # that are looked at, those in which most has changed
_LEAST_ROWS = 24  # of a strip that must have moved by the same distance
_LEAST_SHARE = 0.1  # of the rows that have changed

_ODD = np.random.default_rng(1).integers(0, 2**63, _STRIP // 2, np.uint64) * np.uint64(2) + np.uint64(1)

Hashes = npt.NDArray[np.uint64]


def find_shift(now: Picture, before: Picture, cells: Flags) -> int:
    """Return by how many rows most of what differs in `cells` has moved down, negative for up; 0 where nothing has."""
    new, old = (_row_hashes(picture, cells) for picture in (now, before))
    rows, strips = new.shape
    changed = new != old
    changed[1:] &= new[1:] != new[:-1]  # a row like the one above says nothing
    if np.count_nonzero(changed) < _LEAST_ROWS:
        return 0
    row_of = np.repeat(np.arange(rows), strips)
    order = np.argsort(old, axis=None)
    keys = old.ravel()[order]
    wanted = new[changed]
    first = np.searchsorted(keys, wanted, "left")
    once = (np.searchsorted(keys, wanted, "right") - first) == 1
    moved = row_of.reshape(rows, strips)[changed][once] - row_of[order[first[once]]]
    if not len(moved):
        return 0
    votes = np.bincount(moved + rows)
    best = int(votes.argmax())
    return best - rows if votes[best] >= max(_LEAST_ROWS, _LEAST_SHARE * len(wanted)) else 0


def moved_cells(now: Picture, before: Picture, cells: Flags, shift: int) -> Flags:
    """Return those of `cells` that show what was `shift` rows further up before."""
    found = np.zeros_like(cells)
    box = bounds(cells, now)
    height = now.shape[0]
    top = max(box.y, -(-max(0, shift) // CELL) * CELL)
    bottom = min(box.y + box.height, (height + min(0, shift)) // CELL * CELL if shift < 0 else height)
    if top >= bottom:
        return found
    there = Rect(box.x, top, box.width, bottom - top)
    same = ~differing_cells(there.within(now), there._replace(y=top - shift).within(before))
    found[cells_of(there)] = same
    found &= cells
    return found


def _row_hashes(picture: Picture, cells: Flags) -> Hashes:
    """Return a number for each row of the strips with the most `cells`, the same for the same pixels."""
    in_strip = _STRIP // CELL
    count = cells.sum(axis=0)
    strips = np.add.reduceat(count, np.arange(0, len(count), in_strip))
    box = bounds(cells, picture)
    hashes = []
    for strip in np.argsort(-strips, kind="stable")[:_STRIPS]:
        pixels = box._replace(x=int(strip) * _STRIP, width=_STRIP).within(picture)
        row = np.zeros((len(pixels), _STRIP), np.uint32)
        row[:, : pixels.shape[1]] = pixels.view(np.uint32)[..., 0]
        hashes.append(row.view(np.uint64) @ _ODD)
    return np.stack(hashes, axis=1)
