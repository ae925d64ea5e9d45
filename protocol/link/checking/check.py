"""Check the connection to a host: its name, the system's proxies, each way there, and what all of it comes to.

The ways are walked one after the other, so that no measure waits for another; only their ports are knocked at together.
Whatever is there is greeted and sent some zero bytes: no code, no login, no seat.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import partial

from protocol.link.checking.findings import EVERYWHERE, Finding, Route, Topic, Verdict
from protocol.link.checking.walk import Connect, Walk
from protocol.link.link import Trust
from protocol.link.ways.addresses import Address, addresses_of, connected, is_this_computer
from protocol.link.ways.aside import aside
from protocol.link.ways.proxies import AskProxies, Login, Logins, Proxy, through
from protocol.link.ways.trouble import DialError, most_telling
from protocol.notation.joincode import DEFAULT_PORT

KNOCK_S = 5.0  # that a port may take to answer
ASK_PROXIES_S = 3.0
ADDRESSES, PROXIES = 4, 2  # that are walked at most


class Check:
    """One check.

    Args:
        host, port: as they are dialled.
        trust: who must be there, as the program would have it.
        program: how it calls itself.
        told: hears each finding, as soon as it is there.
        progress: hears how many ways have been walked, and of how many; of 0 while that is not known.
        ask_proxies, logins: see `protocol.link.ways.proxies`; nobody is asked for a login here.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        trust: Trust,
        program: str,
        told: Callable[[Finding], None],
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        ask_proxies: AskProxies | None = None,
        logins: Logins | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._trust = trust
        self._program = program
        self._told = told
        self._progress = progress
        self._ask_proxies = ask_proxies
        self._logins = logins
        self._seen: dict[tuple[bytes, bool], str] = {}

    async def run(self) -> None:
        """Check all of it; what has begun ends with the task that runs this."""
        self._progress(0, 0)
        problems: list[DialError] = []
        addresses = await self._look_up(problems)
        walks = [*self._straight(addresses), *await self._by_proxies(), *self._by_web(addresses)]
        answered = await self._walk_all(walks)
        problems += [walk.error for walk in walks if walk.error is not None and walk.route.kind != "web"]
        problems += [walk.error for walk in walks if walk.error is not None and walk.route.port == self._port]
        self._conclude(answered, problems)

    async def _walk_all(self, walks: list[Walk]) -> list[Walk]:
        """Return the ways on which the host has answered."""
        open_ones = await asyncio.gather(*(walk.knock(KNOCK_S) for walk in walks))
        answered = []
        for done, (walk, is_open) in enumerate(zip(walks, open_ones, strict=True)):
            self._progress(done, len(walks))
            if is_open and await walk.walk():
                answered.append(walk)
        self._progress(len(walks), len(walks))
        return answered

    def _conclude(self, answered: list[Walk], problems: list[DialError]) -> None:
        reached = [walk.route for walk in answered if not walk.objection]
        if not reached:
            code = answered[0].objection if answered else most_telling(problems).code
            self._say(Topic.RESULT, Verdict.BAD, code)
        elif reached[0].kind == "straight":
            self._say(Topic.RESULT, Verdict.GOOD, "result_straight")
        else:
            self._say(Topic.RESULT, Verdict.GOOD, f"result_{reached[0].kind}", proxy=reached[0].proxy)

    # -- what is there ------------------------------------------------------------------------------------------

    async def _look_up(self, problems: list[DialError]) -> list[Address]:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            found = await addresses_of(self._host, self._port)
        except DialError as error:
            problems.append(error)
            self._say(Topic.NAME, Verdict.BAD, error.code)
            return []
        said = ", ".join(str(place[0]) for _family, place in found)
        self._say(Topic.NAME, Verdict.GOOD, "name_known", addresses=said, ms=1000 * (loop.time() - began))
        return found[:ADDRESSES]

    def _straight(self, addresses: list[Address]) -> list[Walk]:
        return [
            self._walk(Route("straight", self._port, str(each[1][0])), partial(_connect, each, self._port))
            for each in addresses
        ]

    def _by_web(self, addresses: list[Address]) -> list[Walk]:
        """Return the WebSockets: to the first address, which is as good as any for what differs."""
        return [
            self._walk(Route("web", port, str(each[1][0])), partial(_connect, _at(each, port), port))
            for each in addresses[:1]
            for port in dict.fromkeys((self._port, DEFAULT_PORT))
        ]

    async def _by_proxies(self) -> list[Walk]:
        found = await self._ask_for_proxies()
        if not found:
            self._say(Topic.PROXIES, Verdict.GOOD, "proxies_none")
            return []
        self._say(Topic.PROXIES, Verdict.NOTE, "proxies", places=", ".join(each.place for each in found))
        walks = []
        for each in found[:PROXIES]:
            reach = partial(self._through, each, await self._login(each))
            walks.append(self._walk(Route("proxy", self._port, proxy=each.place), partial(reach, self._port)))
            walks += [
                self._walk(Route("web", port, proxy=each.place), partial(reach, port))
                for port in dict.fromkeys((self._port, DEFAULT_PORT))
            ]
        return walks

    async def _ask_for_proxies(self) -> list[Proxy]:
        if self._ask_proxies is None or is_this_computer(self._host):
            return []
        try:
            return await aside(partial(self._ask_proxies, self._host, self._port), ASK_PROXIES_S)
        except TimeoutError:
            return []

    async def _login(self, proxy: Proxy) -> Login | None:
        if proxy.login is not None or self._logins is None:
            return proxy.login
        return self._logins.known(proxy.place) or await self._logins.kept(proxy.place)

    async def _through(self, proxy: Proxy, login: Login | None, port: int, deadline: float) -> socket.socket:
        return await through(proxy, self._host, port, login=login, deadline=deadline)

    def _walk(self, route: Route, connect: Connect) -> Walk:
        return Walk(
            route, connect, host=self._host, trust=self._trust, program=self._program, told=self._told, seen=self._seen
        )  # fmt: skip

    def _say(self, topic: Topic, verdict: Verdict, code: str, **values: str | float) -> None:
        self._told(Finding(EVERYWHERE, topic, verdict, code, values))


async def _connect(address: Address, port: int, deadline: float) -> socket.socket:
    return await connected(address, port, deadline)


def _at(address: Address, port: int) -> Address:
    """Return the same address with another port."""
    family, (place, _port, *more) = address
    return family, (place, port, *more)
