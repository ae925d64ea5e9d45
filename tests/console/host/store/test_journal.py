"""What strangers cause is in the audit by who they are: nobody's noise hides somebody else, or fills a disk."""

import pytest

from console.host.core.audit import Event
from console.host.core.limits import NOTES, Limits
from console.host.store.journal import Journal

NOW_MS = 1_795_000_000_000


class Paper:
    """Stands in for the store thread and the store: writes at once."""

    def __init__(self):
        self.rows = []
        self.crowded = False
        self.audit = self

    def note(self, work):
        work(self)

    def append(self, entry):
        self.rows.append(entry)


class Clock:
    def __init__(self):
        self.now = 0.0
        self.due = None

    def later(self, seconds, act):
        self.due = (self.now + seconds, act)
        return self

    def cancel(self):
        self.due = None

    def go(self, seconds):
        self.now += seconds
        if self.due is not None and self.due[0] <= self.now:
            due, self.due = self.due, None
            due[1]()


@pytest.fixture
def paper():
    return Paper()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def journal(paper, clock):
    return Journal(clerk=paper, now_ms=lambda: NOW_MS, clock=lambda: clock.now, later=clock.later, limits=Limits())


def refused(journal, address, times=1):
    for _ in range(times):
        journal.refusal(Event.LOGIN_REFUSED, who=address, detail="wrong_login")


def rows_of(paper, address):
    return [row.detail for row in paper.rows if row.who == address]


def test_one_sources_noise_is_counted_and_nobody_elses_row_is_hidden(journal, paper, clock):
    refused(journal, "192.0.2.1", 500)
    refused(journal, "198.51.100.7")
    assert rows_of(paper, "192.0.2.1") == ["wrong_login"] * 10
    assert rows_of(paper, "198.51.100.7") == ["wrong_login"]
    clock.go(60)
    assert rows_of(paper, "192.0.2.1")[10:] == ["490 more"]
    assert paper.rows[-1].event is Event.LOGIN_REFUSED
    clock.go(60)
    assert len(paper.rows) == 12, "what was told is told once"


def test_many_sources_fill_no_disk_and_whoever_they_hide_is_named(journal, paper, clock):
    for number in range(4_000):
        refused(journal, f"10.{number >> 14}.{number >> 6 & 255}.{number % 64}", 2)
    refused(journal, "198.51.100.7")
    clock.go(60)
    assert len(paper.rows) == 240 + 40 + 1
    more = paper.rows[-1]
    assert more.who == ""
    assert "more from" in more.detail
    assert "198.51.100.7" in [row.who for row in paper.rows]
    counted = sum(int(row.detail.split()[0]) if "more" in row.detail else 1 for row in paper.rows)
    assert counted == 8_001


def test_a_network_of_ipv6_is_one_source(journal, paper):
    for number in range(100):
        refused(journal, f"2001:db8:77:1::{number:x}")
    assert len(paper.rows) == 10


def test_members_of_sessions_have_shares_of_their_own(journal, paper, clock):
    for member in (1, 2):
        for _ in range(12):
            journal.refusal(Event.REFUSED, session=b"s" * 16, member=member, detail="picture")
    clock.go(60)
    assert [row.member for row in paper.rows] == [1] * 10 + [2] * 10 + [1, 2]
    assert paper.rows[-1].detail == "2 more"
    assert paper.rows[-1].session == b"s" * 16


def test_waits_are_written_for_a_whole_office_and_not_for_a_flood(journal, clock, paper):
    entries = [journal.entry_if_few(Event.WAITED, who="192.0.2.1", detail="helpdesk") for _ in range(5000)]
    assert len([entry for entry in entries if entry]) == 60
    clock.go(60)
    assert rows_of(paper, "192.0.2.1") == ["4940 more"]


def test_what_cannot_be_written_for_hours_is_counted_and_told_when_it_can(journal, paper, clock):
    paper.crowded = True
    refused(journal, "192.0.2.1", 3)
    clock.go(60)
    assert paper.rows == []
    journal.write(Event.LOGIN, who="Ada")
    assert [row.event for row in paper.rows] == [Event.LOGIN], "what matters waits with the rest"
    paper.crowded = False
    clock.go(60)
    assert rows_of(paper, "192.0.2.1") == ["3 more"]
    assert journal._limits.met[NOTES.name] == 3


def test_a_host_that_ends_tells_how_many_more_there_were(journal, paper):
    refused(journal, "192.0.2.1", 12)
    journal.stop()
    assert rows_of(paper, "192.0.2.1")[-1] == "2 more"
