"""Whether the screen is its user's to show now, as one answer of all who watch it.

A watcher for each thing that tells: `desktop_bus` and `login` on Linux, `x_lockers` on X servers, `windows_session`,
`mac_session`, and `listed` where what is never shown cannot be left out of a picture.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from protocol.mirror.capture.common.kept_back import Rules
from protocol.vocabulary.content import PauseReason

Told = Callable[[PauseReason, bool], None]
"""Takes that something is the case now, or no longer; any thread may call it."""


class Watcher(Protocol):
    """Watches one thing that tells of the screen."""

    def begin(self, told: Told) -> None:
        """Tell what is the case, and each change of it, until `end`; nothing where it cannot be known here."""

    def end(self) -> None:
        """Tell nothing more."""


class Secured(QObject):
    """Asks all watchers, while somebody wants to know.

    Args:
        watchers: whom it asks; each begins by what is the case then, and nothing is the case before.

    Signals:
        changed: `why` is another now.

    Attributes:
        why: why the screen is not to be shown now; None: it may be.
    """

    changed = Signal()
    _told = Signal(int, object, bool)

    def __init__(self, watchers: Iterable[Watcher]) -> None:
        super().__init__()
        self.why: PauseReason | None = None
        self._watchers = tuple(watchers)
        self._is_on = False
        self._reasons: set[tuple[int, PauseReason]] = set()
        self._told.connect(self._take)  # at once in this thread; from another one by the event loop

    def watch(self, wanted: bool) -> None:
        """Ask from now on, or no longer."""
        if wanted == self._is_on:
            return
        self._is_on = wanted
        for number, watcher in enumerate(self._watchers):
            if wanted:
                watcher.begin(partial(self._told.emit, number))
            else:
                watcher.end()
        if not wanted:
            self._reasons.clear()
            self._follow()

    def _take(self, watcher: int, why: PauseReason, is_so: bool) -> None:
        if not self._is_on:
            return
        if is_so:
            self._reasons.add((watcher, why))
        else:
            self._reasons.discard((watcher, why))
        self._follow()

    def _follow(self) -> None:
        reasons = {why for _, why in self._reasons}
        why = next((reason for reason in PauseReason if reason in reasons), None)
        if why is not self.why:
            self.why = why
            self.changed.emit()


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
