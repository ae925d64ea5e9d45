"""What follows where the customer sees a technician's screen, and a technician the customer's: kept apart, and told.

Also pointing, which goes both ways and operates nothing: the customer's clicks in the mirror ring at the technician,
and what the technician draws is drawn over the mirror, or over the customer's screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF

from protocol.mirror.picture.pointing import Board
from protocol.mirror.send.screens import NOWHERE
from protocol.vocabulary.codec import Message
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.marks import Mark, MarksCleared, Picture
from resources.mirror.view.pixel_place import place_of
from resources.mirror.window.marks_overlay import MarksOverlay, ScreenMarks
from resources.mirror.window.mirror_effect import Apart
from resources.mirror.window.pointing import Pointing, ViewPointing
from resources.mirror.window.window import MirrorWindow
from viewer.windows.desktop.mirror_effect_notice import ApartNotice

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.windows.main_window import MainWindow


class BothWays(QObject):
    """Follows the session and the mirror's window.

    Args:
        session: the customer's.
        window: makes the mirror's windows.
        apart: leaves them out of the customer's picture, and draws the mark over them.
        sure: whether this computer can leave windows out of its picture.
    """

    def __init__(self, *, session: Session, window: MainWindow, apart: Apart, sure: bool) -> None:
        super().__init__()
        self.over_mirror, self.over_screen = Board(), Board()
        self.notice: ApartNotice | None = None
        self.overlay: MarksOverlay | None = None
        self.pointing: Pointing | None = None
        self._session = session
        self._apart = apart
        self._sure = sure
        self.marks = ScreenMarks(self.over_screen, self._place)
        apart.leave_out(self.marks, lingers=False)  # marks move fast, and show nothing of the other side
        window.mirror_made.connect(self._take)
        session.mirror_closed.connect(self._drop)
        session.pointed.connect(self._pointed)
        session.changed.connect(self.follow)
        session.desktop_changed.connect(self.follow)

    def follow(self) -> None:
        """Do what fits what is shown now."""
        desktop = self._session.desktop
        seen = desktop is not None and desktop.access is not Access.NONE
        self._apart.show_both(seen and self._session.mirror is not None)
        if self.notice is not None:
            self.notice.tell(desktop.name if desktop is not None and seen else "", sure=self._sure)
        if not seen:
            self.over_screen.clear_all()
        self.marks.follow()

    def close(self) -> None:
        """Take all marks away; the program ends."""
        self.marks.close()
        self.marks.deleteLater()

    def _take(self, window: MirrorWindow) -> None:
        """Prepare a mirror's window that is about to be shown."""
        model = window.model
        self._apart.take(window, self.tr("The technician’s screen – left out here"))
        self.over_mirror.clear_all()
        self.overlay = MarksOverlay(window.view, self.over_mirror)
        self.notice = ApartNotice(window.view.viewport())
        self.pointing = Pointing(
            picture=Picture.SHARE,
            board=self.over_mirror,
            stream=lambda: model.stream,
            send=self._session.point,
            parent=window,
        )
        self.pointing.changed.connect(self.overlay.follow)
        ViewPointing(window.view, self.pointing, rings=True)
        model.source_changed.connect(self._forget_marks)
        self.follow()

    def _drop(self) -> None:
        self.overlay = self.notice = self.pointing = None
        self.over_mirror.clear_all()
        self.follow()

    def _forget_marks(self) -> None:
        """Drop the marks over a picture that is no longer shown."""
        self.over_mirror.clear_all()
        if self.overlay is not None:
            self.overlay.follow()

    def _pointed(self, member: int, content: Message) -> None:
        assert isinstance(content, Mark | MarksCleared)
        if content.picture is Picture.SHARE:
            self._over_mirror(member, content)
        else:
            self._over_screen(member, content)

    def _over_mirror(self, member: int, content: Mark | MarksCleared) -> None:
        model = self._session.mirror
        if model is not None and member == self._session.sharer:
            _put(self.over_mirror, member, content, model.stream)
            if self.overlay is not None:
                self.overlay.follow()

    def _over_screen(self, member: int, content: Mark | MarksCleared) -> None:
        desktop = self._session.desktop
        if desktop is not None and desktop.shown is not None and member == desktop.member:
            _put(self.over_screen, member, content, desktop.shown[0])
            self.marks.follow()

    def _place(self, x: int, y: int) -> QPointF | None:
        desktop = self._session.desktop
        if desktop is None or desktop.shown is None:
            return None
        corner = desktop.shown[1]
        if corner == NOWHERE:
            return None
        return place_of(corner.x + x, corner.y + y)


def _put(board: Board, member: int, content: Mark | MarksCleared, stream: int) -> None:
    """Take a mark in that is about the picture with this stream."""
    if isinstance(content, MarksCleared):
        board.clear(member)
    elif content.stream == stream:
        board.take(member, content)
