"""The menu of what is never shown: the windows that are open now, the foremost first, and the lists."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from protocol.mirror.capture.common.source import CaptureUnavailable, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.share.kept_back import KeptBack

WINDOWS_SHOWN = 10
_TITLE_LIMIT = 60  # letters of a title in the menu


class NeverShowMenu(QMenu):
    """Lets windows be kept back and shown again.

    Args:
        title: of the menu.
        kept_back: what is never shown.
        windows: lists all windows, the foremost first.

    Signals:
        lists_asked: the technician wants to see programs and titles.
    """

    lists_asked = Signal()

    def __init__(self, title: str, *, kept_back: KeptBack, windows: Callable[[], list[Window]]) -> None:
        super().__init__(title)
        self._kept_back = kept_back
        self._windows = windows
        owner = QObject(self)  # what the menu itself owns goes whenever it is filled
        self.front = QAction(self.tr("Never show the window in front"), owner)
        self.front.setShortcut(QKeySequence("Ctrl+Shift+W"))
        self.front.triggered.connect(self._keep_front_back)
        self.lists = QAction(self.tr("Never show these…"), owner)
        self.lists.triggered.connect(self.lists_asked)
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """Show the windows that there are now; one that is ticked is never shown."""
        self.clear()
        self.addActions([self.lists, self.front])
        self.addSeparator()
        for window in self._others()[:WINDOWS_SHOWN]:
            action = self.addAction(window.name[:_TITLE_LIMIT].replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(window.number in self._kept_back.windows)
            action.toggled.connect(lambda on, number=window.number: self._keep_back(number, on=on))

    def _keep_front_back(self) -> None:
        others = self._others()
        if others:
            self._keep_back(others[0].number, on=True)

    def _keep_back(self, window: int, *, on: bool) -> None:
        (self._kept_back.never_show if on else self._kept_back.show_again)(window)

    def _others(self) -> list[Window]:
        """Return the windows of other programs that have a title."""
        try:
            return [w for w in self._windows() if w.process != os.getpid() and w.name]
        except CaptureUnavailable:
            return []
