"""Which Latin letter lies on a key, for shortcuts of technicians who type in another script. Pure.

Programs know their shortcuts by Latin letters. A layout for Russian or Greek has none, so with Ctrl, Alt or Super held
a key means what it types on the first Latin layout that is set besides, else what is printed on a US keyboard there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from protocol.notation.keysyms import character_of

Pair = tuple[int, int]
"""What a key types without and with Shift, as keysyms."""

_NO_SYMBOL = 0
_FEWEST = 20  # of the letters a to z, for a layout to be a Latin one
_US_ROWS = {  # by the numbers that X and Wayland give to keys, each row from its first
    10: ("1234567890-=", "!@#$%^&*()_+"),
    24: ("qwertyuiop[]", "QWERTYUIOP{}"),
    38: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    51: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
}
_US: dict[int, Pair] = {
    first + n: (ord(plain), ord(shifted))
    for first, row in _US_ROWS.items()
    for n, (plain, shifted) in enumerate(zip(*row, strict=True))
}
_APPLE = {  # by Apple's virtual key codes
    **dict(enumerate("asdfhgzxcv")),
    **dict(enumerate("bqweryt", 11)),
    31: "o",
    32: "u",
    34: "i",
    35: "p",
    37: "l",
    38: "j",
    40: "k",
    45: "n",
    46: "m",
}


def us_pair(keycode: int) -> Pair | None:
    """Return what a key types on a US keyboard; None: nothing."""
    return _US.get(keycode)


def apple_letter(code: int) -> str | None:
    """Return the letter on a key of a Mac's US keyboard; None: no letter."""
    return _APPLE.get(code)


def is_of_latin(keysym: int) -> bool:
    """Say whether a key types nothing, or what Latin layouts have: their letters, and signs of every script."""
    character = character_of(keysym)
    if character is None or ord(character) < 0x250:
        return True
    return not unicodedata.category(character).startswith(("L", "M", "N")) or "LATIN" in unicodedata.name(character, "")


class KeyGroups:
    """The layouts that are set at an X server, by the rows of its core map.

    Args:
        rows: the keysyms of each keycode: two of the first layout, two of the second.
    """

    def __init__(self, rows: Mapping[int, Sequence[int]]) -> None:
        self._groups = [{code: _pair(row[at : at + 2]) for code, row in rows.items()} for at in (0, 2)]
        self._is_latin = [_has_letters(group.values()) for group in self._groups]

    def shortcut_pair(self, keycode: int, group: int, keysym: int) -> Pair | None:
        """Return what the key means in a shortcut while layout `group` is on; None: `keysym`, which it types anyway."""
        known = group < len(self._is_latin)  # a core map does not show further ones
        if self._is_latin[group] if known else is_of_latin(keysym):
            return None
        latin = (self._groups[n].get(keycode) for n, is_latin in enumerate(self._is_latin) if is_latin)
        return next((pair for pair in latin if pair is not None), None) or us_pair(keycode)


def _pair(keysyms: Sequence[int]) -> Pair | None:
    if not keysyms or not keysyms[0]:
        return None
    plain = keysyms[0]
    shifted = keysyms[1] if len(keysyms) > 1 and keysyms[1] != _NO_SYMBOL else plain
    return plain, shifted


def _has_letters(pairs: Iterable[Pair | None]) -> bool:
    plain = {pair[0] for pair in pairs if pair is not None}
    return len(plain & set(range(ord("a"), ord("z") + 1))) >= _FEWEST
