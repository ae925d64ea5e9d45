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
        noes: how many questions in a row the customer did not say yes to, whatever they ended by.
    """

    def __init__(self) -> None:
        self.member = 0
        self.granted = Access.NONE
        self._confirmed = Access.NONE  # what the host says of the same member
        self.noes = 0
        self._questions: dict[int, Access] = {}  # one a member, the oldest first; the room bounds them
        self._interrupted: dict[int, Access] = {}  # what was asked when the link was lost; a host says it again

    @property
    def question(self) -> Question | None:
        """What has to be answered next."""
        return next((Question(member, access) for member, access in self._questions.items()), None)

    @property
    def questions(self) -> frozenset[Question]:
        """All that wait for an answer."""
        return frozenset(Question(member, access) for member, access in self._questions.items())

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
        if access.exceeds(question.access):
            access = question.access
        had = self.granted if question.member == self.member else Access.NONE
        self._over(question.member, yes=access.exceeds(had))
        if had.exceeds(access):
            access = had
        if access is not Access.NONE:
            if question.member != self.member:
                self._confirmed = Access.NONE
            self.member, self.granted = question.member, access
        return Question(question.member, access)

    def revoke(self) -> int:
        """Take everything back; return who had it, 0: nobody."""
        member, self.member = self.member, 0
        self.granted = self._confirmed = Access.NONE
        self._over(member)
        return member

    # -- messages -------------------------------------------------------------------------------------------

    def asked(self, member: int, access: Access) -> None:
        """Note a question, or that it was taken back.

        A host that lets somebody ask for what they have does not know of it any more, and then it has ended.
        """
        self._go_on_after_break(member, access)
        self._over(member)
        if access is Access.NONE or not member:
            return
        if member == self.member and not access.exceeds(self.granted):
            self.revoke()
        self._questions[member] = access

    def changed(self, member: int, access: Access) -> bool:
        """Note what the host takes for granted to `member`; return whether the customer knows of that."""
        self._over(member)
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
        self._interrupted = self._questions | self._interrupted
        self._questions = {}

    # -- inside -------------------------------------------------------------------------------------------------

    def _over(self, member: int, *, yes: bool = False) -> None:
        """Forget the question of `member`, if there is one, and count it."""
        if self._questions.pop(member, None) is not None:
            self.noes = 0 if yes else self.noes + 1

    def _go_on_after_break(self, member: int, access: Access) -> None:
        """Count what was asked when the link was lost, and then taken back, or gave way to something else."""
        if self._interrupted.get(member) is access:
            del self._interrupted[member]
        elif access is Access.NONE:
            self.noes += self._interrupted.pop(member, None) is not None
        else:
            self.noes += len(self._interrupted)
            self._interrupted = {}
