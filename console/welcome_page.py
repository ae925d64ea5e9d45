"""What the console shows while there is no session: what it is for, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from resources import controls, theme
from resources.icons import app_icon


class WelcomePage(QWidget):
    """An invitation to start a session.

    Signals:
        new_session: the button was pressed.
    """

    new_session = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = controls.column(self, margin="four")
        sign = QLabel()
        sign.setPixmap(app_icon().pixmap(QSize(72, 72), self.devicePixelRatioF()))
        title = controls.text(self.tr("Show your screen with one click"), kind="title", wrap=True)
        words = controls.text(
            self.tr(
                "Start a session, read the code to your customer, and chat as soon as they have joined. "
                "Then press “Share screen”."
            ),
            kind="muted",
            wrap=True,
        )
        words.setMaximumWidth(460)
        words.setMinimumWidth(300)
        self.new_button = controls.button(self.tr("New session"), kind="primary", picture="plus")
        self.new_button.clicked.connect(self.new_session)
        outer.addStretch(2)
        for widget in (sign, title, words):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            outer.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addSpacing(theme.space("one"))
        outer.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def set_possible(self, possible: bool) -> None:
        """Say whether a session can be started now."""
        self.new_button.setEnabled(possible)
