"""Whose turn it is: sources take turns, newcomers are not kept waiting, and each has only so much a second."""

import pytest

from console.host.core.limits import (
    AT_ONCE,
    HANDSHAKES_A_SECOND,
    HANDSHAKES_OF_ONE_SOURCE_A_SECOND,
    Limits,
)
from console.host.core.sources import WIDE_SHARE
from console.host.core.terms import KEYS, KNOWN_IN_A_ROW
from console.host.door.fair_turns import FairTurns

SOURCE, ALL = HANDSHAKES_OF_ONE_SOURCE_A_SECOND, HANDSHAKES_A_SECOND


class Queue:
    def __init__(self, **limits):
        self.limits = Limits({name.replace("_", "-"): value for name, value in limits.items()})
        self.turns = FairTurns(self.limits, SOURCE, ALL)
        self.count = 0

    def come(self, source, network="", *, known=False, times=1):
        for _ in range(times):
            self.count += 1
            self.turns.put((source, self.count), (source, network or f"{source}/24"), known=known)

    def order(self, count, now=0.0):
        """Return whose turns the next ones are."""
        found = [self.turns.take(now) for _ in range(count)]
        return [item and item[0] for item in found]


@pytest.fixture
def queue():
    return Queue()


def test_sources_take_turns_however_many_wait_of_one(queue):
    queue.come("attacker", times=100)
    assert queue.order(3) == ["attacker"] * 3
    queue.come("Ann")
    queue.come("Bob", times=2)
    assert sorted(queue.order(3)) == ["Ann", "Bob", "attacker"]
    assert sorted(queue.order(2)) == ["Bob", "attacker"]


def test_whoever_comes_last_of_one_source_goes_first(queue):
    queue.come("office", times=3)
    assert [queue.turns.take(0.0)[1] for _ in range(3)] == [3, 2, 1]


def test_a_crowd_of_newcomers_delays_neither_who_comes_after_it_nor_who_was_here(queue):
    queue.come("Ann")
    assert queue.order(1) == ["Ann"]
    for number in range(1000):
        queue.come(f"bot {number}")
    queue.come("Ann")
    queue.come("Bob")
    assert {"Ann", "Bob"} <= set(queue.order(2))


def test_from_where_members_have_come_goes_first_and_the_others_are_not_forgotten(queue):
    for number in range(20):
        queue.come(f"bot {number}")
        queue.come(f"office {number}", known=True)
    order = queue.order(10)
    assert [who.startswith("bot") for who in order] == 2 * ([False] * KNOWN_IN_A_ROW + [True])


def test_a_source_has_so_many_a_second_and_then_waits_for_nobody_but_itself():
    queue = Queue(handshakes_of_one_source_a_second=2)
    at_once = 2 * AT_ONCE[SOURCE]
    queue.come("attacker", times=1000)
    assert queue.order(at_once + 1) == ["attacker"] * at_once + [None]
    assert queue.limits.met[SOURCE.name] == 1
    queue.come("Ann")
    assert queue.order(2) == ["Ann", None]
    assert queue.turns.due_s(0.0) == pytest.approx(0.5)
    assert queue.order(3, now=1.0) == ["attacker", "attacker", None]


def test_a_network_has_four_times_the_turns_of_a_source():
    queue = Queue(handshakes_of_one_source_a_second=2, handshakes_a_second=10_000)
    for number in range(50):
        queue.come(f"address {number}", "network", times=100)
    count = WIDE_SHARE * 2 * AT_ONCE[SOURCE]
    assert None not in queue.order(count)
    assert queue.order(1) == [None]


def test_all_who_are_not_known_together_have_so_many_and_members_as_many_as_they_need():
    queue = Queue(handshakes_a_second=10)
    for number in range(500):
        queue.come(f"bot {number}")
    assert queue.order(10 * AT_ONCE[ALL] + 1)[-1] is None
    assert queue.limits.met[ALL.name] == 1
    assert 0 < queue.turns.due_s(0.0) <= 0.1
    queue.come("office", known=True, times=100)
    assert queue.turns.due_s(0.0) == 0.0
    assert queue.order(100) == ["office"] * 100
    assert queue.order(1, now=0.1)[0].startswith("bot")


def test_who_has_gone_has_no_turn(queue):
    queue.come("Ann")
    queue.come("Bob")
    queue.turns.drop(("Ann", 1))
    queue.turns.drop(("Ann", 1))
    assert queue.order(2) == ["Bob", None]
    assert queue.turns.due_s(0.0) is None
    queue.come("Ann")
    assert queue.order(1) == ["Ann"]


def test_what_is_remembered_is_bounded(queue):
    for number in range(2 * KEYS):
        queue.come(f"bot {number}")
        queue.turns.take(float(number))
    assert len(queue.turns._buckets) <= KEYS
    assert not queue.turns._sources
    assert len(queue.turns) == 0
