"""The page of a customer who waits in the queue: which place, for how long, and the way out."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from resources.look import controls, theme

TICK_MS = 1000


class Place(Protocol):
    """A wait, as the page reads it; see `queue_wait.QueueWait`."""

    place: int
    connected: bool
    called: bool

    @property
    def waited_s(self) -> float:
        """How long the customer has waited."""


class QueuePage(QWidget):
    """Show a wait until it is over.

    Signals:
        cancel_asked: the customer does not want to wait any more.
    """

    cancel_asked = Signal()

    def __init__(self, wait: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wait = wait
        self.title = controls.text(kind="title", wrap=True)
        self.words = controls.text(kind="muted", wrap=True)
        self.time = controls.text(kind="small")
        self.bar = controls.endless_bar(self.tr("Waiting for a technician"))
        self.cancel_button = controls.button(self.tr("Leave the queue"))
        self.cancel_button.setMinimumHeight(theme.size("control") + theme.space("one"))
        self.cancel_button.clicked.connect(self.cancel_asked)
        self._lay_out()
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self.follow()

    def follow(self) -> None:
        """Show the wait as it is now; say aloud what has changed."""
        title, words = self._said()
        if self.title.text() not in ("", title):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, title))
        self.title.setText(title)
        self.words.setText(words)
        self._tick()

    def _lay_out(self) -> None:
        outer = controls.column(self, margin="four", gap="two")
        outer.addStretch(1)
        for widget in (self.title, self.words, self.bar, self.time, self.cancel_button):
            outer.addWidget(widget)
        outer.addStretch(2)

    def _said(self) -> tuple[str, str]:
        if self._wait.called:
            return self.tr("A technician is there"), self.tr("You are being connected…")
        if not self._wait.place:
            return self.tr("Connecting…"), self.tr("You are about to wait for a technician.")
        if not self._wait.connected:
            words = self.tr("Your place is kept for a minute. Fernblick keeps trying; nothing has to be done.")
            return self.tr("The connection is lost"), words
        words = self.tr("The session begins by itself when a technician is free. You can do other things meanwhile.")
        if self._wait.place == 1:
            return self.tr("You are next"), words
        return self.tr("You are number {place} in the queue").format(place=self._wait.place), words

    def _tick(self) -> None:
        whole = max(0, int(self._wait.waited_s))
        clock = f"{whole // 60}:{whole % 60:02}"
        self.time.setText(self.tr("Waiting time: {time}").format(time=clock))
        self.time.setVisible(bool(self._wait.place))
