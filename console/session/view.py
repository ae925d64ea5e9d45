"""What the windows read of a session, and what is kept of it. No widgets; `session` is what makes it change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from console.remote.remote import Remote
from console.session.active_code import ActiveCode
from console.session.entrance import Entrance
from console.session.invitations import Invitations
from console.session.queue_transfer import QueueTransferring
from console.session.surroundings import Surroundings
from console.session.teamwork import Act, Teamwork
from console.share.capture import Capture
from console.share.share import ShareState
from console.share.sharing import Sharing
from console.share.turns import ShareTurns, Turn, Wish
from protocol.mirror.capture.common.source import CaptureUnavailable, Monitor
from protocol.mirror.send.sending import ShareCount
from protocol.seat.attendance import Attendance
from protocol.seat.conversation import Conversation
from protocol.seat.seat_records import SavedSeat
from protocol.seat.typing_sign import TypingSign
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import Reason, Role, SessionState

SEALED_TO_HOST = "sealed_to_host"
"""The event of a transcript that says that the customer came through a queue; its text is the channel."""

THROUGH_QUEUE = "through_queue"
"""The same where that came later: its lead has put the session into a queue, or somebody in it says so."""

RELAYED, RELAYED_OTHER = "relayed", "relayed_other"
"""The events that say what relays this technician's link, or that of who was let in."""

SESSION_NOTES = "session_notes"
"""The right to tell the host who the customer is."""

OPENER = 1
"""The member number of the technician who has opened a session."""


class SessionView(QObject):
    """One support case, which this technician leads or collaborates in, as it can be read.

    Signals:
        changed: state, share, code, team or presence has changed; read the properties.
        line_added, line_changed: (Line) of the transcript.
        private_line_added, private_line_changed: (Line) of the technicians' own chat.
        admit_asked: a joiner waits for `admit`.
        share_wished: (member number, name) a technician would like to share while somebody else does.
        problem: (code) something went wrong that the technician should read.
        ended: the session is over, for this technician at least.
        both_ways_asked: (what goes on) from then on both screens would be shown; to be called after a warning.
        bar_asked: the technician wants the small bar of the share, or no longer.
        pointed: (member, Mark or MarksCleared) somebody points at a picture.

    Attributes:
        title: the customer's name.
        opened_ms: when it began, since 1970, UTC.
        closed_reason: why it is over, or None.
        attendance: this technician's seat.
        sharing: the share, in more detail than the properties here.
        remote: the customer's desktop.
        team: who is in the session, and who leads it.
        invitations: to colleagues.
        queue: where the session waits, if its lead has put it into a queue.
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
    pointed = Signal(int, object)
    both_ways_asked = Signal(object)
    bar_asked = Signal()

    title: str
    opened_ms: int
    closed_reason: Reason | None
    attendance: Attendance
    sharing: Sharing
    remote: Remote
    team: Teamwork
    invitations: Invitations
    queue: QueueTransferring
    _surroundings: Surroundings
    _entrance: Entrance
    _turns: ShareTurns
    _typing: TypingSign

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
    def channel(self) -> str:
        """The queue that the session came through; empty where it is protected from the host."""
        lines = (self.conversation.first(event) for event in (SEALED_TO_HOST, THROUGH_QUEUE))
        return next((line.text for line in lines if line is not None), "")

    @property
    def calling(self) -> bool:
        """Whether this technician has picked the customer up in the queue, and they have not come yet."""
        if self.own_number != OPENER or self.closed_reason is not None:
            return False
        first = self.conversation.first
        return first(SEALED_TO_HOST) is not None and first("joined") is None

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
    def customer_seated(self) -> bool:
        """Whether a customer is in the session, connected or not."""
        return self.attendance.attached and self.attendance.member.customer() is not None

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
    def admit_question(self) -> int:
        """Which join waits for that decision; 0: none."""
        return 0 if self._entrance.waiting is None else self._entrance.waiting.asked_about

    @property
    def admits_under_attack(self) -> bool:
        """Whether it is asked because many codes are tried at the host."""
        return self._entrance.waiting is not None and self._entrance.waiting.under_attack

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
    def sharer(self) -> int:
        """The member who shares now; 0 where nobody does."""
        return self.attendance.member.sharing

    @property
    def sharer_present(self) -> bool:
        """Whether who shares is connected now."""
        seat = self.attendance.member.seats.get(self.sharer)
        return seat is not None and seat.present

    @property
    def share_wishes(self) -> tuple[Wish, ...]:
        """The technicians who would like to share, and wait for this lead's answer."""
        return self._turns.wishes

    @property
    def share_wanted(self) -> bool:
        """Whether this technician has asked to share, and not been answered."""
        return self._turns.turn is Turn.ASKED

    @property
    def share_offered(self) -> bool:
        """Whether the lead has passed sharing on to this technician, who may begin now, or not."""
        return self._turns.turn is Turn.OFFERED and self.attendance.member.sharing == 0

    @property
    def share_blocked(self) -> str | None:
        """Why sharing can't start now, as a code for a sentence; None when it can."""
        return self.why_not_share()

    def why_not_share(self, *, instead_of: int = 0) -> str | None:
        """Return the same, for a lead who shares `instead_of` the technician who does, whose share ends then."""
        if self.closed_reason is not None or self.reconnecting:
            return "not_active"
        if "share_screen" not in self._surroundings.rights:
            return "right_missing"
        if (code := self._customer_blocked()) is not None:
            return code
        if self.attendance.member.sharing not in (0, self.own_number, instead_of):
            return "other_shares"
        if self.remote.access is not Access.NONE and not self._surroundings.share_during_control:
            return "share_during_control"
        return self._capture_blocked()

    def _customer_blocked(self) -> str | None:
        """Return why nothing can be shown to the customer, as a code for a sentence; None where it can."""
        customer = self.attendance.member.customer()
        if customer is None:
            return "customer_missing"
        if self.on_hold:
            return "on_hold"
        if self.state is not SessionState.ACTIVE or not self.attendance.member.reaches(customer.member):
            return "not_active"
        shows = self.attendance.member.capabilities_of(customer.member).picture
        return None if shows else "viewer_missing"

    def _capture_blocked(self) -> str | None:
        try:
            return None if self._surroundings.capture.monitors() else "no_display"
        except CaptureUnavailable as error:
            return error.code

    def why_not(self, act: Act) -> str | None:
        """Return why `act` can't be done now, as a code for a sentence; None where it can."""
        if self.closed_reason is not None:
            return "session_closed"
        return self.share_blocked if act is Act.SHARE else self.team.why_not(act)

    @property
    def may_note(self) -> bool:
        """Whether this technician writes what the host keeps of the session: who leads it, or did at last."""
        return self.role is Role.LEAD

    @property
    def may_name_customer(self) -> bool:
        """Whether the host may be told who the customer is, and a note."""
        return SESSION_NOTES in self._surroundings.rights

    def monitors(self) -> list[Monitor]:
        """List what can be shared; empty where nothing can."""
        try:
            return self._surroundings.capture.monitors()
        except CaptureUnavailable:
            return []

    def saved(self) -> SavedSeat:
        """Return what a new run of this program needs to go on with the session."""
        return SavedSeat(
            seat=self.attendance.seat,
            host="",  # always the desk's own
            fingerprint=None,
            title=self.title,
            own_name=self._surroundings.own_name,
            conversation=self.conversation,
            opened_ms=self.opened_ms,
            private=self.private,
            codes=self._entrance.saved(),
        )
