"""Every share freezes while the screen is not the technician's to show, and goes on afterwards as they have set it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from console.share.share import ShareState

if TYPE_CHECKING:
    from console.session.session import Session
    from protocol.vocabulary.content import PauseReason


class HoldingSettings(Protocol):
    """The setting that says what follows."""

    goes_on_by_itself: bool


class Watch(Protocol):
    """What knows whether the screen may be shown; see `resources.program.secured`."""

    changed: SignalInstance
    why: PauseReason | None

    def watch(self, wanted: bool) -> None:
        """Look from now on, or no longer."""


class Sessions(Protocol):
    """The desk's sessions."""

    session_added: SignalInstance
    session_removed: SignalInstance

    @property
    def sessions(self) -> list[Session]:
        """All that there are."""


class Holding(QObject):
    """Has the screen watched while anything is shared, and tells each share.

    A technician who lets a picture go on is believed: it is frozen again only once the reason is another one.

    Args:
        desk: with the sessions.
        settings: whether a picture goes on by itself.
        secured: knows.

    Signals:
        shares: (bool) something is shared from now on, or nothing any more.
    """

    shares = Signal(bool)

    def __init__(self, *, desk: Sessions, settings: HoldingSettings, secured: Watch) -> None:
        super().__init__()
        self._desk = desk
        self._settings = settings
        self._secured = secured
        self._live: set[Session] = set()
        desk.session_added.connect(self._added)
        desk.session_removed.connect(self._look)
        secured.changed.connect(self._tell_all)
        for session in desk.sessions:
            self._added(session)

    def close(self) -> None:
        """Have nothing watched any more."""
        self._secured.changed.disconnect(self._tell_all)
        self._secured.watch(False)
        self.shares.emit(False)

    def _added(self, session: Session) -> None:
        session.changed.connect(self._look)
        self._look()

    def _look(self, _of: object = None) -> None:
        """Watch while something is shared; a share that has just begun is told what is the case."""
        live = {session for session in self._desk.sessions if session.share is not ShareState.OFF}
        new, self._live = live - self._live, live
        self._secured.watch(bool(live))
        self.shares.emit(bool(live))
        for session in new:
            self._tell(session)

    def _tell_all(self) -> None:
        for session in self._live:
            self._tell(session)

    def _tell(self, session: Session) -> None:
        if self._secured.why is not None:
            session.sharing.hold(self._secured.why)
        else:
            session.sharing.release(by_itself=self._settings.goes_on_by_itself)
