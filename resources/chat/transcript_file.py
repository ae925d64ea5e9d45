"""A transcript as a file: plain text, or a page that any browser shows. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale

from resources.words.sentences import event_line

if TYPE_CHECKING:
    from protocol.seat.conversation import Line

_LINE_ENDS = re.compile("\r\n|[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")  # also those that only some programs know
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls, and what turns around how the text beside it is shown."""

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #1b1b20; }}
h1 {{ font-size: 1.3em; }}
p {{ margin: 0.5em 0; padding-left: 3em; text-indent: -3em; white-space: pre-wrap; overflow-wrap: anywhere; }}
.event, time {{ color: #60606b; }}
</style>
<h1>{title}</h1>
{rows}
</html>
"""


def moment(time_ms: int) -> str:
    """Return date and time of day as the user's locale writes them."""
    when = QDateTime.fromMSecsSinceEpoch(time_ms)  # in the user's time zone
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)


def as_text(title: str, lines: Sequence[Line]) -> str:
    """Return the transcript as plain text: a line for each, continued lines indented."""
    rows = [title, ""]
    for line in lines:
        words = event_line(line.event, line.text) if line.event else f"{line.name}: {line.text}"
        rows.append(f"[{moment(line.shown_ms)}] " + _indented(words))
    return "\n".join(rows) + "\n"


def _indented(words: str) -> str:
    """Return what stands in one row: nobody writes a line into the file that looks like somebody else's."""
    return "\n    ".join(_UNSEEN.sub("", line) for line in _LINE_ENDS.split(words))


def as_html(title: str, lines: Sequence[Line]) -> str:
    """Return the transcript as a page; what a peer wrote is text in it and nothing else."""
    rows = "\n".join(_row(line) for line in lines)
    return _PAGE.format(language=QLocale().name().split("_")[0], title=html.escape(title), rows=rows)


def _row(line: Line) -> str:
    time = f"<time>[{html.escape(moment(line.shown_ms))}]</time>"
    if line.event:
        return f'<p class="event">{time} {html.escape(_indented(event_line(line.event, line.text)))}</p>'
    return f"<p>{time} <b>{html.escape(line.name)}:</b> {html.escape(_indented(line.text))}</p>"
