"""The technician's share: from the pressed button to sealed updates on the link, and back to nothing.

All methods run on the event loop's thread; the pump has the capture thread. Nothing of the picture leaves after `stop`:
the feed is taken off the link and the mailbox closed before it returns.
"""

from __future__ import annotations

import asyncio
import enum
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from protocol.attendance import Attendance
from protocol.codec import Message
from protocol.content import AREA_LIMIT, SIDE_LIMIT, PointerAt, PointerShape, ShareSource, UpdatePart, UpdateShown
from protocol.handoff import Mailbox
from protocol.link import Feed
from protocol.messages import EndShare, Seat, StartShare
from protocol.mirror.capture import ScreenSource
from protocol.mirror.pump import (
    Failed,
    MirrorBegan,
    Opened,
    PartReady,
    PointerMoved,
    PointerShaped,
    Pump,
    PumpEvent,
)

RESUME_AFTER_S = 3  # the technician may stop a share that is about to go on after a break


class ShareState(enum.Enum):
    """Where this console's share stands."""

    OFF = "off"
    STARTING = "starting"
    ON = "on"
    INTERRUPTED = "interrupted"  # a connection is lost
    RESUMING = "resuming"  # both are back; goes on after the countdown


@dataclass
class ShareCount:
    """What a share has sent, for its report."""

    updates: int = 0
    bytes: int = 0
    shown: int = 0
    started_at: float = 0.0


class Share:
    """One share of one source with the session's customer.

    Args:
        attendance: the seat that shares.
        open_source: opens the source; called in the capture thread.
        changed: the state has changed.
        failed: the source can't be captured (any more), with its code; the share is over.
    """

    def __init__(
        self,
        *,
        attendance: Attendance,
        open_source: Callable[[], ScreenSource],
        changed: Callable[[], None],
        failed: Callable[[str], None],
    ) -> None:
        self.state = ShareState.STARTING
        self.title = ""
        self.count = ShareCount(started_at=time.monotonic())
        self.resume_at = 0.0
        self._attendance = attendance
        self._changed = changed
        self._failed = failed
        self._loop = asyncio.get_running_loop()
        self._mailbox: Mailbox[PumpEvent] = Mailbox(self._loop, self._from_pump)
        self._pump = Pump(open_source=open_source, deliver=self._mailbox.put)
        self._parts: deque[PartReady] = deque()  # bounded by the pump, which waits for acknowledgements
        self._pointer_shape: PointerShape | None = None
        self._pointer_at: PointerAt | None = None
        self._opened_source = False
        self._feed: Feed | None = None
        self._customer: Seat | None = None
        self._resume_timer: asyncio.TimerHandle | None = None
        self._pump.start()
        attendance.request(StartShare(session=attendance.seat.session))

    # -- what the session says ------------------------------------------------------------------------------

    def allowed(self) -> None:
        """The host has begun the share: show the picture to the customer."""
        self._go_on()

    def presence_changed(self) -> None:
        """A link came or went; stop showing, or begin to go on."""
        if self.state in (ShareState.STARTING, ShareState.OFF):
            return
        seat = self._reachable()
        not_shown_yet = self._customer is None and self.state is ShareState.ON
        if seat is not None and (seat == self._customer or not_shown_yet):
            return
        self._hide()
        if seat is None:
            self._cancel_resume()
            self._set(ShareState.INTERRUPTED)
        elif self._resume_timer is None:
            self.resume_at = time.monotonic() + RESUME_AFTER_S
            self._resume_timer = self._loop.call_later(RESUME_AFTER_S, self._go_on)
            self._set(ShareState.RESUMING)

    def shown(self, message: UpdateShown) -> None:
        """The customer has seen an update."""
        self.count.shown += 1
        if self._customer is not None:
            self._pump.shown(self._customer.member, message.stream, message.update)

    def stop(self, *, tell_host: bool) -> None:
        """End the share; not one more pixel leaves."""
        self._cancel_resume()
        self._hide()
        self._mailbox.close()
        self._pump.stop()
        self._loop.run_in_executor(None, self._pump.join)
        if tell_host:
            self._attendance.request(EndShare(session=self._attendance.seat.session))
        self._set(ShareState.OFF)

    # -- the picture's way out ------------------------------------------------------------------------------

    def _reachable(self) -> Seat | None:
        """Return the customer's seat while both sides are connected."""
        seat = self._attendance.member.customer()
        return seat if self._attendance.attached and seat is not None and seat.present else None

    def _go_on(self) -> None:
        self._resume_timer = None
        customer = self._reachable()
        self._set(ShareState.INTERRUPTED if customer is None else ShareState.ON)
        self._show_to(customer)

    def _show_to(self, customer: Seat | None) -> None:
        link = self._attendance.link
        if customer is None or link is None or not self._opened_source:
            return  # `_opened` calls again
        self._customer = customer
        self._feed = link.feed(self._next)
        self._pump.add_receiver(customer.member)

    def _hide(self) -> None:
        if self._feed is not None:
            self._feed.stop()
            self._feed = None
        if self._customer is not None:
            self._pump.remove_receiver(self._customer.member)
            self._customer = None
        self._parts.clear()
        self._pointer_at = self._pointer_shape = None

    def _cancel_resume(self) -> None:
        if self._resume_timer is not None:
            self._resume_timer.cancel()
            self._resume_timer = None

    def _next(self) -> Message | None:
        """Give the link the next message of the picture; pulled when the socket has room."""
        if self._customer is None:
            return None
        content = self._next_pointer() or self._next_part()
        return None if content is None else self._attendance.member.seal(self._customer.member, content)

    def _next_pointer(self) -> Message | None:
        if self._pointer_shape is not None:
            shape, self._pointer_shape = self._pointer_shape, None
            return shape
        at, self._pointer_at = self._pointer_at, None
        return at

    def _next_part(self) -> Message | None:
        if not self._parts:
            return None
        part = self._parts.popleft()
        self.count.bytes += len(part.data)
        self.count.updates += part.final
        return UpdatePart(stream=part.stream, update=part.update, final=part.final, data=part.data)

    # -- what the pump says ---------------------------------------------------------------------------------

    def _from_pump(self, events: list[PumpEvent]) -> None:
        for event in events:
            if self.state is ShareState.OFF:
                return  # an event before it has ended the share
            self._take(event)
        if self._feed is not None:
            self._feed.wake()

    def _take(self, event: PumpEvent) -> None:
        if isinstance(event, PartReady):
            if self._customer is not None and event.receiver == self._customer.member:
                self._parts.append(event)
        elif isinstance(event, PointerMoved):
            self._pointer_at = PointerAt(x=event.x, y=event.y, visible=event.visible)
        elif isinstance(event, PointerShaped):
            self._pointer_shape = event.message()
        elif isinstance(event, Opened):
            self._opened(event)
        elif isinstance(event, MirrorBegan):
            self._began(event)
        elif isinstance(event, Failed):
            self._failed(event.code)

    def _opened(self, event: Opened) -> None:
        self.title = event.title
        self._opened_source = True
        if self.state is ShareState.ON and self._customer is None:
            self._show_to(self._reachable())
        self._changed()

    def _began(self, event: MirrorBegan) -> None:
        if event.width * event.height > AREA_LIMIT or max(event.width, event.height) > SIDE_LIMIT:
            self._failed("no_capture")
        elif self._customer is not None and event.receiver == self._customer.member:
            self._parts.clear()
            source = ShareSource(stream=event.stream, width=event.width, height=event.height, title=event.title)
            self._attendance.send(event.receiver, source)

    def _set(self, state: ShareState) -> None:
        if self.state is not state:
            self.state = state
            self._changed()
