"""A program's link that comes as a WebSocket: the same bytes as over TLS alone, in binary messages."""

from __future__ import annotations

import logging
from collections.abc import Callable

from aiohttp import WSMsgType, web

from console.host.core.places import Place
from console.host.links.page_connection import PageConnection
from protocol.link.link import Link, LinkEnd
from protocol.link.websocket import MESSAGE_LIMIT, SUBPROTOCOL, WebSocketTransport

_log = logging.getLogger(__name__)


def is_program(request: web.BaseRequest) -> bool:
    """Return whether a program asks, which no browser can pass for: those say which page has made them ask."""
    offered = ",".join(request.headers.getall("Sec-WebSocket-Protocol", ())).split(",")
    return "Origin" not in request.headers and SUBPROTOCOL in (each.strip() for each in offered)


async def carry(
    request: web.BaseRequest, connection: PageConnection, make_link: Callable[[Place], Link], headers: dict[str, str]
) -> web.WebSocketResponse:
    """Answer a program's request, and carry its link until that has ended."""
    socket = web.WebSocketResponse(
        protocols=(SUBPROTOCOL,), max_msg_size=MESSAGE_LIMIT, compress=False, timeout=1.0, autoclose=False
    )
    socket.headers.update(headers)
    await socket.prepare(request)
    below = request.transport
    if below is None:
        return socket
    link = make_link(connection.place)
    connection.be_link(link)
    link.connection_made(WebSocketTransport(below, masked=False))
    try:
        await _read(socket, link, connection.place)
    finally:
        below.abort()  # the program is gone, or has been told whatever there was to say
        link.connection_lost(None)
    return socket


async def _read(socket: web.WebSocketResponse, link: Link, place: Place) -> None:
    """Pass on what comes, in order, until the WebSocket has ended; what the link is slow to take, waits in TCP."""
    while True:
        frame = await socket.receive()
        if frame.type is WSMsgType.BINARY:
            link.data_received(frame.data)
        elif frame.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED):
            return
        else:
            told = {"event": "bad_message", "address": link.peer_address}
            level = logging.WARNING if place.admitted else logging.DEBUG  # strangers fill no log
            _log.log(level, "no binary message within the limit from %(address)s, link closed", told)
            link.close(LinkEnd.BAD_MESSAGE)
            return
