"""The ways to hand a session's code over: copied, by e-mail, as a QR code; first the customer's shortest way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.windows.parts.shrinking_button import ShrinkingButton, shrinking_button
from console.windows.session.code.mail import Mail
from console.windows.session.code.qr_code import QrDialog
from resources.look import controls
from resources.look.icons import icon
from resources.look.tips import set_tip

if TYPE_CHECKING:
    from console.session.active_code import ActiveCode
    from console.session.session import Session

SAID_MS = 2000  # how long a button says "Copied"


class CodeWays(QWidget):
    """Buttons that hand over the code, its link and, a row below, the link of the other way."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._mail = Mail(self, none=self._say_no_mail)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(SAID_MS)
        self._said.timeout.connect(self._say_ways)
        self.copy_code_button = shrinking_button(self.tr("Copy code"), picture="copy", kind="quiet")
        self.copy_link_button = shrinking_button(self.tr("Copy link"), picture="link")
        self.mail_button = shrinking_button(self.tr("E-mail"), picture="mail")
        self.qr_button = shrinking_button(self.tr("QR code"), picture="qr-code")
        self.copy_other_button = shrinking_button(self.tr("Copy link for the viewer"), picture="link", kind="quiet")
        self.no_mail = controls.text(kind="muted", wrap=True)
        self.no_mail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.no_mail.hide()
        self._connect()
        self._lay_out()

    def follow(self, code: ActiveCode) -> None:
        """Offer what this code can be handed over with."""
        nowhere = code.reach == "nowhere"
        for button in (self.copy_link_button, self.mail_button, self.copy_other_button):
            button.setEnabled(not nowhere)
        self.qr_button.setVisible(code.vouched)  # of no use to a phone but with a page, which must not frighten anybody
        self.copy_other_button.setVisible(bool(code.page))
        if not self._said.isActive():
            self._say_ways()

    def _connect(self) -> None:
        self.copy_code_button.clicked.connect(self._copy_code)
        self.copy_link_button.clicked.connect(self._copy_link)
        self.copy_other_button.clicked.connect(self._copy_other)
        self.mail_button.clicked.connect(self._write_mail)
        self.qr_button.clicked.connect(self._show_qr)

    def _lay_out(self) -> None:
        column = controls.column(self, gap="one")
        first = (self.copy_link_button, self.mail_button, self.qr_button)
        for buttons in (first, (self.copy_code_button, self.copy_other_button)):
            line = controls.row()
            line.addStretch()
            for button in buttons:
                line.addWidget(button)
            line.addStretch()
            column.addLayout(line)
        column.addWidget(self.no_mail)

    def _copy_code(self) -> None:
        if self._session.code is not None:
            self._copy(self._session.code.text, self.copy_code_button)

    def _copy_link(self) -> None:
        if self._session.code is not None:
            self._copy(self._session.code.way, self.copy_link_button)

    def _copy_other(self) -> None:
        if (code := self._session.code) is not None:
            self._copy(code.link if code.vouched else code.page, self.copy_other_button)

    def _copy(self, words: str, button: ShrinkingButton) -> None:
        QGuiApplication.clipboard().setText(words)
        button.say(self.tr("Copied"))
        button.setIcon(icon("check", "success"))
        self._said.start()

    def _say_ways(self) -> None:
        code = self._session.code
        to_viewer = code is None or code.vouched
        other = self.tr("Copy link for the viewer") if to_viewer else self.tr("Copy link for the browser")
        set_tip(self.copy_other_button, other if to_viewer else self.tr("The browser will warn of the certificate"))
        for button, words, picture in (
            (self.copy_code_button, self.tr("Copy code"), "copy"),
            (self.copy_link_button, self.tr("Copy link"), "link"),
            (self.copy_other_button, other, "link" if to_viewer else "app-window"),
        ):
            if button.text() != words:
                button.say(words)
                button.setIcon(icon(picture))

    def _write_mail(self) -> None:
        self.no_mail.hide()
        if self._session.code is not None:
            self._mail.write(self.tr("Your support session"), self._letter(self._session.code))

    def _letter(self, code: ActiveCode) -> str:
        if code.vouched:
            words = self.tr(
                "Hello {name},\n\nto start our support session, open this link:\n{link}\n\n"
                "Or go to https://{address} and type the code {code}.\n\n"
                "Whoever has the Fernblick viewer can open this instead: {viewer_link}\n"
            )
        else:
            words = self.tr(
                "Hello {name},\n\nto start our support session, open this link:\n{link}\n\n"
                "Or start the Fernblick viewer and enter the code {code}. Address, if it asks: {address}\n"
            )
        return words.format(
            name=self._session.title, link=code.way, code=code.text, address=code.address, viewer_link=code.link
        )

    def _say_no_mail(self) -> None:
        """Hand over the letter in another way, and say so."""
        if self._session.code is None:
            return
        QGuiApplication.clipboard().setText(self._letter(self._session.code))
        words = self.tr("There is no e-mail program on this computer. The text was copied: paste it where you write.")
        self.no_mail.setText(words)
        self.no_mail.show()
        self.mail_button.setAccessibleDescription(words)

    def _show_qr(self) -> None:
        if self._session.code is not None and self._session.code.vouched:
            QrDialog(self._session, self.window()).open()
