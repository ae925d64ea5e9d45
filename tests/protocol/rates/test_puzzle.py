"""Work that a host asks for: an answer is found, known again, and not looked for any longer than it is wanted."""

from __future__ import annotations

import hashlib

import pytest

from protocol.rates.puzzle import ANSWER_BYTES, TOKEN_BYTES, is_solved, solve

TOKEN = bytes(range(TOKEN_BYTES))


@pytest.mark.parametrize("bits", [1, 8, 12])
def test_an_answer_is_found_and_known(bits: int) -> None:
    answer = solve(TOKEN, bits, lambda: True)
    assert answer is not None
    assert is_solved(TOKEN, answer, bits)
    assert hashlib.sha256(TOKEN + answer).digest()[0] >> max(0, 8 - bits) == 0
    assert not is_solved(TOKEN[::-1], answer, 20)


def test_an_answer_of_another_length_is_none() -> None:
    answer = solve(TOKEN, 1, lambda: True)
    assert answer is not None
    for other in (b"", answer[1:], answer + b"\0"):
        assert not is_solved(TOKEN, other, 1)


def test_nobody_looks_on_for_what_is_not_wanted_any_more() -> None:
    asked = iter([True, True, False])
    assert solve(TOKEN, 32, lambda: next(asked)) is None


def test_token_and_answer_are_one_block_of_the_hash() -> None:
    assert TOKEN_BYTES + ANSWER_BYTES <= 55
