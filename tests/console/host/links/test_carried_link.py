"""A program's link over a WebSocket: the same bytes, limits and budgets as over TLS alone."""

import asyncio
import contextlib
import socket
import ssl

import aiohttp
import pytest

from console.host.core.places import Kind
from protocol.link.link import WRITE_HIGH, Link, LinkEnd
from protocol.link.websocket import MESSAGE_LIMIT, NoWebSocketError, WebSocketClient
from protocol.link.wire import UNADMITTED_LIMIT, frame
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.messages import Draining, Hello, OpenSession, SessionOpened, TokenLogin, Welcome

PATIENCE_S = 60.0
ASKS = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
KEY = {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}


def anyone():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Program:
    """A program that reaches the host over a WebSocket."""

    def __init__(self):
        self.got = asyncio.Queue()
        self.over = asyncio.get_running_loop().create_future()
        self.link = Link(receive=self.got.put_nowait, ended=self.over.set_result)

    async def connect(self, port, source="127.0.0.1", subpath=""):
        self.socket = WebSocketClient(self.link, ("127.0.0.1", port), subpath)
        loop = asyncio.get_running_loop()
        await loop.create_connection(
            lambda: self.socket, "127.0.0.1", port, ssl=anyone(), server_hostname="127.0.0.1", local_addr=(source, 0)
        )
        async with asyncio.timeout(PATIENCE_S):
            await self.socket.standing
        return self

    async def greet(self):
        self.link.send(Hello(program="viewer"))
        await self.get(Welcome)
        return self

    async def get(self, kind):
        async with asyncio.timeout(PATIENCE_S):
            while not isinstance(message := await self.got.get(), kind):
                pass
        return message

    async def ended(self):
        async with asyncio.timeout(PATIENCE_S):
            return await self.over


async def gone(host):
    """Wait until the host has no stranger's connection any more, and its socket is closed, too."""
    async with asyncio.timeout(PATIENCE_S):
        while host.gateway.places.counts()[Kind.STRANGER]:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)


@pytest.fixture
async def program(host):
    made = await Program().connect(host.port)
    yield made
    made.link.close()
    await made.link.wait_gone()
    await gone(host)


async def test_a_program_is_greeted_over_a_websocket_as_over_tls_and_knows_the_certificate(host, program):
    await program.greet()
    assert program.link.peer_fingerprint == host.fingerprint
    assert host.gateway.places.counts()[Kind.STRANGER] == 1


async def test_where_messages_end_means_nothing(host, program):
    hello = frame(HOST_VOCABULARY.encode(Hello(program="viewer")))
    for byte in range(len(hello)):
        program.link._transport.write(hello[byte : byte + 1])
    await program.get(Welcome)


async def test_a_stranger_may_not_say_more_than_over_tls(host, program):
    program.link._transport.write((UNADMITTED_LIMIT + 1).to_bytes(4, "big"))
    assert await program.ended() is LinkEnd.LOST


async def test_a_message_over_the_limit_ends_the_link(host, program):
    from websockets.frames import Frame, Opcode

    program.socket._below.write(Frame(Opcode.BINARY, bytes(MESSAGE_LIMIT + 1)).serialize(mask=True))
    assert await program.ended() is LinkEnd.LOST


async def test_text_ends_the_link(host, program):
    program.socket._web.send_text(b"hello")
    program.socket._flush()
    assert await program.ended() is LinkEnd.LOST


async def test_it_counts_for_the_source_it_comes_from(host):
    one = await Program().connect(host.port, source="127.0.0.9")
    (place,) = host.gateway.places._pools[Kind.STRANGER].all()
    assert place.address == "127.0.0.9"
    one.link.close()
    await one.link.wait_gone()
    await gone(host)


async def test_a_token_of_this_computer_opens_nothing_over_a_websocket(host, program):
    await program.greet()
    program.link.send(TokenLogin(token=bytes(32)))
    await program.ended()


async def test_a_page_of_any_site_cannot_pass_for_a_program(host):
    base = f"https://127.0.0.1:{host.port}"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=anyone())) as http:
        for origin in (base, "https://evil.example", "null"):
            headers = ASKS | KEY | {"Origin": origin, "Sec-WebSocket-Protocol": "fernblick"}
            async with http.get(f"{base}/link", headers=headers) as answer:
                assert answer.headers.get("Sec-WebSocket-Protocol") is None
        async with http.get(f"{base}/link", headers=ASKS | KEY) as answer:
            assert answer.status == 403


async def test_who_offers_no_websocket_gets_told_and_no_link(host):
    ended = asyncio.Event()

    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            await reader.read()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        ended.set()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    opened = []
    link = Link(receive=print, ended=print, opened=opened.append)
    client = WebSocketClient(link, ("127.0.0.1", 80))
    await asyncio.get_running_loop().create_connection(lambda: client, *server.sockets[0].getsockname())
    async with asyncio.timeout(PATIENCE_S):
        with pytest.raises(NoWebSocketError) as caught:
            await client.standing
        await ended.wait()
    assert (caught.value.status, opened) == (403, [])
    server.close()


async def test_a_feed_waits_for_a_program_that_takes_nothing(host):
    """The host holds no more of what is not urgent than over TLS: what the kernel takes, and one message."""
    technician = await host.technician()
    program = await (await Program().connect(host.port)).greet()
    below = program.socket._below
    below.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    below.pause_reading()
    (peer,) = [peer for peer in host.gateway._peers if peer.technician is None]
    pulled = []

    def pull():
        pulled.append(1)
        return Draining(session=bytes(16), seconds=1) if len(pulled) < 1_000_000 else None

    feed = peer._link.feed(pull)
    feed.wake()
    async with asyncio.timeout(PATIENCE_S):
        while not peer._link._paused:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)
        seen = -1
        while seen != len(pulled):
            seen = len(pulled)
            await asyncio.sleep(0.3)
    assert len(pulled) < 1_000_000
    assert peer._link._transport.get_write_buffer_size() <= WRITE_HIGH
    feed.stop()
    below.resume_reading()
    await program.get(Draining)
    technician.send(OpenSession(request=1))
    await technician.get(SessionOpened)
    program.link.close()
    await program.link.wait_gone()
    await gone(host)
