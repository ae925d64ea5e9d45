"""The D-Bus of a Linux desktop's session."""

from __future__ import annotations

import os


def has_session_bus() -> bool:
    """Return whether there is one; where there is none, Qt would start one, and leave it behind."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    return os.path.exists(os.path.join(os.environ.get("XDG_RUNTIME_DIR", "/does/not/exist"), "bus"))
