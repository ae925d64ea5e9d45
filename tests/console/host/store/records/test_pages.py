"""The page in the database: kept whole, with what it was before, and audited by name."""

import pytest

from console.host.core.accounts.accounts import NotDoneError
from console.host.core.accounts.changes import add_technician, set_channel
from console.host.core.accounts.company_page import NOBODYS, CompanyPage
from console.host.core.audit import Event
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.web import EARLIER_LIMIT, PageSettings, PageVersion, PageWords
from tests.helpers.pictures import picture

AUTHOR = Author(who="root", time_ms=7)
MULLER = PageSettings(name="Müller", colour="#ffcc00", logo=picture(), german=PageWords(greeting="Grüß Gott"))


@pytest.fixture
def store(database_url):
    store = Store(database_url)
    yield store
    store.close()


def events(store):
    return [(row.entry.who, row.entry.detail) for row in store.audit.rows() if row.entry.event is Event.PAGE_CHANGED]


def test_a_page_that_nobody_has_set_is_nobodys(store):
    assert store.pages.latest() == CompanyPage()
    assert store.pages.version(0) == NOBODYS


def test_a_page_is_kept_whole_and_what_it_was_can_be_had_back(store):
    number = store.changes()
    first = store.pages.change(MULLER, AUTHOR)
    assert (first.version, first.changed_ms, first.settings) == (1, 7, MULLER)
    assert first.earlier == (PageVersion(version=0, changed_ms=0),)
    assert store.changes() != number, "other hosts see that something has changed"
    second = store.pages.change(PageSettings(name="Meier"), Author(who="root", time_ms=9))
    assert second.earlier == (PageVersion(version=1, changed_ms=7), PageVersion(version=0, changed_ms=0))
    assert store.pages.version(1) == MULLER
    assert store.pages.latest() == second
    back = store.pages.change(store.pages.version(1), AUTHOR)
    assert (back.version, back.settings) == (3, MULLER)


def test_the_audit_says_who_changed_what_and_not_what_it_says(store):
    store.pages.change(MULLER, AUTHOR)
    store.pages.change(MULLER, AUTHOR)
    assert events(store) == [("root", "version 1: name, colour, logo, greeting-de")]
    assert store.audit.verify() > 0


def test_ten_versions_are_kept(store):
    for number in range(EARLIER_LIMIT + 4):
        page = store.pages.change(PageSettings(name=f"No {number}"), AUTHOR)
    assert len(page.earlier) == EARLIER_LIMIT
    assert page.earlier[-1].version == page.version - EARLIER_LIMIT
    with pytest.raises(NotDoneError) as caught:
        store.pages.version(1)
    assert caught.value.reason is Reason.UNKNOWN_NAME


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (PageSettings(channels=("nobodys",)), Reason.UNKNOWN_CHANNEL),
        (PageSettings(logo=b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), Reason.BAD_PICTURE),
        (PageSettings(logo=b"\xff\xd8\xff\xe0" + bytes(100)), Reason.BAD_PICTURE),
        (PageSettings(logo=picture(width=481, height=1)), Reason.BAD_PICTURE),
        (PageSettings(logo=picture() + b"<script>"), Reason.BAD_PICTURE),
    ],
)
def test_what_cannot_be_shown_is_refused_and_nothing_is_changed(store, settings, reason):
    with pytest.raises(NotDoneError) as caught:
        store.pages.change(settings, AUTHOR)
    assert caught.value.reason is reason
    assert (store.pages.latest(), events(store)) == (CompanyPage(), [])


def test_only_an_administrator_changes_it(store):
    accounts = store.accounts.change(
        lambda all_: add_technician(all_, 1, "Bob", administrator=False), AUTHOR, password="correct horse"
    )
    bob = next(number for number, account in accounts.technicians.items() if account.name == "Bob")
    with pytest.raises(NotDoneError) as caught:
        store.pages.change(MULLER, Author(who="Bob", time_ms=1, administrator=bob))
    assert caught.value.reason is Reason.NOT_ALLOWED


def test_a_channel_that_is_gone_is_forgotten_with_the_next_change(store):
    store.accounts.change(lambda accounts: set_channel(accounts, 1, "printers"), AUTHOR)
    store.pages.change(PageSettings(channels=("printers", "printers")), AUTHOR)
    assert store.pages.latest().settings.channels == ("printers",)
    store.accounts.change(lambda accounts: set_channel(accounts, 1, "tills"), AUTHOR)
    page = store.pages.change(PageSettings(name="Müller", channels=("printers", "tills")), AUTHOR)
    assert page.settings.channels == ("tills",)


def test_what_somebody_has_written_by_hand_is_left_out(store, database_url, open_by_hand):
    store.pages.change(MULLER, AUTHOR)
    open_by_hand(database_url).execute("UPDATE pages SET changed_ms = 8")
    by_hand = open_by_hand(database_url)
    nonsense = "X'00'" if database_url.drivername == "sqlite" else "'\\x00'::bytea"
    by_hand.execute(f"UPDATE pages SET settings = {nonsense}")
    assert store.pages.latest().settings == NOBODYS


def test_hosts_know_from_each_other_where_somebody_is_there(store):
    first, second = store.cluster.register("a:1").number, store.cluster.register("b:1").number
    assert store.pages.attend(first, {"sales", "tills"}) == set()
    assert store.pages.attend(second, {"night"}) == {"sales", "tills"}
    assert store.pages.attend(first, {"tills"}) == {"night"}
    assert store.pages.attend(second, ()) == {"tills"}
    store.cluster.release(first)
    assert store.pages.attend(second, ()) == set(), "whose lease is over sees nobody"
