"""One source on its way to one receiver: the pump, its mailbox, and what waits until the link has room.

All methods run on the event loop's thread; the pump has the capture thread. Nothing leaves after `hide` or `close`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from protocol.link.link import Feed, Link
from protocol.link.mailbox import Mailbox
from protocol.mirror.capture.common.source import ScreenSource
from protocol.mirror.picture.tiles import Picture
from protocol.mirror.send.capture_thread import Pump
from protocol.mirror.send.latest import Latest
from protocol.mirror.send.pump_events import (
    Failed,
    MirrorBegan,
    Opened,
    PartReady,
    PointerMoved,
    PointerShaped,
    PumpEvent,
    Thumbnail,
)
from protocol.mirror.send.source_pace import SourcePace
from protocol.notation.names import cleaned
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import (
    AREA_LIMIT,
    SIDE_LIMIT,
    Capabilities,
    PictureWish,
    PointerAt,
    PointerShape,
    ShareSource,
    UpdatePart,
)

WISH_INTERVAL_S = 0.5  # between two changes of the picture that the receiver wishes; the latest counts
STILL_HERE_S = 2.0  # of silence, after which the receiver of a picture that stands still hears that we are here
_NOWHERE = PointerAt(x=0, y=0, visible=False)


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Whom a picture is shown to, how they want it, and what their program takes."""

    member: int
    wish: PictureWish
    takes: Capabilities


@dataclass
class ShareCount:
    """What a share has sent, for its report."""

    updates: int = 0
    bytes: int = 0
    shown: int = 0
    started_at: float = 0.0


class Meter(Protocol):
    """Measures what becomes of the updates."""

    def captured(self, stream: int, update: int, size: int) -> None:
        """Note that `size` more bytes of an update are there to be sent."""

    def shown(self, stream: int, update: int) -> None:
        """Note that the receiver sees an update."""

    def hidden(self) -> None:
        """Note that nothing of what is under way will be acknowledged."""

    def pictured(self, pixels: Picture) -> None:
        """Take the small picture that `Sending.thumbnail` has asked for."""


class Listener(Protocol):
    """What a share does with what becomes of its source."""

    def source_opened(self) -> None:
        """Show the picture: it can be now."""

    def source_failed(self, code: str) -> None:
        """Take note that the source can't be captured (any more)."""

    def mirror_began(self, source: ShareSource) -> None:
        """Tell the receiver what follows."""


class Sending:
    """The picture of one source, shown to one receiver or to nobody.

    Args:
        open_source: opens the source; called in the capture thread.
        listener: is told what becomes of it.
        streams_before: the greatest number of a stream that earlier sources of the share have had.
        count: counts what is sent.
        meter: is told what is captured and seen.
        pace: that of all sources of the share.
    """

    def __init__(
        self,
        *,
        open_source: Callable[[], ScreenSource],
        listener: Listener,
        streams_before: int,
        count: ShareCount,
        meter: Meter | None = None,
        pace: SourcePace | None = None,
    ) -> None:
        self.title = ""
        self.opened = False
        self.last_stream = streams_before
        self._listener = listener
        self._streams_before = streams_before
        self._count = count
        self._meter = meter
        self._loop = asyncio.get_running_loop()
        self._mailbox: Mailbox[PumpEvent] = Mailbox(self._loop, self._from_pump)
        self._pump = Pump(open_source=open_source, deliver=self._mailbox.put, pace=pace)
        self._wishes: Latest[PictureWish] = Latest(self._take_wish, WISH_INTERVAL_S)
        self._left = (0, 0)  # stream and number of the latest update of which something has left
        self._seen = 0  # the latest update of that stream that the receiver has confirmed
        self._parts: deque[PartReady] = deque()  # bounded by the pump, which waits for acknowledgements
        self._pointer_shape: PointerShape | None = None
        self._pointer_at: PointerAt | None = None
        self._place = _NOWHERE  # of the pointer, as it was said last
        self._has_begun = False  # the receiver knows of the stream
        self._left_at = 0.0  # when anything has left last, by the loop's clock
        self._still_here: asyncio.TimerHandle | None = None
        self._feed: Feed | None = None
        self._receiver: int | None = None
        self._closed = False
        self._pump.start()

    def show(self, receiver: Receiver, link: Link, seal: Callable[[int, Message], Message]) -> None:
        """Begin to send the whole picture to `receiver`, as it wants it and can take it."""
        self._receiver = receiver.member

        def pull() -> Message | None:
            content = self._next_pointer() or self._next_part()
            if content is None:
                return None
            self._left_at = self._loop.time()
            return seal(receiver.member, content)

        self._feed = link.feed(pull)
        self._say_still_here()
        self._pump.wish(receiver.member, receiver.wish)
        self._pump.add_receiver(receiver.member, receiver.takes)

    def wish(self, wish: PictureWish) -> None:
        """Give the receiver its picture as it wants it from now on; where it wishes often, as it wished last."""
        self._wishes.ask(wish)

    def _take_wish(self, wish: PictureWish) -> None:
        if self._receiver is not None:
            self._pump.wish(self._receiver, wish)

    def thumbnail(self) -> None:
        """Ask for a small picture of what the receiver was sent; none comes where nothing is shown."""
        if self._receiver is not None:
            self._pump.thumbnail(self._receiver)

    def hide(self) -> None:
        """Send nothing more: not what waits either."""
        if self._feed is not None:
            self._feed.stop()
            self._feed = None
        if self._still_here is not None:
            self._still_here.cancel()
            self._still_here = None
        if self._receiver is not None:
            self._pump.remove_receiver(self._receiver)
            self._receiver = None
        self._parts.clear()
        self._pointer_at = self._pointer_shape = None
        self._place, self._has_begun = _NOWHERE, False
        if self._meter is not None:
            self._meter.hidden()

    def close(self) -> None:
        """Stop capturing; nothing is told any more."""
        self.hide()
        self._closed = True
        self._wishes.stop()
        self._mailbox.close()
        self._pump.stop()
        self._loop.run_in_executor(None, self._pump.join)

    def shown(self, stream: int, update: int) -> bool:
        """Take note that the receiver has seen an update; return whether there was one that it had not confirmed."""
        if stream != self._left[0] or not self._seen < update <= self._left[1]:
            return False
        self._seen = update
        if self._meter is not None:
            self._meter.shown(stream, update)
        if self._receiver is not None:
            self._pump.shown(self._receiver, stream - self._streams_before, update)
        return True

    # -- the way out ----------------------------------------------------------------------------------------

    def _next_pointer(self) -> Message | None:
        if self._pointer_shape is not None:
            shape, self._pointer_shape = self._pointer_shape, None
            return shape
        at, self._pointer_at = self._pointer_at, None
        self._place = at or self._place
        return at

    def _say_still_here(self) -> None:
        """Tell the receiver of a picture that stands still that we are still here, by where the pointer is."""
        wait_s = self._left_at + STILL_HERE_S - self._loop.time()
        if wait_s <= 0:
            wait_s = STILL_HERE_S
            if self._has_begun and self._feed is not None:
                self._pointer_at = self._pointer_at or self._place
                self._feed.wake()
        self._still_here = self._loop.call_later(wait_s, self._say_still_here)

    def _next_part(self) -> Message | None:
        if not self._parts:
            return None
        part = self._parts.popleft()
        self._count.bytes += len(part.data)
        self._count.updates += part.final
        stream = self._streams_before + part.stream
        if stream != self._left[0]:
            self._seen = 0
        self._left = stream, part.update
        return UpdatePart(stream=stream, update=part.update, final=part.final, data=part.data)

    # -- what the pump says ---------------------------------------------------------------------------------

    def _from_pump(self, events: list[PumpEvent]) -> None:
        for event in events:
            if self._closed:
                return  # an event before it has ended the share
            self._take(event)
        if self._feed is not None:
            self._feed.wake()

    def _take(self, event: PumpEvent) -> None:
        if isinstance(event, PartReady):
            self._take_part(event)
        elif isinstance(event, PointerMoved | PointerShaped):
            self._take_pointer(event)
        elif isinstance(event, Opened):
            self.opened, self.title = True, event.title
            self._listener.source_opened()
        elif isinstance(event, MirrorBegan):
            self._began(event)
        elif isinstance(event, Thumbnail) and self._meter is not None:
            self._meter.pictured(event.pixels)
        elif isinstance(event, Failed):
            self._listener.source_failed(event.code)

    def _take_part(self, part: PartReady) -> None:
        if part.receiver == self._receiver:
            self._parts.append(part)
            if self._meter is not None:
                self._meter.captured(self._streams_before + part.stream, part.update, len(part.data))

    def _take_pointer(self, event: PointerMoved | PointerShaped) -> None:
        if self._receiver is None:
            return  # it is said again to the next one
        if isinstance(event, PointerShaped):
            self._pointer_shape = event.message()
        else:
            self._pointer_at = PointerAt(x=event.x, y=event.y, visible=event.visible)

    def _began(self, event: MirrorBegan) -> None:
        stream = self.last_stream = self._streams_before + event.stream
        if event.width * event.height > AREA_LIMIT or max(event.width, event.height) > SIDE_LIMIT:
            self._listener.source_failed("no_capture")
        elif event.receiver == self._receiver:
            self._parts.clear()
            if self._meter is not None:
                self._meter.hidden()
            source = ShareSource(stream=stream, width=event.width, height=event.height, title=cleaned(event.title))
            self._listener.mirror_began(source)
            self._has_begun = True
