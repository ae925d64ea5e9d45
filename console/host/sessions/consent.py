"""Asking for the customer's desktop: the technician's question, the lead's leave, the customer's answer."""

from __future__ import annotations

import math

from console.host.core.audit import Event
from console.host.core.rights import more
from console.host.peers.peer import Peer
from console.host.sessions.live import Live
from console.host.sessions.sessions import REST, Sessions
from console.host.store.journal import Journal
from protocol.vocabulary.desktop import CONSENT_S, Access, AllowDesktop, AskDesktop, AskLater, GrantDesktop
from protocol.vocabulary.messages import Reason


class Consent:
    """Passes questions and answers on as the rights table allows; no answer is no."""

    def __init__(self, *, sessions: Sessions, journal: Journal) -> None:
        self._sessions = sessions
        self._journal = journal

    def ask(self, peer: Peer, message: AskDesktop) -> None:
        """Put a technician's question, or take it back."""
        if (found := self._sessions.allowed(peer, message, message.session, message.access)) is None:
            return
        live, member = found
        place = live.room.seats.place(member)
        assert place is not None
        if more(message.access, live.room.desktop.of(place)) and self._rests(peer, live, message):
            return
        outs = live.room.desktop.ask(place, message.access)
        if outs:
            detail = message.access.value
            self._journal.write(Event.DESKTOP_ASKED, session=message.session, member=member, detail=detail)
        self._sessions.deliver(live, outs)
        self._limit(live, member)

    def allow(self, peer: Peer, message: AllowDesktop) -> None:
        """Let a collaborating technician ask the customer, or not."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None:
            return
        live, lead = found
        if message.access is not Access.NONE and self._rests(peer, live, message):
            return
        outs = live.room.desktop.allow(lead, message.member, message.access)
        if outs:
            detail = f"member={message.member} access={message.access}"
            self._journal.write(Event.DESKTOP_ALLOWED, session=message.session, member=lead, detail=detail)
        self._sessions.deliver(live, outs)
        self._limit(live, message.member)

    def grant(self, peer: Peer, message: GrantDesktop) -> None:
        """Let the customer answer, or take the consent back."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None:
            return
        live, customer = found
        if not live.room.desktop.may_grant(message.member, message.access):
            self._sessions.refuse(peer, live, customer, message)
            return
        self._sessions.deliver(live, live.room.desktop.grant(customer, message.member, message.access, message.reason))

    @staticmethod
    def _rests(peer: Peer, live: Live, message: AskDesktop | AllowDesktop) -> bool:
        """Refuse `message` while nobody may ask the customer, say for how long; return whether that is so."""
        if not live.room.desktop.resting:
            return False
        seconds = max(1, math.ceil(live.timers.left(REST)))
        peer.send(AskLater(session=message.session, seconds=seconds))
        peer.refuse(message.TAG, Reason.ASKED_OFTEN, message.session)
        return True

    def _limit(self, live: Live, member: int) -> None:
        """Wait for an answer no longer than that."""
        if (question := live.room.desktop.questions.get(member)) is not None:
            expire = live.room.desktop.expire
            live.timers.start(("asked", member), CONSENT_S, lambda: self._sessions.deliver(live, expire(question)))
