"""Where a shared picture comes from: the port of a screen's source, and the one function that chooses its backend."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from protocol.mirror.capture.common.covered_source import CoveredSource
from protocol.mirror.capture.common.kept_back import NO_RULES
from protocol.mirror.capture.common.left_out import LeftOut
from protocol.mirror.capture.common.source import (
    SOURCE_GONE,
    CaptureUnavailable,
    Monitor,
    MonitorSource,
    PointerState,
    RegionSource,
    ScreenSource,
    Shape,
    Source,
    SourceResized,
    Window,
    WindowSource,
)
from protocol.mirror.capture.polled.excluded import DesktopStack, ExcludedWindows
from protocol.mirror.capture.wayland import is_wayland, refuse

if TYPE_CHECKING:
    from protocol.mirror.capture.x11.clicks import ClickWatch

__all__ = [
    "SOURCE_GONE",
    "CaptureUnavailable",
    "LeftOut",
    "Monitor",
    "MonitorSource",
    "PointerState",
    "RegionSource",
    "ScreenSource",
    "Shape",
    "Source",
    "SourceResized",
    "Window",
    "WindowSource",
    "keeps_back",
    "leaves_out",
    "make_left_out",
    "monitors",
    "on_wayland",
    "open_source",
    "watch_clicks",
    "windows",
]


def monitors(display: str | None = None) -> list[Monitor]:
    """List what can be shared.

    Args:
        display: an X display other than that of the environment.

    Raises:
        CaptureUnavailable: nothing can.
    """
    if sys.platform != "win32" and _speaks_x11(display):
        from protocol.mirror.capture.x11 import source as x11

        return x11.monitors(display)
    from protocol.mirror.capture.polled import polling

    return polling.monitors()


def windows(display: str | None = None, left_out: LeftOut | None = None) -> list[Window]:
    """List the windows that can be shared, the uppermost first; none where windows can't be captured.

    Args:
        display: an X display other than that of the environment.
        left_out: what is not listed, by what it is.

    Raises:
        CaptureUnavailable: nothing can be captured.
    """
    if sys.platform != "win32" and _speaks_x11(display):
        from protocol.mirror.capture.x11 import window as x11_window

        return x11_window.windows(display, NO_RULES if left_out is None else left_out.rules)
    from protocol.mirror.capture.polled import win32_window

    return win32_window.windows(NO_RULES if left_out is None else left_out.rules)


def open_source(source: Source, display: str | None = None, left_out: LeftOut | None = None) -> ScreenSource:
    """Open a source, in the thread that will use it.

    Args:
        source: a monitor, as in `monitors`, a window, as in `windows`, or a region.
        display: an X display other than that of the environment.
        left_out: windows that are never in the picture, wherever they are.

    Raises:
        CaptureUnavailable: it can't be captured; its code is of SOURCE_GONE where another source could be.
    """
    if sys.platform != "win32" and _speaks_x11(display):
        from protocol.mirror.capture.x11 import companions as x11_companions
        from protocol.mirror.capture.x11 import source as x11
        from protocol.mirror.capture.x11 import stack as x11_stack
        from protocol.mirror.capture.x11 import window as x11_window

        if isinstance(source, WindowSource):
            number = source.number
            opened = x11.X11Source(lambda connection: x11_window.WindowContent(connection, number), display)
            whole: ScreenSource = x11_companions.AccompaniedSource(opened, number)
        else:
            part = source
            whole = opened = x11.X11Source(lambda connection: x11.ScreenPart(connection, part), display)
        return whole if left_out is None else CoveredSource(whole, x11_stack.X11Stack(opened, left_out))
    return _polled(source, left_out)


def _polled(source: Source, left_out: LeftOut | None) -> ScreenSource:
    """Open a source of Windows or macOS."""
    from protocol.mirror.capture.polled import polling, win32_window

    if isinstance(source, WindowSource):  # what lies over it is not in its picture
        return polling.PollingSource(win32_window.WindowContent(source.number))
    polled = polling.PollingSource(polling.DesktopPart(source))
    return polled if left_out is None else CoveredSource(polled, DesktopStack(lambda: polled.rect, left_out))


def watch_clicks(display: str | None = None) -> ClickWatch | None:
    """Watch where somebody clicks on this computer's screens; None where that can't be seen."""
    if sys.platform in ("win32", "darwin"):
        return None
    from protocol.mirror.capture.x11 import clicks as x11_clicks

    try:
        return x11_clicks.ClickWatch(display)
    except CaptureUnavailable:
        return None


def make_left_out() -> LeftOut:
    """Make what keeps windows out of the pictures of this computer's screens."""
    return ExcludedWindows() if sys.platform == "win32" else LeftOut()


def keeps_back() -> bool:
    """Say whether also windows of other programs can be left out, by what they are."""
    return sys.platform != "darwin" and not on_wayland()


def leaves_out() -> bool:
    """Say whether a picture of this computer's screens can leave windows out, wherever they are."""
    return sys.platform != "darwin" and not on_wayland()


def on_wayland() -> bool:
    """Say whether this is a Wayland desktop, which shows itself only by a `Portal`."""
    return sys.platform not in ("win32", "darwin") and is_wayland(os.environ)


def _speaks_x11(display: str | None) -> bool:
    """Say whether this computer's screens are an X server's, as they are on Linux.

    Bundles for Windows leave out what is imported only where `sys.platform` says that it is not Windows.
    """
    if sys.platform in ("win32", "darwin"):
        return False
    if display is None:
        refuse(os.environ)
    return True
