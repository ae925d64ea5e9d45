"""The host's one door: each connection from its first byte until it is known what it speaks, a link or HTTP.

Each has a place from the moment it is accepted, see `places`, and one deadline up to the end of its handshake, whatever
it sends meanwhile. Behind a proxy it is counted for the source that the proxy names, before anything else is read.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import select
import socket
import ssl
import sys
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import cast

from console.host.core.limits import HANDSHAKE_S, HANDSHAKES_A_SECOND, HANDSHAKES_OF_ONE_SOURCE_A_SECOND, Limits
from console.host.core.places import Kind, Place, Places
from console.host.core.sources import plain_address
from console.host.core.terms import TURN_S
from console.host.door import client_hello, plain_http
from console.host.door.listening import close_all, is_unix
from console.host.door.proxied import HEAD_BYTES, BadHeaderError, rest_bytes, source_of
from console.host.door.turnstile import Turnstile
from protocol.link.tls import ALPN, ALPN_HTTP, SHUTDOWN_S

AGAIN_S = 0.1  # after a connection could not be accepted: too many files are open
CAN_LOOK = sys.platform != "win32"  # at what has come without taking it; asyncio on Windows cannot wait for that

_log = logging.getLogger(__name__)

Make = Callable[[Place], asyncio.BaseProtocol]
"""Makes the protocol of a connection."""


class Door:
    """Accepts connections until it is closed.

    Args:
        sockets: they listen.
        shown: returns the TLS settings for who has dialled this address of the computer.
        places: counts them.
        make_link, make_page: what takes a connection over once it is known what it speaks.
        proxies: addresses that say by PROXY protocol 2 where each connection comes from.
        web_sockets: they listen for web proxies of this computer, which come without TLS.
    """

    def __init__(
        self,
        sockets: Sequence[socket.socket],
        *,
        shown: Callable[[str], ssl.SSLContext],
        places: Places,
        limits: Limits,
        make_link: Make,
        make_page: Make,
        proxies: Collection[str] = (),
        web_sockets: Sequence[socket.socket] = (),
    ) -> None:
        self.sockets = tuple(sockets)
        self._web_sockets = tuple(web_sockets)
        self._shown = shown
        self._places = places
        self._limits = limits
        self._turnstile = Turnstile(places, limits, HANDSHAKES_OF_ONE_SOURCE_A_SECOND, HANDSHAKES_A_SECOND)
        self._makers = {ALPN: make_link, ALPN_HTTP: make_page}
        self._proxies = frozenset(map(plain_address, proxies))
        self._loop = asyncio.get_running_loop()
        listening = (*self.sockets, *self._web_sockets)
        self._tasks = {self._loop.create_task(self._accept(each)) for each in listening}

    def close(self) -> None:
        """Accept no more, and end all that are no links: those are told by the gateway."""
        for task in self._tasks:
            task.cancel()
        close_all([*self.sockets, *self._web_sockets])
        self._places.end_all(Kind.PAGE)

    def known(self, place: Place, transport: asyncio.Transport) -> None:
        """Give a connection whose handshake is done to what it speaks."""
        place.give_way = transport.abort
        tls = transport.get_extra_info("ssl_object")
        spoken = (tls.selected_alpn_protocol() if tls is not None else None) or ALPN_HTTP
        self._places.move(place, Kind.STRANGER if spoken == ALPN else Kind.PAGE, self._loop.time())
        protocol = self._makers[spoken](place)
        transport.set_protocol(protocol)
        protocol.connection_made(transport)

    # -- accepting ----------------------------------------------------------------------------------------------

    async def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, address = await self._loop.sock_accept(listening)
            except OSError as error:
                _log.debug("no connection can be accepted: %(why)s", {"event": "accept_failed", "why": str(error)})
                self._places.free_one(self._loop.time())
                await asyncio.sleep(AGAIN_S)
                continue
            if listening in self._web_sockets:
                self._let_proxy_in(connection)
            else:
                self._let_in(connection, plain_address(address[0]))
            await asyncio.sleep(0)  # others have the loop, too

    def _let_in(self, connection: socket.socket, address: str) -> None:
        proxied = address in self._proxies
        now = self._loop.time()
        place = Place(address="" if proxied else address, give_way=connection.close, since=now)
        if not self._places.enter(place, now):
            connection.close()
            return
        task = self._loop.create_task(self._take_in(connection, place, proxied=proxied))
        place.give_way = task.cancel
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _let_proxy_in(self, connection: socket.socket) -> None:
        """Take in what comes without TLS: over a Unix socket, whose folder says who may, or from this computer."""
        by_path = is_unix(connection)
        address = "" if by_path else plain_address(connection.getpeername()[0])
        if not by_path and not ipaddress.ip_address(address).is_loopback:
            connection.close()
            return
        now = self._loop.time()
        place = Place(address=address, give_way=connection.close, since=now, is_proxy=by_path)
        if not self._places.enter(place, now):
            connection.close()
            return
        task = self._loop.create_task(self._take_proxy_in(connection, place))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _take_proxy_in(self, connection: socket.socket, place: Place) -> None:
        try:
            await self._loop.connect_accepted_socket(partial(_Unknown, self.known, place), connection)
        except OSError:
            connection.close()
        finally:
            self._gone(place)

    async def _take_in(self, connection: socket.socket, place: Place, *, proxied: bool) -> None:
        with contextlib.ExitStack() as end, contextlib.ExitStack() as own:
            end.callback(self._gone, place)
            own.callback(connection.close)
            try:
                async with asyncio.timeout(self._limits.seconds(HANDSHAKE_S)) as deadline:
                    if await self._may_enter(connection, place, proxied=proxied):
                        await self._turn(connection, place, deadline)
                        own.pop_all()
                        await self._shake_hands(connection, place)
            except BadHeaderError as error:
                _log.info("a proxy's connection is refused: %(why)s", {"event": "proxy_refused", "why": str(error)})
            except (OSError, TimeoutError, EOFError) as error:  # it is gone, too slow, or speaks no TLS
                if isinstance(error, TimeoutError):
                    self._limits.meet(HANDSHAKE_S)
                _log.debug("no handshake: %(why)s", {"event": "no_handshake", "why": str(error)})

    def _gone(self, place: Place) -> None:
        if place.kind is Kind.HANDSHAKING:
            self._places.leave(place)

    async def _may_enter(self, connection: socket.socket, place: Place, *, proxied: bool) -> bool:
        if proxied:
            self._places.came_from(place, await self._source(connection), self._loop.time())
        return not CAN_LOOK or await self._may_begin(connection)

    async def _turn(self, connection: socket.socket, place: Place, deadline: asyncio.Timeout) -> None:
        """Wait for this connection's turn to have its handshake, which is the host's time, not its own."""
        before = self._loop.time()
        due = deadline.when()
        assert due is not None
        deadline.reschedule(before + TURN_S)
        await self._turnstile.turn(place)
        deadline.reschedule(due + self._loop.time() - before)
        if is_gone(connection):
            raise EOFError("the connection has ended")

    async def _shake_hands(self, connection: socket.socket, place: Place) -> None:
        await self._loop.connect_accepted_socket(
            partial(_Unknown, self.known, place),
            connection,
            ssl=self._shown(plain_address(connection.getsockname()[0])),
            ssl_handshake_timeout=self._limits.seconds(HANDSHAKE_S),
            ssl_shutdown_timeout=SHUTDOWN_S,
        )

    # -- before TLS ---------------------------------------------------------------------------------------------

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

    async def _may_begin(self, connection: socket.socket) -> bool:
        """Look at what comes first, and leave it there; return whether it begins TLS for what is spoken here."""
        first = await self._look(connection, client_hello.RECORD_HEAD)
        if plain_http.is_http(first):
            await self._send_to_tls(connection)
            return False
        if not (length := client_hello.record_bytes(first)):
            return False
        wanted = client_hello.offered(await self._look(connection, length))
        return not wanted or any(name.decode("ascii", "replace") in self._makers for name in wanted)

    async def _look(self, connection: socket.socket, count: int) -> bytes:
        """Wait until so many bytes are there, or no more can come, and return them; they stay where they are."""
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, count)
        try:
            await self._readable(connection)
            return connection.recv(count, socket.MSG_PEEK)
        finally:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)

    async def _readable(self, connection: socket.socket) -> None:
        readable = asyncio.Event()
        self._loop.add_reader(connection, readable.set)
        try:
            await readable.wait()
        finally:
            self._loop.remove_reader(connection)

    async def _send_to_tls(self, connection: socket.socket) -> None:
        head = b""
        while plain_http.END not in head and len(head) < plain_http.HEAD_LIMIT:
            part = await self._loop.sock_recv(connection, plain_http.HEAD_LIMIT - len(head))
            if not part:
                return
            head += part
        await self._loop.sock_sendall(connection, plain_http.answer(head))
        connection.shutdown(socket.SHUT_WR)


def is_gone(connection: socket.socket) -> bool:
    """Return whether the other end has closed it: then nothing needs to be computed for it."""
    if not hasattr(select, "POLLRDHUP"):
        return False
    poll = select.poll()
    poll.register(connection, select.POLLRDHUP)
    return bool(poll.poll(0))


class _Unknown(asyncio.Protocol):
    """A connection until its handshake is done."""

    def __init__(self, known: Callable[[Place, asyncio.Transport], None], place: Place) -> None:
        self._known = known
        self._place = place

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._known(self._place, cast(asyncio.Transport, transport))
