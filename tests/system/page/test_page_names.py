"""The page's rules for names and its decoder, in a real browser, with the table of cases that Python is tested with."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.notation.names import cleaned, is_clean
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
    const grant = {t: "seat_grant", key: new Uint8Array(32), channel: "", [one]: name, [other]: "Maria"};
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


PARTS = (
    [chr(sign) for low, high in ((0x20, 0x7F), (0x300, 0x320), (0x4E00, 0x4E08)) for sign in range(low, high)]
    + list(
        "\u00ad\u0301\u0344\u0644\u06cc\u0928\u094d\u0f73\u0f77\u1100\u1161\u11a8\u1820\u180b\u180f\u3099\u304b\ufb1d"
    )
    + list("\u200b\u200c\u200d\u200e\u202e\u2028\u2066\u20e3\u2126\u2764\ufe0e\ufe0f\u3164\ufeff\ufdfd\uf900\uffff")
    + list("\U00011131\U00011127\U0001d15e\U0001f1eb\U0001f3f4\U0001f3fd\U0001f468\U000e0067\U000e007f\U000e0100")
    + list("\U0002f800\U0003ffff\U0010ffff \n1#")
)


def test_the_page_judges_any_text_as_python_does(tab: Chromium) -> None:
    """Where the two differ, one of them passes on what makes the next one end the link."""
    chance = random.Random(13)
    pairs = [[chr(one), two] for one in range(0x20, 0x20000, 7) if not 0xD800 <= one <= 0xDFFF for two in PARTS[-40:]]
    texts = ["".join(chance.choices(PARTS, k=chance.randint(1, 90))) for _ in range(3000)]
    texts += ["".join(pair) for pair in chance.sample(pairs, 20_000)]
    texts += ["".join(chr(chance.choice(range(0xE000, 0x110000))) for _ in range(20)) for _ in range(200)]
    cases = [{"given": text, "kept": cleaned(text)} for text in texts]
    for at in range(0, len(cases), 1000):
        assert tab.run(f"({CHECK})({json.dumps(cases[at : at + 1000])})") == []


def test_the_page_takes_clean_names_only(tab: Chromium) -> None:
    for case in CASES:
        given = case["given"]
        clean = given == case["kept"]
        expected = [clean and given != "", clean, clean, clean and given != "", clean and given != ""]
        if "\ud800" <= given[:1] <= "\udfff" or "\ud800" <= given[-1:] <= "\udfff":
            continue  # what cannot be written as UTF-8 never arrives
        assert tab.run(f"({DECODES})({json.dumps(given)})") == expected, case["about"]


LINKS = """
  (words) => [["link", words, ""], ["code", "fernblick://desk.example/", words]].map(([_what, link, code]) => {
    const message = messages.pack({t: "viewer_link", link, code});
    try { messages.unpack(message, messages.CONTENT); return true; } catch { return false; }
  })
"""


def test_the_page_shows_no_other_link_than_python_takes(tab: Chromium) -> None:
    """It stands in a sentence, and is a technician's word."""
    for case in CASES:
        given = case["given"]
        if not any("\ud800" <= sign <= "\udfff" for sign in given):
            expected = [is_clean(given, 500) and given != "", is_clean(given, 12)]
            assert tab.run(f"({LINKS})({json.dumps(given)})") == expected, case["about"]
