"""A session's invitations to colleagues, from the lead's side: sent, answered, taken back. No widgets.

Keys are handed out twice, and each time it is asked whether this technician wants that now: with the invitation, which
says who invites, and with the introduction of whoever has accepted, which makes all others believe them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from console.connection.colleagues import ColleagueView
from console.session.newcomers import Newcomers
from console.session.teamwork import Act, Teamwork
from protocol.seat.attendance import Attendance
from protocol.trust.device import Device
from protocol.trust.invitation import Answer, InvitationGrant, InvitationKeys, Terms, wrap_grant, wrap_keys
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.messages import Reason, Refused
from protocol.vocabulary.teamwork import (
    INTRODUCE_S,
    INVITATION_S,
    EndInvitation,
    Introduce,
    InvitationAnswered,
    InvitationEnded,
    InvitationKind,
    InvitationSent,
    Invite,
)

LATE_S = 5.0  # after its time, an invitation that the host has said nothing about is taken for over

_ACTS = {InvitationKind.COLLABORATE: Act.INVITE, InvitationKind.TRANSFER: Act.TRANSFER}
_ENDED_EVENTS = {
    Reason.DECLINED: "invitation_declined",
    Reason.TIMED_OUT: "invitation_late",
    Reason.LEFT: "invitation_taken_back",
    Reason.NONE: "invitation_taken_back",  # accepted a moment before; the host ends that seat
    Reason.RIGHT_REMOVED: "invitation_failed",
}


class Directory(Protocol):
    """The colleagues, as invitations need them."""

    def find(self, technician: int) -> ColleagueView | None:
        """Return one of them."""

    def trust(self, shown: ColleagueView, *, compared: bool) -> bool:
        """Use the keys of a colleague from now on, after a click; return whether they are still as `shown`."""


@dataclass(frozen=True)
class OpenInvitation:
    """A colleague who has not answered yet, or is about to come."""

    technician: int
    name: str
    kind: InvitationKind
    number: int  # 0: not confirmed by the host yet
    ends_at: float  # on the monotonic clock
    terms: Terms
    grant: bytes  # as it was sent
    seat_key: bytes = b""  # that the colleague comes with; empty: not answered yet
    taken_back: bool = False


class Invitations:
    """The invitations of one session.

    Args:
        attendance: the lead's seat.
        team: says whether the technician may invite.
        colleagues: who can be invited.
        device: this console's keys.
        customer: the customer's name, which the colleague is told.
        newcomers: whoever is about to come.
        channel: returns the queue that the session has come through, "": none; the colleague is told.
        failed: an invitation could not be sent, with a code for a sentence.

    Attributes:
        open: those that wait for an answer.
    """

    def __init__(
        self,
        *,
        attendance: Attendance,
        team: Teamwork,
        colleagues: Directory,
        device: Device,
        customer: str,
        newcomers: Newcomers,
        channel: Callable[[], str],
        failed: Callable[[str], None],
    ) -> None:
        self.open: list[OpenInvitation] = []
        self._attendance = attendance
        self._team = team
        self._colleagues = colleagues
        self._device = device
        self._customer = customer
        self._newcomers = newcomers
        self._channel = channel
        self._failed = failed

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message about them."""
        return {InvitationSent: self._sent, InvitationAnswered: self._answered, InvitationEnded: self._ended}

    # -- what the technician does -------------------------------------------------------------------------------

    def invite(self, technician: int) -> None:
        """Invite a colleague to collaborate."""
        self._send(technician, InvitationKind.COLLABORATE, self._team.why_not(Act.INVITE))

    def transfer(self, technician: int) -> None:
        """Ask a colleague to take the session over; this technician leaves it when they do."""
        self._send(technician, InvitationKind.TRANSFER, self._team.why_not(Act.TRANSFER))

    def pass_on(self, technician: int) -> bool:
        """Transfer to a technician who has picked the session up in the queue; return whether they were asked.

        The session is being transferred already, so its state is no reason against it.
        """
        self._send(technician, InvitationKind.TRANSFER, self._team.why_not_entitled(Act.TRANSFER))
        return any(o.technician == technician and not o.number for o in self.open)

    def take_back(self, technician: int) -> None:
        """Invite a colleague no longer; their key is not believed any more, whatever the host says."""
        for invitation in [o for o in self.open if o.technician == technician and not o.taken_back]:
            self._take_back(invitation)

    # -- what happens -------------------------------------------------------------------------------------------

    def refused(self, message: Refused) -> None:
        """Forget the oldest one that was not confirmed, if that is what is refused: the host answers in order."""
        invitation = next((o for o in self.open if not o.number), None)
        if message.about == Invite.TAG and invitation is not None:
            self._forget(invitation, used=False)
            self._attendance.note("invitation_failed", invitation.name)

    def link_lost(self) -> None:
        """Forget what the host has not confirmed; it ends the others by itself."""
        for invitation in [o for o in self.open if not o.number]:
            self._forget(invitation, used=False)

    # -- inside -------------------------------------------------------------------------------------------------

    def _send(self, technician: int, kind: InvitationKind, why_not: str | None) -> None:
        late = time.monotonic() - LATE_S - INTRODUCE_S
        self.open = [o for o in self.open if o.ends_at > late]
        colleague = self._colleagues.find(technician)
        why_not = why_not or _objection(colleague)
        if why_not is not None or colleague is None:
            self._failed(why_not or "colleague_away")
        elif not any(o.technician == technician for o in self.open):
            self._ask(colleague, kind)

    def _ask(self, colleague: ColleagueView, kind: InvitationKind) -> None:
        session, member = self._attendance.seat.session, self._attendance.member
        assert colleague.keys is not None
        assert colleague.prekey is not None
        grant = InvitationGrant(
            member=self._attendance.seat.member,
            key=member.introductions.public,
            lead_name=member.name,
            customer_name=self._customer,
        )
        terms = Terms(
            session=session, kind=kind, sender=self._device.public, receiver=colleague.keys, prekey=colleague.prekey
        )
        wrapped = wrap_grant(grant, terms, self._device)
        ends_at = time.monotonic() + INVITATION_S
        self.open.append(OpenInvitation(colleague.technician, colleague.name, kind, 0, ends_at, terms, wrapped))
        self._attendance.note("transfer_asked" if kind is InvitationKind.TRANSFER else "invited", colleague.name)
        self._attendance.request(Invite(session=session, technician=colleague.technician, kind=kind, grant=wrapped))

    def _sent(self, message: InvitationSent) -> None:
        about = (message.technician, message.kind, 0)
        invitation = next((o for o in self.open if (o.technician, o.kind, o.number) == about), None)
        if invitation is None:
            raise BadMessage("an invitation that this technician has not sent")
        numbered = self._change(invitation, number=message.invitation)
        if numbered.taken_back:
            self._end_at_host(numbered)

    def _answered(self, message: InvitationAnswered) -> None:
        """Introduce a colleague who has accepted, where that is still wanted and allowed."""
        invitation = next((o for o in self.open if o.number == message.invitation), None)
        if invitation is None or invitation.seat_key:
            raise BadMessage("an answer that this technician has not asked for")
        if invitation.taken_back:
            return  # was on its way; nobody is let in
        if time.monotonic() > invitation.ends_at + LATE_S:
            self._take_back(invitation)  # the host has kept the answer until now
            return
        why_not = self._team.why_not_entitled(_ACTS[invitation.kind])
        answer = Answer(
            number=invitation.number,
            grant=invitation.grant,
            lead_key=self._attendance.member.introductions.public,
            seat_key=message.key,
        )
        if why_not is None and not answer.is_signed(invitation.terms, message.signature):
            why_not = "invitation_broken"
        if why_not is not None:
            self._failed(why_not)
            self._take_back(invitation)
        else:
            self._introduce(invitation, answer)

    def _introduce(self, invitation: OpenInvitation, answer: Answer) -> None:
        """Hand out what makes everybody believe the colleague's seat."""
        introductions = self._attendance.member.introductions
        device = invitation.terms.receiver.signing
        vouches = tuple(introductions.tickets(answer.seat_key, device=device))
        told = InvitationKeys(vouches=vouches, channel=self._channel())
        keys = wrap_keys(told, answer, invitation.terms, self._device)
        self._change(invitation, seat_key=answer.seat_key)
        self._newcomers.await_key(answer.seat_key, device)
        session = self._attendance.seat.session
        self._attendance.request(Introduce(session=session, invitation=invitation.number, keys=keys))

    def _ended(self, message: InvitationEnded) -> None:
        invitation = next((o for o in self.open if o.number == message.invitation), None)
        if invitation is None:
            return
        accepted = message.reason is Reason.NONE
        if accepted and not invitation.seat_key:
            raise BadMessage("somebody has accepted whom this console has not introduced")
        accepted = accepted and not invitation.taken_back
        self._forget(invitation, used=accepted)
        if not accepted:
            self._attendance.note(_ENDED_EVENTS.get(message.reason, "invitation_late"), invitation.name)
            if invitation.kind is InvitationKind.TRANSFER:
                self._attendance.note("transfer_back")

    def _take_back(self, invitation: OpenInvitation) -> None:
        if invitation.seat_key:
            self._newcomers.withdraw(invitation.seat_key)
        taken_back = self._change(invitation, taken_back=True)
        if taken_back.number:
            self._end_at_host(taken_back)

    def _end_at_host(self, invitation: OpenInvitation) -> None:
        session = self._attendance.seat.session
        self._attendance.request(EndInvitation(session=session, invitation=invitation.number))

    def _change(self, invitation: OpenInvitation, **changes: int | bytes | bool) -> OpenInvitation:
        changed = replace(invitation, **changes)  # type: ignore[arg-type]
        self.open = [changed if o is invitation else o for o in self.open]
        return changed

    def _forget(self, invitation: OpenInvitation, *, used: bool) -> None:
        self.open = [o for o in self.open if o is not invitation]
        if invitation.seat_key and not used:  # else the colleague is about to come with the key
            self._newcomers.withdraw(invitation.seat_key)


def _objection(colleague: ColleagueView | None) -> str | None:
    """Return why this colleague cannot be invited, as a code for a sentence."""
    if colleague is None or not colleague.reachable:
        return "colleague_away"
    return None if colleague.trusted else f"colleague_key_{colleague.standing}"
