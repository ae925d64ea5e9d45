"""No screen saver while a picture is watched or shown: who looks at a screen, or shows one, need not touch a thing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 2000  # between two looks at whether it is wanted; shorter than any screen saver waits


class Wakefulness(Protocol):
    """One way to keep a desktop awake. Whatever it holds goes with the process, also when that is killed."""

    def begin(self) -> None:
        """Keep it awake from now on."""

    def end(self) -> None:
        """Let it sleep again when it likes; after `begin` only."""


class KeepAwake(QObject):
    """Keeps the desktop awake while it is wanted.

    Args:
        wanted: says whether it is.
        ways: how that is done.
    """

    def __init__(self, *, wanted: Callable[[], bool], ways: Sequence[Wakefulness] | None = None) -> None:
        super().__init__()
        self._wanted = wanted
        self._ways = this_systems_ways() if ways is None else ways
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.follow)
        self._timer.start()
        self.is_awake = False

    def follow(self) -> None:
        """Begin or end it, as it is wanted."""
        wanted = self._wanted()
        if wanted == self.is_awake:
            return
        self.is_awake = wanted
        for way in self._ways:
            (way.begin if wanted else way.end)()

    def close(self) -> None:
        """Give it back for good."""
        self._timer.stop()
        self._wanted = lambda: False
        self.follow()


def this_systems_ways() -> list[Wakefulness]:
    """Return how this system is kept awake."""
    if sys.platform == "win32":
        from resources.program.awake_elsewhere import WindowsWakefulness

        return [WindowsWakefulness()]
    if sys.platform == "darwin":
        from resources.program.awake_elsewhere import MacWakefulness

        return [MacWakefulness()]
    from resources.program.awake_linux import DesktopWakefulness, XServerWakefulness

    return [XServerWakefulness(), DesktopWakefulness()]
