"""Make links: `dial` a host as a client, `serve` as a host. TLS 1.3 and nothing less."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from protocol.link.link import KeepAlive, Link, LinkEnd, Trust
from protocol.vocabulary.codec import Message

DIAL_S = 10.0  # for all of name, connection and handshake
SHUTDOWN_S = 2.0  # that a closed link waits for its peer to take the rest
ADDRESSES_LIMIT = 4  # of one name that are tried
ALPN = "fernblick/1"  # what both ends of a link say that they speak (RFC 7301)
ALPN_HTTP = "http/1.1"  # what browsers say

DialKind = Literal["refused", "unreachable", "certificate", "timeout", "name"]


class DialError(Exception):
    """No link came about.

    Attributes:
        kind: "refused" (nobody listens), "unreachable" (no way there, or no TLS), "certificate" (not the host that is
            trusted), "timeout", "name" (no such name).
    """

    def __init__(self, kind: DialKind) -> None:
        super().__init__(kind)
        self.kind: DialKind = kind


def client_context(trust: Trust) -> ssl.SSLContext:
    """Return the TLS settings of a client with `trust`; a pinned certificate is compared by the link itself."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols([ALPN])
    if trust.deferred or trust.fingerprint is not None:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return the TLS settings of a host with `certificate` (a chain, PEM) and its private `key` (PEM)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.num_tickets = 0  # nothing is resumed
    context.set_alpn_protocols([ALPN, ALPN_HTTP])
    context.load_cert_chain(certificate, key)
    return context


async def dial(
    host: str,
    port: int,
    trust: Trust,
    *,
    receive: Callable[[Message], None],
    ended: Callable[[LinkEnd], None],
    keep_alive: KeepAlive | None = None,
    timeout_s: float = DIAL_S,
    name: str | None = None,
) -> Link:
    """Connect to the host at `host`:`port` and return the link.

    `name` is whose certificate it must show where an authority vouches for it; None: that of `host`.

    Raises:
        DialError: with what went wrong.
    """

    def make() -> Link:
        return Link(receive=receive, ended=ended, trust=trust, keep_alive=keep_alive, name=name or host)

    context = client_context(trust)
    try:
        async with asyncio.timeout(timeout_s):
            return await _connect((host, port), name or host, context, make)
    except TimeoutError as error:
        raise DialError("timeout") from error


async def _connect(place: tuple[str, int], name: str, context: ssl.SSLContext, make: Callable[[], Link]) -> Link:
    """Try the addresses of a host one after the other; say what was wrong with the last one."""
    loop = asyncio.get_running_loop()
    host, port = place
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise DialError("name") from error
    problem: OSError | None = None
    for *_, address in found[:ADDRESSES_LIMIT]:
        try:
            _, link = await loop.create_connection(
                make,
                _numeric(address),
                port,
                ssl=context,
                server_hostname=name,
                ssl_shutdown_timeout=SHUTDOWN_S,
            )
        except OSError as error:
            problem = error
            continue
        if link.end is LinkEnd.CERTIFICATE:
            raise DialError("certificate")
        if not link.speaks(ALPN):
            link.close()
            raise DialError("unreachable")
        return link
    raise DialError(_kind(problem)) from problem


def _numeric(address: tuple[Any, ...]) -> str:
    """Return the address as text; a link-local one with the interface by which it is meant."""
    scope = address[3] if len(address) == 4 else 0
    return f"{address[0]}%{scope}" if scope else str(address[0])


def _kind(problem: OSError | None) -> DialKind:
    if isinstance(problem, ssl.SSLCertVerificationError):
        return "certificate"
    if isinstance(problem, ConnectionRefusedError):
        return "refused"
    return "timeout" if isinstance(problem, TimeoutError) else "unreachable"
