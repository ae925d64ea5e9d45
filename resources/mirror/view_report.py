"""Says what the customer really sees of the mirror: when it changes, not too often, and the latest in the end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from protocol.vocabulary.content import MirrorView

INTERVAL_MS = 500  # between two reports, at least


class ViewReport(QObject):
    """Compares what is seen with what was said.

    Args:
        look: says what is seen now.

    Signals:
        said: (MirrorView) another than the one before.
    """

    said = Signal(object)

    def __init__(self, *, look: Callable[[], MirrorView], parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._last: MirrorView | None = None
        self.timer = QTimer(self, singleShot=True, interval=INTERVAL_MS)
        self.timer.timeout.connect(self.check)

    def check(self) -> None:
        """Say what is seen if it is another; later if something was said a moment ago."""
        if self.timer.isActive():
            return  # it looks again
        seen = self._look()
        if seen != self._last:
            self._last = seen
            self.timer.start()
            self.said.emit(seen)
