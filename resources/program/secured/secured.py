"""Whether the screen is its user's to show now, as one answer of all who watch it.

There is a watcher for each thing that tells; which of them a system has is in `this_system`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

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
