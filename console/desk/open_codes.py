"""Has this computer's own host announced in its LAN while a customer can join with digits. No widgets.

A host on a server is not announced: everybody knows it by its name, its certificate says that name, and a console that
named it to whatever network its computer is in would vouch for it there.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from console.connection.announcing import LanHost
from console.session.session import Session


class AnnouncedDesk(Protocol):
    """The desk, as far as it says what is announced."""

    session_added: SignalInstance
    session_removed: SignalInstance
    changed: SignalInstance

    @property
    def sessions(self) -> list[Session]:
        """All sessions."""

    @property
    def lan_host(self) -> LanHost | None:
        """This computer's own host, where others of the LAN reach it."""


class AnnouncingSettings(Protocol):
    """Whether the technician wants it."""

    changed: SignalInstance

    @property
    def announced(self) -> bool:
        """Whether the host may be announced."""


class Announces(Protocol):
    """Announces a host, or none."""

    def announce(self, host: LanHost | None) -> None:
        """Announce it."""


class OpenCodes(QObject):
    """Watches the codes of a desk."""

    def __init__(self, *, desk: AnnouncedDesk, settings: AnnouncingSettings, announcer: Announces) -> None:
        super().__init__()
        self._desk = desk
        self._settings = settings
        self._announcer = announcer
        self._closed = False
        desk.session_added.connect(self._watch)
        desk.session_removed.connect(self._follow)
        desk.changed.connect(self._follow)
        settings.changed.connect(self._follow)
        for session in desk.sessions:
            self._watch(session)

    def close(self) -> None:
        """Announce nothing any more."""
        self._closed = True
        self._follow()

    def _watch(self, session: Session) -> None:
        session.code_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        is_open = any(_is_typed(session) for session in self._desk.sessions)
        wanted = is_open and self._settings.announced and not self._closed
        self._announcer.announce(self._desk.lan_host if wanted else None)


def _is_typed(session: Session) -> bool:
    """Return whether a customer can join this session with digits now."""
    return session.code is not None and not session.code.burned
