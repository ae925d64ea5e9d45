"""A session as the technician has it: the seat, the chat, the codes, the team and the share. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from console.remote.remote import Remote
from console.session.acts import SessionActs
from console.session.entrance import Entrance
from console.session.fresh_seat import FreshSeat
from console.session.invitations import Invitations
from console.session.moving import MoveToViewer
from console.session.newcomers import Newcomers
from console.session.queue_transfer import QueueTransferring
from console.session.share_start import ShareStart
from console.session.surroundings import Surroundings
from console.session.teamwork import Act, Teamwork
from console.session.view import OPENER, RELAYED, RELAYED_OTHER, THROUGH_QUEUE
from console.share.sharing import Sharing
from console.share.turns import ShareTurns
from protocol.link.link import Link
from protocol.notation.names import cleaned
from protocol.seat.attendance import OF_A_SEAT, Attendance
from protocol.seat.conversation import Conversation, Line
from protocol.seat.listener import Departed
from protocol.seat.member import NAMELESS
from protocol.seat.seat_key import SeatKey
from protocol.seat.seat_records import SavedCode
from protocol.seat.typing_sign import TypingSign
from protocol.trust.join_proof import Grant
from protocol.vocabulary.chat import Typing
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import Capabilities, ShareAnswer, ShareWish, ThroughQueue, ViewerWish
from protocol.vocabulary.desktop import AskDesktop, AskLater, DesktopAsked, DesktopChanged
from protocol.vocabulary.marks import Mark, MarksCleared
from protocol.vocabulary.messages import (
    Leave,
    MemberLeft,
    Reason,
    Refused,
    Role,
    Room,
    Sealed,
    SessionClosed,
    SessionState,
    ShareChanged,
    StartShare,
    TakeShare,
)
from protocol.vocabulary.queue import CustomerGone, is_channel
from protocol.vocabulary.web import MakeViewerCode

SEAT_GONE = (Reason.UNKNOWN_SESSION, Reason.SESSION_CLOSED, Reason.TIMED_OUT, Reason.REPLACED)
"""Why a seat can't be taken up again; REPLACED: another run of this program has it."""


class Session(SessionActs):
    """One support case: what the technician does in it, and what becomes of it."""

    def __init__(
        self,
        *,
        title: str,
        seat: SeatKey,
        conversation: Conversation,
        surroundings: Surroundings,
        opened_ms: int,
        private: Conversation | None = None,
        codes: Sequence[SavedCode] = (),
    ) -> None:
        super().__init__()
        self.title = cleaned(title) or NAMELESS
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
            sign=surroundings.device.sign,
        )
        self.team = Teamwork(attendance=self.attendance, rights=lambda: surroundings.rights, left=self._close)
        self._newcomers = Newcomers(self.attendance)
        self._typing = TypingSign(tell=self.attendance.tell, changed=self.changed.emit)
        self._fresh_seat = FreshSeat(up=self._attach, down=self._let_go)
        self._make_ways_in()
        self._entrance.take_up(codes)
        self._make_pictures()
        self._handlers = self._table()

    def _table(self) -> dict[type[Message], Callable[..., None]]:
        return {
            **self._entrance.handlers(),
            **self.invitations.handlers(),
            **self.queue.handlers(),
            CustomerGone: self._customer_gone,
            MemberLeft: self._own_seat_ended,
            ShareChanged: self.sharing.share_changed,
            DesktopAsked: self.remote.desktop_asked,
            DesktopChanged: self.remote.desktop_changed,
            AskLater: self.remote.ask_later,
            SessionClosed: lambda message: self._close(message.reason),
            Refused: self._refused,
        }

    def _make_ways_in(self) -> None:
        surroundings = self._surroundings
        self._entrance = Entrance(
            session=self.id,
            send=self.attendance.request,
            grant=self._grant,
            outside=surroundings.outside,
            certificate=surroundings.host_fingerprint,
            changed=self._codes_changed,
            allowed=self._may_admit,
            keep=self.attendance.save,
            withdraw=self._newcomers.withdraw,
            relayed=lambda through: self.attendance.note(RELAYED_OTHER, through),
        )
        self.invitations = Invitations(
            attendance=self.attendance,
            team=self.team,
            colleagues=surroundings.colleagues,
            device=surroundings.device,
            customer=self.title,
            newcomers=self._newcomers,
            channel=lambda: self.channel,
            failed=self.problem.emit,
        )
        self.queue = QueueTransferring(
            attendance=self.attendance,
            team=self.team,
            colleagues=surroundings.colleagues,
            invitations=self.invitations,
            through=self._goes_through,
            failed=self.problem.emit,
        )
        self._move = MoveToViewer(self.attendance, ask=self._entrance.customer.ask_for_viewer)

    def _make_pictures(self) -> None:
        surroundings = self._surroundings
        self._showing = ShareStart(session=self, surroundings=surroundings)
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
            barred=self._showing.desktop_barred,
            before=self._showing.before_desktop,
            broken=self._take_seat_anew,
        )
        self.remote.changed.connect(self.changed)
        self._turns = ShareTurns(attendance=self.attendance, asked=self._share_asked_for, changed=self.changed.emit)

    def end(self) -> None:
        """End the session for all, or leave it where somebody else leads it."""
        if self.why_not(Act.END) == "not_allowed":
            self.problem.emit("not_allowed")
        elif self.closed_reason is None:
            self.sharing.drop()
            self.attendance.request(Leave(session=self.id))
            self._close(Reason.ENDED_BY_LEAD if self.role is Role.LEAD else Reason.LEFT)

    # -- the link -------------------------------------------------------------------------------------------

    def link_up(self, link: Link) -> None:
        """Take the session up on a new link."""
        self.link_down()
        self._attach(link)

    def link_down(self) -> None:
        """Note that the connection to the host is lost, if there was one."""
        self._fresh_seat.stop()
        if self.closed_reason is None and self.attendance.line is not None:
            self.attendance.detach()
            self._entrance.link_lost()
            self.team.link_lost()
            self.invitations.link_lost()
            self.queue.link_lost()
            self._turns.stop()
            self._typing.stop()
            self.sharing.link_lost()
            self.remote.link_lost()
            self.changed.emit()

    def receive(self, message: Message) -> None:
        """Handle what the host sent about this session.

        Raises:
            BadMessage: no honest host sends that here and now; the link must be closed.
        """
        if self.closed_reason is not None:
            return
        handler = self._handlers.get(type(message))
        if handler is None and not isinstance(message, OF_A_SEAT):
            raise BadMessage(f"{message.TAG} for a session that is open")
        if isinstance(message, Sealed | Room) and self.attendance.link is None:
            return  # the seat is about to be taken anew
        if isinstance(message, Room) and not self.team.expects(message):
            raise BadMessage("another lead, whom this technician has not made it")
        self._newcomers.expire()
        try:
            self.attendance.receive(message)
        except BadMessage as error:
            if not isinstance(message, Sealed):
                raise
            self._take_seat_anew(str(error))
            return
        if handler is not None:
            handler(message)
            self.changed.emit()

    def rights_changed(self) -> None:
        """The technician's group may do other things now."""
        self._follow_rights()
        self._showing.rights_changed()
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
        self.remote.room_changed(before, now)
        self.team.room_changed(now)
        self.queue.room_changed(before, now)
        self._turns.room_changed()
        if self.role is not Role.LEAD:
            self._entrance.close(Reason.HANDED_OVER)
        elif now.state is SessionState.WAITING and before is None and self.own_number == OPENER:
            self._entrance.let_customer_in(called=self.calling)
        self.changed.emit()

    def member_reached(self, member: int) -> None:
        """Show the customer what is shared."""
        self._move.member_reached(member)
        if self.channel:
            self.attendance.send(member, ThroughQueue(channel=self.channel))
        self.sharing.presence_changed()
        self.changed.emit()

    def member_named(self, member: int) -> None:
        """Say who leads, where it was not known by name."""
        self.team.member_named(member)
        self.changed.emit()

    def words_agreed(self, member: int) -> None:
        """Show the two words."""
        self.changed.emit()

    def member_left(self, departed: Departed) -> None:
        """Take note that somebody has left or was away for too long."""
        self.team.member_left(departed)
        self._move.member_left(departed)
        self._typing.heard(departed.member, False)
        if self.attendance.member.customer() is None:
            self.sharing.drop()
        self.changed.emit()

    def content_arrived(self, sender: int, content: Message) -> None:
        """Handle what the customer's viewer says of the picture, and what technicians ask each other."""
        if isinstance(content, Typing):
            self._typing.heard(sender, content.typing)
        elif isinstance(content, ViewerWish):
            self._move.wished(sender)
        elif isinstance(content, ThroughQueue):
            self._came_through(content.channel)
        elif isinstance(content, ShareWish | ShareAnswer):
            self._turns.heard(sender, content)
            self.changed.emit()
        else:
            self.sharing.received(content)
            self.remote.received(sender, content)
        if isinstance(content, Capabilities):
            self.changed.emit()
        if isinstance(content, Mark | MarksCleared):
            self.pointed.emit(sender, content)

    def _take_seat_anew(self, why: str) -> None:
        """Begin anew with the others in this session; all other sessions on the link go on."""
        if self.attendance.link is not None:
            self._fresh_seat.take(self.attendance.link, why)

    def _attach(self, link: Link) -> None:
        if self.closed_reason is None:
            self._follow_rights()
            self.attendance.attach(link)

    def _let_go(self) -> None:
        """Let go of the others; the host goes on with what it was asked for, and hears what is ended or taken back."""
        self.attendance.let_go()
        self._typing.stop()
        self.sharing.link_lost()
        self.remote.link_lost()
        self.changed.emit()

    # -- what the host says ---------------------------------------------------------------------------------

    def _follow_rights(self) -> None:
        self.attendance.member.may_chat = "chat" in self._surroundings.rights
        self._showing.follow_right()

    def _goes_through(self, channel: str) -> None:
        """Tell everybody that the session goes through a queue: whoever gets it is named by the host."""
        self._came_through(channel)
        self.attendance.tell(ThroughQueue(channel=self.channel))

    def _came_through(self, channel: str) -> None:
        """Say once that the session is protected up to the host only."""
        if not self.channel and is_channel(channel):
            self.attendance.note(THROUGH_QUEUE, channel)

    def _codes_changed(self, role: Role) -> None:
        if role is Role.CUSTOMER:
            self._move.code_changed(self._entrance.customer.code)
        (self.code_changed if role is Role.CUSTOMER else self.colleague_code_changed).emit()
        if self.needs_admit:
            self.admit_asked.emit()
        self.changed.emit()

    def _share_asked_for(self, member: int, name: str) -> None:
        self.attendance.note("share_wished", name)
        self.share_wished.emit(member, name)

    def _customer_gone(self, message: CustomerGone) -> None:
        """End a session that was opened for somebody who did not wait."""
        if self.calling:
            self.problem.emit("customer_gone")
            self.attendance.request(Leave(session=self.id))
            self._close(Reason.ENDED_BY_LEAD)

    def _own_seat_ended(self, message: MemberLeft) -> None:
        if message.member == self.own_number:
            self._close(message.reason)

    def _close(self, reason: Reason) -> None:
        self._fresh_seat.stop()
        self._showing.drop_choice()
        self.sharing.drop()
        self.remote.end()
        self._turns.stop()
        self._typing.stop()
        self.closed_reason = reason
        self._entrance.close(reason)
        self.attendance.note("session_closed" if reason not in _ONLY_OURS else "you_left")
        self.attendance.end()
        self.ended.emit()
        self.changed.emit()

    def _refused(self, message: Refused) -> None:
        if message.reason in SEAT_GONE:
            self._close(message.reason)
            return
        if message.about in (StartShare.TAG, TakeShare.TAG):
            if self.sharing.refused():
                taken = message.about == TakeShare.TAG
                self.problem.emit("share_not_taken" if taken else self.share_blocked or message.reason.value)
            return
        if message.about == AskDesktop.TAG:
            self.remote.refused()
        for part in (self.invitations, self.queue, self.team):
            part.refused(message)
        self._entrance.refused(message)
        if message.about == MakeViewerCode.TAG:
            self._move.refused()
            return
        self.problem.emit(message.reason.value)

    def _may_admit(self, role: Role) -> bool:
        """Return whether this technician may let somebody in now, whatever was right when the code was made."""
        return self.team.why_not_entitled(Act.CODE if role is Role.CUSTOMER else Act.INVITE) is None

    def _grant(self, role: Role) -> Grant:
        key = self._newcomers.grant(customer=role is Role.CUSTOMER)
        name, relay = self.attendance.member.name, self._surroundings.relay()
        if relay and self.conversation.first(RELAYED) is None:
            self.attendance.note(RELAYED, relay)
        return Grant(key=key, lead_name=name, customer_name=self.title, channel=self.channel, relayed=relay)


_ONLY_OURS = (Reason.LEFT, Reason.REMOVED, Reason.TRANSFERRED, Reason.DISABLED)
"""Why this technician is out of a session that others go on with."""
