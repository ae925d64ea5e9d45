"""The technician's share: from the pressed button to sealed updates on the link, and back to nothing.

It has one source at a time, which can be changed while the share goes on, and it can be paused, by the technician or
because of what becomes of their screen: then the customer keeps the picture they have and gets nothing more. All
methods run on the event loop's thread.
"""

from __future__ import annotations

import asyncio
import enum
import time
from collections.abc import Callable
from dataclasses import replace

from console.share.countdown import Countdown
from console.share.light import Light
from protocol.mirror.capture.common.source import SOURCE_GONE, Monitor, MonitorSource, ScreenSource, Source
from protocol.mirror.send.sending import Receiver, Sending, ShareCount
from protocol.mirror.send.source_pace import SourcePace
from protocol.notation.names import cleaned
from protocol.seat.attendance import Attendance
from protocol.vocabulary.content import (
    USUAL_WISH,
    WHOLE_VIEWER,
    Capabilities,
    MirrorView,
    PauseReason,
    PictureWish,
    ReleasedSource,
    SharedSources,
    SharePaused,
    ShareSource,
    UpdateShown,
)
from protocol.vocabulary.messages import EndShare, Seat, StartShare, TakeShare

START_S = 10.0  # for the host's answer; what it allows later nobody has clicked for
GO_ON_AFTER_S = 5  # the technician may keep a picture frozen that is about to go on by itself
RESUME_AFTER_S = 3  # the technician may stop a share that is about to go on after a break
LOOK_AGAIN_S = 1.0  # whether what was hidden, or off, can be seen again
COME_BACK = {"window_hidden", "monitor_gone", "region_gone"}  # a monitor is known by its key
WISH_INTERVAL_S = 1.0  # between two switches that the customer asks for; only the latest wish counts


class ShareState(enum.Enum):
    """Where this console's share stands."""

    OFF = "off"
    STARTING = "starting"
    ON = "on"
    INTERRUPTED = "interrupted"  # a connection is lost
    RESUMING = "resuming"  # both are back; goes on after the countdown


class Share:
    """One share with the session's customer.

    Args:
        attendance: the seat that shares.
        source: what is shared at first.
        instead_of: the technician whose share ends for it, where this one leads; 0: nobody shares.
        released: the monitors among which the customer may switch.
        open_source: opens a source; called in the capture thread.
        pace: that of all shares with this customer, who counts them together.
        changed: the state has changed.
        failed: nothing can be captured (any more), with its code; the share is over.

    Attributes:
        paused: the technician has frozen the picture.
        held: why the picture is frozen by itself; None: it is not.
        lost: why the source can't be captured now, a code of SOURCE_GONE; empty while it can be.
    """

    def __init__(
        self,
        *,
        attendance: Attendance,
        source: Source,
        released: tuple[Monitor, ...],
        instead_of: int = 0,
        open_source: Callable[[Source], ScreenSource],
        pace: SourcePace,
        changed: Callable[[], None],
        failed: Callable[[str], None],
        titled: Callable[[Source, str], str] = lambda _source, title: title,
    ) -> None:
        self.state = ShareState.STARTING
        self.source = source
        self.released = released
        self.paused = False
        self.held: PauseReason | None = None
        self.lost = ""
        self.count = ShareCount(started_at=time.monotonic())
        self.light = Light()
        self.resume_at = 0.0
        self._holding = Countdown(self._let_go)
        self._attendance = attendance
        self._open_source = open_source
        self._changed = changed
        self._failed = failed
        self._titled = titled
        self._loop = asyncio.get_running_loop()
        self._customer: Seat | None = None  # who was last shown something, or told that the share is paused
        self._resume_timer: asyncio.TimerHandle | None = None
        self._look_again: asyncio.TimerHandle | None = None
        self._wish_timer: asyncio.TimerHandle | None = None
        self._wish: int | None = None
        self._picture_wish = USUAL_WISH  # how the customer wants the picture of every source
        self._takes = WHOLE_VIEWER  # what the picture that is shown is made for
        self._pace = pace
        self._told_paused = False
        self._sending = self._open()
        self._start_timer: asyncio.TimerHandle | None = self._loop.call_later(START_S, self._unanswered)
        session = attendance.seat.session
        asks = TakeShare(session=session, member=instead_of) if instead_of else StartShare(session=session)
        attendance.request(asks)

    @property
    def title(self) -> str:
        """The name of what is shared."""
        return self._titled(self.source, self._sending.title)

    @property
    def goes_on_in_s(self) -> int:
        """Seconds until a picture that froze by itself goes on; 0: it does not."""
        return self._holding.left_s()

    @property
    def _still(self) -> bool:
        """Whether nothing is to be shown now."""
        return self.paused or self.held is not None or bool(self.lost)

    @property
    def stream(self) -> int:
        """The number of the stream that the customer is shown now, or was last."""
        return self._sending.last_stream

    # -- what the technician does ---------------------------------------------------------------------------

    def pause(self) -> None:
        """Freeze the customer's picture, or leave it frozen where nothing is shown now; not one more pixel leaves."""
        if self.state is ShareState.OFF or self.paused:
            return
        self.paused = True
        self._holding.stop()
        self._freeze()

    def hold(self, why: PauseReason) -> None:
        """Freeze the picture as `pause` does, because of what has become of the screen."""
        if self.state is ShareState.OFF:
            return
        self._holding.stop()
        if why is not self.held:
            self.held = why
            self._freeze()

    def release(self, *, by_itself: bool) -> None:
        """Go on after a countdown, or once the technician says so: there is no reason any more to be held."""
        if self.held is None or self.state is ShareState.OFF:
            return
        if self.paused:
            self._let_go()
        elif by_itself:
            self._holding.start(GO_ON_AFTER_S)
            self._changed()

    def _let_go(self) -> None:
        self.held = None
        self._show_again()

    def _freeze(self) -> None:
        if self.state is ShareState.ON:
            self._sending.hide()
            self._tell_paused(True)
        elif self._resume_timer is not None:
            _cancel(self._resume_timer)
            self._go_on()
        self._changed()

    def resume(self) -> None:
        """Go on, with the picture as it is now; where the source is lost, as soon as it can be captured again."""
        self.paused, self.held = False, None
        self._holding.stop()
        self._show_again()

    def _show_again(self) -> None:
        """Show the picture as it is now, or say why it still stands."""
        if self.paused:
            self._tell_paused(True)
        elif self.lost:
            self._change_to(self.source)
        elif self.state is ShareState.ON:
            self._show_to(self._reachable())
        self._changed()

    def show(self, source: Source, released: tuple[Monitor, ...]) -> None:
        """Share `source` from now on, and let the customer switch among `released`."""
        self.released = released
        if source != self.source or self.lost:
            self._change_to(source)
        self._tell_sources()
        self._changed()

    def look(self) -> None:
        """Have the light's picture brought up to date, soon; it stays as it is while nothing is shown."""
        self._sending.thumbnail()

    def stop(self, *, tell_host: bool) -> None:
        """End the share; not one more pixel leaves."""
        for timer in (self._start_timer, self._resume_timer, self._look_again, self._wish_timer):
            _cancel(timer)
        self._holding.stop()
        self._sending.close()
        self._customer = None
        if tell_host:
            self._attendance.request(EndShare(session=self._attendance.seat.session))
        self._set(ShareState.OFF)

    # -- what the session says ------------------------------------------------------------------------------

    def allowed(self) -> None:
        """The host has begun the share: show the picture to the customer."""
        _cancel(self._start_timer)
        self._go_on()

    def _unanswered(self) -> None:
        """Give up a share that the host has neither begun nor refused."""
        self._failed("share_unanswered")

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
            _cancel(self._resume_timer)
            self._resume_timer = None
            self._set(ShareState.INTERRUPTED)
        elif self._still:
            self._go_on()  # nothing is shown, so nothing has to be announced
        elif self._resume_timer is None:
            self.resume_at = time.monotonic() + RESUME_AFTER_S
            self._resume_timer = self._loop.call_later(RESUME_AFTER_S, self._go_on)
            self._set(ShareState.RESUMING)

    def received(self, content: UpdateShown | MirrorView | PictureWish | Capabilities) -> None:
        """Take note of what the customer's program says of the picture, and of itself."""
        if isinstance(content, Capabilities):
            self._agree()
        elif isinstance(content, UpdateShown):
            self.count.shown += self._sending.shown(content.stream, content.update)
        elif isinstance(content, PictureWish):
            self._picture_wish = content
            self._sending.wish(content)
            self.light.wished(content)
        else:
            self.light.seen(content)

    def _agree(self) -> None:
        """Begin anew, with what the customer's program takes, where it is shown something made for another one."""
        if self._customer is None or self._attendance.member.capabilities_of(self._customer.member) == self._takes:
            return
        if self.state is ShareState.ON and not self._still:
            self._hide()
            self._show_to(self._reachable())

    def wished(self, number: int) -> None:
        """Show the released monitor `number`, as the customer asks; another one is not even answered."""
        if any(number == monitor.number for monitor in self.released):
            self._wish = number
            if self._wish_timer is None:
                self._grant_wish()

    def _grant_wish(self) -> None:
        """Do what the customer asked for last; look again later whether there is another wish by then."""
        wish, self._wish, self._wish_timer = self._wish, None, None
        monitor = next((m for m in self.released if m.number == wish), None)
        if monitor is not None and self.state is ShareState.ON:
            self.show(monitor.source, self.released)
            self._wish_timer = self._loop.call_later(WISH_INTERVAL_S, self._grant_wish)

    # -- showing and not --------------------------------------------------------------------------------------

    def _open(self, streams_before: int = 0) -> Sending:
        source = self.source
        return Sending(
            open_source=lambda: self._open_source(source),
            listener=self,
            streams_before=streams_before,
            count=self.count,
            meter=self.light,
            pace=self._pace,
        )

    def _change_to(self, source: Source) -> None:
        _cancel(self._look_again)
        self._sending.close()
        self.source = source
        self._sending = self._open(self._sending.last_stream)

    def _reachable(self) -> Seat | None:
        """Return the customer's seat while both sides are connected and know each other's keys."""
        member = self._attendance.member
        seat = member.customer()
        return seat if self._attendance.attached and seat is not None and member.reaches(seat.member) else None

    def _go_on(self) -> None:
        self._resume_timer = None
        customer = self._reachable()
        self._set(ShareState.INTERRUPTED if customer is None else ShareState.ON)
        if customer is not None and self._still:
            self._customer = customer
            self._tell_paused(True)
        else:
            self._show_to(customer)

    def _show_to(self, customer: Seat | None) -> None:
        link = self._attendance.link
        if customer is None or link is None or not self._sending.opened:
            return  # `source_opened` calls again
        self._customer = customer
        if self._told_paused:
            self._tell_paused(False)
        member = self._attendance.member
        self._takes = member.capabilities_of(customer.member)
        receiver = Receiver(member=customer.member, wish=self._picture_wish, takes=self._takes)
        self._sending.show(receiver, link, member.seal)

    def _hide(self) -> None:
        self._sending.hide()
        self._customer = None

    def _tell_paused(self, paused: bool) -> None:
        if self._customer is not None:
            self._told_paused = paused
            why = self.held or (PauseReason.UNSEEN if self.lost else None) if paused and not self.paused else None
            self._attendance.send(self._customer.member, SharePaused(paused=paused, why=why))

    def _tell_sources(self) -> None:
        if self._customer is not None:
            shown = self.source.number if isinstance(self.source, MonitorSource) else 0
            sources = tuple(ReleasedSource(number=m.number, title=self._name_of(m)) for m in self.released)
            self._attendance.send(self._customer.member, SharedSources(sources=sources, shown=shown))

    def _set(self, state: ShareState) -> None:
        if self.state is not state:
            self.state = state
            self._changed()

    # -- what becomes of the source; see sending.Listener -----------------------------------------------------

    def source_opened(self) -> None:
        """Show it, unless the picture is frozen."""
        self.lost = ""
        if self.state is ShareState.ON and not self._still:
            self._show_to(self._reachable())
        self._changed()

    def source_failed(self, code: str) -> None:
        """Pause where another source could be shown, else end the share."""
        if self.state is ShareState.STARTING or code not in SOURCE_GONE:
            self._failed(code)
            return
        self._sending.hide()
        if code != self.lost:
            self.lost = code
            self._tell_paused(True)
            self._changed()
        if code in COME_BACK:
            self._look_again = self._loop.call_later(LOOK_AGAIN_S, self._change_to, self.source)

    def mirror_began(self, source: ShareSource) -> None:
        """Tell the customer what follows, and among what they may choose."""
        if self._customer is not None:
            self._attendance.send(self._customer.member, replace(source, title=self.title))
            self._tell_sources()

    def _name_of(self, monitor: Monitor) -> str:
        return self._titled(MonitorSource(monitor.number, monitor.name), cleaned(monitor.name))


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
