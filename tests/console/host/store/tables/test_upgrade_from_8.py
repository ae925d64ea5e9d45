"""What version 8 made is brought up, in SQLite and PostgreSQL; the fixtures were written by that version itself."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import URL

from console.host.core.audit import Entry, Event, TamperedError
from console.host.core.chain.addresses import DAY_MS, DELETED, day_of
from console.host.core.chain.check import ChainCheck
from console.host.store.signing import is_signed, signer
from console.host.store.store import Store
from protocol.vocabulary.reports import AskAudit
from tests.console.host.store.tables.earlier_databases import make_earlier
from tests.helpers.certificates import Authority

ROWS = 9  # of the audit
LAST_MS = 1_795_000_000_008
ADDRESSES = {5: "198.51.100.23", 7: "2001:db8:77::1", 8: "203.0.113.99", 9: "203.0.113.99"}
NEW = Entry(event=Event.WAITED, time_ms=LAST_MS + 1, who="192.0.2.44", detail="helpdesk")


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("key")).sign("desk.example")[1]


@pytest.fixture
def url(database_url, open_by_hand):
    return make_earlier("8", database_url, open_by_hand)


@pytest.fixture
def store(url):
    store = Store(url)
    yield store
    store.close()


def by_number(store):
    return {row.number: row.entry.who for row in store.audit.rows()}


def followed(store):
    """Say whether the chain is whole, checked in parts as an administrator's console has it checked."""
    check = ChainCheck()
    while (part := store.reports.audit_part(check.number, 2))[0]:
        if not check.follows(part[0], part[3]):
            return False
    return check.at_end(part[1], part[2])


def test_old_rows_stay_what_they_are_until_a_host_has_signed_their_change(store):
    assert store.audit.verify() == ROWS
    assert followed(store)
    store.audit.append(NEW)
    assert store.audit.verify() == ROWS + 1


def test_a_signed_cut_sets_addresses_apart_and_the_chain_goes_on(store, key, open_by_hand, url):
    head = store.audit.head()
    cut = store.audit.set_apart(LAST_MS + 1, signer(key))
    assert (cut.number, cut.hash) == head
    assert is_signed(cut)
    assert store.audit.hash_of(head[0]) == head[1], "consoles that have kept it find it"
    rows = by_number(store)
    assert {number: rows[number] for number in ADDRESSES} == ADDRESSES
    assert rows[1] == "root"
    assert rows[4] == "Ada"
    written = open_by_hand(url).execute("SELECT who FROM audit").fetchall()
    assert not any(address in str(who) for who in written for address in ADDRESSES.values())
    assert store.audit.verify() == ROWS + 1
    assert followed(store)
    store.audit.append(NEW)
    assert store.audit.verify() == ROWS + 2


def test_the_cut_is_made_once(store, key):
    assert store.audit.set_apart(LAST_MS + 1, signer(key)) is not None
    assert store.audit.set_apart(LAST_MS + 2, signer(key)) is None
    assert store.audit.verify() == ROWS + 1


def test_a_new_database_needs_none(database_url, key):
    store = Store(database_url)
    store.audit.append(NEW)
    assert store.audit.set_apart(LAST_MS, signer(key)) is None
    assert store.audit.verify() == 1
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET who = 'somebody' WHERE number = 5",
        "UPDATE audit SET detail = 'other' WHERE number = 3",
        "UPDATE audit SET detail = 'other' WHERE number = 10",
        "DELETE FROM audit WHERE number = 9",
        "UPDATE addresses SET address = '192.0.2.1' WHERE address = '203.0.113.99'",
        "DELETE FROM addresses WHERE address = '203.0.113.99'",
        "UPDATE cuts SET digest = hash",
        "UPDATE cuts SET number = 8",
        "DELETE FROM cuts",
    ],
)
def test_whatever_is_changed_after_the_cut_is_noticed(store, key, url, open_by_hand, change):
    store.audit.set_apart(LAST_MS + 1, signer(key))
    by_hand = open_by_hand(url)
    if url.drivername == "sqlite":
        by_hand.execute("DROP TRIGGER audit_no_update")
        by_hand.execute("DROP TRIGGER audit_no_delete")
    else:
        by_hand.execute("ALTER TABLE audit DISABLE TRIGGER ALL")
    by_hand.execute(change)
    with pytest.raises(TamperedError):
        store.audit.verify()
    assert not followed(store)


def test_rows_cannot_be_changed_once_the_cut_is_made(store, key, url, open_by_hand):
    store.audit.set_apart(LAST_MS + 1, signer(key))
    with pytest.raises(Exception, match="append only"):
        open_by_hand(url).execute("UPDATE audit SET who = 'x'")


def test_addresses_are_deleted_and_the_chain_holds(store, key):
    store.audit.set_apart(LAST_MS + 1, signer(key))
    assert store.audit.forget_addresses(day_of(LAST_MS), LAST_MS + 2) == 0, "of that day itself"
    later = LAST_MS + DAY_MS
    store.audit.append(Entry(event=Event.WAITED, time_ms=later, who="192.0.2.44", detail="helpdesk"))
    assert store.audit.forget_addresses(day_of(later), later) == 3
    rows = by_number(store)
    assert {rows[number] for number in ADDRESSES} == {DELETED}
    assert rows[ROWS + 2] == "192.0.2.44"
    assert store.audit.verify() == ROWS + 3
    assert followed(store)
    assert "(2026-11-" in store.audit.rows()[-1].entry.detail
    page = store.reports.answer(AskAudit(request=1, since_ms=0, until_ms=2**50, words="192.0.2"))
    assert [row.who for row in page.rows] == ["192.0.2.44"]


def test_no_file_has_a_deleted_address(tmp_path, key):
    """Of an SQLite file that version 8 has written: in whatever page it was, and in what was written ahead."""
    path = tmp_path / "host.sqlite"
    script = (Path(__file__).parent / "version_8.sqlite.sql").read_text(encoding="utf-8")
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.executescript(script)
    store = Store(URL.create("sqlite", database=str(path)))
    store.audit.set_apart(LAST_MS + 1, signer(key))
    for number in range(500):
        day = LAST_MS + number % 5 * DAY_MS
        store.audit.append(Entry(event=Event.WAITED, time_ms=day, who=f"192.0.2.{number % 250}", detail="helpdesk"))
    last = LAST_MS + 10 * DAY_MS
    assert store.audit.forget_addresses(day_of(last), last) > 100
    kept = tmp_path / "host-version-8.sqlite"
    files = [file for file in tmp_path.iterdir() if file != kept]
    assert {file.name for file in files} >= {"host.sqlite", "host.sqlite-wal"}
    for file in files:
        content = file.read_bytes()
        assert not [each for each in (*ADDRESSES.values(), "192.0.2.") if each.encode() in content], file.name
    assert store.audit.verify() == ROWS + 502
    store.close()
    assert b"203.0.113.99" in kept.read_bytes(), "the copy from before is for its administrator to delete"
