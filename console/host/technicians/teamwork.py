"""What a lead and those who collaborate do with a session: hand over, take over, leave, remove, hold."""

from __future__ import annotations

from typing import Protocol

from console.host.core.accounts.accounts import Technician
from console.host.peers.peer import Peer
from console.host.sessions.live import Live
from console.host.sessions.sessions import Sessions
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.teamwork import HandOver, LeaveLead, RemoveMember, SetHold, TakeOver


class Directory(Protocol):
    """Who the technicians of this host are."""

    def technician(self, number: int) -> Technician | None:
        """Return the technician with this number."""


class Teamwork:
    """Does what the rights table and the room allow."""

    def __init__(self, *, sessions: Sessions, directory: Directory) -> None:
        self._sessions = sessions
        self._directory = directory

    def hand_over(self, peer: Peer, message: HandOver) -> None:
        """Make a collaborating technician the lead."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None:
            return
        live, _lead = found
        if not live.room.leadership.may_hand_over_to(message.member):
            peer.refuse(message.TAG, Reason.LEFT, message.session)
        elif not self._may_lead(live, message.member):
            peer.refuse(message.TAG, Reason.LIMIT, message.session)
        else:
            self._sessions.deliver(live, live.room.pass_lead(message.member))

    def take_over(self, peer: Peer, message: TakeOver) -> None:
        """Let the one who has collaborated longest lead a session without a lead."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None:
            return
        live, member = found
        if not live.room.leadership.may_take_over(member):
            self._sessions.refuse(peer, live, member, message)
        elif not self._may_lead(live, member):
            peer.refuse(message.TAG, Reason.LIMIT, message.session)
        else:
            self._sessions.deliver(live, live.room.pass_lead(member))

    def leave_lead(self, peer: Peer, message: LeaveLead) -> None:
        """Let the lead leave where somebody is there who can take over."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None:
            return
        live, lead = found
        if live.room.leadership.may_leave():
            self._sessions.deliver(live, live.room.leave_lead(lead))
        else:
            self._sessions.refuse(peer, live, lead, message)

    def remove(self, peer: Peer, message: RemoveMember) -> None:
        """End another member's seat; one that has gone already stays gone."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None:
            return
        live, lead = found
        if message.member == lead:
            self._sessions.refuse(peer, live, lead, message)
        elif live.room.seats.place(message.member) is not None:
            self._sessions.give_up(live, message.member, Reason.REMOVED)

    def set_hold(self, peer: Peer, message: SetHold) -> None:
        """Put the session on hold, or let it go on."""
        if (found := self._sessions.allowed(peer, message, message.session)) is not None:
            live, lead = found
            self._sessions.deliver(live, live.room.set_hold(message.hold, lead))

    def _may_lead(self, live: Live, member: int) -> bool:
        """Return whether the technician at `member` may lead one more session."""
        place = live.room.seats.place(member)
        technician = None if place is None else self._directory.technician(place.technician)
        return technician is not None and self._sessions.may_lead_more(technician)
