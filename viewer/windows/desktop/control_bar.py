"""The customer's bar: the red X that takes everything back, who sees or controls the desktop, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QLocale, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton

from protocol.vocabulary.desktop import Access
from resources.look import controls, theme
from resources.look.on_screen import MonitorWatch, moved_into, nearest, rooms

if TYPE_CHECKING:
    from viewer.desktop.desktop import Desktop

X_SIDE = 44  # pixels of the red X
WIDEST = 640  # pixels of the bar; a monitor may have less


class ControlBar(QFrame):
    """Lies along the top edge of a screen for as long as somebody sees the desktop; movable, never hidden.

    The red X stands first and has one size. What somebody else has chosen stands behind it and gets what room is left,
    so that no name moves the X, or the bar off a screen. Five times a second it is put over whatever has come over it,
    and back onto a monitor that exists, at its own size, also if somebody hid it. The X works through an open menu.

    Args:
        desktop: what it tells of.
        key: that takes everything back too, as it is said to a person; empty: there is none.

    Signals:
        ended: the customer takes everything back.
    """

    ended = Signal()

    def __init__(self, *, desktop: Desktop, key: str) -> None:
        kind = Qt.WindowType
        super().__init__(
            None,
            kind.Tool | kind.FramelessWindowHint | kind.WindowStaysOnTopHint | kind.X11BypassWindowManagerHint
            | kind.WindowDoesNotAcceptFocus,
        )  # fmt: skip
        self._desktop = desktop
        self._key = key
        self._held_at: int | None = None  # where within the bar the mouse holds it
        self._room = rooms()[0]  # of the screen that it lies on: at first the main one
        self._sized_for = (QRect(), 0.0)  # place and scale of the screen for which it has its size
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setProperty("banner", "control")
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.end_button = self._make_x()
        self._picture = controls.Picture(theme.size("icon"))
        self.words = controls.ElidedText(kind="strong")
        self.more = controls.ElidedText(kind="small")
        self._lay_out()
        for label in (self.words, self.more):
            label.ensurePolished()  # or the first words are measured in another font
        self.follow()
        self.move_to(self._room.center().x() - self.width() // 2)
        self._watch = MonitorWatch(self.stay, self)

    def follow(self) -> None:
        """Say how it stands."""
        desktop = self._desktop
        if desktop.access is Access.NONE:
            return  # about to go
        control = desktop.access is Access.CONTROL
        self._picture.show_icon("mouse-pointer-click" if control else "eye", "danger_text")
        words = self.tr("{name} controls your desktop") if control else self.tr("{name} sees your desktop")
        name = desktop.name or self.tr("A technician")
        began = QDateTime.fromMSecsSinceEpoch(desktop.since_ms).time()
        clock = QLocale().toString(began, QLocale.FormatType.ShortFormat)
        since = self.tr("since {time}").format(time=clock)
        state = self.tr("the connection is interrupted") if desktop.interrupted else since
        ends = self.tr("{key} ends it").format(key=self._key) if self._key else ""
        self._say(words, name, "  ·  ".join(part for part in (state, ends) if part))

    def move_to(self, x: int) -> None:
        """Lie at `x` of the screen's top edge, as far as the whole bar fits there."""
        place = moved_into(QRect(QPoint(x, self._room.top()), self.size()), self._room)
        if place.topLeft() != self.pos():
            self.move(place.topLeft())

    def stay(self) -> None:
        """Be over everything else, whole, wholly on a monitor that exists."""
        room = nearest(self.end_button.mapToGlobal(self.end_button.rect().center()), rooms())
        if room != self._room:
            self._room = room
            self.follow()  # there may be less room for words
        self._keep_size()
        self.move_to(self.x())
        self._be_seen()
        self.raise_()
        if (menu := QApplication.activePopupWidget()) is not None:
            menu.installEventFilter(self)

    def eventFilter(self, _menu: QObject, event: QEvent) -> bool:
        """Take a click on the X that an open menu of ours would have for itself, to close."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            button = self.end_button
            if button.rect().contains(button.mapFromGlobal(event.globalPosition().toPoint())):
                self.ended.emit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the bar."""
        self._held_at = event.position().toPoint().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along the edge, of whichever screen the mouse is on."""
        if self._held_at is not None:
            mouse = event.globalPosition().toPoint()
            self._room = nearest(mouse, rooms())
            self.move_to(mouse.x() - self._held_at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._held_at = None

    def _say(self, words: str, name: str, more: str) -> None:
        """Say who does what in `words`; of a long name as much as leaves room for what they do."""
        room = min(WIDEST, self._room.width()) - self._lay_out_width()
        metrics = self.words.fontMetrics()
        left = max(0, room - metrics.horizontalAdvance(words.format(name="")))
        shown = words.format(name=metrics.elidedText(name, Qt.TextElideMode.ElideRight, left))
        wanted = max(metrics.horizontalAdvance(shown), self.more.fontMetrics().horizontalAdvance(more)) + 2
        for label in (self.words, self.more):
            label.setFixedWidth(max(0, min(room, wanted)))
        self.words.show_words(shown)
        self.more.show_words(more)
        self.setWindowTitle(words.format(name=name))
        self.setAccessibleName(f"{self.windowTitle()}, {more}")
        self.setFixedSize(self.sizeHint().boundedTo(self._room.size()))
        self.move_to(self.x())

    def _keep_size(self) -> None:
        """Be as large as it is to be; between screens of different scales Qt may keep its pixels instead."""
        window, size = self.windowHandle(), self.minimumSize()
        lies_on = (self._room, self.devicePixelRatioF())
        if window is None or (self.size() == size and lies_on == self._sized_for):
            return
        window.resize(size + QSize(1, 1))  # or Qt sees nothing to do
        window.resize(size)
        self._sized_for = lies_on

    def _be_seen(self) -> None:
        """Come back where another program has hidden the window."""
        window = self.windowHandle()
        if self.isVisible() and window is not None and not window.isExposed():
            self.hide()
            self.show()

    def _make_x(self) -> QPushButton:
        name = self.tr("Take everything back at once")
        button = controls.icon_button(name, picture="x", kind="danger")
        button.setProperty("square", "large")
        button.setFixedSize(X_SIDE, X_SIDE)
        button.setIconSize(QSize(X_SIDE // 2, X_SIDE // 2))
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.pressed.connect(self.ended)  # not at the release: it is to work at once
        return button

    def _lay_out(self) -> None:
        line = controls.row(self, gap="two")
        edge = theme.space("half")
        line.setContentsMargins(edge, edge, theme.space("two"), edge)
        words = controls.column(gap="half")
        words.setSpacing(0)
        words.addWidget(self.words)
        words.addWidget(self.more)
        line.addWidget(self.end_button, 0, Qt.AlignmentFlag.AlignTop)  # however high the words are
        line.addWidget(self._picture)
        line.addLayout(words)

    def _lay_out_width(self) -> int:
        """Return how many pixels of the bar are not for words."""
        fixed = X_SIDE + theme.size("icon") + 2 * theme.space("two") + theme.space("half") + theme.space("two")
        return fixed + 2 * self.frameWidth() + 4  # the border of the style sheet
