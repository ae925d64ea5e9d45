"""Displays that change their size, become two monitors, and have something drawn on them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import xcffib
import xcffib.randr
from xcffib import xproto

ROWS_AT_ONCE = 32
WORDS = b"The printer is offline: 0Oo 1lI |!  rn m  {[()]}  "
LINE = 17  # pixels from one line of text to the next
PAPER, INK = 0xFDFDF8, 0x101820


def set_size(display: str, width: int, height: int) -> None:
    """Give the screen of `display` another size, as when another monitor is plugged in; not over its first one."""
    server = xcffib.connect(display)
    randr, root = server(xcffib.randr.key), server.get_setup().roots[0].root
    found = randr.GetScreenResources(root).reply()
    mode = next((mode.id for mode in found.modes if (mode.width, mode.height) == (width, height)), None)
    if mode is None:
        name = f"{width}x{height}"
        wanted = xcffib.randr.ModeInfo.synthetic(0, width, height, 0, 0, 0, 0, 0, 0, 0, 0, len(name), 0)
        mode = randr.CreateMode(root, wanted, len(name), name).reply().mode
        randr.AddOutputModeChecked(found.outputs[0], mode).check()
    server.core.GrabServer()  # so that nobody sees the moment without a monitor
    randr.SetCrtcConfig(found.crtcs[0], 0, found.config_timestamp, 0, 0, 0, 1, 0, []).reply()
    randr.SetScreenSizeChecked(root, width, height, width * 254 // 960, height * 254 // 960).check()
    at = randr.GetScreenResources(root).reply().config_timestamp
    randr.SetCrtcConfig(found.crtcs[0], 0, at, 0, 0, mode, 1, 1, [found.outputs[0]]).reply()
    server.core.UngrabServer()
    server.disconnect()


def plug(display: str, there: bool) -> None:
    """Unplug the only monitor of `display`, or plug it in again at the size of the screen."""
    server = xcffib.connect(display)
    randr, root = server(xcffib.randr.key), server.get_setup().roots[0].root
    found = randr.GetScreenResources(root).reply()
    screen = server.core.GetGeometry(root).reply()
    size = (screen.width, screen.height)
    modes = [mode.id for mode in found.modes if (mode.width, mode.height) == size] if there else [0]
    outputs = found.outputs[:1] if there else []
    randr.SetCrtcConfig(
        found.crtcs[0], 0, found.config_timestamp, 0, 0, modes[0], 1, len(outputs), list(outputs)
    ).reply()
    server.disconnect()


@contextmanager
def side_by_side(display: str, *sizes: tuple[int, int]) -> Iterator[None]:
    """Make the screen of `display` monitors of these sizes, called "monitor 1" and so on."""
    lefts = itertools.accumulate((width for width, _height in sizes), initial=0)
    with monitors(display, *[((left, 0), size) for left, size in zip(lefts, sizes, strict=False)]):
        yield


@contextmanager
def monitors(display: str, *places: tuple[tuple[int, int], tuple[int, int]]) -> Iterator[None]:
    """Make the screen of `display` monitors at these places, of these sizes; the first is the main one."""
    server = xcffib.connect(display)
    randr, root = server(xcffib.randr.key), server.get_setup().roots[0].root
    output = randr.GetScreenResources(root).reply().outputs[0]
    atoms = []
    for number, (corner, (width, height)) in enumerate(places, 1):
        name, outputs = f"monitor {number}", [output] if number == 1 else []
        atoms.append(server.core.InternAtom(False, len(name), name).reply().atom)
        place = (*corner, width, height, width * 254 // 960, height * 254 // 960)
        monitor = xcffib.randr.MonitorInfo.synthetic(atoms[-1], number == 1, False, len(outputs), *place, outputs)
        randr.SetMonitorChecked(root, monitor).check()
    try:
        yield
    finally:
        for atom in atoms:
            randr.DeleteMonitorChecked(root, atom).check()
        server.disconnect()


class Drawn:
    """What programs draw on a screen: text that scrolls, a photograph that is moved, thin lines at the very edges."""

    def __init__(self, display: str) -> None:
        self._server = xcffib.connect(display)
        self._screen = self._server.get_setup().roots[0]
        self._text_size = (703, 411)
        self._text = self._canvas(*self._text_size)
        self._font, self._pen = self._server.generate_id(), self._server.generate_id()
        self._server.core.OpenFont(self._font, len("fixed"), "fixed")
        values = [INK, PAPER, self._font]
        what = xproto.GC.Foreground | xproto.GC.Background | xproto.GC.Font
        self._server.core.CreateGC(self._pen, self._text, what, values)
        self._paper = self._window(101, 87, *self._text_size, pixmap=self._text)
        self.scroll(0)
        self._photograph = self._window(333, 251, 517, 389, pixmap=self._photo(517, 389))
        self._draw_edges()
        self._done()

    def scroll(self, lines: int) -> None:
        """Show the text from another line on."""
        width, height = self._text_size
        core = self._server.core
        core.ChangeGC(self._pen, xproto.GC.Foreground, [PAPER])
        core.PolyFillRectangle(self._text, self._pen, 1, [xproto.RECTANGLE.synthetic(0, 0, width, height)])
        core.ChangeGC(self._pen, xproto.GC.Foreground, [INK])
        for number in range(height // LINE):
            line = b"%4d  " % (number + lines) + WORDS * 2
            core.ImageText8(len(line), self._text, self._pen, 5, (number + 1) * LINE, line)
        core.ClearArea(False, self._paper, 0, 0, 0, 0)
        self._done()

    def move(self, x: int, y: int) -> None:
        """Move the photograph, which uncovers what lay under it."""
        self._server.core.ConfigureWindow(self._photograph, 3, [x, y])
        self._done()

    def close(self) -> None:
        """Take all of it away."""
        self._server.disconnect()

    def _draw_edges(self) -> None:
        """Draw one pixel's width along the right and the lower edge, and something in the corner."""
        geometry = self._server.core.GetGeometry(self._screen.root).reply()
        width, height = geometry.width, geometry.height
        for colour, place in (
            (0xE01040, (width - 1, 0, 1, height)),
            (0x10A0E0, (0, height - 1, width, 1)),
            (0xFFD000, (width - 3, height - 3, 2, 2)),
        ):
            self._window(*place, colour=colour)

    def _canvas(self, width: int, height: int) -> int:
        pixmap = int(self._server.generate_id())
        self._server.core.CreatePixmap(self._screen.root_depth, pixmap, self._screen.root, width, height)
        return pixmap

    def _photo(self, width: int, height: int) -> int:
        """Return a picture as a camera takes it: smooth light, and noise in every pixel."""
        random = np.random.default_rng(11)
        y, x = np.mgrid[0:height, 0:width] / 60.0
        light = np.stack([np.sin(x + c) * np.cos(y * (1 + c / 3)) for c in range(3)], axis=2)
        colours = np.clip(128 + 90 * light + random.normal(0, 6, light.shape), 0, 255).astype(np.uint32)
        picture = colours[..., 0] << 16 | colours[..., 1] << 8 | colours[..., 2]
        pixmap, pen = self._canvas(width, height), self._server.generate_id()
        self._server.core.CreateGC(pen, pixmap, 0, [])
        for top in range(0, height, ROWS_AT_ONCE):
            rows = picture[top : top + ROWS_AT_ONCE]
            where: Any = (width, len(rows), 0, top, 0, self._screen.root_depth, rows.nbytes)
            self._server.core.PutImage(xproto.ImageFormat.ZPixmap, pixmap, pen, *where, rows.tobytes())
        return pixmap

    def _window(self, x: int, y: int, width: int, height: int, *, pixmap: int = 0, colour: int = 0) -> int:
        """Open a window that the window manager leaves where it is."""
        number = int(self._server.generate_id())
        back, value = (xproto.CW.BackPixmap, pixmap) if pixmap else (xproto.CW.BackPixel, colour)
        self._server.core.CreateWindow(
            *(self._screen.root_depth, number, self._screen.root, x, y, width, height, 0),
            *(xproto.WindowClass.InputOutput, self._screen.root_visual),
            *(back | xproto.CW.OverrideRedirect, [value, 1]),
        )
        self._server.core.MapWindow(number)
        return number

    def _done(self) -> None:
        self._server.core.GetInputFocus().reply()
