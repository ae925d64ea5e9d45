"""When the database is told who still waits, and when a wait that no host tells of is over; by the test's clock."""

from types import SimpleNamespace

import pytest

from console.host.core.terms import WAIT_KEPT_S
from console.host.queue.wait_watch import LOST_S, SEEN_S, WaitWatch

HASH = b"h" * 32
NOW_MS = 1_795_000_000_000


class Clock:
    """An event loop that does what is due when the test says that time goes by."""

    def __init__(self):
        self.now = 0.0
        self.due = []

    def time(self):
        return self.now

    def call_later(self, seconds, act):
        entry = [self.now + seconds, act]
        self.due.append(entry)
        return SimpleNamespace(cancel=lambda: self.due.remove(entry))

    def go(self, seconds):
        end = self.now + seconds
        while ready := sorted(entry for entry in self.due if entry[0] <= end):
            self.due.remove(ready[0])
            self.now = ready[0][0]
            ready[0][1]()
        self.now = end


class Records:
    """Takes note of what the database is told."""

    def __init__(self):
        self.said = []
        self.waits = self

    def still_there(self, tokens, now_ms):
        self.said.append(("there", list(tokens), now_ms))

    def end_lost(self, before_ms, entry):
        self.said.append(("lost", before_ms))

    def count(self, kind):
        return sum(said[0] == kind for said in self.said)


@pytest.fixture
def parts():
    clock, records = Clock(), Records()
    clerk = SimpleNamespace(failures=0, note=lambda work: work(records))
    journal = SimpleNamespace(now_ms=lambda: NOW_MS + round(clock.now * 1000))
    waiting = []
    watch = WaitWatch(waiting=lambda: waiting, clerk=clerk, journal=journal, loop=clock)
    watch.start()
    return SimpleNamespace(clock=clock, records=records, clerk=clerk, waiting=waiting, watch=watch)


def test_the_database_is_told_of_those_who_wait_and_of_nobody_where_there_is_nobody(parts):
    parts.clock.go(SEEN_S)
    assert parts.records.said == []
    parts.waiting.append(HASH)
    parts.clock.go(SEEN_S)
    assert parts.records.said == [("there", [HASH], NOW_MS + round(2 * SEEN_S * 1000))]


def test_customers_of_the_host_before_have_time_to_come_back(parts):
    parts.clock.go(WAIT_KEPT_S - 1)
    assert parts.records.count("lost") == 0
    parts.clock.go(1)
    assert parts.records.said == [("lost", NOW_MS + round((WAIT_KEPT_S - LOST_S) * 1000))]


def test_nobody_is_lost_just_because_the_database_could_not_be_told(parts):
    parts.clock.go(WAIT_KEPT_S + SEEN_S)
    before = parts.records.count("lost")
    parts.clerk.failures += 1
    parts.clock.go(WAIT_KEPT_S)
    assert parts.records.count("lost") == before
    parts.clock.go(SEEN_S)
    assert parts.records.count("lost") == before + 1


def test_a_wait_is_told_of_often_enough_that_it_is_never_taken_for_lost():
    assert 2 * SEEN_S < LOST_S - SEEN_S


def test_nothing_is_told_after_the_end(parts):
    parts.waiting.append(HASH)
    parts.watch.stop()
    parts.clock.go(10 * WAIT_KEPT_S)
    assert parts.records.said == []
