"""A Wayland desktop: detected, because what its X server shows of it is black."""

from __future__ import annotations

from collections.abc import Mapping

from protocol.mirror.capture.common.source import CaptureUnavailable


def is_wayland(environment: Mapping[str, str]) -> bool:
    """Say whether `environment` is that of a Wayland desktop."""
    return environment.get("XDG_SESSION_TYPE") == "wayland" or bool(environment.get("WAYLAND_DISPLAY"))


def refuse(environment: Mapping[str, str]) -> None:
    """Return if `environment` is not that of a Wayland desktop.

    Raises:
        CaptureUnavailable: "wayland".
    """
    if is_wayland(environment):
        raise CaptureUnavailable("wayland")
