"""How often one side's picture shows the other side's in itself: counted while windows are dragged over each other.

Each display has a strip of a colour of its own at its left edge, where no window is ever put. Seen anywhere else on
its own display, the colour has come back through the other side: that is one turn of the mirror.
"""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import xcffib
from xcffib import xproto

from demonstration.screen import Screen

STRIP = 120  # pixels
MARGIN = 20  # right of it
MAGENTA, GREEN = (0xFF, 0x00, 0xC8), (0x10, 0xE0, 0x70)  # red, green, blue
NEAR = 12  # levels a colour may be changed by on its way: by the mark, by scaling
LEAST_PIXELS = 30  # of that colour in a frame that counts


class Strip:
    """A strip of one colour along the left edge of a display."""

    def __init__(self, display: str, colour: tuple[int, int, int], height: int) -> None:
        self._server = xcffib.connect(display)
        root = self._server.get_setup().roots[0]
        self._window = self._server.generate_id()
        red, green, blue = colour
        self._server.core.CreateWindow(
            *(root.root_depth, self._window, root.root, 0, 0, STRIP, height, 0),
            *(xproto.WindowClass.InputOutput, root.root_visual),
            *(xproto.CW.BackPixel | xproto.CW.OverrideRedirect, [red << 16 | green << 8 | blue, 1]),
        )
        self._server.core.MapWindow(self._window)
        self._server.core.GetInputFocus().reply()

    def close(self) -> None:
        self._server.disconnect()


class Watch:
    """Looks at one display without rest, and counts the frames in which its own strip is seen elsewhere."""

    def __init__(self, display: str, colour: tuple[int, int, int], evidence: Path) -> None:
        self.frames = self.wrong = 0
        self._display = display
        self._colour = np.array(colour[::-1], np.int16)
        self._evidence = evidence
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        screen = Screen(self._display)
        while not self._stop.is_set():
            picture = screen.picture()
            self.frames += 1
            if self.count(picture) >= LEAST_PIXELS:
                self.wrong += 1
                np.save(self._evidence.with_suffix(f".{self.wrong}.npy"), picture)
        screen.close()

    def count(self, picture: np.ndarray) -> int:
        """Return how many pixels right of the strip have its colour."""
        right = picture[:, STRIP + MARGIN :, :3]
        near = np.ones(right.shape[:2], bool)
        for channel in range(3):
            level = int(self._colour[channel])
            near &= (right[..., channel] >= max(0, level - NEAR)) & (right[..., channel] <= min(255, level + NEAR))
        return int(near.sum())


class Dragging:
    """Moves, raises and minimises windows on one display, by the window manager, right of the strip."""

    def __init__(self, environment: Mapping[str, str], windows: list[int], *, size: tuple[int, int]) -> None:
        self._environment = dict(environment)
        self._windows = windows
        self._size = size
        self._dice = random.Random(len(windows))

    def lay_out(self, width: int, height: int) -> None:
        for number, window in enumerate(self._windows):
            self._do("windowsize", str(window), str(width), str(height))
            self._do("windowmove", str(window), str(STRIP + MARGIN + 60 * number), str(40 * number + 30))

    def step(self) -> None:
        """Drag one of the windows a way, in small steps as a hand does; now and then, raise or minimise it."""
        window = str(self._dice.choice(self._windows))
        chance = self._dice.random()
        if chance < 0.3:
            self._do("windowraise", window)
        elif chance < 0.4:
            self._do("windowminimize", window)
            self._do("windowactivate", window)
        left, top = STRIP + MARGIN + self._dice.randint(0, self._size[0] // 3), self._dice.randint(20, 200)
        toward = self._dice.choice((-6, 6)), self._dice.choice((-4, 4))
        moves: list[str] = []
        for n in range(12):
            x, y = max(STRIP + MARGIN, left + n * toward[0]), max(10, top + n * toward[1])
            moves += ["windowmove", window, str(x), str(y), "sleep", "0.01"]
        self._do(*moves)

    def _do(self, *command: str) -> None:
        subprocess.run(["xdotool", *command], env=self._environment, check=False, timeout=60, capture_output=True)


def drag_for(seconds: float, *draggings: Dragging) -> int:
    """Drag windows in turns for a while; return how many drags that were."""
    end, steps = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        for dragging in draggings:
            dragging.step()
            steps += 1
    return steps
