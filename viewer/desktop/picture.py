"""The customer's desktop on its way to the technician who may see it.

All methods run on the event loop's thread; the pump in `Sending` has the capture thread. After `close` not one more
pixel leaves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from protocol.mirror.capture.common.source import SOURCE_GONE, CaptureUnavailable, Monitor
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.send.screens import Screens
from protocol.mirror.send.sending import Receiver, Sending, ShareCount
from protocol.mirror.send.source_pace import SourcePace
from protocol.seat.attendance import Attendance
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import (
    SOURCES_LIMIT,
    USUAL_WISH,
    PictureWish,
    ReleasedSource,
    SharedSources,
    ShareSource,
    SourceWish,
    UpdateShown,
)
from protocol.vocabulary.messages import Seat

WISH_INTERVAL_S = 1.0  # between two switches of the monitor that the technician asks for; the latest counts
LOOK_AGAIN_S = 1.0  # whether a monitor is back, where none is left
OFF_S = 60.0  # a computer may be without any monitor; after that nothing can be shown any more


class DesktopPicture:
    """One monitor at a time, shown to one member while both are connected.

    Args:
        attendance: the customer's seat.
        screens: the customer's monitors.
        member: who sees it.
        shows: is told which stream shows which part of the whole desktop.
        failed: nothing can be captured (any more), with its code.

    Raises:
        CaptureUnavailable: there is nothing to show.
    """

    def __init__(
        self,
        *,
        attendance: Attendance,
        screens: Screens,
        member: int,
        shows: Callable[[int, Rect], None],
        failed: Callable[[str], None],
    ) -> None:
        self._attendance = attendance
        self._screens = screens
        self._member = member
        self._shows = shows
        self._failed = failed
        self._loop = asyncio.get_running_loop()
        self._shown_to: Seat | None = None
        self._picture_wish = USUAL_WISH
        self._pace = SourcePace()
        self._wish: int | None = None
        self._wish_timer: asyncio.TimerHandle | None = None
        self._look_again: asyncio.TimerHandle | None = None
        self._gone_at: float | None = None  # since when there is nothing to be shown, by the loop's clock
        self._monitor = self._first()
        self._sending = self._open(0)

    def follow(self) -> None:
        """Show the picture to the member as soon as they can be reached, anew after each break."""
        seat = self._reachable()
        if seat == self._shown_to:
            return
        self._sending.hide()
        self._shown_to = None
        link = self._attendance.link
        if seat is not None and link is not None and self._sending.opened:
            self._shown_to = seat
            member = self._attendance.member
            takes = member.capabilities_of(self._member)
            receiver = Receiver(member=self._member, wish=self._picture_wish, takes=takes)
            self._sending.show(receiver, link, member.seal)

    def received(self, content: Message) -> None:
        """Take note of what the member's console says of the picture."""
        if isinstance(content, UpdateShown):
            self._sending.shown(content.stream, content.update)
        elif isinstance(content, PictureWish):
            self._picture_wish = content
            self._sending.wish(content)
        elif isinstance(content, SourceWish):
            self._wish = content.number
            if self._wish_timer is None:
                self._grant_wish()

    def close(self) -> None:
        """Stop at once, what waits included."""
        for timer in (self._wish_timer, self._look_again):
            if timer is not None:
                timer.cancel()
        self._sending.close()
        self._shown_to = None

    # -- which monitor --------------------------------------------------------------------------------------

    def _first(self) -> Monitor:
        monitors = self._screens.monitors()
        if not monitors:
            raise CaptureUnavailable("no_display")
        return next((monitor for monitor in monitors if monitor.primary), monitors[0])

    def _monitors(self) -> list[Monitor]:
        try:
            return self._screens.monitors()
        except CaptureUnavailable:
            return []

    def _grant_wish(self) -> None:
        wish, self._wish, self._wish_timer = self._wish, None, None
        monitor = next((each for each in self._monitors() if each.number == wish), None)
        if monitor is not None:
            self._change_to(monitor)
            self._wish_timer = self._loop.call_later(WISH_INTERVAL_S, self._grant_wish)

    def _change_to(self, monitor: Monitor) -> None:
        if monitor != self._monitor or not self._sending.opened:
            self._open_anew(monitor)

    def _open_anew(self, monitor: Monitor) -> None:
        self._monitor = monitor
        self._sending.close()
        self._shown_to = None
        self._sending = self._open(self._sending.last_stream)

    def _open(self, streams_before: int) -> Sending:
        source = self._monitor.source
        return Sending(
            open_source=lambda: self._screens.open_source(source),
            listener=self,
            streams_before=streams_before,
            count=ShareCount(),
            pace=self._pace,
        )

    def _reachable(self) -> Seat | None:
        seat = self._attendance.member.seats.get(self._member)
        return seat if self._attendance.attached and self._attendance.member.reaches(self._member) else None

    # -- what becomes of the source; see sending.Listener -----------------------------------------------------

    def source_opened(self) -> None:
        """Show it."""
        self._gone_at = None
        self.follow()

    def source_failed(self, code: str) -> None:
        """Show another monitor where one is gone, or the same one as soon as it is back, else give up."""
        if code not in SOURCE_GONE or code == "mirror_effect":
            self._failed(code)
            return
        others = [monitor for monitor in self._monitors() if monitor != self._monitor]
        now = self._loop.time()
        self._gone_at = now if self._gone_at is None else self._gone_at
        if others:
            self._change_to(others[0])
        elif now - self._gone_at < OFF_S:
            self._look_again = self._loop.call_later(LOOK_AGAIN_S, self._open_anew, self._monitor)
        else:
            self._failed(code)

    def mirror_began(self, source: ShareSource) -> None:
        """Tell the member what follows, and which monitors there are."""
        monitors = self._monitors()
        key = self._monitor.source.key
        self._monitor = next((m for m in monitors if m.source.key == key), self._monitor)  # where it is now
        self._shows(source.stream, self._monitor.rect)
        self._attendance.send(self._member, source)
        offered = tuple(ReleasedSource(number=m.number, title="") for m in monitors[:SOURCES_LIMIT])
        self._attendance.send(self._member, SharedSources(sources=offered, shown=self._monitor.number))
