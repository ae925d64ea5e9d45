"""The pages of a host, which begin with the first browser that comes: what only they need is imported only then."""

from __future__ import annotations

import asyncio
import importlib
import importlib.resources
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from console.host.core.forwarded import Believed
from console.host.core.places import Place
from console.host.links.gateway import Gateway
from console.host.links.page_address import Contact

if TYPE_CHECKING:
    from aiohttp import web

    from console.host.links.page_files import PageFiles
    from console.host.links.pages import WebPages
    from console.host.links.web_link import WebLink


class Website:
    """The pages of one host.

    Args:
        vouched: whether an authority that this computer knows vouches for the certificate that browsers see.
        downloads: the folder of the viewer's files; None: none are offered.
        web_url: where browsers reach the pages; "": wherever they reach this host.
        believed: which web proxies say where a request comes from.
        contact: for customers whose network lets no chat through, where the company's page names none.
    """

    def __init__(
        self,
        gateway: Gateway,
        *,
        vouched: Callable[[], bool],
        turn: Callable[[Place], Awaitable[None]],
        downloads: Path | None,
        web_url: str,
        believed: Believed,
        contact: Contact,
    ) -> None:
        self._web_url = web_url
        self._believed = believed
        self._contact = contact
        self._gateway = gateway
        self._vouched = vouched
        self._turn = turn
        self._downloads = downloads
        self._pages: WebPages | None = None
        self._beginning: asyncio.Task[WebPages] | None = None

    def connection(self, place: Place) -> asyncio.BaseProtocol:
        """Return the protocol of a browser's connection at `place`."""
        return self._pages.connection(place) if self._pages is not None else _First(self, place)

    def prepare(self) -> None:
        """Begin before the first browser comes: it would wait for half a second."""
        if self._beginning is None:
            self._beginning = asyncio.create_task(self._begin())

    async def begin(self) -> WebPages:
        """Make the pages, once; members' links go on meanwhile."""
        if self._pages is None:
            self.prepare()
            assert self._beginning is not None
            self._pages = await asyncio.shield(self._beginning)
        return self._pages

    async def _begin(self) -> WebPages:
        from console.host.links.page_address import PageAddress

        address = PageAddress.of(self._web_url)
        files = await asyncio.to_thread(_page_files, address.subpath)
        from console.host.links.downloads import Downloads
        from console.host.links.front_page import FrontPages
        from console.host.links.pages import WebPages
        from console.host.links.web_link import WebLink

        def connect(socket: web.WebSocketResponse, place: Place) -> WebLink:
            address = place.address
            return self._gateway.meet(place, partial(WebLink, socket=socket, address=address))

        return WebPages(
            files=files,
            front=FrontPages(files, self._gateway.services.reception, self._contact),
            address=address,
            believed=self._believed,
            connect=connect,
            make_link=self._gateway.make_link,
            places=self._gateway.places,
            limits=self._gateway.limits,
            vouched=self._vouched,
            turn=self._turn,
            downloads=Downloads(self._downloads, self._gateway.limits),
        )

    def left(self, place: Place) -> None:
        """Forget a connection that has ended before the pages began."""
        self._gateway.places.leave(place)


def _page_files(subpath: str) -> PageFiles:
    """Import what the pages need and read their files: a fifth of a second that members must not wait for."""
    importlib.import_module("console.host.links.pages")
    from console.host.links.page_files import PageFiles

    return PageFiles(importlib.resources.files("resources") / "web", subpath=subpath)


class _First(asyncio.Protocol):
    """A browser's connection that waits for the pages to begin."""

    def __init__(self, website: Website, place: Place) -> None:
        self._website = website
        self._place = place
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Read nothing until there is something that understands it."""
        cast(asyncio.Transport, transport).pause_reading()
        self._task = asyncio.create_task(self._go_on(cast(asyncio.Transport, transport)))

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place up."""
        if self._task is not None:
            self._task.cancel()
        self._website.left(self._place)

    async def _go_on(self, transport: asyncio.Transport) -> None:
        protocol = (await self._website.begin()).connection(self._place)
        if not transport.is_closing():
            transport.set_protocol(protocol)
            protocol.connection_made(transport)
            transport.resume_reading()
