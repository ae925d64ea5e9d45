"""What version 3 made is brought up, in SQLite and PostgreSQL; the fixtures were written by that version itself."""

import pytest

from console.host.core.accounts.changes import remove_technician, unlock_technician
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import AskAudit, AskSessions
from tests.console.host.store.logging_in import check_login
from tests.console.host.store.tables.earlier_databases import make_earlier

BOB = 3
ROWS = 13  # of the audit
EVER = {"request": 0, "since_ms": 0, "until_ms": 2**50}


@pytest.fixture
def old(database_url, open_by_hand):
    """The address of a database as version 3 has left it."""
    return make_earlier("3", database_url, open_by_hand)


@pytest.fixture
def store(old):
    store = Store(old)
    yield store
    store.close()


def test_accounts_sessions_and_the_audit_are_kept(store):
    accounts = store.accounts.snapshot()
    assert [(a.name, a.disabled, a.unlocks) for a in accounts.technicians.values()] == [
        *(("technician", False, 0), ("Ada", False, 0), ("Bob", True, 0))
    ]
    assert (accounts.groups[2].channel, accounts.groups[2].replies) == ("helpdesk", ("Hello",))
    assert check_login(store, "Ada", "correct horse")[0] is Reason.NONE
    assert store.audit.verify() == ROWS
    (session,) = store.reports.answer(AskSessions(**EVER)).rows
    assert (session.lead, session.group, session.reason) == ("Bob", "second level", "ended_by_lead")


def test_whoever_is_removed_has_no_name_but_in_rows_from_before(store, old, open_by_hand):
    store.accounts.change(lambda all_: unlock_technician(all_, BOB), Author(who="", time_ms=30))
    store.accounts.change(lambda all_: remove_technician(all_, BOB), Author(who="", time_ms=31))
    (session,) = store.reports.answer(AskSessions(**EVER)).rows
    assert session.lead == "former technician 3"
    assert store.audit.verify() == ROWS + 2
    by_row = {row.number: f"{row.who} {row.detail}" for row in store.reports.answer(AskAudit(**EVER)).rows}
    assert [by_row[ROWS + 1], by_row[ROWS + 2]] == [" former technician 3", " former technician 3"]
    assert store.accounts.rows_naming("Bob") == sum("Bob" in words for words in by_row.values()) > 0
    assert store.accounts.rows_naming("on") == store.accounts.rows_naming("second") == 0
    for table in ("technicians", "names"):
        assert "Bob" not in str(open_by_hand(old).execute(f"SELECT * FROM {table}").fetchall())


def test_it_is_brought_up_once(store, old):
    store.close()
    again = Store(old)
    assert again.audit.verify() == ROWS
    again.close()
