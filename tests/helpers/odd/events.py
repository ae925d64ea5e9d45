"""What a technician's hands do, and what the customer's programs see of it, on whatever system: one table for all."""

from __future__ import annotations

from typing import NamedTuple

from protocol.notation.keysyms import Key

A, B, C, V = b"abcv"
SHIFT, CONTROL, ALT, SUPER = Key.LEFT_SHIFT, Key.LEFT_CONTROL, Key.LEFT_ALT, Key.LEFT_SUPER


class Deed(NamedTuple):
    """Keys that are pressed (positive) and released (negative), and the keysyms of the presses that arrive."""

    hands: tuple[int, ...]
    presses: tuple[int, ...]


DEEDS = {
    "a tap": Deed((A, -A), (A,)),
    "two taps": Deed((A, -A, A, -A), (A, A)),
    "a key that is held and repeats three times": Deed((A, A, A, A, -A), (A, A, A, A)),
    "Backspace that repeats": Deed((Key.BACKSPACE, Key.BACKSPACE, -Key.BACKSPACE), (Key.BACKSPACE, Key.BACKSPACE)),
    "keys that overlap": Deed((A, B, -A, -B), (A, B)),
    "a copy": Deed((CONTROL, C, -C, -CONTROL), (CONTROL, C)),
    "a copy and a paste": Deed((CONTROL, C, -C, V, -V, -CONTROL), (CONTROL, C, V)),
    "a modifier that repeats, as Windows has it": Deed((CONTROL, CONTROL, CONTROL, A, -A, -CONTROL), (CONTROL, A)),
    "a menu by its letter": Deed((ALT, A, -A, -ALT), (ALT, A)),
    "Super and a letter": Deed((SUPER, A, -A, -SUPER), (SUPER, A)),
    "a modifier that is released first": Deed((CONTROL, V, -CONTROL, -V), (CONTROL, V)),
    "a release without its press": Deed((-B, A, -A), (A,)),
}
