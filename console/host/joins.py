"""Codes and joins: who asks for a session with a code, and the exchange with its lead, passed on unread."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass

from console.host.audit import Event
from console.host.codes import Codes
from console.host.journal import Journal
from console.host.limits import (
    ADMIT_S,
    FAILED_JOINS_A_MINUTE,
    JOIN_S,
    JOINER_STEPS,
    JOINS_A_MINUTE,
    Rate,
)
from console.host.live import Live
from console.host.peer import Peer
from console.host.sessions import Sessions
from protocol.link import LinkEnd
from protocol.messages import (
    Admit,
    Admitted,
    CodeMade,
    EndCode,
    EndJoin,
    Join,
    Joining,
    JoinStep,
    MakeCode,
    Reason,
    Refused,
)


@dataclass
class Candidate:
    """A join that goes on."""

    number: int
    live: Live
    peer: Peer
    steps: int = 0  # of the joiner
    admitted: bool = False

    @property
    def session(self) -> bytes:
        """The session it is for."""
        return self.live.room.session


class Joins:
    """The joins of one host; one at a time for a session."""

    def __init__(self, *, sessions: Sessions, codes: Codes, journal: Journal, loop: asyncio.AbstractEventLoop) -> None:
        self._sessions = sessions
        self._codes = codes
        self._journal = journal
        self._loop = loop
        self._of_peer: dict[Peer, Candidate] = {}
        self._of_session: dict[bytes, Candidate] = {}
        self._numbers = itertools.count(1)
        self._asked = Rate(JOINS_A_MINUTE)
        self._failed = Rate(FAILED_JOINS_A_MINUTE)

    def make_code(self, peer: Peer, message: MakeCode) -> None:
        """Give the lead the route of a new code; an older one ends."""
        if not self._leads(peer, message):
            return
        self._end_code(message.session, Event.CODE_ENDED, Reason.CODE_EXPIRED)
        code = self._codes.make(message.session, self._loop.time())
        if code is None:
            peer.refuse(message.TAG, Reason.LIMIT, message.session)
            return
        self._journal.write(Event.CODE_MADE, session=message.session, member=peer.seats[message.session])
        self._loop.call_later(self._codes.valid_s, self._expire, message.session, code.expires)
        peer.send(CodeMade(session=message.session, route=code.route, valid_s=self._codes.valid_s))

    def end_code(self, peer: Peer, message: EndCode) -> None:
        """End the session's code for its lead."""
        if not self._leads(peer, message):
            return
        if message.burned:
            self._end_code(message.session, Event.CODE_BURNED, Reason.CODE_BURNED)
        else:
            self._end_code(message.session, Event.CODE_ENDED, Reason.UNKNOWN_CODE)

    def join(self, peer: Peer, message: Join) -> None:
        """Begin a join, or say why not."""
        now = self._loop.time()
        if not peer.stranger or peer in self._of_peer:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif self._failed.full(None, now) or not self._asked.take(peer.address, now):
            self._refuse(peer, Reason.LIMIT)
        elif isinstance(code := self._codes.find(message.route, now), Reason):
            self._failed.note(None, now)
            self._refuse(peer, code)
        else:
            self._begin(peer, code.session)

    def step(self, peer: Peer, message: JoinStep) -> None:
        """Pass a step of the exchange on."""
        if (candidate := self._of_peer.get(peer)) is not None:
            if candidate.number == message.join and candidate.session == message.session:
                self._joiner_step(candidate, message)
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
        candidate.admitted = True
        live = candidate.live
        self._codes.end(message.session, Reason.UNKNOWN_CODE)
        self._journal.write(Event.CODE_USED, session=message.session)
        self._wait(candidate, JOIN_S)

        def seated(member: int, token: bytes) -> None:
            candidate.peer.send(Admitted(session=message.session, join=message.join, member=member, token=token))

        self._sessions.admit_customer(live, candidate.peer.address, seated)
        self._sessions.deliver(live, live.room.set_joining(False))

    def end_join(self, peer: Peer, message: EndJoin) -> None:
        """End a join for the lead, who says why, or for the joiner."""
        candidate = self._of_peer.get(peer)
        if candidate is not None:
            if candidate.number == message.join and candidate.session == message.session:
                self._end(candidate, Reason.LEFT, to_joiner=False)
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
        if candidate is not None and not peer.stranger:
            self._end(candidate, Reason.LEFT, to_joiner=False)

    def lead_gone(self, session: bytes) -> None:
        """End the join of a session whose lead is not there; and its code, if the session is over."""
        candidate = self._of_session.get(session)
        if candidate is not None and not candidate.admitted:
            self._end(candidate, Reason.LEAD_AWAY, to_lead=False)
        if self._sessions.find(session) is None:
            self._codes.end(session, Reason.UNKNOWN_CODE)

    def _begin(self, peer: Peer, session: bytes) -> None:
        live = self._sessions.find(session)
        lead = live.room.seats.lead() if live is not None else None
        if live is None or lead is None or not lead.present:
            self._refuse(peer, Reason.LEAD_AWAY)
        elif session in self._of_session:
            self._refuse(peer, Reason.LIMIT)
        else:
            candidate = Candidate(next(self._numbers), live, peer)
            self._of_peer[peer] = self._of_session[session] = candidate
            self._wait(candidate, JOIN_S)
            joining = Joining(session=session, join=candidate.number)
            live.peers[lead.member].send(joining)
            peer.send(joining)
            self._sessions.deliver(live, live.room.set_joining(True))

    def _joiner_step(self, candidate: Candidate, message: JoinStep) -> None:
        candidate.steps += 1
        if candidate.steps > JOINER_STEPS:
            self._end(candidate, Reason.LIMIT)
            return
        lead = candidate.live.room.seats.lead()
        if lead is not None and lead.member in candidate.live.peers:
            candidate.live.peers[lead.member].send(message)
            self._wait(candidate, ADMIT_S)

    def _leads(self, peer: Peer, message: MakeCode | EndCode) -> bool:
        """Return whether `peer` leads the session and may do this; refuse `message` otherwise."""
        session = message.session
        found = self._sessions.seated(peer, message, session)
        if found is None:
            return False
        live, member = found
        taken = isinstance(message, MakeCode) and live.room.seats.customer() is not None
        if live.room.may(member, type(message)) and not taken:
            return True
        if taken and self._sessions.is_lead(live, member):
            peer.refuse(message.TAG, Reason.CUSTOMER_PRESENT, session)
            return False
        self._sessions.note_refused(live, member, message.TAG)
        peer.refuse(message.TAG, Reason.NOT_ALLOWED, session)
        return False

    def _candidate(
        self, peer: Peer, message: JoinStep | Admit | EndJoin, session: bytes, number: int
    ) -> Candidate | None:
        """Return the join that the lead at `peer` speaks of; None where it has just ended."""
        found = self._sessions.seated(peer, message, session)
        if found is None:
            return None
        live, member = found
        if not self._sessions.is_lead(live, member):
            self._sessions.note_refused(live, member, message.TAG)
            peer.refuse(message.TAG, Reason.NOT_ALLOWED, session)
            return None
        candidate = self._of_session.get(session)
        if candidate is None or candidate.number != number or not live.room.may(member, type(message)):
            return None
        return candidate

    def _wait(self, candidate: Candidate, seconds: float) -> None:
        """Give whoever's turn it is `seconds`."""
        candidate.peer.set_deadline(seconds, lambda: self._end(candidate, Reason.NOT_ADMITTED))

    def _end(self, candidate: Candidate, reason: Reason, *, to_lead: bool = True, to_joiner: bool = True) -> None:
        """End a join without a seat."""
        live, session = candidate.live, candidate.session
        del self._of_peer[candidate.peer], self._of_session[session]
        candidate.peer.stop_deadline()
        if candidate.peer.stranger:
            candidate.peer.set_deadline(JOIN_S, lambda: candidate.peer.end(LinkEnd.SILENT))
        if candidate.admitted:
            return  # the seat is taken, or kept for whoever has its token
        self._failed.note(None, self._loop.time())
        self._journal.refusal(Event.JOIN_REFUSED, session=session, who=candidate.peer.address, detail=reason.value)
        message = EndJoin(session=session, join=candidate.number, reason=reason)
        lead = live.room.seats.lead()
        if to_lead and lead is not None and lead.member in live.peers:
            live.peers[lead.member].send(message)
        if to_joiner:
            candidate.peer.send(message)
        if live.room.closed is None:
            self._sessions.deliver(live, live.room.set_joining(False))

    def _refuse(self, peer: Peer, reason: Reason) -> None:
        self._journal.refusal(Event.JOIN_REFUSED, who=peer.address, detail=reason.value)
        peer.send(Refused(about=Join.TAG, reason=reason))

    def _end_code(self, session: bytes, event: Event, reason: Reason) -> None:
        candidate = self._of_session.get(session)
        if candidate is not None and not candidate.admitted:
            self._end(candidate, reason, to_lead=False)
        if self._codes.end(session, reason) is not None:
            self._journal.write(event, session=session)

    def _expire(self, session: bytes, expires: float) -> None:
        code = self._codes.of_session(session)
        if code is not None and code.expires == expires:
            self._codes.end(session, Reason.CODE_EXPIRED)
            self._journal.write(Event.CODE_EXPIRED, session=session)
