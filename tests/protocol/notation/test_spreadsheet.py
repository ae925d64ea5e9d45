"""CSV that spreadsheet programs open right, and in which nothing is a formula."""

import csv
import io

import pytest

from protocol.notation.spreadsheet import csv_line, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+49 89", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_what_begins_as_a_formula_does_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ada", "2026-11-23 12:00:00", "a=b", "'=1"])
def test_everything_else_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_line_is_read_as_it_was_written(separator: str) -> None:
    cells = ["Ada", 'say "hello"', "a,b;c", "two\nlines", "", "ä"]
    line = csv_line(cells, separator)
    assert line.endswith("\r\n")
    assert list(csv.reader(io.StringIO(line, newline=""), delimiter=separator)) == [cells]


def test_a_formula_is_harmless_in_a_line() -> None:
    assert csv_line(["=HYPERLINK(1)", "x"]) == "'=HYPERLINK(1),x\r\n"
