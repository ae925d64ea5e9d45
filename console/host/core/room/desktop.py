"""Who sees or operates the customer's desktop: asked for by a technician, decided by the customer. No I/O, no clock."""

from __future__ import annotations

from dataclasses import dataclass

from console.host.core.rights import allowed_access, more
from console.host.core.room.seats import DesktopUsed, Out, Place, Seats
from protocol.vocabulary.desktop import NOES, NOT_WISHED, Access, AskLater, DesktopAsked, DesktopChanged
from protocol.vocabulary.messages import Reason, Role


@dataclass(frozen=True)
class Question:
    """What a technician has asked for and nobody has answered yet.

    Attributes:
        waits_for: who has to answer: the lead, whose leave a collaborating technician needs first, or the customer.
    """

    member: int
    access: Access
    waits_for: Role


class Desktop:
    """The customer's desktop in one session.

    Attributes:
        member: who has it, 0: nobody.
        access: what that member may do with it.
        last: who has it or had it last.
        inputs: what they have pressed, moved and typed since they have this access.
        questions: what is asked for, one question a technician.
        resting: the customer has not said yes several times; nobody may ask them until `rested`.
    """

    def __init__(self, seats: Seats) -> None:
        self.member = 0
        self.access = Access.NONE
        self.last = 0
        self.inputs = 0
        self.questions: dict[int, Question] = {}
        self.resting = False
        self._noes = 0  # questions to the customer since their last yes, whoever asked
        self._seats = seats

    def of(self, place: Place) -> Access:
        """Return what a technician has of the desktop; for the customer: what is granted to anybody."""
        return self.access if place.role is Role.CUSTOMER else self._had(place.member)

    @property
    def cut_off(self) -> bool:
        """Somebody has it, but not both ends are there."""
        ends = (self._seats.place(self.member), self._seats.customer())
        return bool(self.member) and not all(place is not None and place.present for place in ends)

    # -- what members do --------------------------------------------------------------------------------------

    def ask(self, place: Place, access: Access) -> list[Out]:
        """Ask for `access`, which the technician at `place` may; less than they have needs nobody's answer."""
        outs, had = self._withdraw(place.member), self.of(place)
        if more(had, access):
            return outs + self._become(place.member, access, place.member, Reason.STOPPED)
        if access is had:
            return outs
        waits_for = Role.CUSTOMER if place.role is Role.LEAD else Role.LEAD
        return outs + self._put(Question(place.member, access, waits_for))

    def allow(self, lead: int, member: int, access: Access) -> list[Out]:
        """Let a collaborating technician ask the customer, at most for `access`, or not; the lead at `lead` may.

        NONE takes back what a colleague has already, too.
        """
        question = self.questions.get(member)
        if access is Access.NONE and member != lead:
            return self._take_leave_away(lead, member, question)
        if question is None or question.waits_for is not Role.LEAD:
            return []  # taken back meanwhile
        lesser = question.access if more(access, question.access) else access
        return self._put(Question(member, lesser, Role.CUSTOMER))

    def may_grant(self, member: int, access: Access) -> bool:
        """Return whether the customer can allow `member` this: nothing any more, or at most what was asked for."""
        question = self.questions.get(member)
        if access is Access.NONE:
            return True
        return question is not None and question.waits_for is Role.CUSTOMER and not more(access, question.access)

    def grant(self, customer: int, member: int, access: Access, why: Reason = Reason.NONE) -> list[Out]:
        """Let the customer answer, or take back what was granted; ask `may_grant` first.

        `why` says what else than the customer's wish has ended it, see `NOT_WISHED`.
        """
        question = self.questions.get(member)
        if question is not None and question.waits_for is Role.LEAD:
            question = None  # not the customer's to answer
        had = self._had(member)
        if question is None and had is Access.NONE:
            return []  # taken back meanwhile
        if question is not None:
            self._over(question, yes=more(access, had))
        if more(access, Access.NONE):
            other = self.member if self.member != member else 0
            outs = self._become(other, Access.NONE, customer, Reason.REPLACED) if other else []
            return outs + self._become(member, access, customer, Reason.NONE)
        wished = Reason.REVOKED if more(had, Access.NONE) else Reason.DECLINED
        return self._become(member, access, customer, why if why in NOT_WISHED else wished)

    # -- what happens to it -----------------------------------------------------------------------------------

    def expire(self, question: Question) -> list[Out]:
        """Take a question back that nobody has answered in time."""
        if self.questions.get(question.member) is not question:
            return []
        return self._withdraw(question.member) + self._refuse(question, 0, Reason.TIMED_OUT)

    def end(self, reason: Reason) -> list[Out]:
        """Take everything back, questions included."""
        outs: list[Out] = []
        for question in list(self.questions.values()):
            outs += self._withdraw(question.member) + self._refuse(question, 0, reason)
        return outs + (self._become(self.member, Access.NONE, 0, reason) if self.member else [])

    def seat_gone(self, place: Place, reason: Reason) -> list[Out]:
        """Note that a seat is given up: that of the one who has the desktop or asks for it, or the customer's."""
        if place.role is Role.CUSTOMER:
            return self.end(reason)
        outs = self._withdraw(place.member)
        return outs + (self._become(place.member, Access.NONE, 0, reason) if place.member == self.member else [])

    def link_lost(self, place: Place) -> list[Out]:
        """Take back what the technician at `place`, whose link is gone, has asked for."""
        return self._withdraw(place.member)

    def lead_changed(self, lead: int) -> list[Out]:
        """Take away what rests on the leave of a lead who leads no more; whoever had or asked may ask again.

        What the new lead has of the customer, or has been let ask the customer for, needs nobody's leave.
        """
        outs: list[Out] = []
        for question in list(self.questions.values()):
            if question.waits_for is Role.LEAD:
                outs += self._refuse(question, 0, Reason.HANDED_OVER)
            elif question.member != lead:
                outs += self._withdraw(question.member) + self._refuse(question, 0, Reason.HANDED_OVER)
        if self.member not in (0, lead):
            outs += self._become(self.member, Access.NONE, 0, Reason.HANDED_OVER)
        return outs

    def rest(self, seconds: int) -> list[Out]:
        """Take back what others have asked the customer, and tell the technicians how long nobody may ask."""
        outs: list[Out] = []
        for question in [each for each in self.questions.values() if each.waits_for is Role.CUSTOMER]:
            outs += self._withdraw(question.member) + self._refuse(question, 0, Reason.DECLINED)
        later = AskLater(session=self._seats.session, seconds=seconds)
        return outs + [out for place in self._seats.technicians() for out in self._seats.tell_one(place, later)]

    def rested(self) -> None:
        """Let technicians ask the customer again: once, and after another no they wait again."""
        self.resting = False

    def rights_changed(self, place: Place) -> list[Out]:
        """Take back what the rights of the technician at `place` no longer allow."""
        outs: list[Out] = []
        question, had = self.questions.get(place.member), self._had(place.member)
        if question is not None and allowed_access(place.rights, question.access) is not question.access:
            outs += self._withdraw(place.member) + self._refuse(question, 0, Reason.RIGHT_REMOVED)
        left = allowed_access(place.rights, had)
        if left is had:
            return outs
        return outs + self._become(place.member, left, 0, Reason.RIGHT_REMOVED)

    def tell_newcomer(self, place: Place) -> list[Out]:
        """Tell the member at `place`, who has just attached, who has the desktop and which questions wait for them."""
        outs: list[Out] = []
        if self.member:
            outs += self._seats.tell_one(place, self._changed(self.member, self.access, 0, Reason.NONE))
        for question in self.questions.values():
            if question.waits_for is place.role:
                outs += self._seats.tell_one(place, self._asked(question.member, question.access))
        return outs

    # -- inside -----------------------------------------------------------------------------------------------

    def _take_leave_away(self, lead: int, member: int, question: Question | None) -> list[Out]:
        outs: list[Out] = []
        if self._had(member) is not Access.NONE:
            outs = self._withdraw(member) + self._become(member, Access.NONE, lead, Reason.STOPPED)
        elif question is not None:
            outs = self._withdraw(member) if question.waits_for is Role.CUSTOMER else []
            outs += self._refuse(question, lead, Reason.DECLINED)
        return outs

    def _had(self, member: int) -> Access:
        return self.access if member == self.member else Access.NONE

    def _put(self, question: Question) -> list[Out]:
        """Put a question to the one who has to answer it."""
        self.questions[question.member] = question
        return self._seats.tell_one(self._judge(question), self._asked(question.member, question.access))

    def _withdraw(self, member: int) -> list[Out]:
        question = self.questions.get(member)
        if question is None:
            return []
        self._over(question)
        return self._seats.tell_one(self._judge(question), self._asked(member, Access.NONE))

    def _over(self, question: Question, *, yes: bool = False) -> None:
        """Forget a question; one that the customer was asked in vain counts, whatever it ended by."""
        if self.questions.pop(question.member, None) is None or question.waits_for is not Role.CUSTOMER:
            return
        self._noes = 0 if yes else self._noes + 1
        self.resting = self.resting or self._noes >= NOES

    def _refuse(self, question: Question, by: int, reason: Reason) -> list[Out]:
        """Say that a technician gets no more than before; the customer hears it only after having been asked."""
        self._over(question)
        changed = self._changed(question.member, self._had(question.member), by, reason)
        if question.waits_for is Role.CUSTOMER:
            return self._seats.tell(changed)
        return self._seats.tell_technicians(changed)

    def _become(self, member: int, access: Access, by: int, reason: Reason) -> list[Out]:
        if more(access, Access.NONE) or member == self.member:
            if self.member:
                self._seats.note(DesktopUsed(self.member, self.access, self.inputs))
            self.last, self.inputs = member, 0
            self.member, self.access = (member, access) if more(access, Access.NONE) else (0, Access.NONE)
        return self._seats.tell(self._changed(member, access, by, reason))

    def _judge(self, question: Question) -> Place | None:
        return self._seats.lead() if question.waits_for is Role.LEAD else self._seats.customer()

    def _asked(self, member: int, access: Access) -> DesktopAsked:
        return DesktopAsked(session=self._seats.session, member=member, access=access)

    def _changed(self, member: int, access: Access, by: int, reason: Reason) -> DesktopChanged:
        return DesktopChanged(session=self._seats.session, member=member, access=access, by=by, reason=reason)
