"""Tells a technician who is in another window what they wait for: a mark in the task bar, a message, a sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from resources.look.icons import app_icon

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.session.session import Session
    from protocol.seat.conversation import Line
    from resources.program.settings import Settings

SAID = {
    "joined": QT_TRANSLATE_NOOP("Notices", "The customer has joined."),
    "left": QT_TRANSLATE_NOOP("Notices", "Somebody has left the session."),
    "timed_out": QT_TRANSLATE_NOOP("Notices", "Somebody did not come back in time."),
    "share_closed_by_customer": QT_TRANSLATE_NOOP("Notices", "The customer has closed the picture."),
    "desktop_view_allowed": QT_TRANSLATE_NOOP("Notices", "The customer has allowed you to see the desktop."),
    "desktop_control_allowed": QT_TRANSLATE_NOOP("Notices", "The customer has allowed you to control the desktop."),
    "desktop_declined": QT_TRANSLATE_NOOP("Notices", "The customer has said no."),
    "desktop_control_declined": QT_TRANSLATE_NOOP("Notices", "The customer has said no."),
    "desktop_revoked": QT_TRANSLATE_NOOP("Notices", "The customer has taken the desktop back."),
    "share_wished": QT_TRANSLATE_NOOP("Notices", "A colleague asks to share."),
}
"""What is said of an event; all others are nobody's to wait for."""
TOGETHER_MS = 400  # within which several notices are one: they come in bursts, after a break most of all
SHOWN_MS = 8000


class Notices(QObject):
    """Watches a desk for `window`.

    Names stand in the title alone, which no desktop takes for markup, and what was written stands nowhere: it is for
    the window. While this computer's screen is shared there is no message at all: it would be in the picture.

    Args:
        sound: plays a sound.

    Signals:
        opened: (Session or None) the message was clicked.
    """

    opened = Signal(object)

    def __init__(self, *, desk: Desk, settings: Settings, window: QWidget, sound: Callable[[], object]) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._window = window
        self._sound = sound
        self._about: Session | None = None
        self._waiting: list[tuple[str, str]] = []
        self.tray: QSystemTrayIcon | None = None  # only while there is something to be looked at
        self._together = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._together.timeout.connect(self._tell)
        desk.session_added.connect(self._watch)
        for session in desk.sessions:
            self._watch(session)
        desk.invited.connect(self._invited)
        desk.queue.arrived.connect(self._arrived)

    def seen(self) -> None:
        """Take the sign away where the technician is here."""
        if not self._is_looked_at():
            return
        self._waiting.clear()
        if self.tray is not None:
            self.tray.hide()
            self.tray.deleteLater()
            self.tray = None

    def _watch(self, session: Session) -> None:
        session.line_added.connect(lambda line: self._line_added(session, line))
        session.private_line_added.connect(lambda line: self._line_added(session, line))

    def _line_added(self, session: Session, line: Line) -> None:
        if not line.event and line.author != session.own_number:
            self._note(session.title, self.tr("There is a new message."), session)
        elif line.event in SAID:
            self._note(session.title, self.tr(str(SAID[line.event])), session)

    def _invited(self, _invitation: object) -> None:
        self._note("Fernblick", self.tr("A colleague invites you into a session."))

    def _arrived(self, _waiting: object) -> None:
        self._note("Fernblick", self.tr("A customer waits in the queue."))

    def _note(self, title: str, words: str, about: Session | None = None) -> None:
        if self._is_looked_at():
            return
        QApplication.alert(self._window)
        self._about = about
        self._waiting.append((title, words))
        self._together.start()

    def _tell(self) -> None:
        """Tell the latest of what has come, unless the technician is here by now."""
        if not self._waiting or self._is_looked_at():
            return
        (title, words), self._waiting = self._waiting[-1], []
        if self._settings.notice_sound:
            self._sound()
        if not self._desk.shows_screen and QSystemTrayIcon.isSystemTrayAvailable():
            self._show(title, words)

    def _show(self, title: str, words: str) -> None:
        if self.tray is None:
            self.tray = QSystemTrayIcon(app_icon(), self)
            self.tray.messageClicked.connect(self._clicked)
            self.tray.activated.connect(lambda _how: self._clicked())
            self.tray.show()
        self.tray.showMessage(title, words, app_icon(), SHOWN_MS)

    def _clicked(self) -> None:
        self.opened.emit(self._about)

    def _is_looked_at(self) -> bool:
        return self._window.isActiveWindow() and not self._window.isMinimized()
