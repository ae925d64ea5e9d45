"""What version 5 made is brought up, in SQLite and PostgreSQL; the fixtures were written by that version itself."""

from pathlib import Path

import pytest

from console.host.core.accounts.changes import count_password
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from tests.console.host.store.logging_in import check_login

HERE = Path(__file__).parent
ADA = 2
PLACE = bytes(32)


@pytest.fixture
def store(database_url, open_by_hand):
    script = (HERE / f"version_5.{database_url.drivername}.sql").read_text(encoding="utf-8")
    if database_url.drivername == "sqlite":
        Path(database_url.database).touch()
        open_by_hand(database_url).executescript(script)
    else:
        open_by_hand(database_url).execute(script)
    store = Store(database_url)
    yield store
    store.close()


def test_whoever_has_a_password_keeps_it_and_need_not_change_it(store):
    technicians = store.accounts.snapshot().technicians.values()
    assert [(a.name, a.disabled, a.unlocks, a.must_change) for a in technicians] == [
        *(("technician", False, 0, False), ("Ada", False, 1, False), ("Bob", True, 0, False))
    ]
    assert check_login(store, "Ada", "correct horse")[0] is Reason.NONE
    assert check_login(store, "Bob", "battery staple")[0] is Reason.DISABLED
    assert store.audit.verify() == len(store.audit.rows()) == 4


def test_places_are_remembered_and_a_password_of_somebody_else_is_marked(store):
    assert store.logins.facts("Ada", [PLACE]).place is None
    store.logins.remember(ADA, [PLACE], 1)
    assert store.logins.facts("Ada", [PLACE]).place == PLACE
    author = Author(who="", time_ms=1)
    given = {"author": author, "password": "staple battery"}
    after = store.accounts.change(lambda all_: count_password(all_, ADA, must_change=True), **given)
    assert store.accounts.snapshot() == after
    assert after.technicians[ADA].must_change
