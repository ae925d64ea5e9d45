"""One key that works wherever the customer is: it takes everything back. The port, and what chooses its backend."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Protocol


class GlobalKey(Protocol):
    """A key that is watched for until `close`."""

    name: str  # as it is said to a person: "Ctrl+Alt+X"

    def close(self) -> None:
        """Watch no longer."""


def open_global_key(pressed: Callable[[], None], *, on_wayland: bool) -> GlobalKey | None:
    """Watch for the first of our keys that nobody else has; None where there is none.

    Args:
        pressed: called for each press, in a thread of its own.
        on_wayland: whether this is a Wayland desktop, which tells no program of keys that are not for it.
    """
    if sys.platform == "win32":
        from viewer.global_key import windows

        return windows.open_key(pressed)
    if sys.platform == "darwin" or on_wayland or not os.environ.get("DISPLAY"):
        return None
    from viewer.global_key import x11

    return x11.open_key(pressed)
