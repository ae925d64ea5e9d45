"""A company's colour becomes what can be read, whatever it is, in both themes."""

import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.notation.colours import DARK, LIGHT, TEXT_LEAST, contrast, is_colour, palette

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TOKENS = Path(__file__).parents[3] / "resources" / "styles" / "tokens.toml"


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(COLOURS)
def test_every_word_is_read_in_both_themes(colour):
    for ground in (LIGHT, DARK):
        made = palette(colour, ground)
        assert all(is_colour(value) for value in asdict(made).values())
        for pressed in (made.accent, made.accent_hover, made.accent_pressed):
            assert contrast(made.on_accent, pressed) >= TEXT_LEAST
        assert all(contrast(made.accent_text, surface) >= TEXT_LEAST for surface in ground.surfaces)
        assert contrast(ground.ink, made.accent_soft) >= TEXT_LEAST
        assert contrast(ground.muted, made.accent_soft) >= TEXT_LEAST


def test_a_colour_that_is_read_stays_what_it_is():
    assert palette("#c00020", LIGHT).accent_text == "#c00020"
    assert palette("#ffcc00", DARK).accent_text == "#ffcc00"
    assert palette("#ffcc00", LIGHT).accent == "#ffcc00"


def test_the_grounds_are_those_of_the_programs():
    tokens = tomllib.loads(TOKENS.read_text())
    for ground, name in ((LIGHT, "light"), (DARK, "dark")):
        theme = tokens[name]
        assert ground.surfaces == (theme["surface"], theme["window"], theme["sidebar"])
        assert (ground.ink, ground.muted) == (theme["text"], theme["muted"])


@pytest.mark.parametrize("text", ["", "#fff", "#FFCC00", "red", "#12345g", "#1234567", "#ffcc0\n", "#ffcc00;}"])
def test_what_is_no_colour_is_none(text):
    assert not is_colour(text)
