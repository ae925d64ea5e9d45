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

CONTROL_ALT = xproto.ModMask.Control | xproto.ModMask._1
LOCKS = (xproto.ModMask.Lock, xproto.ModMask._2, xproto.ModMask._5)  # that may be on: caps, num, level 3
HELD = (
    xproto.ModMask.Shift,
    xproto.ModMask._3,
    xproto.ModMask._4,
)  # that whoever controls this computer may hold meanwhile
KEYS = {"Ctrl+Alt+X": (0x78, 53), "Ctrl+Alt+Y": (0x79, 29)}  # the letter, and its key where no layout has it


def open_key(pressed: Callable[[], None], display: str | None = None) -> X11Key | None:
    """Grab the first of `KEYS` that nobody else has grabbed; None where all are taken, or there is no X server."""
    try:
        connect: Any = xcffib.Connection
        connection = connect(display)
    except xcffib.XcffibException:
        return None
    root = connection.get_setup().roots[0].root
    for name, (letter, usual) in KEYS.items():
        code = _keycode(connection, letter) or usual
        if _grab(connection, root, code):
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
                    self._happened(event)
            _ungrab(self._connection, self._code)
        except xcffib.ConnectionException:
            return  # the X server is gone, and this program will be
        finally:
            self._connection.disconnect()
            os.close(self._read)
            os.close(self._write)

    def _happened(self, event: Any) -> None:
        if isinstance(event, xproto.KeyPressEvent):
            self._pressed()
        elif isinstance(event, xproto.MappingNotifyEvent):
            self._follow_layout()

    def _follow_layout(self) -> None:
        """Watch for the key that has the letter by now; the one before counts where another program has that."""
        letter, usual = KEYS[self.name]
        code = _keycode(self._connection, letter) or usual
        if code != self._code and _grab(self._connection, self._connection.get_setup().roots[0].root, code):
            _ungrab(self._connection, self._code)
            self._code = code


def _keycode(connection: Any, letter: int) -> int | None:
    """Return the key that types the letter; None where the present layout has none."""
    setup = connection.get_setup()
    first, count = setup.min_keycode, setup.max_keycode - setup.min_keycode + 1
    mapping = connection.core.GetKeyboardMapping(first, count).reply()
    width = mapping.keysyms_per_keycode
    keysyms = list(mapping.keysyms)
    return next((first + i // width for i in range(len(keysyms)) if keysyms[i] == letter), None)


def _grab(connection: Any, root: int, code: int) -> bool:
    """Grab the key with every combination of locks, and of what is held as far as that is free; say if it was free."""
    free = all(_grab_one(connection, root, code, CONTROL_ALT | locks) for locks in _combinations(LOCKS))
    if not free:
        _ungrab(connection, code)
        return False
    for locks, held in itertools.product(_combinations(LOCKS), _combinations(HELD)):
        _grab_one(connection, root, code, CONTROL_ALT | locks | held)
    return True


def _combinations(bits: tuple[int, ...]) -> list[int]:
    several = itertools.chain.from_iterable(itertools.combinations(bits, count) for count in range(len(bits) + 1))
    return [sum(each) for each in several]


def _grab_one(connection: Any, root: int, code: int, modifiers: int) -> bool:
    """Grab the key with exactly these modifiers; say whether that was free."""
    mode = xproto.GrabMode.Async
    try:
        connection.core.GrabKeyChecked(False, root, modifiers, code, mode, mode).check()
    except xproto.AccessError:
        return False
    return True


def _ungrab(connection: Any, code: int) -> None:
    """Give the key up; the server would do so by itself, but only some time after the connection has ended."""
    root = connection.get_setup().roots[0].root
    connection.core.UngrabKeyChecked(code, root, xproto.ModMask.Any).check()
