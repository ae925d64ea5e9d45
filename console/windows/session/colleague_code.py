"""The code with which a colleague joins a session: shown, copied, made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.session.teamwork import Act
from console.windows.parts.session_words import clock
from protocol.vocabulary.messages import Reason
from resources.look import controls, theme
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.session.session import Session


class ColleagueCode(QWidget):
    """Shows the session's code for colleagues; only technicians of the same host can use it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.digits = controls.text()
        self.digits.setFont(theme.digits_font("display_compact"))
        self.digits.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words = controls.text(kind="muted", wrap=True)
        self.copy_code_button = controls.button(self.tr("Copy code"), picture="copy")
        self.copy_link_button = controls.button(self.tr("Copy link"), picture="link")
        self.new_button = controls.button(self.tr("New code"), picture="refresh-cw")
        self.copy_code_button.clicked.connect(lambda: self._copy("text"))
        self.copy_link_button.clicked.connect(lambda: self._copy("link"))
        self.new_button.clicked.connect(session.new_colleague_code)
        column = controls.column(self)
        column.addWidget(self.digits)
        column.addWidget(self.words)
        line = controls.row()
        self.end_button = controls.button(self.tr("End code"), picture="x")
        self.end_button.clicked.connect(session.end_colleague_code)
        for button in (self.copy_code_button, self.copy_link_button, self.new_button, self.end_button):
            line.addWidget(button)
        line.addStretch()
        column.addLayout(line)
        column.addStretch()
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self.follow)
        self._clock.start()
        session.colleague_code_changed.connect(self.follow)
        self.follow()

    def begin(self) -> None:
        """Make the first code as soon as somebody looks."""
        if self._session.colleague_code is None and self._session.colleague_code_ended is Reason.NONE:
            self._session.new_colleague_code()

    def follow(self) -> None:
        """Show the code as it is now."""
        code = self._session.colleague_code
        self.digits.setVisible(code is not None and not code.burned)
        self.copy_code_button.setVisible(code is not None and not code.burned)
        self.copy_link_button.setVisible(code is not None)
        self.end_button.setVisible(code is not None)
        self.new_button.setEnabled(self._session.why_not(Act.INVITE) is None)
        if code is not None and code.burned:
            self.words.setText(self.tr("Three wrong codes were entered. The link that you have sent is good still."))
        elif code is not None:
            self.digits.setText(code.text)
            self.digits.setAccessibleName(self.tr("Code {digits}").format(digits=" ".join(code.text.replace(" ", ""))))
            words = self.tr("Valid for {time}, for one colleague, who enters it under “Join a colleague’s session”.")
            self.words.setText(words.format(time=clock(code.seconds_left())))
        elif self._session.colleague_code_ended is not Reason.NONE:
            self.words.setText(sentence(self._session.colleague_code_ended.value))
        else:
            self.words.setText(self.tr("The code is being made…"))

    def _copy(self, what: str) -> None:
        if (code := self._session.colleague_code) is not None:
            QGuiApplication.clipboard().setText(getattr(code, what))
