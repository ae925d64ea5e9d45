"""Who has done work for a join with a code, and how much it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.host.core import puzzles as puzzles_module
from console.host.core.limits import ATTACK_A_MINUTE, Limits
from console.host.core.puzzles import Alarm, Puzzles
from console.host.core.terms import PUZZLE_VALID_S
from protocol.rates.puzzle import BITS_LEAST, BITS_MOST, TOKEN_BYTES, solve

SOURCE, ROUTE = "203.0.113.7/32", "1234"


def solved(puzzles: Puzzles, now: float = 0.0) -> tuple[bytes, bytes]:
    token = puzzles.make(ROUTE, SOURCE, 8, now)
    answer = solve(token, 8, lambda: True)
    assert answer is not None
    return token, answer


def test_an_answer_counts_once() -> None:
    puzzles = Puzzles()
    token, answer = solved(puzzles)
    assert len(token) == TOKEN_BYTES
    assert puzzles.take(token, answer, route=ROUTE, source=SOURCE, now=1.0)
    assert not puzzles.take(token, answer, route=ROUTE, source=SOURCE, now=1.0)


@pytest.mark.parametrize(
    "changed",
    [{"route": "1235"}, {"source": "203.0.113.8/32"}, {"now": PUZZLE_VALID_S + 1}, {"answer": b"x" * 8}],
    ids=str,
)
def test_it_counts_for_nothing_else_and_not_for_ever(changed: dict[str, object]) -> None:
    puzzles = Puzzles()
    token, answer = solved(puzzles)
    said = {"token": token, "answer": answer, "route": ROUTE, "source": SOURCE, "now": 1.0} | changed
    assert not puzzles.take(said.pop("token"), said.pop("answer"), **said)  # type: ignore[arg-type]


def test_another_hosts_puzzle_is_none() -> None:
    token, answer = solved(Puzzles())
    assert not Puzzles().take(token, answer, route=ROUTE, source=SOURCE, now=1.0)


@given(st.binary(min_size=TOKEN_BYTES, max_size=TOKEN_BYTES), st.integers(0, TOKEN_BYTES - 1), st.integers(1, 255))
def test_no_token_of_ones_own_making_counts(made_up: bytes, place: int, change: int) -> None:
    puzzles = Puzzles(key=b"k" * 32)
    token = puzzles.make(ROUTE, SOURCE, 0, 0.0)  # whose every answer would be right
    forged = bytearray(token)
    forged[place] ^= change
    for other in (made_up, bytes(forged), token[:-1], b""):
        assert not puzzles.take(other, bytes(8), route=ROUTE, source=SOURCE, now=1.0)
    assert puzzles.take(token, bytes(8), route=ROUTE, source=SOURCE, now=1.0)


def test_where_too_many_were_used_none_that_is_out_counts_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(puzzles_module, "PUZZLES_KEPT", 2)
    puzzles = Puzzles()
    first = solved(puzzles)
    others = [solved(puzzles) for _ in range(3)]
    assert puzzles.take(*first, route=ROUTE, source=SOURCE, now=1.0)
    taken = [puzzles.take(*other, route=ROUTE, source=SOURCE, now=1.0) for other in others]
    assert taken == [True, True, False]
    assert not puzzles.take(*first, route=ROUTE, source=SOURCE, now=1.0)


def test_used_ones_are_forgotten_when_their_time_is_over() -> None:
    puzzles = Puzzles()
    for minute in range(10):
        now = minute * 2 * PUZZLE_VALID_S
        assert puzzles.take(*solved(puzzles, now), route=ROUTE, source=SOURCE, now=now)
    assert len(puzzles._used) == 1


def test_work_begins_with_the_alarm_and_doubles_with_the_rate() -> None:
    alarm, bits = Alarm(Limits()), []
    for failures in range(1, ATTACK_A_MINUTE.usual * 64):
        alarm.note(0.0)
        bits.append(alarm.bits(0.0))
        assert bits[-1] == 0 if failures < ATTACK_A_MINUTE.usual else bits[-1] >= BITS_LEAST
    assert sorted(set(bits)) == [0, *range(BITS_LEAST, BITS_MOST + 1)]
    assert bits == sorted(bits)
    assert bits[2 * ATTACK_A_MINUTE.usual - 1] == BITS_LEAST + 1
    assert alarm.bits(61.0) == 0
