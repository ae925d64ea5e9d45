"""The global key of an X server: grabbed on the root window, whatever locks are on."""

from __future__ import annotations

import itertools
import os
import select
import threading
from collections.abc import Callable
from typing import Any

import xcffib
from xcffib import xproto

X = 0x78  # keysym of the letter
USUAL_KEYCODE = 53  # of that letter, where the present layout has none
CONTROL, ALT, SHIFT = xproto.ModMask.Control, xproto.ModMask._1, xproto.ModMask.Shift
LOCKS = (xproto.ModMask.Lock, xproto.ModMask._2, xproto.ModMask._5)  # that may be on: caps, num, level 3
KEYS = {"Ctrl+Alt+X": CONTROL | ALT, "Ctrl+Alt+Shift+X": CONTROL | ALT | SHIFT}


def open_key(pressed: Callable[[], None], display: str | None = None) -> X11Key | None:
    """Grab the first of `KEYS` that nobody else has grabbed; None where all are taken, or there is no X server."""
    try:
        connect: Any = xcffib.Connection
        connection = connect(display)
    except xcffib.XcffibException:
        return None
    root = connection.get_setup().roots[0].root
    code = _keycode(connection)
    for name, modifiers in KEYS.items():
        if _grab(connection, root, code, modifiers):
            return X11Key(name=name, code=code, connection=connection, pressed=pressed)
    connection.disconnect()
    return None


class X11Key:
    """A grabbed key, and the thread that waits for it."""

    def __init__(self, *, name: str, code: int, connection: Any, pressed: Callable[[], None]) -> None:
        self.name = name
        self._code = code
        self._connection = connection
        self._pressed = pressed
        self._read, self._write = os.pipe()
        self._thread = threading.Thread(target=self._run, name="global key", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Watch no longer; the key is free when this returns."""
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            os.write(self._write, b"\0")
            self._thread.join()

    def _run(self) -> None:
        waiting = [self._connection.get_file_descriptor(), self._read]
        try:
            while self._read not in select.select(waiting, [], [])[0]:
                while (event := self._connection.poll_for_event()) is not None:
                    if isinstance(event, xproto.KeyPressEvent):
                        self._pressed()
            _ungrab(self._connection, self._code)
        except xcffib.ConnectionException:
            return  # the X server is gone, and this program will be
        finally:
            self._connection.disconnect()
            os.close(self._read)
            os.close(self._write)


def _keycode(connection: Any) -> int:
    """Return the key that types the letter."""
    setup = connection.get_setup()
    first, count = setup.min_keycode, setup.max_keycode - setup.min_keycode + 1
    mapping = connection.core.GetKeyboardMapping(first, count).reply()
    width = mapping.keysyms_per_keycode
    keysyms = list(mapping.keysyms)
    return next((first + i // width for i in range(len(keysyms)) if keysyms[i] == X), USUAL_KEYCODE)


def _grab(connection: Any, root: int, code: int, modifiers: int) -> bool:
    """Grab the key with every combination of locks; say whether all of that was free."""
    mode = xproto.GrabMode.Async
    several = itertools.chain.from_iterable(itertools.combinations(LOCKS, count) for count in range(len(LOCKS) + 1))
    held = [modifiers | sum(locks) for locks in several]
    asked = [connection.core.GrabKeyChecked(False, root, each, code, mode, mode) for each in held]
    free = True
    for cookie in asked:
        try:
            cookie.check()
        except xproto.AccessError:
            free = False
    if not free:
        _ungrab(connection, code)
    return free


def _ungrab(connection: Any, code: int) -> None:
    """Give the key up; the server would do so by itself, but only some time after the connection has ended."""
    root = connection.get_setup().roots[0].root
    connection.core.UngrabKeyChecked(code, root, xproto.ModMask.Any).check()
