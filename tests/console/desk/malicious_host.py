"""A technician's desk in each state that a session can be in, and a host that the test plays.

The desk and all its parts are the program's own. What the technician has begun is in each state's `begun`: that much
may come of the host's word, and no more.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from console.connection.device_folder import DeviceFolder
from console.connection.hosting import HostEntry
from console.desk.desk import Desk
from console.share.share import ShareState
from protocol.notation import joincode
from protocol.seat.conversation import Conversation
from protocol.seat.member import Member
from protocol.seat.seat_key import SeatKey
from protocol.seat.seatfile import SeatFolder
from protocol.trust.introduction import public_key
from protocol.trust.invitation import InvitationGrant, Terms, wrap_grant
from protocol.trust.join_proof import JoinerExchange
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.desktop import Access, AskDesktop, DesktopAsked, DesktopChanged
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.joins import Admit, CodeMade, Joining, JoinStep
from protocol.vocabulary.messages import (
    LoggedIn,
    OpenSession,
    Reason,
    Role,
    Seat,
    SessionOpened,
    SessionState,
    ShareChanged,
)
from protocol.vocabulary.queue import (
    CallIn,
    CustomerPicked,
    QueueTransfer,
    QueueTransferEnded,
    QueueTransferPicked,
    TransferToQueue,
)
from protocol.vocabulary.teamwork import (
    AnswerInvitation,
    ColleagueCodeMade,
    ColleagueJoining,
    HandOver,
    Introduce,
    InvitationKind,
    InvitationSent,
    Invite,
    Invited,
)
from tests.console.colleagues_by_hand import ConsoleByHand
from tests.helpers.by_hand import CUSTOMER, LEAD, SESSION, LinkByHand, Other, RoomByHand, ScreenByHand

BOB, EVE = 8, 4711  # a colleague whom this technician knows, and a device of the host's
HELPER = 3  # the seat of a collaborating technician
THEIRS = b"x" * 16  # a session that others have
REQUEST, JOIN, INVITATION = 77, 5, 4  # numbers that are asked for, or announced, in the states below
RIGHTS = ("chat", "end", "hold", "invite", "share_screen", "transfer", "view_customer", "control_customer")
PRINTERS = "printers"
KEY_MATERIAL = (Invite, Introduce, CallIn, Admit, AnswerInvitation, JoinStep, TransferToQueue, HandOver)
PATIENCE_S = 60.0
SHOWN = (ShareState.OFF, ShareState.STARTING, ShareState.INTERRUPTED, ShareState.RESUMING, ShareState.ON)
"""Each shows no less of the screen than the one before."""
ACCESSES = list(Access)


class Settings:
    own_name = "Anna Berger"
    share_during_control = True
    public_address = ""


class Hosting:
    def stop(self):
        pass


class Case:
    """A desk that is logged in at a host, which the test plays."""

    def __init__(self, folder):
        self.folder = folder
        self.screen = ScreenByHand()
        self.problems = []
        self.desk = self._new_desk()
        self.room = None
        self.bob, self.eve = ConsoleByHand(BOB, "Bob"), ConsoleByHand(EVE, "Support")
        self._log_in()
        assert self.desk.colleagues.trust(self.desk.colleagues.find(BOB), compared=False)

    def _new_desk(self):
        desk = Desk(
            hosting=Hosting(),
            seats=SeatFolder(self.folder / "seats"),
            settings=Settings(),
            capture=self.screen,
            keys=DeviceFolder(self.folder / "device"),
        )
        desk.problem.connect(self.problems.append)
        return desk

    def _log_in(self):
        self.link = LinkByHand()
        self.link.peer_fingerprint = b"f" * 32
        self.desk._connection._entry = HostEntry(
            address="support.example", port=7330, everywhere=False, fingerprint=None, token=b"t" * 32, pid=0
        )
        self.desk._connection._up(self.link)
        self.tell(LoggedIn(name="Anna", group="support", rights=RIGHTS))
        for console in (self.bob, self.eve):
            self.tell(console.shown())

    def tell(self, message):
        """Say something as the host; as a link does, bytes and all. Raises BadMessage where that ends the link."""
        self.desk.receive(HOST_VOCABULARY.decode(HOST_VOCABULARY.encode(message)))

    def ends_with(self, message):
        """Return whether the link ends by `message`."""
        try:
            self.tell(message)
        except BadMessage:
            return True
        return False

    def close(self):
        """End what runs in threads of its own."""
        for session in self.desk.sessions:
            session.sharing.drop()
        assert self.screen.all_ended()

    @property
    def session(self):
        return self.desk.sessions[-1]

    def told(self, kind):
        return self.link.of(kind)

    # -- ways into each state ---------------------------------------------------------------------------------

    def asked_for_a_session(self):
        self.desk.open_session("Max Muster")
        return self

    def opened(self):
        self.asked_for_a_session()
        (asked,) = self.link.take(OpenSession)
        self.tell(SessionOpened(request=asked.request, session=SESSION, member=LEAD, token=b"t" * 32))
        return self

    def seated(self):
        """A code is asked for."""
        self.opened()
        self.room = RoomByHand(own=LEAD, own_role=Role.LEAD, other=self._customer(), link=self.link, receive=self.tell)
        self.room.seat()
        return self

    def waiting(self):
        self.seated()
        self.tell(CodeMade(session=SESSION, route="1234", valid_s=600))
        assert self.session.code is not None
        return self

    def clicks_for_a_joiner(self):
        """Somebody has proved the code while many are tried: the technician is asked."""
        self.waiting()
        code = joincode.parse(self.session.code.text)
        who = {"session": SESSION, "join": JOIN}
        exchange = JoinerExchange(code=code, role=Role.CUSTOMER, fingerprint=b"f" * 32, **who)
        self.tell(Joining(**who, doubtful=True))
        self.tell(JoinStep(**who, data=exchange.start()))
        (answer,) = self.link.take(JoinStep)
        self.tell(JoinStep(**who, data=exchange.step(answer.data)))
        assert self.session.needs_admit
        return self

    def joined(self):
        self.waiting().room.arrive()
        assert self.session.attendance.member.reached() == [CUSTOMER]
        return self

    def shows(self, **changed):
        """Have the host show the room otherwise from now on, as it does when something has happened."""
        shown = self.room.message
        self.room.message = lambda: replace(shown(), **changed)
        self.room.tell()
        return self

    def transferring(self):
        return self.shows(state=SessionState.TRANSFERRING)

    def queue_asked_for(self):
        self.joined().session.queue.transfer(PRINTERS)
        assert len(self.link.take(TransferToQueue)) == 1
        return self

    def queued(self):
        self.queue_asked_for()
        self.tell(QueueTransfer(session=SESSION, channel=PRINTERS, place=1))
        return self.transferring()

    def picked_up_by_somebody_new(self):
        self.queued().tell(QueueTransferPicked(session=SESSION, technician=EVE))
        assert self.session.queue.picked_by is not None
        return self

    def taken_back(self):
        self.queued().session.queue.take_back()
        return self

    def out_of_queue(self):
        self.taken_back()
        self.tell(QueueTransferEnded(session=SESSION, reason=Reason.LEFT))
        del self.room.message
        self.room.tell()
        return self

    def asking_a_colleague(self, kind=InvitationKind.COLLABORATE):
        """The host has not said yet that it has heard of it."""
        self.joined()
        invitations = self.session.invitations
        (invitations.invite if kind is InvitationKind.COLLABORATE else invitations.transfer)(BOB)
        (self.invite,) = self.link.take(Invite)
        return self

    def inviting(self, kind=InvitationKind.COLLABORATE):
        self.asking_a_colleague(kind)
        self.tell(InvitationSent(session=SESSION, invitation=INVITATION, technician=BOB, kind=kind))
        return self

    def handing_to_a_colleague(self):
        return self.inviting(InvitationKind.TRANSFER).transferring()

    def introduced(self):
        self.handing_to_a_colleague()
        self.tell(self.bob.accepts(self.invite, self.desk.device.public)[1])
        assert len(self.link.take(Introduce)) == 1
        return self

    def not_inviting(self):
        self.inviting().session.invitations.take_back(BOB)
        return self

    def with_a_helper(self):
        """A collaborating technician has a seat."""
        self.joined()
        helper = Seat(member=HELPER, role=Role.COLLABORATOR, present=True, generation=1, salt=b"3" * 16)
        self.shown = self.room.message()
        self.shown = replace(self.shown, seats=(*self.shown.seats, helper))
        self.tell(self.shown)
        return self

    def asked_for_leave(self):
        self.with_a_helper().tell(DesktopAsked(session=SESSION, member=HELPER, access=Access.VIEW))
        return self

    def handing_over(self):
        self.with_a_helper().session.team.hand_over(HELPER)
        self.link.take(HandOver)
        return self

    def collaborating(self):
        own, customer, helper = self.handing_over().shown.seats
        seats = (replace(own, role=Role.COLLABORATOR), customer, replace(helper, role=Role.LEAD))
        self.shown = replace(self.shown, seats=seats)
        self.tell(self.shown)
        assert self.session.attendance.member.seat.role is Role.COLLABORATOR
        return self

    def without_a_lead(self):
        own, customer, _ = self.collaborating().shown.seats
        self.tell(replace(self.shown, seats=(own, customer), state=SessionState.TRANSFERRING))
        return self

    def on_hold(self):
        self.joined()
        self.tell(replace(self.room.message(), state=SessionState.ON_HOLD))
        return self

    def customer_away(self):
        self.joined().room.lose()
        return self

    def link_lost(self):
        """The seat is asked for on another link, and the host has not answered."""
        self.joined()
        self.desk.link_lost()
        self.desk._connection.logged_in = False
        self._log_in()
        return self

    def after_a_crash(self):
        self.joined()
        self.desk = self._new_desk()
        self.desk._lying.take_up()
        self._log_in()
        return self

    def seat_taken_anew(self):
        """Something of the customer's did not open: the seat is about to be taken anew on the same link."""
        self.joined().session._take_seat_anew("a test")
        assert self.session.attendance.link is None
        return self

    def closed(self):
        self.joined().session.end()
        return self

    # the screen

    def share_asked_for(self):
        self.joined().session.start_share()
        assert self.session.share is ShareState.STARTING
        return self

    def share_taken_back(self):
        self.share_asked_for().session.stop_share()
        return self

    def sharing(self):
        self.share_asked_for().tell(ShareChanged(session=SESSION, sharing=LEAD, by=LEAD, reason=Reason.NONE))
        self.room.sharing = LEAD
        self.room.tell()
        assert self.session.share is ShareState.ON
        deadline = time.monotonic() + PATIENCE_S
        while self.screen.opened == 0:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        return self

    def share_paused(self):
        self.sharing().session.sharing.pause()
        return self

    def share_interrupted(self):
        self.sharing().room.lose()
        assert self.session.share is ShareState.INTERRUPTED
        return self

    # the customer's desktop

    def desktop_asked_for(self, access=Access.VIEW):
        self.joined().session.remote.ask(access)
        assert len(self.link.take(AskDesktop)) == 1
        return self

    def desktop_question_taken_back(self):
        self.desktop_asked_for(Access.CONTROL).session.remote.take_back()
        return self

    def desktop_seen(self):
        return self._desktop(Access.VIEW)

    def desktop_operated(self):
        return self._desktop(Access.CONTROL)

    def _desktop(self, access):
        self.desktop_asked_for(access)
        self.tell(DesktopChanged(session=SESSION, member=LEAD, access=access, by=CUSTOMER, reason=Reason.NONE))
        assert self.session.remote.access is access
        return self

    # other people's sessions, and those out of the queue

    def invited(self, sender=None):
        """A colleague's invitation waits for a click; what is in it does not matter here."""
        grant, kind = b"x" * 200, InvitationKind.COLLABORATE
        self.tell(Invited(session=bytes(16), invitation=INVITATION, sender=sender or BOB, kind=kind, grant=grant))
        return self

    def accepted(self):
        """A real one, to which this technician has said yes."""
        kind, prekey = InvitationKind.COLLABORATE, public_key(self.desk._incoming._prekey)
        terms = Terms(
            session=THEIRS,
            kind=kind,
            sender=self.bob.device.public,
            receiver=self.desk.device.public,
            prekey=prekey,
        )
        grant = InvitationGrant(member=1, key=public_key(b"l" * 32), lead_name="Bob", customer_name="Erika")
        wrapped = wrap_grant(grant, terms, self.bob.device)
        self.tell(Invited(session=THEIRS, invitation=INVITATION, sender=BOB, kind=kind, grant=wrapped))
        self.desk.answer(self.desk.invitations[0], True)
        assert [message.accept for message in self.link.take(AnswerInvitation)] == [True]
        return self

    def joining_a_colleague(self):
        self.desk.join_session(joincode.code_text("1234", joincode.new_digits_secret()))
        assert self.desk.joining
        return self

    def a_colleagues_join_has_begun(self):
        self.joining_a_colleague().tell(ColleagueJoining(session=THEIRS, join=JOIN))
        assert len(self.link.take(JoinStep)) == 1
        return self

    def colleague_code_asked_for(self):
        self.joined().session.new_colleague_code()
        return self

    def colleague_code_valid(self):
        self.colleague_code_asked_for().tell(ColleagueCodeMade(session=SESSION, route="4321", valid_s=600))
        assert self.session.colleague_code is not None
        return self

    def picking_up(self):
        self.desk.pick_up()
        assert self.desk.queue.picking
        return self

    def picked_up(self, session=None):
        self.picking_up()
        self.tell(CustomerPicked(request=REQUEST, customer=7, channel=PRINTERS, name="Max", session=session))
        return self

    def transferred_session_picked_up(self):
        return self.picked_up(THEIRS)

    def calling_in(self):
        self.picked_up()
        self.tell(SessionOpened(request=REQUEST, session=SESSION, member=LEAD, token=b"t" * 32))
        self.room = RoomByHand(own=LEAD, own_role=Role.LEAD, other=self._customer(), link=self.link, receive=self.tell)
        self.room.seat()
        assert len(self.link.take(CallIn)) == 1
        return self

    def _customer(self):
        other = Other(CUSTOMER, Role.CUSTOMER, "Max Muster")
        key = self.session.attendance.member.introductions.grant(customer=True)
        seat = SeatKey(session=SESSION, member=CUSTOMER, role=Role.CUSTOMER, token=b"t" * 32, key=key)
        other.member = Member(seat, "Max Muster", Conversation(CUSTOMER, "Max Muster"))
        return other

    # -- what must not change ---------------------------------------------------------------------------------

    def guarded(self):
        """Return all that no host's word may change, besides what it may take away."""
        sessions = self.desk.sessions
        return {
            "sessions": [s.id for s in sessions],
            "books": [_believed(s) for s in sessions],
            "opened": self.screen.opened,
            "shares": [(SHOWN.index(s.share), not s.sharing.paused) for s in sessions],
            "desktops": [
                max(map(ACCESSES.index, (r.access, r.asked, r._wished))) for r in (s.remote for s in sessions)
            ],
            "channels": [s.channel for s in sessions],
            "trusted": {v.technician for v in self.desk.colleagues.all if v.trusted},
        }

    def codes(self):
        return {code for s in self.desk.sessions for code in (s.code, s.colleague_code) if code is not None}


def _desktop(remote):
    return max(map(ACCESSES.index, (remote.access, remote.asked, remote._wished)))


def _believed(session):
    book = session.attendance.seat.book
    return ({(k.member, k.key) for k in book.known if not k.gone}, set(book.granted), set(book.awaited))


@dataclass(frozen=True)
class State:
    """One that a desk can be in.

    Attributes:
        enter: brings a `Case` there.
        begun: what the technician has begun there, so that it may come of the host's word: kinds of messages that may
            leave, and names of what may change.
    """

    enter: object
    begun: frozenset = field(default=frozenset())


def _state(enter, *begun):
    return State(enter, frozenset(begun))


STATES = {
    "logged in": _state(lambda case: case),
    "a session was asked for": _state(Case.asked_for_a_session, "sessions"),
    "a session opened, not attached": _state(Case.opened),
    "a code was asked for": _state(Case.seated, "codes"),
    "a code is valid": _state(Case.waiting),
    "a joiner waits for a click": _state(Case.clicks_for_a_joiner),
    "with a customer": _state(Case.joined),
    "the customer is away": _state(Case.customer_away),
    "on hold": _state(Case.on_hold),
    "a queue was asked for": _state(Case.queue_asked_for, Invite, "channels"),
    "in a queue": _state(Case.queued, Invite),
    "picked up by somebody new": _state(Case.picked_up_by_somebody_new),
    "taken out of the queue": _state(Case.taken_back),
    "out of the queue again": _state(Case.out_of_queue),
    "a colleague is about to be invited": _state(Case.asking_a_colleague),
    "a colleague is invited": _state(Case.inviting),
    "a colleague is to take it over": _state(Case.handing_to_a_colleague),
    "a colleague was introduced": _state(Case.introduced),
    "an invitation was taken back": _state(Case.not_inviting),
    "a code for colleagues was asked for": _state(Case.colleague_code_asked_for, "codes"),
    "a code for colleagues is valid": _state(Case.colleague_code_valid),
    "a colleague is there": _state(Case.with_a_helper),
    "a colleague asks for leave": _state(Case.asked_for_leave),
    "the lead is handed over": _state(Case.handing_over),
    "somebody else leads": _state(Case.collaborating),
    "nobody leads": _state(Case.without_a_lead),
    "a share was asked for": _state(Case.share_asked_for, "shares", "opened"),
    "a share was taken back": _state(Case.share_taken_back),
    "a share goes on": _state(Case.sharing),
    "a share is paused": _state(Case.share_paused),
    "a share is interrupted": _state(Case.share_interrupted),
    "the desktop was asked for": _state(Case.desktop_asked_for),
    "the question for the desktop was taken back": _state(Case.desktop_question_taken_back),
    "the desktop is seen": _state(Case.desktop_seen),
    "the desktop is operated": _state(Case.desktop_operated),
    "the seat is taken on another link": _state(Case.link_lost),
    "the seat is taken after a crash": _state(Case.after_a_crash),
    "the seat is taken anew": _state(Case.seat_taken_anew),
    "the session was ended": _state(Case.closed),
    "invited by a colleague": _state(Case.invited),
    "invited by somebody new": _state(lambda case: case.invited(EVE)),
    "an invitation was accepted": _state(Case.accepted),
    "a colleague's session is joined": _state(Case.joining_a_colleague, JoinStep),
    "the join has begun": _state(Case.a_colleagues_join_has_begun, JoinStep),
    "somebody is picked up": _state(Case.picking_up),
    "somebody was picked up": _state(Case.picked_up, "sessions"),
    "a session that is transferred was picked up": _state(Case.transferred_session_picked_up),
    "a customer is called in": _state(Case.calling_in, "codes"),
}
