"""The host's web pages: Instant Chat, the WebSocket that it speaks over, and the viewer's files for who wants one."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from console.host.core.forwarded import Believed
from console.host.core.limits import Limits, Rate
from console.host.core.places import Place, Places
from console.host.core.terms import REFUSALS_SAID_A_MINUTE
from console.host.links.carried_link import carry, is_program
from console.host.links.downloads import Downloads, ViewerFile
from console.host.links.front_page import NOW, FrontPages
from console.host.links.page_address import PageAddress
from console.host.links.page_connection import PageConnection
from console.host.links.page_files import FOR_EVER, PageFile, PageFiles
from console.host.links.web_link import WebLink
from protocol.link.link import Link, LinkEnd
from protocol.link.websocket import PATH
from protocol.vocabulary.codec import RECORD_LIMIT

_log = logging.getLogger(__name__)
_unheard = logging.Logger("aiohttp", logging.CRITICAL + 1)  # of requests that are none it would write pages

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
    "Cache-Control": "no-cache",
    "Server": "fernblick",
}
"""With every answer. Nothing is ever set as a cookie."""
STRICT = "Strict-Transport-Security"
STRICT_FOR = "max-age=15552000"  # half a year; for this name alone, others of the domain are not ours to bind
PLACE = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)  # a channel, or the route of a code
RETRY_AFTER = "30"  # seconds
LINGERING_S = 1.0  # that the rest of a request is waited for which is answered already
_SETTINGS: Any = {"access_log": None, "lingering_time": LINGERING_S, "logger": _unheard}
BLOCKED = "blocked"  # by what is asked at the WebSocket's address a page says that it cannot have one
_SHOWN = 120  # characters of what a browser or a proxy has sent
CUT_OFF = (LinkEnd.LOST, LinkEnd.SILENT, LinkEnd.BACKLOG)
"""Ends after which the page is not waited for."""


class WebPages:
    """Everything that the host says over HTTP.

    Args:
        files: what every browser may have.
        front: the page itself, and what of the company it shows.
        address: where browsers find all this.
        believed: which web proxies say where a request comes from.
        connect: makes the link of a page's WebSocket, at its connection's place; the caller runs it.
        make_link: makes the link of a program that comes over a WebSocket.
        places: all of the host's connections.
        turn: waits until it is the turn of a connection to be answered.
        vouched: whether an authority that this computer knows vouches for the certificate.
        downloads: the viewer's files.
    """

    def __init__(
        self,
        *,
        files: PageFiles,
        front: FrontPages,
        address: PageAddress,
        believed: Believed,
        connect: Callable[[web.WebSocketResponse, Place], WebLink],
        make_link: Callable[[Place], Link],
        places: Places,
        limits: Limits,
        turn: Callable[[Place], Awaitable[None]],
        vouched: Callable[[], bool],
        downloads: Downloads,
    ) -> None:
        self._connect = connect
        self._make_link = make_link
        self._vouched = vouched
        self._places = places
        self._limits = limits
        self._turn = turn
        self._downloads = downloads
        self._files = files
        self._front = front
        self._address = address
        self._believed = believed
        self._refusals = Rate(REFUSALS_SAID_A_MINUTE)

    def connection(self, place: Place) -> PageConnection:
        """Return the protocol of a browser's connection at `place`."""
        return PageConnection(place, self._places, believed=self._believed, make=self._http, limits=self._limits)

    def _http(self, connection: PageConnection) -> RequestHandler:
        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            more = connection.begin(request.headers.getall(self._believed.header, ()))
            try:
                await self._turn(connection.place)
                return await self._answer(connection, request, more=more)
            except web.HTTPException as refused:  # before a WebSocket stands: what asks for it is not as it must be
                return await self._refuse(connection, request, refused.status)
            except Exception as error:
                if not isinstance(error, ConnectionError):  # a mistake of ours
                    _log.exception("a request was not answered", {"event": "request_failed"})
                raise
            finally:
                connection.finish()

        return _Http(web.Server(answer), loop=asyncio.get_running_loop(), **_SETTINGS)

    async def _answer(self, connection: PageConnection, request: web.BaseRequest, *, more: bool) -> web.StreamResponse:
        path = self._address.within(request.path)
        if path == PATH:
            return await self._link(connection, request)
        response = await self._found(path, connection, request) if request.method in ("GET", "HEAD") else _status(405)
        response.headers.update({**self._headers(connection), **response.headers})
        if not more:
            response.force_close()
        if isinstance(response, ViewerFile):
            return await self._download(connection, request, response)
        await _send(request, response)
        return response

    async def _refuse(self, connection: PageConnection, request: web.BaseRequest, status: int) -> web.StreamResponse:
        response = web.Response(status=status, headers=self._headers(connection))
        response.force_close()
        await _send(request, response)
        return response

    def _headers(self, connection: PageConnection) -> dict[str, str]:
        """Return what is with every answer; a web proxy's certificate is its own matter, and what it says of it."""
        return HEADERS | ({STRICT: STRICT_FOR} if not connection.is_proxied and self._vouched() else {})

    async def _found(self, path: str, connection: PageConnection, request: web.BaseRequest) -> web.StreamResponse:
        """Return what lies at the path; the page finds the channel, or the code's route, in its own address."""
        _, folder, name = f"{path}//".split("/", 2)
        name = name.removesuffix("/").removesuffix("/")
        if path == "/" or (folder == "chat" and PLACE.fullmatch(name)):
            return _sent(request, self._front.page(name, connection.place.address))
        if folder == "web" and (found := self._files.find(name)) is not None:
            return _sent(request, *found)
        if folder == "company":
            return self._of_company(connection, request, name)
        if folder == "download":
            return await self._viewer(name)
        return _status(404)

    def _of_company(self, connection: PageConnection, request: web.BaseRequest, name: str) -> web.StreamResponse:
        folder, _, place = name.partition("/")
        if folder == NOW and (not place or PLACE.fullmatch(place)):
            return web.json_response(self._front.now(place, connection.place.address))
        found = self._front.find(name)
        return _status(404) if found is None else _sent(request, *found)

    async def _viewer(self, name: str) -> web.StreamResponse:
        names = await self._downloads.names()
        if not name:
            return web.json_response(names)
        if self._downloads.folder is None or name not in names:
            return _status(404)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return ViewerFile(self._downloads.folder / name, headers=headers)

    async def _download(
        self, connection: PageConnection, request: web.BaseRequest, response: ViewerFile
    ) -> web.StreamResponse:
        """Send a viewer's file, unless enough are being sent."""
        address = connection.place.address
        if not self._downloads.begin(address):
            return web.Response(status=503, headers={**self._headers(connection), "Retry-After": RETRY_AFTER})
        try:
            await _send(request, response)
        finally:
            self._downloads.end(address)
        return response

    async def _link(self, connection: PageConnection, request: web.BaseRequest) -> web.StreamResponse:
        """Carry a program's link, or a page's messages; a page that another site has made gets none."""
        headers = self._headers(connection)
        if (why := self._why_not(request)) is not None:
            status, reason, detail = why
            self._say_refused(connection.place.address, reason, detail)
            return web.Response(status=status, headers=headers)
        if is_program(request):
            return await carry(request, connection, self._make_link, headers)
        socket = web.WebSocketResponse(max_msg_size=RECORD_LIMIT, compress=False, timeout=1.0, autoping=False)
        socket.headers.update(headers)
        await socket.prepare(request)
        connection.be_link()
        link = self._connect(socket, connection.place)
        await link.run()
        if link.end in CUT_OFF and request.transport is not None:
            request.transport.abort()
        return socket

    def _why_not(self, request: web.BaseRequest) -> tuple[int, str, str] | None:
        """Return the status, the reason and what to look at, where no WebSocket can be had; None: it can."""
        if BLOCKED in request.query:
            return 204, "blocked", "a page says that its WebSocket does not come through; look at the proxies between"
        if request.headers.get("Upgrade", "").strip().lower() != "websocket":
            return 426, "no_upgrade", "a proxy has to pass Upgrade and Connection on"
        if is_program(request) or self._address.is_own(origin := request.headers.get("Origin", ""), request.host):
            return None
        return 403, "origin", f"Origin is {origin[:_SHOWN]!r}, and Host is {request.host[:_SHOWN]!r}"

    def _say_refused(self, address: str, why: str, detail: str) -> None:
        if self._refusals.take(why, asyncio.get_running_loop().time()):
            told = {"event": "page_refused", "address": address or "proxy", "why": why, "detail": detail}
            _log.warning("no WebSocket for %(address)s (%(why)s): %(detail)s", told)


class _Http(RequestHandler):
    """Answers what is no request, and what we have failed to answer, under the policy and without a word of it."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Return the answer, after which the connection ends."""
        if request.writer.output_size > 0:
            raise ConnectionError("an answer has begun already")
        response = web.Response(status=status, headers=HEADERS)
        response.force_close()
        return response


async def _send(request: web.BaseRequest, response: web.StreamResponse) -> None:
    """Send a whole answer, for as long as its reader takes it."""
    await response.prepare(request)
    await response.write_eof()


def _status(status: int) -> web.Response:
    return web.Response(status=status)


def _policy(page: PageFile) -> str:
    """Return what a page may do: with files of the host's, and with the styles and the script in it, to the letter."""
    policy = POLICY.replace("style-src 'self'", f"style-src 'self' {page.styles}")
    return policy.replace("script-src 'self'", f"script-src 'self' {page.script}")


def _sent(request: web.BaseRequest, file: PageFile, keep: bool = False) -> web.Response:
    """Return a file, compressed where the browser takes that; `keep`: its address will never stand for another one."""
    headers = {"ETag": file.tag, "Vary": "Accept-Encoding"} | ({"Cache-Control": FOR_EVER} if keep else {})
    if file.styles:
        headers["Content-Security-Policy"] = _policy(file)
    if request.headers.get("If-None-Match") == file.tag:
        return web.Response(status=304, headers=headers)
    charset = "utf-8" if file.kind.startswith("text/") else None
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=file.body, content_type=file.kind, charset=charset, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return web.Response(body=file.compressed, content_type=file.kind, charset=charset, headers=headers)
