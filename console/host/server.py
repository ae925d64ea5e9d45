"""A host from its start to its end: data folder, database, certificate, gateway, listening sockets."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import signal
import socket
from asyncio import sslproto
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from console.host.certificate import Certificate, CertificateError, own_certificate
from console.host.clerk import Clerk
from console.host.codes import CODE_VALID_S, Codes
from console.host.database import StorageError
from console.host.folder import EXIT_DATABASE, EXIT_FOLDER, EXIT_PORT, DataFolder, StartError
from console.host.gateway import Gateway
from console.host.limits import SEAT_KEPT_S
from console.host.session_records import token_hash
from console.host.store import Store
from protocol.dialing import serve, server_context
from protocol.joincode import DEFAULT_PORT

LOOPBACK = "127.0.0.1"
NEAREST = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104
"""Where a console on this computer reaches a host that listens everywhere."""
TLS_BUFFER = 32 * 1024  # bytes that asyncio reserves for each link; its own 256 KiB are for fewer and faster ones
IDLE_S = 120.0  # an embedded host that nobody needs ends after this
IDLE_CHECK_S = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the command line says about a host."""

    address: str | None = None  # None: all of this computer's
    port: int | None = None  # None: the default one; 0: any free one
    embedded: bool = False
    code_valid_s: int = CODE_VALID_S
    seat_kept_s: float = SEAT_KEPT_S
    idle_s: float = IDLE_S


def program_version() -> str:
    """Return the version of this program."""
    try:
        return version("fernblick")
    except PackageNotFoundError:
        return "unknown"


def open_store(folder: DataFolder) -> Store:
    """Open the folder's database.

    Raises:
        StartError: that is not possible.
    """
    try:
        return Store(folder.database)
    except StorageError as error:
        raise StartError(EXIT_DATABASE, f"The database {folder.database} cannot be used: {error}.") from error


class Host:
    """A host in this process, on the running event loop.

    Attributes:
        certificate: its certificate, from `start` on.
        gateway: its gateway, from `start` on.
    """

    gateway: Gateway
    certificate: Certificate

    def __init__(self, folder: DataFolder, options: Options) -> None:
        self._folder = folder
        self._options = options
        self._end = contextlib.ExitStack()

    async def start(self) -> tuple[str, int]:
        """Start, and return the address and port it listens on.

        Raises:
            StartError: the environment does not let it run.
        """
        with contextlib.ExitStack() as end:
            self._folder.lock()
            end.callback(self._folder.unlock)
            self.certificate, token = _secrets(self._folder)
            store = open_store(self._folder)
            end.callback(store.close)
            clerk = Clerk(store=store, loop=asyncio.get_running_loop())
            stored = store.sessions.live()
            self.gateway = self._make_gateway(store, clerk, token)
            server = await _listen(self.gateway, self.certificate, self._options)
            clerk.start()
            end.callback(clerk.join)
            end.callback(clerk.stop)
            end.callback(self.gateway.stop)
            end.callback(server.close)
            self.gateway.start(stored)
            address, port = server.sockets[0].getsockname()[:2]
            self._folder.write_host_file(self._host_file(address, port, token))
            end.callback(self._folder.remove_host_file)
            self._end = end.pop_all()
        return address, port

    def stop(self) -> None:
        """End all links and let go of everything; blocks until the database has all that it was given."""
        self._end.close()

    def _make_gateway(self, store: Store, clerk: Clerk, token: bytes) -> Gateway:
        return Gateway(
            clerk=clerk,
            codes=Codes(valid_s=self._options.code_valid_s),
            login_hash=token_hash(token),
            accounts=store.accounts.snapshot(),
            starts=store.count_start(),
            seat_kept_s=self._options.seat_kept_s,
        )

    def _host_file(self, address: str, port: int, token: bytes) -> dict[str, Any]:
        return {
            "address": NEAREST.get(address, address) if self._options.address else LOOPBACK,
            "everywhere": self._options.address in (None, *NEAREST),
            "port": port,
            "fingerprint": self.certificate.fingerprint.hex(),
            "token": token.hex(),
            "pid": os.getpid(),
            "version": program_version(),
        }


async def run(folder: DataFolder, options: Options, announce: Callable[[str, int], None]) -> None:
    """Run a host until it is told to stop; `announce` gets the address and port it listens on.

    Raises:
        StartError: the environment does not let it run.
    """
    told = _told_to_stop()
    host = Host(folder, options)
    address, port = await host.start()
    try:
        announce(address, port)
        _log.info("listening on %s port %d", address, port)
        await _until_told(told, host.gateway, options)
    finally:
        host.stop()


def _secrets(folder: DataFolder) -> tuple[Certificate, bytes]:
    try:
        return own_certificate(folder), folder.token()
    except CertificateError as error:
        sentence = f"The certificate {error} is damaged. Move it away; a new one is made at the next start."
        raise StartError(EXIT_FOLDER, sentence) from error
    except OSError as error:
        raise StartError(EXIT_FOLDER, f"The data folder {folder.path} cannot be read: {error.strerror}.") from error


async def _listen(gateway: Gateway, certificate: Certificate, options: Options) -> asyncio.Server:
    """Listen where the options say; an embedded host that was told no port takes any, if the default one is taken."""
    port = DEFAULT_PORT if options.port is None else options.port
    addresses = None if options.address is None else [options.address]
    sslproto.SSLProtocol.max_size = TLS_BUFFER
    context = server_context(certificate.path, certificate.path)
    try:
        return await serve(addresses, port or free_port(), context, gateway.make_link)
    except OSError as error:
        if not options.embedded or options.port is not None or error.errno != errno.EADDRINUSE:
            raise StartError(EXIT_PORT, _why_not(error, options.address, port)) from error
    return await serve(addresses, free_port(), context, gateway.make_link)


def free_port() -> int:
    """Return a port that is free at this moment, the same for every address that is listened on."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        return int(probe.getsockname()[1])


def _why_not(error: OSError, address: str | None, port: int) -> str:
    where = address or "this computer"
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {where} is taken by another program. Stop that, or choose another with --listen."
    return f"Nothing can listen on port {port} of {where}: {error.strerror or error}. Choose another with --listen."


def _told_to_stop() -> asyncio.Event:
    """Return an event that a signal to stop sets."""
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: loop.call_soon_threadsafe(told.set))
    return told


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
