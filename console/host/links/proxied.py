"""Listening behind a TCP proxy that says where each connection really comes from: PROXY protocol, version 2.

HAProxy's "PROXY protocol" document describes it: before anything else the proxy sends a header with the client's
address. It is believed from the proxies alone that the administrator has named; all others are who they are.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import socket
import ssl
from collections.abc import Callable, Collection, Sequence
from functools import partial

from protocol.link.dialing import BACKLOG, HANDSHAKE_S, SHUTDOWN_S

SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"
HEAD_BYTES = 16
REST_LIMIT = 512  # bytes of addresses and what else a proxy says
LOCAL, PROXY = 0x20, 0x21  # version 2; the proxy itself, as to see whether we are there, or on behalf of a client
ADDRESS_BYTES = {0x11: 4, 0x21: 16}  # of TCP over IPv4, IPv6
HEADER_S = 5.0  # that a proxy may take for its header
AGAIN_S = 1.0  # after a connection could not be accepted: too many files are open

_log = logging.getLogger(__name__)

MakeLink = Callable[[str], asyncio.BaseProtocol]
"""Makes the protocol of a connection from that address; "": as the connection says."""


class BadHeaderError(ValueError):
    """What a proxy has sent first is no header of this protocol."""


def rest_bytes(head: bytes) -> int:
    """Return how many bytes follow the first 16 of a header; raises BadHeaderError."""
    if len(head) != HEAD_BYTES or not head.startswith(SIGNATURE) or head[12] not in (LOCAL, PROXY):
        raise BadHeaderError("no header")
    length = int.from_bytes(head[14:16], "big")
    if length > REST_LIMIT:
        raise BadHeaderError("too long")
    return length


def source_of(head: bytes, rest: bytes) -> str:
    """Return the address of the client that a header names; "": the proxy speaks for itself; raises BadHeaderError."""
    if head[12] == LOCAL:
        return ""
    length = ADDRESS_BYTES.get(head[13])
    if length is None or len(rest) < 2 * length + 4:
        raise BadHeaderError("no address")
    return str(ipaddress.ip_address(rest[:length]))


class ProxiedServer:
    """Accepts connections as `asyncio.Server` does, and reads the header of those that come from a proxy."""

    def __init__(
        self,
        sockets: Sequence[socket.socket],
        *,
        context: ssl.SSLContext,
        make_link: MakeLink,
        proxies: Collection[str],
    ) -> None:
        self.sockets = tuple(sockets)
        self._context = context
        self._make_link = make_link
        self._proxies = frozenset(map(plain_address, proxies))
        self._loop = asyncio.get_running_loop()
        self._tasks = {self._loop.create_task(self._accept(each)) for each in self.sockets}

    def close(self) -> None:
        """Accept no more."""
        for task in self._tasks:
            task.cancel()
        for each in self.sockets:
            each.close()

    async def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, address = await self._loop.sock_accept(listening)
            except OSError as error:
                _log.error("no connection can be accepted: %(why)s", {"event": "accept_failed", "why": str(error)})
                await asyncio.sleep(AGAIN_S)
                continue
            task = self._loop.create_task(self._take_in(connection, plain_address(address[0])))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _take_in(self, connection: socket.socket, address: str) -> None:
        with contextlib.ExitStack() as end:
            end.callback(connection.close)
            try:
                async with asyncio.timeout(HEADER_S):
                    source = await self._source(connection) if address in self._proxies else ""
            except (OSError, TimeoutError, EOFError, BadHeaderError) as error:
                _log.info("a proxy's connection is refused: %(why)s", {"event": "proxy_refused", "why": str(error)})
                return
            end.pop_all()
        with contextlib.suppress(OSError):  # the client is gone, or speaks no TLS
            await self._loop.connect_accepted_socket(
                partial(self._make_link, source),
                connection,
                ssl=self._context,
                ssl_handshake_timeout=HANDSHAKE_S,
                ssl_shutdown_timeout=SHUTDOWN_S,
            )

    async def _source(self, connection: socket.socket) -> str:
        head = await self._read(connection, HEAD_BYTES)
        return source_of(head, await self._read(connection, rest_bytes(head)))

    async def _read(self, connection: socket.socket, count: int) -> bytes:
        """Read just so many bytes: what follows is TLS's."""
        read = b""
        while len(read) < count:
            part = await self._loop.sock_recv(connection, count - len(read))
            if not part:
                raise EOFError("the connection has ended")
            read += part
        return read


async def serve_proxied(
    address: str | None, port: int, context: ssl.SSLContext, make_link: MakeLink, proxies: Collection[str]
) -> ProxiedServer:
    """Listen on `address` (None: all of IPv4 and IPv6) and `port`.

    Raises:
        OSError: the port is taken, or the address is not this computer's.
    """
    both = address is None and socket.has_dualstack_ipv6()
    family = socket.AF_INET6 if both or ":" in (address or "") else socket.AF_INET
    listening = socket.create_server((address or "", port), family=family, backlog=BACKLOG, dualstack_ipv6=both)
    listening.setblocking(False)
    return ProxiedServer([listening], context=context, make_link=make_link, proxies=proxies)


def plain_address(text: str) -> str:
    """Return an address in its one spelling; one of IPv4 that came over IPv6 as that of IPv4."""
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)
