"""What version 9 made is brought up, in SQLite and PostgreSQL; the fixtures were written by that version itself."""

import pytest

from console.host.core.accounts.changes import describe_technician
from console.host.core.audit import Entry, Event
from console.host.core.rights import SESSION_NOTES
from console.host.store.records.accounts import Author
from console.host.store.records.notes import SessionNotes
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import AskSessions
from tests.console.host.store.tables.earlier_databases import make_earlier

ROWS = 19  # of the audit
LAST_MS = 1_796_000_000_017
OVER, OPEN = bytes(range(16)), bytes(range(16, 32))
ADA, GRACE, GONE = 2, 3, 4
NOTES = SessionNotes(customer="Müller GmbH", reference="T-4711", note="Toner", outcome="solved")


@pytest.fixture
def url(database_url, open_by_hand):
    return make_earlier("9", database_url, open_by_hand)


@pytest.fixture
def store(url):
    store = Store(url)
    yield store
    store.close()


def noted(session):
    return Entry(event=Event.SESSION_NOTED, time_ms=LAST_MS + 1, session=session)


def test_what_was_there_is_kept_and_the_chain_goes_on(store):
    accounts = store.accounts.snapshot()
    assert {account.name for account in accounts.technicians.values()} == {"technician", "Ada", "Grace"}
    assert accounts.former == {GONE}
    assert store.audit.verify() == ROWS
    store.audit.append(noted(OPEN))
    assert store.audit.verify() == ROWS + 1
    (live,) = store.sessions.live()
    assert (live.session, live.technician) == (OPEN, GRACE)


def test_nobody_may_name_customers_before_somebody_has_said_so(store):
    accounts = store.accounts.snapshot()
    for number in accounts.technicians:
        assert SESSION_NOTES not in accounts.technician(number).rights


def test_who_has_logged_in_when_is_read_from_the_audit(store, open_by_hand, url):
    accounts = store.accounts.snapshot()
    logins = {account.name: account.last_login_ms for account in accounts.technicians.values()}
    assert logins == {"technician": None, "Ada": 1_796_000_000_006, "Grace": None}
    gone = open_by_hand(url).execute(f"SELECT last_login_ms FROM technicians WHERE id = {GONE}").fetchone()
    assert gone[0] is None, "of somebody who was removed nothing is known again"


def test_sessions_from_before_can_be_noted(store):
    assert store.notes.of(OVER, ADA) == SessionNotes()
    assert store.notes.write(OVER, ADA, lambda _before: NOTES, noted(OVER)) is Reason.NONE
    page = store.reports.answer(AskSessions(request=1, since_ms=0, until_ms=2**53, words="müller"))
    assert [(row.session, row.customer, row.reference, row.note, row.outcome) for row in page.rows] == [
        (OVER, "Müller GmbH", "T-4711", "Toner", "solved")
    ]
    store.accounts.change(
        lambda accounts: describe_technician(accounts, ADA, full_name="Ada Example"), Author(who="", time_ms=LAST_MS)
    )
    assert store.accounts.snapshot().technicians[ADA].full_name == "Ada Example"
