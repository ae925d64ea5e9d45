"""What follows where a technician shares the own screen and sees the customer's: signs, and the mark over the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console.desktop_pointing import DesktopPointing
from console.session_words import LIVE_SHARE
from console.share_signs import ShareSigns
from protocol.desktop import Access

if TYPE_CHECKING:
    from console.desk import Desk
    from console.session import Session
    from resources.mirror.apart import Apart
    from resources.mirror.window import MirrorWindow
    from resources.settings import Settings


class BothWays(QObject):
    """Follows all sessions of a desk.

    Args:
        desk: has the sessions.
        settings: the technician's choices.
        apart: is told whether screens are shown both ways, in whichever sessions.

    Attributes:
        signs: of each session.
    """

    def __init__(self, *, desk: Desk, settings: Settings, apart: Apart) -> None:
        super().__init__()
        self.signs: dict[Session, ShareSigns] = {}
        self._settings = settings
        self._apart = apart
        for session in desk.sessions:
            self._added(session)
        desk.session_added.connect(self._added)
        desk.session_removed.connect(self._removed)

    def take(self, session: Session, window: MirrorWindow) -> None:
        """Prepare a window with a customer's desktop, which is about to be shown: left out, marked, pointed at."""
        self._apart.take(window, self.tr("A customer's desktop – left out here"))
        DesktopPointing(session=session, window=window)
        self._follow()

    def close(self) -> None:
        """Take all signs away; the program ends."""
        for session in list(self.signs):
            self._removed(session)

    def _added(self, session: Session) -> None:
        self.signs[session] = ShareSigns(session=session, settings=self._settings, apart=self._apart, parent=self)
        session.changed.connect(self._follow)

    def _removed(self, session: Session) -> None:
        signs = self.signs.pop(session, None)
        if signs is not None:
            session.changed.disconnect(self._follow)
            signs.close()
        self._follow()

    def _follow(self) -> None:
        shares = any(session.share in LIVE_SHARE for session in self.signs)
        sees = any(session.remote.access is not Access.NONE for session in self.signs)
        self._apart.show_both(shares and sees)
