from pathlib import Path

import pytest

from resources.program.settings import Settings, data_folder, settings_file


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
