"""Joins: who asks for a session with a code, and the exchange with its lead, passed on unread."""

from __future__ import annotations

import asyncio

from console.host.core.audit import Event
from console.host.core.codes import Code, Codes
from console.host.core.limits import JOIN_S, STEP_S, Limits
from console.host.core.rights import INVITE
from console.host.core.terms import ADMIT_S, JOINER_STEPS
from console.host.peers.peer import Peer
from console.host.sessions.candidates import WRONG, Candidate, Candidates, WrongTries
from console.host.sessions.join_gate import JoinGate
from console.host.sessions.live import Live
from console.host.sessions.sessions import Sessions
from console.host.store.journal import Journal
from protocol.link.link import LinkEnd
from protocol.vocabulary.joins import Admit, Admitted, EndJoin, Join, Joining, JoinStep
from protocol.vocabulary.messages import Reason, Refused, Role
from protocol.vocabulary.teamwork import ColleagueJoining

PROOF = 2  # which step of a joiner proves the secret


class Joins:
    """The joins of one host; one at a time for a joiner, a few for a seat of a session."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        codes: Codes,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
        limits: Limits,
    ) -> None:
        self._limits = limits
        self._sessions = sessions
        self._codes = codes
        self._journal = journal
        self._loop = loop
        self._candidates = Candidates(limits)
        self._gate = JoinGate(limits)
        self._tries = WrongTries()

    def join(self, peer: Peer, message: Join) -> None:
        """Begin a join, or say why not: strangers are customers, technicians of this host are colleagues."""
        now = self._loop.time()
        role = Role.CUSTOMER if peer.technician is None else Role.COLLABORATOR
        if (role is Role.CUSTOMER and not peer.stranger) or self._candidates.of_peer(peer) is not None:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif not self._gate.may_try(peer, now):
            self._refuse(peer, Reason.LIMIT)
        elif (puzzle := self._gate.work(peer, message, now)) is not None:
            peer.end(LinkEnd.REFUSED, puzzle)  # who works on it keeps no place here meanwhile
        elif isinstance(code := self._found(message.route, role, now), Reason):
            self._gate.mistyped(peer, now)
            self._refuse(peer, code)
        else:
            self._begin(peer, code, message.route)

    def step(self, peer: Peer, message: JoinStep) -> None:
        """Pass a step of the exchange on."""
        own = self._candidates.of_peer(peer)
        if own is not None and own.is_meant(message.session, message.join):
            self._joiner_step(own, message)
            return
        candidate = self._candidate(peer, message, message.session, message.join)
        if candidate is not None:
            candidate.peer.send(message)
            self._wait(candidate, self._limits.seconds(JOIN_S), joiners_turn=True)

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
        self.code_ended(message.session, candidate.role, Reason.UNKNOWN_CODE)
        self._journal.write(Event.CODE_USED, session=message.session, detail=self._tries.how(candidate))
        self._tries.forget(candidate)
        self._wait(candidate, self._limits.seconds(JOIN_S), joiners_turn=True)

        def seated(member: int, token: bytes) -> None:
            candidate.peer.send(Admitted(session=message.session, join=message.join, member=member, token=token))

        candidate.member = self._sessions.admit(live, candidate.who, seated)
        self._show_joining(candidate)

    def end_join(self, peer: Peer, message: EndJoin) -> None:
        """End a join for the lead, who says why, or for the joiner."""
        own = self._candidates.of_peer(peer)
        if own is not None and own.is_meant(message.session, message.join):
            self._left(own)
            if own.admitted:  # a moment before; nobody will come to that seat
                self._sessions.give_up(own.live, own.member, Reason.LEFT)
            return
        candidate = self._candidate(peer, message, message.session, message.join)
        if candidate is not None:
            self._tries.note(candidate, message.reason)
            self._end(candidate, message.reason, to_lead=False, failed=message.reason in WRONG)

    def link_ended(self, peer: Peer) -> None:
        """End the join of a link that is gone."""
        if (candidate := self._candidates.of_peer(peer)) is not None:
            self._left(candidate)

    def known(self, peer: Peer) -> None:
        """Note that a link may be no stranger's any more: the joiner has its seat, or is somebody else."""
        candidate = self._candidates.of_peer(peer)
        if candidate is None:
            return
        if candidate.session in peer.seats or (candidate.role is Role.CUSTOMER and not peer.stranger):
            self._end(candidate, Reason.LEFT, to_joiner=False)

    def lead_gone(self, session: bytes) -> None:
        """End the joins of a session whose lead is not there."""
        for role in Role:
            self.code_ended(session, role, Reason.LEAD_AWAY)

    def code_ended(self, session: bytes, role: Role, reason: Reason, *, links: bool = True) -> None:
        """End the joins whose code is not valid any more; those by its link, too, unless it stays."""
        for candidate in self._candidates.of_session(session, role, links=links):
            if not candidate.admitted:
                self._end(candidate, reason, to_lead=False)

    def _found(self, route: str, role: Role, now: float) -> Code | Reason:
        """Return the code with this route for that role, or why there is none."""
        code = self._codes.find(route, now)
        return Reason.UNKNOWN_CODE if isinstance(code, Code) and code.role is not role else code

    def _begin(self, peer: Peer, code: Code, route: str) -> None:
        session, role = code.session, code.role
        live = self._sessions.find(session)
        lead = live.room.seats.lead() if live is not None else None
        if live is None or lead is None or not lead.present:
            self._refuse(peer, Reason.LEAD_AWAY)
        elif not _seat_for(live, role):
            self._refuse(peer, Reason.LIMIT)
        elif peer.technician is not None and live.room.seats.of_technician(peer.technician.number) is not None:
            self._refuse(peer, Reason.NOT_ALLOWED)
        else:
            number = self._candidates.next_number()
            self._let_try(Candidate(number, live, peer, role, route, since=self._loop.time()))

    def _let_try(self, candidate: Candidate) -> None:
        """Take a candidate in, in place of another where there is no room."""
        if not self._candidates.has_room(candidate.place):
            other = self._candidates.gives_way(candidate.place, candidate.peer.address, self._loop.time())
            if other is None:
                self._refuse(candidate.peer, Reason.LIMIT)
                return
            self._end(other, Reason.LIMIT, failed=True)
        self._candidates.add(candidate)
        self._wait(candidate, self._limits.seconds(STEP_S), joiners_turn=True)
        candidate.peer.send(_joining(candidate))

    def _joiner_step(self, candidate: Candidate, message: JoinStep) -> None:
        candidate.steps += 1
        if candidate.steps > JOINER_STEPS:
            self._end(candidate, Reason.LIMIT, failed=True)
            return
        if candidate.steps == 1:
            doubtful = candidate.peer.stranger and self._gate.doubtful(candidate.route, self._loop.time())
            candidate.live.send_lead(_joining(candidate, doubtful=doubtful))
        candidate.live.send_lead(message)
        self._wait(candidate, ADMIT_S, joiners_turn=False)
        if candidate.steps == 1:
            self._show_joining(candidate)

    def _candidate(
        self, peer: Peer, message: JoinStep | Admit | EndJoin, session: bytes, number: int
    ) -> Candidate | None:
        """Return the join that the lead at `peer` speaks of; None where it has just ended."""
        if self._sessions.allowed(peer, message, session) is None:
            return None
        return self._candidates.find(session, number)

    def _wait(self, candidate: Candidate, seconds: float, *, joiners_turn: bool) -> None:
        """Give whoever's turn it is `seconds`."""
        candidate.joiners_turn, candidate.since = joiners_turn, self._loop.time()
        candidate.peer.set_deadline(seconds, lambda: self._too_late(candidate))

    def _too_late(self, candidate: Candidate) -> None:
        if candidate.joiners_turn:
            self._limits.meet(JOIN_S if candidate.steps else STEP_S)
        self._end(candidate, Reason.NOT_ADMITTED, failed=candidate.joiners_turn)

    def _left(self, candidate: Candidate) -> None:
        self._end(candidate, Reason.LEFT, to_joiner=False, failed=candidate.steps < PROOF)

    def _end(
        self,
        candidate: Candidate,
        reason: Reason,
        *,
        to_lead: bool = True,
        to_joiner: bool = True,
        failed: bool = False,
    ) -> None:
        """End a join without a seat; `failed`: because its joiner has not proved the secret."""
        live, session, peer = candidate.live, candidate.session, candidate.peer
        self._candidates.remove(candidate)
        peer.stop_deadline()
        if peer.stranger:
            peer.await_something()
        if candidate.admitted:
            return  # the seat is taken, or kept for whoever has its token
        if failed:
            self._gate.proved_nothing(peer, candidate.route, self._loop.time())
        self._journal.refusal(Event.JOIN_REFUSED, session=session, who=peer.address, detail=reason.value)
        message = EndJoin(session=session, join=candidate.number, reason=reason)
        if to_lead and candidate.steps:
            live.send_lead(message)
        if to_joiner:
            peer.send(message)
        if candidate.steps:
            self._show_joining(candidate)

    def _show_joining(self, candidate: Candidate) -> None:
        """Show all members whether a customer is on the way."""
        live = candidate.live
        if live.room.closed is None and candidate.role is Role.CUSTOMER:
            others = self._candidates.of_session(candidate.session, candidate.role)
            joining = any(one.steps and not one.admitted for one in others)
            self._sessions.deliver(live, live.room.set_joining(joining))

    def _refuse(self, peer: Peer, reason: Reason) -> None:
        self._journal.refusal(Event.JOIN_REFUSED, who=peer.address, detail=reason.value)
        peer.send(Refused(about=Join.TAG, reason=reason))


def _joining(candidate: Candidate, *, doubtful: bool = False) -> Joining | ColleagueJoining:
    if candidate.role is Role.CUSTOMER:
        return Joining(session=candidate.session, join=candidate.number, doubtful=doubtful)
    return ColleagueJoining(session=candidate.session, join=candidate.number)


def _may_invite(live: Live) -> bool:
    """Return whether the lead may still let colleagues in: the code was made when they might."""
    lead = live.room.seats.lead()
    return lead is not None and INVITE in lead.rights


def _seat_for(live: Live, role: Role) -> bool:
    """Return whether who joins finds a seat: a free one, or that of the customer's page, which a viewer takes over."""
    seats = live.room.seats
    return seats.room_for(role) or (role is Role.CUSTOMER and seats.may_move())
