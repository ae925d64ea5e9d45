"""An X client that records what the mouse and the keyboard do to its window."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator

import xcffib
import xcffib.xproto
from xcffib.xproto import CW, EventMask

SHIFT, LEVEL3 = 1, 1 << 7
WHEEL = range(4, 8)
PATIENCE_S = 20.0  # a deadline only a failing test reaches


class Recorder:
    """A window over all of the screen; each event is a tuple that says what happened.

    Args:
        display: the X display.
        managed: whether a window manager looks after the window.
        plain_keys: whether keys are noted as they type without Shift.
    """

    def __init__(self, display: str, *, managed: bool = False, plain_keys: bool = False) -> None:
        self._plain_keys = plain_keys
        self.connection = xcffib.connect(display)
        setup = self.connection.get_setup()
        self._first = setup.min_keycode
        screen = setup.roots[0]
        self.root = screen.root
        self.window = self.connection.generate_id()
        mask = EventMask.KeyPress | EventMask.KeyRelease | EventMask.ButtonPress | EventMask.ButtonRelease
        mask |= EventMask.PointerMotion | EventMask.FocusChange | EventMask.Exposure
        self.connection.core.CreateWindow(
            *(screen.root_depth, self.window, screen.root, 0, 0, screen.width_in_pixels, screen.height_in_pixels, 0),
            *(xcffib.xproto.WindowClass.InputOutput, screen.root_visual),
            *(CW.BackPixel | CW.OverrideRedirect | CW.EventMask, [0x102030, 0 if managed else 1, mask]),
        )
        self.connection.core.MapWindow(self.window)
        self.connection.core.ChangeKeyboardControl(xcffib.xproto.KB.AutoRepeatMode, [0])  # by no clock
        self.sync()
        self._read_map()
        self.events: list[tuple] = []
        if not managed:
            self.connection.core.SetInputFocus(xcffib.xproto.InputFocus.PointerRoot, self.window, 0)
        self.until(lambda: self._focus() == self.window, "the keyboard")
        self.take()

    def sync(self) -> None:
        self.connection.core.GetInputFocus().reply()

    def close(self) -> None:
        self.connection.disconnect()

    def take(self) -> list[tuple]:
        """Return what has happened since the last time."""
        self.sync()
        while (event := self.connection.poll_for_event()) is not None:
            self._note(event)
        taken, self.events = self.events, []
        return taken

    def wait_for(self, count: int) -> list[tuple]:
        """Wait for so many events."""
        taken: list[tuple] = []

        def enough() -> bool:
            taken.extend(self.take())
            return len(taken) >= count

        self.until(enough, lambda: f"{count} events; there were {len(taken)}: {taken[-9:]}")
        return taken

    def wait_until_up(self) -> None:
        """Wait until no key and no button is pressed."""
        self.until(lambda: self.down() == ([], 0), lambda: f"all to be up, but {self.down()}")

    def until(self, condition, what) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, f"waited for {what() if callable(what) else what}"
            time.sleep(0.005)

    def down(self) -> tuple[list[int], int]:
        """Return the keycodes that are down, and the server's state of buttons, Shift, Control and the like."""
        keys = self.connection.core.QueryKeymap().reply().keys
        codes = [code for code in range(8, 256) if keys[code // 8] >> code % 8 & 1]
        return codes, self.connection.core.QueryPointer(self.root).reply().mask

    def row(self, keycode: int) -> list[int]:
        """Return the keysyms of a key."""
        return self._rows[keycode - self._first]

    def _focus(self) -> int:
        return self.connection.core.GetInputFocus().reply().focus

    def _read_map(self) -> None:
        count = self.connection.get_setup().max_keycode - self._first + 1
        reply = self.connection.core.GetKeyboardMapping(self._first, count).reply()
        width, keysyms = reply.keysyms_per_keycode, list(reply.keysyms)
        self._rows = [keysyms[at : at + width] for at in range(0, len(keysyms), width)]

    def _note(self, event) -> None:
        kind = type(event).__name__
        if kind == "MappingNotifyEvent":
            self._read_map()
        elif kind in ("KeyPressEvent", "KeyReleaseEvent"):
            self.events.append(("key", self._keysym(event), kind == "KeyPressEvent"))
        elif kind in ("ButtonPressEvent", "ButtonReleaseEvent"):
            self.events.append(("button", event.detail, kind == "ButtonPressEvent", event.root_x, event.root_y))
        elif kind == "MotionNotifyEvent":
            self.events.append(("move", event.root_x, event.root_y))

    def _keysym(self, event) -> int:
        row = self.row(event.detail)
        if self._plain_keys:
            return row[0]
        pair = row[4:6] if event.state & LEVEL3 and len(row) > 5 and row[4] else row[:2]
        return pair[1] if event.state & SHIFT and pair[1] else pair[0]


@contextlib.contextmanager
def x_server() -> Iterator[str]:
    """Start an X server, and say its display."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as ready:
        yield f":{ready.readline().strip()}"
    server.kill()
    server.wait()
