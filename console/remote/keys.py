"""Which keysym a key event of Qt's means, on every system that the console runs on. Pure."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt

from console.remote.latin_keys import Pair, apple_letter, is_of_latin, us_pair
from protocol.notation.keysyms import FUNCTION_KEYS, Key, character_of, keysym_of

_NATIVE = ("xcb", "wayland")  # Qt's platforms whose native key is the keysym itself
_KEYSYM_LAST = 0x1FFF_FFFF

_RIGHT_COMMAND = 0x36  # of a Mac's keyboard, by Apple's virtual key codes
_WINDOWS_LETTERS = range(ord("A"), ord("Z") + 1)  # virtual keys, which stand for these letters on every layout
_EXTENDED = 0x100  # bit of a scan code of Windows': the key on the right

_KEYS = {
    Qt.Key.Key_Escape: Key.ESCAPE,
    Qt.Key.Key_Tab: Key.TAB,
    Qt.Key.Key_Backtab: Key.TAB,  # Shift is pressed besides
    Qt.Key.Key_Backspace: Key.BACKSPACE,
    Qt.Key.Key_Return: Key.RETURN,
    Qt.Key.Key_Enter: Key.KEYPAD_ENTER,
    Qt.Key.Key_Insert: Key.INSERT,
    Qt.Key.Key_Delete: Key.DELETE,
    Qt.Key.Key_Pause: Key.PAUSE,
    Qt.Key.Key_Print: Key.PRINT,
    Qt.Key.Key_SysReq: Key.SYSTEM_REQUEST,
    Qt.Key.Key_Home: Key.HOME,
    Qt.Key.Key_End: Key.END,
    Qt.Key.Key_Left: Key.LEFT,
    Qt.Key.Key_Up: Key.UP,
    Qt.Key.Key_Right: Key.RIGHT,
    Qt.Key.Key_Down: Key.DOWN,
    Qt.Key.Key_PageUp: Key.PAGE_UP,
    Qt.Key.Key_PageDown: Key.PAGE_DOWN,
    Qt.Key.Key_Shift: Key.LEFT_SHIFT,
    Qt.Key.Key_Control: Key.LEFT_CONTROL,
    Qt.Key.Key_Meta: Key.LEFT_SUPER,
    Qt.Key.Key_Alt: Key.LEFT_ALT,
    Qt.Key.Key_AltGr: Key.LEVEL3_SHIFT,
    Qt.Key.Key_CapsLock: Key.CAPS_LOCK,
    Qt.Key.Key_NumLock: Key.NUM_LOCK,
    Qt.Key.Key_ScrollLock: Key.SCROLL_LOCK,
    Qt.Key.Key_Super_L: Key.LEFT_SUPER,
    Qt.Key.Key_Super_R: Key.RIGHT_SUPER,
    Qt.Key.Key_Menu: Key.MENU,
}


class Pressed(NamedTuple):
    """What Qt says of a key.

    Attributes:
        platform: the name of Qt's platform.
        key: Qt's own number.
        text: what it types.
        native: the system's number of the key's meaning.
        scan: the system's number of the key's place.
        shifted: whether Shift is pressed.
        in_shortcut: whether Ctrl, Alt or Super is held, and not for AltGr.
        meant: what the key means in shortcuts, where the layouts were asked; None: what it types.
        was_asked: whether the layouts were asked.
    """

    platform: str
    key: int
    text: str
    native: int
    scan: int
    shifted: bool
    in_shortcut: bool = False
    meant: Pair | None = None
    was_asked: bool = False

    def keysym(self) -> int | None:
        """Return its keysym; None for a key that has none. In a shortcut it is that of the key's Latin letter."""
        keysym = self._typed()
        if self.in_shortcut and keysym is not None and character_of(keysym) is not None:
            return self._latin(keysym) or keysym
        return keysym

    def _latin(self, keysym: int) -> int | None:
        """Return the letter that the key stands for in shortcuts; None: the one that it types."""
        if self.platform in _NATIVE:
            pair = self.meant if self.was_asked or is_of_latin(keysym) else us_pair(self.scan)
            return None if pair is None else pair[self.shifted]
        letter = chr(self.native).lower() if self.native in _WINDOWS_LETTERS else ""
        if self.platform == "cocoa":
            letter = "" if is_of_latin(keysym) else apple_letter(self.native) or ""
        return ord(letter.upper() if self.shifted else letter) if letter else None

    def _typed(self) -> int | None:
        if self.platform in _NATIVE:
            return self.native if 0 < self.native <= _KEYSYM_LAST else None
        if self._is_right_control():
            return Key.RIGHT_CONTROL
        if Qt.Key.Key_F1 <= self.key <= Qt.Key.Key_F35:
            return FUNCTION_KEYS[self.key - Qt.Key.Key_F1]
        if (known := _KEYS.get(self._known())) is not None:
            return known
        if len(self.text) == 1 and self.text.isprintable():
            return keysym_of(self.text)
        return self._letter()

    def _known(self) -> Qt.Key:
        try:
            return Qt.Key(self.key)
        except ValueError:
            return Qt.Key.Key_unknown

    def _is_right_control(self) -> bool:
        if self.key != Qt.Key.Key_Control:
            return False
        if self.platform == "cocoa":
            return self.native == _RIGHT_COMMAND
        return bool(self.scan & _EXTENDED)

    def _letter(self) -> int | None:
        """Return what the key types by itself, where Control has made something else of its text."""
        if not 0x20 < self.key < 0x0100_0000:
            return None
        character = chr(self.key)
        return keysym_of(character if self.shifted else character.lower())
