"""Which key of an X keyboard types a keysym, and with which modifiers. Pure.

A keyboard map has a row of keysyms for each keycode, in the core protocol's order: the two levels (without and with
Shift) of the first group, those of the second, then the third and fourth level (with AltGr) of the first, and of the
second group.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from protocol.notation.keysyms import KEYPAD, Key, canonical, character_of, is_modifier

SHIFT, LOCK = 1, 2  # bits of an X state
_GROUP_BIT = 13  # from which on a state says which group is active
_NOTHING = 0


@dataclass(frozen=True)
class State:
    """The modifiers that decide which level of a key counts."""

    shift: bool
    level3: bool
    lock: bool
    number: bool  # Num Lock
    group: int


@dataclass(frozen=True)
class Stroke:
    """The key to press, and the state it needs."""

    keycode: int
    state: State


class Layout:
    """A keyboard map.

    Args:
        first: the first keycode.
        rows: the keysyms of each keycode.
        modifiers: the keycodes of each of the eight modifiers.
    """

    def __init__(self, *, first: int, rows: Sequence[Sequence[int]], modifiers: Sequence[Sequence[int]]) -> None:
        self._rows = {first + n: [canonical(keysym) for keysym in row] for n, row in enumerate(rows)}
        self._modifying = {code for keycodes in modifiers for code in keycodes}
        self._codes: dict[int, list[int]] = defaultdict(list)
        for keycode, row in self._rows.items():
            for keysym in dict.fromkeys(row):
                self._codes[keysym].append(keycode)
        self._level3 = self._mask(modifiers, Key.LEVEL3_SHIFT, Key.MODE_SWITCH)
        self._number = self._mask(modifiers, Key.NUM_LOCK)

    def spare(self) -> list[int]:
        """Return the keycodes of keys that type nothing, and change nothing."""
        return [keycode for keycode, row in self._rows.items() if not any(row) and keycode not in self._modifying]

    def state(self, bits: int) -> State:
        """Read an X state."""
        return State(
            shift=bool(bits & SHIFT),
            level3=bool(bits & self._level3),
            lock=bool(bits & LOCK),
            number=bool(bits & self._number),
            group=bits >> _GROUP_BIT & 3,
        )

    def modifier(self, keysym: int) -> int | None:
        """Return the keycode of a modifier key, whatever the state; None where there is none."""
        return next(iter(self._codes.get(keysym, ())), None)

    def stroke(self, keysym: int, now: State) -> Stroke | None:
        """Return how to type `keysym`, with as few changes of the state `now` as can be; None: no key has it."""
        wanted = canonical(keysym)
        codes = self._codes.get(wanted, ())
        for state in _nearest(now):
            for keycode in codes:
                if is_modifier(wanted) or self._typed(keycode, state) == wanted:
                    return Stroke(keycode, state)
        return None

    def _typed(self, keycode: int, state: State) -> int:
        """Return what the key types in `state`."""
        row = self._rows[keycode]
        if state.group > 1:
            return _NOTHING  # a core map does not show these groups
        plain, third = (row[at : at + 2] for at in (2 * state.group, 4 + 2 * state.group))
        pair = third if state.level3 and any(third) else plain
        if len(pair) < 2 or not pair[1]:
            return pair[0] if pair else _NOTHING
        return pair[_shifted(pair, state)]

    def _mask(self, modifiers: Sequence[Sequence[int]], *keysyms: int) -> int:
        codes = {code for keysym in keysyms for code in self._codes.get(keysym, ())}
        return sum(1 << bit for bit, keycodes in enumerate(modifiers) if codes & set(keycodes))


def _shifted(pair: Sequence[int], state: State) -> bool:
    """Say whether the second of two levels counts: locks turn Shift round for letters and for the keypad."""
    if pair[1] in KEYPAD:
        return state.shift != state.number
    lower, upper = (character_of(keysym) for keysym in pair)
    is_letter = lower is not None and upper is not None and lower != upper and lower.upper() == upper
    return state.shift != (state.lock and is_letter)


def _nearest(now: State) -> list[State]:
    """Return the states that Shift and AltGr can make of `now`, those with fewer changes first."""
    both = itertools.product((now.shift, not now.shift), (now.level3, not now.level3))
    states = [replace(now, shift=shift, level3=level3) for shift, level3 in both]
    return sorted(states, key=lambda state: (state.shift != now.shift) + (state.level3 != now.level3))
