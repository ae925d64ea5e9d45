"""A Wayland desktop: detected, because what its X server shows of it is black.

Variables say what somebody has set them to: a desktop by VNC or over ssh keeps those of another one. So a Wayland
desktop is one that answers. What is only an X server of one says so itself (see `x11.source`).
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

from protocol.mirror.capture.common.source import CaptureUnavailable

_USUAL_NAME = "wayland-0"
_PATIENCE_S = 0.5  # a desktop that lives answers at once


def is_wayland(environment: Mapping[str, str]) -> bool:
    """Say whether the Wayland desktop that `environment` names is there."""
    usual = _USUAL_NAME if environment.get("XDG_SESSION_TYPE") == "wayland" else ""
    name = environment.get("WAYLAND_DISPLAY") or usual
    return bool(name) and _answers(os.path.join(environment.get("XDG_RUNTIME_DIR", ""), name))


def refuse(environment: Mapping[str, str]) -> None:
    """Return if `environment` is not that of a Wayland desktop.

    Raises:
        CaptureUnavailable: "wayland".
    """
    if is_wayland(environment):
        raise CaptureUnavailable("wayland")


def _answers(place: str) -> bool:
    """Say whether a desktop listens at a socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(_PATIENCE_S)
        try:
            connection.connect(place)
        except OSError:
            return False
    return True
