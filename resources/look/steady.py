"""Clicks that give something away count only where the button has stood, unchanged, for a moment.

What others do moves windows: a banner comes and shifts those below it, a question takes the place of another one, a
window closes over a third. Whoever was about to click there meant what was there before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from resources.look import controls

STILL_MS = 700  # that a button must have stood
LOOK_MS = 100  # between two looks at where it stands

Index = QModelIndex | QPersistentModelIndex
_LOOKS = (QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize)


class Still:
    """Knows for how long something has been as it is: `state` says how that is, each time it is looked at."""

    def __init__(self, state: Callable[[], object]) -> None:
        self._state = state
        self._seen: object = None
        self._since_s = 0.0

    @property
    def ready(self) -> bool:
        """Look; return whether nothing has changed for long enough."""
        now_s, state = monotonic(), self._state()
        if state != self._seen:
            self._seen, self._since_s = state, now_s
        return 1000 * (now_s - self._since_s) >= STILL_MS


class Steady(QObject):
    """Watches where a button stands; until it is `ready` it looks like one that cannot be pressed.

    Args:
        button: what is watched.
        about: says what a click would be about, where neither place nor words of the button show it.
        takes_back: says whether a click would take something back now, which counts at once, and looks so.
    """

    def __init__(
        self,
        button: QAbstractButton,
        about: Callable[[], object] = lambda: None,
        *,
        takes_back: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(button)
        self._button = button
        self._takes_back = takes_back
        self._still = Still(lambda: (_stands(button), about()))
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self.look)
        button.installEventFilter(self)

    @property
    def ready(self) -> bool:
        """Whether a click is meant for what the button is now."""
        return self.look()

    def look(self) -> bool:
        """Look at where the button stands, show whether it can be clicked, and return that."""
        still = self._still.ready
        ready = still or self._takes_back()
        controls.set_look(self._button, "unsettled", "false" if ready else "true")
        return ready

    def say_why(self) -> None:
        """Say to whoever does not see the button's look why a press of it did nothing."""
        words = QCoreApplication.translate("steady", "Not yet: this has just come here. Press again.")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._button, words))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look as long as the button is seen; what is around it moves it, too, and tells it nothing."""
        kind = event.type()
        if kind == QEvent.Type.Show:
            self._clock.start()
        elif kind == QEvent.Type.Hide:
            self._clock.stop()
        if kind in _LOOKS:
            self.look()
        return False


def steadily(button: QAbstractButton, then: Callable[[], object], about: Callable[[], object] = lambda: None) -> Steady:
    """Have a click on `button` call `then`, where it was meant for what the button is now; see `Steady`."""
    steady = Steady(button, about)
    button.clicked.connect(lambda: then() if steady.ready else steady.say_why())
    return steady


class StillRows(QObject):
    """Watches where the rows of a view stand: whoever comes or goes above moves those below.

    Args:
        view: what is watched, as long as it is seen.
        key: says whom a row is about.
    """

    def __init__(self, view: QAbstractItemView, key: Callable[[Index], Hashable]) -> None:
        super().__init__(view)
        self._view = view
        self._key = key
        self._seen: dict[Hashable, tuple[QPoint, float]] = {}  # where a row stands, and since when
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self.look)
        view.installEventFilter(self)

    def ready(self, index: Index) -> bool:
        """Look; return whether a click on this row was meant for it."""
        self.look()
        _place, since_s = self._seen.get(self._key(index), (None, monotonic()))
        return 1000 * (monotonic() - since_s) >= STILL_MS

    def look(self) -> None:
        """Look where each row stands that is seen now."""
        now_s, before, self._seen = monotonic(), self._seen, {}
        for index in self._rows():
            key, place = self._key(index), self._view.viewport().mapToGlobal(self._view.visualRect(index).topLeft())
            was = before.get(key)
            self._seen[key] = was if was is not None and was[0] == place else (place, now_s)

    def _rows(self) -> Iterator[Index]:
        index, height = self._view.indexAt(QPoint(1, 1)), self._view.viewport().height()
        index = index.siblingAtColumn(0)
        while index.isValid() and self._view.visualRect(index).top() < height:
            yield index
            index = index.siblingAtRow(index.row() + 1)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look as long as the rows are seen."""
        if event.type() == QEvent.Type.Show:
            self._clock.start()
        elif event.type() == QEvent.Type.Hide:
            self._clock.stop()
            self._seen.clear()
        return False


def _stands(button: QAbstractButton) -> tuple[object, ...]:
    place = button.mapToGlobal(QPoint(0, 0))
    words = (button.text(), button.accessibleName())
    return (button.isVisible(), _covered(button), place, button.size(), words)


def _covered(button: QAbstractButton) -> bool:
    """Return whether another window of ours takes the clicks in this place."""
    window, modal, active = button.window(), QApplication.activeModalWidget(), QApplication.activeWindow()
    if modal is not None and modal is not window:
        return True
    on_top = bool(window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint)
    return not on_top and active is not None and active is not window and _holds(active, button)


def _holds(window: QWidget, button: QAbstractButton) -> bool:
    return window.frameGeometry().contains(button.mapToGlobal(button.rect().center()))
