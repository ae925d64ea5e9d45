"""The page that asks whether to join, where a link or the program's file name has said which session it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from resources.look import controls, theme
from resources.look.steady import steadily
from resources.look.words import host_words, shortened
from viewer.windows.pressing import press_by_enter
from viewer.windows.scam_guard import ScamGuard


class OfferPage(QWidget):
    """Name the host and the technician, if it is known who; nothing happens in the session before the click on Join.

    The host stands first, larger, and in a frame of its own: it is what the link says, and the customer can check it.
    The name is the technician's own word. The answers stay in sight whatever the words are.

    Signals:
        join_asked: the customer wants to join.
        cancel_asked: they do not.
    """

    help_page = "join"

    join_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, *, technician: str, host: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.join_button = controls.button(self.tr("Join"), kind="primary")
        self.join_button.setMinimumHeight(theme.size("control") + theme.space("one"))
        steadily(self.join_button, self.join_asked.emit)
        self.cancel_button = controls.button(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel_asked)
        host = host_words(host)
        place = self.tr("You will be connected through {host}.").format(host=host)
        words = self.tr("{name} invites you to a support session.")
        if not technician:
            words = self.tr("You have opened a link to a support session. Nothing has been sent to anybody yet.")
        self.join_button.setAccessibleDescription(f"{place} {words.format(name=technician)}")
        outer = controls.column(self, margin="four", gap="two")
        outer.addWidget(self._scrolling(host, words.format(name=shortened(technician))), 1)
        outer.addWidget(self.join_button)
        outer.addWidget(self.cancel_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard, as it does in a dialog."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def _scrolling(self, host: str, words: str) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("surface", "none")
        column = controls.column(inside, gap="two")
        column.addStretch(1)
        column.addWidget(controls.text(self.tr("Join this session?"), kind="title", wrap=True))
        column.addWidget(self._host_frame(host))
        column.addWidget(controls.text(words, wrap=True))
        hint = self.tr("Join only if you expect this: somebody is helping you right now.")
        column.addWidget(controls.text(hint, kind="muted", wrap=True))
        column.addWidget(ScamGuard())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def _host_frame(self, host: str) -> QFrame:
        self.host_frame = QFrame()
        self.host_frame.setProperty("surface", "card")
        inside = controls.column(self.host_frame, margin="two", gap="half")
        inside.addWidget(controls.text(self.tr("You will be connected through"), kind="small", wrap=True))
        self.host = controls.text(host, kind="heading", wrap=True)
        inside.addWidget(self.host)
        return self.host_frame
