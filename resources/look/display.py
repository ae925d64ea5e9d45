"""Whether there is a display to open windows on; Qt itself would only abort the process."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys


def prefer_wayland() -> None:
    """Have Qt open windows as a Wayland desktop's own where it could be asked to show itself; before Qt starts.

    Qt captures the X server of such a desktop otherwise, which is black.
    """
    if os.environ.get("WAYLAND_DISPLAY") and importlib.util.find_spec("PySide6.QtMultimedia"):
        os.environ.setdefault("QT_QPA_PLATFORM", "wayland;xcb")


def display_missing() -> bool:
    """Say whether windows can't be shown because no display answers."""
    if not sys.platform.startswith("linux"):
        return False
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform not in ("", "xcb", "wayland", "wayland;xcb"):
        return False
    if platform != "xcb" and _wayland_answers():
        return False
    return not _x_answers()


def _wayland_answers() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and os.path.exists(os.path.join(folder, str(name)))


def _x_answers() -> bool:
    """Connect to the X display as Qt will; without libxcb let Qt say what it misses."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
