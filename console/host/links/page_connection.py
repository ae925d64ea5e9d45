"""A browser's connection: what HTTP is to aiohttp, and an end for whoever does not ask or does not take the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import cast

from aiohttp.web_protocol import RequestHandler

from console.host.core.forwarded import NOBODY, Believed
from console.host.core.limits import PAGE_BYTES_A_SECOND, REQUEST_HEAD_S, REQUESTS, SLOW_READER_S, Bound, Limits
from console.host.core.places import Place, Places
from console.host.core.terms import KEEPALIVE_S
from protocol.rates.bucket import Bucket

WAITING_BYTES = 64 * 1024  # of an answer over which the browser has to take some


class PageConnection(asyncio.Protocol):
    """One connection; that of a web proxy may bring requests of many clients, one after the other.

    Args:
        place: its place among `places`.
        believed: which web proxies say, with each request, where that comes from.
        make: makes what speaks HTTP, which tells of each request by `begin` and `finish`.

    Attributes:
        is_proxied: it is a web proxy's.
    """

    def __init__(
        self,
        place: Place,
        places: Places,
        *,
        believed: Believed,
        make: Callable[[PageConnection], RequestHandler],
        limits: Limits,
    ) -> None:
        self.place = place
        self._places = places
        self._believed = believed
        self.is_proxied = place.is_proxy or place.address in believed.addresses
        self._http = make(self)
        self._limits = limits
        self._requests = 0
        self._is_link = False
        self._carried: asyncio.Protocol | None = None
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._bytes = Bucket(limits.bucket(PAGE_BYTES_A_SECOND), self._loop.time())
        self._due: asyncio.TimerHandle | None = None
        self._slow: asyncio.TimerHandle | None = None

    # -- what it is used for ------------------------------------------------------------------------------------

    def begin(self, forwarded: Sequence[str]) -> bool:
        """Take note of a whole request; return whether another one may follow it.

        `forwarded` are the lines of the header in which a web proxy says whose it is.
        """
        if self.is_proxied:
            self._come_from(self._believed.client_of(forwarded))
            self._bytes = Bucket(self._limits.bucket(PAGE_BYTES_A_SECOND), self._loop.time())  # others' are none of it
        self.place.busy = True
        self._wait(None)
        self._requests += 1
        return self._limits.held(REQUESTS, within=self._requests < self._limits.of(REQUESTS))

    def finish(self) -> None:
        """Take note that it has been answered."""
        self.place.busy = False
        self._wait(KEEPALIVE_S)

    def be_link(self, carried: asyncio.Protocol | None = None) -> None:
        """Be a link from now on, which has deadlines of its own; `carried` writes by itself, and hears of room."""
        self._is_link = True
        self._carried = carried
        self._wait(None)
        self.resume_watch()

    def _come_from(self, address: str) -> None:
        if address != self.place.address:
            self._places.came_from(self.place, address, self._loop.time())

    def _wait(self, seconds: float | None, bound: Bound | None = None) -> None:
        if self._due is not None:
            self._due.cancel()
        self._due = None if seconds is None else self._loop.call_later(seconds, self._end, bound)

    def _end(self, bound: Bound | None) -> None:
        """End the connection because it has met a limit; None: because it was asked nothing more."""
        if self._transport is None:
            return
        if bound is None and not self._transport.get_write_buffer_size():
            self._transport.close()
            return
        self._limits.meet(bound or SLOW_READER_S)
        self._end_now()

    def _end_now(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    # -- asyncio.Protocol ---------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give the browser its time to ask."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=WAITING_BYTES)
        if self.is_proxied:
            self._come_from(NOBODY)  # until it says for whom it asks
        self._http.connection_made(transport)
        self._wait(self._limits.seconds(REQUEST_HEAD_S), REQUEST_HEAD_S)

    def data_received(self, data: bytes) -> None:
        """Pass on, unless it is more than any page says before it is a member's."""
        if not self.place.admitted:
            within = self._bytes.take(self._loop.time(), len(data))
            if not self._limits.held(PAGE_BYTES_A_SECOND, within=within):
                self._end_now()
                return
        self._http.data_received(data)

    def eof_received(self) -> None:
        """Pass on."""
        self._http.eof_received()

    def pause_writing(self) -> None:
        """Give the browser its time to take what waits."""
        self._http.pause_writing()
        if self._carried is not None:
            self._carried.pause_writing()
        if not self._is_link and self._slow is None:
            self._slow = self._loop.call_later(self._limits.seconds(SLOW_READER_S), self._end, SLOW_READER_S)

    def resume_writing(self) -> None:
        """Go on: it has taken most of that."""
        self.resume_watch()
        self._http.resume_writing()
        if self._carried is not None:
            self._carried.resume_writing()

    def resume_watch(self) -> None:
        """Forget that something waits."""
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place up."""
        self._transport = None
        self._wait(None)
        self.resume_watch()
        self._places.leave(self.place)
        self._http.connection_lost(exc)
