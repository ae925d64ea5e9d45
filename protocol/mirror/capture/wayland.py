"""A Wayland desktop: detected and refused, because what its X server shows of it is black."""

from __future__ import annotations

from collections.abc import Mapping

from protocol.mirror.capture.source import CaptureUnavailable


def refuse(environment: Mapping[str, str]) -> None:
    """Return if `environment` is not that of a Wayland desktop.

    Raises:
        CaptureUnavailable: "wayland".
    """
    if environment.get("XDG_SESSION_TYPE") == "wayland" or environment.get("WAYLAND_DISPLAY"):
        raise CaptureUnavailable("wayland")
