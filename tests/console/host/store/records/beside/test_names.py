"""Technicians' names beside the audit: it says who it was, until they are removed; who changes that is noticed."""

import itertools

import pytest

from console.host.core.accounts import changes
from console.host.core.accounts.accounts import NotDoneError
from console.host.core.audit import Entry, Event, TamperedError
from console.host.core.chain.names import named
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from protocol.vocabulary.reports import AskAudit

CLOCK = itertools.count(1)
EVER = {"request": 0, "since_ms": 0, "until_ms": 2**50}

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def store(database_url):
    """A database with Ada, number 2, and Bob, number 3, who has logged in."""
    store = Store(database_url)
    for name in ("Ada", "Bob"):
        change(
            store, lambda all_, n=name: changes.add_technician(all_, 1, n, administrator=True), password="correct horse"
        )
    log_in(store, 3, "Bob")
    yield store
    store.close()


def change(store, work, who="", **more):
    return store.accounts.change(work, Author(who=who, time_ms=next(CLOCK)), **more)


def log_in(store, number, name):
    store.audit.append(Entry(event=Event.LOGIN, time_ms=next(CLOCK), who=named(number, name)))


def remove(store, number, who=""):
    change(store, lambda all_: changes.remove_technician(all_, number), who)


def rename(store, number, name):
    def work(accounts):
        account = accounts.technicians[number]
        return changes.change_technician(accounts, type(account)(**{**vars(account), "name": name}))

    change(store, work)


def told(store, **asked):
    return [
        (str(r.event), r.who, r.detail) for r in store.reports.answer(AskAudit(**EVER | asked, descending=False)).rows
    ]


def everything(store, url, open_by_hand):
    """Return all that stands in the database, as somebody finds it who opens it without the host."""
    by_hand = open_by_hand(url)
    return str([by_hand.execute(f"SELECT * FROM {table}").fetchall() for table in ("technicians", "names", "audit")])


def test_the_audit_names_people_as_they_were_called_then(store):
    rename(store, 3, "Robert")
    log_in(store, 3, "Robert")
    assert [row for row in told(store) if row[0] != "technician_added"] == [
        *(("login", "Bob", ""), ("technician_changed", "", "Bob: Robert in support administrator")),
        ("login", "Robert", ""),
    ]
    assert store.audit.verify() == len(store.audit.rows())


def test_no_name_of_a_removed_technician_is_left_anywhere(store, database_url, open_by_hand):
    rename(store, 3, "Robert")
    assert "Robert" in everything(store, database_url, open_by_hand)
    remove(store, 3)
    left = everything(store, database_url, open_by_hand)
    assert "Robert" not in left
    assert "Bob" not in left
    assert store.audit.verify() == len(store.audit.rows())
    assert [who for event, who, _ in told(store) if event == "login"] == ["former technician 3"]
    assert ("technician_removed", "", "former technician 3") in told(store)


def test_what_is_written_about_somebody_after_they_were_removed_has_no_name_either(store, database_url, open_by_hand):
    remove(store, 3, who=named(3, "Bob"))  # by themselves
    log_in(store, 3, "Bob")
    assert "Bob" not in everything(store, database_url, open_by_hand)
    assert told(store)[-2:] == [
        *(("technician_removed", "former technician 3", "former technician 3"), ("login", "former technician 3", ""))
    ]
    assert store.audit.verify() == len(store.audit.rows())


def test_a_name_is_free_once_its_owner_is_removed_and_means_somebody_else_then(store):
    remove(store, 3)
    change(store, lambda all_: changes.add_technician(all_, 1, "Bob", administrator=False), password="correct horse")
    log_in(store, 4, "Bob")
    assert [who for event, who, _ in told(store) if event == "login"] == ["former technician 3", "Bob"]


def test_the_audit_is_searched_by_names_that_do_not_stand_in_it(store):
    rename(store, 3, "Robert")
    assert [event for event, *_ in told(store, words="robert")] == ["technician_added", "login", "technician_changed"]
    assert [event for event, *_ in told(store, technician=3)] == ["login"]
    assert told(store, words="a0") == told(store, words="0e") == []
    remove(store, 3)
    assert told(store, words="robert") == []
    assert [event for event, *_ in told(store, words="former")][-1] == "technician_removed"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE names SET name = 'Ada' WHERE technician_id = 3",
        "UPDATE names SET technician_id = 2 WHERE technician_id = 3",
        "UPDATE names SET name = 'former technician 3', salt = NULL WHERE technician_id = 3",
        "DELETE FROM names WHERE technician_id = 3",
    ],
)
def test_whoever_lets_the_audit_name_somebody_else_is_noticed(store, database_url, open_by_hand, statement):
    open_by_hand(database_url).execute(statement)
    with pytest.raises(TamperedError, match="row 2 names somebody else than was written"):
        store.audit.verify()


def test_a_group_whose_only_technicians_were_removed_can_be_removed(store):
    change(store, lambda all_: changes.add_group(all_, 1, "night"))
    change(store, lambda all_: changes.add_technician(all_, 2, "Carl", administrator=False), password="correct horse")
    with pytest.raises(NotDoneError):
        change(store, lambda all_: changes.remove_group(all_, 2, 0))
    remove(store, 4)
    change(store, lambda all_: changes.remove_group(all_, 2, 0))
    assert set(store.accounts.snapshot().groups) == {1}
