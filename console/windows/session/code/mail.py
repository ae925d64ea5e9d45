"""Begins an e-mail in the technician's own program, where there is one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from urllib.parse import quote

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

_ASK = ("xdg-mime", ["query", "default", "x-scheme-handler/mailto"])


def mail_address(subject: str, body: str) -> QUrl:
    """Return the mailto: address that opens a mail with this subject and body."""
    return QUrl(f"mailto:?subject={quote(subject)}&body={quote(body)}")


class Mail(QObject):
    """Opens mails.

    Linux desktops start something for every address and never say that nothing came of it, so they are asked first
    which program is for mail.

    Args:
        parent: owns it.
        none: is called where there is no such program.
    """

    def __init__(self, parent: QObject, *, none: Callable[[], None]) -> None:
        super().__init__(parent)
        self._none = none
        self._asking: QProcess | None = None

    def write(self, subject: str, body: str) -> None:
        """Begin a mail, or call `none`; a second one while that is being found out is the same."""
        address = mail_address(subject, body)
        if sys.platform != "linux":
            self._open(address)
        elif self._asking is None:
            self._asking = asking = QProcess(self)
            asking.finished.connect(lambda: self._answered(address))
            asking.errorOccurred.connect(lambda _error: self._answered(address))
            asking.start(*_ASK)

    def _answered(self, address: QUrl) -> None:
        asking, self._asking = self._asking, None
        if asking is None:  # both signals, for one that died
            return
        known = bytes(asking.readAllStandardOutput().data()).strip()
        asking.deleteLater()
        if known:
            self._open(address)
        else:
            self._none()

    def _open(self, address: QUrl) -> None:
        if not QDesktopServices.openUrl(address):
            self._none()
