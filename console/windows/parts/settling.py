"""What has just ended something begins nothing for a moment: a second click was meant to end it, too."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer

from resources.look import steady


class Settling(QObject):
    """Follows whether a click ends something now.

    Args:
        settled: is called when clicks may begin something again.
        parent: what is clicked.
    """

    def __init__(self, settled: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._ends = False
        self._ended_at = float("-inf")  # on the monotonic clock
        self._settled = settled
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    @property
    def going_on(self) -> bool:
        """Whether it is too early to begin anything."""
        return 1000 * (monotonic() - self._ended_at) < steady.STILL_MS

    def note(self, ends: bool) -> None:
        """Note whether a click ends or takes something back now."""
        ended, self._ends = self._ends, ends
        if ended and not ends:
            self.begin()

    def begin(self) -> None:
        """Let nothing begin for a moment from now on."""
        self._ended_at = monotonic()
        self._timer.start(steady.STILL_MS + 1)

    def _look(self) -> None:
        """Say that it has settled; a timer may also be early, and then nobody would ever say it."""
        if self.going_on:
            self._timer.start(1)
        else:
            self._settled()
