"""How a member takes its seat: at first, after a break, after the host has started anew."""

from __future__ import annotations

import asyncio
import hmac

from console.host.core.audit import Event
from console.host.core.limits import ATTACHES_A_MINUTE, Limits, Rate
from console.host.peers.peer import Peer
from console.host.sessions.live import Live
from console.host.sessions.questions import Questions
from console.host.sessions.sessions import Sessions
from console.host.store.journal import Journal
from console.host.store.records.sessions import token_hash
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from protocol.link.link import LinkEnd
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import EndCode
from protocol.vocabulary.messages import Attach, Reason, Refused, Role, SessionClosed
from protocol.vocabulary.teamwork import EndColleagueCode


class Attaching:
    """Checks who asks for a seat, and seats them on their link."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        questions: Questions,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
        limits: Limits,
    ) -> None:
        self._limits = limits
        self._sessions = sessions
        self._questions = questions
        self._journal = journal
        self._loop = loop
        self._attaches = Rate(limits.of(ATTACHES_A_MINUTE))

    def attach(self, peer: Peer, message: Attach) -> None:
        """Seat a member on `peer`, or say why not; a stranger's link ends then."""
        live = self._sessions.find(message.session)
        if live is None or live.room.seats.place(message.member) is None:
            self._explain(peer, message)
            return
        reason = self._objection(peer, live, message)
        if reason is not None:
            self._journal.refusal(Event.REFUSED, session=message.session, detail=f"attach {reason}", who=peer.address)
            self._turn_away(peer, message, reason)
            return
        self._seat(peer, live, message)

    def _objection(self, peer: Peer, live: Live, message: Attach) -> Reason | None:
        """Return why `peer` must not take this seat, which is kept."""
        if not hmac.compare_digest(live.tokens[message.member], token_hash(message.token)):
            return Reason.UNKNOWN_SESSION
        place = live.room.seats.place(message.member)
        if place is not None and place.role is not Role.CUSTOMER:
            if peer.technician is None or peer.technician.number != place.technician:
                return Reason.WRONG_LOGIN
        elif set(peer.seats) - {message.session}:
            return Reason.LIMIT
        if peer.seats.get(message.session, message.member) != message.member:
            return Reason.LIMIT
        within = self._attaches.take((message.session, message.member), self._loop.time())
        return None if self._limits.held(ATTACHES_A_MINUTE, within=within) else Reason.LIMIT

    def _seat(self, peer: Peer, live: Live, message: Attach) -> None:
        session, member = message.session, message.member
        older = live.peers.get(member)
        if older is not None and older is not peer:
            del older.seats[session]
            older.end(LinkEnd.REFUSED, Refused(about=Attach.TAG, reason=Reason.REPLACED, session=session))
        live.timers.stop(member)
        live.peers[member], peer.seats[session] = peer, member
        peer.admit()
        rights = peer.technician.rights if peer.technician is not None else frozenset[str]()
        self._sessions.deliver(live, live.room.attach(member, message.salt, rights=rights))
        if live.restored and self._sessions.is_lead(live, member):
            live.restored = False
            self._end_codes(peer, live)

    def _end_codes(self, peer: Peer, live: Live) -> None:
        """Tell the lead that codes did not outlive the host."""
        session = live.room.session
        if live.room.seats.customer() is None:
            peer.send(EndCode(session=session, burned=False))
        peer.send(EndColleagueCode(session=session, burned=False))

    def _explain(self, peer: Peer, message: Attach) -> None:
        """Ask the database why there is no such seat; strangers who ask too often hear of none at once."""
        if (objection := self._questions.objection(peer)) is not None:
            self._turn_away(peer, message, Reason.UNKNOWN_SESSION if objection is Reason.LIMIT else objection)
            return

        def look_up(store: Store) -> tuple[Reason, str]:
            reason = store.sessions.end_of_seat(message.session, message.member, message.token)
            kept = store.waits.find(token_hash(message.token)) if reason is Reason.TECHNICIAN_GONE else None
            return reason, "" if kept is None else kept.channel

        def found(answer: tuple[Reason, str] | StorageError) -> None:
            reason, channel = (Reason.STORAGE, "") if isinstance(answer, StorageError) else answer
            self._turn_away(peer, message, reason, channel)

        self._questions.ask(peer, look_up, found, found=lambda answer: answer[0] is not Reason.UNKNOWN_SESSION)

    def _turn_away(self, peer: Peer, message: Attach, reason: Reason, channel: str = "") -> None:
        """Say why there is no seat; a customer who was left alone meanwhile hears what they would have heard then."""
        said: Message = Refused(about=Attach.TAG, reason=reason, session=message.session)
        if reason is Reason.TECHNICIAN_GONE:
            said = SessionClosed(session=message.session, reason=reason, channel=channel)
        if peer.stranger:
            peer.end(LinkEnd.REFUSED, said)
        else:
            peer.send(said)
