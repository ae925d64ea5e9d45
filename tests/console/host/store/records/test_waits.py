"""Places in a queue, in both kinds of databases."""

import pytest

from console.host.core.accounts.changes import set_channel
from console.host.core.audit import Entry, Event
from console.host.store.records.accounts import Author
from console.host.store.records.sessions import StoredSeat
from console.host.store.records.waits import FORGOTTEN_MS, LostWait, StoredWait
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason, Role

SESSION, HASH, OTHER = b"s" * 16, b"h" * 32, b"o" * 32
NOW_MS = 1_795_000_000_000


@pytest.fixture
def store(database_url):
    store = Store(database_url)
    yield store
    store.close()


def entry(event, after_ms=0):
    return Entry(event=event, time_ms=NOW_MS + after_ms, who="127.0.0.1", detail="printers")


def wait(kept=HASH, since_ms=NOW_MS):
    return StoredWait(token_hash=kept, channel="printers", since_ms=since_ms)


def test_a_place_is_kept_until_its_customer_is_in_a_session(store, database_url, open_by_hand):
    store.waits.begin(wait(), NOW_MS, entry(Event.WAITED))
    assert store.waits.find(HASH) == wait()
    assert store.waits.find(OTHER) is None
    seat = StoredSeat(member=1, role=Role.LEAD, token_hash=OTHER, technician=1)
    store.sessions.open(SESSION, 1, seat, entry(Event.SESSION_OPENED, 59_000))
    store.waits.picked_up(wait(), SESSION, entry(Event.PICKED_UP, 60_000))
    assert store.waits.find(HASH) == wait()
    store.waits.let_in(HASH)
    assert store.waits.find(HASH) is None
    rows = open_by_hand(database_url).execute("SELECT channel, waited_ms FROM sessions").fetchall()
    assert [tuple(row) for row in rows] == [("printers", 60_000)]
    assert store.audit.verify() == 3


def test_whoever_gives_up_or_does_not_wait_any_more_is_forgotten(store):
    store.waits.begin(wait(), NOW_MS, entry(Event.WAITED))
    store.waits.end(wait(), Reason.LEFT, NOW_MS, entry(Event.GAVE_UP))
    assert store.waits.find(HASH) is None
    store.waits.keep(wait())
    store.waits.begin(wait(OTHER, NOW_MS + FORGOTTEN_MS), NOW_MS + FORGOTTEN_MS + 1, entry(Event.WAITED))
    assert store.waits.find(HASH) is None
    assert store.waits.find(OTHER) is not None


def lost(found):
    return Entry(event=Event.GAVE_UP, time_ms=NOW_MS + FORGOTTEN_MS, detail=f"{found.channel} {found.reason}")


def test_a_wait_that_no_host_has_told_of_for_too_long_was_missed_when_one_last_did(store, database_url, open_by_hand):
    store.waits.begin(wait(), NOW_MS, entry(Event.WAITED))
    store.waits.begin(wait(OTHER), NOW_MS, entry(Event.WAITED))
    store.waits.keep(wait(b"k" * 32))
    store.waits.still_there([HASH, b"k" * 32], NOW_MS + 20_000)
    store.waits.still_there([OTHER], NOW_MS + 40_000)
    store.waits.end_lost(NOW_MS + 20_001, lost)
    assert [store.waits.find(one) is None for one in (HASH, OTHER, b"k" * 32)] == [True, False, False]
    rows = open_by_hand(database_url).execute("SELECT channel, since_ms, ended_ms, reason FROM lost_waits").fetchall()
    assert [tuple(row) for row in rows] == [("printers", NOW_MS, NOW_MS + 20_000, "timed_out")]
    assert store.audit.rows()[-1].entry == lost(wait_lost())
    store.waits.end_lost(NOW_MS + 20_001, lost)
    assert store.audit.verify() == 3


def wait_lost():
    return LostWait(channel="printers", since_ms=NOW_MS, ended_ms=NOW_MS + 20_000, reason=Reason.TIMED_OUT)


def test_whoever_comes_back_to_another_host_keeps_the_time_since_when_they_wait(store):
    store.waits.begin(wait(), NOW_MS, entry(Event.WAITED))
    store.waits.begin(wait(), NOW_MS + 60_000, None)
    assert store.waits.find(HASH) == wait()


def test_a_groups_channel_is_read_back_and_can_be_passed_on(store):
    author = Author(who="(command line)", time_ms=NOW_MS)
    store.accounts.change(lambda accounts: set_channel(accounts, 1, "printers"), author)
    assert store.accounts.snapshot().channels() == ("printers",)
    assert store.accounts.snapshot().technician(1).channel == "printers"
    store.accounts.change(lambda accounts: set_channel(accounts, 1, ""), author)
    assert store.accounts.snapshot().channels() == ()
