"""What version 7 made is brought up, in SQLite and PostgreSQL; the fixtures were written by that version itself."""

import pytest

from console.host.core.audit import Entry, Event
from console.host.store.records.waits import StoredWait
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason, Role
from protocol.vocabulary.reports import AskDays, AskSessions
from tests.console.host.store.logging_in import check_login
from tests.console.host.store.tables.earlier_databases import make_earlier

ROWS = 22  # of the audit
ADA = 2
PLACE = bytes(32)
OPEN = bytes(15) + b"\2"  # the session that goes on
TOKEN = bytes.fromhex("55eae50b75e2b2990f2c18be84ca079727a85f61b839c3359249801fe1ab9e9c")
EVER = {"request": 0, "since_ms": 0, "until_ms": 2**50}


@pytest.fixture
def store(database_url, open_by_hand):
    store = Store(make_earlier("7", database_url, open_by_hand))
    yield store
    store.close()


def test_accounts_passwords_and_places_are_kept(store):
    accounts = store.accounts.snapshot()
    assert [(a.name, accounts.groups[a.group].name, a.must_change) for a in accounts.technicians.values()] == [
        ("technician", "support", False),
        ("Ada", "support", False),
        ("Bob", "second level", False),
        ("Eve", "second level", True),
    ]
    assert (accounts.groups[3].channel, accounts.groups[3].desk_reads) == ("helpdesk", True)
    assert check_login(store, "Bob", "correct horse")[0] is Reason.NONE
    assert store.logins.facts("Ada", [PLACE]).place == PLACE
    assert store.audit.verify() == ROWS


def test_what_has_ended_is_in_the_reports_and_what_goes_on_goes_on(store):
    rows = store.reports.answer(AskSessions(**EVER)).rows
    assert [(row.lead, row.waited_ms, row.shares) for row in sorted(rows, key=lambda row: row.lead)] == [
        ("Ada", None, 0),
        ("Bob", 32_000, 1),
    ]
    (found,) = store.sessions.live()
    assert (found.session, found.technician) == (OPEN, ADA)
    assert [(seat.member, seat.role) for seat in found.seats] == [(1, Role.LEAD), (2, Role.CUSTOMER)]


def test_who_gave_up_is_counted_and_who_waits_waits_on(store):
    (day,) = store.reports.answer(AskDays(request=1, starts=(1_699_827_000_000, 1_699_900_000_000))).days
    assert (day.missed, day.gave_up) == (0, 1)
    assert store.waits.find(TOKEN) == StoredWait(token_hash=TOKEN, channel="helpdesk", since_ms=1_699_999_940_000)
    ended = []

    def lost(wait):
        ended.append(wait.channel)
        return Entry(event=Event.GAVE_UP, time_ms=1_700_009_000_000, detail=f"{wait.channel} {wait.reason}")

    store.waits.end_lost(1_700_000_001_001, lost)
    assert ended == ["helpdesk"]
    assert store.audit.verify() == ROWS + 1
