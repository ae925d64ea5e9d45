"""Keeping Windows and macOS awake; both forget it with the process."""

from __future__ import annotations

import ctypes
import ctypes.util
from typing import Any

CONTINUOUS, SYSTEM_REQUIRED, DISPLAY_REQUIRED = 0x8000_0000, 0x1, 0x2  # of SetThreadExecutionState
_UTF8, _ON = 0x0800_0100, 255  # kCFStringEncodingUTF8, kIOPMAssertionLevelOn
_KIND, _REASON = b"PreventUserIdleDisplaySleep", b"Fernblick: a screen is watched or shown"


class WindowsWakefulness:
    """Says that the screen is needed; to be used in one thread, whose state it is.

    Args:
        kernel: kernel32.
    """

    def __init__(self, kernel: Any = None) -> None:
        self._kernel = kernel or getattr(ctypes, "windll").kernel32  # noqa: B009 - Windows only

    def begin(self) -> None:
        """Say it until further notice."""
        self._kernel.SetThreadExecutionState(CONTINUOUS | SYSTEM_REQUIRED | DISPLAY_REQUIRED)

    def end(self) -> None:
        """Take it back."""
        self._kernel.SetThreadExecutionState(CONTINUOUS)


class MacWakefulness:
    """Holds an assertion of the power management.

    Args:
        power: the framework IOKit.
        texts: the framework CoreFoundation, which makes the texts.
    """

    def __init__(self, power: Any = None, texts: Any = None) -> None:
        self._power = power or ctypes.CDLL(ctypes.util.find_library("IOKit"))
        self._texts = texts or ctypes.CDLL(ctypes.util.find_library("CoreFoundation"))
        self._texts.CFStringCreateWithCString.restype = ctypes.c_void_p
        self._texts.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
        self._texts.CFRelease.argtypes = [ctypes.c_void_p]
        self._power.IOPMAssertionCreateWithName.argtypes = [
            *(ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32)),
        ]
        self._assertion: int | None = None

    def begin(self) -> None:
        """Make the assertion."""
        number = ctypes.c_uint32()
        kind, reason = (self._texts.CFStringCreateWithCString(None, text, _UTF8) for text in (_KIND, _REASON))
        failed = self._power.IOPMAssertionCreateWithName(kind, _ON, reason, ctypes.byref(number))
        for text in (kind, reason):
            self._texts.CFRelease(text)
        self._assertion = None if failed else number.value

    def end(self) -> None:
        """Release it."""
        if self._assertion is not None:
            self._power.IOPMAssertionRelease(ctypes.c_uint32(self._assertion))
        self._assertion = None
