"""Which host the console uses: this computer's own, or one on a server in the technician's company.

Before that is said no host is used, and so no port is opened on the technician's computer.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from console.connection.connection import HostAccess
from console.connection.host_tokens import HostTokens
from console.connection.hosting import HostEntry, Hosting, HostProblem
from console.connection.open_host import OpenRemote, open_remote
from console.connection.open_hosts import OpenHosts, OpenPlace
from console.connection.remote_host import HostSeen, RemoteHost
from protocol.link.dialing import Dialler
from protocol.seat.seatfile import SeatFolder
from protocol.trust.device import Device
from resources.program.passwords import NoPasswords, Passwords
from resources.program.preset import BadPreset
from resources.program.settings import Settings

CHOICE_NEEDED = "choice_needed"
"""Code of the host's state before it is said which one is used."""
PRESET_BAD = "preset_bad"
"""Code of the host's state where what the company has set cannot be used: better no host than another one."""


class NoHost:
    """Stands for the host while there is none; `code` says why."""

    def __init__(self, code: str) -> None:
        self._code = code

    async def entry(self) -> HostEntry:
        """Say that there is no host.

        Raises:
            HostProblem: always.
        """
        raise HostProblem(self._code)

    def stop(self) -> None:
        """Do nothing: nothing was started."""


class HostChoice(QObject):
    """Keeps the choice in the settings and makes what a desk needs of it.

    Each host has a folder of its own for the sessions that are taken up again after a crash.

    Signals:
        changed: another host was chosen; desk and window have to be made anew.

    Attributes:
        remote: the host on a server; None: this computer's own is used, or none yet.
        open_hosts: the hosts for anybody that were used.
        pending: the customer's name of a session that is to be started as soon as the host is reached; None: there is
            none.
        dialler: knows the ways to a host on a server.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        settings: Settings,
        folder: Path,
        listen: str | None,
        passwords: Passwords,
        dialler: Dialler | None = None,
        device: Device | None = None,
    ) -> None:
        super().__init__()
        self.open_hosts = OpenHosts(folder / "console" / "open-hosts.json")
        self.pending: str | None = None
        self._device = device
        self._settings = settings
        self._folder = folder
        self._listen = listen
        self._passwords = passwords
        self.dialler = dialler or Dialler()
        self.remote = self._make_remote()

    def hosting(self) -> HostAccess:
        """Return the host that is chosen, or one that is there for nobody, see `needed`."""
        if self._settings.preset.problem is not None:
            return NoHost(PRESET_BAD)
        if self.remote is not None:
            return self.remote
        return NoHost(CHOICE_NEEDED) if self.needed else Hosting(folder=self._folder / "host", listen=self._listen)

    @property
    def needed(self) -> bool:
        """Whether the technician has to say which host is used.

        Who names an address to listen at, or has used this computer's own host before, has said so.
        """
        if self.remote is not None:
            return False
        used = self._listen is not None or self._settings.host_chosen or (self._folder / "host").exists()
        return not (used and self.own_allowed)

    @property
    def own_allowed(self) -> bool:
        """Whether this computer's own host may be used."""
        return self._settings.own_host_allowed

    @property
    def fixed(self) -> bool:
        """Whether the company's policy says which host is used."""
        return self._settings.fixed("company_host")

    @property
    def is_preset(self) -> bool:
        """Whether the host is the one that the company has set."""
        return self._settings.is_preset("company_host")

    @property
    def prepared(self) -> str:
        """The host that a file beside the program names, which is used once the technician says so; "": none."""
        return self._settings.preset.asked.get("company_host", "")

    @property
    def problem(self) -> BadPreset | None:
        """Why what the company has set cannot be used."""
        return self._settings.preset.problem

    def use_prepared(self) -> None:
        """Use the host that a file beside the program names, and trust there whom that file says."""
        asked = self._settings.preset.asked
        fingerprint, authority = (
            bytes.fromhex(asked.get(f"company_{name}", "")) for name in ("fingerprint", "authority")
        )
        self._settings.use_company_host(asked["company_host"], fingerprint or None, authority)
        self._change()

    def seats(self) -> SeatFolder:
        """Return where the sessions on that host are kept."""
        if self.remote is None:
            return SeatFolder(self._folder / "console")
        name = hashlib.sha256(self.remote.address.encode()).hexdigest()[:16]
        return SeatFolder(self._folder / "console" / name)

    def use_company_host(self, seen: HostSeen) -> None:
        """Use the host that was seen, and trust it from now on."""
        if self.fixed:
            return
        before = (self._settings.company_host, self._settings.company_fingerprint)
        self.open_hosts.forget(seen.address)
        if before[0] != seen.address:
            self._settings.login_name = ""
        if before != (seen.address, seen.trusted):
            self._settings.use_company_host(seen.address, seen.trusted)
            self._change()

    @property
    def is_open(self) -> bool:
        """Whether the host on a server is one for anybody."""
        return isinstance(self.remote, OpenRemote)

    @property
    def open_allowed(self) -> bool:
        """Whether a host for anybody may be used: a company that keeps its technicians from the own one means both."""
        return self.own_allowed and not self.fixed and self._device is not None

    @property
    def other_open(self) -> str:
        """The host for anybody that was used last and is not used now; "": there is none."""
        latest = self.open_hosts.latest
        return "" if latest is None or self.is_open or not self.open_allowed else latest.address

    def use_open_host(self, seen: HostSeen) -> None:
        """Use a host for anybody that was seen, and trust it from now on."""
        if not self.open_allowed:
            return
        trusted = "" if seen.trusted is None else seen.trusted.hex()
        known = self.open_hosts.find(seen.address) or OpenPlace(address=seen.address)
        self.open_hosts.use(replace(known, fingerprint=trusted))
        self._settings.use_company_host(seen.address, seen.trusted)
        self._change()

    def use_latest_open_host(self) -> None:
        """Use the host for anybody again that was used last."""
        latest = self.open_hosts.latest
        if latest is not None and self.other_open:
            self._settings.use_company_host(latest.address, bytes.fromhex(latest.fingerprint) or None)
            self._change()

    def use_own_host(self) -> None:
        """Use this computer's own host again."""
        if not self.own_allowed or self.fixed:
            return
        needed = self.needed
        if isinstance(self.remote, RemoteHost):
            self.remote.log_out()
        if self.remote is not None or needed:
            self._settings.use_company_host("", None)
            self._change()

    def _change(self) -> None:
        self.remote = self._make_remote()
        self.changed.emit()

    def _make_remote(self) -> RemoteHost | OpenRemote | None:
        settings = self._settings
        if not settings.company_host:
            return None
        if self._device is not None and self.open_allowed and not settings.is_preset("company_host"):
            found = open_remote(settings, self.open_hosts, self._device, self.dialler, settings.company_host)
            if found is not None:
                return found
        return RemoteHost(
            address=settings.company_host,
            fingerprint=settings.latest(settings.company_fingerprint),
            authority=settings.company_authority,
            name=settings.login_name,
            passwords=self._passwords if settings.passwords_kept else NoPasswords(),
            keep_name=self._keep_name,
            keep_pin=settings.keep_successor,
            dialler=self.dialler,
            tokens=HostTokens(self._folder / "console" / "host-tokens.json"),
        )

    def _keep_name(self, name: str) -> None:
        self._settings.login_name = name
        if name and not self._settings.has_own_name:
            self._settings.own_name = name
