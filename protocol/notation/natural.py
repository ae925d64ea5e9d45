"""The order in which people look for names: small and capital letters alike, tech2 before tech10. Pure."""

from __future__ import annotations

import re

_DIGITS = re.compile("([0-9]+)")

_DIGITS_LIMIT = 20  # of a number that is compared as one, where only text can be

NaturalKey = tuple[tuple[str | int, ...], str]


def natural_key(name: str) -> NaturalKey:
    """Return what names are sorted by: text and numbers in turn, beginning with text."""
    parts = _DIGITS.split(name.casefold())
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), name


def natural_text(name: str) -> str:
    """Return text in which numbers sort as `natural_key` sorts them, for what can compare nothing else."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(_DIGITS_LIMIT), name.casefold())
