"""Each hour the audit's head stands in the log, and addresses go whose time is over."""

import logging

from console.host.core.audit import Entry, Event
from console.host.core.chain.addresses import DAY_MS, DELETED
from console.host.store.custody import Custody
from console.host.store.store import Store
from tests.console.host.queue.test_wait_watch import Clock

NOW_MS = 1_795_000_000_000


class Now:
    """Stands in for the store thread and the journal: asks at once."""

    def __init__(self, store):
        self.store = store

    def ask(self, work, then):
        then(work(self.store))

    def now_ms(self):
        return NOW_MS


def test_the_head_is_logged_and_old_addresses_are_deleted(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    store = Store(tmp_path / "host.sqlite")
    for days, who in ((91, "192.0.2.1"), (89, "192.0.2.2")):
        store.audit.append(Entry(event=Event.WAITED, time_ms=NOW_MS - days * DAY_MS, who=who))
    now, loop = Now(store), Clock()
    custody = Custody(clerk=now, journal=now, loop=loop, keep_days=90)
    custody.start()
    loop.go(60)
    number, hashed = store.audit.head()
    assert number == 3
    assert f"the audit's row 3 has the hash {hashed.hex()}" in caplog.text
    assert "1 addresses were deleted" in caplog.text
    assert [row.entry.who for row in store.audit.rows()] == [DELETED, "192.0.2.2", ""]
    loop.go(3600)
    assert caplog.text.count("has the hash") == 2
    assert store.audit.verify() == 3
    custody.stop()
    store.close()
