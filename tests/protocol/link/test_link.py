"""Links over real loopback TLS: order, room, limits, silence and how they end."""

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from protocol.link import link as module
from protocol.link.dialing import dial
from protocol.link.link import Feed, KeepAlive, Link, LinkEnd, Trust
from protocol.link.tls import client_context
from protocol.link.wire import UNADMITTED_LIMIT, frame
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.joins import Join
from protocol.vocabulary.messages import Channel, Hello, Sealed, Welcome
from tests.protocol.link.serving import serve

DEADLINE_S = 60.0  # reached by a failing test only
PING = frame(b"\x81\xa1t\xa4ping")
PONG = frame(b"\x81\xa1t\xa4pong")
QUICK = KeepAlive(ping_after_s=0.02, silent_s=0.06)


def record(number: int, size: int = 60_000) -> Sealed:
    return Sealed(session=bytes(16), member=number % 65536, generation=number, channel=Channel.PICTURE, box=bytes(size))


class End:
    """One end of a link, with what it has received."""

    def __init__(self, **options: Any) -> None:
        self.messages: list[Message] = []
        self.ends: list[LinkEnd] = []
        self.changed = asyncio.Event()
        self.on_message: Callable[[Message], None] = lambda message: None
        self.options = options
        self.link: Link | None = None

    def make(self) -> Link:
        return Link(receive=self.received, ended=self.ended, opened=self.opened, **self.options)

    def opened(self, link: Link) -> None:
        self.link = link
        self.changed.set()

    def received(self, message: Message) -> None:
        self.messages.append(message)
        self.changed.set()
        self.on_message(message)

    def ended(self, end: LinkEnd) -> None:
        self.ends.append(end)
        self.changed.set()

    @property
    def up(self) -> Link:
        assert self.link is not None
        return self.link

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while not condition():
                self.changed.clear()
                await self.changed.wait()


class Wire:
    """A host's end and a client's end, connected."""

    def __init__(self, host: End, client: End, server: asyncio.Server) -> None:
        self.host, self.client, self.server = host, client, server
        self.port: int = server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        self.server.close()
        async with asyncio.timeout(DEADLINE_S):
            for end in (self.client, self.host):
                if end.link is not None:
                    end.link.close()
                    await end.link.wait_gone()


Connect = Callable[..., Any]


@pytest.fixture
async def connect(identity: Any) -> AsyncIterator[Connect]:
    wires: list[Wire] = []

    async def make(host: dict[str, Any] | None = None, client: dict[str, Any] | None = None) -> Wire:
        host_end, client_end = End(**(host or {})), End(**(client or {}))
        server = await serve(["127.0.0.1"], 0, identity.context, host_end.make)
        wire = Wire(host_end, client_end, server)
        wires.append(wire)
        client_end.link = await dial(
            "127.0.0.1",
            wire.port,
            Trust(identity.fingerprint),
            receive=client_end.received,
            ended=client_end.ended,
            **client_end.options,
        )
        await host_end.until(lambda: host_end.link is not None)
        return wire

    yield make
    for wire in wires:
        await wire.close()


# -- messages -------------------------------------------------------------------------------------------------------


async def test_messages_arrive_in_order_in_both_directions(connect: Connect) -> None:
    wire = await connect()
    for number in range(200):
        wire.client.up.send(Join(route=f"{number:04d}"))
        wire.host.up.send(record(number, 10))
    await wire.host.until(lambda: len(wire.host.messages) == 200)
    await wire.client.until(lambda: len(wire.client.messages) == 200)
    assert wire.host.messages == [Join(route=f"{number:04d}") for number in range(200)]
    assert wire.client.messages == [record(number, 10) for number in range(200)]
    assert wire.client.up.bytes_sent == wire.host.up.bytes_received > 200


async def test_the_link_knows_whom_it_talks_to(connect: Connect, identity: Any) -> None:
    wire = await connect()
    assert wire.client.up.peer_fingerprint == identity.fingerprint
    assert wire.host.up.peer_fingerprint is None
    assert wire.host.up.peer_address == wire.client.up.peer_address == "127.0.0.1"


async def test_nothing_less_than_tls_13_is_spoken(connect: Connect) -> None:
    wire = await connect()
    old = client_context(Trust(None, deferred=True))
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await asyncio.open_connection("127.0.0.1", wire.port, ssl=old)


async def test_small_messages_do_not_wait_for_others(connect: Connect) -> None:
    wire = await connect()
    for end in (wire.client, wire.host):
        sock = end.up._transport.get_extra_info("socket")  # type: ignore[union-attr]
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


async def test_what_was_sent_before_a_close_still_arrives(connect: Connect) -> None:
    wire = await connect()
    for number in range(100):
        wire.host.up.send(record(number))
    wire.host.up.close(LinkEnd.REFUSED)
    await wire.client.until(lambda: bool(wire.client.ends))
    assert len(wire.client.messages) == 100
    assert (wire.client.ends, wire.host.ends) == ([LinkEnd.LOST], [LinkEnd.REFUSED])


# -- feeds ----------------------------------------------------------------------------------------------------------


class Numbers:
    """An endless feed that counts what was pulled."""

    def __init__(self, link: Link, *, first: int = 0, size: int = 60_000) -> None:
        self.pulled: list[Sealed] = []
        self.first = first
        self.size = size
        self.feed: Feed = link.feed(self.pull)

    def pull(self) -> Message | None:
        self.pulled.append(record(self.first + len(self.pulled), self.size))
        return self.pulled[-1]


async def test_a_feed_is_pulled_only_while_there_is_room(connect: Connect) -> None:
    wire = await connect()
    transport = wire.host.up._transport
    assert transport is not None
    transport.pause_reading()
    numbers = Numbers(wire.client.up)
    numbers.feed.wake()
    before = -1
    while before != len(numbers.pulled):  # until the kernel's buffers are full as well
        before = len(numbers.pulled)
        for _ in range(20):
            await asyncio.sleep(0)
    waiting = wire.client.up._transport.get_write_buffer_size()  # type: ignore[union-attr]
    assert wire.client.up._paused
    assert waiting <= 2 * module.WRITE_HIGH
    transport.resume_reading()
    await wire.host.until(lambda: len(wire.host.messages) > before + 10)
    numbers.feed.stop()


async def test_chat_passes_a_long_feed_after_at_most_one_record(connect: Connect) -> None:
    wire = await connect()
    link = wire.client.up
    numbers = Numbers(link)
    numbers.feed.wake()
    await wire.host.until(lambda: len(wire.host.messages) >= 20)
    written = len(numbers.pulled)
    link.send(Join(route="0412"))
    await wire.host.until(lambda: Join(route="0412") in wire.host.messages)
    numbers.feed.stop()
    assert wire.host.messages.index(Join(route="0412")) <= written + 1


async def test_a_stopped_feed_is_not_pulled_once_more(connect: Connect) -> None:
    wire = await connect()
    numbers = Numbers(wire.client.up)
    numbers.feed.wake()
    await wire.host.until(lambda: len(wire.host.messages) >= 5)
    numbers.feed.stop()
    pulled = len(numbers.pulled)
    numbers.feed.wake()
    wire.client.up.send(Join(route="9999"))
    await wire.host.until(lambda: Join(route="9999") in wire.host.messages)
    assert len(numbers.pulled) == pulled
    assert wire.host.messages == [*numbers.pulled, Join(route="9999")]


async def test_a_feed_that_stops_itself_while_pulled_sends_no_more(connect: Connect) -> None:
    wire = await connect()
    feed: Feed

    def pull() -> Message:
        feed.stop()
        return Join(route="0001")

    feed = wire.client.up.feed(pull)
    feed.wake()
    wire.client.up.send(Join(route="0002"))
    await wire.host.until(lambda: len(wire.host.messages) == 2)
    assert wire.host.messages == [Join(route="0001"), Join(route="0002")]


async def test_feeds_take_turns(connect: Connect) -> None:
    wire = await connect()
    one, other = Numbers(wire.client.up), Numbers(wire.client.up, first=10_000)
    one.feed.wake()
    other.feed.wake()
    await wire.host.until(lambda: len(wire.host.messages) >= 100)
    one.feed.stop()
    other.feed.stop()
    firsts = [m.generation < 10_000 for m in wire.host.messages[20:100] if isinstance(m, Sealed)]
    assert abs(firsts.count(True) - firsts.count(False)) <= 2


async def test_an_endless_feed_leaves_the_loop_to_others(connect: Connect) -> None:
    wire = await connect()
    numbers = Numbers(wire.client.up, size=10)
    numbers.feed.wake()
    assert len(numbers.pulled) == module.PULLS_A_TURN
    await wire.host.until(lambda: len(wire.host.messages) > module.PULLS_A_TURN)
    numbers.feed.stop()


async def test_an_empty_feed_sleeps_until_it_is_woken(connect: Connect) -> None:
    wire = await connect()
    waiting: list[Message] = []
    asked = 0

    def pull() -> Message | None:
        nonlocal asked
        asked += 1
        return waiting.pop(0) if waiting else None

    feed = wire.client.up.feed(pull)
    feed.wake()
    assert asked == 1
    waiting += [Join(route="0001"), Join(route="0002")]
    feed.wake()
    await wire.host.until(lambda: len(wire.host.messages) == 2)
    assert asked == 4


async def test_a_feed_woken_before_the_connection_stands_is_pulled_when_it_does(identity: Any) -> None:
    link = Link(receive=lambda message: None, ended=lambda end: None)
    pulled: list[int] = []
    link.feed(lambda: pulled.append(1)).wake()  # type: ignore[func-returns-value]
    assert pulled == []


# -- what a peer must not -------------------------------------------------------------------------------------------


async def raw(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", port, ssl=client_context(Trust(None, deferred=True)))


async def close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


BAD_BYTES = {
    "garbage": b"GET / HTTP/1.1\r\n\r\n",
    "a frame that is no message": frame(b"\xc1"),
    "a message outside its limits": frame(b"\x82\xa1t\xa4join\xa5route\xa112"),
    "more than a stranger may send": (UNADMITTED_LIMIT + 1).to_bytes(4, "big"),
}


@pytest.mark.parametrize("name", BAD_BYTES)
async def test_a_peer_that_sends_garbage_is_closed(identity: Any, name: str) -> None:
    host = End(frame_limit=UNADMITTED_LIMIT)
    server = await serve(["127.0.0.1"], 0, identity.context, host.make)
    reader, writer = await raw(server.sockets[0].getsockname()[1])
    writer.write(BAD_BYTES[name])
    async with asyncio.timeout(DEADLINE_S):
        assert await reader.read() == b""
    await host.until(lambda: bool(host.ends))
    assert (host.ends, host.messages) == ([LinkEnd.BAD_MESSAGE], [])
    await close(writer)
    server.close()


async def test_an_admitted_peer_may_send_whole_records(connect: Connect) -> None:
    wire = await connect(host={"frame_limit": UNADMITTED_LIMIT})
    wire.host.up.admitted()
    wire.client.up.send(record(1))
    await wire.host.until(lambda: len(wire.host.messages) == 1)


async def test_a_message_that_ends_the_link_is_the_last_even_of_one_read(connect: Connect) -> None:
    wire = await connect()
    wire.host.on_message = lambda message: wire.host.up.close(LinkEnd.REFUSED)
    wire.host.up.data_received(b"".join(frame(b"\x81\xa1t\xa4hello"[:1] + b"\xa1t\xa5hello") for _ in range(3)))
    await wire.host.until(lambda: bool(wire.host.ends))
    assert (wire.host.messages, wire.host.ends) == ([Hello()], [LinkEnd.REFUSED])


async def test_a_receiver_that_finds_content_bad_ends_the_link(connect: Connect) -> None:
    def refuse(message: Message) -> None:
        raise BadMessage("does not open")

    wire = await connect()
    wire.host.on_message = refuse
    wire.client.up.send(Hello())
    wire.client.up.send(Hello())
    await wire.host.until(lambda: bool(wire.host.ends))
    assert (len(wire.host.messages), wire.host.ends) == (1, [LinkEnd.BAD_MESSAGE])


async def test_messages_of_newer_peers_are_passed_over(connect: Connect) -> None:
    wire = await connect()
    wire.host.up.data_received(frame(b"\x81\xa1t\xa7sparkle") + frame(b"\x81\xa1t\xa7welcome"))
    assert wire.host.messages == [Welcome()]


async def test_a_peer_that_takes_nothing_ends_the_link_at_the_backlog_limit(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BACKLOG_LIMIT", 256 * 1024)
    wire = await connect()
    transport = wire.client.up._transport
    assert transport is not None
    transport.pause_reading()
    sent = 0
    while wire.host.up.end is None and sent < 2000:
        wire.host.up.send(record(sent))
        sent += 1
    assert wire.host.up.end is LinkEnd.BACKLOG
    await wire.host.until(lambda: bool(wire.host.ends))
    transport.resume_reading()


# -- silence and breaks ---------------------------------------------------------------------------------------------


async def test_a_silent_peer_is_asked_and_then_given_up(identity: Any) -> None:
    host = End(keep_alive=QUICK)
    server = await serve(["127.0.0.1"], 0, identity.context, host.make)
    reader, writer = await raw(server.sockets[0].getsockname()[1])
    await host.until(lambda: bool(host.ends))
    assert host.ends == [LinkEnd.SILENT]
    with contextlib.suppress(ConnectionError):  # an aborted connection may reset
        assert (await reader.read()).startswith(PING)
    await close(writer)
    server.close()


async def test_a_peer_that_answers_is_kept_and_the_owner_sees_nothing_of_it(identity: Any) -> None:
    host = End(keep_alive=KeepAlive(ping_after_s=0.01, silent_s=DEADLINE_S))
    server = await serve(["127.0.0.1"], 0, identity.context, host.make)
    reader, writer = await raw(server.sockets[0].getsockname()[1])
    async with asyncio.timeout(DEADLINE_S):
        for _ in range(10):
            assert await reader.readexactly(len(PING)) == PING
            writer.write(PONG)
    assert (host.messages, host.ends) == ([], [])
    await close(writer)
    await host.up.wait_gone()
    server.close()


async def test_a_ping_is_answered(identity: Any) -> None:
    host = End()
    server = await serve(["127.0.0.1"], 0, identity.context, host.make)
    reader, writer = await raw(server.sockets[0].getsockname()[1])
    writer.write(PING)
    async with asyncio.timeout(DEADLINE_S):
        assert await reader.readexactly(len(PONG)) == PONG
    assert host.messages == []
    await close(writer)
    await host.up.wait_gone()
    server.close()


@pytest.mark.parametrize("cut", [0, 1, 3, 4, 5, 30, 59_000])
async def test_a_reset_in_the_middle_of_a_message_is_a_lost_link(identity: Any, cut: int) -> None:
    host = End()
    server = await serve(["127.0.0.1"], 0, identity.context, host.make)
    _, writer = await raw(server.sockets[0].getsockname()[1])
    whole = frame(module.HOST_VOCABULARY.encode(Join(route="0412")))
    body = module.HOST_VOCABULARY.encode(record(1))
    writer.write(whole + frame(body)[:cut])
    await host.until(lambda: len(host.messages) == 1)
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close with a RST
    writer.transport.abort()
    await host.until(lambda: bool(host.ends))
    assert (host.messages, host.ends) == ([Join(route="0412")], [LinkEnd.LOST])
    await close(writer)
    server.close()


async def test_a_link_ends_once_and_never_from_within_close(connect: Connect) -> None:
    wire = await connect()
    wire.client.up.close()
    assert wire.client.ends == []
    wire.client.up.close(LinkEnd.BACKLOG)
    wire.client.up.send(Hello())
    await wire.client.until(lambda: bool(wire.client.ends))
    await wire.host.until(lambda: bool(wire.host.ends))
    assert (wire.client.ends, wire.host.ends) == ([LinkEnd.CLOSED], [LinkEnd.LOST])
