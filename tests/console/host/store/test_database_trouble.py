"""Databases that do not work: what is done is refused with a sentence, nothing is left half done, all comes back."""

import contextlib
import os
import sqlite3

import pytest
from sqlalchemy import event, make_url

from console.host.core.audit import Entry, Event
from console.host.store.records.sessions import StoredSeat
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from protocol.vocabulary.messages import Role
from tests.helpers.troubled_databases import PostgreSQLTrouble, SqliteTrouble


def entry(who=""):
    return Entry(event=Event.LOGIN, time_ms=1_700_000_000_000, who=who)


def open_session(store, number=0):
    seat = StoredSeat(member=1, role=Role.LEAD, token_hash=bytes(32))
    store.sessions.open(number.to_bytes(16, "big"), 1, seat, entry())


def fill(store):
    """Open sessions until one is refused; return its number."""
    for number in range(1, 10_000):
        try:
            open_session(store, number)
        except StorageError:
            return number
    pytest.fail("the disk was never full")


@pytest.fixture
def store(database_url):
    store = Store(database_url, busy_ms=10)
    open_session(store)
    yield store
    store.close()


@pytest.fixture
def by_hand(open_by_hand, database_url):
    return open_by_hand(database_url)


@pytest.fixture
def trouble(request, database_url, by_hand):
    if database_url.drivername == "sqlite":
        return SqliteTrouble(database_url, by_hand)
    return PostgreSQLTrouble(database_url, by_hand, request.getfixturevalue("postgresql"))


@pytest.mark.parametrize("what", ["locked", "read_only", "gone"])
def test_a_change_is_refused_and_done_once_all_is_well_again(store, trouble, what):
    with trouble.befalls(what, store):
        with pytest.raises(StorageError) as refused:
            open_session(store, 1)
        said = str(refused.value)
        assert len(said.splitlines()) == 1
        assert "ssword" not in said
    open_session(store, 1)
    assert [stored.session[-1] for stored in store.sessions.live()] == [0, 1]
    assert store.audit.verify() == 2


def test_a_full_disk_leaves_nothing_half_done(store, trouble):
    with trouble.full(store):
        number = fill(store)
        assert 1 <= store.audit.verify() == len(store.sessions.live()) == number
    open_session(store, number)
    assert store.audit.verify() == number + 1


@pytest.mark.parametrize("what", ["locked", "read_only"])
def test_what_cannot_be_written_can_still_be_read(store, trouble, what):
    with trouble.befalls(what, store):
        assert len(store.sessions.live()) == 1
        assert store.accounts.snapshot().technicians
        assert store.changes() == 0
        assert store.audit.verify() == 1


def test_a_database_of_a_newer_version_is_left_alone(store, by_hand, database_url):
    by_hand.execute("UPDATE alembic_version SET version_num = '99'")
    with pytest.raises(StorageError, match="newer version"):
        Store(database_url)
    assert by_hand.execute("SELECT version_num FROM alembic_version").fetchall() == [("99",)]


def test_a_change_whose_answer_is_lost_is_known_to_have_been_made(store):
    def lose(connection):
        raw = connection.connection.dbapi_connection
        raw.commit() if connection.dialect.name == "postgresql" else raw.execute("COMMIT")
        raw.close()

    event.listen(store._database._engine, "commit", lose, once=True)
    with pytest.raises(StorageError):
        open_session(store, 1)
    assert store.was_written()
    assert store.audit.verify() == 2
    assert not store.was_written()  # of what came after


def test_a_change_that_was_not_made_is_known_not_to_be(store, trouble):
    with trouble.locked(), pytest.raises(StorageError):
        open_session(store, 1)
    assert not store.was_written()


# -- SQLite alone -----------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path):
    return tmp_path / "host.sqlite"


def test_a_file_that_is_no_database_is_named_as_such(path):
    path.write_bytes(b"this is a text, not a database\n" * 100)
    with pytest.raises(StorageError, match="not a database"):
        Store(path)


def test_a_file_in_a_folder_that_is_not_there_cannot_be_opened(path):
    with pytest.raises(StorageError, match="No such file or directory"):
        Store(path.parent / "missing" / "host.sqlite")


def test_a_file_is_its_users_alone(path):
    Store(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_was_replaced_is_the_database_from_then_on(path):
    store = Store(path)
    store.count_start()
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(f"{path}-2")) as copy:
        source.backup(copy)
    open_session(store)
    os.replace(f"{path}-2", path)
    for name in (f"{path}-wal", f"{path}-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.remove(name)
    assert store.sessions.live() == []
    assert store.count_start() == 2
    store.close()


# -- PostgreSQL alone -------------------------------------------------------------------------------------------


def test_a_connection_that_was_cut_is_made_anew(postgresql_url, postgresql, open_by_hand):
    store = Store(postgresql_url)
    PostgreSQLTrouble(postgresql_url, open_by_hand(postgresql_url), postgresql).cut()
    assert store.count_start() == 1
    store.close()


def test_a_server_that_was_killed_has_all_that_it_answered(postgresql_url, postgresql):
    store = Store(postgresql_url)
    open_session(store)
    postgresql.kill()
    with pytest.raises(StorageError):
        open_session(store, 1)
    postgresql.start()
    assert store.audit.verify() == len(store.sessions.live()) == 1
    open_session(store, 1)
    store.close()


@pytest.mark.parametrize("wrong", [{"password": "not it"}, {"database": "nobody_s"}, {"port": 1}], ids=str)
def test_a_server_that_lets_nobody_in_is_said_without_the_password(postgresql_url, wrong):
    with pytest.raises(StorageError) as refused:
        Store(make_url(postgresql_url).set(**wrong))
    assert len(str(refused.value).splitlines()) == 1
    assert wrong.get("password", postgresql_url.password) not in str(refused.value)
