"""One WebSocket of a page as a stream of messages in both directions: what `protocol.link.link` is over plain TLS.

Each binary frame is one message. The limits are those of a link; a browser sees neither the link's length in front of a
message nor anything else of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable

from aiohttp import WSMessage, WSMsgType, web

from protocol.link.link import PINGS, Feed, KeepAlive, LinkEnd
from protocol.link.wire import UNADMITTED_LIMIT
from protocol.rates.bucket import Bucket
from protocol.vocabulary.codec import RECORD_LIMIT, BadMessage, Message
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.messages import Ping, Pong

URGENT_LIMIT = 256  # messages that wait besides what the feeds have: answers to a page that only asks
LAST_S = 2.0  # that a page which is told to go may take the last messages

_log = logging.getLogger(__name__)


class WebLink:
    """One connection of a page; see `Link` for what the callbacks mean.

    Args:
        socket: the WebSocket, whose handshake is done.
        address: the page's IP address.
        receive: called with each message. A `BadMessage` that it raises ends the link.
        ended: called once, never from within another call into the link.
        may_say: asked before each frame until the page is admitted; a link of whoever says more ends.
    """

    by_page = True

    def __init__(
        self,
        *,
        socket: web.WebSocketResponse,
        address: str,
        receive: Callable[[Message], None],
        ended: Callable[[LinkEnd], None],
        may_say: Callable[[], bool],
        keep_alive: KeepAlive | None = None,
    ) -> None:
        self.peer_address = address
        self.end: LinkEnd | None = None
        self._socket = socket
        self._receive = receive
        self._ended = ended
        self._may_say: Callable[[], bool] | None = may_say
        self._pings = Bucket(PINGS, asyncio.get_running_loop().time())
        self._keep_alive = keep_alive or KeepAlive()
        self._limit = UNADMITTED_LIMIT
        self._urgent: deque[Message] = deque()
        self._feeds: list[Feed] = []
        self._wake = asyncio.Event()

    def send(self, message: Message) -> None:
        """Send `message` before all that feeds have; drop it if the link has ended."""
        if self.end is not None:
            return
        self._urgent.append(message)
        self._wake.set()
        if len(self._urgent) > URGENT_LIMIT:
            self.close(LinkEnd.BACKLOG)

    def feed(self, pull: Callable[[], Message | None]) -> Feed:
        """Return a new feed, asleep; `pull` returns the next message or None where there is none at present."""
        feed = Feed(pull, self._wake.set)
        self._feeds.append(feed)
        return feed

    def admitted(self) -> None:
        """Take messages of full size from now on."""
        self._limit = RECORD_LIMIT
        self._may_say = None

    def close(self, end: LinkEnd = LinkEnd.CLOSED) -> None:
        """End the link: nothing is received or pulled any more; what was sent goes out where the page takes it."""
        if self.end is None:
            self.end = end
            self._feeds.clear()
            self._wake.set()
            asyncio.get_running_loop().call_soon(self._ended, end)

    async def run(self) -> None:
        """Carry messages until the link has ended, on either side."""
        reader = asyncio.create_task(self._read())
        writer = asyncio.create_task(self._write())
        try:
            await asyncio.wait((reader, writer), return_when=asyncio.FIRST_COMPLETED)
            if self.end is None:
                self.close(LinkEnd.LOST)
            await self._say_last(writer)
        finally:
            for task in (reader, writer):
                task.cancel()
            outcomes = await asyncio.gather(reader, writer, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception) and not isinstance(outcome, ConnectionError):
                raise outcome  # a mistake of ours, to be logged

    # -- from the page ------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        """Deliver each message, in order, until one of them ends the link or the page falls silent."""
        asked = False
        while self.end is None:
            keep = self._keep_alive
            wait_s = keep.silent_s - keep.ping_after_s if asked else keep.ping_after_s
            try:
                async with asyncio.timeout(wait_s):
                    frame = await self._socket.receive()
            except TimeoutError:
                if asked:
                    self.close(LinkEnd.SILENT)
                else:
                    self.send(Ping())
                    asked = True
                continue
            asked = False
            if not self._in_time(frame.type):
                self._bad_message("too many frames")
            elif frame.type is WSMsgType.PING:
                await self._socket.pong(frame.data)
            else:
                self._take_frame(frame)

    def _take_frame(self, frame: WSMessage) -> None:
        if frame.type is WSMsgType.BINARY:
            self._take(frame.data)
        elif frame.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED):
            self.close(LinkEnd.LOST)
        elif frame.type is not WSMsgType.PONG:  # text, or a frame that is too long or none at all
            self._bad_message("not a binary frame within the limit")

    def _in_time(self, kind: WSMsgType) -> bool:
        """Return whether there were few enough frames."""
        if self._may_say is not None and not self._may_say():
            return False
        asks = kind in (WSMsgType.PING, WSMsgType.PONG)
        return not asks or self._pings.take(asyncio.get_running_loop().time())

    def _take(self, body: bytes) -> None:
        try:
            if len(body) > self._limit:
                raise BadMessage(f"frame of {len(body)} bytes")
            message = HOST_VOCABULARY.decode(body)
            if isinstance(message, Ping | Pong):
                if not self._pings.take(asyncio.get_running_loop().time()):
                    raise BadMessage("too many pings")
                if isinstance(message, Ping):
                    self.send(Pong())
            elif message is not None:
                self._receive(message)
        except BadMessage as error:
            self._bad_message(str(error))

    def _bad_message(self, why: str) -> None:
        told = {"event": "bad_page_message", "address": self.peer_address, "why": why}
        level = logging.WARNING if self._may_say is None else logging.DEBUG  # strangers fill no log
        _log.log(level, "bad message from %(address)s, link closed: %(why)s", told)
        self.close(LinkEnd.BAD_MESSAGE)

    # -- to the page --------------------------------------------------------------------------------------------

    async def _write(self) -> None:
        """Send what is urgent, then what the feeds have, one message at a time and only while the page takes it."""
        while True:
            message = self._next()
            if message is not None:
                await self._socket.send_bytes(HOST_VOCABULARY.encode(message))
            elif self.end is not None:
                return
            else:
                self._wake.clear()
                await self._wake.wait()

    def _next(self) -> Message | None:
        if self._urgent:
            return self._urgent.popleft()
        for feed in self._feeds:
            if feed.awake:
                feed.awake = False  # unless something wakes it meanwhile
                message = feed.pull()
                if message is not None:
                    feed.awake = not feed.stopped
                    return message
        return None

    async def _say_last(self, writer: asyncio.Task[None]) -> None:
        """Let what was said last go out, where the page is there to take it, and end the WebSocket."""
        if self.end in (LinkEnd.LOST, LinkEnd.SILENT, LinkEnd.BACKLOG):
            return
        try:
            async with asyncio.timeout(LAST_S):
                await writer
                await self._socket.close()
        except (TimeoutError, ConnectionError):
            told = {"event": "page_not_told", "address": self.peer_address}
            _log.debug("the page at %(address)s did not take the last messages", told)
