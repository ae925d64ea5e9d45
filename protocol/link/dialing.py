"""Make links as a client: by all ways that there are to a host at once, of which the first with an answer counts.

TLS straight to all addresses of the name; the same through the proxies that the system names; a WebSocket, where those
do not lead to the host. TLS 1.3 and nothing less wherever it ends at the host.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from protocol.link.candidate import Candidate, Wanted, over_tls, over_websocket, web_allowed
from protocol.link.link import KeepAlive, Link, LinkEnd, Trust
from protocol.link.tls import client_context, web_context
from protocol.link.ways.addresses import NEXT_ADDRESS_S, Address, addresses_of, connected, is_this_computer
from protocol.link.ways.aside import aside
from protocol.link.ways.proxies import AskProxies, Login, Logins, Proxy, through
from protocol.link.ways.race import Start, race
from protocol.link.ways.remembered import RememberedWays, Way
from protocol.link.ways.trouble import OF_THE_HOST, DialError, NoWayError
from protocol.notation.joincode import DEFAULT_PORT
from protocol.vocabulary.codec import Message

DIAL_S = 10.0  # for all of name, connection, handshake and the host's first word
ASK_PROXIES_S = 3.0  # that the system may take to say which proxies there are
HEAD_START_S = 1.5  # of the way that has worked before
PROXIES_AFTER_S = 0.25  # after the start without one
WEB_AFTER_S = 1.0  # after that
NEXT_PROXY_S = 1.0
ASK_USER_AFTER_S = 1.5  # for a proxy's login: a way without may be there by then
LOGINS_LIMIT = 4  # that are tried at a proxy, in one dial

_log = logging.getLogger(__name__)


class Dialler:
    """Knows the ways out of the network that this computer is in.

    Args:
        ask_proxies: asks the system for proxies, in a thread; None: there are none.
        logins: where names and passwords for proxies come from; None: nowhere.
        ways: what has worked before.
    """

    def __init__(
        self,
        *,
        ask_proxies: AskProxies | None = None,
        logins: Logins | None = None,
        ways: RememberedWays | None = None,
    ) -> None:
        self.ask_proxies = ask_proxies
        self.logins = logins
        self.ways = ways or RememberedWays()

    async def dial(
        self,
        host: str,
        port: int,
        trust: Trust,
        *,
        receive: Callable[[Message], None],
        ended: Callable[[LinkEnd], None],
        keep_alive: KeepAlive | None = None,
        timeout_s: float = DIAL_S,
        name: str | None = None,
        hello: Message | None = None,
    ) -> Link:
        """Connect to the host at `host`:`port` and return the link, over which the host has answered to `hello`.

        Its answer, and what it says next, is heard once the caller has the link. Without `hello` nothing is said, and
        the handshake is the answer. `name` is whose certificate it must show where an authority vouches for it; None:
        that of `host`.

        Raises:
            DialError: with what went wrong.
        """
        wanted = Wanted(
            host=host,
            port=port,
            name=name or host,
            trust=trust,
            hello=hello,
            receive=receive,
            ended=ended,
            keep_alive=keep_alive,
        )
        try:
            return await _Dial(self, wanted, timeout_s).run()
        except DialError as error:
            _log.info("%s cannot be reached: %s", wanted.host, error.code)
            raise

    def by_hand(self) -> None:
        """Take note that the user has begun what is dialled next, and so may be asked."""
        if self.logins is not None:
            self.logins.ask_again()


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
    hello: Message | None = None,
) -> Link:
    """Connect without asking the system for proxies, and remember nothing; else as `Dialler.dial`."""
    return await Dialler().dial(
        host,
        port,
        trust,
        receive=receive,
        ended=ended,
        keep_alive=keep_alive,
        timeout_s=timeout_s,
        name=name,
        hello=hello,
    )


@dataclass(frozen=True)
class _Found:
    """A link that the host has answered over, and the way that it took."""

    candidate: Candidate
    way: Way


class _Dial:
    """One try by all ways, which is over after `timeout_s`; time in which the user is asked for a login is free."""

    def __init__(self, dialler: Dialler, wanted: Wanted, timeout_s: float) -> None:
        self._dialler = dialler
        self._wanted = wanted
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self._timeout_s = timeout_s
        self._deadline = self._began + timeout_s
        self._straight = Way(wanted.port)
        self._host_found = False  # it speaks to us, so it needs no WebSocket
        self._proxies: asyncio.Task[list[Proxy]] | None = None
        self._addresses: asyncio.Task[list[Address]] | None = None

    async def run(self) -> Link:
        """Race, and return the winner's link."""
        host, port, ways = self._wanted.host, self._wanted.port, self._dialler.ways
        self._proxies = self._loop.create_task(self._ask_for_proxies())
        self._addresses = self._loop.create_task(addresses_of(host, port))
        try:
            found = await race(self._starts(ways.get(host, port)), _discard)
        finally:
            self._proxies.cancel()
            self._addresses.cancel()
            await asyncio.gather(self._proxies, self._addresses, return_exceptions=True)
        _log.info("%s is reached by %s", host, found.way)
        if found.way == self._straight:
            ways.forget(host, port)
        else:
            ways.put(host, port, found.way)
        return found.candidate.hand_over()

    def _starts(self, known: Way | None) -> Sequence[Start[_Found]]:
        starts = [
            Start(HEAD_START_S, partial(self._by, self._straight)),
            Start(PROXIES_AFTER_S, self._by_proxies),
            Start(WEB_AFTER_S, self._by_web),
        ]
        if known is not None and self._is_way(known):
            starts.insert(0, Start(0.0, partial(self._as_before, known)))
        return starts

    def _is_way(self, way: Way) -> bool:
        """Return whether this may be tried for what is wanted; what is remembered may be old, or for somebody else."""
        if way.web:
            return way.port in (self._wanted.port, DEFAULT_PORT) and web_allowed(self._wanted)
        return way.port == self._wanted.port

    async def _as_before(self, way: Way) -> _Found:
        """Go the way that has worked last; a proxy only where the system still names it."""
        try:
            if way.proxy is not None:
                way = replace(way, proxy=next(each for each in await self._asked() if each == way.proxy))
            return await self._by(way)
        except (DialError, StopIteration) as error:
            self._dialler.ways.forget(self._wanted.host, self._wanted.port)
            raise NoWayError from error

    async def _by_proxies(self) -> _Found:
        starts = [Start(NEXT_PROXY_S, partial(self._by, Way(self._wanted.port, each))) for each in await self._asked()]
        return await self._raced(starts)

    async def _by_web(self) -> _Found:
        if self._host_found or not web_allowed(self._wanted):
            raise NoWayError
        ports = dict.fromkeys((self._wanted.port, DEFAULT_PORT))
        straight = [Start(NEXT_ADDRESS_S, partial(self._by, Way(port, web=True))) for port in ports]
        proxied = [
            Start(NEXT_PROXY_S, partial(self._by, Way(port, each, web=True)))
            for each in await self._asked()
            for port in ports
        ]
        return await self._raced([*straight, *proxied])

    async def _raced(self, starts: Sequence[Start[_Found]]) -> _Found:
        if not starts:
            raise NoWayError
        return await race(starts, _discard)

    async def _by(self, way: Way) -> _Found:
        try:
            if way.proxy is not None:
                return await self._by_proxy(way, way.proxy)
            found = await self._found_addresses(way.port)
            return await race([Start(NEXT_ADDRESS_S, partial(self._at, each, way)) for each in found], _discard)
        except DialError as error:
            _log.debug("no way: %s: %s", way, error.code)
            self._host_found = self._host_found or error.kind in OF_THE_HOST
            if way.web and way.port != self._wanted.port:
                raise NoWayError from error  # nobody has said that a host is at that port
            raise

    async def _found_addresses(self, port: int) -> list[Address]:
        if port != self._wanted.port:
            return await addresses_of(self._wanted.host, port)
        assert self._addresses is not None
        return await asyncio.shield(self._addresses)

    async def _at(self, address: Address, way: Way) -> _Found:
        sock = await connected(address, way.port, self._deadline)
        return await self._speak(sock, way)

    async def _by_proxy(self, way: Way, proxy: Proxy) -> _Found:
        sock = await self._through(proxy, way.port)
        return await self._speak(sock, way)

    async def _through(self, proxy: Proxy, port: int) -> socket.socket:
        """Connect by a proxy; where it wants a login, with what is known, remembered, or said by the user."""
        logins, place = self._dialler.logins, proxy.place
        login = proxy.login or (None if logins is None else logins.known(place))
        for left in reversed(range(LOGINS_LIMIT)):
            try:
                sock = await through(proxy, self._wanted.host, port, login=login, deadline=self._deadline)
            except DialError as error:
                if error.kind != "proxy_login" or logins is None or not left:
                    raise
                login = await self._other_login(logins, place, login)
                if login is None:
                    raise
            else:
                if login is not None and logins is not None:
                    logins.accepted(place, login)
                return sock
        raise AssertionError("the last try has returned or raised")

    async def _other_login(self, logins: Logins, place: str, refused: Login | None) -> Login | None:
        """Return another login than the one that the proxy has refused, and time to use it; None: there is none."""
        if refused is not None:
            logins.refused(place)
        if (login := await logins.kept(place)) is None:
            await asyncio.sleep(self._began + ASK_USER_AFTER_S - self._loop.time())  # others may have arrived by then
            login = await logins.ask(place)
        self._deadline = max(self._deadline, self._loop.time() + self._timeout_s)
        return login

    async def _speak(self, sock: socket.socket, way: Way) -> _Found:
        if way.web:
            context = web_context(self._wanted.trust)
            candidate = await over_websocket(sock, self._wanted, way.port, context, self._deadline)
        else:
            candidate = await over_tls(sock, self._wanted, client_context(self._wanted.trust), self._deadline)
        return _Found(candidate, way)

    async def _asked(self) -> list[Proxy]:
        assert self._proxies is not None
        return await asyncio.shield(self._proxies)

    async def _ask_for_proxies(self) -> list[Proxy]:
        ask = self._dialler.ask_proxies
        if ask is None or is_this_computer(self._wanted.host):
            return []
        try:
            return await aside(partial(ask, self._wanted.host, self._wanted.port), ASK_PROXIES_S)
        except TimeoutError:
            _log.warning("the system does not say in time which proxies there are")
            return []


def _discard(found: _Found) -> None:
    found.candidate.discard()
