"""The mouse and keyboard of Windows and macOS, through pynput."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

from protocol.notation.keysyms import FUNCTION_KEYS, Key, character_of
from protocol.vocabulary.input import MouseButton

_KEYS = {
    Key.LEVEL3_SHIFT: "alt_gr",
    Key.BACKSPACE: "backspace",
    Key.TAB: "tab",
    Key.LEFT_TAB: "tab",
    Key.RETURN: "enter",
    Key.KEYPAD_ENTER: "enter",
    Key.PAUSE: "pause",
    Key.SCROLL_LOCK: "scroll_lock",
    Key.ESCAPE: "esc",
    Key.HOME: "home",
    Key.LEFT: "left",
    Key.UP: "up",
    Key.RIGHT: "right",
    Key.DOWN: "down",
    Key.PAGE_UP: "page_up",
    Key.PAGE_DOWN: "page_down",
    Key.END: "end",
    Key.PRINT: "print_screen",
    Key.INSERT: "insert",
    Key.MENU: "menu",
    Key.NUM_LOCK: "num_lock",
    Key.LEFT_SHIFT: "shift_l",
    Key.RIGHT_SHIFT: "shift_r",
    Key.LEFT_CONTROL: "ctrl_l",
    Key.RIGHT_CONTROL: "ctrl_r",
    Key.CAPS_LOCK: "caps_lock",
    Key.LEFT_META: "alt_l",
    Key.LEFT_ALT: "alt_l",
    Key.RIGHT_ALT: "alt_r",
    Key.LEFT_SUPER: "cmd_l",
    Key.RIGHT_SUPER: "cmd_r",
    Key.DELETE: "delete",
}
_KEYPAD_CHARACTERS = {
    Key.KEYPAD_MULTIPLY: "*",
    Key.KEYPAD_ADD: "+",
    Key.KEYPAD_SUBTRACT: "-",
    Key.KEYPAD_DECIMAL: ".",
    Key.KEYPAD_DIVIDE: "/",
    **{Key.KEYPAD_0 + digit: str(digit) for digit in range(10)},
}
_BUTTONS = {
    MouseButton.LEFT: "left",
    MouseButton.MIDDLE: "middle",
    MouseButton.RIGHT: "right",
    MouseButton.BACK: "x1",
    MouseButton.FORWARD: "x2",
}


class PynputDevice:
    """The system's mouse and keyboard; see `operator.Device`. One thread.

    Characters are typed as such, so that the layout of this computer does not matter; with Control, Alt or the
    system's own key held down they are looked up on it, as shortcuts are.

    Args:
        mouse: the module `pynput.mouse`.
        keyboard: the module `pynput.keyboard`.
    """

    def __init__(self, *, mouse: Any, keyboard: Any) -> None:
        self._mouse = mouse.Controller()
        self._buttons = mouse.Button
        self._keyboard = keyboard.Controller()
        self._keys = keyboard.Key
        self._code = keyboard.KeyCode

    def move(self, x: int, y: int) -> None:
        """Move the mouse."""
        self._mouse.position = (x, y)

    def button(self, button: MouseButton, pressed: bool) -> None:
        """Press or release a button that this system has."""
        if (known := getattr(self._buttons, _BUTTONS[button], None)) is not None:
            (self._mouse.press if pressed else self._mouse.release)(known)

    def turn(self, horizontal: int, vertical: int) -> None:
        """Turn the wheel; for pynput right is positive."""
        self._mouse.scroll(-horizontal, vertical)

    def key(self, keysym: int, pressed: bool) -> None:
        """Press or release a key that this system has."""
        if (key := self._key(keysym)) is not None:
            (self._keyboard.press if pressed else self._keyboard.release)(key)

    def type(self, text: str) -> None:
        """Type text."""
        self._keyboard.type(text)

    def close(self) -> None:
        """Do nothing: the keyboard was not changed."""

    def _key(self, keysym: int) -> Any:
        if keysym in FUNCTION_KEYS:
            return getattr(self._keys, f"f{keysym - FUNCTION_KEYS.start + 1}", None)
        if keysym in _KEYS:
            return getattr(self._keys, _KEYS[Key(keysym)], None)
        character = _KEYPAD_CHARACTERS.get(keysym) or character_of(keysym)
        return None if character is None else self._code.from_char(character)


def open_device() -> PynputDevice:
    """Open the mouse and keyboard of this Windows or macOS."""
    import pynput.keyboard
    import pynput.mouse

    if sys.platform == "win32":
        _count_pixels()
    return PynputDevice(mouse=pynput.mouse, keyboard=pynput.keyboard)


def _count_pixels() -> None:
    """Have Windows take places for pixels of each monitor, as they are captured, not for scaled ones."""
    import ctypes

    per_monitor = 2
    with contextlib.suppress(AttributeError, OSError):
        getattr(ctypes, "windll").shcore.SetProcessDpiAwareness(per_monitor)  # noqa: B009 - Windows only
