"""Signs of ours on the shared screen (ink, border, bar): the picture has what lies below them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
import numpy.typing as npt

from protocol.mirror.capture.common.areas import common, hull
from protocol.mirror.picture.tiles import Picture, Rect

_BESIDE = 4  # pixels
AFRESH_S = 0.1  # between two looks at what lies below: a system may tell of no change of what cannot be seen

Bits = npt.NDArray[np.bool_]
Below = Callable[[Rect], tuple[Picture, Bits]]
"""Returns what lies below in a rectangle of the picture, and which pixels of it are known."""


class SeeThrough:
    """Where signs are, and where they have just been, as their pixels may still stand there."""

    def __init__(self) -> None:
        self._now: frozenset[Rect] = frozenset()
        self._gone: list[tuple[list[Rect], float]] = []  # and until when
        self._afresh_s = 0.0
        self._edges = np.empty((0, 4), np.int64)

    def move(self, rects: Collection[Rect], now_s: float, lasts_s: float, crossed: Collection[Rect] = ()) -> list[Rect]:
        """Take in where they are now, and have been since the last call; return where to capture anew."""
        now = frozenset(rects)
        left, come = list((self._now | frozenset(crossed)) - now), list(now - self._now)
        self._now = now
        if left:
            self._gone.append((left, now_s + lasts_s))
        self._note()
        return left + come

    def pass_by(self, now_s: float) -> list[Rect]:
        """Forget where they have been long ago; return what is to be captured anew."""
        over = [rects for rects, until_s in self._gone if until_s <= now_s]
        if over:
            self._gone = [(rects, until_s) for rects, until_s in self._gone if until_s > now_s]
            self._note()
        return [rect for rects in over for rect in rects]

    def afresh(self, now_s: float) -> list[Rect]:
        """Return where to look below again now that something has changed on the screen."""
        if not self._now or now_s < self._afresh_s:
            return []
        self._afresh_s = now_s + AFRESH_S
        return list(self._now)

    def ends_s(self) -> list[float]:
        """Return when there is something to be captured anew, by the clock."""
        return [until_s for _, until_s in self._gone]

    def fill(self, rects: Sequence[Rect], frame: Picture, below: Below) -> None:
        """Put what lies below into `frame`, as far as that is in `rects`, which have just been copied."""
        if not len(self._edges):
            return
        for rect in rects:
            parts = self._within(rect)
            if parts:
                _fill(parts, frame, below, self._within)

    def _note(self) -> None:
        every = [*self._now, *(rect for rects, _ in self._gone for rect in rects)]
        self._edges = np.array(every, np.int64).reshape(-1, 4)

    def _within(self, rect: Rect) -> list[Rect]:
        x, y, width, height = self._edges.T
        meets = (x < rect.x + rect.width) & (x + width > rect.x) & (y < rect.y + rect.height) & (y + height > rect.y)
        met = (Rect(*(int(number) for number in row)) for row in self._edges[meets])
        return [part for each in met if (part := common(each, rect)) is not None]


def _fill(parts: Sequence[Rect], frame: Picture, below: Below, signs: Callable[[Rect], list[Rect]]) -> None:
    around = hull(parts)
    wanted = _bits(parts, around)
    picture, known = below(around)
    view = around.within(frame)
    sure = wanted & known
    view[sure] = picture[sure]
    unsure = wanted & ~known
    if unsure.any():
        wider = _grown(around, frame)
        patch, strange = wider.within(frame).copy(), _bits(signs(wider), wider)
        inner = Rect(around.x - wider.x, around.y - wider.y, around.width, around.height)
        strange[inner.y : inner.y + inner.height, inner.x : inner.x + inner.width] &= ~sure
        spread(patch, strange)
        view[unsure] = inner.within(patch)[unsure]


def _bits(parts: Sequence[Rect], around: Rect) -> Bits:
    """Return which pixels of `around` are in `parts`, which lie in it."""
    bits = np.zeros((around.height, around.width), np.bool_)
    for part in parts:
        y, x = part.y - around.y, part.x - around.x
        bits[y : y + part.height, x : x + part.width] = True
    return bits


def _grown(rect: Rect, frame: Picture) -> Rect:
    """Return `rect` with what is beside it in the frame, where the colours are that may be taken."""
    left, top = max(0, rect.x - _BESIDE), max(0, rect.y - _BESIDE)
    right, bottom = (
        min(frame.shape[1], rect.x + rect.width + _BESIDE),
        min(frame.shape[0], rect.y + rect.height + _BESIDE),
    )
    return Rect(left, top, right - left, bottom - top)


def spread(view: Picture, unsure: Bits) -> None:
    """Give pixels that nobody knows the colour of the nearest known one: in their row, else above or below.

    Where there is none at all they become black.
    """
    rows = ~unsure.all(axis=1)
    if not rows.any():
        view[unsure] = 0
        return
    columns = np.arange(view.shape[1])
    before = np.maximum.accumulate(np.where(unsure, -1, columns), axis=1)
    after = np.minimum.accumulate(np.where(unsure, view.shape[1], columns)[:, ::-1], axis=1)[:, ::-1]
    is_after = (before < 0) | ((after < view.shape[1]) & (after - columns < columns - before))
    nearest = np.where(is_after, after, before)
    lines = np.nonzero(rows)[0]
    view[lines] = view[lines[:, None], nearest[lines]]
    bare = np.nonzero(~rows)[0]
    at = np.clip(np.searchsorted(lines, bare), 0, len(lines) - 1)
    view[bare] = view[lines[at]]
