"""Who watches the screens of this computer: each thing that tells has a module of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable

from protocol.mirror.capture.common.kept_back import Rules
from resources.program.secured.secured import Watcher


def this_systems_watchers(display: str | None = None) -> list[Watcher]:
    """Return who watches the screens of this computer.

    Args:
        display: the X display that is shown; None: that of the environment.
    """
    if sys.platform == "win32":
        from resources.program.secured.windows_session import WindowsSession

        return [WindowsSession()]
    if sys.platform == "darwin":
        from resources.program.secured.mac_session import MacSession

        return [MacSession()]
    from resources.program.secured.x_lockers import XLockers

    return [XLockers(display), *_of_the_bus()]


def listed_window(rules: Callable[[], Rules]) -> list[Watcher]:
    """Return who watches a desktop that leaves no window out of its pictures, for what `rules` never show."""
    try:
        from resources.program.secured.listed import ListedWindow
    except ImportError:
        return []  # a bundle without QtDBus
    return [ListedWindow(rules)]


def _of_the_bus() -> list[Watcher]:
    try:
        from resources.program.secured.desktop_bus import DesktopSavers
        from resources.program.secured.login import LoginSession
    except ImportError:
        return []  # a bundle without QtDBus
    return [LoginSession(), DesktopSavers()]
