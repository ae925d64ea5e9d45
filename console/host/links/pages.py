"""The host's web pages: Instant Chat, the WebSocket that it speaks over, and the viewer's files for who wants one."""

from __future__ import annotations

import asyncio
import importlib.resources
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from aiohttp import web

from console.host.links.page_files import FOR_EVER, PageFile, PageFiles
from console.host.links.web_link import WebLink
from protocol.link.link import LinkEnd
from protocol.vocabulary.codec import RECORD_LIMIT

PAGE = "chat.html"
LINK = "/link"
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
VIEWER_FILE = re.compile(r"fernblick-viewer(?!.*setup)[A-Za-z0-9_.-]{0,80}\.(?:exe|AppImage)", re.ASCII)
VIEWERS_LIMIT = 20
CUT_OFF = (LinkEnd.LOST, LinkEnd.SILENT, LinkEnd.BACKLOG)
"""Ends after which the page is not waited for."""


class WebPages:
    """Everything that the host says over HTTP.

    Args:
        connect: makes the link of a page's WebSocket; the caller runs it.
        vouched: whether an authority that this computer knows vouches for the certificate.
        downloads: the folder of the viewer's files; None: none are offered.
    """

    def __init__(
        self,
        *,
        connect: Callable[[web.WebSocketResponse, str], WebLink],
        vouched: Callable[[], bool] = lambda: False,
        downloads: Path | None = None,
    ) -> None:
        self._connect = connect
        self._vouched = vouched
        self._downloads = downloads
        self._files = PageFiles(importlib.resources.files("resources") / "web")

    def connection(self, source: str = "") -> asyncio.BaseProtocol:
        """Return the protocol of a browser's connection from the address `source`; "": as the connection says."""
        return web.Server(partial(self._answer, source), access_log=None)()

    async def _answer(self, source: str, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == LINK:
            return await self._link(source, request)
        response = self._found(request) if request.method in ("GET", "HEAD") else web.Response(status=405)
        response.headers.update({**self._headers(), **response.headers})
        return response

    def _headers(self) -> dict[str, str]:
        return HEADERS | ({STRICT: STRICT_FOR} if self._vouched() else {})

    def _found(self, request: web.BaseRequest) -> web.StreamResponse:
        """Return what lies at the path; the page finds the channel, or the code's route, in its own address."""
        _, folder, name = f"{request.path}//".split("/", 2)
        name = name.removesuffix("/").removesuffix("/")
        if folder == "chat" and PLACE.fullmatch(name):
            return _sent(request, self._files.page(PAGE))
        if folder == "web" and (found := self._files.find(name)) is not None:
            return _sent(request, *found)
        if folder == "download":
            return self._viewer(name)
        return web.Response(status=404)

    def _viewer(self, name: str) -> web.StreamResponse:
        names = _names(self._downloads)
        if not name:
            return web.json_response(names)
        if self._downloads is None or name not in names:
            return web.Response(status=404)
        return web.FileResponse(
            self._downloads / name, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    async def _link(self, source: str, request: web.BaseRequest) -> web.StreamResponse:
        """Carry a page's messages; a page that another site has made gets none."""
        if request.headers.get("Origin", "").lower() != f"https://{request.host}".lower():
            return web.Response(status=403, headers=self._headers())
        socket = web.WebSocketResponse(max_msg_size=RECORD_LIMIT, compress=False, timeout=1.0)
        socket.headers.update(self._headers())
        await socket.prepare(request)
        link = self._connect(socket, source or request.remote or "")
        await link.run()
        if link.end in CUT_OFF and request.transport is not None:
            request.transport.abort()
        return socket


def _sent(request: web.BaseRequest, file: PageFile, keep: bool = False) -> web.Response:
    """Return a file, compressed where the browser takes that; `keep`: its address will never stand for another one."""
    headers = {"ETag": file.tag, "Vary": "Accept-Encoding"} | ({"Cache-Control": FOR_EVER} if keep else {})
    if request.headers.get("If-None-Match") == file.tag:
        return web.Response(status=304, headers=headers)
    charset = "utf-8" if file.kind.startswith("text/") else None
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=file.body, content_type=file.kind, charset=charset, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return web.Response(body=file.compressed, content_type=file.kind, charset=charset, headers=headers)


def _names(folder: Path | None) -> list[str]:
    """Return the names of the viewer's files in `folder`, as they are now."""
    if folder is None or not folder.is_dir():
        return []
    found = sorted(entry.name for entry in folder.iterdir() if VIEWER_FILE.fullmatch(entry.name) and entry.is_file())
    return found[:VIEWERS_LIMIT]
