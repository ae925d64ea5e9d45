"""How long a letter and a whole new picture take on a large screen, and what both sides hold in memory then.

    large_screen.py [--size 3840x2160] [--letters 100] [--screens 12]

The real programs as in the race (`contender`), over loopback. On one display a block as large as a letter changes its
colour, or all of the screen becomes another picture of 1500 coloured words; the other display is looked at all the
time, at the middle of the block, or at a place near the lower right corner, which comes last. In the end every pixel
must be right, but for where the pointers rest.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

import hour
import numpy as np
import xcffib
from xcffib import xproto

from demonstration.desktop import wait_for
from demonstration.screen import Screen, same

LETTER = (1501, 901, 10, 18)  # x, y, width, height in pixels
COLOURS = (0x202020, 0xF0F0F0)
PICTURES, WORDS, WORD = 4, 1500, (12, 64)  # rows and columns of a word
CORNER = 60  # pixels from the lower right corner
ROWS_AT_ONCE = 16
POINTER = 96  # pixels of the square that is left out
LOST_S = 5.0
LETTER_GAP_S, SCREEN_GAP_S = (0.12, 0.25), (0.6, 0.8)


class Drawer:
    """Draws on a display."""

    def __init__(self, display: str, size: tuple[int, int]) -> None:
        self._server = xcffib.connect(display)
        self._screen = self._server.get_setup().roots[0]
        self._width, self._height = size
        self.letter, self.whole = self._window(*LETTER), 0

    def cover(self) -> list[int]:
        """Cover the screen, and return the pictures that can be shown there."""
        self.whole = self._window(0, 0, self._width, self._height)
        pictures = [self._picture(number) for number in range(PICTURES)]
        self._server.core.GetInputFocus().reply()
        return pictures

    def change(self, window: int, back: int, value: int) -> None:
        """Give `window` another colour or picture."""
        self._server.core.ChangeWindowAttributes(window, back, [value])
        self._server.core.ClearArea(False, window, 0, 0, 0, 0)
        self._server.flush()

    def _window(self, x: int, y: int, width: int, height: int) -> int:
        number = int(self._server.generate_id())
        self._server.core.CreateWindow(
            *(self._screen.root_depth, number, self._screen.root, x, y, width, height, 0),
            *(xproto.WindowClass.InputOutput, self._screen.root_visual),
            *(xproto.CW.BackPixel | xproto.CW.OverrideRedirect, [0x406080, 1]),
        )
        self._server.core.MapWindow(number)
        self._server.core.GetInputFocus().reply()
        return number

    def _picture(self, number: int) -> int:
        chance, (rows, columns) = np.random.default_rng(number), WORD
        pixels = np.full((self._height, self._width), COLOURS[number % 2], np.uint32)
        for _ in range(WORDS):
            y, x = chance.integers(0, self._height - rows), chance.integers(0, self._width - columns)
            ink = chance.random(WORD) < 0.4
            pixels[y : y + rows, x : x + columns][ink] = chance.integers(0, 1 << 24)
        pixels[-CORNER, -CORNER] = 0x100000 + number
        pixmap, pen, depth = self._server.generate_id(), self._server.generate_id(), self._screen.root_depth
        self._server.core.CreatePixmap(depth, pixmap, self._screen.root, self._width, self._height)
        self._server.core.CreateGC(pen, pixmap, 0, [])
        for top in range(0, self._height, ROWS_AT_ONCE):
            part = pixels[top : top + ROWS_AT_ONCE]
            place = (self._width, len(part), 0, top, 0, depth, part.nbytes)
            self._server.core.PutImage(xproto.ImageFormat.ZPixmap, pixmap, pen, *place, part.tobytes())
        return int(pixmap)


class Watcher:
    """Looks at one pixel of a display."""

    def __init__(self, display: str) -> None:
        self._server = xcffib.connect(display)
        self._root = self._server.get_setup().roots[0].root

    def look(self, x: int, y: int) -> bytes:
        """Return the colour at `x`, `y`."""
        kind = xproto.ImageFormat.ZPixmap
        return bytes(self._server.core.GetImage(kind, self._root, x, y, 1, 1, 0xFFFFFF).reply().data.buf()[:3])

    def wait(self, x: int, y: int, before: bytes) -> float:
        """Wait until the colour at `x`, `y` is another than `before`; return when it was, on the performance clock."""
        until = time.perf_counter() + LOST_S
        while self.look(x, y) == before:
            if time.perf_counter() > until:
                raise SystemExit("a change did not come")
            time.sleep(0.0003)
        return time.perf_counter()


def delays(drawer: Drawer, watcher: Watcher, size: tuple[int, int], count: int, *, whole: bool) -> list[float]:
    """Change the letter, or the whole screen, `count` times; return the milliseconds each took, sorted."""
    values = drawer.cover() if whole else list(COLOURS)
    window = drawer.whole if whole else drawer.letter
    x, y = (size[0] - CORNER, size[1] - CORNER) if whole else (LETTER[0] + 4, LETTER[1] + 8)
    found = []
    for number in range(count + 1):
        time.sleep(random.uniform(*(SCREEN_GAP_S if whole else LETTER_GAP_S)))
        before, began = watcher.look(x, y), time.perf_counter()
        drawer.change(window, xproto.CW.BackPixmap if whole else xproto.CW.BackPixel, values[number % len(values)])
        found.append(1000 * (watcher.wait(x, y, before) - began))
    return sorted(found[1:])  # before the first one there was something else


def measure(options: argparse.Namespace, folder: Path) -> None:
    """Measure, and print a line for each kind of change."""
    size = tuple(int(side) for side in options.size.split("x"))
    with hour.two_programs(folder, size) as (shared, viewed, meeting):
        screens = (Screen(shared), Screen(viewed))
        middle = (size[0] // 2, size[1] // 2, POINTER)

        def exact() -> bool:
            return same(*(screen.picture() for screen in screens), leave_out=middle)

        wait_for("the whole desktop", exact)
        drawer, watcher = Drawer(shared, size), Watcher(viewed)
        wait_for("the letter", exact)
        for name, count, whole in (("letter", options.letters, False), ("whole screen", options.screens, True)):
            ms = delays(drawer, watcher, size, count, whole=whole)
            wait_for("every pixel", exact)
            held = [hour.resident_mb(meeting / side) for side in ("console", "viewer")]
            at = f"p50 {ms[len(ms) // 2]:.1f}, p95 {ms[int(0.95 * len(ms))]:.1f}, max {ms[-1]:.1f} ms"
            print(f"{options.size}, {name}: {at}; console {held[0]:.0f} MB, viewer {held[1]:.0f} MB", flush=True)
        for screen in screens:
            screen.close()


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="3840x2160")
    parser.add_argument("--letters", type=int, default=100)
    parser.add_argument("--screens", type=int, default=12)
    with tempfile.TemporaryDirectory() as folder:
        measure(parser.parse_args(), Path(folder))


if __name__ == "__main__":
    main()
