"""A user's hand on one X display: looks for windows, clicks, types; through xdotool."""

from __future__ import annotations

import re
import struct
import subprocess
import time
from collections.abc import Mapping
from typing import Any

import xcffib
from xcffib import xproto

from demonstration.sight import Box
from environment.trouble import Trouble

TYPE_GAP_MS = 12  # between two typed characters
PATIENCE_S = 60.0  # only what has failed takes so long
ASK_AGAIN_S = 2.0
LOOK_EVERY_S = 0.02
NOT_SEEN = 1  # exit status
_OF_A_PERSON = 2  # what asks for a window to be closed, in the window managers' convention (EWMH)


class Hand:
    """Acts on the display that `environment` names."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._server: Any = xcffib.connect(self._environment["DISPLAY"])  # type: ignore[no-untyped-call]
        self._root = int(self._server.get_setup().roots[0].root)

    def windows(self, process: int, title: str = ".") -> list[int]:
        """Return the visible windows of `process` whose title has the pattern `title`."""
        in_any_locale = re.sub(r"[^\x00-\x7f]", ".{1,4}", title)  # xdotool reads bytes where no other is set
        search = ("search", "--onlyvisible", "--all", "--pid", str(process), "--name", in_any_locale)
        return [int(line) for line in self._xdotool(*search).split()]

    def box(self, window: int) -> Box:
        """Return where `window` is, its frame included; an empty box once it is gone."""
        try:
            frame = self._frame(window)
            place = self._server.core.GetGeometry(frame).reply()
        except (xproto.WindowError, xproto.DrawableError):
            return Box(0, 0, 0, 0)
        return Box(place.x, place.y, place.width, place.height)

    def place(self, window: int, x: int, y: int, width: int = 0, height: int = 0) -> None:
        """Move `window`, and give it a size where one is named."""
        if width:
            self._xdotool("windowsize", "--sync", str(window), str(width), str(height))
        self._xdotool("windowmove", str(window), str(x), str(y))

    def activate(self, window: int) -> None:
        """Bring `window` to the front, and wait until it has the keyboard or is gone.

        A window that opens at the same moment may take the keyboard away again, so it is asked for until it is there.
        """
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            self._xdotool("windowactivate", str(window))
            ask_again = time.monotonic() + ASK_AGAIN_S
            while time.monotonic() < ask_again:
                if self.has_keyboard(window) or not self.exists(window):
                    return
                time.sleep(LOOK_EVERY_S)
        raise Trouble("A window did not get the keyboard.", status=NOT_SEEN)

    def has_keyboard(self, window: int) -> bool:
        """Return whether keys go to `window`, and the window manager knows that they do."""
        if self._number_at_root("_NET_ACTIVE_WINDOW") != window:
            return False
        focus = int(self._server.core.GetInputFocus().reply().focus)
        try:
            while focus not in (window, 0, 1):  # 0 and 1 are no windows
                focus = int(self._server.core.QueryTree(focus).reply().parent)
        except xproto.WindowError:
            return False
        return focus == window

    def exists(self, window: int) -> bool:
        """Return whether `window` is there, visible or not."""
        try:
            self._server.core.GetGeometry(window).reply()
        except (xproto.WindowError, xproto.DrawableError):
            return False
        return True

    def close(self, window: int) -> None:
        """Ask for `window` to be closed, as the button in its title bar does, whatever has the keyboard."""
        kind = self._atom("_NET_CLOSE_WINDOW")
        message = struct.pack("=BBHII5I", 33, 32, 0, window, kind, 0, _OF_A_PERSON, 0, 0, 0)  # 33: a client's message
        to_manager = xproto.EventMask.SubstructureRedirect | xproto.EventMask.SubstructureNotify
        self._server.core.SendEvent(False, self._root, to_manager, message)
        self._server.flush()

    def wait_for_window_manager(self) -> None:
        """Wait until a window manager looks after the display."""
        deadline = time.monotonic() + PATIENCE_S
        while not self._number_at_root("_NET_SUPPORTING_WM_CHECK"):
            if time.monotonic() > deadline:
                raise Trouble("No window manager came up on a virtual display.")
            time.sleep(LOOK_EVERY_S)

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

    def _number_at_root(self, name: str) -> int:
        """Return the number that a property of the root window holds; 0 without it."""
        kind = xproto.Atom.Any
        value = self._server.core.GetProperty(False, self._root, self._atom(name), kind, 0, 1).reply().value
        return int(value.to_atoms()[0]) if len(value) else 0

    def _atom(self, name: str) -> int:
        return int(self._server.core.InternAtom(False, len(name), name).reply().atom)

    def _xdotool(self, *arguments: str) -> str:
        # A window may go while it is looked at, so a failure is no more than an empty answer.
        return subprocess.run(
            ["xdotool", *arguments],
            env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            timeout=PATIENCE_S,
        ).stdout  # fmt: skip
