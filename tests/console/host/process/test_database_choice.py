"""Which database the command line means, and where its password may stand."""

import argparse
import logging

import pytest

from console.host.__main__ import main
from console.host.configuration.configuration import load
from console.host.configuration.settings import DATABASE, FOR_EVERY_COMMAND, add_flags
from console.host.process.database_choice import database_url, shown
from console.host.process.folder import EXIT_DATABASE, DataFolder, StartError
from console.host.store.store import Store


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "host")


@pytest.fixture
def chosen(folder):
    """Return the address that a command line means."""

    def choose(*words):
        parser = argparse.ArgumentParser()
        add_flags(parser, FOR_EVERY_COMMAND)
        return load(parser.parse_args([*words, "--data", str(folder.path)])).database

    return choose


def test_without_a_word_it_is_the_file_in_the_data_folder(chosen, folder):
    assert chosen().database == str(folder.database)
    assert chosen().drivername == "sqlite"


@pytest.mark.parametrize(
    "text",
    [
        "sqlite:////srv/host.sqlite",
        "postgresql://ada:p%40ss@db.example:5433/desk",
        "postgresql://ada:p%40s%2F%3A%25%23%3F@[2001:db8::1]:5433/desk",
        "postgresql://ada@[fe80::1%eth0]/desk",
    ],
)
def test_an_address_is_read_as_it_is_written(chosen, text):
    assert chosen("--database", text).render_as_string(hide_password=False) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "host.sqlite",
        "sqlite://",
        "mysql://ada:secret@db/desk",
        "postgresql://ada:secret@db",
        "postgresql://a:secret@b:c/d",
        "postgresql://a:secret@b,c/",
        "postgresql://a:se@secret@b/c",
        "postgresql://a:x@secret/y@b/c",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(text):
    with pytest.raises(argparse.ArgumentTypeError) as refused:
        database_url(text)
    assert "secret" not in str(refused.value)


def test_several_servers_are_written_as_libpq_has_them(chosen):
    found = chosen("--database", "postgresql://ada:p%40ss@h1:1,h2:2/desk?sslmode=require")
    assert (found.query["host"], found.database, found.password) == (("h1:1", "h2:2"), "desk", "p@ss")


def test_the_environment_may_hold_the_address_with_its_password(chosen, monkeypatch):
    monkeypatch.setenv(DATABASE.variable, "postgresql://ada:secret@db/desk")
    assert chosen().password == "secret"
    assert chosen("--database", "sqlite:///x").drivername == "sqlite"
    monkeypatch.setenv(DATABASE.variable, "mysql://ada:secret@db/desk")
    with pytest.raises(StartError, match=DATABASE.variable) as refused:
        chosen()
    assert "secret" not in str(refused.value)


def test_a_file_may_hold_the_password(chosen, tmp_path):
    file = tmp_path / "password"
    file.write_text("sécret word\nnot this\n", encoding="utf-8")
    words = ("--database", "postgresql://ada@db/desk", "--database-password-file")
    assert chosen(*words, str(file)).password == "sécret word"
    with pytest.raises(StartError, match="cannot be read"):
        chosen(*words, str(tmp_path / "none"))


def test_an_address_is_shown_without_its_password(chosen):
    said = shown(chosen("--database", "postgresql://ada:secret@db/desk"))
    assert (said, shown(chosen("--database", "sqlite:////x"))) == ("postgresql://ada:***@db/desk", "/x")
    said = shown(chosen("--database", "postgresql:///desk?host=db&password=secret&sslpassword=secret"))
    assert said == "postgresql:///desk?host=db&password=%2A%2A%2A&sslpassword=%2A%2A%2A"


def test_postgresql_without_its_package_is_a_sentence(chosen, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(StartError, match="psycopg"):
        chosen("--database", "postgresql://ada@db/desk")


def test_all_commands_take_a_database(postgresql_url, tmp_path, capsys, monkeypatch, cheap_passwords):
    (tmp_path / "secret").write_text(f"{postgresql_url.password}\n")
    (tmp_path / "password").write_text("correct horse\n")
    address = f"postgresql://{postgresql_url.username}@{postgresql_url.host}:{postgresql_url.port}/{postgresql_url.database}?sslmode=prefer"
    there = [
        *("--data", str(tmp_path / "host"), "--database", address),
        *("--database-password-file", str(tmp_path / "secret")),
    ]
    new = ["--password-file", str(tmp_path / "password")]
    assert main(["admin", "create", "Ada", "--new", *new, *there]) == 0
    assert main(["technicians", "list", *there]) == 0
    assert main(["groups", "add", "night", *there]) == 0
    assert main(["audit", "verify", *there]) == 0
    assert "2 rows" in capsys.readouterr().out
    store = Store(postgresql_url)
    assert [account.name for account in store.accounts.snapshot().technicians.values()] == ["technician", "Ada"]
    store.close()
    assert list((tmp_path / "host").glob("*.sqlite")) == []


def test_a_server_that_is_not_there_is_a_sentence_without_the_password(tmp_path, capsys, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(DATABASE.variable, "postgresql://ada:secret@127.0.0.1:1/desk")
    assert main(["groups", "list", "--data", str(tmp_path)]) == EXIT_DATABASE
    said = capsys.readouterr().err
    assert said.startswith("fernblick-host: The database postgresql://ada:***@127.0.0.1:1/desk cannot be used: ")
    assert len(said.splitlines()) == 1
    assert "secret" not in said + caplog.text
