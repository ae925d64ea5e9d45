"""The page that asks whether to join, where a link or the program's file name has said which session it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from resources.look import controls, theme
from viewer.windows.pressing import press_by_enter


class OfferPage(QWidget):
    """Name the technician and the host; nothing happens in the session before the click on Join.

    Signals:
        join_asked: the customer wants to join.
        cancel_asked: they do not.
    """

    join_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, *, technician: str, host: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.join_button = controls.button(self.tr("Join"), kind="primary")
        self.join_button.setMinimumHeight(theme.size("control") + theme.space("one"))
        self.join_button.clicked.connect(self.join_asked)
        self.cancel_button = controls.button(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel_asked)
        words = self.tr("{name} invites you to a support session.").format(name=technician)
        place = self.tr("You will be connected through {host}.").format(host=host)
        self.join_button.setAccessibleDescription(f"{words} {place}")
        outer = controls.column(self, margin="four", gap="two")
        outer.addStretch(1)
        outer.addWidget(controls.text(self.tr("Join this session?"), kind="title", wrap=True))
        outer.addWidget(controls.text(words, kind="strong", wrap=True))
        outer.addWidget(controls.text(place, kind="body", wrap=True))
        hint = self.tr("Join only if you expect this: somebody is helping you right now.")
        outer.addWidget(controls.text(hint, kind="muted", wrap=True))
        outer.addWidget(self.join_button)
        outer.addWidget(self.cancel_button)
        outer.addStretch(2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard, as it does in a dialog."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)
