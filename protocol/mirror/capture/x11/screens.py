"""Which monitors an X server has: by RandR, by Xinerama where that is missing, else its one screen."""

from __future__ import annotations

from typing import Any

import xcffib
import xcffib.randr
import xcffib.xinerama

from protocol.mirror.capture.common.source import CaptureUnavailable, Monitor
from protocol.mirror.capture.x11.extensions import extension, has_extension
from protocol.mirror.picture.tiles import Rect
from protocol.notation.names import cleaned

_MONITORS_SINCE = (1, 5)  # the version of RandR that tells of monitors

Listed = list[tuple[Rect, str, bool]]
"""Place, name, and whether it is the main one."""


def screen_of(connection: Any) -> Any:
    """Return the connection's screen."""
    return connection.get_setup().roots[connection.pref_screen]


def monitors_of(connection: Any) -> list[Monitor]:
    """List the monitors.

    Raises:
        CaptureUnavailable: "wayland": it is the X server of a Wayland desktop, which shows black.
    """
    if has_extension(connection, "XWAYLAND"):
        raise CaptureUnavailable("wayland")
    listed = _by_randr(connection)
    if listed is None:
        listed = _by_xinerama(connection) or [(_whole(connection), "", True)]
    if any(name.startswith("XWAYLAND") for _, name, _ in listed):
        raise CaptureUnavailable("wayland")
    return [Monitor(n, cleaned(name), rect, primary) for n, (rect, name, primary) in enumerate(sorted(listed), 1)]


def randr_of(connection: Any) -> Any:
    """Return RandR where it tells of monitors, else None."""
    randr = extension(connection, xcffib.randr.key)
    if randr is None:
        return None
    version = randr.QueryVersion(*_MONITORS_SINCE).reply()
    return randr if (version.major_version, version.minor_version) >= _MONITORS_SINCE else None


def _by_randr(connection: Any) -> Listed | None:
    randr = randr_of(connection)
    if randr is None:
        return None
    found = randr.GetMonitors(screen_of(connection).root, True).reply().monitors
    names = [connection.core.GetAtomName(monitor.name) for monitor in found]
    return [
        (Rect(m.x, m.y, m.width, m.height), name.reply().name.buf().decode("utf-8", "replace"), bool(m.primary))
        for m, name in zip(found, names, strict=True)
    ]


def _by_xinerama(connection: Any) -> Listed:
    xinerama = extension(connection, xcffib.xinerama.key)
    if xinerama is None or not xinerama.IsActive().reply().state:
        return []
    found = xinerama.QueryScreens().reply().screen_info
    return [(Rect(s.x_org, s.y_org, s.width, s.height), "", n == 0) for n, s in enumerate(found)]


def _whole(connection: Any) -> Rect:
    """Return the screen as it is now; what the server said at first may be out of date."""
    size = connection.core.GetGeometry(screen_of(connection).root).reply()
    return Rect(0, 0, size.width, size.height)
