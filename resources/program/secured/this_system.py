"""Who watches the screens of this computer: each thing that tells has a module of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable

from protocol.mirror.capture.common.kept_back import Rules
from resources.program.secured.secured import Told, Watcher


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

    return [XLockers(display), Late(_login), Late(_savers)]


def listed_window(rules: Callable[[], Rules]) -> list[Watcher]:
    """Return who watches a desktop that leaves no window out of its pictures, for what `rules` never show."""

    def make() -> Watcher:
        from resources.program.secured.listed import ListedWindow

        return ListedWindow(rules)

    return [Late(make)]


def _login() -> Watcher:
    from resources.program.secured.login import LoginSession

    return LoginSession()


def _savers() -> Watcher:
    from resources.program.secured.desktop_bus import DesktopSavers

    return DesktopSavers()


class Late:
    """A watcher that is loaded with the first share, as D-Bus is; a bundle without that has none.

    Args:
        make: imports and makes it.
    """

    def __init__(self, make: Callable[[], Watcher]) -> None:
        self._make = make
        self._watcher: Watcher | None = None

    def begin(self, told: Told) -> None:
        """Load it, and begin."""
        if self._watcher is None:
            try:
                self._watcher = self._make()
            except ImportError:
                return
        self._watcher.begin(told)

    def end(self) -> None:
        """End it."""
        if self._watcher is not None:
            self._watcher.end()
