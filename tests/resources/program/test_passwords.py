"""Passwords in the system's key store, with and without the package that leads there."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType, SimpleNamespace

import pytest

from resources.program.passwords import SERVICE, SystemPasswords


class LockedError(Exception):
    """What a key store raises that the user does not unlock."""


@pytest.fixture
def store(monkeypatch) -> dict[tuple[str, str], str]:
    """Return what a key store in memory holds, which the package `keyring` leads to."""
    kept: dict[tuple[str, str], str] = {}
    keyring = ModuleType("keyring")
    keyring.get_password = lambda service, name: kept.get((service, name))  # type: ignore[attr-defined]
    keyring.set_password = lambda service, name, word: kept.update({(service, name): word})  # type: ignore[attr-defined]
    keyring.delete_password = lambda service, name: kept.pop((service, name))  # type: ignore[attr-defined]
    errors = ModuleType("keyring.errors")
    errors.KeyringError = LockedError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: SimpleNamespace())
    return kept


def test_without_the_package_nothing_is_remembered(monkeypatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    passwords = SystemPasswords()
    passwords.keep("host", "Ada", "correct horse")
    assert not passwords.available
    assert passwords.read("host", "Ada") is None


def test_a_password_belongs_to_a_name_on_a_host(store) -> None:
    passwords = SystemPasswords()
    assert passwords.available
    passwords.keep("host", "Ada", "correct horse")
    assert store == {(SERVICE, "Ada@host"): "correct horse"}
    assert passwords.read("host", "Ada") == "correct horse"
    assert passwords.read("other", "Ada") is None
    passwords.forget("host", "Ada")
    passwords.forget("host", "Ada")
    assert store == {}


def test_a_locked_store_remembers_nothing_and_stops_nothing(store, monkeypatch, caplog) -> None:
    def refuse(*_arguments: str) -> None:
        raise LockedError("correct horse")

    monkeypatch.setattr(sys.modules["keyring"], "get_password", refuse)
    assert SystemPasswords().read("host", "Ada") is None
    assert "does not answer" in caplog.text
    assert "correct horse" not in caplog.text
