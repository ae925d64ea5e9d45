"""A real X server for each test that asks for one, and a client that draws on it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import numpy as np
import pytest
import xcffib
import xcffib.randr
import xcffib.xproto
import xcffib.xtest

WIDTH, HEIGHT = 640, 480


class XServer:
    """An Xvfb of our own, with one window over all of it to draw on."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as ready:
            self.display = f":{ready.readline().strip()}"
        self.connection = xcffib.Connection(self.display)
        self.screen = self.connection.get_setup().roots[0]
        self.window = self.connection.generate_id()
        self.connection.core.CreateWindow(
            *(self.screen.root_depth, self.window, self.screen.root, 0, 0, WIDTH, HEIGHT, 0),
            *(xcffib.xproto.WindowClass.InputOutput, self.screen.root_visual),
            *(xcffib.xproto.CW.BackPixel | xcffib.xproto.CW.OverrideRedirect, [0x102030, 1]),
        )
        self.connection.core.MapWindow(self.window)
        self.context = self.connection.generate_id()
        self.connection.core.CreateGC(self.context, self.window, 0, [])
        self.sync()
        self.picture = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        self.picture[...] = [0x30, 0x20, 0x10, 0]

    def sync(self) -> None:
        self.connection.core.GetInputFocus().reply()

    def draw(self, x: int, y: int, pixels: np.ndarray) -> None:
        """Put BGRX `pixels` on the screen, and wait until they are there."""
        height, width = pixels.shape[:2]
        for top in range(0, height, 32):
            rows = np.ascontiguousarray(pixels[top : top + 32])
            self.connection.core.PutImage(
                *(xcffib.xproto.ImageFormat.ZPixmap, self.window, self.context, width, len(rows), x, y + top),
                *(0, self.screen.root_depth, rows.nbytes, rows.tobytes()),
            )
        self.sync()
        self.picture[y : y + height, x : x + width] = pixels

    def move_pointer(self, x: int, y: int) -> None:
        """Move the pointer as a mouse does."""
        self.connection(xcffib.xtest.key).FakeInput(6, 0, 0, self.screen.root, x, y, 0)
        self.sync()

    def warp_pointer(self, x: int, y: int) -> None:
        """Move the pointer as programs do."""
        self.connection.core.WarpPointer(0, self.screen.root, 0, 0, 0, 0, x, y)
        self.sync()

    def split(self, *columns: tuple[str, int, int]) -> None:
        """Make a monitor of each (name, left, width), with the whole height."""
        randr = self.connection(xcffib.randr.key)
        randr.QueryVersion(1, 5).reply()
        for name, left, width in columns:
            atom = self.connection.core.InternAtom(False, len(name), name).reply().atom
            outputs = randr.GetScreenResources(self.screen.root).reply().outputs if left == 0 else []
            monitor = xcffib.randr.MonitorInfo.synthetic(
                atom, left == 0, False, len(outputs), left, 0, width, HEIGHT, width, HEIGHT, outputs
            )
            randr.SetMonitor(self.screen.root, monitor, is_checked=True).check()
        self.sync()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        self.connection.disconnect()
        self.kill()


@pytest.fixture
def x_server() -> Iterator[XServer]:
    if shutil.which("Xvfb") is None:
        pytest.skip("needs Xvfb")
    server = XServer()
    yield server
    server.close()
