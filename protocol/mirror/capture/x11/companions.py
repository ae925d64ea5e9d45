"""A shared window with what belongs to it: its menus, drop-downs and dialogs, as far as they lie over it.

They are windows of their own to the X server. The program's are known by their numbers, of which each program has a
part of its own; one that says to which window it belongs counts only where that is the shared one.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import xcffib
import xcffib.xproto

from protocol.mirror.capture.common.areas import common, hull, moved, within
from protocol.mirror.capture.common.source import PointerState
from protocol.mirror.capture.x11.below import Below, Layer
from protocol.mirror.capture.x11.readings import Readings
from protocol.mirror.capture.x11.screens import screen_of
from protocol.mirror.capture.x11.source import X11Source, environment_errors, tell_structure
from protocol.mirror.picture.tiles import Picture, Rect

LOOK_S = 0.05  # between two looks at what lies over the window: nobody tells what is drawn in it
GROUND = 0xF0  # of red, green and blue: that of a sheet in the shade, on which shadows look like shadows
_WITH_ALPHA = 32  # bits of a see-through window's pixels
_LIMIT = 32  # windows over the shared one
_VIEWABLE, _INPUT_ONLY = xcffib.xproto.MapState.Viewable, xcffib.xproto.WindowClass.InputOnly
_GONE = (xcffib.xproto.WindowError, xcffib.xproto.DrawableError)


def on_ground(view: Picture) -> None:
    """Put a picture that may be see-through on one colour: what lies below a shared window is nobody's to see."""
    clear = 255 - view[..., 3]
    if clear.any():
        under = (clear.astype(np.uint16) * GROUND // 255)[..., None]
        np.minimum(255, view[..., :3] + under, out=view[..., :3], casting="unsafe")
        view[..., 3] = 255


class AccompaniedSource:
    """One window as a source, with its companions; see `capture.ScreenSource`.

    Args:
        source: the window's content.
        number: of the window.
        clock: seconds, never going back.
    """

    def __init__(self, source: X11Source, number: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.width, self.height, self.title = source.width, source.height, source.title
        self._source = source
        self._connection = source.connection
        self._number = number
        self._clock = clock
        self._restacked = -1
        self._look_s = 0.0
        self._layers: list[Layer] = []
        with environment_errors():
            self._root = screen_of(self._connection).root
            self._manager = self._atom(f"_NET_WM_CM_S{self._connection.pref_screen}")
            self._has_alpha = self._connection.core.GetGeometry(number).reply().depth == _WITH_ALPHA
            self._is_see_through = self._has_alpha and self._is_composited()
            self._readings = Readings(self._connection, lambda window: tell_structure(self._connection, window))
            self._below = Below(self._connection, self._root, ground=False)
            mask = xcffib.xproto.EventMask.StructureNotify | xcffib.xproto.EventMask.SubstructureNotify
            self._connection.core.ChangeWindowAttributes(self._root, xcffib.xproto.CW.EventMask, [mask])

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until something happens, or there may be something new over the window."""
        if self._layers:
            due_s = max(0.0, self._look_s - self._clock())
            timeout_s = due_s if timeout_s is None else min(timeout_s, due_s)
        self._source.wait(timeout_s)

    def wake(self) -> None:
        """End a `wait`."""
        self._source.wake()

    def damage(self) -> list[Rect]:
        """Return where the picture may have changed: also where a companion has come, gone, or may draw."""
        found = self._source.damage()
        before = self._parts()
        if self._source.restacked() != self._restacked:
            self._restacked = self._source.restacked()
            with environment_errors():
                self._layers = self._look()
                self._is_see_through = self._has_alpha and self._is_composited()
                self._below.follow(self._layers, needed=bool(self._layers), blends=self._is_composited())
            return found + before + self._parts()
        if self._layers and self._clock() >= self._look_s:
            self._look_s = self._clock() + LOOK_S
            return found + before
        return found

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy the window's pixels, and over them its companions'."""
        self._source.grab(rects, frame)
        if self._is_see_through:
            for rect in rects:
                on_ground(rect.within(frame))
        corner = self._source.place
        for rect in rects:
            parts = within([rect], self._parts())
            if not parts:
                continue
            around = hull(parts)
            with environment_errors():
                picture, known = self._below.picture(moved([around], corner.x, corner.y)[0], around.within(frame))
            around.within(frame)[known] = picture[known]

    def pointer(self) -> PointerState:
        """Return the pointer's state."""
        return self._source.pointer()

    def close(self) -> None:
        """Give everything back."""
        self._source.close()

    def _parts(self) -> list[Rect]:
        """Return where companions lie in the picture, each by its bounds."""
        place, whole = self._source.place, Rect(0, 0, self.width, self.height)
        bounds = moved([hull(layer.parts) for layer in self._layers], -place.x, -place.y)
        return [part for rect in bounds if (part := common(rect, whole)) is not None]

    def _look(self) -> list[Layer]:
        """Return the companions, the lowest first."""
        core = self._connection.core
        outermost, layers, above = self._outermost(), list[Layer](), False
        for top in core.QueryTree(self._root).reply().children:
            if top == outermost:
                above = True
            elif above and len(layers) < _LIMIT and self._is_companion(top):
                layer = self._layer(top)  # with its frame: that is the one whose content the server keeps
                layers += [] if layer is None else [layer]
        return layers

    def _is_companion(self, top: int) -> bool:
        """Say whether a window, or the program's own in a frame, belongs to the shared one."""
        try:
            attributes = self._connection.core.GetWindowAttributes(top).reply()
        except _GONE:
            return False
        if attributes.map_state != _VIEWABLE or attributes._class == _INPUT_ONLY:
            return False
        alone = bool(attributes.override_redirect)
        facts = self._readings.read_inside(top, alone=alone)
        if facts is None or facts.owner != self._readings.owner(self._number):
            return False
        return self._leads_here(facts.leader) if facts.leader else alone

    def _leads_here(self, leader: int) -> bool:
        """Say whether a dialog's window, or that one's, is the shared one."""
        for _ in range(_LIMIT):
            if leader == self._number:
                return True
            facts = self._readings.read(leader) if leader else None
            if facts is None:
                return False
            leader = facts.leader
        return False

    def _layer(self, window: int) -> Layer | None:
        core, root = self._connection.core, self._root
        try:
            asked = core.GetWindowAttributes(window), core.GetGeometry(window)
            corner = core.TranslateCoordinates(window, root, 0, 0).reply()
            attributes, size = asked[0].reply(), asked[1].reply()
        except _GONE:
            return None
        place = Rect(corner.dst_x, corner.dst_y, size.width, size.height)
        return Layer(window, (place,), (place.x, place.y), size.border_width, size.depth, attributes.visual)

    def _is_composited(self) -> bool:
        """Say whether what is see-through is so on the screen, too; else it shows what is drawn as it is."""
        return bool(self._connection.core.GetSelectionOwner(self._manager).reply().owner)

    def _atom(self, name: str) -> int:
        return int(self._connection.core.InternAtom(False, len(name), name).reply().atom)

    def _outermost(self) -> int:
        window = self._number
        try:
            while (parent := self._connection.core.QueryTree(window).reply().parent) not in (self._root, xcffib.NONE):
                window = parent
        except _GONE:
            return int(xcffib.NONE)
        return int(window)
