"""A session as the technician has it: the seat of its lead, the code, the chat and the share. No widgets."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from console.admission import ActiveCode, Admission
from console.share import Share, ShareCount, ShareState
from protocol.attendance import Attendance
from protocol.codec import Message
from protocol.content import UpdateShown
from protocol.conversation import Conversation, Line
from protocol.link import Link
from protocol.member import SeatKey
from protocol.messages import (
    CodeMade,
    EndJoin,
    EndShare,
    Joining,
    JoinStep,
    Leave,
    MemberLeft,
    Reason,
    Refused,
    Room,
    SessionClosed,
    SessionState,
    ShareChanged,
    StartShare,
)
from protocol.mirror.capture import CaptureUnavailable, Monitor, ScreenSource
from protocol.seal import Grant
from protocol.seatfile import SavedSeat

_log = logging.getLogger(__name__)

SHARE_ENDED_EVENTS = {
    Reason.WINDOW_CLOSED: "share_closed_by_customer",
    Reason.RIGHT_REMOVED: "share_right_removed",
    Reason.STOPPED: "share_stopped",
}


class Capture(Protocol):
    """The screens of this computer, as a session needs them."""

    def monitors(self) -> list[Monitor]:
        """List the monitors; raises CaptureUnavailable."""

    def open_source(self, monitor: int) -> ScreenSource:
        """Open a monitor; called in the capture thread; raises CaptureUnavailable."""


class Surroundings(Protocol):
    """What a session needs of the desk it lies on."""

    capture: Capture
    rights: frozenset[str]

    @property
    def own_name(self) -> str:
        """The technician's name as customers see it."""

    def code_address(self) -> str:
        """Return HOST:PORT as a customer reaches the host."""

    def host_fingerprint(self) -> bytes:
        """Return the SHA-256 of the host's certificate."""

    def save(self, session: Session) -> None:
        """Keep the session for the case that this program dies."""


class Session(QObject):
    """One support case, led by this technician.

    Signals:
        changed: state, share, code or presence has changed; read the properties.
        line_added, line_changed: (Line) of the transcript.
        admit_asked: a joiner waits for `admit`.
        problem: (code) something went wrong that the technician should read.
        ended: the session is over.
    """

    changed = Signal()
    line_added = Signal(object)
    line_changed = Signal(object)
    code_changed = Signal()
    admit_asked = Signal()
    problem = Signal(str)
    ended = Signal()

    def __init__(
        self,
        *,
        title: str,
        seat: SeatKey,
        conversation: Conversation,
        surroundings: Surroundings,
        opened_ms: int,
    ) -> None:
        super().__init__()
        self.title = title
        self.opened_ms = opened_ms
        self.closed_reason: Reason | None = None
        self._surroundings = surroundings
        self._share: Share | None = None
        self.last_count = ShareCount()
        self.attendance = Attendance(
            seat=seat,
            name=surroundings.own_name,
            other=title,
            conversation=conversation,
            listener=self,
            save=lambda: surroundings.save(self),
        )
        self._admission = Admission(
            session=seat.session, send=self._send, grant=self._grant, changed=self._admission_changed
        )
        self._handlers: dict[type[Message], Callable[..., None]] = {
            CodeMade: self._code_made,
            Joining: self._admission.receive,
            JoinStep: self._admission.receive,
            EndJoin: self._admission.receive,
            ShareChanged: self._share_changed,
            MemberLeft: self._member_left,
            SessionClosed: self._closed,
            Refused: self._refused,
        }

    # -- what the windows read ------------------------------------------------------------------------------

    @property
    def id(self) -> bytes:
        """The session's number on the wire."""
        return self.attendance.seat.session

    @property
    def conversation(self) -> Conversation:
        """The transcript."""
        return self.attendance.conversation

    @property
    def own_number(self) -> int:
        """The technician's own member number."""
        return self.attendance.seat.member

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        if self.closed_reason is not None:
            return SessionState.TIMED_OUT if self.closed_reason is Reason.TIMED_OUT else SessionState.CLOSED
        if not self.attendance.attached:
            return SessionState.RECONNECTING
        assert self.attendance.room is not None
        return self.attendance.room.state

    @property
    def customer_present(self) -> bool:
        """Whether the customer is connected now."""
        seat = self.attendance.member.customer()
        return self.attendance.attached and seat is not None and seat.present

    @property
    def reconnecting(self) -> bool:
        """Whether this console's own connection is down."""
        return self.closed_reason is None and not self.attendance.attached

    @property
    def code(self) -> ActiveCode | None:
        """The code that a customer can join with now."""
        return self._admission.code

    @property
    def code_ended(self) -> Reason:
        """Why the last code ended."""
        return self._admission.ended

    @property
    def needs_admit(self) -> bool:
        """Whether a joiner waits for the technician's decision."""
        return self._admission.needs_click

    @property
    def share(self) -> ShareState:
        """Where the share stands."""
        return ShareState.OFF if self._share is None else self._share.state

    @property
    def share_title(self) -> str:
        """The name of the monitor that is shared."""
        return "" if self._share is None else self._share.title

    @property
    def share_started_at(self) -> float:
        """When the share began, on the monotonic clock."""
        return 0.0 if self._share is None else self._share.count.started_at

    @property
    def resume_in_s(self) -> int:
        """Seconds until an interrupted share goes on."""
        if self._share is None or self._share.state is not ShareState.RESUMING:
            return 0
        return max(0, round(self._share.resume_at - time.monotonic()))

    @property
    def share_blocked(self) -> str | None:
        """Why sharing can't start now, as a code for a sentence; None when it can."""
        if self.closed_reason is not None or self.reconnecting:
            return "not_active"
        if "share_screen" not in self._surroundings.rights:
            return "right_missing"
        if self.attendance.member.customer() is None:
            return "customer_missing"
        if self.state is not SessionState.ACTIVE:
            return "not_active"
        try:
            self._surroundings.capture.monitors()
        except CaptureUnavailable as error:
            return error.code
        return None

    def monitors(self) -> list[Monitor]:
        """List what can be shared; empty where nothing can."""
        try:
            return self._surroundings.capture.monitors()
        except CaptureUnavailable:
            return []

    # -- what the technician does ---------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Send a chat line."""
        self.attendance.say(text)

    def new_code(self) -> None:
        """Ask for a new code."""
        self._admission.ask()

    def admit(self, yes: bool) -> None:
        """Answer the joiner who waits."""
        self._admission.decide(yes)

    def start_share(self, monitor: int | None = None) -> None:
        """Share `monitor` (the first where None) with the customer."""
        if self._share is not None or self.share_blocked is not None:
            return
        number = monitor if monitor is not None else self.monitors()[0].number
        capture = self._surroundings.capture
        self._share = Share(
            attendance=self.attendance,
            open_source=lambda: capture.open_source(number),
            changed=self.changed.emit,
            failed=self._share_failed,
        )
        self.changed.emit()

    def stop_share(self) -> None:
        """Stop sharing; the session goes on."""
        if self._share is not None:
            self._end_share("share_stopped", tell_host=True)

    def end(self) -> None:
        """End the session for all."""
        self._stop_quietly()
        self._send(Leave(session=self.id))
        self._close(Reason.ENDED_BY_LEAD)

    # -- the link -------------------------------------------------------------------------------------------

    def link_up(self, link: Link) -> None:
        """Take the session up on a new link."""
        if self.closed_reason is None:
            self.attendance.attach(link)

    def link_down(self) -> None:
        """Note that the connection to the host is lost."""
        if self.closed_reason is None:
            self.attendance.detach()
            if self._share is not None:
                self._share.presence_changed()
            self.changed.emit()

    def receive(self, message: Message) -> None:
        """Handle what the host sent about this session."""
        if self.closed_reason is not None:
            return
        self.attendance.receive(message)
        if handler := self._handlers.get(type(message)):
            handler(message)

    def rights_changed(self) -> None:
        """The technician's group may do other things now."""
        self.changed.emit()

    # -- Listener -------------------------------------------------------------------------------------------

    def transcript_grew(self, line: Line) -> None:
        """Pass a new line on to the windows."""
        self.line_added.emit(line)

    def transcript_changed(self, line: Line) -> None:
        """Pass a delivered line on to the windows."""
        self.line_changed.emit(line)

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Follow the room; make a code when somebody is waited for."""
        own = self.own_number
        if self._share is None and before is None and now.sharing == own:
            self._send(EndShare(session=self.id))  # this console was killed while it shared
        elif self._share is not None and self._share.state is not ShareState.STARTING and now.sharing != own:
            self._end_share("share_stopped", tell_host=False)  # the host was started anew in between
        elif self._share is not None:
            self._share.presence_changed()
        waiting = now.state is SessionState.WAITING
        if before is None and waiting and self.code is None:
            self.new_code()
        self.changed.emit()

    def content_arrived(self, sender: int, content: Message) -> None:
        """Handle what the customer's viewer says of the picture."""
        if isinstance(content, UpdateShown) and self._share is not None:
            self._share.shown(content)

    # -- what the host says ---------------------------------------------------------------------------------

    def _code_made(self, made: CodeMade) -> None:
        address, fingerprint = self._surroundings.code_address(), self._surroundings.host_fingerprint()
        self._admission.made(made, address=address, fingerprint=fingerprint)

    def _admission_changed(self) -> None:
        self.code_changed.emit()
        if self.needs_admit:
            self.admit_asked.emit()
        self.changed.emit()

    def _share_changed(self, message: ShareChanged) -> None:
        if self._share is None:
            return
        if message.sharing == self.own_number:
            self.attendance.note("share_started", self.title)
            self._share.allowed()
        else:
            self._end_share(SHARE_ENDED_EVENTS.get(message.reason, "share_stopped"), tell_host=False)

    def _share_failed(self, code: str) -> None:
        self._end_share("share_failed", tell_host=True)
        self.problem.emit(code)

    def _end_share(self, event: str, *, tell_host: bool) -> None:
        started = self._stop_quietly(tell_host=tell_host)
        if started:
            self.attendance.note(event, self.title)
        self.changed.emit()

    def _stop_quietly(self, *, tell_host: bool = False) -> bool:
        """Stop the share, if any; return whether the customer could see it already."""
        if self._share is None:
            return False
        share, self._share = self._share, None
        started = share.state is not ShareState.STARTING
        self.last_count = share.count
        share.stop(tell_host=tell_host)
        return started

    def _member_left(self, message: MemberLeft) -> None:
        self.attendance.note("left" if message.reason is Reason.LEFT else "timed_out", self.title)
        self._stop_quietly()
        self.changed.emit()

    def _closed(self, message: SessionClosed) -> None:
        self._close(message.reason)

    def _close(self, reason: Reason) -> None:
        self._stop_quietly()
        self._admission.end(reason)
        self.closed_reason = reason
        self.attendance.note("session_closed")
        self.ended.emit()
        self.changed.emit()

    def _refused(self, message: Refused) -> None:
        if message.about == StartShare.TAG:
            self._stop_quietly()
        if message.reason in (Reason.UNKNOWN_SESSION, Reason.SESSION_CLOSED):
            self._close(message.reason)
            return
        self.problem.emit(message.reason.value)
        self.changed.emit()

    def _grant(self) -> Grant:
        seat = self.attendance.seat
        return Grant(key=seat.key, epoch=seat.epoch, lead_name=self._surroundings.own_name, customer_name=self.title)

    def _send(self, message: Message) -> None:
        if self.attendance.link is not None:
            self.attendance.link.send(message)

    def saved(self) -> SavedSeat:
        """Return what a new run of this program needs to go on with the session."""
        return SavedSeat(
            seat=self.attendance.seat,
            host="",  # always the desk's own
            fingerprint=None,
            title=self.title,
            own_name=self._surroundings.own_name,
            conversation=self.conversation.to_plain(),
            opened_ms=self.opened_ms,
        )
