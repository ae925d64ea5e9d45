"""A database is brought up where no host of the earlier version uses it; one under which it is all the same stops."""

import json
import os
import subprocess
import sys
import threading
import time

import pytest

from console.host.__main__ import main
from console.host.core.accounts import changes
from console.host.process import database_choice
from console.host.process.database_choice import take_alone
from console.host.process.folder import EXIT_DATABASE, EXIT_SECOND_HOST
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from console.host.store.tables.database import Database, OutgrownError
from console.host.store.tables.live_hosts import database_clock
from console.host.store.tables.schema import VERSION
from console.host.store.tables.sole_use import KEEPALIVE, SoleUse
from console.host.store.tables.tables import version_of
from tests.console.host.store.tables.earlier_databases import make_earlier
from tests.helpers.certificates import Authority

PATIENCE_S = 120.0
BEFORE = "5"
LEFT_S = 4.0  # of a lease: less than a host waits for, and more than it takes to start
OLDER = "older.example:443"
AUTHOR = Author(who="test", time_ms=1)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("FERNBLICK_DATABASE", raising=False)
    monkeypatch.setenv("FERNBLICK_DATA", str(tmp_path / "home"))


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(database_choice, "PATIENCE_S", 0.0)
    monkeypatch.setattr(database_choice, "HANDOVER_S", 0.0)


@pytest.fixture
def old(database_url, open_by_hand):
    """A database as an earlier version has left it."""
    return make_earlier(BEFORE, database_url, open_by_hand)


@pytest.fixture
def old_server(postgresql_url, open_by_hand):
    """The same at a server, as hosts that share it have it."""
    return make_earlier(BEFORE, postgresql_url, open_by_hand)


@pytest.fixture
def several(tmp_path):
    """How to name a host that is one of several, by its port."""
    certificate, key = Authority(tmp_path).sign("cluster")
    named = ("--certificate", str(certificate), "--key", str(key))
    return lambda port: (*named, "--cluster-address", f"127.0.0.1:{port}")


@pytest.fixture
def serve(tmp_path):
    """Start hosts as processes of their own; they are ended with the test."""
    processes = []

    def start(url, *words, name="host"):
        command = [sys.executable, "-P", "-m", "console.host", "serve", "--listen", "127.0.0.1:0", *words]
        process = subprocess.Popen(
            [*command, "--data", str(tmp_path / f"{name}-{len(processes)}"), "--log-level", "info"],
            env=os.environ | {"FERNBLICK_DATABASE": named(url)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate()


def named(url):
    return url.render_as_string(hide_password=False)


def version_at(url):
    database = Database(url)
    with database.reading() as connection:
        found = version_of(connection)
    database.close()
    return found


def live_for(url, seconds):
    """Have a host of an earlier version hold a lease: all that is to be seen of one from before the lock."""
    database = Database(url)
    with database.raw_transaction() as connection:
        row = {"at": OLDER, "until": database_clock(connection) + int(seconds * 1000)}
        connection.exec_driver_sql(
            f"INSERT INTO hosts (id, slot, address, lease_until_ms) VALUES (77, 3, '{row['at']}', {row['until']})"
        )
    database.close()


def leases(url, open_by_hand):
    return [row[0] for row in open_by_hand(url).execute("SELECT id FROM hosts").fetchall()]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("words", [("serve", "--listen", "127.0.0.1:0"), ("database", "upgrade")])
def test_hosts_that_only_a_lease_tells_of_keep_it_from_being_brought_up(words, old, tmp_path, capsys):
    live_for(old, 3600)
    assert main([*words, "--database", named(old), "--data", str(tmp_path / "new")]) == EXIT_SECOND_HOST
    said = capsys.readouterr().err
    assert OLDER in said
    assert "earlier version" in said
    assert "Stop each of them first" in said
    assert version_at(old) == BEFORE


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("words", [("serve", "--listen", "127.0.0.1:0"), ("database", "upgrade")])
def test_hosts_that_hold_it_together_keep_it_from_being_brought_up(words, old, tmp_path, capsys):
    use = take_alone(old, shared=True)
    try:
        assert main([*words, "--database", named(old), "--data", str(tmp_path / "new")]) == EXIT_SECOND_HOST
    finally:
        use.release()
    assert "a host uses it" in capsys.readouterr().err
    assert version_at(old) == BEFORE


@pytest.mark.usefixtures("impatient")
def test_one_of_several_does_not_bring_it_up_under_the_others(old_server, several, tmp_path, capsys):
    """Neither under those that hold it together, nor under those from before that, which a lease alone tells of."""
    words = ["serve", "--listen", "127.0.0.1:0", *several(1), "--database", named(old_server)]
    use = take_alone(old_server, shared=True)
    live_for(old_server, 3600)
    assert main([*words, "--data", str(tmp_path / "new")]) == EXIT_SECOND_HOST
    assert f"hosts of that version use it ({OLDER})" in capsys.readouterr().err
    use.release()
    assert main([*words, "--data", str(tmp_path / "new")]) == EXIT_SECOND_HOST
    assert f"hosts of that version use it ({OLDER})" in capsys.readouterr().err
    assert version_at(old_server) == BEFORE


@pytest.mark.parametrize("is_alone", [True, False])
def test_the_lease_of_a_host_that_was_killed_is_waited_for(is_alone, old_server, serve, several):
    live_for(old_server, LEFT_S)
    began = time.monotonic()
    assert "listening" in serve(old_server, *(() if is_alone else several(1))).stdout.readline()
    assert time.monotonic() - began >= LEFT_S - 1
    assert version_at(old_server) == VERSION


def test_hosts_that_start_together_bring_it_up_once(old_server, serve, several):
    hosts = [serve(old_server, *several(port)) for port in (1, 2, 3)]
    assert ["listening" in host.stdout.readline() for host in hosts] == [True] * 3
    assert version_at(old_server) == VERSION
    store = Store(old_server)
    store.audit.verify()
    store.close()


def test_a_host_alone_under_which_it_was_brought_up_stops_with_a_sentence(database_url, serve, open_by_hand):
    stops(serve(database_url), database_url, open_by_hand)


def test_one_of_several_under_which_it_was_brought_up_stops_with_a_sentence(
    postgresql_url, serve, several, open_by_hand
):
    stops(serve(postgresql_url, *several(1)), postgresql_url, open_by_hand)


def stops(host, url, open_by_hand):
    assert "listening" in host.stdout.readline()
    open_by_hand(url).execute("UPDATE alembic_version SET version_num = '99'")
    assert host.wait(PATIENCE_S) == EXIT_DATABASE
    said = host.stderr.read()
    assert "another version of this program has brought the database up, so this host has stopped" in said
    assert "Traceback" not in said


def test_nothing_is_written_into_tables_of_another_version(database_url, open_by_hand):
    store = Store(database_url)
    by_hand = open_by_hand(database_url)
    by_hand.execute("UPDATE alembic_version SET version_num = '99'")
    with pytest.raises(OutgrownError, match=f"tables 99, not {VERSION}"):
        store.accounts.change(lambda accounts: changes.add_group(accounts, 0, "Sales"), AUTHOR)
    with pytest.raises(OutgrownError):
        store.count_start()
    with pytest.raises(OutgrownError):
        store.cluster.renew(1)
    store.close()
    assert by_hand.execute("SELECT name FROM groups").fetchall() == [("support",)]


def test_who_waited_to_write_while_it_was_brought_up_writes_nothing(postgresql_url, open_by_hand):
    store = Store(postgresql_url, busy_ms=int(PATIENCE_S * 1000))
    by_hand, watching = open_by_hand(postgresql_url), open_by_hand(postgresql_url)
    failed = []

    def write():
        try:
            store.count_start()
        except OutgrownError as error:
            failed.append(error)

    by_hand.execute("BEGIN")
    by_hand.execute("SELECT id FROM heads FOR UPDATE")
    by_hand.execute("UPDATE alembic_version SET version_num = '99'")
    writer = threading.Thread(target=write)
    writer.start()
    waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    end = time.monotonic() + PATIENCE_S
    while not watching.execute(waits).fetchall():
        assert time.monotonic() < end
        time.sleep(0.01)
    by_hand.execute("COMMIT")
    writer.join(PATIENCE_S)
    assert len(failed) == 1
    store.close()


def test_the_lock_of_a_host_whose_computer_is_gone_goes_with_it(postgresql_url):
    """The server itself asks for signs of life; what it says here it has read from its socket."""
    use = SoleUse(postgresql_url, shared=False)
    use.take()
    found = {name: use._connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in KEEPALIVE}
    use.release()
    assert found == {"tcp_keepalives_idle": "5", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}


def test_by_force_it_is_brought_up_and_all_leases_end(old, open_by_hand, capsys):
    live_for(old, 3600)
    use = take_alone(old, shared=True)
    try:
        assert main(["database", "upgrade", "--force", "--json", "--database", named(old)]) == 0
    finally:
        use.release()
    said = capsys.readouterr()
    assert json.loads(said.out)["to"] == VERSION
    assert OLDER in said.err
    assert version_at(old) == VERSION
    assert leases(old, open_by_hand) == []
