"""The windows of an X server by their stacking order: where those that are left out can really be seen.

Uses the connection of the source that is captured, so that what the server told of windows is known as soon as the
pixels are there. The server is never grabbed: whoever waits for its answer might be what this thread waits for.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any, NamedTuple

import xcffib
import xcffib.shape
import xcffib.xproto

from protocol.mirror.capture.common.areas import Pane, hull, moved, seen, within
from protocol.mirror.capture.common.covered_source import Veil
from protocol.mirror.capture.common.kept_back import NO_RULES, kept_back, owners_of
from protocol.mirror.capture.common.left_out import NOBODY, Instead, LeftOut
from protocol.mirror.capture.common.see_through import Bits
from protocol.mirror.capture.x11.below import Below, Layer
from protocol.mirror.capture.x11.extensions import extension
from protocol.mirror.capture.x11.readings import Readings
from protocol.mirror.capture.x11.screens import screen_of
from protocol.mirror.capture.x11.source import X11Source, environment_errors
from protocol.mirror.picture.tiles import Picture, Rect

MARKS_LIMIT = 20_000  # rectangles of an own window's shape, as that of many drawn lines
SHAPE_LIMIT = 512  # rectangles of a window's shape; of one with more, nothing is known but its bounds
_DEPTH_LIMIT = 64  # windows within windows
_VIEWABLE = xcffib.xproto.MapState.Viewable
_INPUT_ONLY = xcffib.xproto.WindowClass.InputOnly
_SEE_THROUGH = 32  # the depth of a window that may be see-through on a compositing desktop
_EVENTS = (
    xcffib.xproto.EventMask.StructureNotify
    | xcffib.xproto.EventMask.SubstructureNotify
    | xcffib.xproto.EventMask.PropertyChange
)
_GONE = (xcffib.xproto.WindowError, xcffib.xproto.DrawableError)
_PATTERN = Instead(None, lingers=True)
_BELOW = Instead(None, lingers=True, below=True)


class _Top(NamedTuple):
    """A window beside others, as the server has told of it."""

    number: int
    alone: bool  # the window manager leaves it alone
    is_seen: bool
    pane: Pane
    layer: Layer


class X11Stack:
    """Where windows that are left out can be seen in the picture of `source`; see `covered.Layout`.

    Args:
        source: what is captured; its thread and its connection are used.
        left_out: which windows.
    """

    def __init__(self, source: X11Source, left_out: LeftOut) -> None:
        self._source = source
        self._connection = source.connection
        self._left_out = left_out
        self._words = NOBODY
        self._rules = NO_RULES
        self._restacked = -1
        self._outer: set[int] = set()  # the windows, and what they lie in, at the last look
        self._owners: set[int] = set()  # whose windows were kept back at the last look; frames are their manager's
        self._above: set[int] = set()  # the outermost windows of which that is shown which lies below
        self._crossed: list[Rect] = []
        self._known: dict[int, _Top] = {}  # outermost windows of which nothing was told since they were asked for
        self._told: set[int] = set()  # windows of whose shape the server tells
        with environment_errors():
            self._shape = extension(self._connection, xcffib.shape.key)  # None: all windows are rectangles
            if self._shape is not None:
                self._shape.QueryVersion().reply()
            self._root = screen_of(self._connection).root
            self._tell(self._root)
            name = f"_NET_WM_CM_S{self._connection.pref_screen}"
            self._manager = self._atom(name)
            self._opacity = self._atom("_NET_WM_WINDOW_OPACITY")
            self._readings = Readings(self._connection, self._tell)
            self._below = Below(self._connection, self._root)
            source.follow_properties(self._readings.atoms | {self._opacity})
            self.lags = self._is_composited()

    def changed(self) -> bool:
        """Say whether windows may lie otherwise than at the last look."""
        left_out = self._left_out
        if self._source.restacked() != self._restacked:
            return True
        return left_out.words is not self._words or left_out.rules is not self._rules or self.due_in_s() == 0.0

    def due_in_s(self) -> float | None:
        """Say in how many seconds to look again also where nothing is told; None: not at all."""
        return self._readings.due_in_s() if self._rules != NO_RULES else None

    def look(self) -> list[Veil]:
        """Return where the windows are now."""
        self._restacked, self._words, self._rules = self._source.restacked(), self._left_out.words, self._left_out.rules
        self._readings.forget(self._source.news.stirred())
        self._forget(self._source.news.touched())
        if not self._words and self._rules == NO_RULES:
            self._below.end()
            return []
        with environment_errors():
            if self.lags != (lags := self._is_composited()):
                self.lags = lags
                self._known.clear()
            holders = self._holders()
            self._outer = set(holders)
            found = self._found(self._source.watched, holders)
            left, top = self._source.watched_at
            return [
                Veil(moved([whole], -left, -top)[0], moved(rects, -left, -top), instead)
                for whole, rects, instead in found
            ]

    def passed(self) -> list[Rect]:
        """Return where the windows have been since the last call, with their frames."""
        left, top = self._source.watched_at
        base = self._source.watched
        moves = [
            (window, Rect(x - left, y - top, width, height))
            for parent, window, x, y, width, height in self._source.moves()
            if parent == base and width and height
        ]
        adoptions = self._source.news.adoptions()
        self._outer |= {
            frame for window, frame in adoptions or () if self._is_kept_back(window) and frame != self._root
        }
        self._crossed += [rect for window, rect in moves if window in self._above]
        framed = adoptions is None and bool(self._outer or self._owners)  # any of them may be a frame of such a window
        return [rect for window, rect in moves if (framed and window not in self._above) or self._is_kept_back(window)]

    def crossed(self) -> list[Rect]:
        """Return where the windows that are seen through have been by all that `passed` has taken in."""
        crossed, self._crossed = self._crossed, []
        return crossed

    def _is_kept_back(self, window: int) -> bool:
        """Say whether a window, which may be gone by now, is or was one of those that a pattern covers."""
        if window in self._above:
            return False
        return window in self._outer or self._readings.owner(window) in self._owners

    def below(self, rect: Rect) -> tuple[Picture, Bits]:
        """Return what lies below the windows in whose place that is to stand, and which pixels of it are known."""
        left, top = self._source.watched_at
        with environment_errors():
            return self._below.picture(moved([rect], left, top)[0])

    def _found(self, base: int, holders: set[int]) -> list[tuple[Rect, list[Rect], Instead]]:
        """Return each window that is left out, all of it, and where it can be seen, in the coordinates of `base`."""
        try:
            geometry = self._connection.core.GetGeometry(base).reply()
        except _GONE:
            return []  # the source itself finds out
        everything = Rect(0, 0, geometry.width, geometry.height)
        tops = self._tops(self._root, holders) if base == self._root or self._rules != NO_RULES else []
        kept = self._kept_back(tops)
        self._outer |= kept.keys()
        if not kept and not self._words:
            self._below.end()
            return []
        if base in self._words or self._outermost(base) in kept:
            return [(everything, [everything], self._words.get(base, _PATTERN))]
        if base != self._root:
            tops = self._tops(base, holders) if base in holders else []
            kept = {}
        return self._seen(tops, kept, holders, everything)

    def _seen(
        self, tops: list[_Top], kept: dict[int, Instead], holders: set[int], everything: Rect
    ) -> list[tuple[Rect, list[Rect], Instead]]:
        """Return what `_found` does, of the windows in a base.

        Of one in whose place stands what is below it, what covers it does not matter, and it hides nothing.
        """
        signs = {number for number, instead in self._words.items() if instead.below}
        above = [top for top in tops if holds(top.pane, signs)]
        self._above = {top.number for top in above} | signs
        panes = [top.pane for top in tops if top not in above]
        self._below.follow([top.layer for top in tops if top not in above], needed=bool(above), blends=self.lags)
        wanted = {**kept, **self._words}
        bounds = dict(_bounds(panes))
        hidden = [(bounds[number], rects, wanted[number]) for number, rects in seen(panes, wanted, [everything])]
        return hidden + [
            (hull(top.pane.parts), within(top.pane.parts, [everything]), _BELOW) for top in above if top.pane.parts
        ]

    def _kept_back(self, tops: list[_Top]) -> dict[int, Instead]:
        """Return which of the outermost windows are kept back by what they are."""
        if self._rules == NO_RULES:
            return {}
        facts = self._readings.of({top.number: top.alone for top in tops if not holds(top.pane, self._words)})
        own = self._readings.owner(self._rules.own)
        self._owners = owners_of(facts.values(), self._rules, own)
        numbers = kept_back(facts.values(), self._rules, own)
        said = Instead(self._left_out.kept_word, lingers=True)
        return {top: _PATTERN if told.owner == own else said for top, told in facts.items() if told.number in numbers}

    def _outermost(self, window: int) -> int:
        """Return the window on the screen that `window` lies in; the root window lies in none."""
        try:
            while window != self._root and (parent := self._connection.core.QueryTree(window).reply().parent):
                if parent == self._root:
                    return int(window)
                window = parent
        except _GONE:
            pass
        return int(xcffib.NONE)

    def _holders(self) -> set[int]:
        """Return the windows that are left out, and all windows that they lie in; have the server tell of them."""
        holders: set[int] = set()
        for number in self._words:
            path, window = [number], number
            try:
                while window != self._root and len(path) < _DEPTH_LIMIT:
                    window = self._connection.core.QueryTree(window).reply().parent
                    path.append(window)
            except _GONE:
                continue
            holders.update(path)
        for holder in holders - {self._root}:
            self._tell(holder)
        return holders

    def _forget(self, windows: set[int] | None) -> None:
        """Ask anew for windows of which the server has told something; None: for all."""
        for window in list(self._known) if windows is None else windows:
            self._known.pop(window, None)

    def _panes(self, parent: int, corner: tuple[int, int], holders: set[int]) -> tuple[Pane, ...]:
        """Return what lies in `parent`, whose content begins at `corner`, the lowest first."""
        return tuple(top.pane for top in self._tops(parent, holders, corner))

    def _tops(self, parent: int, holders: set[int], corner: tuple[int, int] = (0, 0)) -> list[_Top]:
        """Return what `_panes` does, with what else the server has told of it."""
        core = self._connection.core
        try:
            children = core.QueryTree(parent).reply().children
        except _GONE:
            return []
        known = self._known if parent == self._root else {}
        again = [child for child in children if child not in known or child in holders]
        asked: list[tuple[Any, ...]] = [
            (c, core.GetWindowAttributes(c), core.GetGeometry(c), self._ask_shape(c)) for c in again
        ]
        found = {child: self._top(child, answers, holders, corner) for child, *answers in asked}
        if parent == self._root:
            self._known = {child: top for child in children if (top := found.get(child) or known.get(child))}
        every = (found.get(child) or known.get(child) for child in children)
        return [top for top in every if top is not None and top.is_seen]

    def _top(self, child: int, answers: list[Any], holders: set[int], corner: tuple[int, int]) -> _Top | None:
        """Return a window as the server's answers tell of it; None: it is gone."""
        attributes, geometry, shape = answers
        try:
            is_there, at = attributes.reply(), geometry.reply()
            parts = _whole(at) if shape is None else shape.reply().rectangles
            covers = len(parts) <= SHAPE_LIMIT and self._covers(child, at, is_there)
        except _GONE:
            return None
        inner = corner[0] + at.x + at.border_width, corner[1] + at.y + at.border_width
        inside = self._panes(child, inner, holders) if child in holders - self._words.keys() else ()
        limit = MARKS_LIMIT if child in holders else SHAPE_LIMIT
        pane = Pane(child, _parts(parts, inner, limit), covers, inside)
        layer = Layer(child, pane.parts, inner, at.border_width, at.depth, is_there.visual)
        is_seen = is_there.map_state == _VIEWABLE and is_there._class != _INPUT_ONLY
        return _Top(child, bool(is_there.override_redirect), is_seen, pane, layer)

    def _ask_shape(self, window: int) -> Any:
        """Ask for the shape of `window`, and have the server tell when it changes; None: it is a rectangle."""
        if self._shape is None:
            return None
        if window not in self._told:
            self._told.add(window)
            self._shape.SelectInput(window, True)
        return self._shape.GetRectangles(window, xcffib.shape.SK.Bounding)

    def _covers(self, window: int, geometry: Any, attributes: Any) -> bool:
        """Say whether nothing can be seen through a window.

        Where windows are composited, those with an alpha channel may be see-through, and a window over all of the
        screen that no window manager knows may be the compositor's own.
        """
        if not self.lags:
            return True
        screen = screen_of(self._connection)
        over_all = (geometry.width, geometry.height) == (screen.width_in_pixels, screen.height_in_pixels)
        if geometry.depth == _SEE_THROUGH or (attributes.override_redirect and over_all):
            return False
        return not self._connection.core.GetProperty(False, window, self._opacity, 0, 0, 1).reply().value_len

    def _is_composited(self) -> bool:
        return bool(self._connection.core.GetSelectionOwner(self._manager).reply().owner)

    def _tell(self, window: int) -> None:
        """Have the server tell what becomes of `window` and of what lies in it."""
        self._connection.core.ChangeWindowAttributes(window, xcffib.xproto.CW.EventMask, [_EVENTS])

    def _atom(self, name: str) -> int:
        return int(self._connection.core.InternAtom(False, len(name), name).reply().atom)


def holds(pane: Pane, numbers: Container[int]) -> bool:
    """Say whether `pane`, or one in it, is one of the windows `numbers`."""
    return pane.number in numbers or any(holds(inner, numbers) for inner in pane.inside)


def _parts(shape: Iterable[Any], corner: tuple[int, int], limit: int) -> tuple[Rect, ...]:
    rects = [Rect(corner[0] + r.x, corner[1] + r.y, r.width, r.height) for r in shape if r.width and r.height]
    return tuple(rects) if len(rects) <= limit else (hull(rects),)


def _bounds(panes: Iterable[Pane]) -> Iterator[tuple[int, Rect]]:
    """Return the smallest rectangle round each of the panes, and round what lies in them."""
    for pane in panes:
        if pane.parts:
            yield pane.number, hull(pane.parts)
        yield from _bounds(pane.inside)


def _whole(geometry: Any) -> list[Rect]:
    """Return the shape of a window that has none of its own, with its border."""
    border = geometry.border_width
    return [Rect(-border, -border, geometry.width + 2 * border, geometry.height + 2 * border)]
