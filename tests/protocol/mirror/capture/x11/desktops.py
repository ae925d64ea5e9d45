"""Programs on a test's X server, each a client of its own, with a window manager and a compositor where wanted."""

from __future__ import annotations

import contextlib
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import xcffib
import xcffib.shape
import xcffib.xproto

from protocol.mirror.picture.tiles import Rect

LONG_S = 15.0


def colour_of(pixel: Sequence[int]) -> int:
    """Return blue, green, red and where it is see-through alpha as an X server takes them."""
    return int.from_bytes(bytes(pixel[:4]), "little")


class Program:
    """A program with windows, as the X server knows it."""

    def __init__(self, display: str, name: str = "") -> None:
        make: Any = xcffib.Connection
        self.connection = make(display)
        self.core = self.connection.core
        self.screen = self.connection.get_setup().roots[0]
        self._name = name

    def open(
        self,
        rect: Rect,
        pixel: Sequence[int],
        *,
        title: str = "",
        alone: bool = False,
        kind: str = "",
        leader: int = 0,
        shape: Sequence[Rect] | None = None,
        number: int = 0,
        see_through: bool = False,
    ) -> int:
        """Show a window of one colour, which may be see-through, and return its number."""
        number = number or int(self.connection.generate_id())
        mask, values = xcffib.xproto.CW.BackPixel | xcffib.xproto.CW.OverrideRedirect, [colour_of(pixel), int(alone)]
        depth, visual = self.screen.root_depth, self.screen.root_visual
        if see_through:
            depth, visual = 32, self._visual_with_alpha()
            colours = self.connection.generate_id()
            self.core.CreateColormap(xcffib.xproto.ColormapAlloc._None, colours, self.screen.root, visual)
            mask |= xcffib.xproto.CW.BorderPixel | xcffib.xproto.CW.Colormap
            values = [values[0], 0, values[1], colours]
        self.core.CreateWindow(
            *(depth, number, self.screen.root, *rect, 0),
            *(xcffib.xproto.WindowClass.InputOutput, visual, mask, values),
        )
        if self._name:
            self.say(number, "WM_CLASS", "STRING", f"{self._name}\0{self._name}\0".encode())
        if title:
            self.name(number, title)
        if kind:
            self.say(number, "_NET_WM_WINDOW_TYPE", "ATOM", struct.pack("=I", self.atom(kind)), 32)
        if leader:
            self.say(number, "WM_TRANSIENT_FOR", "WINDOW", struct.pack("=I", leader), 32)
        where = struct.pack("=I4x4I", 5, *rect) + bytes(4 * 12)  # as a program that says where it wants to be
        self.say(number, "WM_NORMAL_HINTS", "WM_SIZE_HINTS", where[: 18 * 4], 32)
        if shape is not None:
            self.shape(number, shape)
        self.core.MapWindow(number)
        self.sync()
        return number

    def fill(self, window: int, rect: Rect, pixel: Sequence[int]) -> None:
        """Draw a rectangle of one colour."""
        pen = self.connection.generate_id()
        self.core.CreateGC(pen, window, xcffib.xproto.GC.Foreground, [colour_of(pixel)])
        self.core.PolyFillRectangle(window, pen, 1, [xcffib.xproto.RECTANGLE.synthetic(*rect)])
        self.core.FreeGC(pen)
        self.sync()

    def _visual_with_alpha(self) -> int:
        depth = next(depth for depth in self.screen.allowed_depths if depth.depth == 32)
        return int(depth.visuals[0].visual_id)

    def settled_at(self, window: int) -> tuple[int, int]:
        """Wait until a window is shown and rests, and return where its content is on the screen."""
        deadline, seen, since = time.monotonic() + LONG_S, (0, 0), 0.0
        while not since or time.monotonic() < since + 0.3:
            assert time.monotonic() < deadline, "it never rests"
            at = self.core.TranslateCoordinates(window, self.screen.root, 0, 0).reply()
            if not since:
                self.core.MapWindow(window)  # a manager that has just begun may have lost the first wish
            viewable = self.core.GetWindowAttributes(window).reply().map_state == xcffib.xproto.MapState.Viewable
            if not viewable or not since or (at.dst_x, at.dst_y) != seen:
                seen, since = (at.dst_x, at.dst_y), time.monotonic() if viewable else 0.0
            time.sleep(0.02)
        return seen

    def name(self, window: int, title: str) -> None:
        """Give a window a title."""
        self.say(window, "_NET_WM_NAME", "UTF8_STRING", title.encode())

    def say(self, window: int, name: str, kind: str, data: bytes, bits: int = 8) -> None:
        """Set a property."""
        replace = xcffib.xproto.PropMode.Replace
        self.core.ChangeProperty(replace, window, self.atom(name), self.atom(kind), bits, len(data) * 8 // bits, data)
        self.sync()

    def atom(self, name: str) -> int:
        """Return an atom's number."""
        return int(self.core.InternAtom(False, len(name), name).reply().atom)

    def configure(self, window: int, **values: int) -> None:
        """Move, resize or restack a window."""
        bits = {"x": 1, "y": 2, "width": 4, "height": 8, "stack_mode": 64}
        mask = sum(bits[name] for name in values)
        self.core.ConfigureWindow(window, mask, [values[name] for name in bits if name in values])
        self.sync()

    def shape(self, window: int, rects: Sequence[Rect]) -> None:
        """Give a window a shape."""
        extension = self.connection(xcffib.shape.key)
        parts = [xcffib.xproto.RECTANGLE.synthetic(*rect) for rect in rects]
        so, kind, unsorted = xcffib.shape.SO.Set, xcffib.shape.SK.Bounding, xcffib.xproto.ClipOrdering.Unsorted
        extension.Rectangles(so, kind, unsorted, window, 0, 0, len(parts), parts)
        self.sync()

    def close(self, window: int) -> None:
        """Close a window."""
        self.core.DestroyWindow(window)
        self.sync()

    def sync(self) -> None:
        """Wait until the server has done everything."""
        self.core.GetInputFocus().reply()

    def end(self) -> None:
        """End the program."""
        self.connection.disconnect()


@contextlib.contextmanager
def desktop(display: str, *programs: str) -> Iterator[None]:
    """Run a window manager and a compositor, and wait until they do their work."""
    running: list[subprocess.Popen[bytes]] = []
    asking = Program(display, "probe")
    home = tempfile.mkdtemp()
    try:
        for program in programs:
            if shutil.which(program.split()[0]) is None:
                pytest.skip(f"needs {program.split()[0]}")
            running.append(
                subprocess.Popen(
                    program.split(),
                    env={"DISPLAY": display, "HOME": home, "PATH": "/usr/bin:/bin"},
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )
            if "picom" in program:
                _await_compositor(display, asking)
            else:
                _await_manager(display, asking)
        yield
    finally:
        asking.end()
        for process in reversed(running):
            process.kill()
            process.wait()
        shutil.rmtree(home)


def _await_compositor(display: str, asking: Program) -> None:
    deadline = time.monotonic() + LONG_S
    while not asking.core.GetSelectionOwner(asking.atom("_NET_WM_CM_S0")).reply().owner:
        assert time.monotonic() < deadline, f"nobody composes {display}"
        time.sleep(0.02)


def _await_manager(display: str, asking: Program) -> None:
    """Show windows until one of them gets a frame; one that was asked for while a manager begins is forgotten.

    Args:
        display: whose manager it is.
        asking: shows them, and goes on: the server would give its numbers to the next program, and a manager that has
            not yet heard of the end takes that one's windows for these.
    """
    deadline = time.monotonic() + LONG_S
    while True:
        window = asking.open(Rect(0, 0, 10, 10), (0, 0, 0), title="probe")
        for _ in range(10):
            if asking.core.QueryTree(window).reply().parent != asking.screen.root:
                asking.close(window)
                return
            time.sleep(0.02)
        asking.close(window)
        assert time.monotonic() < deadline, f"nobody manages windows on {display}"
