"""Behind a proxy everybody is counted by their own address; and nobody but a named proxy is believed about that."""

import asyncio
import contextlib
import socket
import struct

import pytest

from console.host.core.sources import plain_address
from console.host.door.proxied import (
    REST_LIMIT,
    SIGNATURE,
    BadHeaderError,
    rest_bytes,
    source_of,
)
from protocol.link.link import Link, Trust
from protocol.link.tls import client_context
from protocol.vocabulary.messages import Hello, Welcome

PROXY, OTHER = "127.0.0.9", "127.0.0.8"


def header(source="203.0.113.7", *, command=0x21, family=0x11, more=b""):
    """Return a header as HAProxy sends it."""
    addresses = socket.inet_pton(socket.AF_INET6 if family == 0x21 else socket.AF_INET, source)
    rest = addresses + bytes(len(addresses)) + struct.pack("!HH", 4711, 7330) + more
    return SIGNATURE + bytes([command, family]) + len(rest).to_bytes(2, "big") + rest


def read(whole):
    head = whole[:16]
    return source_of(head, whole[16 : 16 + rest_bytes(head)])


def test_a_header_names_the_client():
    assert read(header()) == "203.0.113.7"
    assert read(header("2001:db8::7", family=0x21)) == "2001:db8::7"
    assert read(header(more=b"\x04\x00\x01\x00")) == "203.0.113.7"


def test_a_proxy_may_speak_for_itself():
    assert read(header(command=0x20)) == ""


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"PROXY TCP4 203.0.113.7 192.0.2.1 4711 7330\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(20),
        header(command=0x11),
        header(command=0x22),
        header(family=0x12),
        header(family=0x31),
        SIGNATURE + b"\x21\x11\x00\x04" + bytes(4),
        SIGNATURE + b"\x21\x11" + (REST_LIMIT + 1).to_bytes(2, "big") + bytes(REST_LIMIT + 1),
    ],
    ids=["nothing", "version 1", "TLS", "version", "command", "UDP", "family", "too short", "too long"],
)
def test_what_is_no_header_is_refused(broken):
    with pytest.raises(BadHeaderError):
        read(broken)


def test_an_address_has_one_spelling():
    assert plain_address("::ffff:192.0.2.1") == "192.0.2.1"
    assert plain_address("2001:DB8:0::1") == "2001:db8::1"
    assert plain_address("fe80::1%eth0") == "fe80::1"


@pytest.fixture
async def host(start_host):
    return await start_host(proxies=(PROXY,))


async def connect(host, first, *, source):
    """Return a greeted link whose connection comes from `source` and begins with the bytes `first`."""
    loop = asyncio.get_running_loop()
    raw = socket.socket()
    raw.setblocking(False)
    raw.bind((source, 0))
    await loop.sock_connect(raw, ("127.0.0.1", host.port))
    for byte in first:  # as slowly as a network may be
        await loop.sock_sendall(raw, bytes([byte]))
    inbox = asyncio.Queue()
    trust = Trust(host.fingerprint)
    _, link = await loop.create_connection(
        lambda: Link(receive=inbox.put_nowait, ended=lambda end: None, trust=trust),
        sock=raw,
        ssl=client_context(trust),
        server_hostname="127.0.0.1",
    )
    link.send(Hello(program="test"))
    async with asyncio.timeout(60):
        assert isinstance(await inbox.get(), Welcome)
    return link


def addresses(host):
    return [peer.address for peer in host.gateway._peers]


async def test_a_client_behind_the_proxy_is_known_by_its_own_address(host):
    link = await connect(host, header(), source=PROXY)
    assert addresses(host) == ["203.0.113.7"]
    link.close()


async def test_a_client_that_comes_by_itself_is_who_it_is(host):
    link = await connect(host, b"", source=OTHER)
    assert addresses(host) == [OTHER]
    link.close()


@pytest.mark.parametrize(("first", "source"), [(b"", PROXY), (header(), OTHER)], ids=["no header", "not the proxy"])
async def test_nobody_else_is_believed(host, first, source):
    with pytest.raises(OSError):
        await connect(host, first, source=source)
    assert addresses(host) == []


@pytest.mark.parametrize("sent", [b"", header()[:5], header()[:20]], ids=["nothing", "half a head", "half an address"])
async def test_who_does_not_end_the_header_has_no_longer_than_others(start_host, sent):
    """The proxy may be whoever holds its address; what is not a client's yet counts as a handshake."""
    host = await start_host(proxies=(PROXY,), limits={"handshake-s": 1})
    held = []
    for _ in range(40):
        reader, writer = await asyncio.open_connection("127.0.0.1", host.port, local_addr=(PROXY, 0))
        writer.write(sent)
        held.append((reader, writer))
    link = await connect(host, header(), source=PROXY)
    assert addresses(host) == ["203.0.113.7"]
    async with asyncio.timeout(60):
        for reader, writer in held:
            with contextlib.suppress(ConnectionError):
                assert await reader.read() == b""
            writer.close()
    assert addresses(host) == ["203.0.113.7"]  # who is in stays
    link.close()
