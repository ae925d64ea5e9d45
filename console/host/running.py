"""A host as a process: runs until it is told to stop, and does what signals ask for."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable

from console.host.certificate import CertificateError
from console.host.folder import DataFolder, StartError
from console.host.gateway import Gateway
from console.host.server import Host, Options

IDLE_CHECK_S = 1.0

_log = logging.getLogger(__name__)


async def run(folder: DataFolder, options: Options, announce: Callable[[str, int], None]) -> None:
    """Run a host until it is told to stop; `announce` gets the address and port it listens on.

    Raises:
        StartError: the environment does not let it run.
    """
    told = _told_to_stop()
    host = Host(folder, options)
    address, port = await host.start()
    try:
        if options.certificate is not None:
            _on_signal("SIGHUP", lambda: renew_certificate(host))
        announce(address, port)
        _log.info("listening on %s port %d", address, port)
        await _until_told(told, host.gateway, options)
    finally:
        host.stop()


def renew_certificate(host: Host) -> None:
    """Have the host show its certificate as it is now; where that is not possible, it keeps the one before."""
    try:
        host.renew_certificate()
    except (CertificateError, StartError) as error:
        _log.error("%s The certificate from before is shown further.", error)
    else:
        _log.info("the certificate was read anew")


def _told_to_stop() -> asyncio.Event:
    """Return an event that a signal to stop sets."""
    told = asyncio.Event()
    for name in ("SIGINT", "SIGTERM"):
        _on_signal(name, told.set)
    return told


def _on_signal(name: str, act: Callable[[], None]) -> None:
    """Call `act` on the event loop whenever this process gets the signal, where the system has it."""
    loop = asyncio.get_running_loop()
    number = getattr(signal, name, None)
    if number is not None:
        signal.signal(number, lambda _number, _frame: loop.call_soon_threadsafe(act))


async def _until_told(told: asyncio.Event, gateway: Gateway, options: Options) -> None:
    """Wait until the host is told to stop, or, embedded, is needed no more."""
    loop = asyncio.get_running_loop()
    needed = loop.time()
    while not told.is_set():
        if not options.embedded or not gateway.idle:
            needed = loop.time()
        elif loop.time() - needed >= options.idle_s:
            _log.info("nobody needs this host any more")
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), IDLE_CHECK_S)
