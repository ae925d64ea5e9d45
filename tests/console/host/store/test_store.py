"""The database: what it remembers, what it refuses, and that its audit cannot be touched unseen."""

import threading

import pytest

from console.host.core.accounts.accounts import LOCAL_TECHNICIAN
from console.host.core.audit import Entry, Event
from console.host.core.rights import RIGHTS, SESSION_NOTES
from console.host.store.records.accounts import Author
from console.host.store.records.sessions import StoredSeat, token_hash
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason, Role

SESSION, OTHER = b"s" * 16, b"o" * 16
TOKEN = b"t" * 32


def entry(event=Event.SESSION_OPENED, **fields):
    return Entry(event=event, time_ms=1_700_000_000_000, **fields)


def seat(member, role=Role.CUSTOMER, token=TOKEN, technician=None):
    return StoredSeat(member=member, role=role, token_hash=token_hash(token), technician=technician)


@pytest.fixture
def by_hand(open_by_hand, database_url):
    return open_by_hand(database_url)


@pytest.fixture
def open_store(database_url):
    stores = []

    def make(**options):
        stores.append(Store(database_url, **options))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def store(open_store):
    return open_store(busy_ms=10)


def open_session(store, session=SESSION):
    store.sessions.open(session, 1, seat(1, Role.LEAD), entry(session=session))


def test_a_new_database_has_one_group_and_one_technician(store):
    accounts = store.accounts.snapshot()
    assert set(accounts.technicians) == {LOCAL_TECHNICIAN}
    technician = accounts.technician(LOCAL_TECHNICIAN)
    assert technician.rights == set(RIGHTS) - {SESSION_NOTES}
    assert (technician.group, technician.sessions_limit) == ("support", 10)
    assert (technician.administrator, technician.disabled, technician.passwords) == (True, False, 0)


def test_sessions_and_seats_are_there_after_a_restart(store, open_store):
    open_session(store)
    store.sessions.add_seat(SESSION, seat(2), entry(Event.MEMBER_JOINED))
    store.close()
    (found,) = open_store().sessions.live()
    assert (found.session, found.technician, found.next_member) == (SESSION, 1, 3)
    assert found.seats == (seat(1, Role.LEAD), seat(2))


def test_who_shares_who_waits_and_who_leads_are_there_after_a_restart(store, open_store):
    open_session(store)
    store.sessions.add_seat(SESSION, seat(2, Role.COLLABORATOR, technician=1), entry(Event.MEMBER_JOINED))
    store.sessions.note_sharing(SESSION, 2, entry(Event.SHARE_STARTED))
    store.sessions.note_hold(SESSION, True, entry())
    store.sessions.note_role(SESSION, 2, Role.LEAD, entry())
    store.close()
    (found,) = open_store().sessions.live()
    assert (found.sharing, found.on_hold) == (2, True)
    assert found.seats[1] == seat(2, Role.LEAD, technician=1)


def test_seats_and_sessions_that_have_ended_do_not_come_back(store):
    open_session(store)
    open_session(store, OTHER)
    store.sessions.add_seat(SESSION, seat(2), entry(Event.MEMBER_JOINED))
    store.sessions.end_seat(SESSION, 2, Reason.LEFT, entry(Event.MEMBER_LEFT))
    store.sessions.close(OTHER, Reason.ENDED_BY_LEAD, entry(Event.SESSION_CLOSED))
    (found,) = store.sessions.live()
    assert [s.member for s in found.seats] == [1]
    assert found.next_member == 3


@pytest.mark.parametrize(
    ("seat_reason", "session_reason", "told"),
    [
        (Reason.TIMED_OUT, None, Reason.TIMED_OUT),
        (Reason.LEFT, None, Reason.SESSION_CLOSED),
        (None, Reason.ENDED_BY_LEAD, Reason.SESSION_CLOSED),
        (None, Reason.TIMED_OUT, Reason.TECHNICIAN_GONE),
        (None, Reason.DISABLED, Reason.TECHNICIAN_GONE),
    ],
)
def test_a_customer_learns_why_their_seat_is_gone(store, seat_reason, session_reason, told):
    open_session(store)
    store.sessions.add_seat(SESSION, seat(2), entry(Event.MEMBER_JOINED))
    if seat_reason:
        store.sessions.end_seat(SESSION, 2, seat_reason, entry(Event.MEMBER_LEFT))
    if session_reason:
        store.sessions.close(SESSION, session_reason, entry(Event.SESSION_CLOSED))
    assert store.sessions.end_of_seat(SESSION, 2, TOKEN) is told
    technician = Reason.TIMED_OUT if session_reason is Reason.TIMED_OUT else Reason.SESSION_CLOSED
    if session_reason:
        assert store.sessions.end_of_seat(SESSION, 1, TOKEN) is technician
    assert store.sessions.end_of_seat(SESSION, 2, bytes(32)) is Reason.UNKNOWN_SESSION
    assert store.sessions.end_of_seat(OTHER, 2, TOKEN) is Reason.UNKNOWN_SESSION


def test_another_process_notices_a_change(store, open_store):
    watching = open_store()
    before = watching.changes()
    assert watching.changes() == before
    store.accounts.change(lambda accounts: accounts, Author(who="Ada", time_ms=1))
    assert watching.changes() != before


def test_what_happens_in_sessions_is_no_change_of_accounts(store):
    before = store.changes()
    open_session(store)
    assert store.changes() == before


def test_starts_are_counted(store, open_store):
    assert store.count_start() == 1
    assert open_store().count_start() == 2


# -- audit ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = ''", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_its_audit(store, by_hand, statement):
    store.audit.append(entry())
    with pytest.raises(Exception, match="append only"):
        by_hand.execute(statement)
    assert store.audit.verify() == 1


def test_a_row_that_is_too_long_is_cut_to_what_there_is_room_for(store):
    store.audit.append(entry(Event.LOGIN_REFUSED, who="w" * 201, detail="disabled " + "ä" * 200))
    (row,) = store.audit.rows()
    assert (len(row.entry.who), len(row.entry.detail)) == (200, 200)
    assert store.audit.verify() == 1


def test_two_hosts_at_one_database_write_one_chain(database_url):
    """Each in a thread with a connection of its own, as fast as they can."""
    stores = [Store(database_url, busy_ms=20_000) for _ in range(3)]
    errors = []

    def write(store, who):
        try:
            for number in range(25):
                store.audit.append(entry(Event.LOGIN, who=f"{who} {number}"))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(store, str(n))) for n, store in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert stores[0].audit.verify() == 75
    for store in stores:
        store.close()


def test_no_token_is_in_the_database(store, by_hand):
    open_session(store)
    columns = [value for row in by_hand.execute("SELECT * FROM seats").fetchall() for value in row]
    assert TOKEN not in columns
    assert token_hash(TOKEN) in columns
