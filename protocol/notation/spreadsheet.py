"""Rows as CSV that spreadsheet programs open right, and in which no cell is ever a formula; and back. No I/O."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

BEFORE = "\ufeff"  # at the beginning of a file: by this, spreadsheet programs know that it is UTF-8
_FORMULAS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(cell: str) -> str:
    """Return `cell` so that a spreadsheet program shows it and computes nothing: names are what strangers chose."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


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
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULAS) else cell
