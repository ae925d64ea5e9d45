"""X keysyms, the names of keys on the wire, and the characters that they type. Pure.

A character has one keysym of its own (Latin-1, or Unicode) and may have an older one besides, which keyboard maps still
name; `canonical` makes both one.
"""

from __future__ import annotations

import enum
import functools
import unicodedata

_UNICODE = 0x0100_0000
_UNICODE_LAST = 0x0110_FFFF


class Key(enum.IntEnum):
    """The keysym of a key that types nothing."""

    LEVEL3_SHIFT = 0xFE03  # AltGr
    LEFT_TAB = 0xFE20
    BACKSPACE = 0xFF08
    TAB = 0xFF09
    RETURN = 0xFF0D
    PAUSE = 0xFF13
    SCROLL_LOCK = 0xFF14
    SYSTEM_REQUEST = 0xFF15
    ESCAPE = 0xFF1B
    HOME = 0xFF50
    LEFT = 0xFF51
    UP = 0xFF52
    RIGHT = 0xFF53
    DOWN = 0xFF54
    PAGE_UP = 0xFF55
    PAGE_DOWN = 0xFF56
    END = 0xFF57
    PRINT = 0xFF61
    INSERT = 0xFF63
    MENU = 0xFF67
    MODE_SWITCH = 0xFF7E
    NUM_LOCK = 0xFF7F
    KEYPAD_ENTER = 0xFF8D
    KEYPAD_MULTIPLY = 0xFFAA
    KEYPAD_ADD = 0xFFAB
    KEYPAD_SUBTRACT = 0xFFAD
    KEYPAD_DECIMAL = 0xFFAE
    KEYPAD_DIVIDE = 0xFFAF
    KEYPAD_0 = 0xFFB0
    F1 = 0xFFBE
    LEFT_SHIFT = 0xFFE1
    RIGHT_SHIFT = 0xFFE2
    LEFT_CONTROL = 0xFFE3
    RIGHT_CONTROL = 0xFFE4
    CAPS_LOCK = 0xFFE5
    LEFT_META = 0xFFE7
    LEFT_ALT = 0xFFE9
    RIGHT_ALT = 0xFFEA
    LEFT_SUPER = 0xFFEB
    RIGHT_SUPER = 0xFFEC
    DELETE = 0xFFFF


FUNCTION_KEYS = range(Key.F1, Key.F1 + 35)  # F1 to F35
KEYPAD = range(0xFF80, 0xFFBE)
_SHIFTING = range(0xFFE1, 0xFFEF)  # Shift, Control, Caps Lock, Meta, Alt, Super, Hyper
_ISO_SHIFTING = range(0xFE01, 0xFE14)  # the third and fifth level, groups

# Keysyms of older character sets: the first keysym of a row, and the characters from there on; "\0": none.
_ROWS = {
    0x6A1: "ђѓёєѕіїјљњћќґўџ№ЂЃЁЄЅІЇЈЉЊЋЌҐЎЏ",
    0x7A1: "ΆΈΉΊΪ\0ΌΎΫ\0Ώ\0\0΅―\0άέήίϊΐόύϋΰώ",
    0x7C1: "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣ\0ΤΥΦΧΨΩ",
    0x7E1: "αβγδεζηθικλμνξοπρσςτυφχψω",
    0xAA9: "—–",
    0xAC9: "™",
    0xAD0: "‘’“”",
    0xAFD: "‚„",
    0x13BC: "ŒœŸ",
    0x20AC: "€",
}
_CODE_PAGES = {0x1: "iso8859-2", 0x2: "iso8859-3", 0x3: "iso8859-4", 0x5: "iso8859-6", 0xC: "iso8859-8", 0xD: "tis-620"}
_CYRILLIC = range(0x6C0, 0x700)  # in the order of KOI8-R

_CONTROLS = {"\n": Key.RETURN, "\r": Key.RETURN, "\t": Key.TAB, "\b": Key.BACKSPACE, "\x1b": Key.ESCAPE}


def character_of(keysym: int) -> str | None:
    """Return the character that the key `keysym` types; None for a key that types none."""
    if 0x20 <= keysym <= 0x7E or 0xA0 <= keysym <= 0xFF:
        return chr(keysym)
    if _UNICODE + 0x100 <= keysym <= _UNICODE_LAST:
        character = chr(keysym - _UNICODE)
        return None if unicodedata.category(character) == "Cs" else character
    return _old_characters().get(keysym)


def keysym_of(character: str) -> int | None:
    """Return the keysym that types `character`; None where no key can."""
    if character in _CONTROLS:
        return _CONTROLS[character]
    code = ord(character)
    if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF:
        return code
    return _UNICODE + code if code >= 0x100 and not 0xD800 <= code <= 0xDFFF else None


def canonical(keysym: int) -> int:
    """Return the one keysym for what `keysym` types."""
    character = character_of(keysym)
    return keysym if character is None else keysym_of(character) or keysym


def is_modifier(keysym: int) -> bool:
    """Say whether the key changes what other keys do, and types nothing itself."""
    single = (Key.MODE_SWITCH, Key.NUM_LOCK, Key.SCROLL_LOCK)
    return keysym in _SHIFTING or keysym in _ISO_SHIFTING or keysym in single


@functools.cache
def _old_characters() -> dict[int, str]:
    """Return the characters of the keysyms that are older than Unicode's."""
    found = {first + n: character for first, row in _ROWS.items() for n, character in enumerate(row)}
    found |= {keysym: bytes([keysym & 0xFF]).decode("koi8-r") for keysym in _CYRILLIC}
    for high, name in _CODE_PAGES.items():
        for low in range(0xA1, 0x100):
            found[high << 8 | low] = bytes([low]).decode(name, "replace")
    return {keysym: character for keysym, character in found.items() if character not in ("\0", "�")}
