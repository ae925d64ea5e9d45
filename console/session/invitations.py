"""A session's invitations to colleagues, from the lead's side: sent, answered, taken back. No widgets."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from console.connection.colleagues import ColleagueView
from console.session.teamwork import Act, Teamwork
from protocol.seat.attendance import Attendance
from protocol.trust.device import Device, InvitationGrant, wrap
from protocol.vocabulary.accounts import DeviceKeys
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason, Refused
from protocol.vocabulary.teamwork import (
    INVITATION_S,
    EndInvitation,
    InvitationEnded,
    InvitationKind,
    InvitationSent,
    Invite,
)

LATE_S = 5.0  # after its time, an invitation that the host has said nothing about is taken for over

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

    def keys(self, technician: int) -> DeviceKeys | None:
        """Return the keys that are to be used for one, None where they are unknown or have changed."""


@dataclass(frozen=True)
class OpenInvitation:
    """A colleague who has not answered yet."""

    technician: int
    name: str
    kind: InvitationKind
    number: int  # 0: not confirmed by the host yet
    ends_at: float  # on the monotonic clock
    key: bytes  # of the device that it is for
    taken_back: bool = False  # the host is told as soon as it has numbered it


class Invitations:
    """The invitations of one session.

    Args:
        attendance: the lead's seat.
        team: says whether the technician may invite.
        colleagues: who can be invited.
        device: this console's keys.
        customer: the customer's name, which the colleague is told.
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
        failed: Callable[[str], None],
    ) -> None:
        self.open: list[OpenInvitation] = []
        self._attendance = attendance
        self._team = team
        self._colleagues = colleagues
        self._device = device
        self._customer = customer
        self._failed = failed

    def invite(self, technician: int) -> None:
        """Invite a colleague to collaborate."""
        self._send(technician, InvitationKind.COLLABORATE, Act.INVITE)

    def transfer(self, technician: int) -> None:
        """Ask a colleague to take the session over; this technician leaves it when they do."""
        self._send(technician, InvitationKind.TRANSFER, Act.TRANSFER)

    def pass_on(self, technician: int) -> bool:
        """Transfer to a technician who has picked the session up in the queue; return whether they could be asked."""
        self._send(technician, InvitationKind.TRANSFER, None)
        return any(o.technician == technician for o in self.open)

    def take_back(self, technician: int) -> None:
        """Invite a colleague no longer; from now on their key is not believed, whatever the host says."""
        for invitation in [o for o in self.open if o.technician == technician]:
            self._attendance.member.introductions.give_up(invitation.key)
            self._attendance.save()
            self.open = [replace(o, taken_back=True) if o is invitation else o for o in self.open]
            self._end(invitation.number)

    def receive(self, message: Message) -> None:
        """Follow what becomes of the invitations."""
        if isinstance(message, InvitationSent):
            if any(o.taken_back for o in self.open if (o.technician, o.number) == (message.technician, 0)):
                self._end(message.invitation)
            self.open = [
                replace(o, number=message.invitation) if (o.technician, o.number) == (message.technician, 0) else o
                for o in self.open
            ]
        elif isinstance(message, InvitationEnded):
            self._ended(message)
        elif isinstance(message, Refused) and message.about == Invite.TAG:
            self._refused()

    def _end(self, number: int) -> None:
        if number:
            self._attendance.request(EndInvitation(session=self._attendance.seat.session, invitation=number))

    def link_lost(self) -> None:
        """Forget what the host has not confirmed; it ends the others by itself."""
        for invitation in [o for o in self.open if not o.number]:
            self._forget(invitation, used=False)

    def _send(self, technician: int, kind: InvitationKind, act: Act | None) -> None:
        """Invite somebody where `act` can be done; None: the technician has asked for it, and so can be asked."""
        self.open = [o for o in self.open if o.ends_at + LATE_S > time.monotonic()]
        why_not = None if act is None else self._team.why_not(act)
        colleague, keys = self._colleagues.find(technician), self._colleagues.keys(technician)
        if why_not is None and (colleague is None or (act is not None and not colleague.reachable)):
            why_not = "colleague_away"
        elif why_not is None and keys is None:
            why_not = "colleague_key_changed"
        if why_not is not None or colleague is None or keys is None:
            self._failed(why_not or "colleague_away")
        elif not any(o.technician == technician for o in self.open):
            self._ask(colleague, keys, kind)

    def _ask(self, colleague: ColleagueView, keys: DeviceKeys, kind: InvitationKind) -> None:
        introductions, session = self._attendance.member.introductions, self._attendance.seat.session
        grant = InvitationGrant(
            member=self._attendance.seat.member,
            key=introductions.public,
            lead_name=self._attendance.member.name,
            customer_name=self._customer,
            vouches=tuple(introductions.tickets(keys.exchange, customer=False)),
        )
        wrapped = wrap(grant, device=self._device, session=session, kind=kind, receiver=keys)
        introductions.await_key(keys.exchange)
        self._attendance.save()
        ends_at = time.monotonic() + INVITATION_S
        self.open.append(OpenInvitation(colleague.technician, colleague.name, kind, 0, ends_at, keys.exchange))
        self._attendance.note("transfer_asked" if kind is InvitationKind.TRANSFER else "invited", colleague.name)
        self._attendance.request(Invite(session=session, technician=colleague.technician, kind=kind, grant=wrapped))

    def _ended(self, message: InvitationEnded) -> None:
        invitation = next((o for o in self.open if o.number == message.invitation), None)
        if invitation is None:
            return
        accepted = message.reason is Reason.NONE and not invitation.taken_back
        self._forget(invitation, used=accepted)
        if not accepted:
            self._attendance.note(_ENDED_EVENTS.get(message.reason, "invitation_late"), invitation.name)
            if invitation.kind is InvitationKind.TRANSFER:
                self._attendance.note("transfer_back")

    def _refused(self) -> None:
        """Forget the oldest one that was not confirmed: the host answers in order."""
        invitation = next((o for o in self.open if not o.number), None)
        if invitation is not None:
            self._forget(invitation, used=False)
            self._attendance.note("invitation_failed", invitation.name)

    def _forget(self, invitation: OpenInvitation, *, used: bool) -> None:
        self.open = [o for o in self.open if o is not invitation]
        if not used:  # else the colleague is about to come with the key
            self._attendance.member.introductions.give_up(invitation.key)
            self._attendance.save()
