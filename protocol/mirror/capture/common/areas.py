"""Areas made of rectangles, and where a window can really be seen behind those above it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from protocol.mirror.picture.tiles import Rect, runs


class Pane(NamedTuple):
    """A window as far as it counts for what can be seen."""

    number: int
    parts: tuple[Rect, ...]  # where it is, by its shape; disjoint
    covers: bool  # nothing can be seen through it
    inside: tuple[Pane, ...] = ()  # the lowest first; needed only where a window that is looked for lies in it


def common(rect: Rect, other: Rect) -> Rect | None:
    """Return what two rectangles have in common; None: nothing."""
    left, top = max(rect.x, other.x), max(rect.y, other.y)
    right = min(rect.x + rect.width, other.x + other.width)
    bottom = min(rect.y + rect.height, other.y + other.height)
    return Rect(left, top, right - left, bottom - top) if left < right and top < bottom else None


def within(rects: Iterable[Rect], others: Collection[Rect]) -> list[Rect]:
    """Return what `rects` have in common with `others`, both of which are disjoint."""
    return [part for rect in rects for other in others if (part := common(rect, other)) is not None]


def area(plus: Sequence[Rect], minus: Iterable[Rect] = ()) -> list[Rect]:
    """Return disjoint rectangles that cover all of `plus` but nothing of `minus`.

    The plane is cut along all edges; what is left over has as many cells as there are pairs of edges.
    """
    if not plus:
        return []
    holes = within(minus, [hull(plus)])
    if len(plus) == 1 and not holes:
        return list(plus)
    xs = sorted({edge for r in (*plus, *holes) for edge in (r.x, r.x + r.width)})
    ys = sorted({edge for r in (*plus, *holes) for edge in (r.y, r.y + r.height)})
    column, row = {x: n for n, x in enumerate(xs)}, {y: n for n, y in enumerate(ys)}
    cells = np.zeros((len(ys) - 1, len(xs) - 1), bool)
    for rects, value in ((plus, True), (holes, False)):
        for r in rects:
            cells[row[r.y] : row[r.y + r.height], column[r.x] : column[r.x + r.width]] = value
    return [Rect(xs[x], ys[y], xs[to_x] - xs[x], ys[to_y] - ys[y]) for x, y, to_x, to_y in runs(cells)]


def hull(rects: Sequence[Rect]) -> Rect:
    """Return the smallest rectangle that holds all of `rects`, of which there is at least one."""
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    right, bottom = max(r.x + r.width for r in rects), max(r.y + r.height for r in rects)
    return Rect(left, top, right - left, bottom - top)


def moved(rects: Iterable[Rect], x: int, y: int) -> list[Rect]:
    """Return `rects`, moved by `x` and `y`."""
    return [Rect(r.x + x, r.y + y, r.width, r.height) for r in rects]


def seen(panes: Sequence[Pane], wanted: Collection[int], clip: Collection[Rect]) -> list[tuple[int, list[Rect]]]:
    """Return for each `wanted` window where it can be seen within `clip`, if anywhere.

    Args:
        panes: windows beside each other, the lowest first.
        wanted: numbers of windows; what lies in these isn't looked at.
        clip: disjoint; outside of it nothing can be seen.
    """
    found, above = [], list[Rect]()
    for pane in reversed(panes):
        parts = within(pane.parts, clip)
        inner = [(pane.number, parts)] if pane.number in wanted else seen(pane.inside, wanted, parts)
        left = ((number, area(rects, above)) for number, rects in inner)
        found += [(number, rects) for number, rects in left if rects]
        if pane.covers:
            above += parts
    return found
