"""The codes that a lead hands out: for the customer, and for colleagues."""

from __future__ import annotations

import asyncio

from console.host.core.audit import Event
from console.host.core.codes import Code, Codes
from console.host.core.rights import INVITE
from console.host.core.room.seats import Place
from console.host.peers.peer import Peer
from console.host.sessions.joins import Joins
from console.host.sessions.live import Live
from console.host.sessions.sessions import Sessions
from console.host.store.journal import Journal
from protocol.vocabulary.joins import CodeMade, EndCode, MakeCode
from protocol.vocabulary.messages import Reason, Role
from protocol.vocabulary.queue import CallIn
from protocol.vocabulary.teamwork import ColleagueCodeMade, EndColleagueCode, MakeColleagueCode
from protocol.vocabulary.web import MakeViewerCode

Making = MakeCode | MakeColleagueCode | MakeViewerCode | CallIn
"""What asks for a code."""


class Issuing:
    """Makes and ends the codes of all sessions."""

    def __init__(
        self, *, sessions: Sessions, codes: Codes, joins: Joins, journal: Journal, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._sessions = sessions
        self._codes = codes
        self._joins = joins
        self._journal = journal
        self._loop = loop

    def make_code(self, peer: Peer, message: MakeCode) -> None:
        """Give the lead the route of a new code for a customer; an older one ends."""
        if (found := self._sessions.seated(peer, message, message.session)) is None:
            return
        live, member = found
        if self._sessions.is_lead(live, member) and live.room.seats.customer() is not None:
            peer.refuse(message.TAG, Reason.CUSTOMER_PRESENT, message.session)
        elif self._sessions.allowed(peer, message, message.session) is not None:
            self._make(peer, live, message, Role.CUSTOMER)

    def call_in(self, peer: Peer, live: Live, message: CallIn) -> str | None:
        """Make the code of a session whose customer comes from the queue, and return the route of its link."""
        code = self._make(peer, live, message, Role.CUSTOMER)
        return None if code is None else code.link_route

    def make_viewer_code(self, peer: Peer, message: MakeViewerCode) -> None:
        """Give the lead the route of a code for the viewer that takes the place of the customer's page."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None:
            return
        live, _member = found
        if (newcomer := live.room.seats.newcomer) is not None:
            self._sessions.give_up(live, newcomer.member, Reason.REPLACED)
        if live.room.seats.may_move():
            self._make(peer, live, message, Role.CUSTOMER)
        else:
            peer.refuse(message.TAG, Reason.LIMIT, message.session)

    def make_colleague_code(self, peer: Peer, message: MakeColleagueCode) -> None:
        """Give the lead the route of a new code for a colleague; an older one ends."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None:
            return
        live, _member = found
        if live.room.seats.room_for(Role.COLLABORATOR):
            self._make(peer, live, message, Role.COLLABORATOR)
        else:
            peer.refuse(message.TAG, Reason.LIMIT, message.session)

    def end_code(self, peer: Peer, message: EndCode) -> None:
        """End the customer's code for the lead."""
        if self._sessions.allowed(peer, message, message.session) is not None:
            self._end_for_lead(message, Role.CUSTOMER)

    def end_colleague_code(self, peer: Peer, message: EndColleagueCode) -> None:
        """End the colleagues' code for the lead."""
        if self._sessions.allowed(peer, message, message.session) is not None:
            self._end_for_lead(message, Role.COLLABORATOR)

    def lead_changed(self, session: bytes) -> None:
        """End the codes of a session: their secrets are those of who led it."""
        for role in (Role.CUSTOMER, Role.COLLABORATOR):
            if self._codes.of_session(session, role) is not None:
                self._end(session, role, Event.CODE_ENDED, Reason.UNKNOWN_CODE)

    def room_changed(self, live: Live) -> None:
        """End a code for colleagues whose lead may not invite anybody any more."""
        lead, session = live.room.seats.lead(), live.room.session
        if lead is None or not lead.present or INVITE in lead.rights:
            return
        if self._codes.of_session(session, Role.COLLABORATOR) is not None:
            self._end(session, Role.COLLABORATOR, Event.CODE_ENDED, Reason.UNKNOWN_CODE)
            live.send_lead(EndColleagueCode(session=session, burned=False))

    def end_all(self, reason: Reason) -> None:
        """End the codes of all sessions, and tell their leads."""
        for live in self._sessions:
            for role, message in ((Role.CUSTOMER, EndCode), (Role.COLLABORATOR, EndColleagueCode)):
                if self._codes.of_session(live.room.session, role) is not None:
                    self._end(live.room.session, role, Event.CODE_ENDED, reason)
                    live.send_lead(message(session=live.room.session, burned=False))

    def _make(self, peer: Peer, live: Live, message: Making, role: Role) -> Code | None:
        session = message.session
        lead = live.room.seats.lead()
        if lead is None or peer.technician is None or self._leads_too_many(peer, lead):
            peer.refuse(message.TAG, Reason.LIMIT, session)
            return None
        self._end(session, role, Event.CODE_ENDED, Reason.CODE_EXPIRED)
        if (code := self._codes.make(session, self._loop.time(), role)) is None:
            peer.refuse(message.TAG, Reason.LIMIT, session)
            return None
        self._journal.write(Event.CODE_MADE, session=session, member=lead.member, detail=_detail(role))
        self._loop.call_later(self._codes.valid_s, self._expire, session, role, code.expires)
        made = CodeMade if role is Role.CUSTOMER else ColleagueCodeMade
        valid_s = self._codes.valid_s
        peer.send(made(session=session, route=code.route, valid_s=valid_s, link_route=code.link_route))
        return code

    def _leads_too_many(self, peer: Peer, lead: Place) -> bool:
        """Return whether the lead has more sessions than their group allows them since it was changed."""
        technician = peer.technician
        return technician is not None and self._sessions.led_by(lead.technician) > technician.sessions_limit

    def _end_for_lead(self, message: EndCode | EndColleagueCode, role: Role) -> None:
        session = message.session
        if message.burned:
            self._joins.code_ended(session, role, Reason.CODE_BURNED, links=False)
            if self._codes.burn(session, role) is not None:
                self._journal.write(Event.CODE_BURNED, session=session, detail=_detail(role))
        else:
            self._end(message.session, role, Event.CODE_ENDED, Reason.UNKNOWN_CODE)

    def _end(self, session: bytes, role: Role, event: Event, reason: Reason) -> None:
        self._joins.code_ended(session, role, reason)
        if self._codes.end(session, reason, role) is not None:
            self._journal.write(event, session=session, detail=_detail(role))

    def _expire(self, session: bytes, role: Role, expires: float) -> None:
        code = self._codes.of_session(session, role)
        if code is not None and code.expires == expires:
            self._codes.end(session, Reason.CODE_EXPIRED, role)
            self._journal.write(Event.CODE_EXPIRED, session=session, detail=_detail(role))


def _detail(role: Role) -> str:
    return "" if role is Role.CUSTOMER else role.value
