"""The system's own sound for a message: what its user has chosen for that, or none."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import sys
from typing import Any

_EVENT = b"message-new-instant"  # of the freedesktop sound naming specification
_MAC = "/System/Library/Frameworks/AppKit.framework/AppKit"


class Sound:
    """Plays the sound; where the system has none, or is silent, nothing happens."""

    def __init__(self) -> None:
        self._canberra: Any = None
        self._context = ctypes.c_void_p()

    def play(self) -> None:
        """Play it; returns at once."""
        with contextlib.suppress(OSError, AttributeError, RuntimeError):  # no library, no sound device
            if sys.platform == "win32":
                import winsound

                winsound.MessageBeep(winsound.MB_ICONASTERISK)
            elif sys.platform == "darwin":
                ctypes.cdll.LoadLibrary(_MAC).NSBeep()
            else:
                self._play_by_canberra()

    def _play_by_canberra(self) -> None:
        if self._canberra is None:
            found = ctypes.util.find_library("canberra")
            if found is None:
                return
            library = ctypes.CDLL(found)
            if library.ca_context_create(ctypes.byref(self._context)) != 0:
                return
            self._canberra = library
        nothing = ctypes.c_char_p(None)
        name = ctypes.c_char_p(b"event.id")
        self._canberra.ca_context_play(self._context, ctypes.c_uint32(0), name, ctypes.c_char_p(_EVENT), nothing)
