"""Joins: who asks for a session with a code, and the exchange with its lead, passed on unread."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass

from console.host.core.accounts.accounts import Technician
from console.host.core.audit import Event
from console.host.core.codes import Code, Codes
from console.host.core.limits import (
    ADMIT_S,
    FAILED_JOINS_A_MINUTE,
    JOIN_S,
    JOINER_STEPS,
    JOINS_A_MINUTE,
    Rate,
)
from console.host.core.rights import INVITE
from console.host.peers.peer import Peer
from console.host.sessions.live import Live
from console.host.sessions.sessions import Sessions
from console.host.store.journal import Journal
from protocol.link.link import LinkEnd
from protocol.vocabulary.joins import Admit, Admitted, EndJoin, Join, Joining, JoinStep
from protocol.vocabulary.messages import Reason, Refused, Role
from protocol.vocabulary.teamwork import ColleagueJoining

Joiner = tuple[bytes, Role]
"""One who joins a session as that role: at most one at a time."""


@dataclass
class Candidate:
    """A join that goes on."""

    number: int
    live: Live
    peer: Peer
    role: Role
    steps: int = 0  # of the joiner
    admitted: bool = False
    member: int = 0  # their seat, once they are admitted

    @property
    def session(self) -> bytes:
        """The session it is for."""
        return self.live.room.session

    @property
    def who(self) -> Technician | str:
        """The technician who joins, or the address that a customer comes from."""
        technician = self.peer.technician
        return self.peer.address if self.role is Role.CUSTOMER or technician is None else technician

    def is_meant(self, session: bytes, number: int) -> bool:
        """Return whether a message speaks of this join."""
        return self.session == session and self.number == number


class Joins:
    """The joins of one host; one at a time for a session and role, and for a joiner."""

    def __init__(self, *, sessions: Sessions, codes: Codes, journal: Journal, loop: asyncio.AbstractEventLoop) -> None:
        self._sessions = sessions
        self._codes = codes
        self._journal = journal
        self._loop = loop
        self._of_peer: dict[Peer, Candidate] = {}
        self._open: dict[Joiner, Candidate] = {}
        self._numbers = itertools.count(1)
        self._asked = Rate(JOINS_A_MINUTE)
        self._failed = Rate(FAILED_JOINS_A_MINUTE)

    def join(self, peer: Peer, message: Join) -> None:
        """Begin a join, or say why not: strangers are customers, technicians of this host are colleagues."""
        now = self._loop.time()
        role = Role.CUSTOMER if peer.technician is None else Role.COLLABORATOR
        if (role is Role.CUSTOMER and not peer.stranger) or peer in self._of_peer:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif self._failed.full(None, now) or not self._asked.take(peer.address, now):
            self._refuse(peer, Reason.LIMIT)
        elif isinstance(code := self._found(message.route, role, now), Reason):
            self._failed.note(None, now)
            self._refuse(peer, code)
        else:
            self._begin(peer, code)

    def step(self, peer: Peer, message: JoinStep) -> None:
        """Pass a step of the exchange on."""
        own = self._of_peer.get(peer)
        if own is not None and own.is_meant(message.session, message.join):
            self._joiner_step(own, message)
            return
        candidate = self._candidate(peer, message, message.session, message.join)
        if candidate is not None:
            candidate.peer.send(message)
            self._wait(candidate, JOIN_S)

    def admit(self, peer: Peer, message: Admit) -> None:
        """Give the joiner a seat; the code is used up."""
        candidate = self._candidate(peer, message, message.session, message.join)
        if candidate is None or candidate.admitted:
            return
        if not _seat_for(candidate.live, candidate.role):
            self._end(candidate, Reason.LIMIT)
            return
        if candidate.role is Role.COLLABORATOR and not _may_invite(candidate.live):
            self._end(candidate, Reason.NOT_ADMITTED)
            return
        candidate.admitted = True
        live = candidate.live
        self._codes.end(message.session, Reason.UNKNOWN_CODE, candidate.role)
        self._journal.write(Event.CODE_USED, session=message.session)
        self._wait(candidate, JOIN_S)

        def seated(member: int, token: bytes) -> None:
            candidate.peer.send(Admitted(session=message.session, join=message.join, member=member, token=token))

        candidate.member = self._sessions.admit(live, candidate.who, seated)
        if candidate.role is Role.CUSTOMER:
            self._sessions.deliver(live, live.room.set_joining(False))

    def end_join(self, peer: Peer, message: EndJoin) -> None:
        """End a join for the lead, who says why, or for the joiner."""
        own = self._of_peer.get(peer)
        if own is not None and own.is_meant(message.session, message.join):
            self._end(own, Reason.LEFT, to_joiner=False)
            if own.admitted:  # a moment before; nobody will come to that seat
                self._sessions.give_up(own.live, own.member, Reason.LEFT)
            return
        candidate = self._candidate(peer, message, message.session, message.join)
        if candidate is not None:
            self._end(candidate, message.reason, to_lead=False)

    def link_ended(self, peer: Peer) -> None:
        """End the join of a link that is gone."""
        if (candidate := self._of_peer.get(peer)) is not None:
            self._end(candidate, Reason.LEFT, to_joiner=False)

    def known(self, peer: Peer) -> None:
        """Note that a link may be no stranger's any more: the joiner has its seat, or is somebody else."""
        candidate = self._of_peer.get(peer)
        if candidate is None:
            return
        if candidate.session in peer.seats or (candidate.role is Role.CUSTOMER and not peer.stranger):
            self._end(candidate, Reason.LEFT, to_joiner=False)

    def lead_gone(self, session: bytes) -> None:
        """End the joins of a session whose lead is not there."""
        for role in Role:
            self.code_ended(session, role, Reason.LEAD_AWAY)

    def code_ended(self, session: bytes, role: Role, reason: Reason) -> None:
        """End a join whose code is not valid any more."""
        candidate = self._open.get((session, role))
        if candidate is not None and not candidate.admitted:
            self._end(candidate, reason, to_lead=False)

    def _found(self, route: str, role: Role, now: float) -> Code | Reason:
        """Return the code with this route for that role, or why there is none."""
        code = self._codes.find(route, now)
        return Reason.UNKNOWN_CODE if isinstance(code, Code) and code.role is not role else code

    def _begin(self, peer: Peer, code: Code) -> None:
        session, role = code.session, code.role
        live = self._sessions.find(session)
        lead = live.room.seats.lead() if live is not None else None
        if live is None or lead is None or not lead.present:
            self._refuse(peer, Reason.LEAD_AWAY)
        elif (session, role) in self._open or not _seat_for(live, role):
            self._refuse(peer, Reason.LIMIT)
        elif peer.technician is not None and live.room.seats.of_technician(peer.technician.number) is not None:
            self._refuse(peer, Reason.NOT_ALLOWED)
        else:
            candidate = Candidate(next(self._numbers), live, peer, role)
            self._of_peer[peer] = self._open[session, role] = candidate
            self._wait(candidate, JOIN_S)
            self._announce(candidate)

    def _announce(self, candidate: Candidate) -> None:
        live, session = candidate.live, candidate.session
        joining = Joining if candidate.role is Role.CUSTOMER else ColleagueJoining
        message = joining(session=session, join=candidate.number)
        live.send_lead(message)
        candidate.peer.send(message)
        if candidate.role is Role.CUSTOMER:
            self._sessions.deliver(live, live.room.set_joining(True))

    def _joiner_step(self, candidate: Candidate, message: JoinStep) -> None:
        candidate.steps += 1
        if candidate.steps > JOINER_STEPS:
            self._end(candidate, Reason.LIMIT)
            return
        candidate.live.send_lead(message)
        self._wait(candidate, ADMIT_S)

    def _candidate(
        self, peer: Peer, message: JoinStep | Admit | EndJoin, session: bytes, number: int
    ) -> Candidate | None:
        """Return the join that the lead at `peer` speaks of; None where it has just ended."""
        if self._sessions.allowed(peer, message, session) is None:
            return None
        found = (self._open.get((session, role)) for role in Role)
        return next((candidate for candidate in found if candidate is not None and candidate.number == number), None)

    def _wait(self, candidate: Candidate, seconds: float) -> None:
        """Give whoever's turn it is `seconds`."""
        candidate.peer.set_deadline(seconds, lambda: self._end(candidate, Reason.NOT_ADMITTED))

    def _end(self, candidate: Candidate, reason: Reason, *, to_lead: bool = True, to_joiner: bool = True) -> None:
        """End a join without a seat."""
        live, session, peer = candidate.live, candidate.session, candidate.peer
        del self._of_peer[peer], self._open[session, candidate.role]
        peer.stop_deadline()
        if peer.stranger:
            peer.set_deadline(JOIN_S, lambda: peer.end(LinkEnd.SILENT))
        if candidate.admitted:
            return  # the seat is taken, or kept for whoever has its token
        self._failed.note(None, self._loop.time())
        self._journal.refusal(Event.JOIN_REFUSED, session=session, who=peer.address, detail=reason.value)
        message = EndJoin(session=session, join=candidate.number, reason=reason)
        if to_lead:
            live.send_lead(message)
        if to_joiner:
            peer.send(message)
        if live.room.closed is None and candidate.role is Role.CUSTOMER:
            self._sessions.deliver(live, live.room.set_joining(False))

    def _refuse(self, peer: Peer, reason: Reason) -> None:
        self._journal.refusal(Event.JOIN_REFUSED, who=peer.address, detail=reason.value)
        peer.send(Refused(about=Join.TAG, reason=reason))


def _may_invite(live: Live) -> bool:
    """Return whether the lead may still let colleagues in: the code was made when they might."""
    lead = live.room.seats.lead()
    return lead is not None and INVITE in lead.rights


def _seat_for(live: Live, role: Role) -> bool:
    """Return whether who joins finds a seat: a free one, or that of the customer's page, which a viewer takes over."""
    seats = live.room.seats
    return seats.room_for(role) or (role is Role.CUSTOMER and seats.may_move())
