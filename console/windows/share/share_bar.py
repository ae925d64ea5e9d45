"""The small bar that says "you are sharing", with what one does then: point, pause, stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCloseEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from console.share.share import ShareState
from console.windows.parts.dot import Dot
from console.windows.share.seen_card import SeenCard
from resources.look import controls, theme
from resources.look.on_screen import MonitorWatch, moved_into, nearest, rooms
from resources.look.steady import Steady
from resources.look.tips import set_tip
from resources.mirror.window.pointing import Pointing
from resources.mirror.window.tool_buttons import ToolButtons

if TYPE_CHECKING:
    from console.session.session import Session

_WORDS_WIDTH = 260  # logical pixels, where the screen has them
_LEAST_WORDS_WIDTH = 24


class ShareBar(QWidget):
    """A frameless window at a screen's edge, beside what is shared; it can be dragged."""

    def __init__(self, session: Session, pointing: Pointing) -> None:
        kind = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, kind)
        self._session = session
        self._held_at: QPoint | None = None
        self._dragged = False
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_AlwaysShowToolTips)  # it is hardly ever the active window
        self.setWindowTitle(self.tr("You are sharing"))
        self.setAccessibleName(self.windowTitle())
        card = QFrame(self)
        card.setProperty("surface", "card")
        outer = controls.column(self)
        outer.addWidget(card)
        line = controls.row(card)
        line.setContentsMargins(theme.space("two"), theme.space("half"), theme.space("one"), theme.space("half"))
        self._dot = Dot()
        self.words = controls.ElidedText(kind="strong")
        self.words.setFixedWidth(_WORDS_WIDTH)
        self.words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.tools = ToolButtons(pointing)
        self.pause_button = controls.icon_button("", picture="pause")
        self._steady = Steady(self.pause_button, takes_back=lambda: not session.sharing.paused)
        self.pause_button.clicked.connect(self._pause_or_go_on)
        self.stop_button = controls.button(self.tr("Stop"), kind="danger", picture="monitor-x")
        self.stop_button.setAccessibleName(self.tr("Stop showing your screen"))
        set_tip(self.stop_button, self.stop_button.accessibleName())
        self.stop_button.clicked.connect(session.stop_share)
        self.stop_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.seen = SeenCard(session)
        self.seen.hide()
        self.seen_button = controls.icon_button(self.seen.accessibleName(), picture="eye")
        self.seen_button.setCheckable(True)
        self.seen_button.toggled.connect(self._show_seen)
        for widget in (self._dot, self.words, self.seen_button, self.tools, self.pause_button, self.stop_button):
            line.addWidget(widget)
        outer.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignHCenter)
        self.follow()
        self._watch = MonitorWatch(self.stay, self)

    def follow(self) -> None:
        """Say what is shared now."""
        sharing = self._session.sharing
        still = sharing.paused or bool(sharing.lost) or sharing.state is not ShareState.ON
        frozen, live = (
            self.tr("{name} sees a frozen picture"),
            self.tr("{name} sees {source}"),
        )  # the name first: what does not fit is cut off at the end
        if not sharing.title:
            live = self.tr("{name} sees your screen")
        words = frozen if still else live
        self.words.show_words(words.format(source=sharing.title, name=self._session.title))
        self._dot.set_colour("amber" if still else "danger")
        name = self.tr("Let the picture go on") if sharing.paused else self.tr("Freeze the picture")
        self.pause_button.setAccessibleName(name)
        set_tip(self.pause_button, name)
        controls.dress_button(self.pause_button, kind="quiet", picture="play" if sharing.paused else "pause")

    def _show_seen(self, wanted: bool) -> None:
        """Show below the bar what the customer sees, or the bar alone."""
        self.seen.setVisible(wanted)
        self.adjustSize()

    def show_beside(self, frame: QRect | None, *, over: bool) -> None:
        """Show the bar at an edge of a screen, beside `frame`; where there is no such place, over it or not at all.

        It stays where the technician has dragged it.
        """
        if not self._dragged:
            self.adjustSize()
            place = self._place(frame, over=over)
            if place is None:
                self.hide()
                return
            self.move(place)
        self.show()
        self.raise_()

    def stay(self) -> None:
        """Lie wholly on a monitor that exists, wherever it was dragged and whatever became of the monitors."""
        if not self.isVisible():
            return
        room = nearest(self.frameGeometry().center(), rooms(available=True))
        beside = self.sizeHint().width() - self.words.width()
        self.words.setFixedWidth(max(_LEAST_WORDS_WIDTH, min(_WORDS_WIDTH, room.width() - beside)))
        self.adjustSize()
        place = moved_into(self.frameGeometry(), room).topLeft()
        if place != self.pos():
            self.move(place)

    def _place(self, frame: QRect | None, *, over: bool) -> QPoint | None:
        places = []
        for room in rooms(available=True):
            left, gap = room.center().x() - self.width() // 2, theme.space("one")
            places += [QPoint(left, room.top() + gap), QPoint(left, room.bottom() - self.height() - gap)]
        free = [place for place in places if frame is None or not QRect(place, self.size()).intersects(frame)]
        return next(iter(free or places[:over]), None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay as long as something is shared."""
        if self._session.share is not ShareState.OFF:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the bar."""
        self._held_at = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the bar."""
        if self._held_at is not None:
            self._dragged = True
            self.move(event.globalPosition().toPoint() - self._held_at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the bar."""
        self._held_at = None

    def _pause_or_go_on(self) -> None:
        """Pause at once, but let the picture go on only by a click that was meant for it, not by a second one."""
        if not self._session.sharing.paused:
            self._session.sharing.pause()
        elif self._steady.ready:
            self._session.sharing.resume()
