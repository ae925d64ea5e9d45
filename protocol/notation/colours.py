"""Colours as "#rrggbb": how well one is read on another, and what a company's own becomes, so that it is read. Pure.

The contrast is that of WCAG 2; what it asks for at level AA holds for every colour that comes from here. The grounds
are those of `resources/styles/tokens.toml`, which a test compares.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

TEXT_LEAST = 4.5  # contrast of words with what is behind them
BLACK, WHITE = "#000000", "#ffffff"
_STEPS = 200  # between a colour and black or white, in which one is looked for that is read
_SOFT = 0.14  # of the colour in the ground of a note, at most
_NEARER = 0.12  # that a button becomes nearer to black or white under the mouse; twice that when pressed
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a company's colour stands on in one theme.

    Attributes:
        surfaces: what is behind words.
        ink: what words are written in; `muted`: those that matter less.
        away: the end of the scale that is away from the surfaces.
    """

    surfaces: tuple[str, ...]
    ink: str
    muted: str
    away: str


LIGHT = Ground(surfaces=("#ffffff", "#fafafb", "#f1f1f4"), ink="#1b1b20", muted="#60606b", away=BLACK)
DARK = Ground(surfaces=("#222228", "#18181c", "#121215"), ink="#f0f0f3", muted="#a5a5b0", away=WHITE)


@dataclass(frozen=True, kw_only=True)
class Palette:
    """What a company's colour becomes in one theme; the names are those of the page's variables.

    Attributes:
        accent: of what is pressed: the colour itself.
        accent_hover, accent_pressed: the same under the mouse, and pressed.
        on_accent: words on it.
        accent_text: of links, edges and the frame around what has the keyboard: where the colour itself would not be
            read there, one like it that is.
        accent_soft: the ground of a note.
    """

    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_text: str
    accent_soft: str


def is_colour(text: str) -> bool:
    """Return whether `text` is a colour as it is kept."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return how well one colour is read on the other, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palette(colour: str, ground: Ground) -> Palette:
    """Return what becomes of a company's colour on `ground`."""
    words = max((BLACK, WHITE), key=lambda ink: contrast(ink, colour))  # one of them has 4.58 on whatever colour
    beyond = BLACK if words == WHITE else WHITE
    return Palette(
        accent=colour,
        accent_hover=_mixed(colour, beyond, _NEARER),
        accent_pressed=_mixed(colour, beyond, 2 * _NEARER),
        on_accent=words,
        accent_text=_read_on(colour, ground),
        accent_soft=_soft(colour, ground),
    )


def _read_on(colour: str, ground: Ground) -> str:
    """Return the colour, or the nearest of its hue that is read on all surfaces."""
    hue, light, full = colorsys.rgb_to_hls(*_parts(colour))
    end = 0.0 if ground.away == BLACK else 1.0
    shades = (_written(colorsys.hls_to_rgb(hue, light + (end - light) * n / _STEPS, full)) for n in range(1, _STEPS))
    return _first((colour, *shades), lambda shade: _least(shade, ground.surfaces) >= TEXT_LEAST, ground.away)


def _soft(colour: str, ground: Ground) -> str:
    """Return a ground with something of the colour, on which all words of the theme are read."""
    surface = ground.surfaces[0]
    mixed = (_mixed(surface, colour, _SOFT * (10 - n) / 10) for n in range(10))
    return _first(mixed, lambda soft: _least(soft, (ground.ink, ground.muted)) >= TEXT_LEAST, surface)


def _first(colours: Iterable[str], fits: Callable[[str], bool], other: str) -> str:
    return next((colour for colour in colours if fits(colour)), other)


def _least(colour: str, others: Iterable[str]) -> float:
    return min(contrast(colour, other) for other in others)


def _mixed(one: str, other: str, share: float) -> str:
    return _written(tuple(a + (b - a) * share for a, b in zip(_parts(one), _parts(other), strict=True)))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


def _written(parts: tuple[float, ...]) -> str:
    return "#" + bytes(round(255 * min(1.0, max(0.0, part))) for part in parts).hex()


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
