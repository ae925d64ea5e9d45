import os
from pathlib import Path

import pytest

from protocol.notation.names import is_clean
from resources.program.settings import Settings, account_name, data_folder, own_places, settings_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_choices_are_there_again_in_the_next_run(file: Path) -> None:
    first = Settings(file)
    first.language, first.appearance = "de", "dark"
    first.own_name, first.public_address, first.last_host = " Sam Süß ", "desk.example:7331", "10.0.0.1"
    again = Settings(file)
    assert (again.language, again.appearance) == ("de", "dark")
    assert (again.own_name, again.public_address, again.last_host) == ("Sam Süß", "desk.example:7331", "10.0.0.1")
    assert again.problem is None


def test_defaults_hold_where_nothing_was_chosen(file: Path) -> None:
    settings = Settings(file)
    assert (settings.language, settings.appearance, settings.public_address) == ("system", "system", "")
    assert settings.own_name  # what the system calls the user
    assert settings.problem is None


@pytest.mark.parametrize("line", ["language=klingon", "appearance=plaid", 'own_name="\\x0b"'])
def test_a_value_that_makes_no_sense_reads_as_its_default(file: Path, line: str) -> None:
    file.write_text(f"[General]\n{line}\n")
    defaults = Settings(file.with_name("other.ini"))
    settings = Settings(file)
    assert settings.problem is None
    for name in ("language", "appearance", "own_name"):
        assert getattr(settings, name) == getattr(defaults, name)


@pytest.mark.parametrize(
    "content", [b"no settings at all\n", b"\xff\xfe\x00binary", b"[General\nlanguage=de\n", b"a=\0\n"]
)
def test_a_broken_file_is_put_aside_and_said(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.problem == "settings_broken"
    assert settings.language == "system"
    assert file.with_suffix(".ini.broken").read_bytes() == content
    settings.language = "de"
    assert Settings(file).language == "de"


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    file.mkdir()
    assert Settings(file).problem == "settings_unreadable"


def test_a_change_is_told_once(file: Path) -> None:
    settings = Settings(file)
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.appearance = "dark"
    settings.appearance = "dark"
    assert told == ["appearance"]


def test_a_window_finds_its_place_again(file: Path) -> None:
    from PySide6.QtCore import QByteArray

    Settings(file).keep_geometry("console", QByteArray(b"\x01\x00place"))
    assert bytes(Settings(file).geometry("console").data()) == b"\x01\x00place"
    assert Settings(file).geometry("viewer").isEmpty()


def test_one_variable_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FERNBLICK_DATA", str(tmp_path))
    assert settings_file() == tmp_path / "settings.ini"
    assert data_folder() == tmp_path


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"),
        ("Sam \U0001f469\u200d\U0001f4bb", "Sam \U0001f469\u200d\U0001f4bb"),
        ("Jean\u00a0Dupont", "Jean Dupont"),
        ("Anna\u200e", "Anna"),
        ("Anna\u00adlena", "Annalena"),
        ("M\u00fcller", "M\u00fcller"),
        ("Maria\nBerger", "Maria Berger"),
    ],
)
def test_a_name_of_any_language_is_there_after_a_restart(file: Path, typed: str, kept: str) -> None:
    settings = Settings(file)
    settings.own_name = settings.customer_name = settings.login_name = typed
    again = Settings(file)
    assert (again.own_name, again.customer_name, again.login_name) == (kept, kept, kept)
    assert again.has_own_name


@pytest.mark.parametrize("full", ["M\udcfcller,,,", "M\u00fcller", "Jean\u00a0Dupont,Room 3", "\u202e,", ""])
def test_the_accounts_name_is_one_whatever_the_system_says(monkeypatch: pytest.MonkeyPatch, full: str) -> None:
    import pwd

    monkeypatch.setattr(pwd, "getpwuid", lambda _number: pwd.struct_passwd(("maria", "x", 1, 1, full, "/", "/bin/sh")))
    name = account_name()
    assert name
    assert is_clean(name)
    if "ller" in full:
        assert name == "M\u00fcller"


@pytest.mark.skipif(os.name == "nt", reason="modes say nothing there")
def test_what_is_kept_is_its_users_alone(tmp_path):
    before = os.umask(0)
    try:
        settings = Settings(tmp_path / "folder" / "settings.ini")
        assert not (tmp_path / "folder").exists(), "nothing is written before there is something to keep"
        settings.own_name = "Anna"
        settings.own_name = "Berta"
    finally:
        os.umask(before)
    assert (tmp_path / "folder" / "settings.ini").stat().st_mode & 0o777 == 0o600


def test_the_programs_own_folders_are_closed_to_others_and_a_folder_that_was_named_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("FERNBLICK_DATA", raising=False)
    assert {data_folder(), settings_file().parent, data_folder() / "device"} <= set(own_places(data_folder()))
    monkeypatch.setenv("FERNBLICK_DATA", str(tmp_path))
    assert tmp_path not in own_places(data_folder())
    assert tmp_path / "device" in own_places(data_folder())
