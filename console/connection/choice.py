"""Which host the console uses: this computer's own, or one on a server in the technician's company."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from console.connection.hosting import Hosting
from console.connection.passwords import Passwords
from console.connection.remote_host import HostSeen, RemoteHost
from protocol.seat.seatfile import SeatFolder
from resources.program.settings import Settings


class HostChoice(QObject):
    """Keeps the choice in the settings and makes what a desk needs of it.

    Each host has a folder of its own for the sessions that are taken up again after a crash.

    Signals:
        changed: another host was chosen; desk and window have to be made anew.

    Attributes:
        remote: the host on a server; None: this computer's own is used.
    """

    changed = Signal()

    def __init__(self, *, settings: Settings, folder: Path, listen: str | None, passwords: Passwords) -> None:
        super().__init__()
        self._settings = settings
        self._folder = folder
        self._listen = listen
        self._passwords = passwords
        self.remote = self._make_remote()

    def hosting(self) -> Hosting | RemoteHost:
        """Return the host that is chosen."""
        return self.remote or Hosting(folder=self._folder / "host", listen=self._listen)

    def seats(self) -> SeatFolder:
        """Return where the sessions on that host are kept."""
        if self.remote is None:
            return SeatFolder(self._folder / "console")
        name = hashlib.sha256(self.remote.address.encode()).hexdigest()[:16]
        return SeatFolder(self._folder / "console" / name)

    def use_company_host(self, seen: HostSeen) -> None:
        """Use the host that was seen, and trust it from now on."""
        before = (self._settings.company_host, self._settings.company_fingerprint)
        if before[0] != seen.address:
            self._settings.login_name = ""
        if before != (seen.address, seen.trusted):
            self._settings.use_company_host(seen.address, seen.trusted)
            self._change()

    def use_own_host(self) -> None:
        """Use this computer's own host again."""
        if self.remote is not None:
            self.remote.log_out()
            self._settings.use_company_host("", None)
            self._change()

    def _change(self) -> None:
        self.remote = self._make_remote()
        self.changed.emit()

    def _make_remote(self) -> RemoteHost | None:
        settings = self._settings
        if not settings.company_host:
            return None
        return RemoteHost(
            address=settings.company_host,
            fingerprint=settings.company_fingerprint,
            name=settings.login_name,
            passwords=self._passwords,
            keep_name=self._keep_name,
        )

    def _keep_name(self, name: str) -> None:
        self._settings.login_name = name
        if name and not self._settings.has_own_name:
            self._settings.own_name = name
