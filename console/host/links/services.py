"""What one host does for whoever is linked to it: its parts, each made once, and which takes which message."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

from console.host.core.accounts.accounts import Accounts
from console.host.core.accounts.company_page import CompanyPage
from console.host.core.codes import Codes
from console.host.core.limits import Limits
from console.host.core.places import Kind
from console.host.guests.handlers import GuestHandlers
from console.host.guests.opening import Opening
from console.host.links.draining import Drain
from console.host.links.figures import Counting, Figures, GuestFigures
from console.host.peers.peer import Handler, Handlers, Peer
from console.host.peers.probing import Probing
from console.host.queue.board import Board
from console.host.queue.handlers import QueueHandlers
from console.host.sessions.bookkeeping import Bookkeeping
from console.host.sessions.handlers import SessionHandlers
from console.host.sessions.live import Live
from console.host.sessions.notes import Notes
from console.host.sessions.questions import Questions
from console.host.sessions.sessions import Sessions, generation
from console.host.store.clerk import Clerk
from console.host.store.custody import KEEP_DAYS, KEEP_NOTES_DAYS, Custody
from console.host.store.journal import Journal
from console.host.store.records.sessions import StoredSession
from console.host.technicians.directory import Directory
from console.host.technicians.handlers import AccountHandlers
from console.host.technicians.reception import Reception
from console.host.technicians.team_handlers import TeamHandlers
from protocol.vocabulary.guests import Use
from protocol.vocabulary.messages import Attach
from protocol.vocabulary.web import ReleaseNote, WebPages


class Services:
    """The parts of one host. It makes no links and ends none; `Observer` of the sessions.

    Attributes:
        accounts: logins and what technicians ask for themselves.
        codes: those that are valid.
        directory: groups and technicians, and which of them are here.
        drain: the end of this host's work.
        journal: what the audit is told.
        release_note: returns the signed note of the newest version, which consoles are told; empty: there is none.
        pages: returns where its web pages are; None: it tells nobody.
        questions: what strangers may ask of the database.
        guests: technicians without an account.
        opening: what was said of a host that lets those in; None: it does not.
        queue: customers and sessions that wait.
        reception: what who comes to the web pages is told at first.
        sessions: those that go on.
    """

    def __init__(
        self,
        *,
        clerk: Clerk,
        codes: Codes,
        login_hash: bytes,
        accounts: Accounts,
        page: CompanyPage,
        starts: int,
        seat_kept_s: float,
        limits: Limits,
        keep_addresses_days: int = KEEP_DAYS,
        keep_notes_days: int = KEEP_NOTES_DAYS,
        opening: Opening | None = None,
        guests: tuple[Mapping[int, bytes], frozenset[str]] = ({}, frozenset()),
    ) -> None:
        loop = asyncio.get_running_loop()
        self.pages: Callable[[], WebPages] | None = None
        self.release_note: Callable[[], bytes] = bytes
        self.codes = codes
        self.journal = journal = Journal(
            clerk=clerk,
            now_ms=lambda: time.time_ns() // 1_000_000,
            clock=loop.time,
            later=loop.call_later,
            limits=limits,
        )
        self._custody = Custody(
            clerk=clerk, journal=journal, loop=loop, keep_days=keep_addresses_days, keep_notes_days=keep_notes_days
        )
        self.sessions = sessions = Sessions(
            books=Bookkeeping(clerk=clerk, journal=journal),
            loop=loop,
            first_generation=generation(starts),
            observer=self,
            limits=limits,
            seat_kept_s=seat_kept_s,
        )
        board = Board(accounts=accounts, clock=loop.time)
        self.questions = questions = Questions(clerk=clerk, clock=loop.time, limits=limits)
        self._desk = desk = SessionHandlers(
            sessions=sessions, codes=codes, questions=questions, journal=journal, loop=loop, limits=limits
        )
        self.drain = Drain(sessions=sessions, issuing=desk.issuing)
        self.directory = directory = Directory(
            accounts=accounts, sessions=sessions, board=board, clock=loop.time, limits=limits
        )
        self.reception = Reception(page=page, directory=directory, codes=codes, clock=loop.time, limits=limits)
        self._counting = Counting(
            sessions=sessions,
            journal=journal,
            traffic=desk.traffic,
            clerk=clerk,
            board=board,
            directory=directory,
            guests=self._guest_figures,
        )
        self.queue = queue = QueueHandlers(
            board=board,
            sessions=sessions,
            issuing=desk.issuing,
            clerk=clerk,
            questions=questions,
            journal=journal,
            loop=loop,
            limits=limits,
        )
        self._probing = Probing(clock=loop.time, limits=limits)
        self._notes = Notes(clerk=clerk, journal=journal, takes=directory.takes)
        self._team = TeamHandlers(
            sessions=sessions,
            directory=directory,
            transfers=queue.transfers,
            journal=journal,
            clock=loop.time,
            limits=limits,
        )
        self.accounts = AccountHandlers(
            directory=directory,
            clerk=clerk,
            journal=journal,
            limits=limits,
            loop=loop,
            login_hash=login_hash,
            reception=self.reception,
            admitted=self._entered,
        )
        self.opening = opening
        self.guests = self._guests(guests, clerk=clerk, limits=limits)

    def _guests(
        self, kept: tuple[Mapping[int, bytes], frozenset[str]], *, clerk: Clerk, limits: Limits
    ) -> GuestHandlers:
        """Make who looks after technicians without an account, and have the others ask them."""
        guests = GuestHandlers(
            opening=self.opening,
            kept=kept[0],
            bans=kept[1],
            sessions=self.sessions,
            clerk=clerk,
            journal=self.journal,
            questions=self.questions,
            administrators=self.accounts.administration,
            loop=asyncio.get_running_loop(),
            limits=limits,
            admitted=self._entered,
        )
        self.reception.open_contact = None if self.opening is None else self.opening.contact
        self.directory.guest = guests.here.technician
        self._desk.traffic.pass_on = guests.meter.pass_on
        self.accounts.following.bans_are = guests.bans_are
        return guests

    def handlers(self) -> Handlers:
        """Return what to do with each message of a link that has said hello."""
        of_sessions = self._desk.handlers()
        attach = of_sessions[Attach]
        found: Handlers = {
            **self.accounts.handlers(),
            **of_sessions,
            **self._team.handlers(),
            **self.queue.handlers(),
            **self._probing.handlers(),
            **self._notes.handlers(),
            Attach: lambda peer, message: self._attach(peer, message, attach),
        }
        return found | self.guests.handlers(found)

    def figures(self, *, links: int, connections: Mapping[Kind, int], limits: Mapping[str, int]) -> Figures:
        """Return how things are now, given what the gateway knows."""
        return self._counting.figures(links=links, connections=connections, limits=limits, draining=self.drain.begun)

    def _guest_figures(self) -> GuestFigures | None:
        """Return how those without an account stand; None: there are none."""
        guests = self.guests
        if guests.entrance is None:
            return None
        used = guests.meter.quota.now(time.time())
        tabs = guests.meter.tabs()
        return GuestFigures(
            online=len(guests.here.addresses()),
            sessions=len(tabs),
            slow=sum(tab.use is not Use.FREE for tab in tabs),
            sources=guests.meter.quota.sources(time.time()),
            seconds=used.seconds,
            bytes=used.bytes,
            refused=guests.refused + guests.meter.refused,
            bans=len(guests.here.bans),
        )

    def start(self, stored: list[StoredSession]) -> None:
        """Take stored sessions up and begin to watch the database."""
        self.sessions.restore(stored, self.directory.works)
        self.accounts.start()
        self.guests.start()
        self.queue.start()
        self._custody.start()

    def stop(self) -> None:
        """Stop all timers; sessions, seats and places stay in the database."""
        self.accounts.stop()
        self.guests.stop()
        self.queue.stop()
        self.sessions.stop()
        self._custody.stop()
        self.journal.stop()

    def link_ended(self, peer: Peer) -> None:
        """Keep what a link had that is gone, or end it."""
        self._desk.link_ended(peer)
        self.queue.link_ended(peer)
        peer.stop_deadline()
        self.sessions.detach(peer)
        self.accounts.link_ended(peer)
        self.guests.link_ended(peer)

    # -- what happens in sessions -------------------------------------------------------------------------------

    def lead_gone(self, session: bytes) -> None:
        """End the joins of a session whose lead has lost its link."""
        self._desk.lead_gone(session)
        self.queue.lead_gone(session)

    def lead_changed(self, session: bytes) -> None:
        """End what the one who led a session until now has begun and nobody else can finish."""
        self._desk.lead_changed(session)
        self._team.lead_changed(session)
        self.queue.lead_changed(session)
        if self.sessions.find(session) is None:
            self.guests.session_over(session)

    def customer_admitted(self, session: bytes) -> None:
        """Let a customer who has a seat wait no more."""
        self.queue.customer_admitted(session)

    def room_changed(self, live: Live) -> None:
        """End what the session's lead has begun and may not do any more; let none wait whose customer is gone."""
        self._desk.room_changed(live)
        self._team.room_changed(live)
        self.queue.room_changed(live)

    def technician_disabled(self, number: int) -> None:
        """End the invitations of a technician who must not work any more."""
        self._team.technician_disabled(number)

    # -- who is no stranger any more ----------------------------------------------------------------------------

    def _entered(self, peer: Peer) -> None:
        self._known(peer)
        if self.pages is not None:
            peer.send(self.pages())
        if note := self.release_note():
            peer.send(ReleaseNote(note=note))

    def _attach(self, peer: Peer, message: Attach, attach: Handler) -> None:
        attach(peer, message)
        self._known(peer)
        if (member := peer.seats.get(message.session)) is not None:
            self.queue.attached(message.session, member)
            if (live := self.sessions.find(message.session)) is not None:
                self.guests.attached(live, peer, member)

    def _known(self, peer: Peer) -> None:
        self._desk.known(peer)
        self.queue.known(peer)
