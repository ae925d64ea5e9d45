"""Rows as CSV that spreadsheet programs open right, and in which no cell is ever a formula. No I/O."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

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
