"""Transcripts as files."""

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
