"""Behind a web proxy: whom its header names, from whom it is believed, and who comes without TLS."""

import asyncio
import contextlib
import os
import socket
import stat
import struct

import aiohttp
import pytest

from console.host.core.forwarded import FORWARDED, Believed
from console.host.core.places import Kind
from console.host.door.proxied import SIGNATURE
from console.host.process.folder import StartError
from protocol.link.link import Link
from protocol.link.websocket import WebSocketClient
from protocol.vocabulary.messages import Hello, TokenLogin, Welcome
from tests.console.host.links.test_pages import anyone

PROXY, STRANGER, TCP_PROXY = "127.0.0.9", "127.0.0.8", "127.0.0.7"
PATIENCE_S = 60.0
ASKS = (
    "GET /link HTTP/1.1\r\nHost: support.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
OF_PROGRAM = "Sec-WebSocket-Protocol: fernblick\r\n"
OF_PAGE = "Origin: https://support.example\r\n"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
async def host(start_host):
    return await start_host(web_proxies=Believed(frozenset({PROXY})), proxies=(TCP_PROXY,))


@pytest.fixture
async def ask():
    """Ask over TLS, from an address; the connections stay until the test's end."""
    opened = []

    async def begin(host, head, *, source, first=b""):
        raw = socket.socket()
        raw.setblocking(False)
        raw.bind((source, 0))
        loop = asyncio.get_running_loop()
        await loop.sock_connect(raw, ("127.0.0.1", host.port))
        if first:
            await loop.sock_sendall(raw, first)
        reader, writer = await asyncio.open_connection(sock=raw, ssl=anyone(), server_hostname="127.0.0.1")
        opened.append(writer)
        writer.write((head + "\r\n").encode())
        async with asyncio.timeout(PATIENCE_S):
            return reader, writer, (await reader.readuntil(b"\r\n\r\n")).decode()

    yield begin
    for writer in opened:
        writer.transport.abort()
    await asyncio.sleep(0.05)


def addresses(host):
    return [peer.address for peer in host.gateway._peers]


@pytest.mark.parametrize("kind", [OF_PROGRAM, OF_PAGE], ids=["program", "page"])
@pytest.mark.parametrize(
    ("source", "said", "known"),
    [
        (PROXY, "203.0.113.7", "203.0.113.7"),
        (PROXY, "127.0.0.1, 203.0.113.7", "203.0.113.7"),
        (PROXY, f"203.0.113.7, {PROXY}", "203.0.113.7"),
        (PROXY, "203.0.113.7, nonsense", "proxy"),
        (PROXY, None, "proxy"),
        (STRANGER, "203.0.113.7", STRANGER),
        (STRANGER, PROXY, STRANGER),
    ],
    ids=["named", "spoofed", "two proxies", "nonsense", "nothing", "a stranger", "a stranger as the proxy"],
)
async def test_a_named_proxy_alone_says_whose_a_request_is(host, ask, kind, source, said, known):
    line = "" if said is None else f"X-Forwarded-For: {said}\r\n"
    *_, answer = await ask(host, ASKS + kind + line, source=source)
    assert answer.startswith("HTTP/1.1 101")
    assert addresses(host) == [known] or (known == "proxy" and addresses(host) == [""])


async def test_the_other_header_is_nobodys_word(start_host, ask):
    host = await start_host(web_proxies=Believed(frozenset({PROXY}), FORWARDED))
    lines = "X-Forwarded-For: 198.51.100.1\r\nForwarded: for=198.51.100.2, for=203.0.113.7;proto=https\r\n"
    await ask(host, ASKS + OF_PROGRAM + lines, source=PROXY)
    assert addresses(host) == ["203.0.113.7"]


async def test_each_request_over_one_connection_counts_for_its_own_client(host, ask):
    get = "GET /download/ HTTP/1.1\r\nHost: support.example\r\nX-Forwarded-For: {}\r\n"
    _, writer, _ = await ask(host, get.format("203.0.113.7"), source=PROXY)
    (place,) = host.gateway.places._pools[Kind.PAGE].all()
    assert place.address == "203.0.113.7"
    writer.write((get.format("203.0.113.8") + "\r\n").encode())
    async with asyncio.timeout(PATIENCE_S):
        while place.address != "203.0.113.8":  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)
    writer.write((get.replace("X-Forwarded-For: {}\r\n", "") + "\r\n").encode())
    async with asyncio.timeout(PATIENCE_S):
        while place.address:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert host.gateway.places._pools[Kind.PAGE].all() == [place]


async def test_a_tcp_proxy_before_the_web_proxy_is_believed_about_where_that_is(host, ask):
    whole = socket.inet_aton(PROXY) + bytes(4) + struct.pack("!HH", 4711, 443)
    first = SIGNATURE + b"\x21\x11" + len(whole).to_bytes(2, "big") + whole
    await ask(host, ASKS + OF_PROGRAM + "X-Forwarded-For: 203.0.113.7\r\n", source=TCP_PROXY, first=first)
    assert addresses(host) == ["203.0.113.7"]


@pytest.mark.parametrize(
    "smuggled",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "X-Forwarded-For : 203.0.113.7\r\n",
        "X-A: b\r\n X-Forwarded-For: 203.0.113.7\r\n",
    ],
)
async def test_what_a_proxy_and_the_host_could_read_in_two_ways_is_refused(host, ask, smuggled):
    head = f"POST /support/link HTTP/1.1\r\nHost: support.example\r\n{smuggled}"
    reader, _, answer = await ask(host, head, source=PROXY)
    assert answer.split()[1] == "400"
    async with asyncio.timeout(PATIENCE_S):
        await reader.read()  # and nothing more is read of that connection


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/support/", 200), ("/support", 200), ("/", 200), ("/support/chat/sales", 200), ("/chat/sales", 200),
        ("/supportchat/sales", 404), ("/support/support/chat/sales", 404), ("/support/%2e%2e/chat/sales", 404),
        ("/support//chat/sales", 404), ("/support/link", 426), ("/supportlink", 404), ("/support/../link", 404),
    ],
)  # fmt: skip
async def test_pages_are_in_their_folder_and_nowhere_beside_it(start_host, ask, path, status):
    host = await start_host(web_url="https://support.example/support")
    *_, answer = await ask(host, f"GET {path} HTTP/1.1\r\nHost: support.example\r\n", source=STRANGER)
    if path == "/support/../link":
        assert answer.split()[1] in ("404", "426")  # as the standard library of paths has it: it is the link's path
        return
    assert answer.split()[1] == str(status)


async def test_a_page_asks_for_all_else_in_the_folder(start_host):
    host = await start_host(web_url="https://support.example/support")
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=anyone())) as http:
        base = f"https://127.0.0.1:{host.port}"
        async with http.get(f"{base}/support/chat/sales") as answer:
            text = await answer.text()
        ways = [way.split('"')[0] for way in text.split('src="')[1:] + text.split('href="')[1:]]
        assert ways
        assert all(way.startswith("/support/web/") or way == "/support/" for way in ways)
        for way in set(ways) - {"/support/"}:
            async with http.get(base + way) as answer:
                assert answer.status == 200
                assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("origin", "asked", "status"),
    [
        ("https://support.example", "support.example", 101),
        ("https://support.example", "10.0.0.1:7331", 101),  # a proxy that says its own name for us
        ("https://support.example:8443", "support.example", 403),
        ("https://evil.example", "support.example", 403),
        ("http://support.example", "support.example", 403),
        ("null", "support.example", 403),
    ],
)
async def test_the_pages_own_site_alone_gets_a_websocket(start_host, ask, caplog, origin, asked, status):
    host = await start_host(web_url="https://support.example/support")
    head = ASKS.replace("/link", "/support/link").replace("Host: support.example", f"Host: {asked}")
    *_, answer = await ask(host, f"{head}Origin: {origin}\r\n", source=STRANGER)
    assert answer.split()[1] == str(status)
    said = [each.getMessage() for each in caplog.records if "no WebSocket" in each.getMessage()]
    assert (len(said) == 1 and repr(origin) in said[0] and repr(asked) in said[0]) == (status == 403)


async def test_what_is_refused_is_logged_once_a_minute_with_the_reason(host, ask, caplog):
    for _ in range(3):
        head = "GET /link HTTP/1.1\r\nHost: support.example\r\nOrigin: https://support.example\r\n"
        assert " 426 " in (await ask(host, head, source=STRANGER))[2]
        assert " 204 " in (await ask(host, head.replace("/link", "/link?blocked"), source=STRANGER))[2]
    reasons = [each.args["why"] for each in caplog.records if getattr(each, "args", None) and "detail" in each.args]
    assert sorted(reasons) == ["blocked", "no_upgrade"]


# -- without TLS ------------------------------------------------------------------------------------------------


@pytest.fixture
async def plain():
    """Ask without TLS; return the answer's head. The connections stay until the test's end."""
    opened = []

    async def begin(where, head):
        if isinstance(where, int):
            reader, writer = await asyncio.open_connection("127.0.0.1", where)
        else:
            reader, writer = await asyncio.open_unix_connection(where)
        opened.append(writer)
        writer.write((head + "\r\n").encode())
        async with asyncio.timeout(PATIENCE_S):
            answer = await reader.readuntil(b"\r\n\r\n")
        return answer.decode()

    yield begin
    for writer in opened:
        writer.transport.abort()
    await asyncio.sleep(0.05)


async def test_over_a_socket_the_header_is_believed_and_the_path_is_the_groups(start_host, tmp_path, plain):
    path = tmp_path / "web.sock"
    host = await start_host(web_listen=path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    answer = await plain(path, ASKS + OF_PROGRAM + "X-Forwarded-For: 203.0.113.7\r\n")
    assert answer.startswith("HTTP/1.1 101")
    assert addresses(host) == ["203.0.113.7"]
    await host.stop()
    assert not path.exists()


async def test_a_socket_that_was_left_is_taken_and_one_in_use_is_not(start_host, tmp_path, plain):
    path = tmp_path / "web.sock"
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(path))
    left.close()
    host = await start_host(web_listen=path)
    with pytest.raises(StartError, match=r"web-listen: nothing can listen at .*: Address already in use"):
        await start_host(folder="other", web_listen=path)
    assert (await plain(path, "GET / HTTP/1.1\r\nHost: a\r\n")).startswith("HTTP/1.1 200")
    await host.stop()
    path.write_text("not a socket")
    with pytest.raises(StartError, match="web-listen"):
        await start_host(folder="third", web_listen=path)
    assert path.read_text() == "not a socket"


async def test_on_loopback_only_a_named_proxy_is_believed(start_host, plain):
    port = free_port()
    host = await start_host(web_listen=("127.0.0.1", port), web_proxies=Believed(frozenset({"127.0.0.1"})))
    answer = await plain(port, ASKS + OF_PAGE + "X-Forwarded-For: 203.0.113.7\r\n")
    assert answer.startswith("HTTP/1.1 101")
    assert "Strict-Transport-Security" not in answer
    assert addresses(host) == ["203.0.113.7"]
    await host.stop()
    host = await start_host(web_listen=("127.0.0.1", port), web_proxies=Believed(frozenset({PROXY})))
    await plain(port, ASKS + OF_PAGE + "X-Forwarded-For: 203.0.113.7\r\n")
    assert addresses(host) == ["127.0.0.1"]


async def test_a_link_without_tls_is_no_local_one(start_host, tmp_path):
    """What comes through a proxy is nobody's, least of all this computer's own user's."""
    path = tmp_path / "web.sock"
    host = await start_host(web_listen=path, local_console=True)
    got, over = asyncio.Queue(), asyncio.get_running_loop().create_future()
    client = WebSocketClient(Link(receive=got.put_nowait, ended=over.set_result), ("support.example", 443))
    await asyncio.get_running_loop().create_unix_connection(lambda: client, str(path))
    async with asyncio.timeout(PATIENCE_S):
        await client.standing
        client._link.send(Hello(program="console"))
        assert isinstance(await got.get(), Welcome)
        client._link.send(TokenLogin(token=host.token))
        await over
    await client._link.wait_gone()


async def test_what_is_no_http_without_tls_ends(start_host, tmp_path):
    path = tmp_path / "web.sock"
    await start_host(web_listen=path)
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(200))
    async with asyncio.timeout(PATIENCE_S):
        with contextlib.suppress(ConnectionError):
            assert b" 101 " not in await reader.read()
    writer.close()
