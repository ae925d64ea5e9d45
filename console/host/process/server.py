"""A host from its start to its end: data folder, database, certificate, gateway, listening sockets."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import shutil
import time
from asyncio import sslproto
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from console.host.core.codes import CODE_VALID_S, Codes
from console.host.core.forwarded import Believed
from console.host.core.limits import REQUESTS_OF_ONE_SOURCE_A_SECOND, Limits
from console.host.core.terms import SEAT_KEPT_S
from console.host.door.budgets import places_for
from console.host.door.door import Door
from console.host.door.listening import close_all
from console.host.door.turnstile import Turnstile
from console.host.door.vouching import Vouching, names_for_browsers
from console.host.guests.opening import Opening
from console.host.links.cluster import Cluster
from console.host.links.gateway import Gateway
from console.host.links.page_address import Contact
from console.host.links.services import Services
from console.host.links.web_start import Website
from console.host.process.certificate import Certificate
from console.host.process.database_choice import open_store, shown, take_current
from console.host.process.database_note import note, refuse_another
from console.host.process.folder import EXIT_FOLDER, DataFolder, StartError
from console.host.process.port_choice import (
    LOOPBACK,
    listen,
    listen_embedded,
    listen_for_proxies,
    never_served,
    port_of,
)
from console.host.process.showing import Showing
from console.host.store.clerk import Clerk
from console.host.store.custody import KEEP_DAYS, KEEP_NOTES_DAYS
from console.host.store.records.sessions import StoredSession, token_hash
from console.host.store.signing import signer
from console.host.store.store import Store
from console.host.store.tables.database import file_url
from protocol.link.local import serve_local
from protocol.vocabulary.web import NOTE_LIMIT, WebPages

NEAREST = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104
"""Where a console on this computer reaches a host that listens everywhere."""
TLS_BUFFER = 32 * 1024  # bytes that asyncio reserves for each link; its own 256 KiB are for fewer and faster ones
IDLE_S = 120.0  # an embedded host that nobody needs ends after this

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the command line says about a host."""

    address: str | None = None  # None: all of this computer's
    port: int | None = None  # None: the one that the first start chooses; 0: any free one
    embedded: bool = False
    local_console: bool = False  # the console of this computer's same user is let in without a password
    code_valid_s: int = CODE_VALID_S
    seat_kept_s: float = SEAT_KEPT_S
    idle_s: float = IDLE_S
    certificate: Path | None = None  # None: the host's own; with its key always
    key: Path | None = None
    metrics: tuple[str, int] | None = None  # address and port of health and metrics; None: nowhere
    drain_s: float = 0  # how long sessions may go on once the host is told to stop
    web_url: str = ""  # how browsers reach the pages; "": as members reach the host
    downloads: Path | None = None  # the viewer's files
    database: URL | None = None  # None: the file in the data folder
    proxies: tuple[str, ...] = ()  # addresses of TCP proxies that say where each connection comes from
    web_proxies: Believed = field(default_factory=Believed)  # web proxies that say where each request comes from
    web_listen: tuple[str, int] | Path | None = None  # where those of this computer come without TLS; None: nowhere
    contact: Contact = field(default_factory=Contact)  # for customers whose network lets no chat through
    release_note: Path | None = None  # of the newest version, for consoles
    keep_addresses_days: int = KEEP_DAYS  # in the audit
    keep_notes_days: int = KEEP_NOTES_DAYS  # after a session
    opening: Opening | None = None  # technicians come in without an account; None: they do not
    limits: Mapping[str, float] = field(default_factory=dict)  # by its name in the configuration; others are as usual
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
        gateway: its gateway, from `start` on.
        showing: its certificates, from `start` on.
        limits: what it lets others take, and what of that was met.

    Args:
        outgrown: called once another version of this program has brought the database up under this host, which can do
            nothing any more but stop.
    """

    gateway: Gateway
    showing: Showing
    _vouching: Vouching

    def __init__(self, folder: DataFolder, options: Options, *, outgrown: Callable[[], None] = lambda: None) -> None:
        self._folder = folder
        self._options = options
        self._outgrown = outgrown
        self._end = contextlib.ExitStack()
        self.limits = Limits(options.limits, clock=asyncio.get_running_loop().time, say=_say_limit)

    @property
    def certificate(self) -> Certificate:
        """The certificate that browsers are meant to see, and that may end."""
        return self.showing.for_browsers

    async def start(self) -> tuple[str, int]:
        """Start, and return the address and port it listens on.

        Raises:
            StartError: the environment does not let it run.
        """
        with contextlib.ExitStack() as end:
            self._folder.lock()
            end.callback(self._folder.unlock)
            _forget_token(self._folder)
            token = secrets.token_bytes(32)
            is_new = never_served(self._folder)
            self.showing = Showing(self._folder, self._named_files(), alone=not self._options.cluster_address)
            refuse_another(self._folder, self._database)
            self.use, store = take_current(self._database, shared=bool(self._options.cluster_address))
            end.callback(self.use.release)
            end.callback(store.close)
            note(self._folder, self._database)
            store.audit.set_apart(time.time_ns() // 1_000_000, signer(self.showing.signing_key))
            clerk = Clerk(store=store, loop=asyncio.get_running_loop(), limits=self.limits, outgrown=self._outgrown)
            stored = [] if self._options.cluster_address else store.sessions.live()
            starts = store.count_start()
            self.gateway = Gateway(
                services=self._make_services(store, clerk, token, starts, stored),
                places=places_for(self.limits),
                limits=self.limits,
            )
            self.gateway.services.release_note = self._release_note
            self.gateway.known_by = lambda: self.showing.known_by
            self.gateway.services.guests.fingerprints = lambda: {self.showing.known_by, self.certificate.fingerprint}
            door = self._open_door(is_first=is_new or starts <= 1)
            end.callback(door.close)
            self._join_cluster(store, clerk, end)
            clerk.start()
            end.callback(clerk.join)
            end.callback(clerk.stop)
            end.callback(self.gateway.stop)
            self.gateway.start(stored)
            address, port = port_of(door.sockets)
            self._write_host_file = partial(self._say_where, address, port, await self._let_console_in(token, end))
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
        if self.showing.renew():
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
        return {**about, "database": shown(self._database), "pages": self._options.web_url}

    def stop(self) -> None:
        """End all links and let go of everything; blocks until the database has all that it was given."""
        self._end.close()

    def _named_files(self) -> tuple[Path, Path] | None:
        certificate = self._options.certificate
        return None if certificate is None else (certificate, self._options.key or certificate)

    def _open_door(self, *, is_first: bool) -> Door:
        """Listen, and let in who comes; a console's own host tells nobody of its pages, for no browser trusts it."""
        options = self._options
        sslproto.SSLProtocol.max_size = TLS_BUFFER
        if options.embedded:
            sockets = listen_embedded(options.address, options.port)
        else:
            sockets = listen(self._folder, options.address, options.port, is_first=is_first)
            self.gateway.services.pages = self._say_pages
        try:
            web_sockets = listen_for_proxies(options.web_listen)
        except StartError:
            close_all(sockets)
            raise
        context = self.showing.context_of(self.certificate)
        self._vouching = Vouching(context, asyncio.get_running_loop().time)
        website = Website(
            self.gateway,
            vouched=self._vouching.holds,
            turn=Turnstile(self.gateway.places, self.limits, REQUESTS_OF_ONE_SOURCE_A_SECOND).turn,
            downloads=options.downloads,
            web_url=options.web_url,
            believed=options.web_proxies,
            contact=options.contact,
        )
        if not options.embedded:
            website.prepare()
        return Door(
            sockets,
            shown=self.showing.to,
            places=self.gateway.places,
            limits=self.limits,
            make_link=self.gateway.make_link,
            make_page=website.connection,
            proxies=options.proxies,
            web_sockets=web_sockets,
        )

    def _say_pages(self) -> WebPages:
        """Return what consoles are told of the pages, with the certificate as it is now."""
        url = self._options.web_url
        names = names_for_browsers(url, self.showing.names, vouched=self._vouching.holds())
        return WebPages(url=url, names=names)

    def _join_cluster(self, store: Store, clerk: Clerk, end: contextlib.ExitStack) -> None:
        """Be one host of several, where the options say so; the lease has a connection and a thread of its own."""
        address = self._options.cluster_address
        if not address:
            return
        loop = asyncio.get_running_loop()
        keeping = open_store(self._database)
        end.callback(keeping.close)
        keeper = Clerk(store=keeping, loop=loop, limits=self.limits, outgrown=self._outgrown)
        keeper.start()
        end.callback(keeper.join)
        end.callback(keeper.stop)
        cluster = self.gateway.join_cluster(
            lambda serving: Cluster(address=address, clerk=clerk, keeper=keeper, loop=loop, serving=serving)
        )
        end.callback(cluster.release, store)

    async def _let_console_in(self, token: bytes, end: contextlib.ExitStack) -> dict[str, str]:
        """Let this computer's console in, where the options say so; return what the data folder is to say of it."""
        if not self._options.local_console or self._options.cluster_address:
            return {}
        try:
            place = self._folder.console_place(end)
            end.callback((await serve_local(place, self.gateway.make_local_link)).close)
        except OSError as error:
            sentence = f"This computer's console cannot be let in at {self._folder.path}: {error.strerror or error}."
            raise StartError(EXIT_FOLDER, sentence) from error
        return {"socket": place, "token": token.hex()}

    def _release_note(self) -> bytes:
        """Return the note of the newest version as the file has it now; whoever is told checks who has signed it."""
        if self._options.release_note is None:
            return b""
        try:
            with self._options.release_note.open("rb") as file:
                note = file.read(NOTE_LIMIT + 1)
        except OSError:
            return b""
        return note if len(note) <= NOTE_LIMIT else b""

    def _make_services(
        self, store: Store, clerk: Clerk, token: bytes, starts: int, stored: list[StoredSession]
    ) -> Services:
        leads = {seat.technician for session in stored for seat in session.seats if seat.technician is not None}
        return Services(
            clerk=clerk,
            codes=Codes(valid_s=self._options.code_valid_s),
            login_hash=token_hash(token),
            accounts=store.accounts.snapshot(),
            page=store.pages.latest(),
            starts=starts,
            seat_kept_s=self._options.seat_kept_s,
            limits=self.limits,
            keep_addresses_days=self._options.keep_addresses_days,
            keep_notes_days=self._options.keep_notes_days,
            opening=self._options.opening,
            guests=(store.guests.numbers(leads), store.guests.bans()),
        )

    def _say_where(self, address: str, port: int, local: dict[str, str]) -> None:
        entry: dict[str, Any] = {
            "address": NEAREST.get(address, address) if self._options.address else LOOPBACK,
            "everywhere": self._options.address in (None, *NEAREST),
            "port": port,
            "metrics_port": self._options.metrics[1] if self._options.metrics else 0,
            "fingerprint": self.showing.known_by.hex(),
            "shown": self.certificate.fingerprint.hex(),
            **local,
            "pid": os.getpid(),
            "version": program_version(),
        }
        self._folder.write_host_file(entry)


def _forget_token(folder: DataFolder) -> None:
    try:
        folder.forget_token()
    except OSError as error:
        raise StartError(EXIT_FOLDER, f"The data folder {folder.path} cannot be read: {error.strerror}.") from error


def _say_limit(limit: str, times: int) -> None:
    """Say that a limit is met; how often by whom is in no log, for those are strangers."""
    met = {"event": "limit_met", "limit": limit, "times": times}
    _log.warning("the limit %(limit)s was met %(times)d times since this was said last", met)
