"""What follows where a technician shares the own screen and sees the customer's: signs, and the mark over the view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from console.windows.parts.session_words import LIVE_SHARE
from console.windows.share.desktop_pointing import DesktopPointing
from console.windows.share.mirror_warning import MirrorWarning
from console.windows.share.share_signs import ShareSigns
from protocol.mirror.capture.backends import leaves_out
from protocol.vocabulary.desktop import Access

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.session.session import Session
    from resources.mirror.window.mirror_effect import Apart
    from resources.mirror.window.window import MirrorWindow
    from resources.program.settings import Settings


class BothWays(QObject):
    """Follows all sessions of a desk.

    Args:
        desk: has the sessions.
        settings: the technician's choices.
        apart: is told whether screens are shown both ways, in whichever sessions.

    Attributes:
        signs: of each session.
        warning: the latest, as long as it has not been accepted.

    Signals:
        shown: (Session) the console is to come to the front with it.
    """

    shown = Signal(object)

    def __init__(self, *, desk: Desk, settings: Settings, apart: Apart) -> None:
        super().__init__()
        self.signs: dict[Session, ShareSigns] = {}
        self._settings = settings
        self._apart = apart
        self.warning: MirrorWarning | None = None
        for session in desk.sessions:
            self._added(session)
        desk.session_added.connect(self._added)
        desk.session_removed.connect(self._removed)

    def take(self, session: Session, window: MirrorWindow) -> None:
        """Prepare a window with a customer's desktop, which is about to be shown: left out, marked, pointed at."""
        self._apart.take(window, self.tr("A customer’s desktop – left out here"))
        DesktopPointing(session=session, window=window)
        self._follow()

    def close(self) -> None:
        """Take all signs away; the program ends."""
        for session in list(self.signs):
            self._removed(session)

    def _added(self, session: Session) -> None:
        self.signs[session] = ShareSigns(session=session, settings=self._settings, apart=self._apart, parent=self)
        self.signs[session].shown.connect(self.shown)
        session.changed.connect(self._follow)
        session.both_ways_asked.connect(lambda go_on: self._warn(session, go_on))

    def _warn(self, session: Session, go_on: Callable[[], None]) -> None:
        """Warn this person of the mirror effect, unless they want no more of that, and go on if they say so."""
        person = self._settings.own_name
        if self._settings.is_warned(person):
            go_on()
            return
        warning = MirrorWarning(customer=session.title, sure=leaves_out(), parent=QApplication.activeWindow())
        warning.accepted.connect(lambda: self._warned(warning, person))
        warning.accepted.connect(go_on)
        session.ended.connect(warning.reject)
        if self.warning is not None:
            self.warning.reject()  # the click before, which was for something else
        self.warning = warning
        warning.finished.connect(lambda: self._over(warning))
        warning.open()

    def _warned(self, warning: MirrorWarning, person: str) -> None:
        if warning.never_again.isChecked():
            self._settings.keep_warned(person)

    def _over(self, warning: MirrorWarning) -> None:
        if self.warning is warning:
            self.warning = None

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
