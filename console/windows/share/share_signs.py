"""What shows that, and what, a session shares: border, bar, tray sign, and the marks on the shared screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from console.share.share import ShareState
from console.windows.parts.session_words import LIVE_SHARE
from console.windows.share.border import Border
from console.windows.share.clicks import Clicks
from console.windows.share.share_bar import ShareBar
from console.windows.share.shared_place import SharedPlace
from protocol.mirror.capture.common.source import MonitorSource
from protocol.mirror.picture.pointing import Board
from protocol.vocabulary.codec import Message
from protocol.vocabulary.marks import Mark, MarkKind, Picture
from resources.look.icons import icon
from resources.look.on_screen import MonitorWatch, rooms
from resources.look.tips import set_tip
from resources.mirror.window.marks_overlay import ScreenMarks
from resources.mirror.window.mirror_effect import Apart
from resources.mirror.window.pointing import Pointing, ScreenPointing

if TYPE_CHECKING:
    from console.session.session import Session
    from resources.program.settings import Settings


class ShareSigns(QObject):
    """One session's signs; there only while it shares the screens that the console itself is on.

    Args:
        session: that may share.
        settings: whether a border and the bar are wanted.
        apart: keeps all of them out of the picture.

    Signals:
        shown: (Session) the console is to come to the front with it.
    """

    shown = Signal(object)

    def __init__(self, *, session: Session, settings: Settings, apart: Apart, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._apart = apart
        self.board = Board()
        self.place = SharedPlace(session, self)
        self.pointing = Pointing(
            picture=Picture.SHARE,
            board=self.board,
            stream=lambda: session.sharing.stream,
            send=session.point,
            sees_laser=False,  # the pointer itself is there
            parent=self,
        )
        self.bar: ShareBar | None = None
        self._bar_asked = False
        self.border: Border | None = None
        self.marks: ScreenMarks | None = None
        self.tray: QSystemTrayIcon | None = None
        self.pause_action = QAction()  # of the tray's menu, while there is one
        self.clicks: Clicks | None = None
        self._rooms: list[QRect] = []  # of the monitors that the signs lie on
        self.place.moved.connect(self._follow_place)
        self.pointing.changed.connect(self._show_marks)
        session.changed.connect(self.follow)
        session.pointed.connect(self._pointed)
        session.ended.connect(self.follow)
        session.bar_asked.connect(self._ask_for_bar)

    def follow(self) -> None:
        """Show what there is to show now."""
        live = self._session.share in LIVE_SHARE and self._session.share is not ShareState.STARTING
        if not live or not self._session.capture.own:
            self._end()
            return
        if self.marks is None:
            self._begin()
        self.place.follow()
        self._follow_bar()
        self._follow_tray()
        self._lay_border()

    def _follow_bar(self) -> None:
        """Show the bar where it is in nobody's way: over the picture only if it leaves no trace in it, or on demand.

        A desktop that asks itself what is shared shows the bar wherever it likes, and in the picture.
        """
        if self.bar is None:
            return
        self.bar.follow()
        if self._bar_asked or (self._settings.share_signs and not self._session.capture.asks):
            over = self._bar_asked or not self._apart.leaves_a_trace(self.bar)
            self.bar.show_beside(self.place.frame(), over=over)
        else:
            self.bar.hide()

    def _ask_for_bar(self) -> None:
        self._bar_asked = self.bar is not None and not self.bar.isVisible()
        if self.bar is not None and not self._bar_asked:
            self.bar.hide()
        else:
            self._follow_bar()

    def _begin(self) -> None:
        self.marks = ScreenMarks(self.board, self.place.place)
        self._apart.leave_out(self.marks, below=True)
        self.clicks = Clicks(place=self.place, pointing=self.pointing, parent=self)
        self._bar_asked = False
        self.bar = ShareBar(self._session, self.pointing)
        self._apart.leave_out(self.bar, below=True)
        ScreenPointing(self.bar, self.pointing, self.place.pixel)
        if self._settings.share_signs:
            self.border = Border(lambda edge: self._apart.leave_out(edge, below=True), self)
        self._rooms = rooms()
        MonitorWatch(self._follow_monitors, self.bar)
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.tray = self._make_tray()
            self.tray.show()

    def _follow_monitors(self) -> None:
        """Lie round what is shared where it is now, when monitors have come, gone, or changed places or scale."""
        if (now := rooms()) != self._rooms:
            self._rooms = now
            self.follow()

    def _make_tray(self) -> QSystemTrayIcon:
        tray = QSystemTrayIcon(icon("monitor-up", "danger"), self)
        set_tip(tray, self.tr("You are sharing your screen with {name}").format(name=self._session.title))
        menu = QMenu()
        menu.addAction(icon("monitor-x", "text"), self.tr("Stop sharing")).triggered.connect(self._session.stop_share)
        self.pause_action = menu.addAction("")
        self.pause_action.triggered.connect(self._pause_or_resume)
        menu.addSeparator()
        show = menu.addAction(icon("app-window", "text"), self.tr("Show Fernblick"))
        show.triggered.connect(lambda: self.shown.emit(self._session))
        tray.setContextMenu(menu)
        tray.destroyed.connect(menu.deleteLater)
        return tray

    def _follow_tray(self) -> None:
        if self.tray is not None:
            paused = self._session.sharing.paused
            self.pause_action.setText(self.tr("Resume sharing") if paused else self.tr("Pause sharing"))
            self.pause_action.setIcon(icon("play" if paused else "pause", "text"))

    def _pause_or_resume(self) -> None:
        sharing = self._session.sharing
        if sharing.paused:
            sharing.resume()
        else:
            sharing.pause()

    def close(self) -> None:
        """Show nothing any more."""
        self._session.changed.disconnect(self.follow)
        self._end()
        self.deleteLater()

    def _end(self) -> None:
        if self.marks is None:
            return
        self.pointing.choose(None)
        self.board.clear_all()
        for window in (self.marks, self.bar):
            if window is not None:
                window.close()
                window.deleteLater()
        if self.clicks is not None:
            self.clicks.close()
        if self.border is not None:
            self.border.close()
        if self.tray is not None:
            self.tray.hide()
            self.tray.deleteLater()
        self.marks = self.bar = self.border = self.tray = self.clicks = None
        self.place.follow()

    def _follow_place(self) -> None:
        self._follow_bar()
        self._lay_border()

    def _lay_border(self) -> None:
        frame = self.place.frame()
        if self.border is None:
            return
        inside = isinstance(self._session.sharing.source, MonitorSource)
        if frame is None or (inside and self._apart.leaves_a_trace(self.border.edges[0])):
            self.border.hide()
        else:
            self.border.show_round(frame, inside=inside, paused=self._session.sharing.paused)

    def _show_marks(self) -> None:
        if self.marks is not None:
            self.marks.follow()

    def _pointed(self, member: int, content: Message) -> None:
        """Show where the customer clicks in the mirror: a ring, and nothing else."""
        if not isinstance(content, Mark) or content.picture is not Picture.SHARE:
            return
        if content.kind is MarkKind.CLICK and content.stream == self._session.sharing.stream:
            self.board.take(member, content)
            self._show_marks()
