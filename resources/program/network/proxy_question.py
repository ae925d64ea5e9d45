"""The question for name and password where a proxy on the way to the host wants them."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from protocol.link.ways.proxies import Login
from resources.look import controls
from resources.look.dialog import Dialog
from resources.program.network.proxy_logins import SaidLogin

FIELD_LIMIT = 200  # characters of a name or a password


class ProxyQuestion(Dialog):
    """Asks for a login at one proxy.

    Args:
        place: the proxy, HOST:PORT.
        can_remember: the system has a place for passwords.
    """

    def __init__(self, place: str, *, can_remember: bool, parent: QWidget | None) -> None:
        super().__init__(self.tr("Log in at the proxy"), parent)
        words = self.tr(
            "The network that you are in leads out through the proxy {place}, and that wants a name and a password. "
            "They go to the proxy, not to the host, and on this network as they are, without encryption."
        )
        self.body.addWidget(controls.text(words.format(place=place), wrap=True))
        self.name, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for field, caption in ((self.name, self.tr("&Name")), (self.password, self.tr("&Password"))):
            field.setMaxLength(FIELD_LIMIT)
            field.textChanged.connect(self._follow)
            label = controls.text(caption)
            label.setBuddy(field)
            field.setAccessibleName(caption.replace("&", ""))
            self.body.addWidget(label)
            self.body.addWidget(field)
        self.remember = QCheckBox(self.tr("Remember both in this system’s key store"))
        self.remember.setVisible(can_remember)
        self.body.addWidget(self.remember)
        if not can_remember:
            hint = self.tr("They are kept until this program is closed: this computer has no place for passwords.")
            self.body.addWidget(controls.text(hint, kind="small", wrap=True))
        self.answer(self.tr("Cancel"), then=self.reject)
        self.log_in = self.answer(self.tr("Log in"), kind="primary", then=self.accept)
        self.name.setFocus()
        self._follow()

    @property
    def said(self) -> SaidLogin:
        """What the user has said."""
        return SaidLogin(Login(self.name.text(), self.password.text()), self.remember.isChecked())

    def _follow(self) -> None:
        name = self.name.text()
        self.log_in.setEnabled(bool(name) and ":" not in name)  # HTTP cannot say a name with a colon


async def ask_user(place: str, *, can_remember: bool) -> SaidLogin | None:
    """Ask, over the window that is used, for as long as the answer is waited for; None: they do not want to say it."""
    answer: asyncio.Future[SaidLogin | None] = asyncio.get_running_loop().create_future()
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible() and window.isWindow()]
    parent = QApplication.activeWindow() or next(iter(windows), None)
    question = ProxyQuestion(place, can_remember=can_remember, parent=parent)

    def settle(said: SaidLogin | None) -> None:
        if not answer.done():
            answer.set_result(said)

    question.accepted.connect(lambda: settle(question.said))
    question.rejected.connect(lambda: settle(None))
    question.open()
    try:
        return await answer
    except asyncio.CancelledError:
        question.reject()
        raise
