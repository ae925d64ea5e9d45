"""One way to a host, walked to its end: port, TLS, certificate, WebSocket, the host's answer, delay and rate."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from protocol.link.candidate import Candidate, Wanted, secured
from protocol.link.checking.findings import Finding, Route, Topic, Verdict
from protocol.link.checking.measuring import Measured, NotMeasuredError, measure
from protocol.link.link import Trust
from protocol.link.relay import relay_of
from protocol.link.tls import ALPN, ALPN_HTTP, client_context
from protocol.link.ways.trouble import OF_THE_HOST, DialError
from protocol.link.websocket import NoWebSocketError, WebSocketClient
from protocol.vocabulary.messages import Hello, Refused, Welcome

STEP_S = 6.0  # that TLS and the host's answer may take together
SLOW_BITS = 300_000  # a second: pictures take their time below it
LONG_S = 0.3  # there and back; above it each click is felt
_ANY = Trust(None, deferred=True)  # nothing is told to whoever is there, so it is looked at whoever that is

Connect = Callable[[float], Awaitable[socket.socket]]
"""Makes a connection on this way by a deadline; raises DialError."""


class Walk:
    """Walks one way.

    Args:
        route: the way.
        connect: makes a connection on it.
        host: the name that is dialled.
        trust: who must be there, as the program would have it.
        told: hears each finding.
        seen: the certificates (SHA-256) that ways before this one have shown, whether an authority had to vouch for
            them, and the objection to each.

    Attributes:
        error: why the host has not answered.
        objection: the code of why the program would not go on with whoever is there; "": it would.
    """

    def __init__(
        self,
        route: Route,
        connect: Connect,
        *,
        host: str,
        trust: Trust,
        program: str,
        told: Callable[[Finding], None],
        seen: dict[tuple[bytes, bool], str],
    ) -> None:
        self.route = route
        self.error: DialError | None = None
        self.objection = ""
        self._connect = connect
        self._host = host
        self._trust = trust
        self._hello = Hello(program=program)
        self._told = told
        self._seen = seen
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None

    async def knock(self, within_s: float) -> bool:
        """Return whether the port takes a connection; say so, and how long that took."""
        began = self._loop.time()
        try:
            (await self._connect(began + within_s)).close()
        except DialError as error:
            self.error = error
            web = self.route.kind == "web"
            self._say(Topic.PORT, self._failed, "web_closed" if web else error.code)
            return False
        self._say(Topic.PORT, Verdict.GOOD, "port_open", ms=1000 * (self._loop.time() - began))
        return True

    async def walk(self) -> bool:
        """Return whether the host answers on this way; say all that is found on it."""
        heard: asyncio.Queue[object] = asyncio.Queue()
        wanted = Wanted(
            host=self._host, port=self.route.port, name=self._host, trust=_ANY, hello=self._hello,
            receive=heard.put_nowait, ended=heard.put_nowait, keep_alive=None,
        )  # fmt: skip
        candidate = Candidate(wanted)
        try:
            sock = await self._connect(self._loop.time() + STEP_S)
            await (self._by_web if self.route.kind == "web" else self._by_tls)(sock, candidate)
            candidate.hand_over()
            return await self._hear(candidate, heard)
        except DialError as error:
            self._fail(Topic.HOST if error.kind in OF_THE_HOST else Topic.TLS, error)
            return False
        finally:
            candidate.discard()
            if self._transport is not None:
                self._transport.abort()
                await asyncio.sleep(0)  # it is gone when the next way begins

    async def _by_tls(self, sock: socket.socket, candidate: Candidate) -> None:
        deadline = self._loop.time() + STEP_S
        await self._secure(sock, candidate.link, client_context(_ANY), deadline)
        if not candidate.link.speaks(ALPN):
            raise DialError("other_service")
        await candidate.greet(deadline)

    async def _by_web(self, sock: socket.socket, candidate: Candidate) -> None:
        deadline = self._loop.time() + STEP_S
        client = WebSocketClient(candidate.link, (self._host, self.route.port))
        try:
            await self._secure(sock, client, web_context(), deadline)
            await self._upgrade(client, deadline)
        finally:
            client.standing.cancel()
        await candidate.greet(deadline)

    async def _secure(
        self, sock: socket.socket, protocol: asyncio.Protocol, context: ssl.SSLContext, deadline: float
    ) -> None:
        self._transport = await secured(sock, lambda: protocol, self._host, context, deadline)
        await self._look_at(self._transport.get_extra_info("ssl_object"))

    async def _upgrade(self, client: WebSocketClient, deadline: float) -> None:
        try:
            async with asyncio.timeout_at(deadline):
                await client.standing
        except TimeoutError as error:
            self._say(Topic.WEBSOCKET, self._failed, "websocket_silent")
            raise DialError("timeout") from error
        except NoWebSocketError as error:
            code = "websocket_refused" if error.status else "websocket_gone"
            self._say(Topic.WEBSOCKET, self._failed, code, status=str(error.status))
            raise DialError("other_service") from error
        self._say(Topic.WEBSOCKET, Verdict.GOOD, "websocket_open")

    # -- the certificate ----------------------------------------------------------------------------------------

    async def _look_at(self, tls: Any) -> None:
        from protocol.link.pins import end_of, issuer_of, presented  # hardly anybody needs the packages behind it

        self._say(Topic.TLS, Verdict.GOOD, "tls_stands", version=str(tls.version()).replace("TLSv", "TLS "))
        chain = presented(tls)
        shown = hashlib.sha256(chain[0]).digest(), self._needs_authority
        if shown in self._seen:
            self.objection = self._seen[shown]
            self._say(Topic.CERTIFICATE, self._failed if self.objection else Verdict.GOOD, "certificate_same")
            return
        values = {"issuer": issuer_of(chain[0]) or "?", "until": end_of(chain[0]) or "?", "fingerprint": shown[0].hex()}
        if self._trust.is_pinned:
            trusted = self._trust.followed(shown[0], tls, self._host) is not None
            code = "certificate_pinned" if trusted else "certificate_other"
            self._judge(Verdict.GOOD if trusted else Verdict.BAD, code, "" if trusted else "certificate", values)
        else:
            self._judge_by_authorities(await self._trouble_with_authorities(), values)
        self._seen[shown] = self.objection

    @property
    def _needs_authority(self) -> bool:
        """Whether the program goes this way only with a certificate that this computer's authorities vouch for."""
        return not self._trust.is_pinned and (not self._trust.deferred or self.route.kind == "web")

    def _judge_by_authorities(self, problem: DialError | None, values: Mapping[str, str]) -> None:
        if problem is None:
            self._judge(Verdict.GOOD, "certificate_known", "", values)
        elif self._needs_authority:
            code = "certificate_unknown" if problem.kind == "certificate" else problem.code
            self._judge(self._failed, code, problem.code, values)
        else:
            code = "certificate_unproven" if problem.kind == "certificate" else problem.code
            self._judge(Verdict.NOTE, code, "", values)

    def _judge(self, verdict: Verdict, code: str, objection: str, values: Mapping[str, str]) -> None:
        self.objection = objection
        self._say(Topic.CERTIFICATE, verdict, code, **values)

    async def _trouble_with_authorities(self) -> DialError | None:
        """Return what this computer's authorities have against the certificate that is shown here."""
        deadline = self._loop.time() + STEP_S
        context = ssl.create_default_context()
        context.set_alpn_protocols([ALPN, ALPN_HTTP])
        try:
            sock = await self._connect(deadline)
            transport = await secured(sock, asyncio.Protocol, self._host, context, deadline)
        except DialError as error:
            return error if error.kind.startswith("certificate") else DialError("certificate")
        transport.abort()
        return None

    # -- the host -----------------------------------------------------------------------------------------------

    async def _hear(self, candidate: Candidate, heard: asyncio.Queue[object]) -> bool:
        """Read the host's answer to hello, then measure."""
        answer = await heard.get()
        if isinstance(answer, Refused):
            self._say(Topic.HOST, Verdict.BAD, answer.reason.value)
            return False
        if not isinstance(answer, Welcome):
            raise DialError("lost")
        self._say(Topic.HOST, Verdict.GOOD, "host_answers")
        if through := relay_of(candidate.link, answer.certificate):
            objection = (
                "certificate" if self._trust.is_pinned else "relayed" if self._trust.deferred else self.objection
            )
            self._judge(self._failed if objection else Verdict.NOTE, "certificate_relay", objection, {"name": through})
        try:
            self._say_measured(await measure(candidate.link.send, heard))
        except NotMeasuredError as error:
            self._say(Topic.DELAY, Verdict.NOTE, f"measure_{error.code}")
        return True

    def _say_measured(self, found: Measured) -> None:
        delay = Verdict.NOTE if found.delay_s > LONG_S else Verdict.GOOD
        self._say(Topic.DELAY, delay, "delay_long" if delay is Verdict.NOTE else "delay", ms=1000 * found.delay_s)
        rate = Verdict.NOTE if found.bits_a_second < SLOW_BITS else Verdict.GOOD
        code = "rate_slow" if rate is Verdict.NOTE else "rate"
        self._say(Topic.RATE, rate, code, mbit=found.bits_a_second / 1e6)
        if found.seen:
            self._say(Topic.HOST, Verdict.GOOD, "host_sees", address=found.seen)

    @property
    def _failed(self) -> Verdict:
        """What it means that this way fails: a WebSocket is one that few networks need."""
        return Verdict.NOTE if self.route.kind == "web" else Verdict.BAD

    def _fail(self, topic: Topic, error: DialError) -> None:
        self.error = error
        self._say(topic, self._failed, error.code)

    def _say(self, topic: Topic, verdict: Verdict, code: str, **values: str | float) -> None:
        self._told(Finding(self.route, topic, verdict, code, values))


def web_context() -> ssl.SSLContext:
    """Return the TLS settings for a look at whoever is there, as browsers come."""
    context = client_context(_ANY)
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # a balancer's
    context.set_alpn_protocols([ALPN_HTTP])
    return context
