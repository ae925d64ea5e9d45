"""Whether macOS lets this program see other programs' windows; without that leave it shows the wallpaper alone."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from typing import Protocol

from protocol.mirror.capture.common.source import CaptureUnavailable


class ScreenAccess(Protocol):
    """The system's side."""

    def given(self) -> bool:
        """Say whether this program may see the screen."""

    def ask(self) -> None:
        """Have the system ask the user; it does so once, whatever the answer."""


class CoreGraphics:
    """What macOS says; from 10.15 on it has to be asked, before that everything was given."""

    def __init__(self) -> None:
        self._graphics = ctypes.CDLL(ctypes.util.find_library("CoreGraphics"))

    def given(self) -> bool:
        """Ask the system."""
        return self._call("CGPreflightScreenCaptureAccess")

    def ask(self) -> None:
        """Have the user asked; what was given counts once the program is started anew."""
        self._call("CGRequestScreenCaptureAccess")

    def _call(self, name: str) -> bool:
        function = getattr(self._graphics, name, None)
        if function is None:
            return True
        function.restype = ctypes.c_bool
        return bool(function())


def refuse_without_access(access: ScreenAccess | None = None) -> None:
    """Return where the screen may be seen; elsewhere than on macOS it may be.

    Raises:
        CaptureUnavailable: "permission".
    """
    if access is None and sys.platform != "darwin":
        return
    access = access or CoreGraphics()
    if not access.given():
        access.ask()
        raise CaptureUnavailable("permission")
