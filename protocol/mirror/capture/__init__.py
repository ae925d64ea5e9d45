"""Where a shared picture comes from: the port of a screen's source, and the one function that chooses its backend."""

from __future__ import annotations

import os
import sys

from protocol.mirror.capture.source import (
    CaptureUnavailable,
    Monitor,
    PointerState,
    ScreenSource,
    Shape,
    SourceResized,
)

__all__ = [
    "CaptureUnavailable",
    "Monitor",
    "PointerState",
    "ScreenSource",
    "Shape",
    "SourceResized",
    "monitors",
    "open_source",
]


def monitors(display: str | None = None) -> list[Monitor]:
    """List what can be shared.

    Args:
        display: an X display other than that of the environment.

    Raises:
        CaptureUnavailable: nothing can.
    """
    if _speaks_x11(display):
        from protocol.mirror.capture import x11

        return x11.monitors(display)
    from protocol.mirror.capture import polling

    return polling.monitors()


def open_source(monitor_number: int, display: str | None = None) -> ScreenSource:
    """Open a monitor, in the thread that will use it.

    Args:
        monitor_number: as in `monitors`.
        display: an X display other than that of the environment.

    Raises:
        CaptureUnavailable: it can't be captured; "monitor_gone" where there is none of that number.
    """
    if _speaks_x11(display):
        from protocol.mirror.capture import x11

        return x11.X11Source(monitor_number, display)
    from protocol.mirror.capture import polling

    return polling.PollingSource(monitor_number)


def _speaks_x11(display: str | None) -> bool:
    """Say whether this computer's screens are an X server's, as they are on Linux."""
    if sys.platform in ("win32", "darwin"):
        return False
    from protocol.mirror.capture import wayland

    if display is None:
        wayland.refuse(os.environ)
    return True
