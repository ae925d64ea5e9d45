"""What a name may be: the table that the page is tested with, too, and what holds for any text at all."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.notation.name_signs import BASES, MARKS
from protocol.notation.names import MARKS_LIMIT, NAME_LIMIT, Signs, cleaned, is_clean
from tests.helpers import name_signs

CASES: list[dict[str, str]] = json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8"))
SELDOM = st.sampled_from(
    "\u00ad\u0301\u0323\u0644\u06cc\u0928\u094d\u200b\u200c\u200d\u200e\u202e\u2028\u2066\u20e3\u2764\ufe0f\u3164"
    "\ud800\ufeff\U0001f1eb\U0001f1f7\U0001f3f4\U0001f3fd\U0001f468\U000e0067\U000e007f\U000e0100\u845b\u1100\u1161"
    " 1#\n"
)
TEXTS = st.text(max_size=200) | st.text(SELDOM, max_size=200) | st.text(st.characters() | SELDOM, max_size=100)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_name_is_cleaned(case: dict[str, str]) -> None:
    assert cleaned(case["given"]) == case["kept"]
    assert is_clean(case["kept"])
    assert is_clean(case["given"]) == (case["given"] == case["kept"])


@settings(max_examples=2000, deadline=None)
@given(text=TEXTS)
def test_what_is_cleaned_is_clean_and_one_line_in_one_spelling(text: str) -> None:
    name = cleaned(text)
    assert is_clean(name)
    assert len(name) <= NAME_LIMIT
    assert len(name.splitlines()) <= 1
    assert unicodedata.normalize("NFC", name) == name
    assert name == " ".join(name.split())
    assert not {unicodedata.bidirectional(sign) for sign in name} & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}
    name.encode("utf-8")


@settings(max_examples=1000, deadline=None)
@given(text=TEXTS)
def test_no_letter_carries_more_marks_than_it_may(text: str) -> None:
    marks = MARKS_LIMIT
    for sign in cleaned(text):
        if sign in Signs(MARKS):
            marks += 1
            assert marks <= MARKS_LIMIT
        elif sign in Signs(BASES):
            marks = 0


@pytest.mark.parametrize("part", ["a", "\u0301", "\u0928\u094d\u200d", "\U0001f468\u200d", "\U0001f1eb", " \u200d"])
def test_a_very_long_text_is_cleaned_too(part: str) -> None:
    assert is_clean(cleaned(part * 100_000))


def test_both_tables_of_signs_are_the_ones_that_were_written() -> None:
    words = {"BASES": BASES, "MARKS": MARKS}
    page = name_signs.PAGE.read_text(encoding="utf-8")
    for name, ranges in words.items():
        start = page.index(f"export const {name} =")
        parts = page[start : page.index(";", start)].split('"')[1::2]
        assert "".join(parts) == ranges


@pytest.mark.skipif(unicodedata.unidata_version != name_signs.UNICODE, reason="another Unicode than the table's")
def test_the_table_of_signs_is_what_unicode_says() -> None:
    assert name_signs.PYTHON.read_text(encoding="utf-8") == name_signs.python_text()


def test_what_later_versions_of_unicode_say_of_a_sign_is_what_the_table_says() -> None:
    bases, marks = Signs(BASES), Signs(MARKS)
    signs: list[Any] = [chr(point) for point in range(0x110000)]
    for sign in signs:
        kind = unicodedata.category(sign)
        if sign in marks:
            assert kind[0] == "M", ascii(sign)
        elif sign in bases:
            assert kind[0] in "LNPS" or (kind == "Cn" and ord(sign) > 0x1EFFF), ascii(sign)
