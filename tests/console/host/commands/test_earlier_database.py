"""A database of an earlier version stays what it is until a host is started or `database upgrade` is said."""

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from console.host.__main__ import main
from console.host.process.folder import EXIT_DATABASE, EXIT_EARLIER, EXIT_SECOND_HOST, DataFolder
from console.host.process.server import Host, Options
from console.host.store.store import Store
from console.host.store.tables.database import Database, file_url
from console.host.store.tables.schema import VERSION
from console.host.store.tables.tables import version_of
from tests.console.host.store.tables.earlier_databases import SCRIPTS, VERSIONS, make_earlier

COMMANDS = [
    ("groups", "list"),
    ("groups", "set", "support", "share_screen=off"),
    ("groups", "export", "groups.json"),
    ("technicians", "list"),
    ("technicians", "disable", "technician"),
    ("technicians", "import", "people.csv", "--dry-run"),
    ("admin", "create", "Eve", "--new", "--password-file", "password"),
    ("audit", "verify"),
    ("audit", "export", "x.csv"),
    ("sessions", "export", "x.csv"),
    ("card", "export", "support", "x.fernblick-card", "--address", "a", "--title", "b", "--public"),
]
ROWS = {"3": 13, "5": 18, "7": 8, "8": 9, "9": 19}  # of the audit


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FERNBLICK_DATABASE", raising=False)
    monkeypatch.setenv("FERNBLICK_DATA", str(tmp_path / "home"))
    (tmp_path / "password").write_text("correct horse\n")
    (tmp_path / "people.csv").write_text("name;group\nEve;support\n")


@pytest.fixture(params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture
def old(version, database_url, open_by_hand):
    """A database as an earlier version has left it, and how to name it."""
    return make_earlier(version, database_url, open_by_hand)


def named(url):
    return url.render_as_string(hide_password=False)


def version_at(url):
    database = Database(url)
    with database.reading() as connection:
        found = version_of(connection)
    database.close()
    return found


@pytest.mark.parametrize("words", COMMANDS)
def test_no_command_brings_it_up_and_each_says_what_to_do(words, old, version, tmp_path, capsys):
    before = sorted(path.name for path in tmp_path.iterdir())
    assert main([*words, "--database", named(old)]) == EXIT_EARLIER
    said = capsys.readouterr()
    assert said.out == ""
    (sentence,) = [line for line in said.err.splitlines() if "earlier version" in line]
    assert f"(tables {version})" in sentence
    assert "`backup`" in sentence
    assert "`database upgrade`" in sentence
    assert version_at(old) == version
    made = {path.name for path in tmp_path.iterdir()} - set(before)
    assert made <= {"host.sqlite-wal", "host.sqlite-shm", "home"}


def test_check_says_it_and_changes_nothing(old, version, tmp_path, capsys):
    main(["check", "--json", "--database", named(old), "--data", str(tmp_path / "host"), "--listen", "127.0.0.1:0"])
    (said,) = [row for row in json.loads(capsys.readouterr().out) if "earlier version" in row["sentence"]]
    assert (said["topic"], said["grade"]) == ("database", "doubtful")
    assert f"({version})" in said["sentence"]
    assert version_at(old) == version


def test_it_is_saved_as_it_is_restored_as_it_is_and_brought_up_by_the_host(
    old, version, tmp_path, postgresql, capsys, open_by_hand
):
    assert main(["backup", "x.backup", "--database", named(old), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["tables"], told["audit_rows"]) == (version, ROWS[version])
    assert version_at(old) == version
    name = postgresql.new_database()
    for where in (file_url(tmp_path / "there.sqlite"), postgresql.url(name)):
        folder = tmp_path / f"there-{where.drivername}"
        assert main(["restore", "x.backup", "--data", str(folder), "--database", named(where)]) == 0
        assert "earlier version" in capsys.readouterr().out
        assert version_at(where) == version
        assert main(["technicians", "list", "--data", str(folder), "--database", named(where)]) == EXIT_EARLIER
        assert start_and_stop(folder, where) == VERSION
        store = Store(where)
        apart = 1 if int(version) < 9 else 0  # a row says that addresses stand apart from then on
        assert store.audit.verify() == ROWS[version] + apart
        assert store.accounts.snapshot().technician_named("Ada").administrator
        store.close()
        same_tables(where, open_by_hand, postgresql, tmp_path)
    postgresql.drop(name)


def start_and_stop(folder, url):
    import asyncio

    async def run():
        host = Host(DataFolder(folder), Options(address="127.0.0.1", port=0, database=url))
        await host.start()
        host.stop()

    asyncio.run(run())
    return version_at(url)


def same_tables(url, open_by_hand, postgresql, tmp_path):
    """See that tables which were copied and brought up are what new ones are."""
    if url.drivername == "sqlite":
        new = tmp_path / f"new-{len(list(tmp_path.iterdir()))}.sqlite"
        Store(new).close()
        assert sqlite_form(Path(url.database)) == sqlite_form(new)
        return
    name = postgresql.new_database()
    Store(postgresql.url(name)).close()
    assert postgresql_form(open_by_hand(url)) == postgresql_form(open_by_hand(postgresql.url(name)))


def sqlite_form(path):
    with contextlib.closing(sqlite3.connect(path)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        others = raw.execute(
            "SELECT type, name FROM sqlite_master WHERE type != 'table' AND sql IS NOT NULL"
        ).fetchall()
        return sorted(others), {
            name: [
                [row[1:] for row in raw.execute(f"PRAGMA table_info({name})")],
                sorted(row[2:5] for row in raw.execute(f"PRAGMA foreign_key_list({name})")),
                sorted(row[2:] for row in raw.execute(f"PRAGMA index_list({name})")),
            ]
            for name in names
        }


def postgresql_form(by_hand):
    asked = (
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default "
        "FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    )
    return [sorted(map(str, by_hand.execute(question).fetchall())) for question in asked]


def test_it_is_brought_up_by_a_word_of_its_own(old, version, capsys):
    assert main(["database", "upgrade", "--database", named(old), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["from"], told["to"]) == (version, VERSION)
    assert main(["audit", "verify", "--database", named(old)]) == 0
    capsys.readouterr()
    assert main(["database", "upgrade", "--database", named(old)]) == 0
    assert "nothing was changed" in capsys.readouterr().out


def test_it_can_be_copied_and_adopted_before_it_is_brought_up(old, version, tmp_path, capsys):
    copy = file_url(tmp_path / "copy.sqlite")
    assert main(["database", "copy", named(old), named(copy)]) == 0
    DataFolder(tmp_path / "host")
    where = ["--database", named(copy), "--data", str(tmp_path / "host")]
    assert main(["database", "adopt", *where]) == 0
    assert version_at(copy) == version_at(old) == version
    assert main(["database", "upgrade", *where]) == 0


def test_it_is_not_brought_up_under_a_host_that_uses_it(old, version, tmp_path, capsys):
    from console.host.process.database_choice import take_alone

    use = take_alone(old, shared=False)  # the host of the earlier version
    assert main(["database", "upgrade", "--database", named(old)]) == EXIT_SECOND_HOST
    assert main(["serve", "--database", named(old), "--data", str(tmp_path / "second")]) == EXIT_SECOND_HOST
    assert version_at(old) == version
    use.release()


def test_what_is_too_old_for_postgresql_is_a_sentence(tmp_path, postgresql_url, capsys):
    with contextlib.closing(sqlite3.connect(tmp_path / "two.sqlite")) as raw:
        raw.executescript((SCRIPTS / "version_2.sqlite.sql").read_text(encoding="utf-8"))
    two, copy = file_url(tmp_path / "two.sqlite"), file_url(tmp_path / "copy.sqlite")
    assert main(["database", "copy", named(two), named(postgresql_url)]) == EXIT_DATABASE
    assert "SQLite's alone" in capsys.readouterr().err
    assert version_at(postgresql_url) is None
    assert main(["database", "copy", named(two), named(copy)]) == 0
    assert version_at(copy) == "2"
    Store(copy).close()


def test_a_newer_one_is_left_alone_by_all(database_url, open_by_hand, tmp_path, capsys):
    Store(database_url).close()
    by_hand = open_by_hand(database_url)
    by_hand.execute("UPDATE alembic_version SET version_num = '99'")
    for words in (("groups", "list"), ("backup", "x.backup"), ("database", "upgrade")):
        assert main([*words, "--database", named(database_url)]) == EXIT_DATABASE
        assert "newer version" in capsys.readouterr().err
    assert not (tmp_path / "x.backup").exists()


def test_the_audit_of_a_copy_is_followed_before_it_counts(old, open_by_hand, version, tmp_path, capsys):
    by_hand = open_by_hand(old)
    for name in ("audit_no_update", "audit_append_only"):
        with contextlib.suppress(Exception):
            by_hand.execute(f"DROP TRIGGER {name}" + (" ON audit" if name == "audit_append_only" else ""))
    by_hand.execute("UPDATE audit SET detail = 'x' WHERE number = 3")
    assert main(["backup", "x.backup", "--database", named(old)]) == EXIT_DATABASE
    assert "not what was written" in capsys.readouterr().err
    assert not (tmp_path / "x.backup").exists()
