"""Keyboards unlike ours: layouts, and what they are changed to in the middle."""

from __future__ import annotations

import subprocess

LAYOUTS = (
    "us",
    "de",
    "fr",
    "ru",
    "gr",
    "il",
    "ara",
    "jp",
    "br",
    "tr",
    "ch",
    "us,ru",
    "cz",
    "th",
    "pl",
    "es",
    "kr",
    "bg",
)
"""Of a customer or a technician, as `setxkbmap` calls them."""

NOT_LATIN = ("ru", "gr", "il", "ara", "bg", "th", "ua", "am", "ge", "in", "mk", "rs", "ir", "kz", "by", "mn")
"""Layouts whose letters are none of a to z."""

FOREIGN = "一ж€ß@łあשß✓"
"""Characters of which every layout lacks some."""


def use_layout(display: str, name: str, *options: str) -> None:
    """Give an X server a keyboard layout, as a user does in the middle of something."""
    command = ["setxkbmap", "-display", display, "-layout", name, *options]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, timeout=20)


def whole_map(display: str) -> str:
    """Return all that an X server knows of its keyboard, key by key."""
    command = ["xkbcomp", "-xkb", display, "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout
