"""What a program was started with may be a secret, and everybody on a computer may read how programs were started."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

_STAT = Path("/proc/self/stat")
_ARGUMENTS = 45  # fields of `stat` between the program's name, which may hold anything, and where its arguments lie


def cover(secrets: Collection[str]) -> None:
    """Write over these arguments where the system shows them; `sys.argv` stays as it is.

    Nothing is done on Windows, where only the user and administrators read them. Links and shells start programs with
    arguments, so they cannot be refused; until here, some tenths of a second, they are seen.
    """
    if not sys.platform.startswith("linux"):
        return
    hidden = {ctypes.c_char_p(secret.encode(errors="surrogateescape")).value for secret in secrets if secret}
    for at, word in _shown():
        if word in hidden:
            ctypes.memset(at, ord("*"), len(word))


def _shown() -> Iterator[tuple[int, bytes]]:
    """Return each argument with the place in memory from where the system shows it."""
    try:
        begin, end = map(int, _STAT.read_text(errors="replace").rpartition(")")[2].split()[_ARGUMENTS : _ARGUMENTS + 2])
    except (OSError, ValueError):
        return
    if begin <= 0 or end <= begin:  # not told
        return
    for word in ctypes.string_at(begin, end - begin).split(b"\0"):
        yield begin, word
        begin += len(word) + 1
