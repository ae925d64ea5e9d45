"""One port for programs and browsers: what is spoken there, how long one may be silent, which certificate is shown."""

import asyncio
import hashlib
import socket
import ssl
import struct

import aiohttp
import pytest

from console.host.core.places import Kind
from console.host.door.proxied import SIGNATURE
from console.host.process.certificate import own_certificate
from console.host.process.folder import DataFolder
from protocol.link.dialing import dial
from protocol.link.link import Trust
from protocol.link.tls import ALPN, ALPN_HTTP
from protocol.vocabulary.messages import Attach, Hello, Welcome
from tests.helpers.certificates import Authority

PATIENCE_S = 60.0


def anyone(*protocols):
    """Return the TLS settings of a client that takes any certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if protocols:
        context.set_alpn_protocols(protocols)
    return context


OPEN = []


@pytest.fixture(autouse=True)
async def end():
    yield
    for writer in OPEN:
        writer.transport.abort()
    await asyncio.sleep(0.01)
    OPEN.clear()


async def tls(host, *protocols, name="127.0.0.1", source="127.0.0.1"):
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", host.port, ssl=anyone(*protocols), server_hostname=name, local_addr=(source, 0)
    )
    OPEN.append(writer)
    return reader, writer


async def raw(host, first=b"", source="127.0.0.1"):
    reader, writer = await asyncio.open_connection("127.0.0.1", host.port, local_addr=(source, 0))
    OPEN.append(writer)
    writer.write(first)
    return reader, writer


async def ended(reader):
    """Wait until the host has ended a connection; return what it has said before."""
    said = b""
    async with asyncio.timeout(PATIENCE_S):
        try:
            while part := await reader.read(1 << 16):
                said += part
        except (ConnectionError, ssl.SSLError):
            pass
    return said


def kinds(host):
    return {kind: count for kind, count in host.gateway.places.counts().items() if count}


# -- what is spoken ---------------------------------------------------------------------------------------------


async def test_programs_and_browsers_are_told_apart_by_what_they_offer(host, until):
    link = await host.client()
    assert link.link.speaks(ALPN)
    for protocols in ((), (ALPN_HTTP,), ("h2", ALPN_HTTP)):
        reader, writer = await tls(host, *protocols)
        writer.write(b"GET /chat/sales HTTP/1.1\r\nHost: x\r\n\r\n")
        assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
        assert kinds(host) == {Kind.STRANGER: 1, Kind.PAGE: 1}
        writer.transport.abort()
        await until(lambda: kinds(host) == {Kind.STRANGER: 1})
    link.close()
    await until(lambda: not kinds(host))


@pytest.mark.parametrize("protocols", [("h2",), ("smtp", "imap"), ("fernblick/2",)])
async def test_whoever_wants_to_speak_something_else_gets_no_handshake(host, protocols, until):
    with pytest.raises((ConnectionError, ssl.SSLError)):
        await tls(host, *protocols)
    await until(lambda: not kinds(host))


async def test_a_program_that_finds_something_else_there_says_so(host):
    link = await dial("127.0.0.1", host.port, Trust(host.fingerprint), receive=print, ended=lambda _end: None)
    assert link.speaks(ALPN)
    assert not link.speaks(ALPN_HTTP)
    link.close()
    await link.wait_gone()


async def test_a_hello_in_pieces_is_waited_for(host):
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = anyone(ALPN_HTTP).wrap_bio(there, back, server_hostname="x")
    with pytest.raises(ssl.SSLWantReadError):
        client.do_handshake()
    record = back.read()
    reader, writer = await raw(host)
    for part in (record[:3], record[3:60], record[60:]):
        writer.write(part)
        await asyncio.sleep(0.05)
    async with asyncio.timeout(PATIENCE_S):
        assert (await reader.read(1))[0] == 22  # the host's part of the handshake
    writer.transport.abort()


async def test_a_browser_without_tls_is_sent_to_it_and_the_rest_gets_nothing(host, until):
    reader, _ = await raw(host, b"GET /chat/sales HTTP/1.1\r\nHost: support.example\r\n\r\n")
    assert b"Location: https://support.example/chat/sales\r\n" in await ended(reader)
    for first in (b"SSH-2.0-x\r\n", b"\x16\x03\x01\xff\xff", bytes(100)):
        reader, _ = await raw(host, first)
        assert await ended(reader) == b""
    await until(lambda: not kinds(host))


# -- for how long -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("drip", [b"", b"\x16", b"GET / HTTP/1.1\r\n"])
async def test_nothing_that_is_sent_makes_the_handshakes_time_longer(host, drip, until):
    host.set_limits(handshake_s=0.5)
    loop = asyncio.get_running_loop()
    reader, writer = await raw(host, drip)
    before = loop.time()
    gone = asyncio.ensure_future(ended(reader))
    while not gone.done() and drip:
        writer.write(b"X: y\r\n" if drip.startswith(b"G") else b"\x03")
        await asyncio.sleep(0.1)
    await gone
    assert loop.time() - before < PATIENCE_S / 2
    await until(lambda: not kinds(host))


async def test_half_a_request_ends_however_it_grows(host):
    host.set_limits(request_head_s=0.5)
    reader, writer = await tls(host, ALPN_HTTP)
    writer.write(b"GET /chat/sales HTTP/1.1\r\n")
    gone = asyncio.ensure_future(ended(reader))
    while not gone.done():
        writer.write(b"X: y\r\n")
        await asyncio.sleep(0.1)
    assert await gone == b""
    assert host.limits.met["request-head-s"] == 1


async def test_a_browser_that_asks_no_more_is_let_go(host, monkeypatch):
    monkeypatch.setattr("console.host.links.page_connection.KEEPALIVE_S", 0.2)
    host.set_limits(requests=3)
    reader, writer = await tls(host, ALPN_HTTP)
    writer.write(b"GET /none HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b" 404 " in await ended(reader)
    reader, writer = await tls(host, ALPN_HTTP)
    writer.write(10 * b"GET /none HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await ended(reader)).count(b" 404 ") == 3


async def test_a_reader_that_takes_nothing_ends(start_host, tmp_path, until):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "fernblick-viewer.exe").write_bytes(bytes(64 << 20))
    host = await start_host(downloads=tmp_path / "files")
    host.set_limits(slow_reader_s=0.5)
    reader, writer = await tls(host, ALPN_HTTP)
    writer.transport.pause_reading()
    writer.write(b"GET /download/fernblick-viewer.exe HTTP/1.1\r\nHost: x\r\n\r\n")
    await until(lambda: host.limits.met["slow-reader-s"] == 1)
    await until(lambda: not kinds(host))
    writer.transport.abort()
    del reader


async def test_downloads_are_bounded_by_source(start_host, tmp_path, until):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "fernblick-viewer.exe").write_bytes(bytes(64 << 20))
    host = await start_host(downloads=tmp_path / "files", limits={"downloads-of-one-source": 1})
    held = []
    for source, status in (("127.0.0.1", b"200"), ("127.0.0.1", b"503"), ("127.0.9.1", b"200")):
        reader, writer = await tls(host, ALPN_HTTP, source=source)
        writer.write(b"GET /download/fernblick-viewer.exe HTTP/1.1\r\nHost: x\r\n\r\n")
        async with asyncio.timeout(PATIENCE_S):
            assert (await reader.readline()).split()[1] == status
        held.append(writer)
    assert host.limits.met["downloads-of-one-source"] == 1
    held[0].transport.abort()
    await until(lambda: kinds(host).get(Kind.PAGE) == 2)
    reader, writer = await tls(host, ALPN_HTTP)
    writer.write(b"GET /download/fernblick-viewer.exe HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b" 200 " in await reader.readline()
    for each in (*held, writer):
        each.transport.abort()


# -- as what a link counts --------------------------------------------------------------------------------------


async def test_a_link_counts_as_what_is_known_of_it(host, until):
    stranger = await host.client()
    assert kinds(host) == {Kind.STRANGER: 1}
    stranger.close()
    await until(lambda: kinds(host) == {})
    await host.colleague("Ben")
    assert kinds(host) == {Kind.MEMBER: 1}
    other = await host.client()
    other.send(Attach(session=bytes(16), member=1, token=bytes(32), salt=bytes(16)))
    await other.ended()
    await until(lambda: kinds(host) == {Kind.MEMBER: 1})


@pytest.mark.parametrize("way", ["program", "page"])
async def test_a_link_that_was_ended_counts_until_its_connection_is_gone(host, until, way):
    """Else whoever is refused, and does not go, would take descriptors that nobody counts."""
    if way == "program":
        _reader, writer = await tls(host, ALPN)
        await until(lambda: kinds(host) == {Kind.STRANGER: 1})
        writer.write(bytes(4))
    else:
        _reader, writer = await tls(host, ALPN_HTTP)
        place = f"127.0.0.1:{host.port}"
        writer.write(
            f"GET /link HTTP/1.1\r\nHost: {place}\r\nOrigin: https://{place}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
        )
        await until(lambda: kinds(host) == {Kind.STRANGER: 1})
        writer.write(b"\x81\x80" + bytes(4))  # text
    writer.transport.pause_reading()
    await until(lambda: not host.gateway._peers)
    (place,) = host.gateway.places._pools[Kind.STRANGER].all()
    assert not place.busy
    place.give_way()
    await until(lambda: not kinds(host))


async def test_a_stranger_who_gives_way_leaves_members_alone(start_host, until):
    host = await start_host(limits={"strangers": 8})
    technician = await host.technician()
    held = [await host.client(source=f"127.0.{number}.1") for number in range(8)]
    newest = await host.client(source="127.0.9.1")
    await until(lambda: sum(client.end.done() for client in held) == 1)
    assert host.limits.met["strangers"] == 1
    newest.send(Attach(session=bytes(16), member=1, token=bytes(32), salt=bytes(16)))
    await newest.ended()  # by an answer
    assert not technician.end.done()


# -- behind a proxy ---------------------------------------------------------------------------------------------


def header(source, *, command=0x21):
    addresses = struct.pack("!4s4sHH", socket.inet_aton(source), bytes(4), 4711, 443)
    return SIGNATURE + bytes([command, 0x11]) + len(addresses).to_bytes(2, "big") + addresses


async def test_behind_a_proxy_the_source_is_counted_before_the_handshake(start_host, until):
    host = await start_host(proxies=("127.0.0.9",), limits={"handshaking": 16})
    waiting = [await raw(host, header("203.0.113.7"), "127.0.0.9") for _ in range(12)]
    honest = await raw(host, header("198.51.100.1"), "127.0.0.9")
    pool = host.gateway.places._pools[Kind.HANDSHAKING]._all
    await until(lambda: {place.address for place in pool} == {"203.0.113.7", "198.51.100.1"} and len(pool) == 13)
    waiting += [await raw(host, header("203.0.113.7"), "127.0.0.9") for _ in range(20)]
    await until(lambda: host.limits.met["handshaking"] >= 10)
    assert not honest[0].at_eof()


async def test_a_proxy_that_speaks_for_itself_is_nobody_of_this_computer(start_host, until):
    host = await start_host(proxies=("127.0.0.9",))
    loop = asyncio.get_running_loop()
    sock = socket.socket()
    sock.setblocking(False)
    sock.bind(("127.0.0.9", 0))
    await loop.sock_connect(sock, ("127.0.0.1", host.port))
    await loop.sock_sendall(sock, header("203.0.113.7", command=0x20))
    _, writer = await asyncio.open_connection(sock=sock, ssl=anyone(ALPN), server_hostname="x")
    await until(lambda: [peer.address for peer in host.gateway._peers] == ["proxy"])
    writer.transport.abort()


# -- which certificate ------------------------------------------------------------------------------------------


async def shown(host, name, *protocols):
    _, writer = await tls(host, *(protocols or (ALPN,)), name=name)
    found = hashlib.sha256(writer.get_extra_info("ssl_object").getpeercert(binary_form=True)).digest()
    writer.transport.abort()
    return found


async def test_the_named_certificate_is_for_its_names_and_the_hosts_own_for_all_others(start_host, tmp_path):
    certificate, key = Authority(tmp_path).sign("host")
    host = await start_host(certificate=certificate, key=key)
    named, own = host._host.showing.named.fingerprint, own_certificate(DataFolder(host.path)).fingerprint
    assert named != own
    assert await shown(host, "localhost") == await shown(host, "LOCALHOST") == named
    assert await shown(host, "127.0.0.1") == named  # an address that it is for, and that was dialled
    assert await shown(host, "other.example") == await shown(host, "other.example", ALPN_HTTP) == own


async def test_whatever_is_shown_a_host_is_known_by_its_own(start_host, tmp_path):
    """So a customer who dials an address and a technician who dials a name prove one join to each other."""
    certificate, key = Authority(tmp_path).sign("host")
    host = await start_host(certificate=certificate, key=key)
    own = own_certificate(DataFolder(host.path)).fingerprint
    known = set()
    for trust in (Trust(None, deferred=True), Trust(own), Trust(host._host.showing.named.fingerprint)):
        for name in ("localhost", "other.example"):
            if trust.fingerprint not in (None, own) and name != "localhost":
                continue  # who has pinned the named one finds it at its names
            link = await dial("127.0.0.1", host.port, trust, receive=lambda _m: None, ended=lambda _e: None, name=name)
            known.add(link.peer_fingerprint)
            link.close()
            await link.wait_gone()
    assert known == {own}


async def test_nobody_else_is_known_by_a_hosts_own_certificate(start_host, tmp_path):
    """A host in the middle that presents another one's certificate behind its own is known by its own."""
    host = await start_host()
    certificate, key = Authority(tmp_path).sign("thief")
    own = (host.path / "certificate.pem").read_text().split(ssl.PEM_HEADER)[1]
    certificate.write_text(certificate.read_text() + ssl.PEM_HEADER + own.split(ssl.PEM_FOOTER)[0] + ssl.PEM_FOOTER)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols([ALPN])
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    link = await dial("127.0.0.1", port, Trust(None, deferred=True), receive=lambda _m: None, ended=lambda _e: None)
    assert link.peer_fingerprint != own_certificate(DataFolder(host.path)).fingerprint
    link.close()
    server.close()


# -- both at once -----------------------------------------------------------------------------------------------


async def test_the_first_browser_of_many_keeps_no_member_waiting(host):
    async def visit():
        connector = aiohttp.TCPConnector(ssl=anyone())
        async with (
            aiohttp.ClientSession(connector=connector) as http,
            http.get(f"https://127.0.0.1:{host.port}/chat/sales") as answer,
        ):
            return answer.status

    client = await host.client(hello=False)
    visits = [asyncio.ensure_future(visit()) for _ in range(5)]
    client.send(Hello(program="test"))
    await client.get(Welcome)
    assert await asyncio.gather(*visits) == 5 * [200]
