"""Who is in a session, who leads it, and what this technician can do about that. No widgets."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection
from dataclasses import dataclass

from protocol.seat.attendance import Attendance
from protocol.seat.listener import Departed
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Leave, Reason, Refused, Role, Room, SessionState
from protocol.vocabulary.teamwork import HandOver, LeaveLead, RemoveMember, SetHold, TakeOver


class Act(enum.Enum):
    """What a technician can do in a session."""

    CHAT = "chat"
    SHARE = "share"
    CODE = "code"
    INVITE = "invite"
    TRANSFER = "transfer"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    REMOVE = "remove"
    HOLD = "hold"
    LEAVE = "leave"
    END = "end"


@dataclass(frozen=True)
class Rule:
    """When an act can be done; the host checks all of it again."""

    role: Role | None = None
    right: str | None = None
    states: frozenset[SessionState] = frozenset(SessionState)


_SETTLED = frozenset(SessionState) - {SessionState.TRANSFERRING}
_AWAITING = frozenset({SessionState.WAITING, SessionState.CONNECTING})
_WITH_CUSTOMER = frozenset({SessionState.ACTIVE, SessionState.RECONNECTING, SessionState.ON_HOLD})

RULES: dict[Act, Rule] = {
    Act.CHAT: Rule(right="chat"),
    Act.CODE: Rule(Role.LEAD, states=_AWAITING),
    Act.INVITE: Rule(Role.LEAD, "invite", _SETTLED),
    Act.TRANSFER: Rule(Role.LEAD, "transfer", _SETTLED),
    Act.HAND_OVER: Rule(Role.LEAD, states=_SETTLED),
    Act.TAKE_OVER: Rule(Role.COLLABORATOR, states=frozenset({SessionState.TRANSFERRING})),
    Act.REMOVE: Rule(Role.LEAD),
    Act.HOLD: Rule(Role.LEAD, "hold", _WITH_CUSTOMER),
    Act.LEAVE: Rule(),
    Act.END: Rule(Role.LEAD, "end"),
}


@dataclass(frozen=True)
class TeamMember:
    """Somebody in the session, as the windows show them."""

    number: int
    name: str
    role: Role
    present: bool
    sharing: bool
    own: bool
    words: tuple[int, int] | None  # which this member sees, too, by their numbers; None: none yet, or one's own seat


_LEFT_EVENTS = {
    Reason.TIMED_OUT: "timed_out",
    Reason.REMOVED: "removed",
    Reason.TRANSFERRED: "transferred_away",
    Reason.REPLACED: "moved_to_viewer",
}


class Teamwork:
    """The members of one session.

    Args:
        attendance: this technician's seat.
        rights: returns what the technician's group allows.
        left: this technician has left, with the reason.
    """

    def __init__(
        self, *, attendance: Attendance, rights: Callable[[], Collection[str]], left: Callable[[Reason], None]
    ) -> None:
        self._attendance = attendance
        self._rights = rights
        self._left = left
        self._lead: int | None = None  # as it was said last, 0: nobody; None: nothing was said yet
        self._unnamed_lead = 0  # who leads, but has not said a name yet
        self._on_hold = False
        self._handing_over: list[int] = []  # to whom this technician has asked for it, and the host has not answered

    # -- what the windows read ----------------------------------------------------------------------------------

    @property
    def role(self) -> Role:
        """This technician's role."""
        return self._attendance.seat.role

    @property
    def members(self) -> list[TeamMember]:
        """Everybody who has a seat, in the order in which they came."""
        member = self._attendance.member
        return [
            TeamMember(
                number=number,
                name=self._attendance.name_of(number),
                role=seat.role,
                present=seat.present and self._attendance.attached,
                sharing=number == member.sharing,
                own=number == self._attendance.seat.member,
                words=member.words_with(number),
            )
            for number, seat in sorted(member.seats.items())
        ]

    @property
    def lead_name(self) -> str:
        """Who leads; empty where nobody does."""
        lead = self._attendance.member.lead()
        return "" if lead is None else self._attendance.name_of(lead.member)

    @property
    def on_hold(self) -> bool:
        """Whether the session is on hold."""
        return self._attendance.member.state is SessionState.ON_HOLD

    @property
    def may_take_over(self) -> bool:
        """Whether nobody leads, and this technician is the one who may."""
        return self.why_not(Act.TAKE_OVER) is None

    def why_not(self, act: Act) -> str | None:
        """Return why `act` can't be done now, as a code for a sentence; None where it can."""
        if not self._attendance.attached:
            return "host_gone"
        rule, state = RULES[act], self._attendance.member.state
        if rule.role is not None and rule.role is not self.role:
            return "not_lead" if rule.role is Role.LEAD else "not_now"
        if rule.right is not None and rule.right not in self._rights() and not self._needs_no_right(act):
            return "not_allowed"
        if state not in rule.states:
            return "customer_needed" if act is Act.HOLD else "not_now"
        return self._team_lacks(act)

    def why_not_entitled(self, act: Act) -> str | None:
        """Return why `act` is not this technician's to do, whatever the session's state; None where it is."""
        if not self._attendance.attached:
            return "host_gone"
        rule = RULES[act]
        if rule.role is not None and rule.role is not self.role:
            return "not_lead" if rule.role is Role.LEAD else "not_now"
        return "not_allowed" if rule.right is not None and rule.right not in self._rights() else None

    # -- what the technician does -------------------------------------------------------------------------------

    def hand_over(self, member: int) -> None:
        """Make a collaborating technician the lead."""
        if self.why_not(Act.HAND_OVER) is None:
            self._handing_over.append(member)
            self._attendance.request(HandOver(session=self._session, member=member))

    def take_over(self) -> None:
        """Lead a session that nobody leads."""
        self._ask(Act.TAKE_OVER, TakeOver(session=self._session))

    def remove(self, member: int) -> None:
        """End another member's seat; nobody believes that member from now on, whatever the host makes of it."""
        if self.why_not(Act.REMOVE) is None:
            self._attendance.dismiss(member)
            self._attendance.request(RemoveMember(session=self._session, member=member))

    def set_hold(self, hold: bool) -> None:
        """Put the session on hold, or let it go on."""
        self._ask(Act.HOLD, SetHold(session=self._session, hold=hold))

    def leave(self) -> None:
        """Leave; the session goes on with the others. A lead is out once the host says that somebody can take over."""
        if self.why_not(Act.LEAVE) is not None:
            return
        if self.role is Role.LEAD:
            self._attendance.request(LeaveLead(session=self._session))
        else:
            self._attendance.request(Leave(session=self._session))
            self._left(Reason.LEFT)

    # -- what happens -------------------------------------------------------------------------------------------

    def expects(self, room: Room) -> bool:
        """Return whether a room can be: who leads loses that to whom they have handed it over, or while away."""
        roles = {seat.member: seat.role for seat in room.seats}
        loses = self.role is Role.LEAD and roles.get(self._attendance.seat.member, Role.LEAD) is not Role.LEAD
        handed = any(roles.get(member) is Role.LEAD for member in self._handing_over)
        return not loses or handed or not self._attendance.attached

    def link_lost(self) -> None:
        """Forget what the host was asked for: the next room says what has become of it."""
        self._handing_over.clear()

    def refused(self, message: Refused) -> None:
        """Take note that the host has not handed the session over."""
        if message.about == HandOver.TAG and self._handing_over:
            self._handing_over.pop(0)  # the host answers in order

    def room_changed(self, now: Room) -> None:
        """Say in the transcript what has changed about the lead, and whether the session is on hold."""
        lead = self._attendance.member.lead()
        number = 0 if lead is None else lead.member
        if self.role is not Role.LEAD:
            self._handing_over.clear()
        before, self._lead = self._lead, number
        if before is not None and before != number:
            self._note_lead(number)
        if self.on_hold is not self._on_hold and now.state is not SessionState.TRANSFERRING:
            self._on_hold = self.on_hold
            self._attendance.note("on_hold" if self.on_hold else "resumed")

    def member_named(self, member: int) -> None:
        """Say who leads, as soon as the name is known."""
        if member == self._unnamed_lead:
            self._note_lead(member)

    def member_left(self, departed: Departed) -> None:
        """Say who has left, and why."""
        if departed.name:  # else it left before it could say who it is
            self._attendance.note(_LEFT_EVENTS.get(departed.reason, "left"), departed.name)

    # -- inside -------------------------------------------------------------------------------------------------

    @property
    def _session(self) -> bytes:
        return self._attendance.seat.session

    def _ask(self, act: Act, message: Message) -> None:
        if self.why_not(act) is None:
            self._attendance.request(message)

    def _needs_no_right(self, act: Act) -> bool:
        """A session on hold may always go on, and one that nobody has joined may always end."""
        return (act is Act.HOLD and self.on_hold) or (act is Act.END and self._attendance.member.state in _AWAITING)

    def _team_lacks(self, act: Act) -> str | None:
        technicians = [m for m in self.members if m.role is Role.COLLABORATOR and m.present]
        if act is Act.HAND_OVER or (act is Act.LEAVE and self.role is Role.LEAD):
            return None if technicians else "nobody_there"
        if act is Act.TAKE_OVER:
            first = not technicians or technicians[0].own
            return None if self._attendance.member.lead() is None and first else "not_now"
        return None

    def _note_lead(self, lead: int) -> None:
        self._unnamed_lead = 0
        if lead == self._attendance.seat.member:
            self._attendance.note("you_lead")
        elif lead == 0:
            self._attendance.note("lead_gone")
        elif name := self._attendance.name_of(lead):
            self._attendance.note("now_leads", name)
        else:
            self._unnamed_lead = lead
