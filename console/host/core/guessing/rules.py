"""Which passwords none may be: too short, the name, much used, or a simple row of keys. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from console.host.core.accounts.accounts import NotDoneError
from console.host.core.guessing.worst import worst_passwords
from protocol.vocabulary.accounts import PASSWORD_LEAST, PASSWORD_LIMIT
from protocol.vocabulary.messages import Reason

ROWS = ("1234567890", "qwertyuiop", "qwertzuiopü", "azertyuiop", "asdfghjklöä", "qsdfghjklm", "zxcvbnm", "yxcvbnm")
"""Keys that lie beside each other."""
EVERYWHERE = (
    *("fernblick", "password", "passwort", "administrator", "admin", "support", "technician", "techniker"),
    *("helpdesk", "welcome", "willkommen", "letmein", "secret", "geheim", "login", "changeme", "company", "firma"),
    *("spring", "summer", "autumn", "winter", "frühling", "sommer", "herbst", "qwerty", "qwertz", "test"),
)
"""Words that everybody tries first who guesses at a support desk."""
REST = 4  # letters that must be left of a password without such words
SHORTEST_WORD = 3
FEW = 4  # different characters that it has at least

_BESIDE = {pair for row in ROWS for pair in pairwise(row)}
_AS_LETTERS = str.maketrans("01345$@7!", "oieassati")


def need_password(password: str, names: Iterable[str] = ()) -> None:
    """See that `password` can be one, of whoever has these `names`: their own, their group's.

    Raises:
        NotDoneError: it is too short or too long, or among the first that are tried.
    """
    if not PASSWORD_LEAST <= len(password) <= PASSWORD_LIMIT:
        text = f"a password has {PASSWORD_LEAST} to {PASSWORD_LIMIT} characters"
        raise NotDoneError(Reason.WEAK_PASSWORD, text)
    if guessable(password, names):
        text = "this password is among the first that are tried; take one without the name, known words or rows of keys"
        raise NotDoneError(Reason.KNOWN_PASSWORD, text)


def guessable(password: str, names: Iterable[str] = ()) -> bool:
    """Return whether somebody who guesses comes to `password` soon."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    return plain in worst_passwords() or _is_row(plain) or _is_repeated(plain) or _is_of_words(plain, names)


def _is_row(plain: str) -> bool:
    """Return whether it is a few runs: of one key, of keys beside each other, of characters that follow."""
    breaks = sum(not _beside(first, second) for first, second in pairwise(plain))
    return len(set(plain)) < FEW or breaks <= len(plain) // 4


def _beside(first: str, second: str) -> bool:
    follow = first.isalnum() and second.isalnum() and abs(ord(first) - ord(second)) == 1
    return first == second or follow or (first, second) in _BESIDE or (second, first) in _BESIDE


def _is_repeated(plain: str) -> bool:
    """Return whether it is a piece that would be too short, again and again."""
    return any(
        plain == (plain[:length] * len(plain))[: len(plain)]
        for length in range(1, min(PASSWORD_LEAST - 1, len(plain) // 2) + 1)
    )


def _is_of_words(plain: str, names: Iterable[str]) -> bool:
    """Return whether little is left of its letters without names, forwards or backwards, and words that all know."""
    words = sorted(_words(names), key=len, reverse=True)
    for text in (plain, plain.translate(_AS_LETTERS)):
        letters = "".join(sign for sign in text if sign.isalpha())
        rest = letters
        for word in words:
            rest = rest.replace(word, "")
        if rest != letters and len(rest) < REST:
            return True
    return False


def _words(names: Iterable[str]) -> set[str]:
    found = set(EVERYWHERE)
    for name in names:
        plain = unicodedata.normalize("NFKC", name).casefold()
        parts = ["".join(filter(str.isalpha, plain)), *re.findall(r"[^\W\d_]+", plain)]
        found |= {spelled for part in parts if len(part) >= SHORTEST_WORD for spelled in (part, part[::-1])}
    return found
