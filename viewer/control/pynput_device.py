"""The mouse and keyboard of Windows and macOS, through pynput."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import Any, TypeGuard

from protocol.notation.keysyms import FUNCTION_KEYS, Key, character_of, is_modifier
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
_SHORTCUT_KEYS = {Key.LEFT_CONTROL, Key.RIGHT_CONTROL, Key.LEFT_ALT, Key.LEFT_META, Key.LEFT_SUPER, Key.RIGHT_SUPER}
_SWAPPED = {MouseButton.LEFT: MouseButton.RIGHT, MouseButton.RIGHT: MouseButton.LEFT}
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
        keys_by_letter: whether the system numbers keys by the Latin letters they stand for, as Windows does on every
            layout; shortcuts are pressed by these numbers, since a layout may have no such letter.
        is_swapped: says whether the system exchanges the left and the right button, also of what is faked.
    """

    def __init__(
        self, *, mouse: Any, keyboard: Any, keys_by_letter: bool = False, is_swapped: Callable[[], bool] = lambda: False
    ) -> None:
        self._keys_by_letter = keys_by_letter
        self._is_swapped = is_swapped
        self._pressed: dict[int, Any] = {}  # keysym -> the key that was pressed for it
        self._held_buttons: dict[MouseButton, Any] = {}
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
        if not pressed:
            if (held := self._held_buttons.pop(button, None)) is not None:
                self._mouse.release(held)
            return
        faked = _SWAPPED.get(button, button) if self._is_swapped() else button
        if (known := getattr(self._buttons, _BUTTONS[faked], None)) is not None:
            self._held_buttons[button] = known
            self._mouse.press(known)

    def turn(self, horizontal: int, vertical: int) -> None:
        """Turn the wheel; for pynput right is positive."""
        self._mouse.scroll(-horizontal, vertical)

    def key(self, keysym: int, pressed: bool) -> None:
        """Press or release a key that this system has; pressed again: it repeats."""
        if not pressed:
            if (held := self._pressed.pop(keysym, None)) is not None:
                self._keyboard.release(held)
            return
        if keysym in self._pressed and is_modifier(keysym):
            return
        if (key := self._key(keysym)) is not None:
            self._pressed[keysym] = key
            self._keyboard.press(key)

    def due_s(self) -> float | None:
        """Return None: neither Windows nor macOS repeats by itself what a program holds."""
        return None

    def let_go(self) -> None:
        """Do nothing; see `due_s`."""

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
        if self._keys_by_letter and _is_numbered(character) and _SHORTCUT_KEYS & self._pressed.keys():
            return self._code.from_vk(ord(character.upper()))
        return None if character is None else self._code.from_char(character)


def _is_numbered(character: str | None) -> TypeGuard[str]:
    """Say whether Windows has a number for the key of this letter or digit."""
    return character is not None and character.isascii() and character.isalnum()


def open_device() -> PynputDevice:
    """Open the mouse and keyboard of this Windows or macOS."""
    import pynput.keyboard
    import pynput.mouse

    if sys.platform != "win32":
        return PynputDevice(mouse=pynput.mouse, keyboard=pynput.keyboard)
    _count_pixels()
    return PynputDevice(
        mouse=pynput.mouse, keyboard=pynput.keyboard, keys_by_letter=True, is_swapped=_windows_swaps_buttons
    )


def _windows_swaps_buttons() -> bool:
    """Say whether Windows is set for a left-handed user; it exchanges faked presses, too."""
    import ctypes

    buttons_are_swapped = 23  # SM_SWAPBUTTON
    return bool(getattr(ctypes, "windll").user32.GetSystemMetrics(buttons_are_swapped))  # noqa: B009 - Windows only


def _count_pixels() -> None:
    """Have Windows take places for pixels of each monitor, as they are captured, not for scaled ones."""
    import ctypes

    per_monitor = 2
    with contextlib.suppress(AttributeError, OSError):
        getattr(ctypes, "windll").shcore.SetProcessDpiAwareness(per_monitor)  # noqa: B009 - Windows only
