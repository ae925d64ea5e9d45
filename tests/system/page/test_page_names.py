"""The page's rules for names and its decoder, in a real browser, with the table of cases that Python is tested with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.chromium import Chromium, chromium
from tests.system.stage.web_files import served

pytestmark = pytest.mark.system

CASES = json.loads((Path(__file__).parents[2] / "protocol/notation/names.json").read_text(encoding="utf-8"))
CHECK = """
  (cases) => cases.filter(({given, kept}) =>
    names.cleaned(given) !== kept || !names.isClean(kept) || names.isClean(given) !== (given === kept))
"""
DECODES = """
  (name) => [["profile", {name}], ["share_source", {stream: 1, width: 9, height: 9, title: name}],
      ["shared_sources", {sources: [{number: 1, title: name}], shown: 1}]].map(([t, fields]) => {
    try { messages.unpack(messages.pack({t, ...fields}), messages.CONTENT); return true; } catch { return false; }
  }).concat([["lead_name", "customer_name"], ["customer_name", "lead_name"]].map(([one, other]) => {
    const grant = {t: "seat_grant", key: new Uint8Array(32), [one]: name, [other]: "Maria"};
    try { messages.unpack(messages.pack(grant), messages.GRANT); return true; } catch { return false; }
  }))
"""


@pytest.fixture(scope="module")
def tab() -> Iterator[Chromium]:
    with served() as address, chromium(Chromium) as tab:
        tab.open(address)
        tab.run('import("/web/names.js").then((module) => { globalThis.names = module; })')
        tab.run('import("/web/messages.js").then((module) => { globalThis.messages = module; })')
        yield tab


def test_the_page_judges_every_case_as_python_does(tab: Chromium) -> None:
    assert tab.run(f"({CHECK})({json.dumps(CASES)})") == []


def test_the_page_takes_clean_names_only(tab: Chromium) -> None:
    for case in CASES:
        given = case["given"]
        clean = given == case["kept"]
        expected = [clean and given != "", clean, clean, clean and given != "", clean and given != ""]
        if "\ud800" <= given[:1] <= "\udfff" or "\ud800" <= given[-1:] <= "\udfff":
            continue  # what cannot be written as UTF-8 never arrives
        assert tab.run(f"({DECODES})({json.dumps(given)})") == expected, case["about"]
