"""Begin to serve the web pages of a host, where its options ask for them; what only they need is imported only then."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.host.links.gateway import Gateway
from console.host.links.proxied import ProxiedServer, serve_proxied
from console.host.process.folder import EXIT_PORT, StartError
from console.host.process.vouching import Vouching
from protocol.link.dialing import serve

if TYPE_CHECKING:
    from aiohttp import web

    from console.host.links.web_link import WebLink

MISSING = "The pages need a package that is not installed: {}. Install fernblick[server], or start without --web."


async def serve_pages(
    gateway: Gateway,
    where: tuple[str | None, int],
    context: ssl.SSLContext,
    *,
    downloads: Path | None = None,
    proxies: Collection[str] = (),
) -> asyncio.Server | ProxiedServer:
    """Listen for browsers at `where` (address and port) and return the server.

    Raises:
        StartError: a package is missing, or nothing can listen there.
    """
    try:
        from console.host.links.pages import WebPages
        from console.host.links.web_link import WebLink
    except ModuleNotFoundError as error:
        raise StartError(EXIT_PORT, MISSING.format(error.name)) from error

    def connect(socket: web.WebSocketResponse, address: str) -> WebLink:
        return gateway.meet(partial(WebLink, socket=socket, address=address))

    address, port = where
    vouched = Vouching(context, asyncio.get_running_loop().time).holds
    make = WebPages(connect=connect, vouched=vouched, downloads=downloads).connection
    try:
        if proxies:
            return await serve_proxied(address, port, context, make, proxies)
        return await serve(None if address is None else [address], port, context, make)
    except OSError as error:
        sentence = f"The pages cannot be served at {address or '*'}:{port}: {error.strerror or error}."
        raise StartError(EXIT_PORT, f"{sentence} Choose another place with --web.") from error
