"""The work that a host asks of a page, in a real browser: answers that the host takes, and never more than the most."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from protocol.rates.puzzle import BITS_LEAST, BITS_MOST, TOKEN_BYTES, is_solved
from tests.helpers.chromium import Chromium, chromium
from tests.system.stage.web_files import served

pytestmark = pytest.mark.system

TOKEN = bytes(range(TOKEN_BYTES))
LOAD = """
  Promise.all(["puzzle", "messages"].map(async (name) => { globalThis[name] = await import(`/web/${name}.js`); }))
    .then(() => { globalThis.loaded = true; })
"""
SOLVE = """
  (bits) => new Promise((done) => {
    const puzzles = new puzzle.Puzzles(({ answer }) => done([...answer]));
    puzzles.begin({ token: Uint8Array.from({ length: 40 }, (_, at) => at), bits });
  })
"""
MANY = """
  (() => {
    const puzzles = new puzzle.Puzzles(() => {});
    const begun = [];
    for (let at = 0; at < 5; at += 1) {
      try { puzzles.begin({ token: new Uint8Array(40), bits: 21 }); begun.push(true); } catch { begun.push(false); }
      puzzles.end();
    }
    return begun;
  })()
"""
DECODES = """
  (bits) => { try { return messages.unpack(messages.pack({ t: "puzzle", token: new Uint8Array(40), bits }),
    messages.FROM_HOST).t; } catch (error) { return error.message; } }
"""


@pytest.fixture(scope="module")
def tab() -> Iterator[Chromium]:
    with served() as address, chromium(Chromium) as tab:
        tab.open(address)
        tab.run(LOAD)
        tab.wait_for("globalThis.loaded")
        yield tab


def test_the_host_takes_the_pages_answer(tab: Chromium) -> None:
    answer = bytes(tab.run(f"({SOLVE})({BITS_LEAST})"))

    assert is_solved(TOKEN, answer, BITS_LEAST), base64.b64encode(answer)


def test_no_host_gets_more_than_three_solved(tab: Chromium) -> None:
    assert tab.run(MANY) == [True, True, True, False, False]


def test_no_puzzle_is_harder_than_the_hardest(tab: Chromium) -> None:
    assert tab.run(f"({DECODES})({BITS_MOST})") == "puzzle"
    assert tab.run(f"({DECODES})({BITS_MOST + 1})") != "puzzle"
