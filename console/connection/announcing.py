"""The console's host is announced in its LAN (mDNS, DNS-SD) while that is wanted, from a thread of its own.

Nothing comes out of that thread but log lines. It has an event loop of its own, of sockets only, whatever the program's
loop is made of; zeroconf is loaded in it, so that no window waits for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protocol.link.interfaces import own_interfaces
from protocol.notation.announcement import SERVICE, TTL_S, text_of

if TYPE_CHECKING:
    from zeroconf import IPVersion, ServiceInfo
    from zeroconf.asyncio import AsyncZeroconf

LOOK_EVERY_S = 5.0  # at the networks that this computer is in: they come and go
END_S = 2.0  # that taking an announcement back may take when the program ends

_log = logging.getLogger(__name__)
logging.getLogger("zeroconf").setLevel(logging.CRITICAL)  # it logs a traceback for each network that goes


@dataclass(frozen=True)
class LanHost:
    """A host that computers of the LAN reach.

    Attributes:
        address: at which it listens alone; "": at all.
        port: likewise.
        fingerprint: SHA-256 of its certificate.
    """

    address: str
    port: int
    fingerprint: bytes


class Announcer:
    """Announces one host at a time, or none."""

    def __init__(self) -> None:
        self._host: LanHost | None = None
        self._announcement: Announcement | None = None
        self._ending: list[Announcement] = []

    def announce(self, host: LanHost | None) -> None:
        """Announce `host` from now on; None: nothing."""
        if host == self._host:
            return
        self._host = host
        if self._announcement is not None:
            self._announcement.end()
            self._ending = [one for one in (*self._ending, self._announcement) if one.lives]
        self._announcement = None if host is None else Announcement(host)

    def wait_ended(self) -> None:
        """Return when what was announced is taken back, or cannot be; in a worker thread."""
        for announcement in self._ending:
            announcement.wait(END_S)


class Announcement:
    """One host that is announced until `end`, in whatever networks this computer is."""

    def __init__(self, host: LanHost) -> None:
        self._host = host
        self._loop = asyncio.SelectorEventLoop()
        self._over = asyncio.Event()
        self._complained = False
        self._thread = threading.Thread(target=self._run, name="announcement", daemon=True)
        self._thread.start()

    @property
    def lives(self) -> bool:
        """Whether it is announced, or about to be taken back."""
        return self._thread.is_alive()

    def end(self) -> None:
        """Take it back, and return at once."""
        with contextlib.suppress(RuntimeError):  # the thread has failed
            self._loop.call_soon_threadsafe(self._over.set)

    def wait(self, seconds: float) -> None:
        """Return when it is taken back, at the latest after `seconds`."""
        self._thread.join(seconds)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._announce())

    async def _announce(self) -> None:
        from zeroconf import Error

        while not self._over.is_set():
            try:
                await self._be_heard()
            except (OSError, RuntimeError, Error) as error:  # no network any more; the port is another program's alone
                if not self._complained:
                    _log.warning("this computer's host cannot be announced in its network: %s", error)
                self._complained = True
            await self._pass(LOOK_EVERY_S)

    async def _be_heard(self) -> None:
        """Announce the host until that is over, or until this computer is in no network."""
        from zeroconf.asyncio import AsyncZeroconf

        interfaces, version = _interfaces(self._host.address)
        if not interfaces:
            return
        zeroconf = AsyncZeroconf(interfaces=interfaces, ip_version=version)
        try:
            info = _service(self._host)
            await zeroconf.async_register_service(info)
            await self._follow_networks(zeroconf)
            await (await zeroconf.async_unregister_service(info))
        finally:
            await zeroconf.async_close()

    async def _follow_networks(self, zeroconf: AsyncZeroconf) -> None:
        while not self._over.is_set():
            await self._pass(LOOK_EVERY_S)
            interfaces, version = _interfaces(self._host.address)
            if not interfaces:
                return
            if not self._over.is_set():
                await zeroconf.async_update_interfaces(interfaces, version)

    async def _pass(self, seconds: float) -> None:
        """Return after `seconds`, or once it is over."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)


def _service(host: LanHost) -> ServiceInfo:
    """Return what is announced: names that mean nothing and are drawn anew each time, and no address."""
    from zeroconf import ServiceInfo

    name = secrets.token_hex(8)
    return ServiceInfo(
        SERVICE,
        f"{name}.{SERVICE}",
        port=host.port,
        properties=text_of(host.fingerprint),
        server=f"{name}.local.",
        host_ttl=TTL_S,
        other_ttl=TTL_S,
    )


def _interfaces(address: str) -> tuple[list[str | int], IPVersion]:
    """Return where a host at `address`, or at all addresses, is announced, as zeroconf takes it: IPv6 by number."""
    from zeroconf import IPVersion

    mine = [
        (interface, own)
        for interface in own_interfaces()
        for own in interface.addresses
        if not address or str(own.ip) == address
    ]
    old = [str(own.ip) for _, own in mine if own.version == 4]
    new = list(dict.fromkeys(interface.index for interface, own in mine if own.version == 6))
    version = IPVersion.V4Only if not new else IPVersion.All if old else IPVersion.V6Only
    return [*old, *new], version
