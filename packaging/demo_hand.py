"""A user's hand on one X display: looks for windows, clicks, types; through xdotool."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from typing import Any

import xcffib
from xcffib import xproto

from demo_sight import Box

TYPE_GAP_MS = 12  # between two typed characters


class Hand:
    """Acts on the display that `environment` names."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._server: Any = xcffib.connect(self._environment["DISPLAY"])  # type: ignore[no-untyped-call]

    def windows(self, process: int, title: str = ".") -> list[int]:
        """Return the visible windows of `process` whose title has the pattern `title`."""
        search = ("search", "--onlyvisible", "--all", "--pid", str(process), "--name", title)
        return [int(line) for line in self._xdotool(*search).split()]

    def box(self, window: int) -> Box:
        """Return where `window` is, its frame included; an empty box once it is gone."""
        try:
            frame = self._frame(window)
            place = self._server.core.GetGeometry(frame).reply()
        except xproto.WindowError:
            return Box(0, 0, 0, 0)
        return Box(place.x, place.y, place.width, place.height)

    def place(self, window: int, x: int, y: int, width: int = 0, height: int = 0) -> None:
        """Move `window`, and give it a size where one is named."""
        if width:
            self._xdotool("windowsize", "--sync", str(window), str(width), str(height))
        self._xdotool("windowmove", str(window), str(x), str(y))

    def activate(self, window: int) -> None:
        """Bring `window` to the front and give it the keyboard."""
        self._xdotool("windowactivate", "--sync", str(window))

    def point(self, x: int, y: int) -> None:
        """Move the pointer."""
        if self.pointer() == (x, y):
            return  # xdotool would wait many seconds for it to move
        self._xdotool("mousemove", "--sync", str(x), str(y))

    def pointer(self) -> tuple[int, int]:
        """Return where the pointer is."""
        found = dict(line.split("=", 1) for line in self._xdotool("getmouselocation", "--shell").splitlines())
        return int(found.get("X", 0)), int(found.get("Y", 0))

    def click(self, x: int, y: int) -> None:
        """Click there."""
        self.point(x, y)
        self._xdotool("click", "1")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, "alt+F4" for two at once."""
        self._xdotool("key", *keys)

    def type(self, text: str) -> None:
        """Type `text` into whatever has the keyboard."""
        self._xdotool("type", "--delay", str(TYPE_GAP_MS), "--", text)

    def _frame(self, window: int) -> int:
        """Return the window right below the root that `window` is in: the window manager's frame."""
        while True:
            tree = self._server.core.QueryTree(window).reply()
            if tree.parent in (tree.root, 0):
                return window
            window = int(tree.parent)

    def _xdotool(self, *arguments: str) -> str:
        # A window may go while it is looked at, so a failure is no more than an empty answer.
        return subprocess.run(
            ["xdotool", *arguments],
            env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=20,
        ).stdout  # fmt: skip
