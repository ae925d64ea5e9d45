"""Passwords: Argon2id, with the parameters that RFC 9106 recommends second.

Slow and large on purpose: only the store thread may do this.
"""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from console.host.core.accounts.accounts import NotDoneError
from protocol.vocabulary.accounts import PASSWORD_LEAST, PASSWORD_LIMIT
from protocol.vocabulary.messages import Reason

TIME_COST = 3
MEMORY_KIB = 64 * 1024
LANES = 4


class Passwords:
    """Makes what is kept of a password, and compares; takes the same time where there is nothing to compare with."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=LANES)
        self._nobodys: str | None = None

    def hash(self, password: str) -> str:
        """Return what may be kept of `password`.

        Raises:
            NotDoneError: it is too short or too long to be one.
        """
        need_password(password)
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


def need_password(password: str) -> None:
    """See that `password` can be one.

    Raises:
        NotDoneError: it is too short or too long.
    """
    if not PASSWORD_LEAST <= len(password) <= PASSWORD_LIMIT:
        text = f"a password has {PASSWORD_LEAST} to {PASSWORD_LIMIT} characters"
        raise NotDoneError(Reason.WEAK_PASSWORD, text)


def _plain(password: str) -> str:
    """Return the one form of what keyboards and systems spell in several."""
    return unicodedata.normalize("NFC", password)
