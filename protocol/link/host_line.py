"""A client's line to its host: a link that comes back by itself for as long as it is wanted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from protocol.link.dialing import dial
from protocol.link.link import KeepAlive, Link, LinkEnd, Trust
from protocol.link.redirect import REDIRECTED, Way
from protocol.link.relay import may_relay, relay_of
from protocol.link.ways.trouble import DialError
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.messages import OTHER_VERSION, Hello, Redirected, Refused, Room, Welcome

WELCOME_S = 10.0  # that the host may take to answer the Hello

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Backoff:
    """How long to wait before the next try: `first_s`, doubled after each failure, `limit_s` at most."""

    first_s: float = 0.25
    limit_s: float = 8.0


class Dial(Protocol):
    """How a line makes its links; see `dialing.dial`."""

    def __call__(
        self,
        host: str,
        port: int,
        trust: Trust,
        *,
        receive: Callable[[Message], None],
        ended: Callable[[LinkEnd], None],
        keep_alive: KeepAlive | None,
        name: str | None,
        hello: Hello,
    ) -> Awaitable[Link]:
        """Return a link over which `hello` was said, or raise DialError."""


class HostLine:
    """Keeps a link to one host up: says Hello, waits for the Welcome, and tries again when it is lost.

    Where the host says that another one is the right one, the line goes there, and after a break begins at home again.
    All callbacks run on the event loop's thread, none after `stop`.

    Args:
        address: host and port.
        trust: which host that must be.
        program: what Hello calls this program.
        up: called with each new link, right after the host's Welcome; the owner logs in or attaches with it.
        receive: called with every later message.
        down: called once for each link that ended and for each try that failed, with a code: a `LinkEnd`, a
            `DialError.code`, `REDIRECTED` (the next try is under way), or a `Reason` with which the host refused the
            Hello (then nothing is tried again).

    Attributes:
        link: the link, while it is up. Its `trust` is whom the line trusts from then on.
        retry_in_s: how long the next try waits, as said by the time `down` is called; None: there is none.
    """

    def __init__(
        self,
        *,
        address: tuple[str, int],
        trust: Trust,
        program: str,
        up: Callable[[Link], None],
        receive: Callable[[Message], None],
        down: Callable[[str], None],
        backoff: Backoff | None = None,
        keep_alive: KeepAlive | None = None,
        welcome_s: float = WELCOME_S,
        dial: Dial = dial,
    ) -> None:
        self.link: Link | None = None
        self.retry_in_s: float | None = None
        self._way = Way(address, trust)
        self._program = program
        self._up = up
        self._receive = receive
        self._down = down
        self._backoff = backoff or Backoff()
        self._keep_alive = keep_alive
        self._welcome_s = welcome_s
        self._dial = dial
        self._delay_s = self._backoff.first_s
        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()
        self._dialled: Link | None = None
        self._over: asyncio.Future[str] = self._loop.create_future()  # of the present try

    def start(self) -> None:
        """Begin to connect."""
        assert self._task is None
        self._task = self._loop.create_task(self._run())

    def stop(self) -> None:
        """Close the link and stay down."""
        if self._task is not None:
            self._task.cancel()
        self.link, self.retry_in_s = None, None
        if self._dialled is not None:
            self._dialled.close()

    def retry_now(self) -> None:
        """Try again at once, where the line is waiting to."""
        self._hurry.set()

    async def _run(self) -> None:
        code = ""
        while code not in OTHER_VERSION:
            code = await self._one_link()
            self.link = None
            self.retry_in_s = None if code in OTHER_VERSION else 0.0 if code == REDIRECTED else self._delay_s
            _log.info("no link to the host: %s, next try in %s s", code, self.retry_in_s)
            self._hurry.clear()
            self._down(code)
            if self.retry_in_s:
                self._way.go_home()
                await self._wait(self.retry_in_s)

    async def _one_link(self) -> str:
        """Dial, and return why it is over."""
        over: asyncio.Future[str] = self._loop.create_future()
        self._over = over
        self._dialled = None
        try:
            link = await self._dial(
                *self._way.address,
                self._way.trust,
                receive=self._greeted,
                ended=partial(_settle, over),  # of this try alone: its end may be told during the next
                keep_alive=self._keep_alive,
                name=self._way.name,
                hello=Hello(program=self._program),
            )
        except DialError as error:
            return error.code
        self._dialled = link
        deadline = self._loop.call_later(self._welcome_s, self._not_greeted)
        try:
            return await over
        finally:
            deadline.cancel()
            link.close()

    async def _wait(self, delay_s: float) -> None:
        self._delay_s = min(self._delay_s * 2, self._backoff.limit_s)
        try:
            async with asyncio.timeout(delay_s):
                await self._hurry.wait()
        except TimeoutError:
            pass

    def _greeted(self, message: Message) -> None:
        if self.link is not None and isinstance(message, Redirected):
            self._redirected(self.link, message)
        elif self.link is not None:
            if isinstance(message, Room):  # the seat is taken: from here on, a break is a new story
                self._delay_s = self._backoff.first_s
            self._receive(message)
        elif self._dialled is not None and isinstance(message, Welcome):
            if not self._is_welcome(self._dialled, message.certificate):
                return
            self.link = self._dialled
            if self.link.trust is not None:
                self._way.believe(self.link.trust)
            self._up(self.link)
        elif self._dialled is not None and isinstance(message, Refused):
            _settle(self._over, message.reason.value)
            self._dialled.close(LinkEnd.REFUSED)
        else:
            raise BadMessage(f"{message.TAG} before the Welcome")

    def _is_welcome(self, link: Link, told: bytes | None) -> bool:
        """Take note of what relays a new link; where none may, end it."""
        link.relay = relay_of(link, told)
        if not link.relay:
            return True
        link.host_fingerprint = told
        if not may_relay(self._way.trust):
            _settle(self._over, "certificate")
            link.close(LinkEnd.CERTIFICATE)
            return False
        return True

    def _redirected(self, link: Link, message: Redirected) -> None:
        _settle(self._over, REDIRECTED if self._way.follow(message, link.peer_fingerprint) else "unreachable")
        link.close()

    def _not_greeted(self) -> None:
        if self.link is None and self._dialled is not None:
            self._dialled.close(LinkEnd.SILENT)


def _settle(over: asyncio.Future[str], code: str) -> None:
    """Say why a try is over; the first reason counts."""
    if not over.done():
        over.set_result(str(code))
