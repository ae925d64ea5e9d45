"""One session in a test's hands: a host's own `Sessions`, several technicians' own `Session`s, and a customer.

There is no socket and no clock: what links carry waits until a test lets it arrive, and time passes as a test says.
"""

from __future__ import annotations

import asyncio
from collections import deque

from console.connection.outside import Outside
from console.host.core.accounts.accounts import Technician
from console.host.core.limits import Limits
from console.host.core.rights import RIGHTS
from console.host.peers.peer import Peer
from console.host.sessions.attaching import Attaching
from console.host.sessions.consent import Consent
from console.host.sessions.sessions import Sessions, generation
from console.host.sessions.traffic import Traffic
from console.host.store.records.sessions import StoredSeat, StoredSession, token_hash
from console.host.technicians.teamwork import Teamwork
from console.session.session import Session
from protocol.link.link import Feed
from protocol.seat.conversation import Conversation
from protocol.seat.seat_key import SeatKey
from protocol.trust.device import Device
from protocol.trust.introduction import KeyOffer
from protocol.vocabulary.codec import Message
from protocol.vocabulary.desktop import AllowDesktop, AskDesktop, GrantDesktop
from protocol.vocabulary.messages import (
    Attach,
    EndShare,
    Leave,
    PassShare,
    Role,
    Room,
    Sealed,
    SessionState,
    StartShare,
    TakeShare,
)
from protocol.vocabulary.teamwork import HandOver, LeaveLead, RemoveMember, SetHold, TakeOver
from tests.helpers.by_hand import CUSTOMER, LEAD, SESSION, Other, ScreenByHand, seat_key

ADA, BOB, CLEO = LEAD, 3, 4
TECHNICIANS = (ADA, BOB, CLEO)
NAMES = {ADA: "Ada", BOB: "Bob", CLEO: "Cleo"}
ALL_RIGHTS = frozenset(RIGHTS)
TOKEN = b"t" * 32


class Clock(asyncio.SelectorEventLoop):
    """An event loop whose time passes in steps."""

    def __init__(self):
        self.now = 1000.0
        self.errors = []
        super().__init__()
        self.set_exception_handler(lambda _loop, context: self.errors.append(context))

    def time(self):
        return self.now

    def do(self, what=lambda: None):
        """Call `what` in the loop, and all that follows from it at once."""

        async def all_of_it():
            what()
            for _ in range(6):
                await asyncio.sleep(0)

        self.run_until_complete(all_of_it())
        assert not self.errors, self.errors


class Wire:
    """One end of a link: what is sent waits for `carry`; also what a `Peer` needs of its link."""

    peer_address = "127.0.0.1"
    peer_fingerprint = b"f" * 32

    def __init__(self):
        self.waiting = deque()
        self.feeds = []
        self.end = None
        self.sent = lambda message: None  # a test looks at what leaves

    def send(self, message):
        if self.end is None:
            self.sent(message)
            self.waiting.append(message)

    def feed(self, pull):
        feed = Feed(pull, self.pump)
        self.feeds.append(feed)
        return feed

    def pump(self):
        for feed in self.feeds:
            while feed.awake and self.end is None:
                message = feed.pull()
                feed.awake = message is not None and not feed.stopped
                if message is not None:
                    self.send(message)

    def admitted(self):
        pass

    def close(self, end=None):
        self.end = end or "closed"


class Books:
    """What is written down of a session: `events`."""

    host = 0

    def __init__(self):
        self.events = []

    def happened(self, session, event):
        self.events.append(event)

    def refused(self, session, member, act):
        self.events.append((member, act))


class Nobody:
    """Whoever follows what happens at a host, and is told of colleagues: does nothing, knows nobody."""

    def __getattr__(self, name):
        return lambda *what, **named: None


class Journal:
    """Takes what would be in the audit."""

    def __init__(self):
        self.rows = []

    def write(self, event, **fields):
        self.rows.append((event, fields))

    refusal = write


class Desk:
    """What a console's session needs of its desk."""

    share_during_control = True

    def __init__(self, name):
        self.own_name = name
        self.device = Device(b"x" * 32, b"y" * 32)
        self.colleagues = Nobody()
        self.capture = ScreenByHand()
        self.rights = ALL_RIGHTS
        self.kept = None

    def save(self, session):
        self.kept = session.saved()

    def outside(self):
        return Outside("support.example:7330", b"f" * 32)

    def host_fingerprint(self):
        return b"f" * 32

    def relay(self):
        return ""


class CustomersEnd:
    """The customer: a real member, who answers what a viewer answers about who is who."""

    def __init__(self, key):
        self.other = Other(CUSTOMER, Role.CUSTOMER, "Max")
        self.other.member = type(self.other.member)(
            SeatKey(session=SESSION, member=CUSTOMER, role=Role.CUSTOMER, token=TOKEN, key=key),
            "Max",
            Conversation(CUSTOMER, "Max"),
        )
        self.link = None
        self.seen = []

    def up(self, link):
        self.link = link
        link.send(self.other.member.attach())

    def receive(self, message):
        member = self.other.member
        if isinstance(message, Room):
            for answer in member.room(message):
                self.link.send(answer)
        elif isinstance(message, Sealed):
            opened = member.open(message)
            if opened is not None and message.channel in ("talk", "chat"):
                for answer in member.talk(*opened, now_ms=0)[1]:
                    self.link.send(answer)
            elif opened is not None and not isinstance(opened[1], KeyOffer):
                self.seen.append((opened[0], opened[1]))
        else:
            self.seen.append((0, message))


class Hall:
    """All of it. `clock` is the loop; every method runs in it.

    Attributes:
        sessions: the technicians' sessions, by member.
        at: the host's end and the member's end of each link that stands, by member.
    """

    def __init__(self):
        self.clock = Clock()
        self.desks = {member: Desk(NAMES[member]) for member in TECHNICIANS}
        self.books, self.journal, self.starts = Books(), Journal(), 1
        self.at = {}
        self.technicians = {member: _technician(member) for member in TECHNICIANS}
        self.clock.do(self._open)

    def _open(self):
        lead = seat_key(ADA, Role.LEAD)
        self.sessions = {ADA: self._session(lead, "Max")}
        introductions = self.sessions[ADA].attendance.member.introductions
        for member in (BOB, CLEO):
            key = introductions.grant(customer=False)
            seat = SeatKey(session=SESSION, member=member, role=Role.COLLABORATOR, token=TOKEN, key=key)
            self.sessions[member] = self._session(seat, "Max")
        self.customer = CustomersEnd(introductions.grant(customer=True))
        roles = {ADA: Role.LEAD, CUSTOMER: Role.CUSTOMER, BOB: Role.COLLABORATOR, CLEO: Role.COLLABORATOR}
        self._start({member: (role, 0 if role is Role.CUSTOMER else member) for member, role in roles.items()})

    def _session(self, seat, title, conversation=None, private=None):
        member = seat.member
        return Session(
            title=title,
            seat=seat,
            conversation=conversation or Conversation(member, NAMES[member]),
            surroundings=self.desks[member],
            opened_ms=1,
            private=private,
        )

    def _start(self, seats, *, sharing=0, on_hold=False):
        """Start the host, with the session as it was stored."""
        self.host = Sessions(
            books=self.books,
            loop=self.clock,
            first_generation=generation(self.starts),
            observer=Nobody(),
            limits=Limits(),
        )
        traffic = Traffic(sessions=self.host, loop=self.clock)
        team = Teamwork(sessions=self.host, directory=self)
        attaching = Attaching(
            sessions=self.host, questions=Nobody(), journal=self.journal, loop=self.clock, limits=Limits()
        )
        consent = Consent(sessions=self.host, journal=self.journal)
        self.handlers = {
            Attach: attaching.attach,
            Sealed: traffic.sealed,
            StartShare: traffic.start_share,
            TakeShare: traffic.take_share,
            PassShare: traffic.pass_share,
            EndShare: traffic.end_share,
            Leave: traffic.leave,
            HandOver: team.hand_over,
            TakeOver: team.take_over,
            LeaveLead: team.leave_lead,
            RemoveMember: team.remove,
            SetHold: team.set_hold,
            AskDesktop: consent.ask,
            AllowDesktop: consent.allow,
            GrantDesktop: consent.grant,
        }
        stored = tuple(
            StoredSeat(member=member, role=role, token_hash=token_hash(TOKEN), technician=technician or None)
            for member, (role, technician) in seats.items()
        )
        session = StoredSession(
            session=SESSION, technician=ADA, seats=stored, next_member=5, sharing=sharing, on_hold=on_hold
        )
        self.host.restore([session], lambda _number: True)

    # the directory of technicians, as a host's teamwork asks it

    def technician(self, number):
        return self.technicians.get(number)

    @property
    def room(self):
        live = self.host.find(SESSION)
        return None if live is None else live.room

    # -- links ----------------------------------------------------------------------------------------------

    def connect(self, member):
        """Give a member a new link; its messages wait."""
        self.cut(member)
        peer, hosts, own = Peer(loop=self.clock, limits=Limits()), Wire(), Wire()
        peer.technician = self.technicians.get(member)
        peer.open(hosts)
        self.at[member] = (peer, hosts, own)
        if member == CUSTOMER:
            self.customer.up(own)
        else:
            self.sessions[member].link_up(own)

    def cut(self, member):
        """Break a member's link; both ends notice."""
        if (ends := self.at.pop(member, None)) is None:
            return
        peer, hosts, own = ends
        hosts.end = own.end = "cut"
        self.host.detach(peer)
        peer.end("cut")
        if member == CUSTOMER:
            self.customer.link = None
        else:
            self.sessions[member].link_down()

    def carry(self, member, *, to_host=True, to_member=True):
        """Let what waits on one link arrive; return whether anything did."""
        if member not in self.at:
            return False
        peer, hosts, own = self.at[member]
        came = False
        while to_host and own.waiting and self.at.get(member, (None,))[0] is peer:
            came = True
            message = own.waiting.popleft()
            if handler := self.handlers.get(type(message)):
                handler(peer, message)
        hosts.pump()
        while to_member and hosts.waiting and self.at.get(member, (None,))[0] is peer:
            came = True
            self._arrive(member, hosts.waiting.popleft())
        return came

    def _arrive(self, member, message: Message):
        if member == CUSTOMER:
            self.customer.receive(message)
        else:
            self.sessions[member].receive(message)

    def settle(self):
        """Carry everything until nothing waits any more."""
        came = True
        while came:
            came = False
            for member in list(self.at):
                came = self.carry(member) or came

    # -- what befalls programs --------------------------------------------------------------------------------

    def restart_host(self):
        """End the host and start it anew with what is in its database; nobody is linked then."""
        room = self.room
        seats = {place.member: (place.role, place.technician) for place in room.seats}
        for member in list(self.at):
            self.cut(member)
        self.host.stop()
        self.starts += 1
        self._start(seats, sharing=room.sharing, on_hold=room.hold.on)

    def kill(self, member):
        """End a console as kill -9 does, and start it again, without a link."""
        self.cut(member)
        before, kept = self.sessions[member], self.desks[member].kept
        before.sharing.drop()
        before._turns.stop()
        changes = list(kept.conversation.snapshot())
        conversation = Conversation.restored(changes, own=member, own_name=NAMES[member])
        self.sessions[member] = self._session(kept.seat, kept.title, conversation)

    def close(self):
        for member in list(self.at):
            self.cut(member)
        for session in self.sessions.values():
            session.sharing.drop()
            session._turns.stop()
            session._typing.stop()
            session._entrance.close("left")
        self.host.stop()

    @property
    def active(self):
        return self.room is not None and self.room.state is SessionState.ACTIVE


def _technician(number):
    return Technician(number, NAMES[number], "support", ALL_RIGHTS)
