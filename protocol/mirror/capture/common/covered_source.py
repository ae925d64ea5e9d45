"""A source without the windows that are left out: where they can be seen, a quiet pattern or what lies below them.

It is painted in the thread that captures, before anything compares or encodes; nothing that lies under it gets further.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from protocol.mirror.capture.common.areas import area, common, within
from protocol.mirror.capture.common.left_out import Instead
from protocol.mirror.capture.common.see_through import Bits, SeeThrough
from protocol.mirror.capture.common.source import PointerState, ScreenSource
from protocol.mirror.picture.tiles import Picture, Rect

TRAIL_S = 1.0  # that what a window uncovered may take to be drawn anew; until then the window's pixels may stand there
LAG_S = 0.5  # that a compositing desktop may take to draw what has moved
_TRIES = 3  # to copy the pixels while no window moves
_TRAILS_LIMIT = 8
STRIPE = 32  # pixels of the pattern's side
_DARK, _LIGHT = (0x4A, 0x44, 0x40, 0), (0x50, 0x4A, 0x46, 0)  # blue, green, red


class Veil(NamedTuple):
    """A window that is left out, in pixels of the source's picture."""

    whole: Rect
    seen: list[Rect]  # where it can really be seen; disjoint
    instead: Instead


class Layout(Protocol):
    """Where the windows that are left out can be seen in a source's picture. Belongs to the source's thread.

    Attributes:
        lags: the screen shows a move later than the windows say where they are.
    """

    lags: bool

    def changed(self) -> bool:
        """Say whether windows may lie otherwise than when `look` was last called; takes in what the system told."""

    def look(self) -> list[Veil]:
        """Return where they are now."""

    def passed(self) -> list[Rect]:
        """Return where the windows have been since the last call, as far as the system tells; rather more than less."""

    def crossed(self) -> list[Rect]:
        """Return the same of the windows whose `Instead.below` is set, of the time that `passed` was asked for."""

    def due_in_s(self) -> float | None:
        """Say in how many seconds `changed` is true though nothing is told; None: never."""

    def below(self, rect: Rect) -> tuple[Picture, Bits]:
        """Return what lies below the windows whose `Instead.below` is set, and which pixels of it are known."""


@dataclass
class _Trail:
    """What a window has uncovered, as long as its pixels may still stand there."""

    rects: list[Rect]
    until_s: float
    sure_from: int  # the number of the first damage that was surely drawn after the window had gone


class CoveredSource:
    """A source that shows a pattern in place of the windows that are left out; see `capture.ScreenSource`.

    A window that goes leaves its pixels until what was under it has drawn itself anew. So what it uncovered stays
    covered until the system tells of damage there that came after the move, or `TRAIL_S` is over.

    Args:
        source: what is captured.
        layout: tells where those windows are.
        clock: seconds, never going back.
    """

    def __init__(self, source: ScreenSource, layout: Layout, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.width, self.height, self.title = source.width, source.height, source.title
        self._source = source
        self._layout = layout
        self._clock = clock
        self._veils: list[Veil] = []  # without those that are seen through
        self._signs = SeeThrough()
        self._trails: list[_Trail] = []
        self._due: list[Rect] = []  # to be captured anew, besides what the source says
        self._damages = 0  # asked for so far
        self._looked = False
        self._strip = _strip(source.width)

    @property
    def covered(self) -> list[Rect]:
        """What is covered now; disjoint."""
        rects = [rect for veil in self._veils for rect in veil.seen]
        return area([*rects, *(rect for trail in self._trails for rect in trail.rects)])

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until something happens, or there is something to uncover."""
        ends = [until_s - self._clock() for until_s in (*self._signs.ends_s(), *(t.until_s for t in self._trails))]
        if (due_s := self._layout.due_in_s()) is not None:
            ends.append(due_s)
        if self._due:
            ends.append(0.0)
        limits = [max(0.0, end) for end in ends] + ([] if timeout_s is None else [timeout_s])
        self._source.wait(min(limits, default=None))

    def wake(self) -> None:
        """End a `wait`."""
        self._source.wake()

    def damage(self) -> list[Rect]:
        """Return where the picture may have changed: also what is to be covered now, or no longer."""
        self._follow()
        found = self._source.damage()
        if found:
            self._damages += 1
            self._due += self._signs.afresh(self._clock())
        self._shorten(found)
        self._due += self._signs.pass_by(self._clock())
        due, self._due = self._due, []
        return found + due

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy pixels, and cover what is left out, wherever it was when they were copied."""
        for _ in range(_TRIES):
            self._follow()
            self._source.grab(rects, frame)
            if not self._layout.changed():
                self._paint(rects, frame)
                return
        self._paint(rects, frame)
        self._paint_way(rects, frame)

    def pointer(self) -> PointerState:
        """Return the pointer's state."""
        return self._source.pointer()

    def close(self) -> None:
        """Give everything back."""
        self._source.close()

    def _follow(self) -> None:
        """Take in where the windows are now, if that may be another place.

        The next damage may have been drawn before they moved; only the one after that surely was not.
        """
        if not self._layout.changed() and self._looked:
            return
        self._looked = True
        before = [rect for veil in self._veils for rect in veil.seen]
        lingering = [rect for veil in self._veils for rect in veil.seen if veil.instead.lingers]
        words = [(veil.whole, veil.instead.word is None) for veil in self._veils]
        veils = self._layout.look()
        way = self._layout.passed()  # a window may have come and gone since the look before
        self._veils = [veil for veil in veils if not veil.instead.below]
        lasts_s = LAG_S if self._layout.lags else TRAIL_S
        signs = [rect for veil in veils if veil.instead.below for rect in veil.seen]
        self._due += self._signs.move(signs, self._clock(), TRAIL_S, self._layout.crossed())
        now = [rect for veil in self._veils for rect in veil.seen]
        left = area([*lingering, *way], now)
        self._due += area(before, lingering)  # uncovered at once
        if left:
            self._trails.append(_Trail(left, self._clock() + lasts_s, self._damages + 2))
            if len(self._trails) > _TRAILS_LIMIT:
                oldest, second = self._trails[:2]
                second.rects = area(oldest.rects + second.rects)
                del self._trails[0]
        self._due += area(now, before)
        if words != [(veil.whole, veil.instead.word is None) for veil in self._veils]:
            self._due += now  # the words stand elsewhere

    def _shorten(self, damage: Sequence[Rect]) -> None:
        """Uncover what was drawn anew, and what has been covered for long enough."""
        kept = []
        for trail in self._trails:
            if trail.until_s <= self._clock():
                self._due += trail.rects
                continue
            if not self._layout.lags and self._damages >= trail.sure_from:
                trail.rects = area(trail.rects, damage)
            if trail.rects:
                kept.append(trail)
        self._trails = kept

    def _paint_way(self, rects: Sequence[Rect], frame: Picture) -> None:
        """Cover all places that windows without rest may have been at while the pixels were copied, for this once."""
        way = [*self._layout.passed(), *(veil.whole for veil in self._veils)]
        self._follow()
        way = area([*way, *(veil.whole for veil in self._veils)])
        for part in within(within(way, [Rect(0, 0, self.width, self.height)]), rects):
            self._paint_pattern(part, frame)
        self._signs.fill(rects, frame, self._layout.below)
        self._paint_covered(rects, frame)
        self._due += way

    def _paint(self, rects: Sequence[Rect], frame: Picture) -> None:
        self._signs.fill(rects, frame, self._layout.below)
        self._paint_covered(rects, frame)

    def _paint_covered(self, rects: Sequence[Rect], frame: Picture) -> None:
        picture = [Rect(0, 0, self.width, self.height)]
        for part in within(within(self.covered, picture), rects):
            self._paint_pattern(part, frame)
        for veil in self._veils:
            if veil.instead.word is not None:
                self._paint_word(veil, veil.instead.word, within(within(veil.seen, picture), rects), frame)

    def _paint_pattern(self, part: Rect, frame: Picture) -> None:
        """Draw the pattern, which keeps its place in the picture, so that a change of the windows moves nothing."""
        y, end = part.y, part.y + part.height
        while y < end:
            row = y % STRIPE
            height = min(STRIPE - row, end - y)
            Rect(part.x, y, part.width, height).within(frame)[:] = Rect(part.x, row, part.width, height).within(
                self._strip
            )
            y += height

    def _paint_word(self, veil: Veil, word: Picture, seen: Sequence[Rect], frame: Picture) -> None:
        height, width = word.shape[:2]
        x = veil.whole.x + (veil.whole.width - width) // 2
        y = veil.whole.y + (veil.whole.height - height) // 2
        if width > veil.whole.width or height > veil.whole.height:
            return
        for rect in seen:
            part = common(rect, Rect(x, y, width, height))
            if part is not None:
                part.within(frame)[:] = Rect(part.x - x, part.y - y, part.width, part.height).within(word)


def _strip(width: int) -> Picture:
    """Make one row of the pattern: slanted stripes of two greys that hardly differ."""
    x, y = np.arange(width), np.arange(STRIPE)
    light = ((x[None, :] + y[:, None]) % STRIPE) < STRIPE // 2
    pixels: Picture = np.where(light[..., None], np.array(_LIGHT, np.uint8), np.array(_DARK, np.uint8))
    return np.ascontiguousarray(pixels)
