"""The host's front door: greets links, logs technicians in, and hands each message to whom it concerns."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from console.host.account_requests import AccountRequests
from console.host.accounts import Accounts
from console.host.administration import REQUESTS, Administration
from console.host.attaching import Attaching
from console.host.audit import Event
from console.host.bookkeeping import Bookkeeping
from console.host.clerk import Clerk
from console.host.cluster import Cluster, Serving
from console.host.clustered import Clustered
from console.host.codes import Codes
from console.host.consent import Consent
from console.host.directory import Directory
from console.host.draining import BEGINNINGS, Drain
from console.host.figures import Counting, Figures
from console.host.following import Following
from console.host.invitations import Invitations
from console.host.issuing import Issuing
from console.host.joins import Joins
from console.host.journal import Journal
from console.host.limits import JOIN_S
from console.host.live import Live
from console.host.logins import Logins
from console.host.peer import Peer, PeerLink
from console.host.queue_board import Board
from console.host.queue_desk import QueueDesk
from console.host.reports import Reports
from console.host.session_records import StoredSession
from console.host.sessions import Sessions, generation
from console.host.strangers import Strangers
from console.host.teamwork import Teamwork
from console.host.traffic import Traffic
from protocol.accounts import ChangePassword, DeviceKeys, PasswordLogin, SetPresence, WatchDirectory
from protocol.codec import Message
from protocol.desktop import AllowDesktop, AskDesktop, GrantDesktop
from protocol.link import Link, LinkEnd
from protocol.messages import (
    VERSION,
    Admit,
    Attach,
    EndCode,
    EndJoin,
    EndShare,
    Hello,
    Join,
    JoinStep,
    Leave,
    MakeCode,
    OpenSession,
    Reason,
    Refused,
    Sealed,
    StartShare,
    TokenLogin,
    Welcome,
)
from protocol.reports import QUESTIONS
from protocol.teamwork import (
    AnswerInvitation,
    EndColleagueCode,
    EndInvitation,
    HandOver,
    Invite,
    LeaveLead,
    MakeColleagueCode,
    RemoveMember,
    SetHold,
    TakeOver,
)
from protocol.web import MakeViewerCode, WebPages
from protocol.wire import UNADMITTED_LIMIT

_log = logging.getLogger(__name__)

Handlers = dict[type[Message], Callable[[Peer, Any], None]]
Met = TypeVar("Met", bound=PeerLink)


class Gateway:
    """All links of one host.

    Attributes:
        cluster: the others that share the database; None: this host is alone.
        drain: the end of this host's work.
        pages: where its web pages are; None: it serves none.
    """

    def __init__(
        self,
        *,
        clerk: Clerk,
        codes: Codes,
        login_hash: bytes,
        accounts: Accounts,
        starts: int,
        seat_kept_s: float,
    ) -> None:
        self.pages: WebPages | None = None
        self.cluster: Cluster | None = None
        self._codes = codes
        loop = asyncio.get_running_loop()
        self._loop = loop
        self._peers: set[Peer] = set()
        self._strangers = Strangers()
        self._journal = journal = Journal(clerk=clerk, now_ms=lambda: time.time_ns() // 1_000_000, clock=loop.time)
        self.sessions = sessions = Sessions(
            books=Bookkeeping(clerk=clerk, journal=journal),
            loop=loop,
            first_generation=generation(starts),
            observer=self,
            seat_kept_s=seat_kept_s,
        )
        self._joins = Joins(sessions=sessions, codes=codes, journal=journal, loop=loop)
        self._issuing = Issuing(sessions=sessions, codes=codes, joins=self._joins, journal=journal, loop=loop)
        self.drain = Drain(sessions=sessions, issuing=self._issuing)
        self._attaching = Attaching(sessions=sessions, clerk=clerk, journal=journal, loop=loop)
        self._traffic = Traffic(sessions=sessions)
        self._consent = Consent(sessions=sessions, journal=journal)
        board = Board(accounts=accounts, clock=loop.time)
        self._counting = Counting(sessions=sessions, journal=journal, traffic=self._traffic, clerk=clerk, board=board)
        self.directory = directory = Directory(accounts=accounts, sessions=sessions, board=board, clock=loop.time)
        self.queue = QueueDesk(
            board=board, sessions=sessions, issuing=self._issuing, clerk=clerk, journal=journal, loop=loop
        )
        self._teamwork = Teamwork(sessions=sessions, directory=directory)
        self._invitations = Invitations(
            sessions=sessions,
            colleagues=directory,
            queue=self.queue.transfers,
            journal=journal,
            clock=loop.time,
        )
        self._following = Following(clerk=clerk, loop=loop, changed=directory.accounts_are)
        requests = AccountRequests(clerk=clerk, directory=directory)
        self._administration = Administration(requests=requests, journal=journal, directory=directory)
        self._reports = Reports(clerk=clerk, journal=journal)
        self._logins = Logins(
            clerk=clerk,
            journal=journal,
            loop=loop,
            directory=directory,
            requests=requests,
            login_hash=login_hash,
            admitted=self._logged_in,
        )
        self._handlers = self._table()

    @property
    def idle(self) -> bool:
        """There is no link and no session with a seat that is kept."""
        return not self._peers and not len(self.sessions)

    def start(self, stored: list[StoredSession]) -> None:
        """Take stored sessions up and begin to watch the database."""
        self.sessions.restore(stored)
        self._following.start()
        if self.cluster is not None:
            self.cluster.start()

    def stop(self) -> None:
        """End every link; seats stay in the database."""
        self._following.stop()
        if self.cluster is not None:
            self.cluster.stop()
        self.queue.stop()
        self.sessions.stop()
        for peer in list(self._peers):
            self._peers.discard(peer)
            peer.stop_deadline()
            peer.end(LinkEnd.CLOSED)

    def join_cluster(self, make: Callable[[Serving], Cluster]) -> Cluster:
        """Be one host of several from now on; `make` makes the cluster that says which sessions are here."""
        clustered = Clustered(
            make,
            sessions=self.sessions,
            codes=self._codes,
            directory=self.directory,
            queue=self.queue,
            links=self._peers,
            end_links=self._end_links,
        )
        self._handlers |= clustered.handlers(self._handlers)
        self._logins.place = clustered.place
        self.cluster = clustered.cluster
        return clustered.cluster

    def begin_drain(self, seconds: float) -> None:
        """Begin nothing new from now on, and tell all members; what goes on may go on for `seconds`."""
        self._handlers |= dict.fromkeys(BEGINNINGS, self.drain.refuse)
        self.drain.begin(seconds)

    def figures(self) -> Figures:
        """Return how things are now."""
        return self._counting.figures(links=len(self._peers), draining=self.drain.begun)

    def lead_gone(self, session: bytes) -> None:
        """End the joins of a session whose lead has lost its link."""
        self._joins.lead_gone(session)
        self.queue.lead_gone(session)

    def lead_changed(self, session: bytes) -> None:
        """End what the one who led a session until now has begun and nobody else can finish."""
        self._joins.lead_gone(session)
        self._issuing.lead_changed(session)
        self._invitations.lead_changed(session)
        self.queue.lead_changed(session)

    def customer_admitted(self, session: bytes) -> None:
        """Let a customer who has a seat wait no more."""
        self.queue.customer_admitted(session)

    def room_changed(self, live: Live) -> None:
        """Let no session wait in the queue whose customer is gone."""
        self.queue.room_changed(live)

    def technician_disabled(self, number: int) -> None:
        """End the invitations of a technician who must not work any more."""
        self._invitations.technician_disabled(number)

    def certificate_changed(self) -> None:
        """End the links of technicians, who are back at once: a join holds only if both ends see one certificate."""
        for peer in [peer for peer in self._peers if peer.technician is not None]:
            peer.end(LinkEnd.CLOSED)

    def make_link(self, address: str = "") -> Link:
        """Make the protocol of a connection that comes in; it is a stranger's until it logs in or takes a seat.

        `address` is where it comes from, if a proxy has said so.
        """
        peer = Peer(loop=self._loop)
        return Link(
            opened=partial(self._opened, peer),
            receive=partial(self._received, peer),
            ended=partial(self._has_ended, peer),
            frame_limit=UNADMITTED_LIMIT,
            peer_address=address,
        )

    def meet(self, make: Callable[..., Met]) -> Met:
        """Take in a link of another kind, which stands already; `make` is called with `receive` and `ended` of it."""
        peer = Peer(loop=self._loop)
        link = make(receive=partial(self._received, peer), ended=partial(self._has_ended, peer))
        self._opened(peer, link)
        return link

    def _opened(self, peer: Peer, link: PeerLink) -> None:
        peer.open(link)
        self._peers.add(peer)
        if self._strangers.let_in(peer):
            peer.set_deadline(JOIN_S, lambda: peer.end(LinkEnd.SILENT))
        else:
            peer.end(LinkEnd.REFUSED, Refused(about=Hello.TAG, reason=Reason.LIMIT))

    def _received(self, peer: Peer, message: Message) -> None:
        if peer not in self._peers or (self.cluster is not None and self.cluster.expired()):
            return
        handler = self._handlers.get(type(message))
        if handler is None or peer.greeted is isinstance(message, Hello):
            self._bad_message(peer, message)
        elif peer.stranger and (reason := self._strangers.objection(peer, message)) is not None:
            self._journal.refusal(Event.REFUSED, who=peer.address, detail=message.TAG)
            peer.end(LinkEnd.REFUSED, Refused(about=message.TAG, reason=reason))
        else:
            handler(peer, message)

    def _has_ended(self, peer: Peer, end: LinkEnd) -> None:
        if peer not in self._peers:
            return
        ended = {"event": "link_ended", "address": peer.address, "end": end.name.lower()}
        _log.info("link from %(address)s ended: %(end)s", ended)
        self._peers.discard(peer)
        self._strangers.link_ended(peer)
        self._logins.link_ended(peer)
        self._joins.link_ended(peer)
        self.queue.link_ended(peer)
        peer.stop_deadline()
        self.sessions.detach(peer)
        self.directory.left(peer)

    def _end_links(self) -> None:
        """End every link at once: nobody is told what the ends of the others lead to."""
        peers = list(self._peers)
        for peer in peers:
            peer.end(LinkEnd.CLOSED)
        for peer in peers:
            self._has_ended(peer, LinkEnd.CLOSED)

    def _table(self) -> Handlers:
        return {
            Hello: self._hello,
            **self._of_accounts(),
            **self._of_sessions(),
            **self._of_teams(),
            **self.queue.handlers(),
        }

    def _of_accounts(self) -> Handlers:
        return {
            TokenLogin: self._logins.token_login,
            PasswordLogin: self._logins.password_login,
            ChangePassword: self._logins.change_password,
            SetPresence: self.directory.set_presence,
            DeviceKeys: self.directory.device_keys,
            WatchDirectory: self._administration.watch,
            **dict.fromkeys(REQUESTS, self._administration.change),
            **dict.fromkeys(QUESTIONS, self._reports.ask),
        }

    def _of_sessions(self) -> Handlers:
        return {
            OpenSession: self._open_session,
            MakeCode: self._issuing.make_code,
            EndCode: self._issuing.end_code,
            MakeColleagueCode: self._issuing.make_colleague_code,
            MakeViewerCode: self._issuing.make_viewer_code,
            EndColleagueCode: self._issuing.end_colleague_code,
            Join: self._joins.join,
            JoinStep: self._joins.step,
            Admit: self._joins.admit,
            EndJoin: self._joins.end_join,
            Attach: self._attach,
            Sealed: self._traffic.sealed,
            StartShare: self._traffic.start_share,
            EndShare: self._traffic.end_share,
            Leave: self._traffic.leave,
        }

    def _of_teams(self) -> Handlers:
        return {
            Invite: self._invitations.invite,
            AnswerInvitation: self._invitations.answer,
            EndInvitation: self._invitations.end,
            HandOver: self._teamwork.hand_over,
            TakeOver: self._teamwork.take_over,
            LeaveLead: self._teamwork.leave_lead,
            RemoveMember: self._teamwork.remove,
            SetHold: self._teamwork.set_hold,
            AskDesktop: self._consent.ask,
            AllowDesktop: self._consent.allow,
            GrantDesktop: self._consent.grant,
        }

    def _bad_message(self, peer: Peer, message: Message) -> None:
        self._journal.refusal(Event.REFUSED, who=peer.address, detail=message.TAG)
        peer.end(LinkEnd.BAD_MESSAGE, Refused(about=message.TAG, reason=Reason.BAD_MESSAGE))

    def _hello(self, peer: Peer, message: Hello) -> None:
        if message.version != VERSION:
            spoken = {"event": "other_version", "address": peer.address, "version": message.version}
            _log.info("%(address)s speaks version %(version)d", spoken)
            peer.end(LinkEnd.REFUSED, Refused(about=Hello.TAG, reason=Reason.VERSION))
            return
        peer.greeted = True
        peer.send(Welcome())

    def _open_session(self, peer: Peer, message: OpenSession) -> None:
        if peer.technician is None:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
            return
        self.sessions.open(peer, peer.technician, message)

    def _logged_in(self, peer: Peer) -> None:
        self._joins.known(peer)
        self.queue.known(peer)
        if self.pages is not None:
            peer.send(self.pages)

    def _attach(self, peer: Peer, message: Attach) -> None:
        self._attaching.attach(peer, message)
        self._joins.known(peer)
        self.queue.known(peer)
        if (member := peer.seats.get(message.session)) is not None:
            self.queue.attached(message.session, member)
