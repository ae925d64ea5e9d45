"""What version 5 made is brought up, in SQLite and PostgreSQL; the fixtures were written by that version itself."""

import pytest

from console.host.core.accounts.changes import count_password
from console.host.core.audit import Entry, Event
from console.host.store.records.accounts import Author
from console.host.store.records.waits import StoredWait
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import AskDays, AskSessions
from tests.console.host.store.logging_in import check_login
from tests.console.host.store.tables.earlier_databases import make_earlier

ROWS = 18  # of the audit
ENDED_MS = 1_700_000_001_000  # its last row: from then on nothing is known of the host
EVER = {"request": 0, "since_ms": 0, "until_ms": 2**50}


@pytest.fixture
def store(database_url, open_by_hand):
    store = Store(make_earlier("5", database_url, open_by_hand))
    yield store
    store.close()


def lost(wait):
    return Entry(event=Event.GAVE_UP, time_ms=ENDED_MS + 7200_000, detail=f"{wait.channel} {wait.reason}")


def day(store):
    (found,) = store.reports.answer(AskDays(request=1, starts=(ENDED_MS - 3600_000, ENDED_MS + 3600_000))).days
    return found


def test_accounts_sessions_and_the_audit_are_kept(store):
    accounts = store.accounts.snapshot()
    assert [(a.name, accounts.groups[a.group].name) for a in accounts.technicians.values()] == [
        *(("technician", "support"), ("Ada", "support"), ("Bob", "second level"))
    ]
    assert accounts.groups[3].desk_reads
    assert not any(a.must_change for a in accounts.technicians.values()), "whoever has a password keeps it"
    assert check_login(store, "Bob", "correct horse")[0] is Reason.NONE
    assert store.audit.verify() == ROWS
    (session,) = store.reports.answer(AskSessions(**EVER)).rows
    assert (session.lead, session.waited_ms, session.shares) == ("Bob", 32_000, 1)


def test_whoever_waited_when_the_host_ended_is_missed_where_they_do_not_come_back(store):
    """A place that was kept for somebody who did not wait, and one from days before, are nobody who was missed."""
    store.waits.end_lost(ENDED_MS, lost)
    assert day(store).missed == 0
    store.waits.end_lost(ENDED_MS + 1, lost)
    store.waits.end_lost(ENDED_MS + 1, lost)
    assert (day(store).missed, day(store).gave_up) == (1, 0)
    assert store.waits.find(TOKEN) is None
    assert store.audit.verify() == ROWS + 1


def test_whoever_comes_back_waits_on(store):
    wait = store.waits.find(TOKEN)
    assert wait == StoredWait(token_hash=TOKEN, channel="helpdesk", since_ms=1_699_999_940_000)
    store.waits.begin(wait, ENDED_MS + 10, Entry(event=Event.WAITED, time_ms=ENDED_MS + 10, detail="helpdesk"))
    store.waits.end_lost(ENDED_MS + 1, lost)
    assert (store.waits.find(TOKEN), day(store).missed) == (wait, 0)


def test_places_are_remembered_and_a_password_of_somebody_else_is_marked(store):
    assert store.logins.facts("Ada", [PLACE]).place is None
    store.logins.remember(ADA, [PLACE], 1)
    assert store.logins.facts("Ada", [PLACE]).place == PLACE
    given = {"author": Author(who="", time_ms=1), "password": "staple battery"}
    after = store.accounts.change(lambda all_: count_password(all_, ADA, must_change=True), **given)
    assert store.accounts.snapshot() == after
    assert after.technicians[ADA].must_change


ADA = 2
PLACE = bytes(32)
TOKEN = bytes.fromhex("22af5eb7a99e9a167adafc9b1c22f688cb7d7f87cd31c10e00dda28bd0953cfc")
