"""The shares of one session, one after the other: what the technician asks for, and what the host says to it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from console.share.capture import Capture
from console.share.light import Reading
from console.share.share import Share, ShareState
from protocol.mirror.capture.common.source import CaptureUnavailable, Monitor, MonitorSource, Source
from protocol.mirror.picture.tiles import Picture
from protocol.mirror.send.sending import ShareCount
from protocol.mirror.send.source_pace import SourcePace
from protocol.seat.attendance import Attendance
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import Capabilities, MirrorView, PauseReason, PictureWish, SourceWish, UpdateShown
from protocol.vocabulary.messages import EndShare, Reason, Room, Seat, ShareChanged

ENDED_EVENTS = {
    Reason.WINDOW_CLOSED: "share_closed_by_customer",
    Reason.RIGHT_REMOVED: "share_right_removed",
    Reason.ON_HOLD: "share_on_hold",
}

_COLLEAGUE_ENDED_EVENTS = {
    Reason.WINDOW_CLOSED: "colleague_share_closed",
    Reason.RIGHT_REMOVED: "colleague_share_right_removed",
    Reason.ON_HOLD: "colleague_share_on_hold",
    Reason.TIMED_OUT: "colleague_share_lost",
}


class Sharing:
    """Keeps what this console shows and what the host takes for shared the same.

    Args:
        attendance: the seat that shares.
        customer: whom it is shared with, for the transcript.
        capture: the screens.
        changed: something that the windows show has changed.
        failed: the screen can't be captured (any more), with a code; the share is over.

    Attributes:
        last_count: what the latest share that is over has sent.
    """

    def __init__(
        self,
        *,
        attendance: Attendance,
        customer: str,
        capture: Capture,
        changed: Callable[[], None],
        failed: Callable[[str], None],
    ) -> None:
        self.last_count = ShareCount()
        self._attendance = attendance
        self._customer = customer
        self._capture = capture
        self._changed = changed
        self._failed = failed
        self._share: Share | None = None
        self._begun_for: Seat | None = None  # the customer when the technician clicked
        self._pace = SourcePace()
        self._last_monitor: MonitorSource | None = None
        self._several = False  # monitors are here
        self._colleague = 0  # the other technician who shares, as it was said last
        self._answers_due = 0  # shares that this link's host was asked for and has neither begun nor refused

    # -- what the windows read ------------------------------------------------------------------------------

    @property
    def state(self) -> ShareState:
        """Where the share stands."""
        return ShareState.OFF if self._share is None else self._share.state

    @property
    def title(self) -> str:
        """The name of what is shared."""
        return "" if self._share is None else self._share.title

    @property
    def stream(self) -> int:
        """The number of the stream that the customer is shown; 0 while nothing is shared."""
        return 0 if self._share is None else self._share.stream

    @property
    def started_at(self) -> float:
        """When the share began, on the monotonic clock."""
        return 0.0 if self._share is None else self._share.count.started_at

    @property
    def source(self) -> Source | None:
        """What is shared."""
        return None if self._share is None else self._share.source

    @property
    def released(self) -> tuple[Monitor, ...]:
        """The monitors among which the customer may switch."""
        return () if self._share is None else self._share.released

    @property
    def paused(self) -> bool:
        """Whether the picture is frozen, by the technician or by itself."""
        return self._share is not None and (self._share.paused or self._share.held is not None)

    @property
    def held(self) -> PauseReason | None:
        """Why the picture froze by itself; None where it did not, or the technician froze it besides."""
        return None if self._share is None or self._share.paused else self._share.held

    @property
    def goes_on_in_s(self) -> int:
        """Seconds until a picture that froze by itself goes on; 0: it waits for what it froze for, or for a click."""
        return 0 if self._share is None else self._share.goes_on_in_s

    @property
    def lost(self) -> str:
        """Why nothing of the source can be shown now, as a code for a sentence; empty where it can be."""
        return "" if self._share is None else self._share.lost

    @property
    def light(self) -> Reading | None:
        """What is known of the picture that the customer sees, while they see it live."""
        on = self._share is not None and self._share.state is ShareState.ON
        return None if self._share is None or not on or self.paused or self.lost else self._share.light.reading()

    @property
    def picture(self) -> Picture | None:
        """What the customer was sent, small, as it was when `look` was last called; BGRX."""
        return None if self._share is None else self._share.light.picture

    @property
    def resume_in_s(self) -> int:
        """Seconds until an interrupted share goes on."""
        if self._share is None or self._share.state is not ShareState.RESUMING:
            return 0
        return max(0, round(self._share.resume_at - time.monotonic()))

    # -- what the technician does ---------------------------------------------------------------------------

    def start(self, monitors: list[Monitor], number: int | None, *, instead_of: int = 0) -> None:
        """Share the monitor `number`, or the one shared last, or the first; the customer gets no other one.

        A lead may do so `instead_of` the technician who shares.
        """
        last = self._last_monitor
        wanted = [m for m in monitors if last is not None and m.source.key == last.key] if number is None else []
        wanted += [m for m in monitors if number is None or m.number == number]
        if wanted:
            self.show(wanted[0].source, (wanted[0],), instead_of=instead_of)

    def show(self, source: Source, released: tuple[Monitor, ...], *, instead_of: int = 0) -> None:
        """Share `source`, or change to it, and let the customer switch among `released`."""
        if isinstance(source, MonitorSource):
            self._last_monitor = source
        if self._share is not None:
            self._share.show(source, released)
            return
        self._answers_due += 1
        with contextlib.suppress(CaptureUnavailable):
            self._several = len(self._capture.monitors()) > 1
        self._begun_for = self._attendance.member.customer()
        self._share = Share(
            attendance=self._attendance,
            source=source,
            released=released,
            instead_of=instead_of,
            open_source=self._capture.open_source,
            pace=self._pace,
            changed=self._changed,
            failed=self._share_failed,
            titled=self._titled,
        )
        self._changed()

    def look(self) -> None:
        """Have `picture` brought up to date, soon."""
        if self._share is not None:
            self._share.look()

    def pause(self) -> None:
        """Freeze the customer's picture."""
        if self._share is not None:
            self._share.pause()

    def hold(self, why: PauseReason) -> None:
        """Freeze the picture because of what has become of the screen, until `release` or `resume`."""
        if self._share is not None:
            self._share.hold(why)

    def release(self, *, by_itself: bool) -> None:
        """Let a picture that froze by itself go on: after a countdown, or by `resume` alone."""
        if self._share is not None:
            self._share.release(by_itself=by_itself)

    def resume(self) -> None:
        """Let the picture go on."""
        if self._share is not None:
            self._share.resume()

    def stop(self) -> None:
        """Stop sharing."""
        self._end("share_stopped", tell_host=True)

    def drop(self) -> None:
        """Stop without a word to anybody: the host knows, or will never be asked again."""
        self._stop_share(tell_host=False)

    # -- what happens ---------------------------------------------------------------------------------------

    def link_lost(self) -> None:
        """Interrupt the share; forget one that the host has not begun yet."""
        self._answers_due = 0
        if self._share is None:
            return
        if self._share.state is ShareState.STARTING:
            self.drop()
        else:
            self._share.presence_changed()

    def presence_changed(self) -> None:
        """Take note that somebody can be reached now."""
        if self._share is not None:
            self._share.presence_changed()

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Follow the room; `before` is None for the first one on a link."""
        own = self._attendance.seat.member
        if self._share is None:
            if before is None and now.sharing == own:  # of a console that was killed, or one that the link cut short
                self._attendance.request(EndShare(session=self._attendance.seat.session))
                self._attendance.note("share_stopped", self._customer)
        elif self._is_for_another():
            self._end("share_stopped", tell_host=True)
        elif self._share.state is ShareState.STARTING:
            return
        elif now.sharing != own:
            self._end("share_stopped", tell_host=False)  # the host was started anew in between
        else:
            self._share.presence_changed()

    def share_changed(self, message: ShareChanged) -> None:
        """Show the picture, or stop: the host says that a share has begun or ended."""
        starting = self.state is ShareState.STARTING
        if message.sharing == self._attendance.seat.member:
            self._answers_due = max(0, self._answers_due - 1)
            if starting and self._share is not None and self._answers_due == 0:
                self._attendance.note("share_started", self._customer)
                self._share.allowed()
        elif not starting:  # else it is an older share that has ended
            self._end(self._ended_event(message), tell_host=False)
        self._note_colleague(message)

    def refused(self) -> bool:
        """Take note that the host refused to begin a share; return whether it was the one that was wanted."""
        self._answers_due = max(0, self._answers_due - 1)
        wanted = self.state is ShareState.STARTING and self._answers_due == 0
        if wanted:
            self.drop()
        return wanted

    def received(self, content: Message) -> None:
        """Take note of what the customer's viewer says."""
        if self._share is None:
            return
        if isinstance(content, UpdateShown | MirrorView | PictureWish | Capabilities):
            self._share.received(content)
        elif isinstance(content, SourceWish):
            self._share.wished(content.number)

    # -- inside ---------------------------------------------------------------------------------------------

    def _titled(self, source: Source, title: str) -> str:
        """Return what customers read of `source`: a monitor's number says something where there are more."""
        if not isinstance(source, MonitorSource) or not title:
            return title
        return f"Monitor {source.number}" if self._several else ""

    def _is_for_another(self) -> bool:
        """Return whether the customer is another one than the technician has shown the screen to."""
        customer, begun_for = self._attendance.member.customer(), self._begun_for
        return customer is not None and (begun_for is None or customer.member != begun_for.member)

    def _ended_event(self, message: ShareChanged) -> str:
        lead = self._attendance.member.lead()
        if message.reason is Reason.STOPPED and lead is not None and message.by == lead.member != self._own:
            return "share_ended_by_lead"
        return ENDED_EVENTS.get(message.reason, "share_stopped")

    def _note_colleague(self, message: ShareChanged) -> None:
        """Say in the transcript that another technician shares, or why they do no longer."""
        sharing = message.sharing
        before, self._colleague = self._colleague, 0 if sharing == self._own else sharing
        if before and before != sharing:
            self._attendance.note(self._colleague_ended_event(before, message), self._attendance.name_of(before))
        if self._colleague and self._colleague != before:
            self._attendance.note("colleague_shares", self._attendance.name_of(self._colleague))

    def _colleague_ended_event(self, colleague: int, message: ShareChanged) -> str:
        if message.reason is not Reason.STOPPED:
            return _COLLEAGUE_ENDED_EVENTS.get(message.reason, "colleague_share_ended")
        if message.by == colleague:
            return "colleague_share_stopped"
        return "colleague_share_ended_by_you" if message.by == self._own else "colleague_share_ended_by_lead"

    @property
    def _own(self) -> int:
        return self._attendance.seat.member

    def _share_failed(self, code: str) -> None:
        self._end("share_failed", tell_host=True)
        self._failed(code)

    def _end(self, event: str, *, tell_host: bool) -> None:
        """Stop the share, and say so in the transcript where the customer could see it already."""
        if self._stop_share(tell_host=tell_host):
            self._attendance.note(event, self._customer)
            self._changed()

    def _stop_share(self, *, tell_host: bool) -> bool:
        """Stop the share, if any; return whether the customer could see it already."""
        if self._share is None:
            return False
        share, self._share = self._share, None
        started = share.state is not ShareState.STARTING
        self.last_count = share.count
        share.stop(tell_host=tell_host)
        return started
