"""A host from its start to its end: data folder, database, certificate, gateway, listening sockets."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import errno
import logging
import os
import shutil
import socket
import ssl
from asyncio import sslproto
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from console.host.core.codes import CODE_VALID_S, Codes
from console.host.core.limits import SEAT_KEPT_S
from console.host.links.cluster import Cluster
from console.host.links.gateway import Gateway
from console.host.links.proxied import ProxiedServer, serve_proxied
from console.host.links.services import Services
from console.host.process.certificate import Certificate, CertificateError, is_alone, own_certificate
from console.host.process.database_choice import open_store, shown, take_alone
from console.host.process.database_note import note, refuse_another
from console.host.process.folder import EXIT_CERTIFICATE, EXIT_FOLDER, EXIT_PORT, DataFolder, StartError
from console.host.process.web_start import serve_pages
from console.host.store.clerk import Clerk
from console.host.store.records.sessions import token_hash
from console.host.store.store import Store
from console.host.store.tables.database import file_url
from protocol.link.dialing import serve, server_context
from protocol.notation.joincode import DEFAULT_PORT
from protocol.vocabulary.web import WebPages

LOOPBACK = "127.0.0.1"
NEAREST = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104
"""Where a console on this computer reaches a host that listens everywhere."""
TLS_BUFFER = 32 * 1024  # bytes that asyncio reserves for each link; its own 256 KiB are for fewer and faster ones
IDLE_S = 120.0  # an embedded host that nobody needs ends after this

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
    certificate: Path | None = None  # None: the host's own; with its key always
    key: Path | None = None
    metrics: tuple[str, int] | None = None  # address and port of health and metrics; None: nowhere
    drain_s: float = 0  # how long sessions may go on once the host is told to stop
    web: tuple[str | None, int] | None = None  # address and port of the pages; None: there are none
    web_url: str = ""  # "": by the host's name and that port
    downloads: Path | None = None  # the viewer's files
    database: URL | None = None  # None: the file in the data folder
    proxies: tuple[str, ...] = ()  # addresses of TCP proxies that say where each connection comes from
    cluster_address: str = ""  # HOST:PORT of this very host, for members, where several share the database; "": alone


def program_version() -> str:
    """Return the version of this program."""
    try:
        return version("fernblick")
    except PackageNotFoundError:
        return "unknown"


class Host:
    """A host in this process, on the running event loop.

    Attributes:
        certificate: its certificate, from `start` on.
        tls: the TLS settings of all that it serves, from `start` on; they follow the certificate.
        gateway: its gateway, from `start` on.
        web_port: where it serves its pages, 0: nowhere; from `start` on.
    """

    gateway: Gateway
    web_port = 0
    certificate: Certificate
    tls: ssl.SSLContext

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
            self.certificate, token = _secrets(self._folder, self._options)
            self.tls = server_context(_presented(self._folder, self.certificate), self.certificate.key)
            refuse_another(self._folder, self._database)
            self.use = take_alone(self._database, shared=bool(self._options.cluster_address))
            end.callback(self.use.release)  # before it is opened: another host's would be brought up under it
            store = open_store(self._database, make=True, bring_up=True)
            end.callback(store.close)
            note(self._folder, self._database)
            clerk = Clerk(store=store, loop=asyncio.get_running_loop())
            stored = [] if self._options.cluster_address else store.sessions.live()
            self.gateway = Gateway(services=self._make_services(store, clerk, token))
            server = await _listen(self.gateway, self.tls, self._options)
            end.callback(server.close)
            await self._serve_pages(end)
            self._join_cluster(store, clerk, end)
            clerk.start()
            end.callback(clerk.join)
            end.callback(clerk.stop)
            end.callback(self.gateway.stop)
            self.gateway.start(stored)
            address, port = server.sockets[0].getsockname()[:2]
            self._write_host_file = partial(self._say_where, address, port, token)
            self._write_host_file()
            end.callback(self._folder.remove_host_file)
            self._end = end.pop_all()
        return address, port

    def renew_certificate(self) -> None:
        """Show the named certificate as it is now to whoever connects from now on, and let consoles do so at once.

        Raises:
            CertificateError: it cannot be shown; the one before stays.
            StartError: the data folder cannot be written.
        """
        renewed = _named(self._options)
        if renewed is None or renewed == self.certificate:
            return
        self.tls.load_cert_chain(_presented(self._folder, renewed), renewed.key)
        self.certificate = renewed
        self._write_host_file()
        self.gateway.certificate_changed()

    def disk_free(self) -> int:
        """Return how many bytes of room there are for the data folder."""
        return shutil.disk_usage(self._folder.path).free

    @property
    def _database(self) -> URL:
        return self._options.database or file_url(self._folder.database)

    @property
    def about(self) -> dict[str, object]:
        """What a log says at the start: which program this is, and what it works with."""
        about = {"event": "started", "version": program_version(), "data": str(self._folder.path)}
        pages = self._options.web_url or (f"port {self.web_port}" if self.web_port else "")
        return {**about, "database": shown(self._database), "pages": pages}

    def stop(self) -> None:
        """End all links and let go of everything; blocks until the database has all that it was given."""
        self._end.close()

    async def _serve_pages(self, end: contextlib.ExitStack) -> None:
        options = self._options
        if options.web is not None:
            pages = await serve_pages(
                self.gateway, options.web, self.tls, downloads=options.downloads, proxies=options.proxies
            )
            end.callback(pages.close)
            self.web_port = int(pages.sockets[0].getsockname()[1])
            self.gateway.services.pages = WebPages(url=options.web_url, port=self.web_port)

    def _join_cluster(self, store: Store, clerk: Clerk, end: contextlib.ExitStack) -> None:
        """Be one host of several, where the options say so; the lease has a connection and a thread of its own."""
        address = self._options.cluster_address
        if not address:
            return
        loop = asyncio.get_running_loop()
        keeping = open_store(self._database)
        end.callback(keeping.close)
        keeper = Clerk(store=keeping, loop=loop)
        keeper.start()
        end.callback(keeper.join)
        end.callback(keeper.stop)
        cluster = self.gateway.join_cluster(
            lambda serving: Cluster(address=address, clerk=clerk, keeper=keeper, loop=loop, serving=serving)
        )
        end.callback(cluster.release, store)

    def _make_services(self, store: Store, clerk: Clerk, token: bytes) -> Services:
        return Services(
            clerk=clerk,
            codes=Codes(valid_s=self._options.code_valid_s),
            login_hash=token_hash(token),
            accounts=store.accounts.snapshot(),
            starts=store.count_start(),
            seat_kept_s=self._options.seat_kept_s,
        )

    def _say_where(self, address: str, port: int, token: bytes) -> None:
        entry: dict[str, Any] = {
            "address": NEAREST.get(address, address) if self._options.address else LOOPBACK,
            "everywhere": self._options.address in (None, *NEAREST),
            "port": port,
            "web_port": self.web_port,
            "metrics_port": self._options.metrics[1] if self._options.metrics else 0,
            "fingerprint": self.certificate.fingerprint.hex(),
            "token": token.hex(),
            "pid": os.getpid(),
            "version": program_version(),
        }
        self._folder.write_host_file(entry)


def _secrets(folder: DataFolder, options: Options) -> tuple[Certificate, bytes]:
    try:
        return _named(options) or own_certificate(folder), folder.token()
    except CertificateError as error:
        raise StartError(EXIT_CERTIFICATE if options.certificate else EXIT_FOLDER, str(error)) from error
    except OSError as error:
        raise StartError(EXIT_FOLDER, f"The data folder {folder.path} cannot be read: {error.strerror}.") from error


def _presented(folder: DataFolder, certificate: Certificate) -> Path:
    """Return the file with what the host shows; raises CertificateError and StartError."""
    if is_alone(folder, certificate):
        return certificate.path
    from console.host.process.succession import presented  # what it needs is loaded where there was one before

    try:
        return presented(folder, certificate)
    except CertificateError as error:
        raise StartError(EXIT_CERTIFICATE, str(error)) from error


def _named(options: Options) -> Certificate | None:
    """Return the certificate that the options name, if they name one; raises CertificateError."""
    if options.certificate is None:
        return None
    from console.host.process.named_certificate import (
        named_certificate,  # 10 MB that a host with its own has no use for
    )

    return named_certificate(
        options.certificate, options.key or options.certificate, datetime.datetime.now(datetime.UTC)
    )


async def _listen(gateway: Gateway, context: ssl.SSLContext, options: Options) -> asyncio.Server | ProxiedServer:
    """Listen where the options say; an embedded host that was told no port takes any, if the default one is taken."""
    port = DEFAULT_PORT if options.port is None else options.port
    addresses = None if options.address is None else [options.address]
    sslproto.SSLProtocol.max_size = TLS_BUFFER
    try:
        if options.proxies:
            return await serve_proxied(
                options.address, port or free_port(), context, gateway.make_link, options.proxies
            )
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
