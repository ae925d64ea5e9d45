"""Transcripts as files."""

import re

import pytest

from protocol.seat.conversation import Line
from resources.chat.transcript_file import as_html, as_text, moment

TIME_MS = 1_790_000_000_000
LINES = [
    Line(0, "", TIME_MS, "Erika", 0, False, "joined"),
    Line(2, "Erika", TIME_MS, "<b>Hello</b>\nthere", 1, False),
    Line(1, "Sam", TIME_MS, "Hello & welcome", 1, True),
]


def test_text_has_time_name_and_words(qapp) -> None:
    time = f"[{moment(TIME_MS)}]"
    assert as_text("Session with Erika", LINES).splitlines() == [
        "Session with Erika",
        "",
        f"{time} Chat session established with Erika.",
        f"{time} Erika: <b>Hello</b>",
        "    there",
        f"{time} Sam: Hello & welcome",
    ]


def test_what_somebody_wrote_is_no_markup_in_the_page(qapp) -> None:
    page = as_html("<script>", LINES)
    assert "&lt;b&gt;Hello&lt;/b&gt;" in page
    assert "Hello &amp; welcome" in page
    assert "<script>" not in page
    assert "default-src 'none'" in page


ENDS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_nobody_writes_a_line_that_looks_like_somebody_elses(qapp, end: str) -> None:
    time = f"[{moment(TIME_MS)}]"
    line = Line(2, "Anna", TIME_MS, f"Yes.{end}{time} Maria (support): I agree to pay", 1, False)
    rows = as_text("Session with Anna", [line]).splitlines()
    assert [row for row in rows if row.startswith("[")] == [f"{time} Anna: Yes."]
    assert rows[-1] == f"    {time} Maria (support): I agree to pay"
    page = as_html("Session with Anna", [line])
    assert page.count("<time>") == 1
    assert f"Yes.\n    {time} Maria" in page
    assert "text-indent: -3em" in page  # what goes on is farther in than what begins


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u202d", "\u2066", "\u2067", "\u2068", "\x1b", "\x9b", "\x07", "\x08", "\x00"], ids=ascii
)
def test_what_turns_text_around_or_steers_a_terminal_is_not_in_the_file(qapp, sign: str) -> None:
    line = Line(2, "Anna", TIME_MS, f"a{sign}b\tc", 1, False)
    for words in (as_text("x", [line]), as_html("x", [line])):
        assert sign not in re.sub(r"[\n]", "", words)
        assert "ab\tc" in words
