"""What the host says to browsers, and to what pretends to be one: same limits and rights as for any other link."""

import asyncio
import base64
import contextlib
import gzip
import hashlib
import json
import re
import socket
import ssl
import struct
import tomllib
from pathlib import Path

import aiohttp
import pytest

from console.host.configuration.readers import web_url
from console.host.core import codes
from console.host.door.proxied import SIGNATURE
from console.host.links.page_files import PageFiles
from console.host.links.pages import POLICY
from protocol.link.link import KeepAlive
from protocol.link.wire import UNADMITTED_LIMIT
from protocol.vocabulary.codec import RECORD_LIMIT
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.joins import Join
from protocol.vocabulary.messages import Hello, Leave, OpenSession, Ping, Pong, Reason, Refused, Welcome
from protocol.vocabulary.web import WebPages
from tests.helpers.certificates import Authority

PATIENCE_S = 60.0


class Website:
    """A browser's view of the host."""

    def __init__(self, host, http):
        self.base = f"https://127.0.0.1:{host.port}"
        self._http = http

    async def get(self, path, **headers):
        async with self._http.get(f"{self.base}{path}", headers=headers, allow_redirects=False) as answer:
            return answer.status, answer.headers, await answer.read()

    @contextlib.asynccontextmanager
    async def socket(self, origin=None):
        origin = self.base if origin is None else origin
        headers = {"Origin": origin} if origin else {}
        async with self._http.ws_connect(f"{self.base}/link", headers=headers, max_msg_size=0) as socket:
            yield Page(socket)


class Page:
    """A WebSocket that speaks messages."""

    def __init__(self, socket):
        self.socket = socket

    async def send(self, message):
        await self.socket.send_bytes(HOST_VOCABULARY.encode(message))

    async def get(self):
        """Return the next message, or None once the host has ended the link."""
        async with asyncio.timeout(PATIENCE_S):
            frame = await self.socket.receive()
        return HOST_VOCABULARY.decode(frame.data) if frame.type is aiohttp.WSMsgType.BINARY else None

    async def greet(self):
        await self.send(Hello(program="page"))
        assert isinstance(await self.get(), Welcome)
        return self


def anyone():
    """Return the TLS settings of a browser that was told to take any certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@pytest.fixture
async def host(start_host, tmp_path):
    (tmp_path / "downloads").mkdir()
    for name in (
        "fernblick-viewer.exe",
        "fernblick-viewer.AppImage",
        "notes.txt",
        "fernblick-viewer.exe.part",
        "fernblick-viewer-1.0-setup.exe",
    ):
        (tmp_path / "downloads" / name).write_bytes(name.encode())
    return await start_host(downloads=tmp_path / "downloads")


async def test_browsers_are_told_to_come_by_tls_only_where_a_known_authority_vouches(start_host, tmp_path, monkeypatch):
    authority = Authority(tmp_path)
    certificate, key = authority.sign("host")
    said = []
    for known in (False, True):
        if known:
            monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
        host = await start_host(certificate=certificate, key=key)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=anyone())) as http:
            _, headers, _ = await Website(host, http).get("/chat/helpdesk")
            said.append(headers.get("Strict-Transport-Security"))
        await host.stop()
    assert said == [None, "max-age=15552000"]


@pytest.fixture
async def site(host):
    connector = aiohttp.TCPConnector(ssl=anyone())
    async with aiohttp.ClientSession(connector=connector, auto_decompress=False) as http:
        yield Website(host, http)


@pytest.mark.parametrize("path", ["/chat/sales", "/chat/0412", "/web/x/chat.js", "/web/x/fernblick.svg", "/download/"])
async def test_everything_comes_with_a_strict_policy_and_sets_no_cookie(site, path):
    status, headers, body = await site.get(path)
    policy, hashes = re.subn(r" 'sha256-[A-Za-z0-9+/]{43}='", "", headers["Content-Security-Policy"])
    assert (status, policy, len(body) > 0) == (200, POLICY, True)
    assert hashes == (2 if path.startswith("/chat/") else 0), "the styles and the script in a page"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers
    assert headers["Server"] == "fernblick"


@pytest.mark.parametrize("path", ["/", "/chat/sales"])
async def test_a_page_has_one_script_within_it_and_its_policy_names_that_one_to_the_letter(site, path):
    _, headers, body = await site.get(path, **{"Accept-Encoding": "identity"})
    rules = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    scripts = re.findall(r"<script([^>]*)>(.*?)</script", body.decode(), re.DOTALL | re.IGNORECASE)

    assert [text for _, text in scripts if not text] == [""], "for browsers that know no modules, from a file"
    ((attributes, within),) = [script for script in scripts if script[1]]
    assert attributes == ' type="module"'
    named = base64.b64encode(hashlib.sha256(within.encode()).digest()).decode()
    assert rules["script-src"] == f"'self' 'sha256-{named}' 'wasm-unsafe-eval'"


def test_a_script_that_would_end_early_in_a_page_is_refused(tmp_path):
    for text in ('say("</SCRIPT>");', 'say("<!-- ");'):
        for name, body in {"style.css": "a{}", "first.js": text}.items():
            (tmp_path / name).write_text(body)
        links = '<link rel="stylesheet" href="/web/style.css">\n<script type="module" src="/web/first.js"></script>'
        (tmp_path / "chat.html").write_text(links)
        with pytest.raises(ValueError, match="end before its end"):
            PageFiles(tmp_path)


def test_comments_are_sent_to_nobody_and_texts_that_look_like_them_are(tmp_path):
    links = '<link rel="stylesheet" href="/web/style.css">\n<script type="module" src="/web/first.js"></script>'
    imported = 'import { b } from "./b.js";\n  // not for the page\nsay(b);'
    style = '/* not for the page; */\n:root {\n  --a: 1;\n}\n\nb:is(i, [c="x;  y"]) {\n  d: "e ,  f", g;\n}\n'
    for name, body in {"style.css": style, "chat.html": links, "first.js": imported}.items():
        (tmp_path / name).write_text(body)
    (tmp_path / "b.js").write_text("export const b = `\n// a text\n`;")

    page = PageFiles(tmp_path).page("chat.html").body.decode()

    assert "not for the page" not in page
    assert '<style>:root{--a: 1;}b:is(i,[c="x;  y"]){d: "e ,  f",g;}</style>' in page
    assert "\nsay(b);" in page
    assert "// a text" in page


async def test_nothing_but_the_pages_own_origin_is_in_the_policy():
    for rule in POLICY.split("; "):
        assert set(rule.split()[1:]) <= {"'self'", "'none'", "'wasm-unsafe-eval'", "blob:"}


@pytest.mark.parametrize(
    "path",
    [
        *("/chat", "/chat/", "/chat/Sales", "/chat/a%2Fb", "/chat/" + 41 * "a", "/chat/..%2f..%2fetc%2fpasswd"),
        *("/web/", "/web/chat.html", "/web/..%2f__init__.py", "/web/../application.py", "/web/x/vendor/README.md"),
        *("/web/chat.js", "/web/x/", "/web/x/customer.js"),
        *("/download/notes.txt", "/download/fernblick-viewer.exe.part", "/download/..%2fhost%2ftoken", "/host.json"),
    ],
)
async def test_what_is_not_a_page_is_not_found(site, path):
    assert (await site.get(path))[0] == 404


async def test_a_page_that_a_browser_has_already_is_not_sent_again(site):
    _, headers, _ = await site.get("/chat/sales")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert (await site.get("/chat/sales", **{"If-None-Match": headers["ETag"]}))[::2] == (304, b"")


async def test_what_a_page_loads_comes_compressed_and_is_kept_for_ever(site):
    _, _, page = await site.get("/chat/sales", **{"Accept-Encoding": "identity"})
    (script,) = re.findall(r'import\("(/web/[^"]+)"', page.decode())

    _, headers, body = await site.get(script, **{"Accept-Encoding": "gzip"})
    plain = (await site.get(script, **{"Accept-Encoding": "identity"}))[2]

    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (gzip.decompress(body), len(body) < len(plain) / 2) == (plain, True)


async def test_a_page_of_before_an_upgrade_gets_todays_script_and_asks_again(site):
    status, headers, _ = await site.get("/web/0123456789abcdef0123/mirror_worker.js")

    assert (status, headers["Cache-Control"]) == (200, "no-cache")


async def test_the_viewers_files_are_offered_and_nothing_else_of_their_folder(site):
    assert json.loads((await site.get("/download/"))[2]) == ["fernblick-viewer.AppImage", "fernblick-viewer.exe"]
    status, headers, body = await site.get("/download/fernblick-viewer.exe")
    assert (status, body) == (200, b"fernblick-viewer.exe")
    assert headers["Content-Disposition"] == 'attachment; filename="fernblick-viewer.exe"'


@pytest.mark.parametrize("origin", ["", "https://evil.example", "null", "http://127.0.0.1:{port}", "https://127.0.0.1"])
async def test_another_sites_page_gets_no_link(site, host, origin):
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with site.socket(origin.format(port=host.port)):
            pass
    assert refused.value.status == 403


async def test_a_page_speaks_the_protocol_of_every_other_peer(site):
    async with site.socket() as page:
        await page.greet()
        await page.send(Ping())
        assert isinstance(await page.get(), Pong)
        await page.send(Join(route="0000"))
        assert await page.get() == Refused(about="join", reason="unknown_code")


async def test_a_stranger_with_a_page_may_do_no_more_than_any_stranger(site):
    async with site.socket() as page:
        await page.greet()
        await page.send(OpenSession(request=1))
        assert await page.get() == Refused(about="open_session", reason="not_allowed")
        assert await page.get() is None


BAD_FRAMES = {
    "no MessagePack": b"\xc1",
    "no map": b"\x93\x01\x02\x03",
    "a map without a tag": b"\x81\xa1x\x01",
    "a field that does not fit": HOST_VOCABULARY.encode(Hello()).replace(b"\x01", b"\xc3"),
    "two messages in one frame": 2 * HOST_VOCABULARY.encode(Hello()),
    "longer than a stranger's may be": HOST_VOCABULARY.encode(Hello()).ljust(UNADMITTED_LIMIT + 1, b"\x00"),
    "longer than any may be": bytes(RECORD_LIMIT + 1),
    "much longer": bytes(1 << 22),
    "empty": b"",
}


@pytest.mark.parametrize("name", BAD_FRAMES)
async def test_a_frame_that_is_no_message_ends_the_link_without_an_answer(site, name):
    async with site.socket() as page:
        with contextlib.suppress(ConnectionError, aiohttp.ClientError):
            await page.socket.send_bytes(BAD_FRAMES[name])
        assert await page.get() is None
    async with site.socket() as page:
        await page.greet()  # the host goes on


async def test_a_text_frame_ends_the_link(site):
    async with site.socket() as page:
        await page.socket.send_str("hello")
        assert await page.get() is None


async def test_what_comes_before_the_hello_ends_the_link(site):
    async with site.socket() as page:
        await page.send(Leave(session=bytes(16)))
        assert await page.get() == Refused(about="leave", reason="bad_message")
        assert await page.get() is None


async def test_a_page_behind_a_proxy_is_known_by_its_own_address(start_host, until):
    host = await start_host(proxies=("127.0.0.1",))
    addresses = struct.pack("!4s4sHH", socket.inet_aton("203.0.113.7"), bytes(4), 4711, 443)
    header = SIGNATURE + b"\x21\x11" + len(addresses).to_bytes(2, "big") + addresses
    loop = asyncio.get_running_loop()
    raw = socket.create_connection(("127.0.0.1", host.port))
    raw.setblocking(False)
    await loop.sock_sendall(raw, header)
    reader, writer = await asyncio.open_connection(sock=raw, ssl=anyone(), server_hostname="127.0.0.1")
    origin = f"127.0.0.1:{host.port}"
    words = [f"GET /link HTTP/1.1\r\nHost: {origin}", f"Origin: https://{origin}", "Connection: Upgrade"]
    words += ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="]
    writer.write("\r\n".join([*words, "", ""]).encode())
    assert b" 101 " in await reader.readline()
    assert [peer.address for peer in host.gateway._peers] == ["203.0.113.7"]
    writer.transport.abort()
    await until(lambda: not host.gateway._peers)


async def test_a_mistake_of_ours_ends_the_link_and_is_logged(site, host, monkeypatch, caplog, until):
    async with site.socket() as page:
        await page.greet()
        monkeypatch.setitem(host.gateway._handlers, Join, lambda *_: 1 / 0)
        await page.send(Join(route="0000"))
        assert await page.get() is None
        await until(lambda: not host.gateway._peers)
        await until(lambda: "ZeroDivisionError" in caplog.text)


async def test_a_page_that_falls_silent_is_asked_and_then_let_go(site, monkeypatch):
    monkeypatch.setattr("console.host.links.web_link.KeepAlive", lambda: KeepAlive(ping_after_s=0.05, silent_s=0.2))
    async with site.socket() as page:
        assert isinstance(await page.get(), Ping)
        assert await page.get() is None


async def test_a_page_that_never_reads_is_not_written_to_without_end(site, host, until):
    async with site.socket() as page:
        await page.greet()
        (link,) = [peer._link for peer in host.gateway._peers if type(peer._link).__name__ == "WebLink"]
        for _ in range(300):
            link.send(Pong())
        await until(lambda: link.end is not None)
        assert link.end == "backlog"


async def test_consoles_are_told_where_the_pages_are(host):
    console = await host.technician()
    told = await console.get(WebPages)
    assert told == WebPages(url="", names=())


async def test_a_consoles_own_host_has_pages_and_says_nothing_of_them(start_host):
    host = await start_host(embedded=True)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=anyone())) as http:
        assert (await Website(host, http).get("/chat/helpdesk"))[0] == 200
    console = await host.technician()
    assert not [message for message in await console.settled() if isinstance(message, WebPages)]


async def test_pages_end_with_their_host(site, host):
    async with site.socket() as page:
        await page.greet()
        await host.stop()
        assert await page.get() is None


@pytest.mark.parametrize(
    "text",
    ["http://a.example", "a.example", "https://", "https://a b", "https://a/b c", "https://a/..", "https://a//b"],
)
def test_what_is_no_address_of_pages_is_refused(text):
    with pytest.raises(Exception, match="is not https"):
        web_url(text)


def test_an_address_of_pages_is_read():
    assert web_url("https://support.example/") == "https://support.example"
    assert web_url("https://support.example:8443/it/help/") == "https://support.example:8443/it/help"


# -- what lies in the folder of the pages -----------------------------------------------------------------------

WEB = Path(__file__).parents[4] / "resources" / "web"
OURS = sorted(file for file in WEB.iterdir() if file.suffix in (".js", ".html", ".css"))


def words(file, language):
    text = (WEB / file).read_text()
    part = text.split(f"  {language}: {{")[1].split("\n  },")[0]
    return set(re.findall(r"^    ([a-z_0-9]+):", part, re.MULTILINE))


def test_everything_is_said_in_both_languages_and_once():
    for file in ("form_words.js", "words.js"):
        assert words(file, "en") == words(file, "de") != set()
    assert words("form_words.js", "en") & words("words.js", "en") == set()


def ends_of_links():
    """Return why a link can lead nowhere, as the host's sources say it."""
    host = Path(codes.__file__).parents[1]
    whole = (host / "core" / "codes.py").read_text()
    for name in ("sessions/issuing.py", "links/draining.py"):
        whole += "".join(re.findall(r"(?:_codes\.end|_issuing\.end_all|self\._end)\(.*\)", (host / name).read_text()))
    return {Reason[name] for name in re.findall(r"\bReason\.([A-Z_]+)", whole)}


def test_a_form_has_all_its_words_with_it_and_no_others():
    """Else one that stands before all else has come would be empty."""
    first, company, contacts = ((WEB / name).read_text() for name in ("first.js", "company.js", "contacts.js"))
    forms = first.split("const FORMS = {")[1].split("\n};")[0]
    said = set(re.findall(r'\["[a-z-]+", "([a-z_]+)"\]', forms))
    said |= set(re.findall(r'words\.say\([^)]*?"([a-z_]+)"', first + company + contacts))
    said |= set(re.findall(r'words\.say\([^)]*? : "([a-z_]+)"', first))
    said |= set(json.loads(company.split("const NOTICES = ")[1].split(";")[0]))
    said |= {"reason_unknown_channel", *(f"reason_{reason.value}" for reason in ends_of_links())}

    assert said == words("form_words.js", "en")


def test_every_colour_is_one_of_the_programs():
    css = (WEB / "style.css").read_text()
    tokens = tomllib.loads((WEB.parent / "styles" / "tokens.toml").read_text())
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    for part, name in ((light, "light"), (dark.split("* {")[0], "dark")):
        for key, value in re.findall(r"--([a-z_]+): (#[0-9a-f]{6})", part):
            assert tokens[name][key] == value, f"{name} {key}"
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"--[a-z_]+: #[0-9a-f]{6}", "", css))


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_a_file_of_the_page_needs_nothing_that_the_policy_forbids(file):
    text = file.read_text()
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bstyle=|\bon[a-z]+=\"|http://"
    )
    assert re.findall(forbidden, text) == []
    assert set(re.findall(r"https://[a-z.]*", text)) <= {"https://", "https://."}


def test_the_packages_of_others_are_named_with_version_and_licence():
    readme = (WEB / "vendor" / "README.md").read_text()
    for folder in (entry for entry in (WEB / "vendor").iterdir() if entry.is_dir()):
        assert f"`{folder.name}/`" in readme
        assert list(folder.glob("LICENSE*"))


ODD_REQUESTS = {
    "no version of WebSockets": b"GET /link HTTP/1.1\r\nHost: %b\r\nOrigin: https://%b\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    "another version": b"GET /link HTTP/1.1\r\nHost: %b\r\nOrigin: https://%b\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 7\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    "no key": b"GET /link HTTP/1.1\r\nHost: %b\r\nOrigin: https://%b\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n",
    "no key of a program": b"GET /link HTTP/1.1\r\nHost: %b\r\nX: %b\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: fernblick\r\n\r\n",
    "no upgrade of a program": b"GET /link HTTP/1.1\r\nHost: %b\r\nX: %b\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: fernblick\r\n\r\n",
    "no request": b"<script>alert(1)</script> %b %b\r\n\r\n",
    "a header that is none": b"GET / HTTP/1.1\r\nHost: %b%b\r\n<script>alert(1)</script>: x\r\n\r\n",
    "a coding that nobody knows": b"POST / HTTP/1.1\r\nHost: %b%b\r\nContent-Encoding: zstd\r\n"
    b"Content-Length: 4\r\n\r\nabcd",
    "two lengths": b"POST / HTTP/1.1\r\nHost: %b%b\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
    "an expectation": b"POST / HTTP/1.1\r\nHost: %b%b\r\nExpect: <script>\r\nContent-Length: 4\r\n\r\nabcd",
    "another method": b"CONNECT x:99999 HTTP/1.1\r\nHost: %b%b\r\n\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\nHost: %b%b\r\n\r\n",
    "an address that is none": b"GET http://[::1 HTTP/1.1\r\nHost: %b%b\r\n\r\n",
    "a port that is none": b"GET http://x:99999/ HTTP/1.1\r\nHost: %b%b\r\n\r\n",
    "a path of bytes": b"GET /chat/%%ff%%00<x> HTTP/1.1\r\nHost: %b%b\r\n\r\n",
    "a host that is none": b"GET /nowhere HTTP/1.1\r\nHost: [::%b%b\r\n\r\n",
    "another site's host": b"GET /link HTTP/1.1\r\nHost: [::%b\r\nOrigin: https://[::%b\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\n\r\n",
    "a tag of bytes": b"GET /nowhere HTTP/1.1\r\nHost: %b%b\r\nIf-None-Match: \xff\xfe\r\n\r\n",
    "another upgrade": b"GET /nowhere HTTP/1.1\r\nHost: %b%b\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    "a forwarded port": b"GET /nowhere HTTP/1.1\r\nHost: %b%b\r\nX-Forwarded-For: [::1]:x, \xff\r\n\r\n",
}


@pytest.mark.parametrize("odd", ODD_REQUESTS.values(), ids=ODD_REQUESTS)
async def test_what_is_no_good_request_is_answered_under_the_policy_and_fills_no_log(host, caplog, odd):
    place = f"127.0.0.1:{host.port}".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", host.port, ssl=anyone())
    writer.write(odd % (place, place))
    async with asyncio.timeout(PATIENCE_S):
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
    writer.transport.abort()
    assert b"Content-Security-Policy: " + POLICY.encode() in head
    assert b"nosniff" in head
    assert b"Server: fernblick\r\n" in head
    assert b"aiohttp" not in head + body
    assert b"<" not in body
    assert caplog.records == []
