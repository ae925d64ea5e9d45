"""F6 leads from one area of the console's window to the next, as in other programs; Shift leads back.

From the list of sessions the message is one step, and from everywhere else at most two, one way or the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

NEXT_KEY, BACK_KEY = QKeySequence("F6"), QKeySequence("Shift+F6")


class Areas(QObject):
    """Moves the keyboard among the areas of `window`.

    Args:
        shown: returns the areas that are there now, in their order.
    """

    def __init__(self, window: QWidget, shown: Callable[[], Iterable[QWidget]]) -> None:
        super().__init__(window)
        self._window = window
        self._shown = shown
        for keys, step in ((NEXT_KEY, 1), (BACK_KEY, -1)):
            shortcut = QShortcut(keys, window)
            shortcut.activated.connect(lambda step=step: self.go(step))

    def go(self, step: int) -> None:
        """Go to the next area that takes the keyboard; `step` -1: to the one before."""
        areas = [area for area in self._shown() if area.isVisibleTo(self._window)]
        at = self._window.focusWidget()
        here = next((n for n, area in enumerate(areas) if at is not None and _within(at, area)), None)
        begin = (-1 if step > 0 else 0) if here is None else here
        for far in range(1, len(areas) + 1):
            if (first := _first_in(areas[(begin + step * far) % len(areas)], self._window)) is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
                return


def _within(widget: QWidget, area: QWidget) -> bool:
    return widget is area or area.isAncestorOf(widget)


def _first_in(area: QWidget, window: QWidget) -> QWidget | None:
    """Return what takes the keyboard first in `area`; None: nothing does."""
    if _takes(area, window):
        return area
    inside = area.nextInFocusChain()
    while inside is not None and inside is not area:
        if area.isAncestorOf(inside) and _takes(inside, window):
            return inside
        inside = inside.nextInFocusChain()
    return None


def _takes(widget: QWidget, window: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return by_tab and widget.isEnabled() and widget.isVisibleTo(window)
