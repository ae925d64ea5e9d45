"""No command works on another database than the host's, and none makes one beside it."""

import asyncio

import pytest

from console.host.__main__ import main
from console.host.process.database_choice import database_url, open_store
from console.host.process.database_note import place
from console.host.process.folder import (
    EXIT_NOT_DONE,
    EXIT_NOTHING,
    EXIT_OTHER_DATABASE,
    EXIT_SECOND_HOST,
    DataFolder,
    StartError,
)
from console.host.process.server import Host, Options
from console.host.store.store import Store
from console.host.store.tables.database import file_url

COMMANDS = [
    ("groups", "list"),
    ("groups", "set", "support", "share_screen=off"),
    ("technicians", "list"),
    ("technicians", "disable", "technician"),
    ("admin", "create", "Ada", "--password-file", "/dev/null"),
    ("audit", "verify"),
    ("audit", "export", "x.csv"),
    ("sessions", "export", "x.csv"),
    ("card", "export", "support", "x.fernblick-card", "--address", "a", "--title", "b", "--public"),
    ("backup", "x.backup"),
    ("database", "adopt"),
]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FERNBLICK_DATABASE", raising=False)
    monkeypatch.setenv("FERNBLICK_DATA", str(tmp_path / "home"))


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_on_nothing_is_an_error_and_makes_nothing(words, tmp_path, capsys):
    for where in ([], ["--data", "typo"], ["--database", f"sqlite:///{tmp_path}/typo.sqlite"]):
        assert main([*words, *where]) == EXIT_NOTHING
        said = capsys.readouterr()
        assert said.out == ""
        assert "There is no database of a host at " in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "-"),
        ("restore", "-"),
        ("card", "export", "support", "-", "--address", "a", "--title", "b", "--public"),
        ("technicians", "import", "people.csv", "--passwords-to", "-"),
        ("technicians", "password", "technician", "--password-file", "-"),
    ],
)
def test_no_command_makes_a_file_that_is_called_like_an_option(words, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*words])
    assert ended.value.code == 2
    assert "- is no file here; name one" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_on_an_empty_postgresql_makes_no_tables(words, postgresql_url, capsys):
    where = ["--database", postgresql_url.render_as_string(hide_password=False)]
    assert main([*words, *where]) == EXIT_NOTHING
    with pytest.raises(StartError):
        open_store(postgresql_url, make=False)


@pytest.mark.usefixtures("cheap_passwords")
def test_the_first_administrator_may_make_the_database(tmp_path, capsys):
    (tmp_path / "password").write_text("correct horse\n")
    words = ["admin", "create", "Ada", "--password-file", "password"]
    assert main(words) == EXIT_NOTHING
    assert main([*words, "--new"]) == 0
    assert main(["technicians", "list"]) == 0
    assert "Ada: group=support, administrator" in capsys.readouterr().out


@pytest.mark.usefixtures("cheap_passwords")
@pytest.mark.parametrize(
    "words",
    [
        ("Ada", "--password-file", "missing"),
        ("Ada", "--password-file", "weak"),
        ("Ada", "--password-file", "weak", "--group", "nowhere"),
        ("technician", "--password-file", "password"),
        (" ", "--password-file", "password"),
        ("Ada",),
    ],
)
def test_what_was_not_done_has_made_no_database_either(words, database_url, tmp_path, capsys, monkeypatch):
    (tmp_path / "weak").write_text("short\n")
    (tmp_path / "password").write_text("correct horse\n")
    monkeypatch.setattr("getpass.getpass", lambda _words: "short")
    before = sorted(tmp_path.iterdir())
    where = ["--database", database_url.render_as_string(hide_password=False)]
    assert main(["admin", "create", *words, "--new", *where]) == EXIT_NOT_DONE
    assert "Nothing was changed" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before
    assert main(["technicians", "list", *where]) == EXIT_NOTHING


@pytest.mark.usefixtures("cheap_passwords")
def test_a_password_for_a_new_database_is_asked_for_once(tmp_path, monkeypatch):
    asked = []

    def ask(words):
        asked.append(words)
        return "correct horse"

    monkeypatch.setattr("getpass.getpass", ask)
    assert main(["admin", "create", "Ada", "--new"]) == 0
    assert asked == ["Password: ", "The same again: "]


@pytest.mark.parametrize("words", COMMANDS[:-1])
async def test_a_folder_whose_host_uses_another_database_is_left_alone(words, tmp_path, postgresql_url, capsys):
    folder = tmp_path / "host"
    host = Host(DataFolder(folder), Options(address="127.0.0.1", port=0, database=postgresql_url))
    await host.start()
    assert main([*words, "--data", str(folder)]) == EXIT_OTHER_DATABASE
    said = capsys.readouterr()
    assert "The host that runs here uses the database postgresql://" in said.err
    assert (said.out, str(postgresql_url.password) in said.err) == ("", False)
    host.stop()
    Store(folder / "host.sqlite").close()  # as an earlier version of this program left it beside the right one
    assert main([*words, "--data", str(folder)]) == EXIT_OTHER_DATABASE
    assert "The host was last run with" in capsys.readouterr().err


async def test_a_host_is_not_started_with_another_database_until_that_is_said(tmp_path, capsys):
    folder, other = tmp_path / "host", file_url(tmp_path / "other.sqlite")
    first = Host(DataFolder(folder), Options(address="127.0.0.1", port=0))
    await first.start()
    first.stop()
    moved = Host(DataFolder(folder), Options(address="127.0.0.1", port=0, database=other))
    with pytest.raises(StartError) as error:
        await moved.start()
    assert error.value.status == EXIT_OTHER_DATABASE
    assert not (tmp_path / "other.sqlite").exists()
    Store(other).close()
    assert main(["database", "adopt", "--data", str(folder), "--database", f"sqlite:///{other.database}"]) == 0
    await moved.start()
    moved.stop()


async def test_a_folder_that_is_moved_keeps_its_database(tmp_path):
    first = Host(DataFolder(tmp_path / "here"), Options(address="127.0.0.1", port=0))
    await first.start()
    first.stop()
    (tmp_path / "here").rename(tmp_path / "there")
    assert main(["groups", "list", "--data", str(tmp_path / "there")]) == 0


async def test_two_hosts_do_not_share_a_database_unless_they_know_of_each_other(tmp_path, database_url):
    def host(name):
        return Host(DataFolder(tmp_path / name), Options(address="127.0.0.1", port=0, database=database_url))

    first, second = host("one"), host("two")
    await first.start()
    with pytest.raises(StartError, match="Another host uses the database") as error:
        await second.start()
    assert error.value.status == EXIT_SECOND_HOST
    first.stop()
    await second.start()
    second.stop()


async def test_a_lock_that_the_server_lost_is_taken_again(tmp_path, postgresql, postgresql_url):
    first = Host(DataFolder(tmp_path / "one"), Options(address="127.0.0.1", port=0, database=postgresql_url))
    await first.start()
    with postgresql.connect() as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                           (postgresql_url.database,))  # fmt: skip
    await asyncio.to_thread(first.use.take)
    second = Host(DataFolder(tmp_path / "two"), Options(address="127.0.0.1", port=0, database=postgresql_url))
    with pytest.raises(StartError, match="Another host uses the database"):
        await second.start()
    first.stop()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("postgresql://a:x@db/d", "postgresql://b@db:5432/d", True),
        ("postgresql://a@db/d?sslmode=require", "postgresql://a@db/d", True),
        ("postgresql://a@db/d", "postgresql://a@db/e", False),
        ("postgresql://a@db/d", "postgresql://a@db:5433/d", False),
        ("postgresql:///d?host=/run/postgresql", "postgresql:///d?host=/run/postgresql&port=5432", True),
        ("postgresql://a@h1:1,h2:2/d", "postgresql://a@/d?host=h2:2&host=h1:1", True),
        ("sqlite:////a/b/../c", "sqlite:////a/c", True),
        ("sqlite:////a/b", "sqlite:////a/c", False),
    ],
)
def test_one_database_may_be_written_in_several_ways(one, other, same):
    assert (place(database_url(one)) == place(database_url(other))) is same
