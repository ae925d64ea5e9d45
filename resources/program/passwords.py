"""Passwords that the system's key store remembers, where the package `keyring` is installed."""

from __future__ import annotations

import importlib
import importlib.util
import logging
from typing import Any, Protocol

_log = logging.getLogger(__name__)

SERVICE = "Fernblick"


class Passwords(Protocol):
    """Where passwords are remembered; the methods may block and are called in a helper thread."""

    available: bool

    def read(self, host: str, name: str) -> str | None:
        """Return the password of `name` on `host`, if it is remembered."""

    def keep(self, host: str, name: str, password: str) -> None:
        """Remember a password."""

    def forget(self, host: str, name: str) -> None:
        """Remember it no longer."""


class SystemPasswords:
    """The system's key store: Windows Credential Locker, macOS Keychain, Secret Service.

    A store that is locked, broken or not there remembers nothing, which is said in the log only: the technician is
    asked for the password then.
    """

    def __init__(self) -> None:
        self.available = importlib.util.find_spec("keyring") is not None

    def read(self, host: str, name: str) -> str | None:
        """Return the password of `name` on `host`, if it is remembered."""
        found = self._ask("get_password", _entry(host, name))
        return found if isinstance(found, str) else None

    def keep(self, host: str, name: str, password: str) -> None:
        """Remember a password."""
        self._ask("set_password", _entry(host, name), password)

    def forget(self, host: str, name: str) -> None:
        """Remember it no longer."""
        if self.read(host, name) is not None:
            self._ask("delete_password", _entry(host, name))

    def _ask(self, method: str, *arguments: str) -> Any:
        if not self.available:
            return None
        keyring = importlib.import_module("keyring")
        errors = importlib.import_module("keyring.errors")
        try:
            return getattr(keyring, method)(SERVICE, *arguments)
        except (errors.KeyringError, RuntimeError, OSError) as error:
            _log.warning("the system's key store does not answer: %s", type(error).__name__)
            return None


class NoPasswords:
    """Remembers nothing: the company does not want it."""

    available = False

    def read(self, host: str, name: str) -> str | None:
        """Return None."""
        return None

    def keep(self, host: str, name: str, password: str) -> None:
        """Remember nothing."""

    def forget(self, host: str, name: str) -> None:
        """Do nothing."""


def _entry(host: str, name: str) -> str:
    return f"{name}@{host}"
