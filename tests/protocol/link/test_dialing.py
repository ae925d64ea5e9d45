"""Dialling finds the right host or says what is wrong; nothing is heard from a host that is not trusted."""

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest

from protocol.link.dialing import Dialler, dial
from protocol.link.link import Link, LinkEnd, Trust
from protocol.link.tls import client_context
from protocol.link.ways.proxies import Proxy
from protocol.link.ways.trouble import DialError
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Hello, Welcome
from tests.protocol.link.serving import serve

DEADLINE_S = 60.0  # reached by a failing test only


class Host:
    """A host that talks at once, before it was greeted, as an impostor might."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        self.links: list[Link] = []
        self.port = 0

    def make(self) -> Link:
        return Link(receive=self.heard.append, ended=lambda end: None, opened=self.opened)

    def opened(self, link: Link) -> None:
        self.links.append(link)
        link.send(Welcome())


@pytest.fixture
async def host(identity: Any) -> AsyncIterator[Host]:
    host = Host()
    server = await serve(["127.0.0.1"], 0, identity.context, host.make)
    host.port = server.sockets[0].getsockname()[1]
    yield host
    server.close()
    for link in host.links:
        link.close()
        await link.wait_gone()


async def dialled(port: int, trust: Trust, *, host: str = "127.0.0.1", timeout_s: float = DEADLINE_S) -> list[Message]:
    """Dial and return what was heard until the host's Welcome."""
    heard: list[Message] = []
    arrived = asyncio.Event()

    def receive(message: Message) -> None:
        heard.append(message)
        arrived.set()

    gone = asyncio.Event()
    link = await dial(host, port, trust, receive=receive, ended=lambda end: gone.set(), timeout_s=timeout_s)
    async with asyncio.timeout(DEADLINE_S):
        await arrived.wait()
        link.close()
        await gone.wait()
        await link.wait_gone()
    return heard


async def fails(port: int, trust: Trust, *, host: str = "127.0.0.1", timeout_s: float = DEADLINE_S) -> str:
    heard: list[Message] = []
    ends: list[LinkEnd] = []
    with pytest.raises(DialError) as caught:
        await dial(host, port, trust, receive=heard.append, ended=ends.append, timeout_s=timeout_s)
    assert heard == []
    return caught.value.kind


async def test_the_pinned_host_is_talked_to(host: Host, identity: Any) -> None:
    assert await dialled(host.port, Trust(identity.fingerprint)) == [Welcome()]


async def test_a_name_with_several_addresses_is_tried_through(host: Host, identity: Any) -> None:
    assert await dialled(host.port, Trust(identity.fingerprint), host="localhost") == [Welcome()]


async def test_with_deferred_trust_any_host_is_talked_to_and_its_certificate_known(host: Host, identity: Any) -> None:
    link = await dial(
        "127.0.0.1", host.port, Trust(None, deferred=True), receive=lambda m: None, ended=lambda end: None
    )
    assert link.peer_fingerprint == identity.fingerprint
    link.close()
    await link.wait_gone()


async def test_another_certificate_than_the_pinned_one_is_refused_before_a_word(
    host: Host, other_identity: Any
) -> None:
    assert await fails(host.port, Trust(other_identity.fingerprint)) == "certificate"
    assert await fails(host.port, Trust(bytes(32), deferred=True)) == "certificate"
    assert host.heard == []


async def test_a_self_made_certificate_is_refused_where_a_public_one_is_expected(host: Host) -> None:
    assert await fails(host.port, Trust(None)) == "certificate"


async def test_nobody_listening_is_refused(unused_port: int) -> None:
    assert await fails(unused_port, Trust(None, deferred=True)) == "refused"


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.mark.parametrize("name", ["host.invalid", "x" * 300, "a..b"])
async def test_a_name_that_nobody_has_is_said(name: str) -> None:
    assert await fails(1, Trust(None, deferred=True), host=name) == "name"


async def test_a_host_that_does_not_answer_is_a_timeout() -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        assert await fails(sock.getsockname()[1], Trust(None, deferred=True), timeout_s=0.05) == "timeout"


async def test_a_host_without_tls_is_no_host() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.0 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    assert await fails(server.sockets[0].getsockname()[1], Trust(None, deferred=True)) == "other_service"
    server.close()


async def test_a_taken_port_is_said_at_once(host: Host, identity: Any) -> None:
    with pytest.raises(OSError):
        await serve(["127.0.0.1"], host.port, identity.context, host.make)


def test_a_client_accepts_an_unknown_certificate_only_where_it_is_proven_otherwise() -> None:
    assert client_context(Trust(None)).verify_mode is ssl.CERT_REQUIRED
    assert client_context(Trust(None)).check_hostname
    assert client_context(Trust(bytes(32))).verify_mode is ssl.CERT_NONE
    assert Trust(bytes(32)).followed(None) is None
    assert Trust(bytes(32)).followed(bytes(31) + b"\x01") is None


async def test_messages_for_a_link_that_has_ended_are_dropped(host: Host, identity: Any) -> None:
    link = await dial(
        "127.0.0.1", host.port, Trust(identity.fingerprint), receive=lambda m: None, ended=lambda end: None
    )
    link.close()
    link.send(Hello())
    assert link.bytes_sent == 0
    await link.wait_gone()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST.", "::1"])
async def test_no_proxy_is_asked_for_what_is_on_this_computer(unused_port: int, name: str) -> None:
    asked: list[str] = []

    def ask(host: str, _port: int) -> list[Proxy]:
        asked.append(host)
        return []

    dialler = Dialler(ask_proxies=ask)
    for host in (name, "host.invalid"):
        with pytest.raises(DialError):
            await dialler.dial(host, unused_port, Trust(None), receive=print, ended=print)
    assert asked == ["host.invalid"]


async def test_a_system_that_does_not_say_its_proxies_keeps_nobody_waiting(host: Host, identity: Any) -> None:
    over = threading.Event()

    def ask(_host: str, _port: int) -> list[Proxy]:
        over.wait()
        return []

    dialler = Dialler(ask_proxies=ask)
    link = await dialler.dial(
        "localhost", host.port, Trust(identity.fingerprint), receive=print, ended=lambda _end: None
    )
    assert link.end is None
    link.close()
    await link.wait_gone()
    over.set()
