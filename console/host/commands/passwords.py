"""How commands get passwords: asked for at a terminal, read from a file, or made for many at once."""

from __future__ import annotations

import argparse
import getpass
import secrets
import warnings
from pathlib import Path

from console.host.configuration.readers import path
from console.host.core.accounts.accounts import NotDoneError
from protocol.vocabulary.messages import Reason

NO_TERMINAL = "there is no terminal to ask for the password at; name a file with --password-file"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another one
_PARTS, _PART = 4, 4  # 79 bits


def add_password_file(parser: argparse.ArgumentParser) -> None:
    """Let the command line name a file with the password."""
    parser.add_argument(
        "--password-file", type=path, metavar="FILE", help="the password is its first line (default: ask for it)"
    )


def new_password(file: Path | None) -> str:
    """Return the password in `file`, or ask for it twice without showing it."""
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeError) as error:
            raise NotDoneError(Reason.WEAK_PASSWORD, f"{file} cannot be read") from error
        return lines[0] if lines else ""
    password = _asked("Password: ")
    if _asked("The same again: ") != password:
        raise NotDoneError(Reason.WEAK_PASSWORD, "these were two different passwords")
    if not password.isprintable():  # also what this terminal's encoding could not tell
        raise NotDoneError(Reason.WEAK_PASSWORD, "a password has only characters that can be read")
    return password


def made_password() -> str:
    """Return a new password that can be read out and typed."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_PART)) for _ in range(_PARTS))


def _asked(words: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)  # it would be shown while it is typed
        try:
            return getpass.getpass(words)
        except (getpass.GetPassWarning, EOFError) as error:
            raise NotDoneError(Reason.WEAK_PASSWORD, NO_TERMINAL) from error
