"""What a company sets for its consoles: where it is read, what counts, and what is no preset."""

from __future__ import annotations

import contextlib
import hashlib
import ssl
import sys
from pathlib import Path

import pytest

from resources.program.preset import Preset
from resources.program.preset_places import POLICY_KEY, PRESET_KEY, authority_in, beside_file, find_preset, system_file
from resources.program.settings import UNKNOWN_FINGERPRINT, Settings
from resources.words.preset_sentences import PRESET_SENTENCES, preset_sentence
from tests.helpers.certificates import Authority

FINGERPRINT = "AB:CD " * 16
NOWHERE = Path("/nowhere/console.toml")


@pytest.fixture
def write(tmp_path):
    def write(text: str, name: str = "console.toml") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def no_registry(_key: str) -> dict[str, object]:
    return {}


def settings_with(tmp_path: Path, preset: Preset) -> Settings:
    assert preset.problem is None
    return Settings(tmp_path / "settings.ini", preset)


def found(system: Path, **options) -> Preset:
    return find_preset(system=system, **{"registry": no_registry, **options})


def test_without_a_file_nothing_is_set(tmp_path):
    assert found(NOWHERE) == Preset()
    assert not settings_with(tmp_path, found(NOWHERE)).host_chosen


def test_a_preset_holds_until_something_else_is_chosen(qapp, tmp_path, write):
    preset = found(write(f'[preset]\nhost = "desk.example:7331"\nfingerprint = "{FINGERPRINT}"\nlanguage = "de"\n'))
    settings = settings_with(tmp_path, preset)
    assert (settings.company_host, settings.language) == ("desk.example:7331", "de")
    assert settings.company_fingerprint == bytes.fromhex("abcd" * 16)
    assert settings.is_preset("language")
    assert not settings.fixed("language")
    settings.language = "en"
    settings.use_company_host("other.example", None)
    again = Settings(tmp_path / "settings.ini", preset)
    assert (again.language, again.company_host, again.company_fingerprint) == ("en", "other.example", None)
    assert not again.is_preset("language")


def test_a_policy_counts_whatever_was_chosen_and_cannot_be_changed(qapp, tmp_path, write):
    chosen = Settings(tmp_path / "settings.ini")
    chosen.use_company_host("evil.example", b"e" * 32)
    chosen.language = "en"
    text = '[policy]\nhost = "desk.example"\nlanguage = "de"\nown_host = false\nremember_password = false\n'
    settings = settings_with(tmp_path, found(write(text)))
    settings.use_company_host("evil.example", b"e" * 32)
    settings.language = "en"
    assert (settings.company_host, settings.company_fingerprint, settings.language) == ("desk.example", None, "de")
    assert settings.fixed("company_host")
    assert settings.fixed("company_fingerprint"), "whom to believe there is part of the policy"
    assert not settings.own_host_allowed
    assert not settings.passwords_kept


def test_a_ca_is_found_beside_the_file_and_looked_into(qapp, tmp_path, write):
    Authority(tmp_path)
    settings = settings_with(tmp_path, found(write('[policy]\nhost = "desk.example"\nca = "ca.pem"\n')))
    der = ssl.PEM_cert_to_DER_cert((tmp_path / "ca.pem").read_text())
    assert settings.company_authority == der
    assert settings.company_fingerprint == hashlib.sha256(der).digest()


def test_a_ca_whose_file_an_earlier_version_has_kept_is_taken_over(qapp, tmp_path):
    authority = Authority(tmp_path)
    der = ssl.PEM_cert_to_DER_cert(authority.path.read_text())
    for kept, found in ((authority.path, hashlib.sha256(der).digest()), (tmp_path / "gone", UNKNOWN_FINGERPRINT)):
        file = tmp_path / "settings.ini"
        file.write_text(f"[General]\ncompany_host=desk.example\ncompany_fingerprint=\ncompany_authority={kept}\n")
        settings = Settings(file)
        assert settings.company_fingerprint == found
        assert Settings(file).company_fingerprint == found
        assert str(kept) not in file.read_text()
    assert Settings(file).company_authority == b"", "better no host than one that nobody vouches for"


def test_of_several_authorities_the_one_at_the_top_is_meant(tmp_path):
    (tmp_path / "two").mkdir()
    one, two = Authority(tmp_path), Authority(tmp_path / "two")
    leaf, _key = one.sign("leaf")
    both = tmp_path / "both.pem"
    both.write_text(leaf.read_text() + one.path.read_text())
    assert authority_in(both) == ssl.PEM_cert_to_DER_cert(one.path.read_text())
    both.write_text(two.path.read_text() + one.path.read_text())
    assert authority_in(both) == b""
    assert authority_in(leaf) == b""


def test_windows_policy_counts_before_the_file(qapp, tmp_path, write):
    registry = {
        POLICY_KEY: {"Host": "registry.example", "OwnHost": 0},
        PRESET_KEY: {"Language": "de", "ShareSigns": 1},
    }
    file = write(f'[policy]\nhost = "file.example"\nfingerprint = "{FINGERPRINT}"\n[preset]\nlanguage = "en"\n')
    preset = find_preset(system=file, registry=lambda key: registry.get(key, {}))
    settings = settings_with(tmp_path, preset)
    assert (settings.company_host, settings.company_fingerprint) == ("registry.example", None)
    assert (settings.language, settings.own_host_allowed) == ("de", False)


class WinregByHand:
    """Stands for the module of Windows, with what Wine 8 has answered to CPython 3.11 for Windows."""

    HKEY_LOCAL_MACHINE, KEY_READ, KEY_WOW64_64KEY = 18446744071562067970, 131097, 256

    def __init__(self, keys, problem=FileNotFoundError):
        self.keys, self.problem, self.asked = keys, problem, []

    def OpenKey(self, root, key, reserved, access):
        self.asked.append((root, reserved, access))
        if key not in self.keys:
            raise self.problem(2, "The system cannot find the file specified")
        return contextlib.nullcontext(list(self.keys[key].items()))

    def QueryInfoKey(self, opened):
        return (1, len(opened), 134093520654789000)

    def EnumValue(self, opened, number):
        name, value = opened[number]
        return (name, value, 4 if isinstance(value, int) else 1)


def test_windows_own_registry_is_read_in_its_64_bit_half(monkeypatch):
    keys = {POLICY_KEY: {"Host": "desk.example:7330", "Fingerprint": "AB:" * 31 + "AB", "OwnHost": 0}}
    by_hand = WinregByHand(keys)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", by_hand)
    preset = find_preset(system=NOWHERE)
    assert preset.problem is None
    assert (preset.fixed["company_host"], preset.fixed["own_host"]) == ("desk.example:7330", "off")
    assert set(by_hand.asked) == {(by_hand.HKEY_LOCAL_MACHINE, 0, 131097 | 256)}


def test_a_policy_that_may_not_be_read_is_no_reason_to_go_on_without_it(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", WinregByHand({}, PermissionError))
    preset = find_preset(system=NOWHERE)
    assert preset.problem is not None
    assert (preset.problem.code, preset.problem.file) == ("preset_unreadable", f"HKLM\\{POLICY_KEY}")


def test_a_name_that_is_there_in_two_spellings_is_said():
    registry = {POLICY_KEY: {"OwnHost": 0, "own_host": 1}}
    preset = find_preset(system=NOWHERE, registry=lambda key: registry.get(key, {}))
    assert preset.problem is not None
    assert (preset.problem.code, preset.problem.where) == ("preset_value", "[policy] own_host")


@pytest.mark.parametrize("value", ["%COMPUTERNAME%.example\0", ["a", "b"], b"a", 1 << 40, "", "a\0b"])
def test_what_a_registry_may_hold_besides_is_no_host(value):
    preset = find_preset(system=NOWHERE, registry=lambda key: {"Host": value} if key == POLICY_KEY else {})
    assert preset.problem is not None
    assert preset.problem.code == "preset_value"


def test_a_host_beside_the_program_is_used_only_once_somebody_says_so(qapp, tmp_path, write):
    download = write('[preset]\nhost = "desk.example"\nlanguage = "de"\n', "fernblick-console.toml")
    preset = found(NOWHERE, download=download)
    settings = settings_with(tmp_path, preset)
    assert (settings.company_host, settings.host_chosen, settings.language) == ("", False, "de")
    assert preset.asked["company_host"] == "desk.example"


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("host = ", "preset_no_toml", "1"),
        ("[preset]\n\nlanguage = de\n", "preset_no_toml", "3"),
        ('[policies]\nhost = "a"\n', "preset_unknown", "policies"),
        ('host = "desk.example"\n', "preset_unknown", "host"),
        ('[preset]\nhots = "desk.example"\n', "preset_unknown", "[preset] hots"),
        ("[preset]\nown_host = false\n", "preset_unknown", "[preset] own_host"),
        ('[preset]\nlanguage = "fr"\n', "preset_value", "[preset] language"),
        ('[policy]\nown_host = "no"\n', "preset_value", "[policy] own_host"),
        ('[policy]\nhost = "a b"\n', "preset_value", "[policy] host"),
        ("[policy]\nhost = 7\n", "preset_value", "[policy] host"),
        ('[policy]\nhost = "a"\nfingerprint = "12"\n', "preset_value", "[policy] fingerprint"),
        ('[policy]\nfingerprint = "' + "ab" * 32 + '"\n', "preset_no_host", "fingerprint"),
        ('[policy]\nhost = "a"\nca = "x.pem"\nfingerprint = "' + "ab" * 32 + '"\n', "preset_two_trusts", "ca"),
    ],
)
def test_what_is_no_preset_is_said_in_one_sentence_and_nothing_of_it_counts(write, text, code, where):
    file = write(text)
    preset = found(file)
    assert preset.problem is not None
    assert (preset.problem.code, preset.problem.where, preset.problem.file) == (code, where, str(file))
    assert (preset.fixed, preset.proposed, preset.asked) == ({}, {}, {})
    assert str(file) in preset_sentence(code, file=str(file), where=where)


@pytest.mark.parametrize("name", ["gone.pem", "none.pem"])
def test_a_ca_that_is_none_is_said_at_once(tmp_path, write, name):
    (tmp_path / "none.pem").write_text("no certificate")
    preset = found(write(f'[policy]\nhost = "a"\nca = "{name}"\n'))
    assert preset.problem is not None
    assert (preset.problem.code, preset.problem.where) == ("preset_ca", str(tmp_path / name))


def test_a_file_that_cannot_be_read_is_no_reason_to_go_on_without_it(tmp_path, write):
    (tmp_path / "folder.toml").mkdir()
    for file in (tmp_path / "folder.toml", write("#" * 70_000)):
        preset = found(file)
        assert preset.problem is not None
        assert preset.problem.code == "preset_unreadable"
    assert found(write("", "empty.toml")).problem is None
    bad = tmp_path / "bad.toml"
    bad.write_bytes(b"\xff\xfe")
    assert found(bad).problem is not None


def test_a_policy_beside_the_program_is_refused(write):
    download = write("[policy]\nown_host = false\n", "fernblick-console.toml")
    problem = found(NOWHERE, download=download).problem
    assert problem is not None
    assert problem.code == "preset_policy_beside"
    assert problem.code in PRESET_SENTENCES


def test_the_places_are_the_systems_own(monkeypatch):
    monkeypatch.setenv("PROGRAMDATA", "/data")
    assert system_file("linux") == Path("/etc/fernblick/console.toml")
    assert system_file("win32") == Path("/data/Fernblick/console.toml")
    assert system_file("darwin") == Path("/Library/Application Support/Fernblick/console.toml")
    assert beside_file() is None, "sources are no download"
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setenv("APPIMAGE", "/home/ada/Downloads/fernblick.AppImage")
    assert beside_file() == Path("/home/ada/Downloads/fernblick-console.toml")
