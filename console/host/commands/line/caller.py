"""Who runs a command, as the audit names them: the user of this computer, and whom sudo has made that of."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from console.host.core.audit import COMMAND_LINE

_LONGEST = 64  # characters of a user's name


def caller(environment: Mapping[str, str] = os.environ) -> str:
    """Return who runs this process.

    Only the number is sure: whoever may run commands as that user may also say that sudo was asked by somebody else.
    """
    if sys.platform == "win32":
        return f"{COMMAND_LINE} {_readable(environment.get('USERNAME', ''))}".strip()
    number = os.getuid()
    user = f"{_name_of(number)}, uid {number}"
    asked_by = _readable(environment.get("SUDO_USER", ""))
    if not asked_by:
        return f"{COMMAND_LINE} {user}"
    return f"{COMMAND_LINE} {asked_by}, uid {_readable(environment.get('SUDO_UID', '?'))}, by sudo as {user}"


def _name_of(number: int) -> str:
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return "nobody known"


def _readable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:_LONGEST].strip()
