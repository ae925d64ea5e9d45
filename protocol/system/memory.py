"""What a program has in its memory stays there: keys, what is said, passwords."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_KEY_LOG = "SSLKEYLOGFILE"


def keep_memory_private(*, from_own_user: bool = False) -> None:
    """Write no core dumps and no keys of TLS; `from_own_user`: nor may this user's other programs look into it.

    The last is for programs without windows only: the desktop's portals look into those that have some, to tell who
    asks. On Windows nothing is done: its error reports are the administrator's to switch off.
    """
    os.environ.pop(_KEY_LOG, None)  # a variable that somebody else has set would have the keys written to a file
    if sys.platform == "win32":
        return
    import resource  # not on Windows

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if from_own_user and sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
