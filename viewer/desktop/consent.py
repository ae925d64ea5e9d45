"""The customer's consent: who may see or operate this desktop. Pure: no clock, no I/O.

Nothing but `answer` and `revoke`, which are clicks on this computer, grants or takes back here; messages can only ask
and take away. What the host takes for granted counts no further than what was granted here.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.vocabulary.desktop import Access


@dataclass(frozen=True)
class Question:
    """What a technician asks for."""

    member: int
    access: Access


class Consent:
    """What was asked, granted here, and confirmed by the host.

    Attributes:
        member: to whom something is granted, 0: nobody.
        granted: what the customer allows that member.
    """

    def __init__(self) -> None:
        self.member = 0
        self.granted = Access.NONE
        self._confirmed = Access.NONE  # what the host says of the same member
        self._questions: dict[int, Access] = {}  # one a member, the oldest first; the room bounds them

    @property
    def question(self) -> Question | None:
        """What has to be answered next."""
        return next((Question(member, access) for member, access in self._questions.items()), None)

    @property
    def access(self) -> Access:
        """What `member` may do now: granted here and known to the host."""
        return self._confirmed if self.granted.exceeds(self._confirmed) else self.granted

    # -- clicks ---------------------------------------------------------------------------------------------

    def answer(self, access: Access) -> Question | None:
        """Answer the open question with `access` at most; return what the host has to be told, None without one.

        Who has something already keeps it where the answer to the question for more is no.
        """
        question = self.question
        if question is None:
            return None
        del self._questions[question.member]
        if access.exceeds(question.access):
            access = question.access
        if question.member == self.member and self.granted.exceeds(access):
            access = self.granted
        if access is not Access.NONE:
            if question.member != self.member:
                self._confirmed = Access.NONE
            self.member, self.granted = question.member, access
        return Question(question.member, access)

    def revoke(self) -> int:
        """Take everything back; return who had it, 0: nobody."""
        member, self.member = self.member, 0
        self.granted = self._confirmed = Access.NONE
        self._questions.pop(member, None)
        return member

    # -- messages -------------------------------------------------------------------------------------------

    def asked(self, member: int, access: Access) -> None:
        """Note a question, or that it was taken back.

        A host that lets somebody ask for what they have does not know of it any more, and then it has ended.
        """
        self._questions.pop(member, None)
        if access is Access.NONE or not member:
            return
        if member == self.member and not access.exceeds(self.granted):
            self.revoke()
        self._questions[member] = access

    def changed(self, member: int, access: Access) -> bool:
        """Note what the host takes for granted to `member`; return whether the customer knows of that."""
        self._questions.pop(member, None)
        if member != self.member:
            return access is Access.NONE
        if access is Access.NONE:
            self.revoke()
        else:
            self._confirmed = access
            if self.granted.exceeds(access):
                self.granted = access
        return not access.exceeds(self.granted)

    def unconfirmed(self) -> None:
        """Note that the link is lost: the host says again who asks and what it takes for granted."""
        self._confirmed = Access.NONE
        self._questions.clear()
