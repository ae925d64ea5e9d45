"""Desktops that are not what the variables say."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

STALE = {
    "session type": {"XDG_SESSION_TYPE": "wayland"},
    "no such socket": {"WAYLAND_DISPLAY": "wayland-9"},
    "both": {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0"},
    "no folder": {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/does/not/exist"},
    "a path to nothing": {"WAYLAND_DISPLAY": "/does/not/exist"},
    "a file": {"WAYLAND_DISPLAY": "a-file"},
    "a desktop that has ended": {"WAYLAND_DISPLAY": "ended"},
    "too long": {"WAYLAND_DISPLAY": "x" * 300},
    "empty": {"WAYLAND_DISPLAY": "", "XDG_SESSION_TYPE": ""},
    "a terminal": {"XDG_SESSION_TYPE": "tty"},
}
"""Variables of a Wayland desktop that is not there."""


@contextlib.contextmanager
def wayland_desktop(place: Path) -> Iterator[dict[str, str]]:
    """Answer at `place` as a Wayland desktop does; say the variables of it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as desktop:
        desktop.bind(str(place))
        desktop.listen()
        yield {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": str(place)}  # the folder of sockets is others', too
