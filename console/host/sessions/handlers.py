"""Sessions at a host, its parts put together: how one begins, who comes to it, and what its members send."""

from __future__ import annotations

import asyncio

from console.host.core.codes import Codes
from console.host.core.limits import Limits
from console.host.peers.peer import Handlers, Peer
from console.host.sessions.attaching import Attaching
from console.host.sessions.consent import Consent
from console.host.sessions.issuing import Issuing
from console.host.sessions.joins import Joins
from console.host.sessions.live import Live
from console.host.sessions.questions import Questions
from console.host.sessions.sessions import Sessions
from console.host.sessions.traffic import Traffic
from console.host.store.journal import Journal
from protocol.vocabulary.desktop import AllowDesktop, AskDesktop, GrantDesktop
from protocol.vocabulary.joins import Admit, EndCode, EndJoin, Join, JoinStep, MakeCode
from protocol.vocabulary.messages import (
    Attach,
    EndShare,
    Leave,
    OpenSession,
    PassShare,
    Reason,
    Sealed,
    StartShare,
    TakeShare,
)
from protocol.vocabulary.teamwork import EndColleagueCode, MakeColleagueCode
from protocol.vocabulary.web import MakeViewerCode


class SessionHandlers:
    """All that leads, joiners and members ask of a host in one session.

    Attributes:
        issuing: codes; the queue makes some, too.
        traffic: what is passed on; figures are taken of it.
    """

    def __init__(
        self,
        *,
        sessions: Sessions,
        codes: Codes,
        questions: Questions,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
        limits: Limits,
    ) -> None:
        self._sessions = sessions
        self._joins = Joins(sessions=sessions, codes=codes, journal=journal, loop=loop, limits=limits)
        self.issuing = Issuing(sessions=sessions, codes=codes, joins=self._joins, journal=journal, loop=loop)
        self._attaching = Attaching(sessions=sessions, questions=questions, journal=journal, loop=loop, limits=limits)
        self.traffic = Traffic(sessions=sessions, loop=loop)
        self._consent = Consent(sessions=sessions, journal=journal)

    def handlers(self) -> Handlers:
        """Return what to do with each message of a session, and on the way into one."""
        return {
            OpenSession: self._open_session,
            MakeCode: self.issuing.make_code,
            EndCode: self.issuing.end_code,
            MakeColleagueCode: self.issuing.make_colleague_code,
            MakeViewerCode: self.issuing.make_viewer_code,
            EndColleagueCode: self.issuing.end_colleague_code,
            Join: self._joins.join,
            JoinStep: self._joins.step,
            Admit: self._joins.admit,
            EndJoin: self._joins.end_join,
            Attach: self._attaching.attach,
            Sealed: self.traffic.sealed,
            StartShare: self.traffic.start_share,
            TakeShare: self.traffic.take_share,
            PassShare: self.traffic.pass_share,
            EndShare: self.traffic.end_share,
            Leave: self.traffic.leave,
            AskDesktop: self._consent.ask,
            AllowDesktop: self._consent.allow,
            GrantDesktop: self._consent.grant,
        }

    def known(self, peer: Peer) -> None:
        """Note that a link may be no stranger's any more."""
        self._joins.known(peer)

    def link_ended(self, peer: Peer) -> None:
        """End the join of a link that is gone."""
        self._joins.link_ended(peer)

    def lead_gone(self, session: bytes) -> None:
        """End the joins of a session whose lead has lost its link."""
        self._joins.lead_gone(session)

    def lead_changed(self, session: bytes) -> None:
        """End the joins and codes of who led a session until now."""
        self._joins.lead_gone(session)
        self.issuing.lead_changed(session)

    def room_changed(self, live: Live) -> None:
        """End the codes that the session's lead may not make any more."""
        self.issuing.room_changed(live)

    def _open_session(self, peer: Peer, message: OpenSession) -> None:
        if peer.technician is None:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
            return
        self._sessions.open(peer, peer.technician, message)
