"""A database of version 1 is brought up, and is then what a new one is."""

import sqlite3

import pytest

from console.host.accounts import LOCAL_TECHNICIAN
from console.host.rights import RIGHTS, SHARE_SCREEN
from console.host.store import Store
from protocol.messages import Role

VERSION_1 = """
CREATE TABLE audit (number INTEGER NOT NULL, time_ms BIGINT NOT NULL, event VARCHAR(40) NOT NULL,
    session BLOB NOT NULL, member INTEGER NOT NULL, who VARCHAR(200) NOT NULL, detail VARCHAR(200) NOT NULL,
    hash BLOB NOT NULL, PRIMARY KEY (number));
CREATE TABLE groups (id INTEGER NOT NULL, name VARCHAR(200) NOT NULL, PRIMARY KEY (id), UNIQUE (name));
CREATE TABLE heads (id INTEGER NOT NULL, audit_number INTEGER NOT NULL, audit_hash BLOB NOT NULL,
    starts INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE rights (group_id INTEGER NOT NULL, name VARCHAR(40) NOT NULL, allowed BOOLEAN NOT NULL,
    PRIMARY KEY (group_id, name), FOREIGN KEY(group_id) REFERENCES groups (id));
CREATE TABLE technicians (id INTEGER NOT NULL, name VARCHAR(200) NOT NULL, group_id INTEGER NOT NULL,
    PRIMARY KEY (id), UNIQUE (name), FOREIGN KEY(group_id) REFERENCES groups (id));
CREATE TABLE sessions (id BLOB NOT NULL, technician_id INTEGER NOT NULL, opened_ms BIGINT NOT NULL,
    closed_ms BIGINT, reason VARCHAR(40), PRIMARY KEY (id),
    FOREIGN KEY(technician_id) REFERENCES technicians (id));
CREATE TABLE seats (session BLOB NOT NULL, member INTEGER NOT NULL, role VARCHAR(20) NOT NULL,
    token_hash BLOB NOT NULL, opened_ms BIGINT NOT NULL, closed_ms BIGINT, reason VARCHAR(40),
    PRIMARY KEY (session, member), FOREIGN KEY(session) REFERENCES sessions (id));
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
INSERT INTO heads VALUES (1, 0, zeroblob(32), 41);
INSERT INTO groups VALUES (1, 'support');
INSERT INTO rights VALUES (1, 'share_screen', 0);
INSERT INTO technicians VALUES (1, 'technician', 1);
INSERT INTO sessions VALUES (zeroblob(16), 1, 5, NULL, NULL);
INSERT INTO seats VALUES (zeroblob(16), 1, 'lead', zeroblob(32), 5, NULL, NULL);
INSERT INTO seats VALUES (zeroblob(16), 2, 'customer', zeroblob(32), 6, NULL, NULL);
PRAGMA user_version = 1;
"""


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old.sqlite"
    raw = sqlite3.connect(path)
    raw.executescript(VERSION_1)
    raw.close()
    return path


def tables(path):
    """Return each table's columns, in a form that says nothing of how they were made."""
    raw = sqlite3.connect(path)
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found = {
        name: (
            [tuple(row[1:]) for row in raw.execute(f"PRAGMA table_info({name})")],
            sorted(tuple(row[2:5]) for row in raw.execute(f"PRAGMA foreign_key_list({name})")),
        )
        for name in names
    }
    raw.close()
    return found


def test_an_old_database_has_the_tables_of_a_new_one(old, tmp_path):
    Store(old).close()
    Store(tmp_path / "new.sqlite").close()
    assert tables(old) == tables(tmp_path / "new.sqlite")


def test_what_an_old_database_knew_is_kept_and_nothing_is_taken_away(old):
    store = Store(old)
    technician = store.accounts.snapshot().technician(LOCAL_TECHNICIAN)
    assert technician.rights == set(RIGHTS) - {SHARE_SCREEN}
    assert (technician.name, technician.administrator, technician.passwords) == ("technician", True, 0)
    (session,) = store.sessions.live()
    assert (session.sharing, session.on_hold) == (0, False)
    assert [(seat.role, seat.technician) for seat in session.seats] == [(Role.LEAD, 1), (Role.CUSTOMER, None)]
    assert store.count_start() == 42
    store.close()


def test_an_old_database_is_brought_up_once(old):
    Store(old).close()
    before = old.read_bytes()
    Store(old).close()
    assert old.read_bytes() == before


def test_a_database_that_cannot_be_brought_up_is_left_as_it_is(old):
    raw = sqlite3.connect(old)
    raw.execute("CREATE TABLE replies (words TEXT)")
    raw.close()
    before = tables(old)
    with pytest.raises(Exception, match="replies"):
        Store(old)
    assert tables(old) == before
