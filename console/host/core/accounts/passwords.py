"""Passwords: Argon2id, with the parameters that RFC 9106 recommends second.

Slow and large on purpose: never on the event loop, nor in the store thread.
"""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

TIME_COST = 3
MEMORY_KIB = 64 * 1024
LANES = 4


class Passwords:
    """Makes what is kept of a password, and compares; takes the same time where there is nothing to compare with."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=LANES)
        self._nobodys: str | None = None

    def hash(self, password: str) -> str:
        """Return what may be kept of `password`, which `guessing.rules` let be one."""
        return self._hasher.hash(_plain(password))

    def match(self, kept: str | None, password: str) -> bool:
        """Return whether `password` is the one that `kept` was made of; None is made of none."""
        if self._nobodys is None:
            self._nobodys = self._hasher.hash(secrets.token_hex())
        try:
            self._hasher.verify(kept or self._nobodys, _plain(password))
        except (VerificationError, InvalidHashError):  # the second: what is kept was damaged
            return False
        return kept is not None


def _plain(password: str) -> str:
    """Return the one form of what keyboards and systems spell in several."""
    return unicodedata.normalize("NFC", password)
