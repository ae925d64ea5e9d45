"""Keeps other processes off something for as long as a file is open."""

from __future__ import annotations

import sys
from typing import IO


def lock_file(file: IO[bytes], *, shared: bool = False) -> bool:
    """Lock an open file without waiting; return whether that worked.

    A `shared` lock keeps off those alone who want one of their own; Windows has none such.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
