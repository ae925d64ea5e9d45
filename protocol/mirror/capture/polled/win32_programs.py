"""Which program a process of Windows is, and what its window says."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from protocol.mirror.capture.common.kept_back import plain

NOTIFIERS = frozenset({"shellexperiencehost", "shellhost"})
"""Programs of Windows 10 and 11 that show what a desktop tells for a moment; some fly-outs of theirs go with it."""

_LIMITED = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_LONGEST = 1024  # letters of a path
_TITLE_UNITS = 400  # of UTF-16 that are read
_KNOWN_LIMIT = 512  # processes


def path_of(process: int) -> str:
    """Return where a process' program lies; "" where that is not told."""
    if sys.platform != "win32":
        return ""
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.OpenProcess(_LIMITED, False, process))
    if not handle:
        return ""
    path, length = ctypes.create_unicode_buffer(_LONGEST), ctypes.c_ulong(_LONGEST)
    got = kernel.QueryFullProcessImageNameW(handle, 0, path, ctypes.byref(length))
    kernel.CloseHandle(handle)
    return path.value if got else ""


def title_of(window: int) -> str:
    """Return a window's title, as it is written; "": none."""
    if sys.platform != "win32":
        return ""
    text = ctypes.create_unicode_buffer(_TITLE_UNITS)
    ctypes.windll.user32.GetWindowTextW(window, text, _TITLE_UNITS)
    return text.value


class Programs:
    """Remembers the names of processes; those that have ended are forgotten.

    Args:
        path_of: returns where a process' program lies.
    """

    def __init__(self, path_of: Callable[[int], str] = path_of) -> None:
        self._path_of = path_of
        self._known: dict[int, frozenset[str]] = {}

    def names(self, process: int) -> frozenset[str]:
        """Return a program's names, as `plain` writes them; none where it is not told."""
        if process not in self._known:
            self._known[process] = names_in(self._path_of(process))
            if len(self._known) > _KNOWN_LIMIT:
                del self._known[next(iter(self._known))]
        return self._known[process]

    def keep(self, processes: set[int]) -> None:
        """Forget all others: another program may have their numbers soon."""
        self._known = {process: names for process, names in self._known.items() if process in processes}


def names_in(path: str) -> frozenset[str]:
    """Return the names of a program by its path: with and without what its file's name ends in."""
    name = plain(path.replace("\\", "/").rpartition("/")[2])
    return frozenset(filter(None, (name, name.removesuffix(".exe"))))
