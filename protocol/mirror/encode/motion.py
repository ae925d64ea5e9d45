"""Find what has only moved: scrolled text and photographs, a window that is dragged. Pure.

A few blocks of what has changed are looked for in the picture before: straight above and below first, since most that
moves is scrolled, then beside, then all around. The distance at which several of them turn up is the move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from protocol.mirror.picture.tiles import CELL, Flags, Picture, Rect, bounds, cells_of, differing_cells, words

_SIDE = 16  # pixels of a block, taken from the middle of a cell
_CANDIDATES = 48  # cells whose blocks may be taken
_BLOCKS = 12
_ORDER = np.array((  # drawn once, so that the first blocks are from all over
    15, 25, 40, 23, 30, 6, 27, 37, 3, 28, 9, 33, 16, 24, 0, 20, 22, 7, 46, 35, 17, 19, 45, 29, 31, 21, 43, 1, 11,
    47, 14, 4, 44, 39, 42, 26, 34, 2, 12, 10, 36, 5, 8, 32, 41, 18, 13, 38,
))  # fmt: skip
_DISTINCT = 24  # neighbours within a block that differ; fewer, and it may be found anywhere
_REACH = 160  # pixels that something may have moved aslant
_PLACES = 4000  # at which two of a block's pixels may be found; more say nothing
_RECTS_ASLANT = 24  # that are copied at most where something has moved aslant
_VOTES = 3  # blocks that must have moved by the same distance
_FIRST = 6  # blocks of which one at least must be found, or nothing has moved that way

Words = npt.NDArray[np.uint32]


class Move(NamedTuple):
    """How far something has moved, in pixels; never nowhere."""

    right: int
    down: int

    def source(self, rect: Rect) -> Rect:
        """Return where what is in `rect` now was before."""
        return rect._replace(x=rect.x - self.right, y=rect.y - self.down)


class _Block(NamedTuple):
    x: int
    y: int
    pixels: Words
    row: int  # the one with the most differing neighbours
    column: int  # in that row: the first of two neighbours that differ


def find_move(now: Picture, before: Picture, cells: Flags) -> Move | None:
    """Return how far most of what differs in `cells` has moved; None where nothing has."""
    old, blocks = words(before), list(_blocks(words(now), cells))
    for look in (_straight, _beside, _around):
        votes: Counter[tuple[int, int]] = Counter()
        for tried, block in enumerate(blocks, 1):
            votes.update((block.x - x, block.y - y) for x, y in look(old, block))
            votes.pop((0, 0), None)
            if votes and (best := votes.most_common(1)[0])[1] >= _VOTES:
                return Move(*best[0])
            if tried == _FIRST and not votes:
                break
    return None


def moved_cells(now: Picture, before: Picture, cells: Flags, move: Move) -> Flags:
    """Return those of `cells` that show what was elsewhere before, by `move`."""
    found = np.zeros_like(cells)
    box = bounds(cells, now)
    left, right = _span(box.x, box.width, now.shape[1], move.right)
    top, bottom = _span(box.y, box.height, now.shape[0], move.down)
    if top >= bottom or left >= right:
        return found
    there = Rect(left, top, right - left, bottom - top)
    found[cells_of(there)] = ~differing_cells(there.within(now), move.source(there).within(before))
    found &= cells
    return found


def in_order(rects: list[Rect], move: Move) -> list[Rect]:
    """Return `rects` so that each is copied before what it is copied from is written over.

    What has moved aslant may leave no such order for all of them: the largest are taken as long as there is one.
    """
    if not move.right:
        return sorted(rects, key=lambda rect: rect.y, reverse=move.down > 0)
    largest = sorted(rects, key=lambda rect: -rect.pixels)[:_RECTS_ASLANT]
    largest.sort(key=lambda rect: (rect.y, rect.x), reverse=move.down > 0 or (move.down == 0 and move.right > 0))
    taken: list[Rect] = []
    for rect in largest:
        if not any(_meet(move.source(rect), written) for written in taken):
            taken.append(rect)
    return taken


def _meet(one: Rect, other: Rect) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def _span(start: int, length: int, side: int, moved: int) -> tuple[int, int]:
    """Return the part of a side, in whole cells, that can have come from `moved` before it."""
    first = max(start, -(-max(0, moved) // CELL) * CELL)
    last = (side + moved) // CELL * CELL if moved < 0 else side
    return first, min(start + length, last)


def _blocks(picture: Words, cells: Flags) -> Iterator[_Block]:
    """Yield distinctive blocks of some of the whole `cells`, the first ones from all over."""
    rows, columns = picture.shape[0] // CELL, picture.shape[1] // CELL
    places = np.argwhere(cells[:rows, :columns])
    if not len(places):
        return
    some = places[np.linspace(0, len(places) - 1, min(_CANDIDATES, len(places))).astype(np.intp)]
    places = some[_ORDER[len(some) > _ORDER]] * CELL + (CELL - _SIDE) // 2
    blocks = np.stack([picture[y : y + _SIDE, x : x + _SIDE] for y, x in places.tolist()])
    beside = blocks[:, :, 1:] != blocks[:, :, :-1]
    below = blocks[:, 1:] != blocks[:, :-1]
    distinct = np.flatnonzero(np.minimum(beside.sum(axis=(1, 2)), below.sum(axis=(1, 2))) >= _DISTINCT)
    for number in distinct[:_BLOCKS].tolist():
        row = int(beside[number].sum(axis=1).argmax())
        y, x = places[number].tolist()
        yield _Block(x, y, blocks[number], row, int(beside[number, row].argmax()))


def _straight(old: Words, block: _Block) -> Iterator[tuple[int, int]]:
    """Yield where `block` was, straight above or below."""
    strip = old[:, block.x : block.x + _SIDE]
    pair = strip[:, block.column : block.column + 2] == block.pixels[block.row, block.column : block.column + 2]
    tops = np.flatnonzero(pair[:, 0] & pair[:, 1]) - block.row
    yield from _same(old, block, np.full_like(tops, block.x), tops)


def _beside(old: Words, block: _Block) -> Iterator[tuple[int, int]]:
    """Yield where `block` was, to the left or right."""
    line = old[block.y + block.row]
    first, second = block.pixels[block.row, block.column : block.column + 2]
    lefts = np.flatnonzero((line[:-1] == first) & (line[1:] == second)) - block.column
    yield from _same(old, block, lefts, np.full_like(lefts, block.y))


def _around(old: Words, block: _Block) -> Iterator[tuple[int, int]]:
    """Yield where `block` was, within reach."""
    top, left = max(0, block.y - _REACH), max(0, block.x - _REACH)
    region = old[top : block.y + _SIDE + _REACH, left : block.x + _SIDE + _REACH]
    first, second = block.pixels[block.row, block.column : block.column + 2]
    found = np.flatnonzero((region[:, :-1] == first) & (region[:, 1:] == second))
    ys, xs = np.divmod(found, region.shape[1] - 1)
    yield from _same(old, block, xs + (left - block.column), ys + (top - block.row))


def _same(old: Words, block: _Block, xs: npt.NDArray[np.intp], ys: npt.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Yield those of the places at which all of `block` was."""
    if not 0 < len(xs) <= _PLACES:
        return
    inside = (xs >= 0) & (xs <= old.shape[1] - _SIDE) & (ys >= 0) & (ys <= old.shape[0] - _SIDE)
    xs, ys = xs[inside], ys[inside]
    rows = old[(ys + block.row)[:, None], xs[:, None] + np.arange(_SIDE)]
    alike = (rows == block.pixels[block.row]).all(axis=1)
    for x, y in zip(xs[alike].tolist(), ys[alike].tolist(), strict=True):
        if np.array_equal(old[y : y + _SIDE, x : x + _SIDE], block.pixels):
            yield x, y
