"""The database: what it remembers, what it refuses, and that its audit cannot be touched unseen."""

import sqlite3

import pytest

from console.host.account_records import Author
from console.host.accounts import LOCAL_TECHNICIAN
from console.host.audit import Entry, Event, TamperedError
from console.host.database import StorageError
from console.host.rights import RIGHTS
from console.host.session_records import StoredSeat, token_hash
from console.host.store import Store
from protocol.messages import Reason, Role

SESSION, OTHER = b"s" * 16, b"o" * 16
TOKEN = b"t" * 32


def entry(event=Event.SESSION_OPENED, **fields):
    return Entry(event=event, time_ms=1_700_000_000_000, **fields)


def seat(member, role=Role.CUSTOMER, token=TOKEN, technician=None):
    return StoredSeat(member=member, role=role, token_hash=token_hash(token), technician=technician)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "host.sqlite"


@pytest.fixture
def open_store(path):
    stores = []

    def make(**options):
        stores.append(Store(path, **options))
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
    assert (technician.group, technician.rights, technician.sessions_limit) == ("support", set(RIGHTS), 10)
    assert (technician.administrator, technician.disabled, technician.passwords) == (True, False, 0)


def test_the_database_is_its_users_alone(store, path):
    assert path.stat().st_mode & 0o777 == 0o600


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
        (None, Reason.TIMED_OUT, Reason.TIMED_OUT),
    ],
)
def test_a_member_learns_why_its_seat_is_gone(store, seat_reason, session_reason, told):
    open_session(store)
    store.sessions.add_seat(SESSION, seat(2), entry(Event.MEMBER_JOINED))
    if seat_reason:
        store.sessions.end_seat(SESSION, 2, seat_reason, entry(Event.MEMBER_LEFT))
    if session_reason:
        store.sessions.close(SESSION, session_reason, entry(Event.SESSION_CLOSED))
    assert store.sessions.end_of_seat(SESSION, 2, TOKEN) is told
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


@pytest.fixture
def tamper(store, path):
    """Write five rows, then let the test do what it likes to the file, as somebody with access to it could."""
    for number in range(5):
        store.audit.append(entry(Event.LOGIN, who=f"technician {number}"))

    def do(*statements):
        with sqlite3.connect(path) as raw:
            raw.execute("DROP TRIGGER audit_no_update")
            raw.execute("DROP TRIGGER audit_no_delete")
            for statement in statements:
                raw.execute(statement)
        raw.close()

    return do


def test_an_untouched_audit_is_verified(store, tamper):
    assert store.audit.verify() == 5
    assert [row.number for row in store.audit.rows()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE audit SET who = 'somebody else' WHERE number = 3"],
        ["UPDATE audit SET time_ms = time_ms + 1 WHERE number = 1"],
        ["UPDATE audit SET hash = zeroblob(32) WHERE number = 5"],
        ["DELETE FROM audit WHERE number = 1"],
        ["DELETE FROM audit WHERE number = 3"],
        ["DELETE FROM audit WHERE number = 5"],
        ["DELETE FROM audit WHERE number = 3", "UPDATE audit SET number = number - 1 WHERE number > 3"],
        [
            "UPDATE audit SET number = 9 WHERE number = 2",
            "UPDATE audit SET number = 2 WHERE number = 3",
            "UPDATE audit SET number = 3 WHERE number = 9",
        ],
        ["INSERT INTO audit SELECT 6, time_ms, event, session, member, who, detail, hash FROM audit WHERE number = 5"],
    ],
    ids=lambda statements: statements[0][:45],
)
def test_a_row_that_was_changed_removed_moved_or_added_is_seen(store, tamper, statements):
    tamper(*statements)
    with pytest.raises(TamperedError):
        store.audit.verify()


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = ''", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_its_audit(store, path, statement):
    store.audit.append(entry())
    raw = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append only"):
        raw.execute(statement)
    raw.close()


# -- a database that does not work ------------------------------------------------------------------------------


def test_a_locked_database_is_a_failure_of_the_environment(store, path):
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError, match="locked"):
        open_session(store)
    raw.execute("ROLLBACK")
    raw.close()
    open_session(store)
    assert store.audit.verify() == 1


def test_a_full_disk_is_a_failure_of_the_environment_and_leaves_no_half(store):
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def fill():
        for number in range(10_000):
            open_session(store, number.to_bytes(16, "big"))

    with pytest.raises(StorageError, match="full"):
        fill()
    with store._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert store.audit.verify() == len(store.sessions.live())
    open_session(store)


def test_a_file_that_is_no_database_is_named_as_such(path):
    path.write_bytes(b"this is a text, not a database\n" * 100)
    with pytest.raises(StorageError, match="not a database"):
        Store(path)


def test_a_database_of_a_newer_version_is_left_alone(store, path, open_store):
    store.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '99'")
    raw.close()
    with pytest.raises(StorageError, match="newer version"):
        open_store()


def test_a_database_in_a_folder_that_is_not_there_cannot_be_opened(tmp_path):
    with pytest.raises(StorageError):
        Store(tmp_path / "missing" / "host.sqlite")


def test_no_token_is_in_the_file(store, path):
    open_session(store)
    store.close()
    assert TOKEN not in path.read_bytes()
    assert token_hash(TOKEN) in path.read_bytes()
