"""What version 7 made is brought up, in SQLite and PostgreSQL; the fixtures were written by that version itself."""

import pytest

from console.host.core.accounts.company_page import CompanyPage
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.web import PageSettings
from tests.console.host.store.logging_in import check_login
from tests.console.host.store.tables.earlier_databases import make_earlier

ROWS = 8  # of the audit
AUTHOR = Author(who="root", time_ms=1_795_000_001_000)


@pytest.fixture
def store(database_url, open_by_hand):
    store = Store(make_earlier("7", database_url, open_by_hand))
    yield store
    store.close()


def test_everything_is_kept_and_the_page_is_nobodys(store):
    accounts = store.accounts.snapshot()
    assert [account.name for account in accounts.technicians.values()] == ["technician", "Ada", "Bob"]
    assert accounts.technicians[3].must_change
    assert check_login(store, "Ada", "battery horse 9")[0] is Reason.NONE
    assert store.logins.facts("Ada", [b"p" * 32]).place == b"p" * 32
    assert store.audit.verify() == ROWS
    assert store.pages.latest() == CompanyPage()


def test_the_page_is_set_and_hosts_tell_each_other_who_is_there(store):
    settings = PageSettings(name="Müller", channels=("helpdesk",))
    assert store.pages.change(settings, AUTHOR).settings == settings
    assert store.pages.latest().version == 1
    first, second = (store.cluster.register(f"{name}:1").number for name in "ab")
    store.pages.attend(first, {"helpdesk"})
    assert store.pages.attend(second, ()) == {"helpdesk"}
    assert store.audit.verify() == ROWS + 1
