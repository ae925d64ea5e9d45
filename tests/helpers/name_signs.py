"""Write the table of the signs that a name may have, for Python and for the page: `python tests/helpers/name_signs.py`.

It is made by Python 3.11, whose Unicode is the one that all programs judge names by; other versions only compare.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "protocol/notation/name_signs.py"
PAGE = ROOT / "resources/web/name_signs.js"
UNICODE = "14.0.0"

_EMPTY = {0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0xFFFC, 0x1D159}  # letters and symbols that nobody sees
_UNSEEN = {0x34F, 0x17B4, 0x17B5}  # marks that nobody sees
_LATER = ((0x1F000, 0x1FAFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD))
"""Emoji and ideographs, which come with every version of Unicode; all that these ranges will ever hold are such."""

_PYTHON_HEAD = '''"""The signs that a name may have: those of Unicode 14, and the places of emoji and ideographs.

Written by `python tests/helpers/name_signs.py`. All programs judge names by this table and not by the Unicode that
they were built with: else one would pass on what makes the next one end the link.
"""

'''
_PAGE_HEAD = """// The signs that a name may have; the same table as protocol/notation/name_signs.py.
// Written by `python tests/helpers/name_signs.py`.

"""


def is_selector(sign: int) -> bool:
    """Return whether `sign` chooses among the looks of the one before it."""
    return 0xFE00 <= sign <= 0xFE0F or 0xE0100 <= sign <= 0xE01EF or sign in (0x180B, 0x180C, 0x180D, 0x180F)


def is_base(sign: int) -> bool:
    """Return whether `sign` can stand by itself, and is seen."""
    later = any(low <= sign <= high for low, high in _LATER)
    return (later or unicodedata.category(chr(sign))[0] in "LNPS") and sign not in _EMPTY


def is_mark(sign: int) -> bool:
    """Return whether `sign` stands on the one before it, and is seen."""
    return unicodedata.category(chr(sign))[0] == "M" and sign not in _UNSEEN and not is_selector(sign)


def ranges(holds: Callable[[int], bool]) -> str:
    """Return the signs for which `holds` is true as "41-5a 61-7a b5"."""
    found: list[list[int]] = []
    for sign in filter(holds, range(0x110000)):
        if found and found[-1][1] == sign - 1:
            found[-1][1] = sign
        else:
            found.append([sign, sign])
    return " ".join(f"{low:x}" if low == high else f"{low:x}-{high:x}" for low, high in found)


def python_text() -> str:
    """Return the Python module."""
    parts = [f"{name} = (\n{_lines(words, '    ', '')})\n" for name, words in _tables()]
    return _PYTHON_HEAD + "\n".join(parts)


def page_text() -> str:
    """Return the page's module."""
    parts = [
        f"export const {name} =\n{_lines(words, '  ', ' +').removesuffix(' +' + chr(10))};\n"
        for name, words in _tables()
    ]
    return _PAGE_HEAD + "\n".join(parts)


def _tables() -> list[tuple[str, str]]:
    return [("BASES", ranges(is_base)), ("MARKS", ranges(is_mark))]


def _lines(words: str, before: str, after: str) -> str:
    lines = textwrap.wrap(words, 112, break_on_hyphens=False)
    last = len(lines) - 1
    return "".join(f'{before}"{line}{"" if at == last else " "}"{after}\n' for at, line in enumerate(lines))


if __name__ == "__main__":
    assert unicodedata.unidata_version == UNICODE, "made by Python 3.11"
    PYTHON.write_text(python_text(), encoding="utf-8")
    PAGE.write_text(page_text(), encoding="utf-8")
