"""What lies below a window on an X screen: each window's own content, put together again without that window.

The Composite extension keeps a redirected window's content complete while others cover it. A compositor has all windows
redirected; where there is none, the server is asked to, and goes on painting them itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import xcffib
import xcffib.composite
import xcffib.xproto

from protocol.mirror.capture.common.areas import common
from protocol.mirror.capture.common.see_through import Bits
from protocol.mirror.capture.common.source import CaptureUnavailable
from protocol.mirror.capture.x11.extensions import extension
from protocol.mirror.capture.x11.pixels import PixelFormat, format_of, palette_of
from protocol.mirror.capture.x11.screens import screen_of
from protocol.mirror.picture.tiles import Picture, Rect

_ALL_PLANES = 0xFFFFFFFF
_WITH_ALPHA = 32  # bits of such a window's pixels
_ROOT_PICTURES = ("_XROOTPMAP_ID", "ESETROOT_PMAP_ID")


class Layer(NamedTuple):
    """A window as it is put over those below it."""

    number: int
    parts: tuple[Rect, ...]  # where it is
    corner: tuple[int, int]  # of its content
    border: int  # pixels
    depth: int
    visual: int


class Below:
    """Puts windows' contents together. Belongs to the connection's thread.

    Args:
        connection: to the server.
        root: the window that all others lie in.
        ground: whether its own picture is wanted, too, where no window is.
    """

    def __init__(self, connection: Any, root: int, *, ground: bool = True) -> None:
        self._connection = connection
        self._root = root
        self._composite = extension(connection, xcffib.composite.key)
        if self._composite is not None:
            self._composite.QueryVersion(0, 4).reply()
        self._ground = ground
        self._redirected = False
        self._blends = False
        self._layers: Sequence[Layer] = ()

    def follow(self, layers: Sequence[Layer], *, needed: bool, blends: bool) -> None:
        """Take in which windows there are, the lowest first.

        Args:
            layers: windows.
            needed: somebody will ask for a picture of them.
            blends: what is see-through in them is so on the screen.
        """
        self._layers, self._blends = layers, blends
        if not needed:
            self.end()
        elif self._composite is not None and not self._redirected:
            self._redirected = True
            self._composite.RedirectSubwindows(self._root, xcffib.composite.Redirect.Automatic)

    def end(self) -> None:
        """Have the server keep no contents for this any more."""
        if self._redirected:
            self._redirected = False
            self._composite.UnredirectSubwindows(self._root, xcffib.composite.Redirect.Automatic)

    def picture(self, rect: Rect, over: Picture | None = None) -> tuple[Picture, Bits]:
        """Return the windows' picture in `rect` of the screen, and which of its pixels are known.

        Args:
            rect: where.
            over: what can be seen there through all of them; None: nothing.
        """
        picture = np.zeros((rect.height, rect.width, 4), np.uint8) if over is None else over.copy()
        known = np.zeros((rect.height, rect.width), np.bool_)
        if self._composite is None:
            return picture, known
        above = self._from_the_one_that_hides(rect)
        if self._ground and len(above) == len(self._layers):
            self._paint_root(rect, picture, known)
        for layer in above:
            self._paint(layer, rect, picture, known)
        return picture, known

    def _from_the_one_that_hides(self, rect: Rect) -> Sequence[Layer]:
        """Return the windows without those of which nothing can be seen in `rect`."""
        for at in range(len(self._layers) - 1, -1, -1):
            layer = self._layers[at]
            is_solid = not self._blends or layer.depth != _WITH_ALPHA
            if is_solid and any(common(part, rect) == rect for part in layer.parts):
                return self._layers[at:]
        return self._layers

    def _paint(self, layer: Layer, rect: Rect, picture: Picture, known: Bits) -> None:
        parts = [part for each in layer.parts if (part := common(each, rect)) is not None]
        if not parts:
            return
        left, top = layer.corner[0] - layer.border, layer.corner[1] - layer.border
        try:
            form = format_of(self._connection, layer.visual, layer.depth)
            content = self._content(layer.number, form, layer.depth, rect, (left, top))
        except (xcffib.xproto.WindowError, xcffib.xproto.DrawableError, xcffib.xproto.MatchError, CaptureUnavailable):
            return  # it has just gone, or another size; the next look takes that in
        if content is None:
            return
        pixels, place = content
        for part in parts:
            inner = common(part, place)
            if inner is None:
                continue
            there = Rect(inner.x - rect.x, inner.y - rect.y, inner.width, inner.height)
            new = Rect(inner.x - place.x, inner.y - place.y, inner.width, inner.height).within(pixels)
            if self._blends and layer.depth == _WITH_ALPHA:
                new = _over(new, there.within(picture))
            there.within(picture)[:] = new
            known[there.y : there.y + there.height, there.x : there.x + there.width] = True

    def _content(
        self, window: int, form: PixelFormat, depth: int, rect: Rect, corner: tuple[int, int]
    ) -> tuple[Picture, Rect] | None:
        """Return the pixels of a window in `rect`, and where they are."""
        pixmap = int(self._connection.generate_id())
        self._composite.NameWindowPixmap(window, pixmap, is_checked=True).check()
        try:
            return self._pixels(pixmap, form, rect, corner)
        finally:
            self._connection.core.FreePixmap(pixmap)

    def _pixels(
        self, drawable: int, form: PixelFormat, rect: Rect, corner: tuple[int, int]
    ) -> tuple[Picture, Rect] | None:
        """Return the pixels of a pixmap, whose corner on the screen is given, in `rect`, and where they are."""
        size = self._connection.core.GetGeometry(drawable).reply()
        place = common(rect, Rect(*corner, size.width, size.height))
        if place is None:
            return None
        reply = self._connection.core.GetImage(
            xcffib.xproto.ImageFormat.ZPixmap,
            *(drawable, place.x - corner[0], place.y - corner[1], place.width, place.height, _ALL_PLANES),
        ).reply()
        data = np.frombuffer(reply.data.buf(), np.uint8)
        if form.is_usual:
            return data[: 4 * place.pixels].reshape(place.height, place.width, 4), place
        return form.read(data, place.width, place.height, palette_of(self._connection, form)), place

    def _paint_root(self, rect: Rect, picture: Picture, known: Bits) -> None:
        """Paint the picture that desktops note as that of the root window, if one has; else nobody can tell it."""
        screen = screen_of(self._connection)
        form = format_of(self._connection, screen.root_visual, screen.root_depth)
        for name in _ROOT_PICTURES:
            with contextlib.suppress(xcffib.xproto.DrawableError, xcffib.xproto.PixmapError, xcffib.xproto.MatchError):
                atom = self._connection.core.InternAtom(False, len(name), name).reply().atom
                value = self._connection.core.GetProperty(False, self._root, atom, 0, 0, 1).reply().value
                if len(value) and (got := self._pixels(value.to_atoms()[0], form, rect, (0, 0))) is not None:
                    pixels, place = got
                    Rect(place.x - rect.x, place.y - rect.y, place.width, place.height).within(picture)[:] = pixels
                    y, x = place.y - rect.y, place.x - rect.x
                    known[y : y + place.height, x : x + place.width] = True
                    return


def _over(new: Picture, under: Picture) -> Picture:
    """Return a see-through picture over another one."""
    alpha = new[..., 3:].astype(np.uint16)
    mixed: Picture = np.minimum(255, new + under * (255 - alpha) // 255).astype(np.uint8)
    return mixed
