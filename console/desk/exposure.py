"""Whether a customer can read what this console's windows say: only where the console is in the shared picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from console.share.share import ShareState
from protocol.mirror.capture.common.source import WindowSource

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.session.session import Session


class ExposureSettings(Protocol):
    """The setting that puts the console into the picture."""

    changed: SignalInstance
    console_in_picture: bool


class Exposure(QObject):
    """Follows all sessions' shares.

    Args:
        desk: with the sessions.
        settings: whether the console is to be in the picture.
        leaves_out: whether it can be left out on this system.

    Signals:
        changed: another session is shared with, or the console is in the picture now, or no longer.

    Attributes:
        shared_with: the session whose customer sees this computer's screen now; None: nobody does.
        seen_by: the same, where the customer sees the console on it.
    """

    changed = Signal()

    def __init__(self, *, desk: Desk, settings: ExposureSettings, leaves_out: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.shared_with: Session | None = None
        self.seen_by: Session | None = None
        self._desk = desk
        self._settings = settings
        self._leaves_out = leaves_out
        desk.session_added.connect(self._added)
        desk.session_removed.connect(self._follow)
        settings.changed.connect(self._follow)
        for session in desk.sessions:
            self._added(session)

    def _added(self, session: Session) -> None:
        session.changed.connect(self._follow)
        self._follow()

    def _follow(self, _of: object = None) -> None:
        shares = (session for session in self._desk.sessions if _is_seen(session))
        shared_with = next(shares, None)
        seen = self._settings.console_in_picture or not self._leaves_out
        seen_by = shared_with if seen else None
        if (shared_with, seen_by) != (self.shared_with, self.seen_by):
            self.shared_with, self.seen_by = shared_with, seen_by
            self.changed.emit()


def _is_seen(session: Session) -> bool:
    """Say whether the customer sees the screen that this console is on, and not one window alone."""
    if session.share is not ShareState.ON or not session.capture.own:
        return False
    return not isinstance(session.sharing.source, WindowSource)
