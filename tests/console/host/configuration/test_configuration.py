"""One configuration: flags over the environment over the file, each value with where it was said."""

import argparse
import json
from pathlib import Path

import pytest

from console.host.__main__ import main
from console.host.configuration import places
from console.host.configuration.configuration import USUAL, load
from console.host.configuration.readers import web_place
from console.host.configuration.served import options_of
from console.host.configuration.settings import SETTINGS, add_flags
from console.host.core.limits import RETURNING
from console.host.process.folder import EXIT_CONFIGURATION, DataFolder, StartError
from console.host.store.store import Store


@pytest.fixture(autouse=True)
def computer(tmp_path, monkeypatch):
    """A computer whose configuration is where the test can write it."""
    for setting in SETTINGS.values():
        monkeypatch.delenv(setting.variable, raising=False)
    monkeypatch.delenv(places.VARIABLE, raising=False)
    monkeypatch.setattr(places, "SYSTEM_FILE", tmp_path / "etc" / "host.toml")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_words: str(tmp_path / "home"))
    (tmp_path / "etc").mkdir()


@pytest.fixture
def system_file(tmp_path):
    return tmp_path / "etc" / "host.toml"


def loaded(*words, embedded=False):
    parser = argparse.ArgumentParser()
    add_flags(parser, list(SETTINGS.values()))
    options = parser.parse_args(words)
    options.embedded = embedded
    return load(options)


def refused(*words):
    with pytest.raises(StartError) as error:
        loaded(*words)
    assert error.value.status == EXIT_CONFIGURATION
    return str(error.value)


def test_a_flag_counts_before_the_environment_and_that_before_the_file(system_file, monkeypatch, tmp_path):
    system_file.write_text('web-url = "https://a"\nlisten = "*:2"\ndrain-s = 3\nproxy = ["10.0.0.1", "10.0.0.2"]\n')
    monkeypatch.setenv("FERNBLICK_WEB_URL", "https://b")
    monkeypatch.setenv("FERNBLICK_LISTEN", "*:12")
    found = loaded("--web-url", "https://c")
    assert (found.value("web-url"), found.where("web-url")) == ("https://c", "--web-url")
    assert (found.value("listen"), found.where("listen")) == ((None, 12), "FERNBLICK_LISTEN")
    assert (found.value("drain-s"), found.where("drain-s")) == (3, f"{system_file}, line 3")
    assert found.value("proxy") == ("10.0.0.1", "10.0.0.2")
    assert (found.value("log-level"), found.where("log-level")) == ("info", USUAL)
    assert found.folder == tmp_path / "home" / "host"


def test_a_named_data_folder_has_its_own_file_or_the_computers_if_that_names_it(system_file, tmp_path):
    system_file.write_text(f'data = "{tmp_path / "service"}"\nlisten = "*:1"\n')
    own = tmp_path / "mine"
    own.mkdir()
    assert loaded().value("listen") == (None, 1)
    assert loaded("--data", str(tmp_path / "service")).file == system_file
    assert loaded("--data", str(own)).file is None
    (own / "host.toml").write_text('listen = "*:2"\n')
    assert loaded("--data", str(own)).value("listen") == (None, 2)
    (own / "host.toml").write_text(f'\ndata = "{tmp_path}"\n')
    assert "line 2" in refused("--data", str(own))
    assert loaded("--config", str(system_file), "--data", str(own)).folder == own


def test_a_consoles_own_host_reads_no_file(system_file):
    system_file.write_text('listen = "*:1"\n')
    assert loaded(embedded=True).file is None


def test_paths_in_the_file_are_beside_it(system_file, tmp_path):
    system_file.write_text('certificate = "chain.pem"\nkey = "/srv/key.pem"\n')
    found = loaded()
    assert (str(found.value("certificate")), str(found.value("key"))) == (
        str(tmp_path / "etc" / "chain.pem"),
        "/srv/key.pem",
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("sqlite:///desk.sqlite", "etc/desk.sqlite"),
        ("sqlite:///../desk.sqlite", "etc/../desk.sqlite"),
        ("sqlite:///~/desk.sqlite", "me/desk.sqlite"),
    ],
)
def test_a_database_in_the_file_is_the_same_wherever_a_command_is_said(said, meant, system_file, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    system_file.write_text(f'database = "{said}"\n')
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        assert loaded().database.database == str(tmp_path / meant)


def test_a_tilde_is_a_home_wherever_a_place_is_said(system_file, tmp_path, monkeypatch):
    """No shell reads it in a file, in the environment of a service, or behind `=` in quotation marks."""
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    system_file.write_text('certificate = "~/chain.pem"\n')
    monkeypatch.setenv("FERNBLICK_KEY", "~/key.pem")
    found = loaded("--config", str(system_file), "--data", "~/data", "--database", "sqlite:///~/desk.sqlite")
    assert [str(found.value(name)) for name in ("certificate", "key", "data")] == [
        str(tmp_path / "me" / name) for name in ("chain.pem", "key.pem", "data")
    ]
    assert found.database.database == str(tmp_path / "me" / "desk.sqlite")
    monkeypatch.setenv("FERNBLICK_CONFIG", "~/none.toml")
    assert str(tmp_path / "me" / "none.toml") in refused()
    monkeypatch.delenv("FERNBLICK_CONFIG")
    system_file.write_text('certificate = "~nobody-of-that-name/chain.pem"\n')
    assert "line 1: certificate: ~nobody-of-that-name/chain.pem: there is no such home" in refused()


def test_places_on_the_command_line_are_those_of_the_folder_it_was_said_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = loaded("--data", "data", "--database", "sqlite:///desk.sqlite")
    assert (found.folder, found.database.database) == (tmp_path / "data", str(tmp_path / "desk.sqlite"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('listen = "*:1"\n\nweb_url = "https://x"\n', "line 3: there is no setting web_url; the nearest is web-url."),
        ("proxy = [\n '10.0.0.1',\n]\ndatabse = 'x'", "line 4: there is no setting databse; the nearest is database."),
        ("[host]\nlisten = 'x'\n", "line 1: there is no setting host"),
        ("# x\ndrain-s = 'soon'\n", "line 2: drain-s: soon is not a number of seconds"),
        ("metrics-public = 1\n", "line 1: metrics-public: "),
        ("listen = true\n", "line 1: listen: this is not a text in quotation marks"),
        ("listen = ['*:1']\n", "line 1: listen: this is not a text in quotation marks"),
        ("\nweb = '*:443'\n", "line 2: web is no setting any more"),
        ("[limits]\n\npages = 'many'\n", "line 3: limits.pages: many is not a number from 1 to"),
        ("[limits]\npage = 1\n", "line 2: there is no setting limits.page; the nearest is limits.pages."),
        ("limits = 3\n", "line 1: there is no setting limits"),
        ("proxy = ['10.0.0.1',\n 'x']\n", "line 1: proxy: x is not an IP address"),
        ('a = """\nlisten = \'\n"""\n', "line 1: there is no setting a"),
        ("listen = 7330\n", "7330 is a port without an address; for all addresses write *:7330"),
        ("listen = *:1\n", "is no TOML: Invalid value (at line 1"),
        ("database = 'mysql://a:secret@b/c'\n", "line 1: database: a database is sqlite"),
    ],
)
def test_what_the_file_cannot_say_is_said_with_its_line(system_file, text, words):
    system_file.write_text(text)
    said = refused()
    assert words in said
    assert "secret" not in said


def test_a_file_that_is_named_must_be_there(tmp_path):
    assert "cannot be read" in refused("--config", str(tmp_path / "none.toml"))


def test_the_environment_is_read_as_strictly(monkeypatch):
    monkeypatch.setenv("FERNBLICK_DATABASE", "mysql://ada:secret@db/desk")
    said = refused()
    assert said.startswith("FERNBLICK_DATABASE: ")
    assert "secret" not in said


@pytest.mark.parametrize(
    ("misspelled", "meant"),
    [
        ("FERNBLICK_DATABSE", "FERNBLICK_DATABASE"),
        ("FERNBLICK_DATABASE_PASSWORD", "FERNBLICK_DATABASE_PASSWORD_FILE"),
        ("FERNBLICK_WEBURL", "FERNBLICK_WEB_URL"),
        ("FERNBLICK_CONFIGS", "FERNBLICK_CONFIG"),
    ],
)
def test_a_misspelled_name_in_the_environment_does_not_count_for_nothing(misspelled, meant, monkeypatch, system_file):
    monkeypatch.setenv(misspelled, "secret")
    said = refused()
    assert said.startswith(f"The environment has {misspelled}, which is no setting; is it {meant}?")
    assert "secret" not in said


def test_a_setting_of_before_is_said_in_the_environment_too(monkeypatch, system_file):
    monkeypatch.setenv("FERNBLICK_WEB", "*:443")
    assert refused().startswith("FERNBLICK_WEB: web is no setting any more")


def test_the_limits_are_a_table_of_the_file(system_file, monkeypatch):
    system_file.write_text("[limits]\npages = 12\n")
    monkeypatch.setenv("FERNBLICK_LIMITS_STRANGERS", "13")
    found = loaded()
    assert (found.value("limits.pages"), found.where("limits.pages")) == (12, f"{system_file}, line 2")
    assert found.value("limits.strangers") == 13
    limits = options_of(found).limits
    assert (limits["pages"], limits["strangers"], limits["returning"]) == (12, 13, RETURNING.usual)


def test_the_port_that_a_first_start_has_chosen_is_shown(system_file, tmp_path):
    folder = tmp_path / "home" / "host"
    folder.mkdir(parents=True)
    (folder / "port").write_text("7330\n")
    held = loaded().held["listen"]
    assert (held.text, held.source) == ("*:7330", f"{folder / 'port'}, chosen at the first start")


@pytest.mark.parametrize("name", ["FERNBLICK_DIST", "FERNBLICK_CACHE", "FERNBLICK_PYTHON"])
def test_what_other_programs_have_in_the_environment_is_theirs(name, monkeypatch, system_file):
    monkeypatch.setenv(name, "x")
    assert main(["config", "show"]) == 0


def test_what_is_shown_can_stand_in_the_file(system_file, capsys, tmp_path):
    assert main(["config", "show"]) == 0
    (tmp_path / "host.toml").write_text(capsys.readouterr().out)
    assert main(["config", "show", "--config", str(tmp_path / "host.toml")]) == 0


def test_it_is_shown_with_its_sources_and_without_secrets(system_file, capsys, monkeypatch):
    system_file.write_text('database = "postgresql://ada:secret@db/desk"\nmetrics-public = true\n')
    monkeypatch.setenv("FERNBLICK_PROXY", "10.0.0.1, 10.0.0.2")
    assert main(["config", "show", "--json", "--web-url", "https://x"]) == 0
    shown = capsys.readouterr()
    said = json.loads(shown.out)
    assert said["database"] == {"value": "postgresql://ada:***@db/desk", "source": f"{system_file}, line 1"}
    assert said["proxy"] == {"value": ["10.0.0.1", "10.0.0.2"], "source": "FERNBLICK_PROXY"}
    assert said["web-url"] == {"value": "https://x", "source": "--web-url"}
    assert said["metrics-public"]["value"] is True
    assert said["code-valid-s"]["value"] == 600
    assert said["limits.pages"]["value"] == 512
    assert said["listen"]["source"] == "default"
    assert set(said) == set(SETTINGS)
    assert str(system_file) in shown.err
    assert main(["config", "show"]) == 0
    assert "secret" not in shown.out + capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("key = 'x'", "key is the key of a certificate"),
        ("metrics = '0.0.0.0:1'", "metrics at 0.0.0.0 can be read by others"),
        ("downloads = 'none'", "there is no folder"),
        ("cluster-address = 'x:1'\ncertificate = 'y'", "share a PostgreSQL database"),
        ("cluster-address = 'x:1'\ndatabase = 'postgresql://a@b/c'", "show one certificate"),
    ],
)
def test_what_does_not_fit_together_starts_no_host(system_file, text, words):
    system_file.write_text(text)
    with pytest.raises(StartError, match=words) as error:
        options_of(loaded())
    assert error.value.status == EXIT_CONFIGURATION


def test_every_command_reads_the_file(system_file, tmp_path, capsys):
    place = DataFolder(tmp_path / "elsewhere").database
    Store(place).close()
    system_file.write_text(f'data = "{tmp_path / "service"}"\ndatabase = "sqlite:///{place}"\n')
    assert main(["groups", "add", "night"]) == 0
    said = capsys.readouterr()
    assert "night" in said.out
    assert said.err == f"fernblick-host: database {place}\n"
    assert not (tmp_path / "service").exists()


@pytest.mark.parametrize(
    "text",
    [
        *("0.0.0.0:7331", "*:7331", "192.0.2.1:7331", "localhost:7331"),
        *("127.0.0.1", "7331", "web.sock", "/" + 200 * "a"),
    ],
)
def test_without_tls_nobody_comes_from_elsewhere(text):
    with pytest.raises(argparse.ArgumentTypeError):
        web_place(text)


def test_a_place_for_web_proxies_is_read():
    assert web_place("127.0.0.1:7331") == ("127.0.0.1", 7331)
    assert web_place("[::1]:7331") == ("::1", 7331)
    assert web_place("/run/fernblick-host/web.sock") == Path("/run/fernblick-host/web.sock")
