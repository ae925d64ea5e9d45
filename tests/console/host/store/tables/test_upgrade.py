"""A file of an earlier version is brought up, and is then what a new one is; a copy of it is kept."""

import contextlib
import os
import pkgutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from console.host.core.accounts.accounts import LOCAL_TECHNICIAN
from console.host.core.accounts.changes import set_channel
from console.host.core.audit import Entry, Event
from console.host.core.rights import RIGHTS, SHARE_SCREEN, UNUSUAL
from console.host.store.records.accounts import Author
from console.host.store.records.waits import StoredWait
from console.host.store.store import Store
from console.host.store.tables import migrations
from console.host.store.tables.database import StorageError
from console.host.store.tables.schema import VERSION
from console.host.store.tables.upgrade import REVISIONS, VERSIONS
from protocol.vocabulary.messages import Reason, Role

AUTHOR = Author(who="test", time_ms=1)

VERSION_1, VERSION_2, VERSION_3, VERSION_5, VERSION_7, VERSION_8, VERSION_9 = (
    (Path(__file__).parent / f"version_{version}.sqlite.sql").read_text(encoding="utf-8") for version in "1235789"
)
"""What the programs of those versions made in SQLite, the first two by hand."""


@pytest.fixture
def make_old(tmp_path):
    def make(script):
        path = tmp_path / "old.sqlite"
        with contextlib.closing(sqlite3.connect(path)) as raw:
            raw.executescript(script)
        return path

    return make


@pytest.fixture
def old(make_old):
    return make_old(VERSION_1)


def columns(path):
    """Return the names of each table's columns."""
    return {name: [column[0] for column in about[0]] for name, about in tables(path).items()}


def tables(path):
    """Return each table's columns, in a form that says nothing of how they were made."""
    raw = sqlite3.connect(path)
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found = {
        name: (
            [tuple(row[1:]) for row in raw.execute(f"PRAGMA table_info({name})")],
            sorted(tuple(row[2:5]) for row in raw.execute(f"PRAGMA foreign_key_list({name})")),
            sorted((row[1], row[2]) for row in raw.execute(f"PRAGMA index_list({name})") if row[3] == "c"),
        )
        for name in names
    }
    raw.close()
    return found


@pytest.mark.parametrize(
    "script",
    [VERSION_1, VERSION_2, VERSION_3, VERSION_5, VERSION_7, VERSION_8, VERSION_9],
    ids=list("1235789"),
)
def test_an_old_database_has_the_tables_of_a_new_one(make_old, tmp_path, script):
    old = make_old(script)
    Store(old).close()
    Store(tmp_path / "new.sqlite").close()
    assert tables(old) == tables(tmp_path / "new.sqlite")


def test_new_tables_are_of_the_last_version(database_url, open_by_hand):
    Store(database_url).close()
    by_hand = open_by_hand(database_url)
    assert by_hand.execute("SELECT version_num FROM alembic_version").fetchall() == [(VERSIONS[-1],)]
    assert VERSIONS[-1] == VERSION


def test_hosts_that_start_at_once_make_the_tables_once(database_url):
    stores, errors = [], []

    def start():
        try:
            stores.append(Store(database_url, busy_ms=60_000))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(store.count_start() for store in stores) == [1, 2, 3, 4]
    for store in stores:
        store.close()


def test_every_revision_is_one_of_the_modules_that_a_bundle_carries():
    names = {module.name for module in pkgutil.iter_modules(migrations.__path__)}
    assert names == {module.__name__.rpartition(".")[2] for module in REVISIONS}


def test_what_version_1_knew_is_kept_and_nothing_is_taken_away(old):
    store = Store(old)
    technician = store.accounts.snapshot().technician(LOCAL_TECHNICIAN)
    assert technician.rights == set(RIGHTS) - set(UNUSUAL) - {SHARE_SCREEN}
    assert (technician.name, technician.administrator, technician.passwords) == ("technician", True, 0)
    (session,) = store.sessions.live()
    assert (session.sharing, session.on_hold) == (0, False)
    assert [(seat.role, seat.technician) for seat in session.seats] == [(Role.LEAD, 1), (Role.CUSTOMER, None)]
    assert store.count_start() == 42
    store.close()


def test_what_version_2_knew_is_kept(make_old):
    store = Store(make_old(VERSION_2))
    accounts = store.accounts.snapshot()
    assert (accounts.groups[1].choices["share_screen"].locked, accounts.technicians[2].passwords) == (True, 1)
    (session,) = store.sessions.live()
    assert (session.sharing, session.on_hold, len(session.seats)) == (2, True, 2)
    assert store.count_start() == 42
    store.close()


def test_a_desk_from_before_lost_waits_were_counted_is_brought_up(database_url, open_by_hand):
    store = Store(database_url)
    store.accounts.change(lambda accounts: set_channel(accounts, 1, "printers"), AUTHOR)
    store.close()
    by_hand = open_by_hand(database_url)
    for statement in (
        "DROP TABLE guests",
        "DROP TABLE bans",
        "DROP TABLE notes",
        "DROP TABLE addresses",
        "DROP TABLE cuts",
        "DROP TABLE lost_waits",
        "DROP TABLE pages",
        "DROP TABLE attended",
        "DROP TABLE known_places",
        "ALTER TABLE technicians DROP COLUMN must_change",
        "ALTER TABLE technicians DROP COLUMN full_name",
        "ALTER TABLE technicians DROP COLUMN email",
        "ALTER TABLE technicians DROP COLUMN comment",
        "ALTER TABLE technicians DROP COLUMN last_login_ms",
        "ALTER TABLE waits DROP COLUMN seen_ms",
        "ALTER TABLE groups DROP COLUMN desk_reads",
        "UPDATE alembic_version SET version_num = '4'",
    ):
        by_hand.execute(statement)
    store = Store(database_url)
    group = store.accounts.snapshot().groups[1]
    assert (group.channel, group.desk_reads) == ("printers", False)
    wait = StoredWait(token_hash=bytes(32), channel="printers", since_ms=1)
    store.waits.end(wait, Reason.LEFT, 5, Entry(event=Event.GAVE_UP, time_ms=5))
    store.close()
    assert [tuple(row) for row in by_hand.execute("SELECT channel, ended_ms, reason FROM lost_waits").fetchall()] == [
        ("printers", 5, "left")
    ]


def test_a_copy_of_an_old_database_is_kept_for_its_user_alone(old, tmp_path):
    before = columns(old)
    Store(old).close()
    kept = tmp_path / "old-version-1.sqlite"
    assert columns(kept) == before != columns(old)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(tmp_path)) == ["old-version-1.sqlite", "old.sqlite"]


def test_an_old_database_is_brought_up_once(old):
    Store(old).close()
    before = old.read_bytes()
    Store(old).close()
    assert old.read_bytes() == before


def test_a_program_from_before_leaves_the_file_alone(old):
    """It takes a `user_version` over 2 for that of a newer program."""
    Store(old).close()
    with contextlib.closing(sqlite3.connect(old)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (3,)


def test_a_database_that_cannot_be_brought_up_is_left_as_it_is(old):
    with contextlib.closing(sqlite3.connect(old)) as raw:
        raw.execute("CREATE TABLE replies (words TEXT)")
    before = tables(old)
    with pytest.raises(StorageError, match="replies"):
        Store(old)
    assert tables(old) == before


def test_a_database_of_which_no_copy_can_be_kept_is_left_as_it_is(old, tmp_path):
    (tmp_path / "old-version-1.sqlite").mkdir()
    before = tables(old)
    with pytest.raises(StorageError):
        Store(old)
    assert tables(old) == before


def test_alembic_is_imported_only_where_something_is_brought_up(tmp_path):
    """It takes 11 MB, and a host would keep them for good."""
    script = (
        "import pathlib, sys; from console.host.__main__ import main; from console.host.store.store import Store;"
        f"Store(pathlib.Path({str(tmp_path / 'new.sqlite')!r})).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
