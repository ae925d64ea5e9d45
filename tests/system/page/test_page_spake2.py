"""SPAKE2 in the page, in a real browser: the same bytes as Python's, and nothing of a hostile other side is taken."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from spake2 import SPAKE2_A, SPAKE2_B, ed25519_basic

from tests.helpers.chromium import Chromium, chromium
from tests.system.stage.web_files import served

pytestmark = pytest.mark.system

RUNS = 1000
AT_A_TIME = 100
FINISH = """
  (cases) => Promise.all(cases.map(async ({password, own, other, entropy, message}) => {
    const side = new spake2.Spake2({password, own: bytes(own), other: bytes(other), entropy: bytes(entropy)});
    const sent = hex(await side.start());
    try { return [sent, hex(await side.finish(bytes(message)))]; } catch (error) { return [sent, error.message]; }
  }))
"""
HELPERS = """
  globalThis.bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  globalThis.hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
  import("/web/spake2.js").then((module) => { globalThis.spake2 = module; });
"""
Case = dict[str, str]


@pytest.fixture(scope="module")
def tab() -> Iterator[Chromium]:
    with served() as address, chromium(Chromium) as tab:
        tab.open(address)
        tab.run(HELPERS)
        tab.wait_for("globalThis.spake2 !== undefined")
        yield tab


def run(tab: Chromium, cases: list[Case]) -> list[list[Any]]:
    answers = []
    for at in range(0, len(cases), AT_A_TIME):
        answers += tab.run(f"({FINISH})({json.dumps(cases[at : at + AT_A_TIME])})")
    return answers


def test_a_thousand_exchanges_end_as_pythons_do(tab: Chromium) -> None:
    chance = random.Random(16)
    cases, expected = [], []
    for number in range(RUNS):
        own, other, entropy = chance.randbytes(70), chance.randbytes(70), chance.randbytes(64)
        code = f"{chance.randrange(100_000):05}"
        python = SPAKE2_A(code.encode(), idA=own, idB=other, entropy_f=lambda count, drawn=entropy: drawn[:count])
        lead = SPAKE2_B((code if number % 4 else "wrong").encode(), idA=own, idB=other, entropy_f=chance.randbytes)
        sent, message = python.start(), lead.start()
        expected.append([sent.hex(), python.finish(message).hex()])
        assert (lead.finish(sent).hex() == expected[-1][1]) is bool(number % 4), "only one code gives one key"
        cases.append(
            {
                "password": code,
                "own": own.hex(),
                "other": other.hex(),
                "entropy": entropy.hex(),
                "message": message.hex(),
            }
        )

    assert run(tab, cases) == expected


ORDER_EIGHT = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
MIXED = ed25519_basic.Base.add(ed25519_basic.bytes_to_unknown_group_element(ORDER_EIGHT)).to_bytes()
HOSTILE = {
    "nothing": b"",
    "the joiner's own side": b"A" + ed25519_basic.Base.to_bytes(),
    "no point at all": b"B" + b"\x02" + bytes(31),
    "a number above the field's": b"B" + b"\xff" * 32,
    "the neutral point": b"B" + b"\x01" + bytes(31),
    "a point of order two": b"B" + (2**255 - 20).to_bytes(32, "little"),
    "a point of order four": b"B" + bytes(32),
    "a point of order eight": b"B" + ORDER_EIGHT,
    "a point of the group and one of order eight": b"B" + MIXED,
    "one byte too many": b"B" + ed25519_basic.Base.to_bytes() + b"\x00",
}


@pytest.mark.parametrize("about", HOSTILE)
def test_what_is_no_element_of_the_group_is_refused(tab: Chromium, about: str) -> None:
    case = {"password": "12345", "own": "00", "other": "01", "entropy": "07" * 64, "message": HOSTILE[about].hex()}

    ((_, answer),) = run(tab, [case])

    assert answer.startswith(("no message", "no point", "no element")), answer


def test_a_scalar_of_nothing_is_refused(tab: Chromium) -> None:
    answer = tab.run(
        'try { new spake2.Spake2({password: "1", own: bytes(""), other: bytes(""), entropy: new Uint8Array(64)}); "" }'
        " catch (error) { error.message }"
    )

    assert answer == "a scalar that hides nothing"
