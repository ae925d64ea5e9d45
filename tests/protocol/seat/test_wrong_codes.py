"""Codes that led nowhere: counted by host, over restarts, for a minute, and never longer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from protocol.seat.wrong_codes import FORGET_S, HOSTS_LIMIT, TRIES_LIMIT, WAIT_S, WrongCodes

HOST = "help.example.org:443"


class Clock:
    def __init__(self) -> None:
        self.time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


def three(codes: WrongCodes, host: str = HOST) -> WrongCodes:
    for _ in range(TRIES_LIMIT):
        codes.tried(host)
    return codes


def test_the_third_in_a_row_makes_a_minute_and_then_there_are_three_again(clock: Clock) -> None:
    codes = WrongCodes(now=clock)
    waits = []
    for _ in range(TRIES_LIMIT):
        codes.tried(HOST)
        waits.append(codes.wait_s(HOST))
    assert waits == [0, 0, WAIT_S]
    clock.time += WAIT_S - 0.5
    assert codes.wait_s(HOST) == 1
    clock.time += 0.5
    assert codes.wait_s(HOST) == 0
    codes.tried(HOST)
    codes.tried(HOST)
    assert codes.wait_s(HOST) == 0
    codes.tried(HOST)
    assert codes.wait_s(HOST) == WAIT_S


@pytest.mark.parametrize(
    "written", ["help.example.org", "HELP.example.org", " help.example.org:443", "help.example.org."]
)
def test_a_host_is_the_same_however_it_is_written(clock: Clock, written: str) -> None:
    assert three(WrongCodes(now=clock), written).wait_s(HOST) == WAIT_S


def test_hosts_are_counted_each_by_itself_and_a_seat_makes_good(clock: Clock) -> None:
    codes = three(WrongCodes(now=clock))
    assert codes.wait_s("other.example.org") == codes.wait_s("help.example.org:7331") == 0
    codes.right(HOST)
    assert codes.wait_s(HOST) == 0


def test_it_is_kept_over_restarts(clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "viewer" / "wrong-codes.json"
    three(WrongCodes(file, now=clock))
    clock.time += 20
    again = WrongCodes(file, now=clock)
    assert again.wait_s(HOST) == WAIT_S - 20
    again.right(HOST)
    assert WrongCodes(file, now=clock).wait_s(HOST) == 0
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff", b'{"h": 1}', b'{"h": ["x", 2]}', b'{"h": [1, 2, 3]}', b"7"]
)
def test_a_file_that_cannot_be_read_is_none(clock: Clock, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "wrong-codes.json"
    file.write_bytes(content)
    codes = WrongCodes(file, now=clock)
    assert codes.wait_s("h") == 0
    assert three(codes).wait_s(HOST) == WAIT_S


def test_where_nothing_can_be_written_it_counts_all_the_same(clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "viewer").write_text("a file in the place of the folder")
    assert three(WrongCodes(tmp_path / "viewer" / "wrong-codes.json", now=clock)).wait_s(HOST) == WAIT_S


@pytest.mark.parametrize("back_s", [1.0, 86_400.0])
def test_a_clock_that_was_set_back_makes_nobody_wait_longer_than_a_minute(clock: Clock, back_s: float) -> None:
    codes = three(WrongCodes(now=clock))
    clock.time -= back_s
    assert codes.wait_s(HOST) == WAIT_S
    clock.time += WAIT_S
    assert codes.wait_s(HOST) == 0


def test_what_was_tried_long_ago_counts_no_longer(clock: Clock) -> None:
    codes = WrongCodes(now=clock)
    codes.tried(HOST)
    codes.tried(HOST)
    clock.time += FORGET_S + 1
    codes.tried(HOST)
    assert codes.wait_s(HOST) == 0


def test_only_the_latest_hosts_are_remembered(clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "wrong-codes.json"
    codes = WrongCodes(file, now=clock)
    for number in range(HOSTS_LIMIT + 5):
        codes.tried(f"host{number}")
    assert len(json.loads(file.read_text())) == HOSTS_LIMIT
