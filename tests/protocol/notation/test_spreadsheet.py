"""CSV that spreadsheet programs open right, and in which nothing is a formula."""

import csv
import io

import pytest

from protocol.notation.spreadsheet import as_written, csv_line, csv_rows, harmless, table_text

FORMULAS = "=+-@\t\r＝＋－＠"


@pytest.mark.parametrize("cell", ["=1+1", "+49 89", "-1", "@SUM(A1)", "＝1"])
def test_what_begins_as_a_formula_does_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ada", "2026-11-23 12:00:00", "a=b", "'=1", "Anna, Ben; C - D"])
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


@pytest.mark.parametrize("written", [",", ";"])
@pytest.mark.parametrize("expected", [",", ";", "\t"])
@pytest.mark.parametrize("sign", FORMULAS)
@pytest.mark.parametrize("quote", ["", '"'])
def test_nothing_is_a_formula_for_a_program_that_expects_another_separator(written, expected, sign, quote):
    """A German Excel takes a file with commas for one with semicolons, and the other way round."""
    for between in (",", ";", "\t", "; ", "\n", "\r\n"):
        line = csv_line(["1", f"Anna{quote}{between}{sign}1+1{between}", "x"], written)
        cells = [cell for row in line.splitlines() for cell in row.split(expected)]
        cells += [cell for row in csv.reader(io.StringIO(line, newline=""), delimiter=expected) for cell in row]
        assert [cell for cell in cells if cell.strip(" ").startswith(tuple("=+-@＝＋－＠"))] == []


@pytest.mark.parametrize("cell", ["=1", "Anna;=1+1", "a,b", "x,-y", "Anna\t@x", "a\n=b", "plain"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_whoever_reads_a_file_has_what_was_written(cell, separator):
    assert as_written(harmless(cell)) == cell
    assert list(csv_rows(csv_line(["name", "other"], separator) + csv_line([cell, "x"], separator)))[1][1][0] == cell


def test_what_is_copied_for_a_spreadsheet_program_has_no_formula_and_no_more_cells():
    assert table_text([["a", "=1+1", "b\t=2"], ["c\n=3", "d", ""]]) == "a\t'=1+1\tb =2\nc =3\td\t"
