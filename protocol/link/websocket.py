"""A link within a WebSocket (RFC 6455), for networks that let nothing but the web through.

What a link's bytes are is as ever: frames of `wire`, one after the other. Each binary message carries some of them;
where one message ends and the next begins means nothing. No extension is used: what is sealed cannot be compressed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from websockets.client import ClientProtocol
    from websockets.frames import Frame

SUBPROTOCOL = "fernblick"
"""How a program says that it carries a link; a page, which sends one message of the host's vocabulary each time, says
nothing."""
PATH = "/link"
MESSAGE_LIMIT = 64 * 1024  # bytes that one message carries at most


class NoWebSocketError(Exception):
    """What answers is no host, or something on the way lets no WebSocket through.

    Attributes:
        status: what HTTP said; 0: no whole answer, or not the one that was asked for.
    """

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class WebSocketTransport(asyncio.Transport):
    """The bytes of a link as messages over a connection whose WebSocket stands.

    Args:
        below: the connection, which others have the reading of.
        masked: as clients send.
    """

    def __init__(self, below: asyncio.Transport, *, masked: bool) -> None:
        super().__init__()
        from websockets.frames import Close, Frame, Opcode

        self._below = below
        self._masked = masked
        self._frame = Frame
        self._binary = Opcode.BINARY
        self._close = Frame(Opcode.CLOSE, Close(1000, "").serialize())

    def write(self, data: Any) -> None:
        """Send bytes at once, in as many messages as it takes."""
        view = memoryview(data)
        for start in range(0, len(view), MESSAGE_LIMIT):
            part = self._frame(self._binary, view[start : start + MESSAGE_LIMIT])
            self._below.write(part.serialize(mask=self._masked))

    def close(self) -> None:
        """Say that it is over, and end the connection once everything is out."""
        if not self._below.is_closing():
            self._below.write(self._close.serialize(mask=self._masked))
            self._below.close()

    def abort(self) -> None:
        """End the connection at once."""
        self._below.abort()

    def is_closing(self) -> bool:
        """Return whether it is over."""
        return self._below.is_closing()

    def get_write_buffer_size(self) -> int:
        """Return how many bytes wait in this process."""
        return self._below.get_write_buffer_size()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set when writing pauses, and goes on."""
        self._below.set_write_buffer_limits(high=high, low=low)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return what is known of the connection."""
        return self._below.get_extra_info(name, default)


class WebSocketClient(asyncio.Protocol):
    """A program's end of a connection that becomes a WebSocket, and then carries a link.

    Args:
        link: is connected once the host has agreed; never before.
        address: host and port as they were dialled.
        subpath: the folder that the pages are in, as "/support"; "": none.

    Attributes:
        standing: done once the link is connected; `NoWebSocketError` where that does not come about.
    """

    def __init__(self, link: asyncio.Protocol, address: tuple[str, int], subpath: str = "") -> None:
        self.standing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._link = link
        self._address = address
        self._path = subpath + PATH
        self._below: asyncio.Transport | None = None
        self._connected = False
        self._web: ClientProtocol | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a WebSocket."""
        from websockets.client import ClientProtocol
        from websockets.typing import Subprotocol
        from websockets.uri import WebSocketURI

        self._below = cast(asyncio.Transport, transport)
        host, port = self._address
        self._web = ClientProtocol(
            WebSocketURI(True, host, port, self._path, ""),
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            max_size=MESSAGE_LIMIT,
        )
        self._web.send_request(self._web.connect())
        self._flush()

    def data_received(self, data: bytes) -> None:
        """Read the answer, and what the link is sent from then on."""
        if self._web is None or self._below is None:
            return
        self._web.receive_data(data)
        self._flush()
        for event in self._web.events_received():
            if not self._connected:
                if not self._agreed():
                    return
                self._connected = True
                self._link.connection_made(WebSocketTransport(self._below, masked=True))
                if not self.standing.done():
                    self.standing.set_result(None)
            else:
                self._pass_on(cast("Frame", event))
        if self._web.parser_exc is not None and not self._connected:
            self._fail(0, str(self._web.parser_exc))

    def _agreed(self) -> bool:
        """Return whether the host carries links; else say what it said, and hang up."""
        assert self._web is not None
        problem = self._web.handshake_exc
        if problem is None and self._web.subprotocol == SUBPROTOCOL:
            return True
        response = getattr(problem, "response", None)
        self._fail(0 if response is None else response.status_code, str(problem or "no subprotocol"))
        return False

    def _pass_on(self, frame: Frame) -> None:
        from websockets.frames import Opcode

        if frame.opcode in (Opcode.BINARY, Opcode.CONT):
            self._link.data_received(bytes(frame.data))
        elif frame.opcode is Opcode.TEXT or frame.opcode is Opcode.CLOSE:
            assert self._below is not None
            self._below.close()

    def _flush(self) -> None:
        """Send what the WebSocket itself has to say: the request, pongs, the answer to a close."""
        assert self._web is not None
        assert self._below is not None
        for data in self._web.data_to_send():
            if data:
                self._below.write(data)
            elif self._connected:
                self._below.close()

    def _fail(self, status: int, why: str) -> None:
        if not self.standing.done():
            self.standing.set_exception(NoWebSocketError(status, why))
        if self._below is not None:
            self._below.abort()

    def pause_writing(self) -> None:
        """Pass on."""
        if self._connected:
            self._link.pause_writing()

    def resume_writing(self) -> None:
        """Pass on."""
        if self._connected:
            self._link.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Say so, to the link or to whoever waits for it."""
        if self._connected:
            self._link.connection_lost(exc)
        elif not self.standing.done():
            self.standing.set_exception(NoWebSocketError(0, str(exc or "the connection has ended")))
