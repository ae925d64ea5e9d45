"""The host's web pages: Instant Chat, the WebSocket that it speaks over, and the viewer's files for who wants one."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.resources
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from aiohttp import web

from console.host.web_link import WebLink
from protocol.codec import RECORD_LIMIT
from protocol.link import LinkEnd

PAGE = "chat.html"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
"""What of the folder is served, and as what."""
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
}
"""With every answer. Nothing is ever set as a cookie."""
PLACE = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)  # a channel, or the route of a code
VIEWER_FILE = re.compile(r"fernblick-viewer[A-Za-z0-9_.-]{0,80}\.(?:exe|AppImage)", re.ASCII)
VIEWERS_LIMIT = 20
CUT_OFF = (LinkEnd.LOST, LinkEnd.SILENT, LinkEnd.BACKLOG)
"""Ends after which the page is not waited for."""


@dataclass(frozen=True)
class Page:
    """One file that every browser may have."""

    body: bytes
    kind: str  # its type
    tag: str  # changes with its content


class WebPages:
    """Everything that the host says over HTTP.

    Args:
        connect: makes the link of a page's WebSocket; the caller runs it.
        downloads: the folder of the viewer's files; None: none are offered.
    """

    def __init__(
        self, *, connect: Callable[[web.WebSocketResponse, str], WebLink], downloads: Path | None = None
    ) -> None:
        self._connect = connect
        self._downloads = downloads
        self._pages = dict(_read_pages(importlib.resources.files("resources") / "web"))
        self._page = self._pages.pop(PAGE)

    def application(self) -> web.Application:
        """Return what answers to browsers."""
        application = web.Application()
        application.on_response_prepare.append(_add_headers)
        application.router.add_get("/chat/{place}", self._chat)
        application.router.add_get("/web/{name:.+}", self._file)
        application.router.add_get("/link", self._link)
        application.router.add_get("/download/", self._viewers)
        application.router.add_get("/download/{name}", self._viewer)
        return application

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        """Answer with the page; it finds the channel, or the code's route, in its own address."""
        if PLACE.fullmatch(request.match_info["place"]) is None:
            raise web.HTTPNotFound
        return _answer(request, self._page)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if (page := self._pages.get(request.match_info["name"])) is None:
            raise web.HTTPNotFound
        return _answer(request, page)

    async def _link(self, request: web.Request) -> web.StreamResponse:
        """Carry a page's messages; a page that another site has made gets none."""
        if request.headers.get("Origin", "").lower() != f"https://{request.host}".lower():
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(max_msg_size=RECORD_LIMIT, compress=False, timeout=1.0)
        await socket.prepare(request)
        link = self._connect(socket, request.remote or "")
        await link.run()
        if link.end in CUT_OFF and request.transport is not None:
            request.transport.abort()
        return socket

    async def _viewers(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response(_names(self._downloads))

    async def _viewer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if self._downloads is None or name not in _names(self._downloads):
            raise web.HTTPNotFound
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return web.FileResponse(self._downloads / name, headers=disposition)


async def serving(pages: WebPages) -> Callable[[], asyncio.BaseProtocol]:
    """Return what makes the protocol of each connection of a browser, for a server on the running loop."""
    runner = web.AppRunner(pages.application(), access_log=None, handle_signals=False)
    await runner.setup()
    assert runner.server is not None
    return runner.server


def _read_pages(folder: Traversable, above: str = "") -> list[tuple[str, Page]]:
    """Return each file below `folder` that is of a known type, by its path."""
    found: list[tuple[str, Page]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _read_pages(entry, f"{above}{entry.name}/")
        elif (kind := TYPES.get(Path(entry.name).suffix)) is not None:
            body = entry.read_bytes()
            found.append((above + entry.name, Page(body, kind, f'"{hashlib.sha256(body).hexdigest()[:32]}"')))
    return found


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
    response.headers.popall("Server", None)


def _answer(request: web.Request, page: Page) -> web.Response:
    if request.headers.get("If-None-Match") == page.tag:
        return web.Response(status=304, headers={"ETag": page.tag})
    charset = "utf-8" if page.kind.startswith("text/") else None
    return web.Response(body=page.body, content_type=page.kind, charset=charset, headers={"ETag": page.tag})


def _names(folder: Path | None) -> list[str]:
    """Return the names of the viewer's files in `folder`, as they are now."""
    if folder is None or not folder.is_dir():
        return []
    found = sorted(entry.name for entry in folder.iterdir() if VIEWER_FILE.fullmatch(entry.name) and entry.is_file())
    return found[:VIEWERS_LIMIT]
