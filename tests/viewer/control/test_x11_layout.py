"""Which key types what, on maps written by hand."""

from __future__ import annotations

import pytest

from protocol.notation.keysyms import Key
from viewer.control.x11_layout import LOCK, SHIFT, Layout, Stroke

LEVEL3_BIT, NUMBER_BIT, GROUP_2 = 1 << 7, 1 << 4, 1 << 13
AT, EURO, MUE = ord("@"), 0x20AC, ord("µ")
KEYPAD_HOME, KEYPAD_7 = 0xFF95, 0xFFB7
Q, Z, RETURN, SHIFT_KEY, ALTGR, KP, NUM, DOTS, SPARE, TWO = range(8, 18)
ROWS = [
    [ord("q"), ord("Q"), ord("q"), ord("Q"), AT, 0x7D9],
    [ord("z"), ord("Z"), 0x6DA, 0x6FA],
    [Key.RETURN, 0, Key.RETURN],
    [Key.LEFT_SHIFT],
    [Key.LEVEL3_SHIFT],
    [KEYPAD_HOME, KEYPAD_7],
    [Key.NUM_LOCK],
    [ord("."), ord(":")],
    [],
    [ord("2"), ord('"'), ord("2"), ord('"'), EURO, 0],
]


@pytest.fixture
def layout():
    modifiers = [[SHIFT_KEY], [], [], [], [NUM], [], [], [ALTGR]]
    return Layout(first=8, rows=ROWS, modifiers=modifiers)


def stroke(layout, keysym, bits=0):
    """Return the key, and which of Shift and AltGr it has to be pressed with."""
    found = layout.stroke(keysym, layout.state(bits))
    return found and (found.keycode, found.state.shift, found.state.level3)


@pytest.mark.parametrize(
    ("keysym", "bits", "wanted"),
    [
        (ord("q"), 0, (Q, False, False)),
        (ord("Q"), SHIFT, (Q, True, False)),
        (ord("Q"), 0, (Q, True, False)),
        (ord("q"), SHIFT, (Q, False, False)),
        (AT, LEVEL3_BIT, (Q, False, True)),
        (AT, 0, (Q, False, True)),
        (AT, SHIFT, (Q, False, True)),
        (0x7D9, SHIFT | LEVEL3_BIT, (Q, True, True)),
        (0x10003A9, SHIFT | LEVEL3_BIT, (Q, True, True)),
        (0x10020AC, LEVEL3_BIT, (TWO, False, True)),
        (ord('"'), LEVEL3_BIT, (TWO, True, False)),
        (ord("."), LEVEL3_BIT, (DOTS, False, True)),
        (ord(":"), 0, (DOTS, True, False)),
        (Key.RETURN, SHIFT, (RETURN, True, False)),
        (Key.RETURN, SHIFT | LEVEL3_BIT, (RETURN, True, True)),
    ],
)
def test_a_key_is_pressed_with_what_it_needs_and_no_more(layout, keysym, bits, wanted):
    assert stroke(layout, keysym, bits) == wanted


@pytest.mark.parametrize(
    ("keysym", "bits", "shift"),
    [
        (ord("Q"), LOCK, False),
        (ord("q"), LOCK, True),
        (ord("q"), LOCK | SHIFT, True),
        (ord("."), LOCK, False),
        (KEYPAD_7, NUMBER_BIT, False),
        (KEYPAD_7, 0, True),
        (KEYPAD_HOME, NUMBER_BIT, True),
        (ord("q"), NUMBER_BIT, False),
    ],
)
def test_locks_turn_shift_round_for_letters_and_keypad(layout, keysym, bits, shift):
    assert stroke(layout, keysym, bits)[1] is shift


def test_the_active_group_counts(layout):
    assert stroke(layout, 0x6DA, GROUP_2) == (Z, False, False)
    assert stroke(layout, 0x6DA) is None
    assert stroke(layout, ord("z"), GROUP_2) is None
    assert stroke(layout, ord("q"), 2 * GROUP_2) is None


def test_modifiers_are_pressed_as_they_are(layout):
    now = layout.state(SHIFT | LEVEL3_BIT | LOCK)
    assert layout.stroke(Key.LEVEL3_SHIFT, now) == Stroke(ALTGR, now)
    assert layout.modifier(Key.LEFT_SHIFT) == SHIFT_KEY
    assert layout.modifier(Key.RIGHT_SHIFT) is None


def test_what_no_key_types_and_which_keys_are_free(layout):
    assert stroke(layout, 0x1006F22) is None
    assert layout.spare() == [SPARE]
