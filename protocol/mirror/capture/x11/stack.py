"""The windows of an X server by their stacking order: where those that are left out can really be seen.

Uses the connection of the source that is captured, so that what the server told of windows is known as soon as the
pixels are there. The server is never grabbed: whoever waits for its answer might be what this thread waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import xcffib
import xcffib.shape
import xcffib.xproto

from protocol.mirror.capture.common.areas import Pane, hull, moved, seen
from protocol.mirror.capture.common.covered_source import Veil
from protocol.mirror.capture.common.left_out import NOBODY, LeftOut
from protocol.mirror.capture.x11.extensions import extension
from protocol.mirror.capture.x11.screens import screen_of
from protocol.mirror.capture.x11.source import X11Source, environment_errors
from protocol.mirror.picture.tiles import Rect

SHAPE_LIMIT = 512  # rectangles of a window's shape; of one with more, nothing is known but its bounds
_DEPTH_LIMIT = 64  # windows within windows
_VIEWABLE = xcffib.xproto.MapState.Viewable
_INPUT_ONLY = xcffib.xproto.WindowClass.InputOnly
_SEE_THROUGH = 32  # the depth of a window that may be see-through on a compositing desktop
_EVENTS = xcffib.xproto.EventMask.StructureNotify | xcffib.xproto.EventMask.SubstructureNotify
_GONE = (xcffib.xproto.WindowError, xcffib.xproto.DrawableError)


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
        self._restacked = -1
        self._outer: set[int] = set()  # the windows, and what they lie in, at the last look
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
            self.lags = self._is_composited()

    def changed(self) -> bool:
        """Say whether windows may lie otherwise than at the last look."""
        return self._source.restacked() != self._restacked or self._left_out.words is not self._words

    def look(self) -> list[Veil]:
        """Return where the windows are now."""
        self._restacked, self._words = self._source.restacked(), self._left_out.words
        if not self._words:
            return []
        with environment_errors():
            self.lags = self._is_composited()
            holders = self._outer = self._holders()
            base = self._source.watched
            if base not in holders:
                return []
            found = self._seen_below(base, holders)
            left, top = self._source.watched_at
            return [
                Veil(moved([whole], -left, -top)[0], moved(rects, -left, -top), self._words[number])
                for number, whole, rects in found
            ]

    def passed(self) -> list[Rect]:
        """Return where the windows have been since the last call, with their frames."""
        left, top = self._source.watched_at
        moves = self._source.moves()
        base = self._source.watched
        return [
            Rect(x - left, y - top, width, height)
            for parent, window, x, y, width, height in moves
            if parent == base and window in self._outer and width and height
        ]

    def _seen_below(self, base: int, holders: set[int]) -> list[tuple[int, Rect, list[Rect]]]:
        """Return each window that is left out, all of it, and where it can be seen, in the coordinates of `base`."""
        try:
            geometry = self._connection.core.GetGeometry(base).reply()
        except _GONE:
            return []  # the source itself finds out
        everything = Rect(0, 0, geometry.width, geometry.height)
        if base in self._words:
            return [(base, everything, [everything])]
        panes = self._panes(base, (0, 0), holders)
        bounds = dict(_bounds(panes))
        return [(number, bounds[number], rects) for number, rects in seen(panes, self._words, [everything])]

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

    def _panes(self, parent: int, corner: tuple[int, int], holders: set[int]) -> tuple[Pane, ...]:
        """Return what lies in `parent`, whose content begins at `corner`, the lowest first."""
        core = self._connection.core
        children = core.QueryTree(parent).reply().children
        asked = [(c, core.GetWindowAttributes(c), core.GetGeometry(c), self._ask_shape(c)) for c in children]
        panes = []
        for child, attributes, geometry, shape in asked:
            try:
                is_there = attributes.reply()
                at = geometry.reply()
                parts = _whole(at) if shape is None else shape.reply().rectangles
            except _GONE:
                continue
            if is_there.map_state == _VIEWABLE and is_there._class != _INPUT_ONLY:
                inner = corner[0] + at.x + at.border_width, corner[1] + at.y + at.border_width
                inside = self._panes(child, inner, holders) if child in holders - self._words.keys() else ()
                covers = len(parts) <= SHAPE_LIMIT and self._covers(child, at, is_there)
                panes.append(Pane(child, _parts(parts, inner), covers, inside))
        return tuple(panes)

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


def _parts(shape: Iterable[Any], corner: tuple[int, int]) -> tuple[Rect, ...]:
    rects = [Rect(corner[0] + r.x, corner[1] + r.y, r.width, r.height) for r in shape if r.width and r.height]
    return tuple(rects) if len(rects) <= SHAPE_LIMIT else (hull(rects),)


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
