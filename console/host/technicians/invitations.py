"""Invitations from the list of technicians: into a session, or to lead it in place of who does so now."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from console.host.core.accounts.accounts import Technician
from console.host.core.audit import Event
from console.host.core.limits import INVITATIONS, INVITATIONS_A_MINUTE, Limits, Rate
from console.host.core.rights import INVITE, TRANSFER
from console.host.core.terms import HEIR_KEPT_S
from console.host.peers.peer import Peer
from console.host.sessions.live import Live
from console.host.sessions.sessions import Sessions
from console.host.store.journal import Journal
from protocol.vocabulary.accounts import Presence
from protocol.vocabulary.messages import Reason, Role
from protocol.vocabulary.queue import EndQueueTransfer
from protocol.vocabulary.teamwork import (
    INTRODUCE_S,
    INVITATION_S,
    AnswerInvitation,
    EndInvitation,
    Introduce,
    InvitationAccepted,
    InvitationAnswered,
    InvitationEnded,
    InvitationKind,
    InvitationSent,
    Invite,
    Invited,
)


class Colleagues(Protocol):
    """The technicians of this host, and where they are."""

    def technician(self, number: int) -> Technician | None:
        """Return the technician with this number."""

    def presence(self, number: int) -> Presence:
        """Return whether a technician can be asked for something."""

    def consoles(self, number: int) -> list[Peer]:
        """Return the links that a technician is logged in on, the latest last."""


class QueueTransfers(Protocol):
    """Sessions that are transferred to whoever has picked them up in the queue."""

    def expects(self, message: Invite) -> bool:
        """Return whether this invitation goes to the technician who has picked the session up."""

    def may_have(self, session: bytes, technician: Technician) -> bool:
        """Return whether a technician who has picked a session up could still do so."""

    def invited(self, session: bytes) -> None:
        """Note that this technician is invited."""

    def end(self, session: bytes, reason: Reason) -> None:
        """Take the session out of the queue; it goes on with its lead."""


RIGHTS = {InvitationKind.COLLABORATE: INVITE, InvitationKind.TRANSFER: TRANSFER}
"""What the group of a lead must allow, for as long as an invitation is open."""


@dataclass(frozen=True)
class Invitation:
    """One that is not over yet: not answered, or the lead has not introduced yet whoever has accepted."""

    number: int
    live: Live
    sender: int  # the lead's member number
    kind: InvitationKind
    technician: Technician  # who is invited

    @property
    def session(self) -> bytes:
        """The session it is for."""
        return self.live.room.session


class Invitations:
    """All open invitations of the host."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        colleagues: Colleagues,
        queue: QueueTransfers,
        journal: Journal,
        clock: Callable[[], float],
        limits: Limits,
    ) -> None:
        self._limits = limits
        self._sessions = sessions
        self._colleagues = colleagues
        self._queue = queue
        self._journal = journal
        self._clock = clock
        self._sent = Rate(limits.of(INVITATIONS_A_MINUTE))
        self._numbers = itertools.count(1)
        self._open: dict[int, Invitation] = {}
        self._seats: dict[int, tuple[Live, int]] = {}  # of invitations that were accepted, until they are taken
        self._answered: dict[int, Peer] = {}  # by number: whoever has accepted, until the lead has introduced them

    def invite(self, peer: Peer, message: Invite) -> None:
        """Ask a colleague for the lead, or say why not."""
        picked = message.kind is InvitationKind.TRANSFER and self._queue.expects(message)
        found = self._sessions.allowed(peer, message, message.session, EndQueueTransfer if picked else message.kind)
        if found is None or peer.technician is None:
            return
        live, lead = found
        technician = self._colleagues.technician(message.technician)
        reason = Reason.UNKNOWN_NAME if technician is None else self._objection(live, technician, message.kind)
        if picked and technician is not None:
            reason = self._picked_up(message.session, technician, reason)
        if technician is None or reason is not None:
            peer.refuse(message.TAG, reason or Reason.UNKNOWN_NAME, message.session)
            return
        invitation = Invitation(next(self._numbers), live, lead, message.kind, technician)
        self._open[invitation.number] = invitation
        self._journal.write(
            Event.INVITED, session=message.session, member=lead, who=technician.audited, detail=message.kind.value
        )
        self._send(peer, invitation, message, peer.technician.number)
        live.timers.start(("invitation", invitation.number), INVITATION_S, lambda: self._expire(invitation))
        if message.kind is InvitationKind.TRANSFER:
            self._sessions.deliver(live, live.room.begin_transfer())

    def answer(self, peer: Peer, message: AnswerInvitation) -> None:
        """Let the colleague accept or decline; it may have ended meanwhile."""
        invitation = self._open.get(message.invitation)
        if invitation is None or peer.technician is None or invitation.session != message.session:
            peer.refuse(message.TAG, Reason.TIMED_OUT, message.session)
        elif invitation.technician.number != peer.technician.number:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED, message.session)
        elif not message.accept:
            self._end(invitation, Reason.DECLINED)
        elif invitation.kind is InvitationKind.TRANSFER and not self._sessions.may_lead_more(peer.technician):
            peer.refuse(message.TAG, Reason.LIMIT, message.session)
            self._end(invitation, Reason.LIMIT)
        else:
            self._accept(peer, message, invitation)

    def introduce(self, peer: Peer, message: Introduce) -> None:
        """Seat the colleague who has accepted, and whom the lead introduces; it may have ended meanwhile."""
        if self._sessions.allowed(peer, message, message.session) is None:
            return
        invitation, colleague = self._open.get(message.invitation), self._answered.get(message.invitation)
        if invitation is None or colleague is None or invitation.session != message.session:
            peer.refuse(message.TAG, Reason.TIMED_OUT, message.session)
        elif (technician := colleague.technician) is None or colleague not in self._colleagues.consoles(
            technician.number
        ):
            self._end(invitation, Reason.OFFLINE)
        else:
            self._seat(colleague, technician, invitation, message.keys)

    def end(self, peer: Peer, message: EndInvitation) -> None:
        """Take an invitation back for the lead; one that has ended already stays ended.

        Where it was accepted a moment before, the seat that nobody has taken yet ends.
        """
        if self._sessions.allowed(peer, message, message.session) is None:
            return
        invitation = self._open.get(message.invitation)
        if invitation is not None and invitation.session == message.session:
            self._end(invitation, Reason.LEFT)
        live, member = self._seats.get(message.invitation, (None, 0))
        if live is not None and live.room.session == message.session:
            self._sessions.give_up(live, member, Reason.REMOVED)

    def room_changed(self, live: Live) -> None:
        """End what a lead may not do any more who has sent invitations; forget seats that are taken or gone."""
        for number, (other, member) in list(self._seats.items()):
            place = other.room.seats.place(member)
            if place is None or place.taken or other.room.closed is not None:
                del self._seats[number]
        for invitation in self._of(live.room.session):
            sender = live.room.seats.place(invitation.sender)
            if sender is not None and sender.present and RIGHTS[invitation.kind] not in sender.rights:
                self._end(invitation, Reason.RIGHT_REMOVED)

    def lead_changed(self, session: bytes) -> None:
        """End the invitations of a session: who sent them leads it no more."""
        for invitation in self._of(session):
            self._end(invitation, Reason.LEFT)

    def technician_disabled(self, number: int) -> None:
        """End the invitations of a technician who must not work any more."""
        for invitation in list(self._open.values()):
            if invitation.technician.number == number:
                self._end(invitation, Reason.DISABLED)

    def _picked_up(self, session: bytes, technician: Technician, reason: Reason | None) -> Reason | None:
        """End a transfer by the queue where the technician cannot be invited; one who is busy has asked for it."""
        if reason is None and not self._queue.may_have(session, technician):
            reason = Reason.NOT_ALLOWED
        if reason in (None, Reason.BUSY):
            self._queue.invited(session)
            return None
        self._queue.end(session, reason)
        return reason

    def _objection(self, live: Live, technician: Technician, kind: InvitationKind) -> Reason | None:
        """Return why this technician cannot be invited now."""
        seats, open_ones = live.room.seats, self._of(live.room.session)
        if seats.of_technician(technician.number) is not None:
            return Reason.NOT_ALLOWED
        if any(invitation.technician.number == technician.number for invitation in open_ones):
            return Reason.NOT_ALLOWED
        if not self._limits.held(INVITATIONS, within=len(open_ones) < self._limits.of(INVITATIONS)):
            return Reason.LIMIT
        if not seats.room_for(Role.COLLABORATOR, reserved=len(open_ones)):
            return Reason.LIMIT
        if (reason := self._away(technician) or self._at_limit(technician, kind)) is not None:
            return reason
        within = self._sent.take(live.room.session, self._clock())
        return None if self._limits.held(INVITATIONS_A_MINUTE, within=within) else Reason.LIMIT

    def _away(self, technician: Technician) -> Reason | None:
        presence = self._colleagues.presence(technician.number)
        if technician.disabled:
            return Reason.DISABLED
        if presence is Presence.OFFLINE or not self._colleagues.consoles(technician.number):
            return Reason.OFFLINE
        return Reason.BUSY if presence is Presence.BUSY else None

    def _at_limit(self, technician: Technician, kind: InvitationKind) -> Reason | None:
        leads = kind is InvitationKind.TRANSFER
        return Reason.LIMIT if leads and not self._sessions.may_lead_more(technician) else None

    def _send(self, peer: Peer, invitation: Invitation, message: Invite, sender: int) -> None:
        session, number, kind = invitation.session, invitation.number, invitation.kind
        peer.send(InvitationSent(session=session, invitation=number, technician=message.technician, kind=kind))
        console = self._colleagues.consoles(message.technician)[-1]  # the grant is wrapped for this one
        console.send(Invited(session=session, invitation=number, sender=sender, kind=kind, grant=message.grant))

    def _accept(self, peer: Peer, message: AnswerInvitation, invitation: Invitation) -> None:
        """Tell the lead that the colleague comes, whom the lead's console then introduces."""
        live, session, number = invitation.live, invitation.session, invitation.number
        lead = live.peers.get(invitation.sender)
        if number in self._answered or message.key is None or message.signature is None:
            peer.refuse(message.TAG, Reason.BAD_MESSAGE, session)
        elif lead is None:
            peer.refuse(message.TAG, Reason.LEAD_AWAY, session)
            self._end(invitation, Reason.LEAD_AWAY)
        else:
            self._answered[number] = peer
            live.timers.start(("invitation", number), INTRODUCE_S, lambda: self._expire(invitation))
            lead.send(
                InvitationAnswered(session=session, invitation=number, key=message.key, signature=message.signature)
            )

    def _seat(self, peer: Peer, technician: Technician, invitation: Invitation, keys: bytes) -> None:
        live, session, number = invitation.live, invitation.session, invitation.number
        seats = live.room.seats
        full = not seats.room_for(Role.COLLABORATOR) or seats.of_technician(technician.number) is not None
        if full or self._at_limit(technician, invitation.kind) is not None:
            peer.refuse(AnswerInvitation.TAG, Reason.LIMIT, session)
            self._end(invitation, Reason.LIMIT)
            return

        def seated(member: int, token: bytes) -> None:
            peer.send(InvitationAccepted(session=session, invitation=number, member=member, token=token, keys=keys))
            self._tell_ended(invitation, Reason.NONE)

        member = self._sessions.admit(live, technician, seated)
        self._seats[number] = (live, member)
        if invitation.kind is InvitationKind.TRANSFER:
            live.room.leadership.heir = member
            self._sessions.keep_seat(live, member, HEIR_KEPT_S)
        self._close(invitation, Reason.NONE)

    def _expire(self, invitation: Invitation) -> None:
        self._end(invitation, Reason.TIMED_OUT)

    def _end(self, invitation: Invitation, reason: Reason) -> None:
        """End an invitation that comes to nothing; a transfer leaves everything as it was."""
        self._close(invitation, reason)
        self._tell_ended(invitation, reason)
        room = invitation.live.room
        if invitation.kind is InvitationKind.TRANSFER and room.closed is None:
            self._sessions.deliver(invitation.live, room.end_transfer())

    def _close(self, invitation: Invitation, reason: Reason) -> None:
        del self._open[invitation.number]
        self._answered.pop(invitation.number, None)
        invitation.live.timers.stop(("invitation", invitation.number))
        who, session = invitation.technician.audited, invitation.session
        self._journal.write(Event.INVITATION_ENDED, session=session, who=who, detail=reason.value)

    def _tell_ended(self, invitation: Invitation, reason: Reason) -> None:
        """Say to both that it is over."""
        ended = InvitationEnded(session=invitation.session, invitation=invitation.number, reason=reason)
        if (sender := invitation.live.peers.get(invitation.sender)) is not None:
            sender.send(ended)
        for console in self._colleagues.consoles(invitation.technician.number):
            console.send(ended)

    def _of(self, session: bytes) -> list[Invitation]:
        return [invitation for invitation in self._open.values() if invitation.session == session]
