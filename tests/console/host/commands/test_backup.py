"""All of a host in one file and back, and its database from one kind to another, with the audit that was written."""

import io
import os
import tarfile

import pytest
from sqlalchemy import URL, insert, select

from console.host.__main__ import main
from console.host.core.accounts.changes import add_group, add_technician
from console.host.process.certificate import own_certificate
from console.host.process.folder import EXIT_FOLDER, EXIT_NOT_DONE, EXIT_NOTHING, EXIT_SECOND_HOST, DataFolder
from console.host.process.server import Host, Options
from console.host.store.copying import copy_database
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from console.host.store.tables.database import Database, file_url
from console.host.store.tables.schema import metadata, shares
from tests.bench.host.report_rows import fill

NOON_MS = 1_700_049_600_000


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FERNBLICK_DATA", str(tmp_path / "home"))


def fill_store(url):
    """Make a database with 1,500 sessions, and a group that stands before the one that it is below."""
    store = Store(url)
    fill(store, count=1500, days=10, now_ms=NOON_MS)
    author = Author(who="test", time_ms=NOON_MS)
    store.accounts.change(lambda accounts: add_group(accounts, 0, "above"), author)
    above = store.accounts.snapshot().group_named("above").number
    store.accounts.change(lambda accounts: add_group(accounts, above, "below"), author)
    store.close()


def address(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def content(url):
    """Return all rows of all tables."""
    database = Database(url)
    with database.reading() as connection:
        found = {table.name: sorted(map(tuple, connection.execute(select(table)))) for table in metadata.sorted_tables}
    database.close()
    return found


@pytest.mark.parametrize("way", ["sqlite to postgresql", "postgresql to sqlite"])
def test_a_database_is_copied_whole_from_one_kind_to_the_other(way, tmp_path, postgresql_url, capsys):
    file = file_url(tmp_path / "host.sqlite")
    source, target = (file, postgresql_url) if way.startswith("sqlite") else (postgresql_url, file)
    fill_store(source)
    assert main(["database", "copy", address(source), address(target)]) == 0
    said = capsys.readouterr()
    assert "of the audit are what was written" in said.out
    assert postgresql_url.password not in said.out + said.err
    assert content(target) == content(source)
    assert main(["audit", "verify", "--database", address(target)]) == 0
    store = Store(target)  # and it goes on: new rows get new numbers
    store.accounts.change(lambda accounts: add_group(accounts, 0, "new"), Author(who="test", time_ms=NOON_MS))
    store.accounts.change(
        lambda accounts: add_technician(accounts, 1, "Ada", administrator=False),
        Author(who="test", time_ms=NOON_MS),
        password="correct horse",
    )
    store.audit.verify()
    with store._database.raw_transaction() as connection:
        session = connection.scalar(select(shares.c.session))
        connection.execute(insert(shares).values(session=session, member=1, started_ms=NOON_MS))
    store.close()


def test_nothing_is_copied_over_something_or_from_nothing(tmp_path, capsys):
    one, other = file_url(tmp_path / "one.sqlite"), file_url(tmp_path / "other.sqlite")
    Store(one).close()
    assert main(["database", "copy", address(other), address(one)]) == EXIT_NOTHING
    assert not (tmp_path / "other.sqlite").exists()
    Store(other).close()
    before = content(other)
    assert main(["database", "copy", address(one), address(other)]) == EXIT_NOT_DONE
    assert "nothing is written over" in capsys.readouterr().err
    assert content(other) == before


async def test_a_database_that_a_host_uses_is_not_copied(tmp_path, database_url, capsys):
    host = Host(DataFolder(tmp_path / "host"), Options(address="127.0.0.1", port=0, database=database_url))
    await host.start()
    target = file_url(tmp_path / "copy.sqlite")
    assert main(["database", "copy", address(database_url), address(target)]) == EXIT_SECOND_HOST
    assert not (tmp_path / "copy.sqlite").exists()
    host.stop()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_host_is_backed_up_while_it_runs_and_restored_elsewhere(kind, tmp_path, request, capsys):
    url = request.getfixturevalue("postgresql_url") if kind == "postgresql" else file_url(tmp_path / "here/host.sqlite")
    folder = DataFolder(tmp_path / "here")
    fill_store(url)
    host = Host(folder, Options(address="127.0.0.1", port=0, database=url))
    await host.start()
    folder.write("port", b"443\n")  # as a host notes it that is told none
    here = ["--data", str(folder.path), "--database", address(url)]
    assert main(["backup", "x.backup", *here]) == 0
    assert (tmp_path / "x.backup").stat().st_mode & 0o777 == 0o600
    host.stop()
    assert main(["restore", "x.backup", "--data", "there"]) == 0
    assert content(file_url(tmp_path / "there/host.sqlite"))["sessions"] == content(url)["sessions"]
    assert main(["audit", "verify", "--data", "there"]) == 0
    assert (tmp_path / "there/certificate.pem").read_bytes() == (folder.path / "certificate.pem").read_bytes()
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == [
        *("certificate.pem", "database.json", "host.sqlite", "lock", "port")
    ]
    assert (tmp_path / "there/port").read_bytes() == b"443\n"  # which links and cards name
    assert main(["restore", "x.backup", "--data", "there"]) == EXIT_NOT_DONE
    again = Host(DataFolder(tmp_path / "there"), Options(address="127.0.0.1", port=0))
    await again.start()
    assert again.certificate.fingerprint == host.certificate.fingerprint
    again.stop()


def test_another_certificate_is_not_written_over(tmp_path, capsys):
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "certificate.pem").write_text(name)
    Store(tmp_path / "here/host.sqlite").close()
    assert main(["backup", "x.backup", "--data", "here"]) == 0
    assert main(["restore", "x.backup", "--data", "there"]) == EXIT_NOT_DONE
    assert "another certificate" in capsys.readouterr().err
    assert not (tmp_path / "there/host.sqlite").exists()


def test_what_is_no_backup_is_said_and_changes_nothing(tmp_path, capsys):
    (tmp_path / "text").write_text("no tar at all")
    with tarfile.open(tmp_path / "other", "w") as tar:
        for name in ("../host.sqlite", "/etc/passwd"):
            entry = tarfile.TarInfo(name)
            entry.size = 3
            tar.addfile(entry, io.BytesIO(b"abc"))
        link = tarfile.TarInfo("host.sqlite")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    for name in ("text", "other", "missing"):
        assert main(["restore", name, "--data", "there"]) != 0
    assert capsys.readouterr().err.count("fernblick-host: ") == 3
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["lock"]


def test_a_restore_that_was_killed_has_never_left_a_database_without_its_certificate(tmp_path, monkeypatch, capsys):
    backup, folder, target = made_backup(tmp_path)
    there = []
    monkeypatch.setattr(
        "console.host.process.backup.copy_database",
        lambda source, target: there.append((folder / "certificate.pem").read_bytes()) or copy_database(source, target),
    )
    assert main(["restore", str(backup), "--data", str(folder)]) == 0
    assert there == [(target / "certificate.pem").read_bytes()]


def test_a_restore_that_is_refused_leaves_no_certificate(tmp_path, capsys):
    backup, folder, _ = made_backup(tmp_path)
    folder.mkdir()
    Store(file_url(folder / "host.sqlite")).close()
    assert main(["restore", str(backup), "--data", str(folder)]) == EXIT_NOT_DONE
    assert not (folder / "certificate.pem").exists()


def made_backup(tmp_path):
    """Return a backup, where it is to be restored, and what it was made of."""
    source, backup = tmp_path / "source", tmp_path / "all.backup"
    folder = DataFolder(source)
    Store(file_url(folder.database)).close()
    own_certificate(folder)
    assert main(["backup", str(backup), "--data", str(source)]) == 0
    return backup, tmp_path / "other", source


def test_what_a_backup_that_was_killed_has_left_goes_with_a_later_one(tmp_path, capsys):
    old, new = tmp_path / ".fernblick-backup-old", tmp_path / ".fernblick-backup-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "host.sqlite").write_text("secret")
    os.utime(old, (NOON_MS / 1000, NOON_MS / 1000))
    made_backup(tmp_path)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_data_folder_that_is_not_there_is_a_sentence(tmp_path, capsys):
    database = address(file_url(tmp_path / "there.sqlite"))
    Store(file_url(tmp_path / "there.sqlite")).close()
    words = ["database", "adopt", "--database", database, "--data", str(tmp_path / "nowhere")]
    assert main(words) == EXIT_FOLDER
    assert "nowhere cannot be written" in capsys.readouterr().err
