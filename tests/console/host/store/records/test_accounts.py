"""Accounts in the database: what is written is what is read, with its audit; passwords are compared there."""

import threading

import pytest

from console.host.core.accounts import changes
from console.host.core.accounts.accounts import LOCAL_TECHNICIAN, Account, NotDoneError
from console.host.core.accounts.tree import Choice
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from protocol.vocabulary.accounts import Scope, Setting
from protocol.vocabulary.messages import Reason
from tests.console.host.store.logging_in import check_login

PASSWORD, OTHER = "correct horse", "battery staple"
AT_THE_HOST = Author(who="(command line)", time_ms=1)


@pytest.fixture
def store(database_url, cheap_passwords):
    store = Store(database_url)
    yield store
    store.close()


def do(store, change, *arguments, author=AT_THE_HOST, password=None, **more):
    """Carry a change out, and assert that it is read back as it was made."""
    after = store.accounts.change(lambda all_: change(all_, *arguments, **more), author, password=password)
    assert store.accounts.snapshot() == after
    return after


def add(store, name, *, administrator=False, password=PASSWORD):
    after = do(store, changes.add_technician, 1, name, administrator=administrator, password=password)
    return max(after.technicians)


def test_what_is_changed_is_read_back(store, database_url):
    do(store, changes.add_group, 0, "second level")
    do(store, changes.add_group, 2, "night shift")
    do(store, changes.set_rights, 2, {"chat": Choice(Setting.OFF, True)}, 5, Scope.GROUP)
    do(store, changes.set_replies, 3, ("b", "a\0", "\0", "ü"))
    do(store, changes.set_replies, 3, ("a",))
    do(store, changes.change_group, 3, 1, "day shift")
    ada = add(store, "Ada", administrator=True)
    account = store.accounts.snapshot().technicians[ada]
    do(store, changes.change_technician, account)
    do(store, changes.set_rights, 1, {"chat": Choice(Setting.OFF)}, 9, Scope.SUBGROUPS)
    do(store, changes.remove_group, 1, 2)
    before = store.accounts.snapshot()
    store.close()
    again = Store(database_url)
    assert again.accounts.snapshot() == before
    assert again.audit.verify() == len(again.audit.rows())
    again.close()


def test_each_change_is_in_the_audit_with_its_author(store):
    do(store, changes.add_group, 0, "second level", author=Author(who="Ada", time_ms=7))
    (row,) = store.audit.rows()
    assert (row.entry.event, row.entry.who, row.entry.time_ms) == ("group_added", "Ada", 7)
    assert row.entry.detail == "second level in the top allowing everything"


def test_a_change_that_is_refused_leaves_nothing(store):
    before = store.accounts.snapshot()
    with pytest.raises(NotDoneError):
        do(store, changes.add_group, 0, "support")
    assert store.accounts.snapshot() == before
    assert store.audit.rows() == []


def test_only_administrators_change_anything(store):
    ada, bob = add(store, "Ada", administrator=True), add(store, "Bob")
    do(store, changes.add_group, 0, "one", author=Author(who="Ada", time_ms=1, administrator=ada))
    for number in (bob, 99):
        with pytest.raises(NotDoneError) as caught:
            do(store, changes.add_group, 0, "two", author=Author(who="?", time_ms=1, administrator=number))
        assert caught.value.reason is Reason.NOT_ALLOWED


def test_a_weak_password_adds_nobody(store):
    with pytest.raises(NotDoneError):
        add(store, "Ada", password="short")
    assert set(store.accounts.snapshot().technicians) == {LOCAL_TECHNICIAN}


# -- logins -----------------------------------------------------------------------------------------------------


def test_name_and_password_are_right_or_not(store):
    ada = add(store, "Ada Jörg")
    assert check_login(store, "ada  jÖrg ", PASSWORD)[1].number == ada
    assert check_login(store, "Ada Jörg", PASSWORD)[0] is Reason.NONE
    assert check_login(store, "Ada Jörg", OTHER)[0] is Reason.WRONG_LOGIN
    assert check_login(store, "Ada", PASSWORD)[0] is Reason.WRONG_LOGIN
    assert check_login(store, "technician", "")[0] is Reason.WRONG_LOGIN


def test_a_disabled_technician_hears_of_it_only_with_the_right_password(store):
    do(store, changes.change_technician, Account(number=add(store, "Ada"), name="Ada", group=1, disabled=True))
    assert check_login(store, "Ada", OTHER)[0] is Reason.WRONG_LOGIN
    assert check_login(store, "Ada", PASSWORD)[0] is Reason.DISABLED


def test_of_passwords_the_last_one_counts(store):
    ada = add(store, "Ada")
    assert do(store, changes.count_password, ada, password=OTHER).technicians[ada].passwords == 2
    assert check_login(store, "Ada", PASSWORD)[0] is Reason.WRONG_LOGIN
    assert check_login(store, "Ada", OTHER)[0] is Reason.NONE
    assert [row.entry.event for row in store.audit.rows()] == ["technician_added", "password_changed"]


def test_no_password_is_in_the_database(store, database_url, open_by_hand):
    add(store, "Ada")
    rows = open_by_hand(database_url).execute("SELECT * FROM technicians WHERE name = 'Ada'").fetchall()
    assert "$argon2id$" in str(rows)
    assert PASSWORD not in str(rows)


def test_a_locked_database_is_a_failure_of_the_environment(store, database_url):
    other = Store(database_url, busy_ms=10)
    with store._database.transaction(), pytest.raises(StorageError, match="lock"):
        add(other, "Ada")
    add(other, "Ada")
    other.close()


def test_two_who_change_at_once_lose_nothing(store, database_url):
    """Each reads what the other one has written: with the same number, or over it, neither would be there."""
    stores = [store, Store(database_url, busy_ms=20_000)]
    author = Author(who="", time_ms=1)

    def change(store, who):
        for number in range(10):
            store.accounts.change(lambda all_, n=number: changes.add_group(all_, 0, f"{who} {n}"), author)

    threads = [threading.Thread(target=change, args=pair) for pair in zip(stores, "ab", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.accounts.snapshot().groups) == 21
    stores[1].close()


# -- passwords that none may be ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "reason"),
    [("short", Reason.WEAK_PASSWORD), ("Lovelace 1815", Reason.KNOWN_PASSWORD), ("basketball", Reason.KNOWN_PASSWORD)],
)
def test_a_bad_password_makes_nobody_and_changes_nothing(store, password, reason):
    before = store.accounts.snapshot()
    with pytest.raises(NotDoneError) as caught:
        add(store, "Ada Lovelace", password=password)
    assert caught.value.reason is reason
    assert store.accounts.snapshot() == before
    ada = add(store, "Ada Lovelace")
    with pytest.raises(NotDoneError):
        do(store, changes.count_password, ada, password=password)
    assert check_login(store, "Ada Lovelace", PASSWORD)[0] is Reason.NONE


def test_whether_a_password_has_to_be_changed_is_kept(store):
    ada = do(store, changes.add_technician, 1, "Ada", administrator=False, must_change=True, password=PASSWORD)
    assert ada.technicians[2].must_change
    assert not do(store, changes.count_password, 2, password=OTHER).technicians[2].must_change
    assert do(store, changes.count_password, 2, password=PASSWORD, must_change=True).technicians[2].must_change


def test_what_others_have_changed_is_seen_at_the_next_login(store, database_url):
    ada = add(store, "Ada")
    assert store.logins.facts("Ada").account.number == ada
    other = Store(database_url)
    renamed = Account(number=ada, name="Ada Lovelace", group=1)
    other.accounts.change(lambda all_: changes.change_technician(all_, renamed), AT_THE_HOST)
    other.close()
    assert store.logins.facts("Ada").account is None
    assert store.logins.facts("ada lovelace").account.number == ada
