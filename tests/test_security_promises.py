"""SECURITY.md names the tests that hold its promises: each of them is there, and each promise of the table has one."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TEXT = (TESTS.parent / "SECURITY.md").read_text()
LISTED = (
    *("Joining", "Logins", "Pages", "Names, and the customer's own windows", "What a shared screen does not show"),
    "Who gets in at the door",
)
NAMED = re.compile(r"`([\w/.]+/)?(test_\w+\.py|(?<=/)\w+\.json)`(?: \(`([^`]+)`\))?")


def named():
    """Return each named file with its folder, and the part of a test's name that stands behind it, if one does."""
    return sorted({(folder, file, part) for folder, file, part in NAMED.findall(TEXT)})


def found(folder, file):
    """Return the files that a name stands for; one without a folder is anywhere."""
    return list(TESTS.rglob(f"{folder.removeprefix('tests/')}{file}"))


def names_in(file):
    nodes = ast.walk(ast.parse(file.read_text()))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node.name for node in nodes if isinstance(node, kinds) and node.name.startswith("test_")]


def test_names_are_found_in_the_text():
    assert len(named()) > 30
    assert ("tests/protocol/seat/", "test_two_words.py", "") in named()


@pytest.mark.parametrize(("folder", "file", "part"), named())
def test_every_test_that_is_named_is_there(folder, file, part):
    files = found(folder, file)
    assert files, f"{folder}{file} is named and not there"
    if file.endswith(".py"):
        names = [name for each in files for name in names_in(each)]
        assert names or "TestCase" in files[0].read_text(), f"{folder}{file} tests nothing"
        assert any(part.strip("._") in name for name in names), f"no test called {part} in {folder}{file}"


def test_every_promise_of_the_tables_names_what_holds_it():
    tables = TEXT.split("| promise | held by |")[1:]
    rows = [line for table in tables for line in table.split("\n\n")[0].splitlines()[2:]]
    assert len(rows) >= 15
    assert [row for row in rows if not NAMED.search(row)] == []


def promises():
    """Return what stands in the lists of promises, beside the tables."""
    parts = re.split(r"\n## ", TEXT)
    lists = [part for part in parts if part.split("\n")[0] in LISTED]
    assert len(lists) == len(LISTED)
    return [each for part in lists for each in re.split(r"\n\n|\n(?=\* )", part) if each.startswith("* ")]


@pytest.mark.parametrize("promise", promises(), ids=lambda promise: promise[2:40])
def test_every_promise_of_the_lists_names_what_holds_it(promise):
    assert NAMED.search(promise)
