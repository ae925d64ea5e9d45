"""Keysyms and characters, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.notation.keysyms import Key, canonical, character_of, is_modifier, keysym_of


@pytest.mark.parametrize(
    ("keysym", "character"),
    [
        (0x41, "A"),
        (0xE4, "ä"),
        (0x20AC, "€"),
        (0x10020AC, "€"),
        (0x1B1, "ą"),
        (0x6C1, "а"),
        (0x6A3, "ё"),
        (0x7E1, "α"),
        (0x7F2, "σ"),
        (0x13BD, "œ"),
        (0xCE0, "א"),
        (0x1006F22, "漢"),
        (0x1F600 + 0x1000000, "😀"),
    ],
)
def test_a_keysym_of_any_age_is_its_character(keysym, character):
    assert character_of(keysym) == character
    assert canonical(keysym) == keysym_of(character)


@pytest.mark.parametrize("keysym", [0, 1, 0x7F, Key.RETURN, Key.LEFT_SHIFT, Key.DELETE, 0xFE51, 0x100D800, 0x1FFFFFFF])
def test_a_key_that_types_nothing_stays_what_it_is(keysym):
    assert character_of(keysym) is None
    assert canonical(keysym) == keysym


@given(st.characters(exclude_categories=["Cs", "Cc"]))
def test_every_character_has_one_keysym(character):
    keysym = keysym_of(character)
    assert keysym is not None
    assert character_of(keysym) == character
    assert canonical(keysym) == keysym


@pytest.mark.parametrize(("character", "key"), [("\n", Key.RETURN), ("\r", Key.RETURN), ("\t", Key.TAB)])
def test_controls_are_keys(character, key):
    assert keysym_of(character) == key


@pytest.mark.parametrize("character", ["\x00", "\x7f", "\x9f", "\ud800"])
def test_what_no_key_types_has_none(character):
    assert keysym_of(character) is None


def test_modifiers_are_known_from_other_keys():
    assert all(map(is_modifier, (Key.LEFT_SHIFT, Key.RIGHT_SUPER, Key.LEVEL3_SHIFT, Key.NUM_LOCK, Key.CAPS_LOCK)))
    assert not any(map(is_modifier, (Key.RETURN, 0x61, Key.LEFT_TAB, Key.F1, Key.DELETE)))
