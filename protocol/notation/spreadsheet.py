"""Rows as CSV that spreadsheet programs open right, and in which no cell is ever a formula; and back. No I/O."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

BEFORE = "\ufeff"  # at the beginning of a file: by this, spreadsheet programs know that it is UTF-8
_FORMULA = "=+\\-@\t\r\n＝＋－＠"
_CELL = "(?:\\A|[,;\t\r\n]) *"  # where one begins, or would for a program that expects another separator
_BEGINS = re.compile(f"({_CELL})(?=[{_FORMULA}])")
_MARKED = re.compile(f"({_CELL})'(?=[{_FORMULA}])")


def harmless(cell: str) -> str:
    """Return `cell` so that a spreadsheet program shows it and computes nothing: names are what strangers chose.

    What a program with another separator than the file's takes for a cell of its own computes nothing, either.
    """
    return _BEGINS.sub("\\1'", cell)


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as spreadsheet programs take them from the clipboard: each row a line, each cell one of its own."""
    return "\n".join("\t".join(harmless(" ".join(cell.split())) for cell in row) for row in rows)


def csv_line(cells: Sequence[str], separator: str = ",") -> str:
    """Return one line of a file, with its end."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of a file with the line that each begins in, the first one, which names the columns, included.

    The separator is the one that stands most often in the first line that has something; empty rows are left out.

    Raises:
        ValueError: it is not CSV; the text says where.
    """
    text = text.removeprefix(BEFORE)
    head = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [as_written(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {line}: {error}") from error


def as_written(cell: str) -> str:
    """Return what `harmless` was given."""
    return _MARKED.sub("\\1", cell)
