"""Who watches the screens of a Linux computer: the X server, and D-Bus, which is loaded with the first share."""

from __future__ import annotations

from collections.abc import Callable

from protocol.mirror.capture.common.kept_back import Rules
from resources.program.secured.secured import Told, Watcher
from resources.program.secured.x_lockers import XLockers


def linux_watchers(display: str | None, unseen: Callable[[], Rules] | None) -> list[Watcher]:
    """Return them all; see `this_system`."""

    def listed() -> Watcher:
        from resources.program.secured.listed import ListedWindow

        assert unseen is not None
        return ListedWindow(unseen)

    found: list[Watcher] = [XLockers(display), Late(_login), Late(_savers)]
    return found if unseen is None else [*found, Late(listed)]


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
