"""What the console shows while there is no session: what it is for, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from resources.look import controls, theme
from resources.look.icons import app_icon
from resources.look.shrinking import Scrolling

WIDEST = 480  # pixels


class WelcomePage(QWidget):
    """An invitation to start a session.

    Signals:
        new_session, company_host: the button was pressed.
    """

    new_session = Signal()
    company_host = Signal()

    def __init__(self, *, company: bool) -> None:
        super().__init__()
        self.sign = sign = QLabel()
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
        self.new_button = controls.button(self.tr("New session"), kind="primary", picture="plus")
        self.new_button.clicked.connect(self.new_session)
        place = QWidget()  # as wide as it reads well, in the middle
        place.setMaximumWidth(WIDEST)
        column = controls.column(place)
        for label in (sign, title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(theme.space("one"))
        column.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.company_button = controls.button(self.tr("Use a host in your company…"), kind="quiet")
        self.company_button.clicked.connect(self.company_host)
        self.company_button.setVisible(not company)
        column.addWidget(self.company_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.newer = controls.text(kind="small", wrap=True)
        self.newer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.newer.hide()
        column.addWidget(self.newer)
        self._put_in_the_middle(place)

    def _put_in_the_middle(self, place: QWidget) -> None:
        line = controls.row()
        line.addStretch(1)
        line.addWidget(place, 100)
        line.addStretch(1)
        whole = QWidget()
        controls.column(self).addWidget(Scrolling(whole))
        outer = controls.column(whole, margin="four")
        outer.addStretch(2)
        outer.addLayout(line)
        outer.addStretch(3)

    def show_newer(self, version: str, installed: str) -> None:
        """Say that there is a newer version, where the sign is else: small screens have no room for both; "": none."""
        self.newer.setVisible(bool(version))
        self.sign.setVisible(not version)
        words = self.tr(
            "Version {newer} is out, this is {installed}. Whoever looks after this computer can install it."
        )
        self.newer.setText(words.format(newer=version, installed=installed) if version else "")

    def set_possible(self, possible: bool) -> None:
        """Say whether a session can be started now."""
        self.new_button.setEnabled(possible)
