"""A link that is tried: it is one as soon as the host has answered over it, and its owner hears nothing before."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from protocol.link.link import KeepAlive, Link, LinkEnd, Trust
from protocol.link.tls import ALPN, SHUTDOWN_S
from protocol.link.ways.trouble import DialError, DialKind, of_tls
from protocol.link.websocket import NoWebSocketError, WebSocketClient
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.messages import Refused, Welcome

_ENDS: dict[LinkEnd, DialKind] = {
    LinkEnd.CERTIFICATE: "certificate",
    LinkEnd.BAD_MESSAGE: "bad_message",
    LinkEnd.SILENT: "silent",
}
HELD_LIMIT = 16  # messages that a host may say before the link's owner has it


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is dialled: which host, as whom, and for whom.

    Attributes:
        host, port: as they are dialled.
        name: whose certificate the host must show.
        trust: who must be there.
        hello: what the host has to answer; None: nothing is said, the handshake is enough.
        receive, ended: the owner's, see `Link`.
        keep_alive: see `Link`.
    """

    host: str
    port: int
    name: str
    trust: Trust
    hello: Message | None
    receive: Callable[[Message], None]
    ended: Callable[[LinkEnd], None]
    keep_alive: KeepAlive | None


class Candidate:
    """A link and what it has heard, until it is its owner's.

    Attributes:
        link: the link.
        answered: done once the host has answered; DialError where the link has ended before.
    """

    def __init__(self, wanted: Wanted, *, trust: Trust | None = None) -> None:
        self._wanted = wanted
        self._held: list[Message] = []
        self._is_owners = False
        self._end: LinkEnd | None = None  # that its owner has not been told yet
        self.answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.link = Link(
            receive=self._receive,
            ended=self._ended,
            trust=trust or wanted.trust,
            keep_alive=wanted.keep_alive,
            name=wanted.name,
        )

    async def greet(self, deadline: float) -> Candidate:
        """Say hello and wait for the answer, where there is something to be said.

        Raises:
            DialError: who is there is not the one that is trusted, or does not answer.
        """
        if self.link.end is LinkEnd.CERTIFICATE:
            raise DialError("certificate")
        if self._wanted.hello is not None:
            self.link.send(self._wanted.hello)
            try:
                async with asyncio.timeout_at(deadline):
                    await self.answered
            except TimeoutError as error:
                raise DialError("silent") from error
        return self

    def hand_over(self) -> Link:
        """Return the link; its owner hears what was said, as soon as they have it."""
        asyncio.get_running_loop().call_soon(self._say_what_was_held)
        return self.link

    def discard(self) -> None:
        """Let go of the link: another one was faster, or this one is none."""
        if not self.answered.done():
            self.answered.cancel()
        self.link.close()

    def _say_what_was_held(self) -> None:
        self._is_owners = True
        try:
            for message in self._held:
                self._wanted.receive(message)
        except BadMessage:
            self.link.close(LinkEnd.BAD_MESSAGE)
            return
        if self._end is not None:
            self._wanted.ended(self._end)

    def _receive(self, message: Message) -> None:
        if self._is_owners:
            self._wanted.receive(message)
            return
        if len(self._held) >= HELD_LIMIT or not (self._held or isinstance(message, Welcome | Refused)):
            raise BadMessage(f"{message.TAG} before the answer to hello")
        self._held.append(message)
        if not self.answered.done():
            self.answered.set_result(None)

    def _ended(self, end: LinkEnd) -> None:
        if self._is_owners:
            self._wanted.ended(end)
            return
        self._end = end
        if not self.answered.done():
            self.answered.set_exception(DialError(_ENDS.get(end, "lost")))
            self.answered.exception()  # whoever waits for it is told; perhaps nobody does


async def over_tls(sock: socket.socket, wanted: Wanted, context: ssl.SSLContext, deadline: float) -> Candidate:
    """Return the link over a connection on which nothing was said yet.

    Raises:
        DialError: with what went wrong.
    """
    candidate = Candidate(wanted)
    try:
        await secured(sock, lambda: candidate.link, wanted.name, context, deadline)
        if candidate.link.end is None and not candidate.link.speaks(ALPN):
            raise DialError("other_service")
        return await candidate.greet(deadline)
    except BaseException:
        candidate.discard()
        raise


async def secured(
    sock: socket.socket, make: Callable[[], asyncio.Protocol], name: str, context: ssl.SSLContext, deadline: float
) -> asyncio.Transport:
    """Begin TLS on a connection, and have the protocol that `make` makes speak over it.

    Raises:
        DialError: with what went wrong.
    """
    loop = asyncio.get_running_loop()
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        async with asyncio.timeout_at(deadline):
            transport, _ = await loop.create_connection(
                make, sock=sock, ssl=context, server_hostname=name, ssl_shutdown_timeout=SHUTDOWN_S
            )
    except TimeoutError as error:
        raise DialError("timeout") from error
    except OSError as error:
        raise of_tls(error) from error
    return transport


def web_allowed(wanted: Wanted) -> bool:
    """Return whether a WebSocket is a way: who has pinned the host sees that it is the host, who greets it hears it.

    TLS may end before the host, at whoever has a certificate for the name that this computer trusts; the host's welcome
    says so to whom it matters (see relay.py).
    """
    return wanted.hello is not None or wanted.trust.is_pinned


async def over_websocket(
    sock: socket.socket, wanted: Wanted, port: int, context: ssl.SSLContext, deadline: float
) -> Candidate:
    """Return the link over a connection on which nothing was said yet.

    Raises:
        DialError: with what went wrong.
    """
    pinned = wanted.trust.is_pinned
    candidate = Candidate(wanted, trust=None if pinned else Trust(fingerprint=None))
    client = WebSocketClient(candidate.link, (wanted.name, port))
    client.standing.add_done_callback(_looked_at)
    transport: asyncio.Transport | None = None
    try:
        transport = await secured(sock, lambda: client, wanted.name, context, deadline)
        async with asyncio.timeout_at(deadline):
            await client.standing
        return await candidate.greet(deadline)
    except BaseException as error:
        candidate.discard()
        if transport is not None:
            transport.abort()
        if isinstance(error, NoWebSocketError):
            raise DialError("other_service") from error
        if isinstance(error, TimeoutError):
            raise DialError("timeout") from error
        raise


def _looked_at(standing: asyncio.Future[None]) -> None:
    """Look at the outcome, whether or not somebody still waits for it."""
    if not standing.cancelled():
        standing.exception()
