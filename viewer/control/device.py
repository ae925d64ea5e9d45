"""What there is to operate this computer with: the one place that knows the platforms."""

from __future__ import annotations

import sys

from viewer.control.operator import Device


def unavailable(*, on_wayland: bool) -> str:
    """Return why this computer can't be operated, as a code for a sentence; empty where it can."""
    if sys.platform in ("win32", "darwin"):
        return ""
    if on_wayland:
        return "control_wayland"
    from viewer.control import x11

    try:
        x11.check()
    except x11.NoDevice as none:
        return str(none)
    return ""


def open_device() -> Device:
    """Open this computer's mouse and keyboard."""
    if sys.platform in ("win32", "darwin"):
        from viewer.control import pynput_device

        return pynput_device.open_device()
    from viewer.control import x11

    return x11.X11Device()
