"""The page of a customer who waits in the queue: which place, for how long, and the way out."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from protocol.notation.names import cleaned
from protocol.vocabulary.queue import WORDS_LIMIT
from resources.look import controls, theme
from resources.look.steady import steadily

TICK_MS = 1000
ABOUT_HEIGHT = 84  # pixels: three lines


class Place(Protocol):
    """A wait, as the page reads it; see `queue_wait.QueueWait`."""

    place: int
    connected: bool
    called: bool
    desk_reads: bool
    words: str
    shown: str

    @property
    def waited_s(self) -> float:
        """How long the customer has waited."""

    def show_words(self) -> None:
        """Let the desk read the words."""


class QueuePage(QWidget):
    """Show a wait until it is over.

    Signals:
        cancel_asked: the customer does not want to wait any more.
    """

    help_page = "wait"

    cancel_asked = Signal()

    def __init__(self, wait: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wait = wait
        self.title = controls.text(kind="title", wrap=True)
        self.words = controls.text(kind="muted", wrap=True)
        self.time = controls.text(kind="small")
        self.about = QPlainTextEdit()
        self.about.setTabChangesFocus(True)
        self.about.setFixedHeight(ABOUT_HEIGHT)
        self.about_label = controls.text(self.tr("What is it about?"), kind="small", wrap=True)
        self.about_label.setBuddy(self.about)
        self.about.setAccessibleName(self.about_label.text())
        self.about.textChanged.connect(self._typed)
        self.about_means = controls.text(kind="small", wrap=True)
        self.show_button = controls.button(self.tr("Let the technicians read it now"))
        steadily(self.show_button, lambda: self._wait.show_words())
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
        self._follow_words()
        self._tick()

    def _follow_words(self) -> None:
        """Say who reads what is typed here, and when."""
        wait = self._wait
        may, shown = (
            wait.desk_reads and not wait.called,
            bool(wait.shown) and wait.shown == cleaned(wait.words, WORDS_LIMIT),
        )
        for widget in (self.about_label, self.about, self.about_means):
            widget.setVisible(bool(wait.place) and not wait.called)
        self.show_button.setVisible(bool(wait.place) and may)
        self.show_button.setEnabled(bool(wait.words.strip()) and not shown)
        means = self.tr("The technician who comes reads it as your first message.")
        if may and shown:
            means = self.tr("The technicians can read it now. It is not sealed: the support host can read it, too.")
        elif may:
            means = self.tr(
                "The technician who comes reads it as your first message. If you let all technicians read it now, it "
                "is not sealed: the support host can read it, too."
            )
        self.about_means.setText(means)
        self.about.setAccessibleDescription(means)

    def _typed(self) -> None:
        text = self.about.toPlainText()
        if len(text) > WORDS_LIMIT:
            self.about.setPlainText(text[:WORDS_LIMIT])
            self.about.moveCursor(QTextCursor.MoveOperation.End)
            return
        self._wait.words = text
        self._follow_words()

    def _lay_out(self) -> None:
        outer = controls.column(self, margin="four", gap="two")
        outer.addStretch(1)
        for widget in (self.title, self.words, self.bar, self.time):
            outer.addWidget(widget)
        about = controls.column(gap="half")
        for part in (self.about_label, self.about, self.about_means, self.show_button):
            about.addWidget(part)
        outer.addLayout(about)
        outer.addWidget(self.cancel_button)
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
