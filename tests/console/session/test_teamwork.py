"""What a technician may do in a session with others, and what is said of it; the room is written by hand."""

import time

import pytest

import console.session.invitations as invitations_module
from console.connection.colleagues import Colleagues
from console.connection.known_devices import Standing
from console.session.invitations import LATE_S, Invitations
from console.session.newcomers import COMES_S, Newcomers
from console.session.teamwork import Act, Teamwork
from protocol.seat.attendance import Attendance
from protocol.seat.conversation import Conversation
from protocol.seat.seat_key import SeatKey
from protocol.trust.device import Device
from protocol.trust.introduction import Book, public_key
from protocol.vocabulary.accounts import ColleagueGone, Presence
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.messages import (
    Attach,
    Leave,
    Reason,
    Refused,
    Role,
    Room,
    Seat,
    SessionState,
)
from protocol.vocabulary.teamwork import (
    INVITATION_S,
    EndInvitation,
    HandOver,
    Introduce,
    InvitationAnswered,
    InvitationEnded,
    InvitationKind,
    InvitationSent,
    Invite,
    LeaveLead,
    RemoveMember,
    SetHold,
    TakeOver,
)
from tests.console.colleagues_by_hand import ConsoleByHand
from tests.helpers.by_hand import SESSION, LinkByHand

OWN, CUSTOMER, HELPER, LATER = 1, 2, 3, 4
ALL_RIGHTS = frozenset({"chat", "share_screen", "invite", "transfer", "hold", "end"})
ROLES = {OWN: Role.LEAD, CUSTOMER: Role.CUSTOMER, HELPER: Role.COLLABORATOR, LATER: Role.COLLABORATOR}
DEVICE, OTHER = Device(b"a" * 32, b"b" * 32), Device(b"c" * 32, b"d" * 32)
BOB = 8


class Team:
    """One technician's seat, and a room that a test changes."""

    def __init__(self, tmp_path):
        self.rights = ALL_RIGHTS
        self.left = []
        self.failed = []
        self.room = None
        self.link = LinkByHand()
        self.attendance = Attendance(
            seat=SeatKey(session=SESSION, member=OWN, role=Role.LEAD, token=b"t" * 32, key=b"k" * 32, book=Book()),
            name="Ada",
            other="Max",
            conversation=Conversation(OWN, "Ada"),
            listener=self,
            save=lambda: None,
        )
        self.team = Teamwork(attendance=self.attendance, rights=lambda: self.rights, left=self.left.append)
        self.colleagues = Colleagues(tmp_path / "keys")
        self.colleagues.logged_in("host")
        self.newcomers = Newcomers(self.attendance)
        self.channel = ""
        self.invitations = Invitations(
            attendance=self.attendance,
            team=self.team,
            colleagues=self.colleagues,
            device=DEVICE,
            customer="Max",
            newcomers=self.newcomers,
            channel=lambda: self.channel,
            failed=self.failed.append,
        )
        self.attendance.attach(self.link)
        self.salt = self.link.take(Attach)[0].salt

    def becomes(self, state=SessionState.ACTIVE, roles=ROLES, absent=(), sharing=0):
        """Tell the technician the room."""
        seats = tuple(
            Seat(
                member=number,
                role=role,
                present=number not in absent,
                generation=1,
                salt=self.salt if number == OWN else bytes([number]) * 16,
            )
            for number, role in roles.items()
        )
        self.room = Room(session=SESSION, state=state, seats=seats, sharing=sharing)
        self.attendance.receive(self.room)
        return self

    def told(self, message):
        self.invitations.handlers()[type(message)](message)

    def has(self, name, presence=Presence.ONLINE, device=OTHER, number=BOB):
        """Have the host show a colleague; return their console."""
        console = ConsoleByHand(number, name, device)
        message = console.shown(presence)
        self.colleagues.handlers()[type(message)](message)
        return console

    def knows(self, name, **more):
        """Have a colleague there whose device was used before."""
        console = self.has(name, **more)
        assert self.colleagues.trust(self.colleagues.find(console.number), compared=False)
        return console

    def invites(self, console, number=4, kind=InvitationKind.COLLABORATE):
        """Invite, as the host confirms; return the `Invite`."""
        (self.invitations.invite if kind is InvitationKind.COLLABORATE else self.invitations.transfer)(console.number)
        (invite,) = self.link.take(Invite)
        self.told(InvitationSent(session=SESSION, invitation=number, technician=console.number, kind=kind))
        return invite

    @property
    def events(self):
        return [line.event for line in self.attendance.conversation.lines]

    # the attendance's listener

    def room_changed(self, before, now):
        self.team.room_changed(now)

    def member_left(self, departed):
        self.team.member_left(departed)

    def transcript_grew(self, line):
        pass

    transcript_changed = private_grew = private_changed = member_reached = member_named = transcript_grew

    def content_arrived(self, sender, content):
        pass


@pytest.fixture
def team(tmp_path, qapp):
    return Team(tmp_path)


AS_HELPER = {OWN: Role.COLLABORATOR, CUSTOMER: Role.CUSTOMER, HELPER: Role.LEAD}
NO_LEAD = {OWN: Role.COLLABORATOR, CUSTOMER: Role.CUSTOMER, HELPER: Role.COLLABORATOR}
ALONE = {OWN: Role.LEAD, CUSTOMER: Role.CUSTOMER}


@pytest.mark.parametrize(
    ("act", "room", "why_not"),
    [
        (Act.CHAT, {}, None),
        (Act.INVITE, {}, None),
        (Act.INVITE, {"state": SessionState.TRANSFERRING}, "not_now"),
        (Act.INVITE, {"roles": AS_HELPER}, "not_lead"),
        (Act.HAND_OVER, {}, None),
        (Act.HAND_OVER, {"roles": ALONE}, "nobody_there"),
        (Act.HAND_OVER, {"absent": (HELPER, LATER)}, "nobody_there"),
        (Act.LEAVE, {}, None),
        (Act.LEAVE, {"roles": ALONE}, "nobody_there"),
        (Act.LEAVE, {"roles": AS_HELPER}, None),
        (Act.HOLD, {}, None),
        (Act.HOLD, {"state": SessionState.WAITING}, "customer_needed"),
        (Act.END, {}, None),
        (Act.END, {"roles": AS_HELPER}, "not_lead"),
        (Act.CODE, {}, "not_now"),
        (Act.CODE, {"state": SessionState.WAITING}, None),
        (Act.TAKE_OVER, {}, "not_now"),
        (Act.TAKE_OVER, {"state": SessionState.TRANSFERRING, "roles": NO_LEAD}, None),
        (Act.TAKE_OVER, {"state": SessionState.TRANSFERRING, "roles": AS_HELPER}, "not_now"),
        (Act.REMOVE, {}, None),
        (Act.TRANSFER, {"state": SessionState.ON_HOLD}, None),
    ],
)
def test_what_a_technician_may_do(team, act, room, why_not):
    assert team.becomes(**room).team.why_not(act) == why_not


@pytest.mark.parametrize(
    ("act", "right"),
    [
        (Act.CHAT, "chat"),
        (Act.INVITE, "invite"),
        (Act.TRANSFER, "transfer"),
        (Act.HOLD, "hold"),
        (Act.END, "end"),
    ],
)
def test_what_needs_a_right(team, act, right):
    team.becomes()
    team.rights = ALL_RIGHTS - {right}
    assert team.team.why_not(act) == "not_allowed"
    team.rights = frozenset({right})
    assert team.team.why_not(act) is None


def test_without_the_right_a_session_on_hold_still_goes_on_and_an_empty_one_ends(team):
    team.rights = frozenset()
    assert team.becomes(SessionState.ON_HOLD).team.why_not(Act.HOLD) is None
    assert team.becomes(SessionState.WAITING, roles={OWN: Role.LEAD}).team.why_not(Act.END) is None


def test_without_the_host_nothing_can_be_done(team):
    team.becomes()
    team.attendance.detach()
    assert {team.team.why_not(act) for act in Act if act is not Act.SHARE} == {"host_gone"}


def test_what_is_asked_of_the_host(team):
    team.becomes()
    team.team.hand_over(HELPER)
    team.team.remove(LATER)
    team.team.set_hold(True)
    team.team.take_over()  # may not
    team.team.leave()
    assert team.link.of(HandOver) == [HandOver(session=SESSION, member=HELPER)]
    assert team.link.of(RemoveMember) == [RemoveMember(session=SESSION, member=LATER)]
    assert team.link.of(SetHold) == [SetHold(session=SESSION, hold=True)]
    assert team.link.of(TakeOver) == []
    assert (team.link.of(LeaveLead), team.left) == ([LeaveLead(session=SESSION)], [])  # the host may refuse


def test_a_collaborating_technician_simply_leaves(team):
    team.becomes(roles=AS_HELPER).team.leave()
    assert (team.link.of(Leave), team.link.of(LeaveLead)) == ([Leave(session=SESSION)], [])
    assert team.left == [Reason.LEFT]


def test_what_becomes_of_lead_and_hold_is_in_the_transcript_once(team):
    team.becomes().becomes(SessionState.ON_HOLD).becomes(SessionState.ON_HOLD).becomes()
    team.becomes(SessionState.TRANSFERRING, roles=ROLES | {OWN: Role.COLLABORATOR}).becomes()
    assert team.events == ["on_hold", "resumed", "lead_gone", "you_lead"]


def test_a_new_lead_is_named_as_soon_as_the_name_is_known(team):
    team.becomes().becomes(roles=AS_HELPER)
    assert "now_leads" not in team.events
    team.attendance.member.names[HELPER] = "Emmy"
    team.team.member_named(HELPER)
    team.team.member_named(HELPER)
    assert [line.text for line in team.attendance.conversation.lines if line.event == "now_leads"] == ["Emmy"]


# -- invitations ------------------------------------------------------------------------------------------------


def test_an_invitation_is_for_one_login_of_one_device(team):
    bob = team.becomes().knows("Bob")
    team.invitations.invite(BOB)
    (invite,) = team.link.of(Invite)
    grant = bob.opens(invite, DEVICE.public)
    assert (grant.member, grant.customer_name) == (OWN, "Max")
    assert team.attendance.seat.book.awaited == ()
    team.invitations.invite(BOB)
    assert len(team.link.of(Invite)) == 1


def test_who_accepts_comes_with_a_key_of_their_own_which_the_lead_introduces(team):
    bob = team.becomes().knows("Bob")
    invite = team.invites(bob)
    secret, accepted = bob.accepts(invite, DEVICE.public)
    team.told(accepted)
    (introduce,) = team.link.of(Introduce)
    assert team.attendance.seat.book.awaited == ((public_key(secret), bob.device.public.signing),)
    assert OTHER.public.exchange not in team.attendance.seat.book.awaited
    assert bob.introduced(introduce, invite, DEVICE.public, secret).vouches == ()  # nobody else is known yet
    team.told(InvitationEnded(session=SESSION, invitation=4, reason=Reason.NONE))
    assert team.attendance.seat.book.awaited == ((public_key(secret), bob.device.public.signing),)


@pytest.mark.parametrize(
    ("reason", "events"),
    [
        (Reason.DECLINED, ["invitation_declined"]),
        (Reason.TIMED_OUT, ["invitation_late"]),
        (Reason.LEFT, ["invitation_taken_back"]),
        (Reason.DISABLED, ["invitation_late"]),
    ],
)
@pytest.mark.parametrize("answered", [False, True])
def test_what_becomes_of_an_invitation_that_comes_to_nothing(team, reason, events, answered):
    bob = team.becomes().knows("Bob")
    invite = team.invites(bob)
    if answered:
        team.told(bob.accepts(invite, DEVICE.public)[1])
    assert [o.number for o in team.invitations.open] == [4]
    team.told(InvitationEnded(session=SESSION, invitation=4, reason=reason))
    assert team.invitations.open == []
    assert team.events == ["invited", *events]
    assert team.attendance.seat.book.awaited == ()


def test_a_refused_invitation_is_over(team):
    team.becomes().knows("Bob")
    team.invitations.invite(BOB)
    team.invitations.refused(Refused(about=Invite.TAG, reason=Reason.BUSY, session=SESSION))
    assert team.invitations.open == []
    assert team.events == ["invited", "invitation_failed"]


def test_an_invitation_is_taken_back_at_once_or_as_soon_as_it_has_a_number(team):
    team.becomes().knows("Bob")
    team.invitations.invite(BOB)
    team.invitations.take_back(BOB)
    assert team.link.of(EndInvitation) == []
    kind = InvitationKind.COLLABORATE
    team.told(InvitationSent(session=SESSION, invitation=4, technician=BOB, kind=kind))
    team.invitations.take_back(BOB)
    assert team.link.of(EndInvitation) == [EndInvitation(session=SESSION, invitation=4)]


def test_nobody_is_introduced_who_was_taken_back_or_may_not_be_invited_any_more(team):
    bob = team.becomes().knows("Bob")
    invite = team.invites(bob)
    team.invitations.take_back(BOB)
    team.told(bob.accepts(invite, DEVICE.public)[1])  # was on its way
    team.told(InvitationEnded(session=SESSION, invitation=4, reason=Reason.LEFT))
    again = team.invites(bob, number=5)
    team.rights = ALL_RIGHTS - {"invite"}
    team.told(bob.accepts(again, DEVICE.public, number=5)[1])
    assert team.failed == ["not_allowed"]
    assert team.link.of(Introduce) == []
    assert team.attendance.seat.book.awaited == ()
    assert [o.invitation for o in team.link.of(EndInvitation)] == [4, 5]


def test_who_is_taken_back_after_the_introduction_is_not_believed(team):
    bob = team.becomes().knows("Bob")
    invite = team.invites(bob)
    team.told(bob.accepts(invite, DEVICE.public)[1])
    team.invitations.take_back(BOB)
    assert team.attendance.seat.book.awaited == ()


class Clock:
    """Stands for the module `time`."""

    def __init__(self):
        self.now = time.monotonic()

    def monotonic(self):
        return self.now


def test_nobody_is_introduced_whose_answer_the_host_has_kept_until_later(team, monkeypatch):
    bob = team.becomes().knows("Bob")
    invite = team.invites(bob)
    monkeypatch.setattr(invitations_module, "time", clock := Clock())
    clock.now += INVITATION_S + LATE_S + 1
    team.told(bob.accepts(invite, DEVICE.public)[1])
    assert (team.link.of(Introduce), team.attendance.seat.book.awaited) == ([], ())
    assert [o.invitation for o in team.link.of(EndInvitation)] == [4]


@pytest.mark.parametrize("killed", [False, True])
def test_who_was_introduced_and_does_not_come_is_not_believed_hours_later(team, killed):
    clock = Clock()
    team.newcomers._clock = clock.monotonic
    bob = team.becomes().knows("Bob")
    secret, accepted = bob.accepts(team.invites(bob), DEVICE.public)
    team.told(accepted)
    team.told(InvitationEnded(session=SESSION, invitation=4, reason=Reason.NONE))
    newcomers = Newcomers(team.attendance, clock=clock.monotonic) if killed else team.newcomers
    clock.now += COMES_S - 1
    newcomers.expire()
    assert team.attendance.seat.book.awaited == ((public_key(secret), bob.device.public.signing),)
    clock.now += 2
    newcomers.expire()
    assert team.attendance.seat.book.awaited == ()


def test_a_host_that_answers_in_a_colleagues_place_gets_nothing(team):
    bob = team.becomes().knows("Bob")
    invite = team.invites(bob)
    _, accepted = bob.accepts(invite, DEVICE.public)
    forged = InvitationAnswered(session=SESSION, invitation=4, key=public_key(b"e" * 32), signature=accepted.signature)
    team.told(forged)
    assert (team.failed, team.link.of(Introduce)) == (["invitation_broken"], [])
    assert team.link.of(EndInvitation) == [EndInvitation(session=SESSION, invitation=4)]


def test_what_nobody_has_begun_ends_the_link(team):
    bob = team.becomes().knows("Bob")
    kind = InvitationKind.COLLABORATE
    sent = InvitationSent(session=SESSION, invitation=4, technician=BOB, kind=kind)
    with pytest.raises(BadMessage):
        team.told(sent)
    invite = team.invites(bob)
    with pytest.raises(BadMessage):  # accepted by nobody
        team.told(InvitationEnded(session=SESSION, invitation=4, reason=Reason.NONE))
    _, accepted = bob.accepts(invite, DEVICE.public)
    team.told(accepted)
    for again in (accepted, sent, bob.accepts(invite, DEVICE.public, number=9)[1]):
        with pytest.raises(BadMessage):
            team.told(again)
    assert len(team.link.of(Introduce)) == 1


def test_what_the_host_has_not_confirmed_does_not_outlive_the_link(team):
    team.becomes().knows("Bob")
    team.invitations.invite(BOB)
    team.invitations.link_lost()
    assert team.invitations.open == []


@pytest.mark.parametrize(
    ("presence", "device", "rights", "code"),
    [
        (Presence.OFFLINE, OTHER, ALL_RIGHTS, "colleague_away"),
        (Presence.ONLINE, DEVICE, ALL_RIGHTS, "colleague_key_changed"),
        (Presence.ONLINE, OTHER, frozenset(), "not_allowed"),
    ],
)
def test_why_nobody_is_invited(team, presence, device, rights, code):
    team.becomes().knows("Bob")
    team.has("Bob", presence, device)
    team.rights = rights
    team.invitations.invite(BOB)
    assert team.failed == [code]
    assert team.link.of(Invite) == []


def test_nobody_is_invited_whose_device_was_never_used_before_a_click(team):
    team.becomes().has("Bob")
    team.invitations.invite(BOB)
    assert (team.failed, team.link.of(Invite)) == (["colleague_key_new"], [])
    assert team.colleagues.trust(team.colleagues.find(BOB), compared=False)
    team.invitations.invite(BOB)
    assert len(team.link.of(Invite)) == 1


# -- colleagues -------------------------------------------------------------------------------------------------


def test_a_colleague_is_new_then_seen_then_compared(team):
    team.has("Bob")
    assert team.colleagues.find(BOB).standing is Standing.NEW
    assert team.colleagues.trust(team.colleagues.find(BOB), compared=False)
    assert team.colleagues.find(BOB).standing is Standing.SEEN
    assert team.colleagues.trust(team.colleagues.find(BOB), compared=True)
    assert team.colleagues.find(BOB).standing is Standing.COMPARED
    assert team.colleagues.trust(team.colleagues.find(BOB), compared=False)
    assert team.colleagues.find(BOB).standing is Standing.COMPARED  # once compared, always


def test_a_swapped_device_key_is_noticed_remembered_and_used_only_when_compared(team, tmp_path):
    team.knows("Bob")
    team.has("Bob", device=DEVICE)  # by a host that would like to read along
    view = team.colleagues.find(BOB)
    assert (view.standing, view.fingerprint, view.trusted) == (Standing.CHANGED, DEVICE.fingerprint, False)
    again = Colleagues(tmp_path / "keys")
    again.logged_in("host")
    team.colleagues = again
    team.has("Bob", device=DEVICE)
    assert again.find(BOB).standing is Standing.CHANGED
    assert not again.trust(again.find(BOB), compared=False)
    assert again.trust(again.find(BOB), compared=True)
    assert again.find(BOB).standing is Standing.COMPARED


def test_another_number_under_a_known_name_has_changed(team):
    """The real Bob goes, and another "Bob" comes with keys of the host's."""
    team.knows("Bob")
    team.colleagues.handlers()[ColleagueGone](ColleagueGone(technician=BOB))
    for name in ("Bob", "bob ", "\uff22ob", "\u0412ob", "B\u043eb", "\u0392\u03bfb"):  # Cyrillic, Greek
        team.has(name, device=DEVICE, number=99)
        assert team.colleagues.find(99).standing is Standing.CHANGED


def test_known_keys_under_another_name_or_number_have_changed(team):
    team.knows("Bob")
    team.has("Maria")  # the same number and keys
    assert team.colleagues.find(BOB).standing is Standing.CHANGED
    team.has("Bob", number=99)
    assert team.colleagues.find(99).standing is Standing.CHANGED
    half = Device(OTHER.exchange, DEVICE.signing)
    team.has("Somebody", device=half, number=100)
    assert team.colleagues.find(100).standing is Standing.CHANGED


def test_keys_that_are_exchanged_before_the_click_are_not_used(team):
    team.has("Bob")
    shown = team.colleagues.find(BOB)
    team.has("Bob", device=DEVICE)
    assert not team.colleagues.trust(shown, compared=True)
    team.has("Maria")
    assert not team.colleagues.trust(shown, compared=True)
    assert team.colleagues.find(BOB).standing is Standing.NEW


def test_colleagues_of_another_host_are_others_and_those_of_the_same_are_found_again(team):
    team.knows("Bob")
    team.colleagues.logged_in("another host")
    assert team.colleagues.all == []
    team.has("Bob", device=DEVICE)
    assert team.colleagues.find(BOB).standing is Standing.NEW
    team.colleagues.logged_in("host")
    team.has("Bob", device=DEVICE)
    assert team.colleagues.find(BOB).standing is Standing.CHANGED


def test_a_prekey_that_the_device_has_not_signed_is_none(team):
    message = ConsoleByHand(BOB, "Bob", OTHER).shown(prekey=public_key(b"e" * 32))
    team.colleagues.handlers()[type(message)](message)
    assert not team.colleagues.find(BOB).reachable


def test_a_colleague_who_is_gone_is_not_shown(team):
    team.has("Bob")
    team.colleagues.handlers()[ColleagueGone](ColleagueGone(technician=BOB))
    assert team.colleagues.all == []


@pytest.mark.parametrize(
    "data", [b"", b"[", b"[[1]]", b"\xff", b'{"format": 1}', b'{"format": 2, "hosts": {"h": [{}]}}', b'{"format": 2}']
)
def test_a_file_of_keys_that_cannot_be_read_is_put_aside(tmp_path, qapp, data):
    (tmp_path / "keys").write_bytes(data)
    colleagues = Colleagues(tmp_path / "keys")
    colleagues.logged_in("host")
    assert colleagues.all == []
    assert (tmp_path / "keys.broken").read_bytes() == data
