"""A session as the technician has it: the seat, the chat, the codes, the team and the share. No widgets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from console.admission import ActiveCode
from console.entrance import Entrance
from console.invitations import Invitations
from console.sending import ShareCount
from console.share import ShareState
from console.share_turns import ShareTurns, Wish
from console.sharing import Sharing
from console.surroundings import Capture, Surroundings
from console.teamwork import Act, Teamwork
from protocol.attendance import Attendance, Departed
from protocol.codec import Message
from protocol.content import ShareAnswer, ShareWish, Typing
from protocol.conversation import Conversation, Line
from protocol.link import Link
from protocol.member import SeatKey
from protocol.messages import (
    TEXT_LIMIT,
    Leave,
    MakeCode,
    MemberLeft,
    Reason,
    Refused,
    Role,
    Room,
    SessionClosed,
    SessionState,
    ShareChanged,
    StartShare,
)
from protocol.mirror.capture import CaptureUnavailable, Monitor, Source
from protocol.seal import Grant
from protocol.seatfile import SavedSeat
from protocol.teamwork import InvitationEnded, InvitationSent, MakeColleagueCode
from protocol.typing_sign import TypingSign

SEAT_GONE = (Reason.UNKNOWN_SESSION, Reason.SESSION_CLOSED, Reason.TIMED_OUT, Reason.REPLACED)
"""Why a seat can't be taken up again; REPLACED: another run of this program has it."""


def _fitting(name: str) -> str:
    """Return `name` as far as it fits into a message."""
    return name.encode("utf-8", "replace").decode()[:TEXT_LIMIT]


class Session(QObject):
    """One support case, which this technician leads or collaborates in.

    Signals:
        changed: state, share, code, team or presence has changed; read the properties.
        line_added, line_changed: (Line) of the transcript.
        private_line_added, private_line_changed: (Line) of the technicians' own chat.
        admit_asked: a joiner waits for `admit`.
        share_wished: (member number, name) a technician would like to share while somebody else does.
        problem: (code) something went wrong that the technician should read.
        ended: the session is over, for this technician at least.

    Attributes:
        sharing: the share, in more detail than the properties here.
        team: who is in the session, and who leads it.
        invitations: to colleagues.
    """

    changed = Signal()
    line_added = Signal(object)
    line_changed = Signal(object)
    private_line_added = Signal(object)
    private_line_changed = Signal(object)
    code_changed = Signal()
    colleague_code_changed = Signal()
    admit_asked = Signal()
    share_wished = Signal(int, str)
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
        private: Conversation | None = None,
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
            private=private,
        )
        self.team = Teamwork(attendance=self.attendance, rights=lambda: surroundings.rights, left=self._close)
        self._typing = TypingSign(tell=self._tell_typing, changed=self.changed.emit)
        self._make_parts()
        self._handlers: dict[type[Message], Callable[..., None]] = {
            **self._entrance.handlers(),
            InvitationSent: self.invitations.receive,
            InvitationEnded: self.invitations.receive,
            MemberLeft: self._own_seat_ended,
            ShareChanged: self._share_changed,
            SessionClosed: self._closed,
            Refused: self._refused,
        }

    def _make_parts(self) -> None:
        surroundings = self._surroundings
        self._entrance = Entrance(
            session=self.id,
            send=self.attendance.request,
            grant=self._grant,
            place=lambda: (surroundings.code_address(), surroundings.host_fingerprint()),
            changed=self._codes_changed,
        )
        self.sharing = Sharing(
            attendance=self.attendance,
            customer=self.title,
            capture=surroundings.capture,
            changed=self.changed.emit,
            failed=self.problem.emit,
        )
        self.invitations = Invitations(
            attendance=self.attendance,
            team=self.team,
            colleagues=surroundings.colleagues,
            device=surroundings.device,
            customer=self.title,
            failed=self.problem.emit,
        )
        self._turns = ShareTurns(attendance=self.attendance, asked=self._share_asked_for, answered=self._share_answered)

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
    def private(self) -> Conversation:
        """The technicians' own chat, which the customer never gets."""
        return self.attendance.member.private

    @property
    def own_number(self) -> int:
        """The technician's own member number."""
        return self.attendance.seat.member

    @property
    def role(self) -> Role:
        """What this technician is in the session."""
        return self.team.role

    @property
    def lead_name(self) -> str:
        """Who leads; empty where nobody does."""
        return self.team.lead_name

    @property
    def on_hold(self) -> bool:
        """Whether the session is on hold."""
        return self.closed_reason is None and self.team.on_hold

    @property
    def typing(self) -> tuple[str, ...]:
        """The names of those who are writing."""
        return tuple(self.attendance.name_of(member) for member in self._typing.writers)

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
        return self._entrance.customer.code

    @property
    def code_ended(self) -> Reason:
        """Why the last code ended."""
        return self._entrance.customer.ended

    @property
    def colleague_code(self) -> ActiveCode | None:
        """The code that a colleague can join with now."""
        return self._entrance.colleague.code

    @property
    def colleague_code_ended(self) -> Reason:
        """Why the last code for colleagues ended."""
        return self._entrance.colleague.ended

    @property
    def needs_admit(self) -> bool:
        """Whether a joiner waits for the technician's decision."""
        return self._entrance.waiting is not None

    @property
    def admits_colleague(self) -> bool:
        """Whether the joiner who waits came with the code for colleagues."""
        return self._entrance.waiting is self._entrance.colleague

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
    def sharer_name(self) -> str:
        """Who shares now; empty where nobody does."""
        sharing = self.attendance.member.sharing
        return self.attendance.name_of(sharing) if sharing and self.attendance.attached else ""

    @property
    def share_wishes(self) -> tuple[Wish, ...]:
        """The technicians who would like to share, and wait for this lead's answer."""
        return self._turns.wishes

    @property
    def share_wanted(self) -> bool:
        """Whether this technician has asked to share, and not been answered."""
        return self._turns.wanted

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
        if self.on_hold:
            return "on_hold"
        if self.state is not SessionState.ACTIVE or not self.attendance.member.reaches(customer.member):
            return "not_active"
        if self.attendance.member.sharing not in (0, self.own_number):
            return "other_shares"
        try:
            return None if self._surroundings.capture.monitors() else "no_display"
        except CaptureUnavailable as error:
            return error.code

    def why_not(self, act: Act) -> str | None:
        """Return why `act` can't be done now, as a code for a sentence; None where it can."""
        if self.closed_reason is not None:
            return "session_closed"
        return self.share_blocked if act is Act.SHARE else self.team.why_not(act)

    def monitors(self) -> list[Monitor]:
        """List what can be shared; empty where nothing can."""
        try:
            return self._surroundings.capture.monitors()
        except CaptureUnavailable:
            return []

    # -- what the technician does ---------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Send a chat line."""
        if self._may_write():
            self._typing.sent()
            self.attendance.say(text)

    def say_private(self, text: str) -> None:
        """Send a chat line to the other technicians."""
        if self._may_write():
            self.attendance.say_private(text)

    def write(self, text: str) -> None:
        """Take note of what stands in the chat's input now."""
        if self.closed_reason is None and self.attendance.member.may_chat:
            self._typing.wrote(text)

    def new_code(self) -> None:
        """Ask for a new code."""
        if self.reconnecting:
            self.problem.emit("host_gone")
        elif self.closed_reason is None:
            self._entrance.customer.ask()

    def new_colleague_code(self) -> None:
        """Ask for a new code for a colleague."""
        if (why_not := self.why_not(Act.INVITE)) is not None:
            self.problem.emit(why_not)
        else:
            self._entrance.colleague.ask()

    def end_colleague_code(self) -> None:
        """End the code for colleagues."""
        self._entrance.colleague.take_back()

    def admit(self, yes: bool) -> None:
        """Answer the joiner who waits."""
        self._entrance.decide(yes)

    def start_share(self, monitor: int | None = None) -> None:
        """Share `monitor` (the one shared last, or the first, where None) with the customer."""
        if self.share is ShareState.OFF and self.share_blocked is None:
            self.sharing.start(self.monitors(), monitor)

    def show_source(self, source: Source, released: tuple[Monitor, ...]) -> None:
        """Share `source`, or change to it, and let the customer switch among `released`."""
        if self.share is not ShareState.OFF or self.share_blocked is None:
            self.sharing.show(source, released)

    def stop_share(self) -> None:
        """Stop sharing; the session goes on."""
        self.sharing.stop()

    def wish_share(self, wanted: bool) -> None:
        """Ask the lead to pass the share on, or no longer."""
        self._turns.wish(wanted)
        self.changed.emit()

    def answer_share_wish(self, member: int, yes: bool) -> None:
        """Pass the share on to a technician who asked, or not."""
        self._turns.answer(member, yes)
        self.changed.emit()

    def end(self) -> None:
        """End the session for all, or leave it where somebody else leads it."""
        if self.closed_reason is None:
            self.sharing.drop()
            self.attendance.request(Leave(session=self.id))
            self._close(Reason.ENDED_BY_LEAD if self.role is Role.LEAD else Reason.LEFT)

    # -- the link -------------------------------------------------------------------------------------------

    def link_up(self, link: Link) -> None:
        """Take the session up on a new link."""
        if self.closed_reason is None:
            self.link_down()
            self._follow_rights()
            self.attendance.attach(link)

    def link_down(self) -> None:
        """Note that the connection to the host is lost, if there was one."""
        if self.closed_reason is None and self.attendance.link is not None:
            self.attendance.detach()
            self._entrance.link_lost()
            self.invitations.link_lost()
            self._typing.stop()
            self.sharing.link_lost()
            self.changed.emit()

    def receive(self, message: Message) -> None:
        """Handle what the host sent about this session."""
        if self.closed_reason is not None:
            return
        self.attendance.receive(message)
        if handler := self._handlers.get(type(message)):
            handler(message)
            self.changed.emit()

    def rights_changed(self) -> None:
        """The technician's group may do other things now."""
        self._follow_rights()
        self.changed.emit()

    # -- Listener -------------------------------------------------------------------------------------------

    def transcript_grew(self, line: Line) -> None:
        """Pass a new line on to the windows."""
        self._typing.heard(line.author, False)
        self.line_added.emit(line)

    def transcript_changed(self, line: Line) -> None:
        """Pass a delivered line on to the windows."""
        self.line_changed.emit(line)

    def private_grew(self, line: Line) -> None:
        """Pass a new line of the technicians' own chat on to the windows."""
        self.private_line_added.emit(line)

    def private_changed(self, line: Line) -> None:
        """Pass a delivered line of the technicians' own chat on to the windows."""
        self.private_line_changed.emit(line)

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Follow the room; make the first code by itself."""
        self.sharing.room_changed(before, now)
        self.team.room_changed(now)
        self._turns.room_changed(now.sharing)
        if self.role is not Role.LEAD:
            self._entrance.close(Reason.HANDED_OVER)
        elif now.state is SessionState.WAITING and before is None and not self._entrance.customer.made_any:
            self._entrance.customer.ask()
        self.changed.emit()

    def member_reached(self, member: int) -> None:
        """Show the customer what is shared."""
        self.sharing.presence_changed()
        self.changed.emit()

    def member_named(self, member: int) -> None:
        """Say who leads, where it was not known by name."""
        self.team.member_named(member)
        self.changed.emit()

    def member_left(self, departed: Departed) -> None:
        """Take note that somebody has left or was away for too long."""
        self.team.member_left(departed)
        self._typing.heard(departed.member, False)
        if self.attendance.member.customer() is None:
            self.sharing.drop()
        self.changed.emit()

    def content_arrived(self, sender: int, content: Message) -> None:
        """Handle what the customer's viewer says of the picture, and what technicians ask each other."""
        if isinstance(content, Typing):
            self._typing.heard(sender, content.typing)
        elif isinstance(content, ShareWish | ShareAnswer):
            self._turns.heard(sender, content)
            self.changed.emit()
        else:
            self.sharing.received(content)

    # -- what the host says ---------------------------------------------------------------------------------

    def _follow_rights(self) -> None:
        self.attendance.member.may_chat = "chat" in self._surroundings.rights

    def _may_write(self) -> bool:
        return self.closed_reason is None and self.attendance.member.may_chat

    def _tell_typing(self, content: Typing) -> None:
        self.attendance.tell(content)

    def _codes_changed(self, role: Role) -> None:
        (self.code_changed if role is Role.CUSTOMER else self.colleague_code_changed).emit()
        if self.needs_admit:
            self.admit_asked.emit()
        self.changed.emit()

    def _share_asked_for(self, member: int, name: str) -> None:
        self.attendance.note("share_wished", name)
        self.share_wished.emit(member, name)

    def _share_answered(self, granted: bool) -> None:
        if not granted:
            self.problem.emit("share_not_passed_on")
        elif self.share_blocked is None:
            self.start_share()

    def _share_changed(self, message: ShareChanged) -> None:
        self.sharing.share_changed(message)

    def _own_seat_ended(self, message: MemberLeft) -> None:
        if message.member == self.own_number:
            self._close(message.reason)

    def _closed(self, message: SessionClosed) -> None:
        self._close(message.reason)

    def _close(self, reason: Reason) -> None:
        self.sharing.drop()
        self._typing.stop()
        self.closed_reason = reason
        self._entrance.close(reason)
        self.attendance.note("session_closed" if reason not in _ONLY_OURS else "you_left")
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
        self.invitations.receive(message)
        for tag, admission in (
            (MakeCode.TAG, self._entrance.customer),
            (MakeColleagueCode.TAG, self._entrance.colleague),
        ):
            if message.about == tag:
                admission.end(Reason.UNKNOWN_CODE)
        self.problem.emit(message.reason.value)

    def _grant(self, role: Role) -> Grant:
        key = self.attendance.member.introductions.grant(customer=role is Role.CUSTOMER)
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
            private=self.private.to_plain(),
        )


_ONLY_OURS = (Reason.LEFT, Reason.REMOVED, Reason.TRANSFERRED, Reason.DISABLED)
"""Why this technician is out of a session that others go on with."""
