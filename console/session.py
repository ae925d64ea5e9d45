"""A session as the technician has it: the seat of its lead, the code, the chat and the share. No widgets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from console.admission import ActiveCode, Admission
from console.remote import Remote
from console.share import ShareState
from console.sharing import Sharing
from console.surroundings import Capture, Surroundings
from protocol.attendance import Attendance, Departed
from protocol.codec import Message
from protocol.content import Mark, MarksCleared
from protocol.conversation import Conversation, Line
from protocol.desktop import Access, AskDesktop, DesktopAsked, DesktopChanged
from protocol.link import Link
from protocol.member import SeatKey
from protocol.messages import (
    TEXT_LIMIT,
    CodeMade,
    EndCode,
    EndJoin,
    Joining,
    JoinStep,
    Leave,
    MakeCode,
    Reason,
    Refused,
    Room,
    SessionClosed,
    SessionState,
    ShareChanged,
    StartShare,
)
from protocol.mirror.capture import CaptureUnavailable, Monitor, Source
from protocol.mirror.sending import ShareCount
from protocol.seal import Grant
from protocol.seatfile import SavedSeat

SEAT_GONE = (Reason.UNKNOWN_SESSION, Reason.SESSION_CLOSED, Reason.TIMED_OUT, Reason.REPLACED)
"""Why a seat can't be taken up again; REPLACED: another run of this program has it."""


def _fitting(name: str) -> str:
    """Return `name` as far as it fits into a message."""
    return name.encode("utf-8", "replace").decode()[:TEXT_LIMIT]


class Session(QObject):
    """One support case, led by this technician.

    Signals:
        changed: state, share, code or presence has changed; read the properties.
        line_added, line_changed: (Line) of the transcript.
        admit_asked: a joiner waits for `admit`.
        problem: (code) something went wrong that the technician should read.
        ended: the session is over.
        both_ways_asked: (what goes on) from then on both screens would be shown; to be called after a warning.
        pointed: (member, Mark or MarksCleared) somebody points at a picture.

    Attributes:
        sharing: the share, in more detail than the properties here.
        remote: the customer's desktop.
    """

    changed = Signal()
    line_added = Signal(object)
    line_changed = Signal(object)
    code_changed = Signal()
    admit_asked = Signal()
    problem = Signal(str)
    ended = Signal()
    pointed = Signal(int, object)
    both_ways_asked = Signal(object)

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
        self.title = _fitting(title)
        self.opened_ms = opened_ms
        self.closed_reason: Reason | None = None
        self._surroundings = surroundings
        self.attendance = Attendance(
            seat=seat,
            name=surroundings.own_name,
            other=self.title,
            conversation=conversation,
            listener=self,
            save=lambda: surroundings.save(self),
        )
        self._admission = Admission(
            session=seat.session,
            send=self.attendance.request,
            grant=self._grant,
            changed=self._admission_changed,
        )
        self.sharing = Sharing(
            attendance=self.attendance,
            customer=self.title,
            capture=surroundings.capture,
            changed=self.changed.emit,
            failed=self.problem.emit,
        )
        self.remote = Remote(
            attendance=self.attendance,
            customer=self.title,
            rights=lambda: surroundings.rights,
            barred=self._desktop_barred,
            before=self._before_desktop,
        )
        self.remote.changed.connect(self.changed)
        self._handlers: dict[type[Message], Callable[..., None]] = {
            CodeMade: self._code_made,
            Joining: self._admission.receive,
            JoinStep: self._admission.receive,
            EndJoin: self._admission.receive,
            EndCode: lambda _message: self._admission.end(Reason.UNKNOWN_CODE),
            ShareChanged: self.sharing.share_changed,
            DesktopAsked: self.remote.desktop_asked,
            DesktopChanged: self.remote.desktop_changed,
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
    def capture(self) -> Capture:
        """The screens that can be shared."""
        return self._surroundings.capture

    @property
    def share(self) -> ShareState:
        """Where the share stands."""
        return self.sharing.state

    @property
    def share_title(self) -> str:
        """The name of the monitor that is shared."""
        return self.sharing.title

    @property
    def share_started_at(self) -> float:
        """When the share began, on the monotonic clock."""
        return self.sharing.started_at

    @property
    def resume_in_s(self) -> int:
        """Seconds until an interrupted share goes on."""
        return self.sharing.resume_in_s

    @property
    def last_count(self) -> ShareCount:
        """What the latest share that is over has sent."""
        return self.sharing.last_count

    @property
    def share_blocked(self) -> str | None:
        """Why sharing can't start now, as a code for a sentence; None when it can."""
        if self.closed_reason is not None or self.reconnecting:
            return "not_active"
        if "share_screen" not in self._surroundings.rights:
            return "right_missing"
        customer = self.attendance.member.customer()
        if customer is None:
            return "customer_missing"
        if self.state is not SessionState.ACTIVE or not self.attendance.member.reaches(customer.member):
            return "not_active"
        if self.remote.access is not Access.NONE and not self._surroundings.share_during_control:
            return "share_during_control"
        try:
            return None if self._surroundings.capture.monitors() else "no_display"
        except CaptureUnavailable as error:
            return error.code

    def monitors(self) -> list[Monitor]:
        """List what can be shared; empty where nothing can."""
        try:
            return self._surroundings.capture.monitors()
        except CaptureUnavailable:
            return []

    # -- what the technician does ---------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Send a chat line."""
        if self.closed_reason is None:
            self.attendance.say(text)

    def new_code(self) -> None:
        """Ask for a new code."""
        if self.reconnecting:
            self.problem.emit("host_gone")
        elif self.closed_reason is None:
            self._admission.ask()

    def admit(self, yes: bool) -> None:
        """Answer the joiner who waits."""
        self._admission.decide(yes)

    def start_share(self, monitor: int | None = None) -> None:
        """Share `monitor` (the one shared last, or the first, where None) with the customer."""
        if self.share is ShareState.OFF and self.share_blocked is None:
            self._before_share(lambda: self.sharing.start(self.monitors(), monitor))

    def show_source(self, source: Source, released: tuple[Monitor, ...]) -> None:
        """Share `source`, or change to it, and let the customer switch among `released`."""
        if self.share is not ShareState.OFF:
            self.sharing.show(source, released)
        elif self.share_blocked is None:
            self._before_share(lambda: self.sharing.show(source, released))

    def stop_share(self) -> None:
        """Stop sharing; the session goes on."""
        self.sharing.stop()

    def point(self, content: Message) -> None:
        """Show the customer a mark over the shared screen."""
        customer = self.attendance.member.customer()
        if self.share is ShareState.ON and customer is not None:
            self.attendance.send(customer.member, content)

    def end(self) -> None:
        """End the session for all."""
        if self.closed_reason is None:
            self.sharing.drop()
            self.attendance.request(Leave(session=self.id))
            self._close(Reason.ENDED_BY_LEAD)

    # -- the link -------------------------------------------------------------------------------------------

    def link_up(self, link: Link) -> None:
        """Take the session up on a new link."""
        if self.closed_reason is None:
            self.link_down()
            self.attendance.attach(link)

    def link_down(self) -> None:
        """Note that the connection to the host is lost, if there was one."""
        if self.closed_reason is None and self.attendance.link is not None:
            self.attendance.detach()
            self._admission.link_lost()
            self.sharing.link_lost()
            self.remote.link_lost()
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
        both = self.share is not ShareState.OFF and self.remote.access is not Access.NONE
        if both and not self._surroundings.share_during_control:
            self.stop_share()
        self.changed.emit()

    # -- Listener -------------------------------------------------------------------------------------------

    def transcript_grew(self, line: Line) -> None:
        """Pass a new line on to the windows."""
        self.line_added.emit(line)

    def transcript_changed(self, line: Line) -> None:
        """Pass a delivered line on to the windows."""
        self.line_changed.emit(line)

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Follow the room; make the first code by itself."""
        self.sharing.room_changed(before, now)
        self.remote.room_changed(before, now)
        if now.state is SessionState.WAITING and before is None and not self._admission.made_any:
            self._admission.ask()
        self.changed.emit()

    def private_grew(self, line: Line) -> None:
        """Pass a new line of the technicians' own chat on to the windows."""

    def private_changed(self, line: Line) -> None:
        """Pass a delivered line of the technicians' own chat on to the windows."""

    def member_reached(self, member: int) -> None:
        """Show the customer what is shared."""
        self.sharing.presence_changed()
        self.changed.emit()

    def member_left(self, departed: Departed) -> None:
        """Take note that the customer has left or was away for too long."""
        self.attendance.note("timed_out" if departed.reason is Reason.TIMED_OUT else "left", departed.name)
        if self.attendance.member.customer() is None:
            self.sharing.drop()
        self.changed.emit()

    def content_arrived(self, sender: int, content: Message) -> None:
        """Handle what the customer's viewer says of the picture, and shows of its own."""
        self.sharing.received(content)
        self.remote.received(sender, content)
        if isinstance(content, Mark | MarksCleared):
            self.pointed.emit(sender, content)

    # -- both screens at once -------------------------------------------------------------------------------

    def _before_share(self, share: Callable[[], None]) -> None:
        """Share at once, or after a warning where the customer's desktop is to be seen."""
        if self.remote.access is Access.NONE:
            share()
        else:
            self.both_ways_asked.emit(share)

    def _before_desktop(self, ask: Callable[[], None]) -> None:
        """Ask for the customer's desktop at once, or after a warning where the own screen is shared."""
        if self.share is ShareState.OFF:
            ask()
        else:
            self.both_ways_asked.emit(ask)

    def _desktop_barred(self) -> str | None:
        both = self.share is not ShareState.OFF and self.remote.access is Access.NONE
        return "control_during_share" if both and not self._surroundings.share_during_control else None

    # -- what the host says ---------------------------------------------------------------------------------

    def _code_made(self, made: CodeMade) -> None:
        address, fingerprint = self._surroundings.code_address(), self._surroundings.host_fingerprint()
        self._admission.made(made, address=address, fingerprint=fingerprint)

    def _admission_changed(self) -> None:
        self.code_changed.emit()
        if self.needs_admit:
            self.admit_asked.emit()
        self.changed.emit()

    def _closed(self, message: SessionClosed) -> None:
        self._close(message.reason)

    def _close(self, reason: Reason) -> None:
        self.sharing.drop()
        self.remote.end()
        self.closed_reason = reason
        self._admission.end(reason)
        self.attendance.note("session_closed")
        self.ended.emit()
        self.changed.emit()

    def _refused(self, message: Refused) -> None:
        if message.reason in SEAT_GONE:
            self._close(message.reason)
            return
        if message.about == StartShare.TAG:
            if self.sharing.refused():
                self.problem.emit(self.share_blocked or message.reason.value)
            return
        if message.about == AskDesktop.TAG:
            self.remote.refused()
        if message.about == MakeCode.TAG:
            self._admission.end(Reason.UNKNOWN_CODE)
        self.problem.emit(message.reason.value)

    def _grant(self) -> Grant:
        key = self.attendance.member.introductions.grant(customer=True)
        self.attendance.save()
        return Grant(key=key, lead_name=_fitting(self._surroundings.own_name), customer_name=self.title)

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
