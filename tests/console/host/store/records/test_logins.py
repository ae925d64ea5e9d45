"""Where technicians have logged in from is remembered, within a bound, and forgotten with them."""

import hashlib

import pytest

from console.host.core.accounts import changes
from console.host.core.terms import KNOWN_PLACES
from console.host.store.records.accounts import Author
from console.host.store.store import Store

ADA, BOB, PASSWORD = 2, 3, "correct horse"
AUTHOR = Author(who="(command line)", time_ms=1)


def place(words):
    return hashlib.sha256(words.encode()).digest()


HOME, OFFICE, DEVICE = place("home"), place("office"), place("device")


@pytest.fixture
def store(database_url, cheap_passwords):
    store = Store(database_url)
    for name in ("Ada", "Bob"):
        store.accounts.change(
            lambda all_, name=name: changes.add_technician(all_, 1, name, administrator=True),
            AUTHOR,
            password=PASSWORD,
        )
    yield store
    store.close()


def known(store, name, *places):
    return store.logins.facts(name, places).place


def test_a_place_is_known_for_whoever_has_logged_in_from_there_and_for_nobody_else(store, database_url):
    assert known(store, "Ada", HOME) is None
    store.logins.remember(ADA, [HOME, DEVICE], 1)
    assert known(store, "ADA", HOME) == HOME
    assert known(store, "Ada", OFFICE, DEVICE, HOME) == DEVICE  # in the order of the question
    for name in ("Bob", "Nobody", ""):
        assert known(store, name, HOME, DEVICE) is None
    again = Store(database_url)  # a host that was started anew
    assert known(again, "Ada", HOME) == HOME
    again.close()


def test_only_so_many_are_kept_those_that_were_used_last(store):
    store.logins.remember(ADA, [HOME], 1)
    for number in range(KNOWN_PLACES):
        store.logins.remember(ADA, [place(f"hotel {number}")], 2 + number)
        if number == KNOWN_PLACES // 2:
            store.logins.remember(ADA, [OFFICE], 3 + number)
    store.logins.remember(BOB, [HOME], 1)
    assert known(store, "Ada", HOME) is None
    assert known(store, "Ada", place("hotel 0")) is None
    assert known(store, "Ada", OFFICE) == OFFICE
    assert known(store, "Ada", place(f"hotel {KNOWN_PLACES - 1}"))
    assert known(store, "Bob", HOME) == HOME


def test_a_place_that_is_used_again_is_one_place(store):
    for time_ms in range(3):
        store.logins.remember(ADA, [HOME, OFFICE], time_ms)
    assert known(store, "Ada", HOME) == HOME


def test_nothing_is_kept_of_who_is_removed(store, database_url, open_by_hand):
    store.logins.remember(BOB, [HOME], 1)
    store.accounts.change(lambda all_: changes.remove_technician(all_, BOB), AUTHOR)
    store.logins.remember(BOB, [OFFICE], 2)  # of a login that was under way
    assert open_by_hand(database_url).execute("SELECT count(*) FROM known_places").fetchone() == (0,)
