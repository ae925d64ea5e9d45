"""Several technicians in one room: who leads, hold, transfer, and who hears what, in any order of events."""

import itertools

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from console.host.core.rights import RIGHTS
from console.host.core.room.room import Room
from console.host.core.room.seats import TECHNICIANS_LIMIT, HoldChanged, Place, RoleChanged
from protocol.vocabulary.desktop import Access, AllowDesktop, DesktopChanged, GrantDesktop
from protocol.vocabulary.messages import (
    MEMBERS_LIMIT,
    Channel,
    EndShare,
    MemberLeft,
    Reason,
    Role,
    Sealed,
    SessionClosed,
    SessionState,
    ShareChanged,
    StartShare,
)
from protocol.vocabulary.messages import Room as RoomMessage
from protocol.vocabulary.teamwork import HandOver, InvitationKind, LeaveLead, RemoveMember, SetHold, TakeOver

SESSION, SALT = bytes(16), bytes(15) + b"\1"
LEAD, CUSTOMER, FIRST, SECOND = 1, 2, 3, 4
ALL = frozenset(RIGHTS)
ROLES = {LEAD: Role.LEAD, CUSTOMER: Role.CUSTOMER, FIRST: Role.COLLABORATOR, SECOND: Role.COLLABORATOR}


@pytest.fixture
def room():
    """A session with a customer, its lead and two collaborating technicians."""
    places = {member: Place(member, role, 0, technician=100 + member) for member, role in ROLES.items()}
    room = Room(SESSION, places, next_member=5)
    for member, role in ROLES.items():
        room.attach(member, SALT, rights=frozenset() if role is Role.CUSTOMER else ALL)
    room.seats.take_events()
    return room


def roles(room):
    return {place.member: place.role for place in room.seats}


def told(outs, kind):
    return {out.member: out.message for out in outs if isinstance(out.message, kind)}


def left(member, reason):
    return MemberLeft(session=SESSION, member=member, reason=reason)


# -- who leads --------------------------------------------------------------------------------------------------


def test_the_lead_hands_the_session_over_and_collaborates_from_then_on(room):
    assert room.leadership.may_hand_over_to(SECOND)
    outs = room.pass_lead(SECOND)
    assert roles(room) == ROLES | {LEAD: Role.COLLABORATOR, SECOND: Role.LEAD}
    assert set(told(outs, RoomMessage)) == set(ROLES)
    assert room.seats.take_events() == [RoleChanged(LEAD, Role.COLLABORATOR), RoleChanged(SECOND, Role.LEAD)]


def test_who_has_handed_over_is_told_so_when_they_go_on_as_lead(room):
    room.pass_lead(FIRST)
    assert not room.may(LEAD, HandOver)
    assert room.why_not(LEAD, HandOver) is Reason.HANDED_OVER
    assert room.why_not(SECOND, HandOver) is Reason.NOT_ALLOWED
    assert room.why_not(LEAD, StartShare) is Reason.NOT_ALLOWED


@pytest.mark.parametrize("member", [LEAD, CUSTOMER, 9])
def test_nobody_but_a_collaborating_technician_is_handed_the_session(room, member):
    assert not room.leadership.may_hand_over_to(member)


def test_an_absent_technician_is_not_handed_the_session(room):
    room.link_lost(FIRST)
    assert not room.leadership.may_hand_over_to(FIRST)


def test_a_lead_who_leaves_leaves_the_session_to_who_has_been_there_longest(room):
    outs = room.leave_lead(LEAD)
    assert room.state is SessionState.TRANSFERRING
    assert LEAD in told(outs, MemberLeft)
    assert [room.leadership.may_take_over(member) for member in (CUSTOMER, FIRST, SECOND)] == [False, True, False]
    room.pass_lead(FIRST)
    assert room.state is SessionState.ACTIVE
    assert room.seats.lead().member == FIRST


def test_the_next_one_takes_over_where_the_first_is_not_there(room):
    room.leave_lead(LEAD)
    room.link_lost(FIRST)
    assert room.leadership.may_take_over(SECOND)


def test_a_lead_does_not_leave_a_session_to_nobody(room):
    assert room.leadership.may_leave()
    room.link_lost(FIRST)
    room.link_lost(SECOND)
    assert not room.leadership.may_leave()


@pytest.mark.parametrize("reason", [Reason.TIMED_OUT, Reason.DISABLED])
def test_the_others_go_on_where_the_lead_is_gone(room, reason):
    room.start_share(FIRST)
    outs = room.give_up(LEAD, reason)
    assert room.state is SessionState.TRANSFERRING
    assert told(outs, MemberLeft)[CUSTOMER] == left(LEAD, Reason.LEFT if reason is Reason.DISABLED else reason)
    assert told(outs, MemberLeft)[FIRST] == left(LEAD, reason)
    assert room.sharing == FIRST
    assert room.may(FIRST, Channel.PICTURE)
    assert not room.may(SECOND, StartShare)


def test_a_session_ends_with_its_last_technician(room):
    room.leave_lead(LEAD)
    room.give_up(FIRST, Reason.LEFT)
    assert room.closed is None
    outs = room.give_up(SECOND, Reason.LEFT)
    assert told(outs, SessionClosed)[CUSTOMER].reason is Reason.TECHNICIAN_GONE


def test_a_disabled_lead_without_colleagues_ends_the_session_in_words(room):
    room.give_up(FIRST, Reason.LEFT)
    room.give_up(SECOND, Reason.LEFT)
    outs = room.give_up(LEAD, Reason.DISABLED)
    assert told(outs, SessionClosed)[CUSTOMER].reason is Reason.TECHNICIAN_GONE
    assert told(outs, SessionClosed)[LEAD].reason is Reason.DISABLED
    assert room.state is SessionState.CLOSED


def test_a_member_who_is_removed_hears_it_like_everybody_else(room):
    outs = room.give_up(FIRST, Reason.REMOVED)
    assert told(outs, MemberLeft) == dict.fromkeys(ROLES, left(FIRST, Reason.REMOVED))
    assert FIRST not in told(outs, RoomMessage)


# -- transfer -----------------------------------------------------------------------------------------------------


def heir(room):
    """Let another technician accept the session."""
    room.begin_transfer()
    member = room.admit(Role.COLLABORATOR, first_generation=0, technician=200)
    room.leadership.heir = member
    return member


def test_a_session_is_transferring_until_the_other_technician_has_it(room):
    member = heir(room)
    assert room.state is SessionState.TRANSFERRING
    assert room.seats.lead().member == LEAD
    outs = room.attach(member, SALT, rights=ALL)
    assert room.state is SessionState.ACTIVE
    assert room.seats.lead().member == member
    assert told(outs, MemberLeft) == dict.fromkeys((*ROLES, member), left(LEAD, Reason.TRANSFERRED))
    assert room.seats.place(LEAD) is None


def test_a_transfer_ends_the_old_leads_share_and_every_consent(room):
    room.start_share(LEAD)
    room.desktop.ask(room.seats.place(FIRST), Access.VIEW)
    room.desktop.allow(LEAD, FIRST, Access.VIEW)
    room.desktop.grant(CUSTOMER, FIRST, Access.VIEW)
    outs = room.attach(heir(room), SALT, rights=ALL)
    assert told(outs, ShareChanged)[CUSTOMER].reason is Reason.TRANSFERRED
    assert told(outs, DesktopChanged)[CUSTOMER].reason is Reason.TRANSFERRED


def test_what_goes_on_goes_on_while_a_transfer_is_asked_for_and_nothing_begins(room):
    room.start_share(LEAD)
    room.begin_transfer()
    assert room.may(LEAD, Channel.PICTURE)
    assert not any(room.may(member, act) for member in ROLES for act in (StartShare, HandOver, LeaveLead, Access.VIEW))
    room.end_transfer()
    assert room.state is SessionState.ACTIVE
    assert room.sharing == LEAD


def test_an_heir_who_never_comes_leaves_everything_as_it_was(room):
    member = heir(room)
    room.give_up(member, Reason.TIMED_OUT)
    assert room.state is SessionState.ACTIVE
    assert roles(room) == ROLES


def test_an_heir_leads_even_where_the_lead_has_gone_meanwhile(room):
    member = heir(room)
    room.give_up(LEAD, Reason.TIMED_OUT)
    room.attach(member, SALT, rights=ALL)
    assert room.seats.lead().member == member


# -- hold -----------------------------------------------------------------------------------------------------------


def test_hold_ends_share_and_desktop_and_keeps_the_chat(room):
    room.start_share(FIRST)
    room.desktop.ask(room.seats.place(LEAD), Access.CONTROL)
    room.desktop.grant(CUSTOMER, LEAD, Access.CONTROL)
    outs = room.set_hold(True, LEAD)
    assert room.state is SessionState.ON_HOLD
    ended = ShareChanged(session=SESSION, sharing=0, by=LEAD, reason=Reason.ON_HOLD, before=FIRST)
    assert told(outs, ShareChanged)[FIRST] == ended
    assert told(outs, DesktopChanged)[LEAD].reason is Reason.ON_HOLD
    assert all(room.may(member, Channel.CHAT) for member in ROLES)
    assert not any(room.may(member, StartShare) for member in ROLES)
    assert room.why_not(LEAD, StartShare) is Reason.ON_HOLD
    assert HoldChanged(True, LEAD) in room.seats.take_events()
    room.set_hold(False, LEAD)
    assert room.may(FIRST, StartShare)


def test_a_session_stays_on_hold_over_lost_links(room):
    room.set_hold(True, LEAD)
    room.link_lost(CUSTOMER)
    room.link_lost(LEAD)
    assert room.state is SessionState.ON_HOLD


def test_a_session_whose_customer_has_gone_is_on_hold_no_more(room):
    room.set_hold(True, LEAD)
    room.give_up(CUSTOMER, Reason.LEFT)
    assert room.state is SessionState.WAITING


# -- shares ---------------------------------------------------------------------------------------------------------


def test_the_lead_ends_anothers_share(room):
    room.start_share(FIRST)
    assert room.may(LEAD, EndShare)
    assert not room.may(SECOND, EndShare)
    outs = room.end_share(LEAD)
    assert told(outs, ShareChanged)[FIRST] == ShareChanged(
        session=SESSION, sharing=0, by=LEAD, reason=Reason.STOPPED, before=FIRST
    )


def test_a_restored_share_goes_on_while_its_technician_may_share(room):
    for rights, sharing in ((ALL, FIRST), (ALL - {"share_screen"}, 0)):
        places = {member: Place(member, role, 0, taken=True) for member, role in ROLES.items()}
        restored = Room(SESSION, places, next_member=5, sharing=FIRST)
        assert restored.sharing == FIRST
        restored.attach(FIRST, SALT, rights=rights)
        assert restored.sharing == sharing


def test_nobody_shares_whose_seat_is_gone(room):
    assert Room(SESSION, {LEAD: Place(LEAD, Role.LEAD, 0)}, next_member=5, sharing=FIRST).sharing == 0


def test_there_is_always_a_seat_for_a_customer():
    room = Room.opened(SESSION, ALL, first_generation=0)
    while room.seats.room_for(Role.COLLABORATOR):
        room.admit(Role.COLLABORATOR, first_generation=0)
    assert len(room.seats.technicians()) == TECHNICIANS_LIMIT
    room.admit(Role.CUSTOMER, first_generation=0)
    assert len(list(room.seats)) == MEMBERS_LIMIT
    with pytest.raises(ValueError, match="no seat"):
        room.admit(Role.COLLABORATOR, first_generation=0)


# -- any order ------------------------------------------------------------------------------------------------------

MEMBERS = st.integers(1, 6)


class Session(RuleBasedStateMachine):
    """Members who try everything in any order, and a host that asks the room first, as its handlers do."""

    @initialize()
    def open(self):
        self.room = Room.opened(SESSION, ALL, first_generation=0, technician=101)
        self.room.attach(LEAD, SALT, rights=ALL)
        self.rights = {LEAD: ALL}
        self.granted = {}

    def live(self):
        return self.room.closed is None

    def place(self, member):
        return self.room.seats.place(member)

    @precondition(lambda self: not self.live())
    @rule()
    def open_another(self):
        assert not any(self.room.may(member, Channel.TALK) for member in range(8))
        self.open()

    @precondition(live)
    @rule()
    def join_customer(self):
        if self.room.seats.room_for(Role.CUSTOMER):
            self.room.admit(Role.CUSTOMER, first_generation=0)

    @precondition(live)
    @rule()
    def join_colleague(self):
        if len(self.room.seats.technicians()) < 4:
            member = self.room.admit(Role.COLLABORATOR, first_generation=0, technician=self.room.seats._next_member)
            self.rights[member] = ALL

    @precondition(live)
    @rule(member=MEMBERS)
    def attach(self, member):
        if self.place(member) is not None:
            was_heir = self.room.leadership.heir == member
            self.room.attach(member, SALT, rights=self.rights.get(member, frozenset()))
            assert not was_heir or self.place(member).role is Role.LEAD

    @precondition(live)
    @rule(member=MEMBERS)
    def cut(self, member):
        if self.place(member) is not None and self.place(member).present:
            self.room.link_lost(member)

    @precondition(live)
    @rule(member=MEMBERS, reason=st.sampled_from([Reason.LEFT, Reason.TIMED_OUT, Reason.REMOVED, Reason.DISABLED]))
    def leave(self, member, reason):
        if self.place(member) is not None and not (reason is Reason.REMOVED and self.place(member).role is Role.LEAD):
            self.room.give_up(member, reason)

    @precondition(live)
    @rule(member=MEMBERS)
    def leave_lead(self, member):
        if self.room.may(member, LeaveLead) and self.room.leadership.may_leave():
            self.room.leave_lead(member)
            assert self.room.state is SessionState.TRANSFERRING

    @precondition(live)
    @rule(lead=MEMBERS, member=MEMBERS)
    def hand_over(self, lead, member):
        if self.room.may(lead, HandOver) and self.room.leadership.may_hand_over_to(member):
            self.room.pass_lead(member)
            assert not self.room.may(lead, HandOver)

    @precondition(live)
    @rule(member=MEMBERS)
    def take_over(self, member):
        if self.room.may(member, TakeOver) and self.room.leadership.may_take_over(member):
            self.room.pass_lead(member)

    @precondition(live)
    @rule(lead=MEMBERS, accepted=st.booleans())
    def transfer(self, lead, accepted):
        if self.room.may(lead, InvitationKind.TRANSFER) and len(self.room.seats.technicians()) < 4:
            self.room.begin_transfer()
            if accepted:
                self.join_colleague()
                self.room.leadership.heir = max(place.member for place in self.room.seats)
            else:
                self.room.end_transfer()

    @precondition(live)
    @rule(member=MEMBERS, on=st.booleans())
    def hold(self, member, on):
        if self.room.may(member, SetHold):
            self.room.set_hold(on, member)

    @precondition(live)
    @rule(member=MEMBERS)
    def start_share(self, member):
        if self.room.may(member, StartShare):
            assert self.room.state is SessionState.ACTIVE
            self.room.start_share(member)

    @precondition(live)
    @rule(member=MEMBERS)
    def end_share(self, member):
        if self.room.may(member, EndShare):
            self.room.end_share(member)

    @precondition(live)
    @rule(member=MEMBERS, access=st.sampled_from(Access))
    def ask(self, member, access):
        if self.room.may(member, access):
            self.room.desktop.ask(self.place(member), access)

    @precondition(live)
    @rule(lead=MEMBERS, member=MEMBERS, access=st.sampled_from(Access))
    def allow(self, lead, member, access):
        if self.room.may(lead, AllowDesktop):
            self.room.desktop.allow(lead, member, access)

    @precondition(live)
    @rule(customer=MEMBERS, member=MEMBERS, access=st.sampled_from(Access))
    def grant(self, customer, member, access):
        if self.room.may(customer, GrantDesktop) and self.room.desktop.may_grant(member, access):
            self.room.desktop.grant(customer, member, access)
            if access is not Access.NONE:
                self.granted = {member: access}

    @precondition(live)
    @rule(member=MEMBERS, rights=st.sets(st.sampled_from(RIGHTS)) | st.just(ALL))
    def change_rights(self, member, rights):
        if self.place(member) is not None and member in self.rights:
            self.rights[member] = frozenset(rights)
            self.room.set_rights(member, frozenset(rights))

    @invariant()
    def there_is_at_most_one_lead_and_one_customer(self):
        present = [place.role for place in self.room.seats]
        assert present.count(Role.LEAD) <= 1
        assert present.count(Role.CUSTOMER) <= 1
        if self.live() and Role.LEAD not in present:
            assert self.room.state is SessionState.TRANSFERRING
            assert self.room.seats.collaborators()

    @invariant()
    def nobody_does_what_they_may_not(self):
        for member in range(8):
            if self.room.may(member, Channel.PICTURE):
                assert member == self.room.sharing
                assert "share_screen" in self.rights[member]
            if self.room.may(member, Channel.INPUT):
                assert self.granted == {member: Access.CONTROL}
                assert {"view_customer", "control_customer"} <= self.rights[member]
            if self.room.may(member, RemoveMember):
                assert self.place(member).role is Role.LEAD

    @invariant()
    def what_is_shared_and_granted_needs_both_ends(self):
        room = self.room
        if room.sharing:
            assert self.place(room.sharing).role is not Role.CUSTOMER
            assert room.seats.customer() is not None
        if room.desktop.member:
            assert "view_customer" in self.rights[room.desktop.member]
            assert room.seats.customer() is not None
        for question in room.desktop.questions.values():
            assert self.place(question.member).present

    @invariant()
    def on_hold_nothing_but_talk_and_chat_passes(self):
        if self.room.state is SessionState.ON_HOLD:
            assert not self.room.sharing
            assert not self.room.desktop.member
            for member, channel in itertools.product(range(8), Channel):
                assert not self.room.may(member, channel) or channel in (Channel.TALK, Channel.CHAT)

    @invariant()
    def nobody_hears_what_is_not_for_them(self):
        for sender, receiver, channel in itertools.product(self.room.seats, self.room.seats, Channel):
            box = Sealed(
                session=SESSION, member=receiver.member, generation=receiver.generation, channel=channel, box=b""
            )
            if not self.room.may(sender.member, channel) or self.room.route(sender.member, box) is None:
                continue
            assert receiver.present
            assert sender is not receiver
            if channel in (Channel.TALK, Channel.CHAT):
                continue
            assert Role.CUSTOMER in (sender.role, receiver.role)
            if sender.role is Role.CUSTOMER and channel in (Channel.DESKTOP, Channel.DESKTOP_PICTURE):
                assert receiver.member == self.room.desktop.member


TestAnyOrder = Session.TestCase
TestAnyOrder.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
