"""The customer's bar: who sees or controls the desktop, since when, and the red X that takes everything back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QPushButton

from protocol.vocabulary.desktop import Access
from resources.look import controls, theme

if TYPE_CHECKING:
    from viewer.desktop.desktop import Desktop

RAISE_MS = 500  # within which it is over whatever has come over it
X_SIDE = 44  # pixels of the red X


class ControlBar(QFrame):
    """Lies along the top edge of the main screen for as long as somebody sees the desktop; movable, never hidden.

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
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setProperty("banner", "control")
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._picture = controls.Picture(theme.size("icon"))
        self.words = controls.text(kind="strong")
        self.more = controls.text(kind="small")
        self.end_button = self._make_x()
        self._lay_out()
        self._over = QTimer(self, interval=RAISE_MS)
        self._over.timeout.connect(self.raise_)
        self.follow()
        self.move_to(self.screen().geometry().center().x() - self.width() // 2)
        self._over.start()

    def follow(self) -> None:
        """Say how it stands."""
        desktop = self._desktop
        if desktop.access is Access.NONE:
            return  # about to go
        control = desktop.access is Access.CONTROL
        words = self.tr("{name} controls your desktop") if control else self.tr("{name} sees your desktop")
        self._picture.show_icon("mouse-pointer-click" if control else "eye", "danger_text")
        self.words.setText(words.format(name=desktop.name))
        began = QDateTime.fromMSecsSinceEpoch(desktop.since_ms).time()
        clock = QLocale().toString(began, QLocale.FormatType.ShortFormat)
        since = self.tr("since {time}").format(time=clock)
        state = self.tr("the connection is interrupted") if desktop.interrupted else since
        ends = self.tr("{key} ends it").format(key=self._key) if self._key else ""
        self.more.setText("  ·  ".join(part for part in (state, ends) if part))
        self.setWindowTitle(self.words.text())
        self.setAccessibleName(f"{self.words.text()}, {self.more.text()}")
        self.adjustSize()
        self.move_to(self.x())

    def move_to(self, x: int) -> None:
        """Lie at `x` of the screen's top edge, as far as the whole bar fits there."""
        room = self.screen().geometry()
        self.move(max(room.left(), min(x, room.right() + 1 - self.width())), room.top())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the bar."""
        self._held_at = event.position().toPoint().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along the edge."""
        if self._held_at is not None:
            self.move_to(event.globalPosition().toPoint().x() - self._held_at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._held_at = None

    def _make_x(self) -> QPushButton:
        name = self.tr("Take everything back at once")
        button = controls.icon_button(name, picture="x", kind="danger")
        button.setFixedSize(X_SIDE, X_SIDE)
        button.setIconSize(QSize(X_SIDE // 2, X_SIDE // 2))
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.pressed.connect(self.ended)  # not at the release: it is to work at once
        return button

    def _lay_out(self) -> None:
        line = controls.row(self, gap="two")
        edge = theme.space("half")
        line.setContentsMargins(theme.space("two"), edge, edge, edge)
        words = controls.column(gap="half")
        words.setSpacing(0)
        words.addWidget(self.words)
        words.addWidget(self.more)
        line.addWidget(self._picture)
        line.addLayout(words)
        line.addSpacing(theme.space("one"))
        line.addWidget(self.end_button)
