"""One session's state machine."""

import pytest

from console.host.core.rights import RIGHTS, SHARE_SCREEN
from console.host.core.room.room import Room
from console.host.core.room.seats import Out, Place
from protocol.vocabulary.joins import MakeCode
from protocol.vocabulary.messages import (
    Channel,
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

SESSION = bytes(range(16))
SALT = bytes(15) + b"\1"
SHARE = frozenset({SHARE_SCREEN})
ALL = frozenset(RIGHTS)
LEAD, CUSTOMER = 1, 2


def attached_lead(rights=SHARE):
    room = Room.opened(SESSION, rights, first_generation=0)
    room.attach(LEAD, SALT, rights=rights)
    return room


def active_room(rights=SHARE):
    room = attached_lead(rights)
    assert room.admit(Role.CUSTOMER, first_generation=0) == CUSTOMER
    room.attach(CUSTOMER, SALT, rights=frozenset())
    return room


def sharing_room():
    room = active_room()
    room.start_share(LEAD)
    return room


def sealed(to, channel, generation=1):
    return Sealed(session=SESSION, member=to, generation=generation, channel=channel, box=b"box")


def test_a_new_session_waits_for_its_customer():
    assert attached_lead().state is SessionState.WAITING


def test_a_session_connects_while_a_join_goes_on_and_until_the_customer_attaches():
    room = attached_lead()
    room.set_joining(True)
    assert room.state is SessionState.CONNECTING
    room.admit(Role.CUSTOMER, first_generation=0)
    room.set_joining(False)
    assert room.state is SessionState.CONNECTING


def test_a_session_is_active_once_the_customer_is_there():
    assert active_room().state is SessionState.ACTIVE


def test_every_attached_member_is_told_the_whole_room_at_an_attach():
    room = attached_lead()
    room.admit(Role.CUSTOMER, first_generation=7)
    outs = room.attach(CUSTOMER, SALT, rights=frozenset())
    assert [out.member for out in outs] == [LEAD, CUSTOMER]
    message = outs[0].message
    assert isinstance(message, RoomMessage)
    assert [(s.member, s.role, s.present, s.generation) for s in message.seats] == [
        (LEAD, Role.LEAD, True, 1),
        (CUSTOMER, Role.CUSTOMER, True, 8),
    ]


@pytest.mark.parametrize("member", [LEAD, CUSTOMER])
def test_a_session_is_reconnecting_while_a_link_is_lost_and_active_again_afterwards(member):
    room = active_room()
    room.link_lost(member)
    assert room.state is SessionState.RECONNECTING
    room.attach(member, SALT, rights=SHARE if member == LEAD else frozenset())
    assert room.state is SessionState.ACTIVE


def test_a_share_outlives_lost_links():
    room = sharing_room()
    room.link_lost(CUSTOMER)
    room.link_lost(LEAD)
    assert room.message().sharing == LEAD


def test_a_restored_session_is_reconnecting_until_both_are_back_and_shares_nothing():
    places = {1: Place(1, Role.LEAD, 5, taken=True), 2: Place(2, Role.CUSTOMER, 5, taken=True)}
    room = Room(SESSION, places, next_member=3)
    assert room.state is SessionState.RECONNECTING
    room.attach(LEAD, SALT, rights=SHARE)
    assert room.state is SessionState.RECONNECTING
    room.attach(CUSTOMER, SALT, rights=frozenset())
    assert room.state is SessionState.ACTIVE
    assert room.sharing == 0


def test_a_customer_who_leaves_ends_the_share_and_makes_room_for_another():
    room = sharing_room()
    outs = room.give_up(CUSTOMER, Reason.LEFT)
    assert [type(out.message) for out in outs] == [ShareChanged, MemberLeft, RoomMessage]
    assert outs[0].message == ShareChanged(session=SESSION, sharing=0, by=0, reason=Reason.LEFT, before=LEAD)
    assert room.state is SessionState.WAITING
    assert room.may(LEAD, MakeCode)
    assert room.admit(Role.CUSTOMER, first_generation=0) == 3


def test_a_second_customer_finds_no_seat():
    with pytest.raises(ValueError, match="no seat"):
        active_room().admit(Role.CUSTOMER, first_generation=0)


@pytest.mark.parametrize(
    ("given_up", "closed", "told", "state"),
    [
        (Reason.LEFT, Reason.ENDED_BY_LEAD, Reason.ENDED_BY_LEAD, SessionState.CLOSED),
        (Reason.TIMED_OUT, Reason.TIMED_OUT, Reason.TECHNICIAN_GONE, SessionState.TIMED_OUT),
        (Reason.DISABLED, Reason.DISABLED, Reason.TECHNICIAN_GONE, SessionState.CLOSED),
    ],
)
def test_the_leads_seat_takes_the_session_with_it(given_up, closed, told, state):
    room = sharing_room()
    outs = room.give_up(LEAD, given_up)
    assert outs[-1] == Out(CUSTOMER, SessionClosed(session=SESSION, reason=told))
    assert (room.state, room.closed) == (state, closed)
    assert SessionClosed(session=SESSION, reason=closed) in room.seats.take_events(), "what is written down says why"


def test_no_message_tells_the_customer_that_a_technician_was_disabled():
    room = sharing_room()
    colleague = room.admit(Role.COLLABORATOR, first_generation=0, technician=7)
    room.attach(colleague, bytes(16), rights=ALL)
    outs = room.give_up(LEAD, Reason.DISABLED)
    reasons = {out.member: set() for out in outs}
    for out in outs:
        reasons[out.member].add(getattr(out.message, "reason", None))
    assert Reason.DISABLED in reasons[LEAD], "the technician reads why"
    assert Reason.DISABLED not in reasons[CUSTOMER]
    assert MemberLeft(session=SESSION, member=LEAD, reason=Reason.LEFT) in [
        out.message for out in outs if out.member == CUSTOMER
    ]


@pytest.mark.parametrize(("by", "reason"), [(LEAD, Reason.STOPPED), (CUSTOMER, Reason.WINDOW_CLOSED)])
def test_both_sides_hear_who_ended_a_share(by, reason):
    room = sharing_room()
    outs = room.end_share(by)
    ended = ShareChanged(session=SESSION, sharing=0, by=by, reason=reason, before=LEAD)
    assert [out for out in outs if isinstance(out.message, ShareChanged)] == [Out(LEAD, ended), Out(CUSTOMER, ended)]
    assert room.state is SessionState.ACTIVE
    assert room.may(LEAD, StartShare)


def test_no_picture_is_allowed_after_the_end_of_a_share():
    room = sharing_room()
    assert room.may(LEAD, Channel.PICTURE)
    room.end_share(CUSTOMER)
    assert not room.may(LEAD, Channel.PICTURE)
    assert room.late(LEAD, Channel.PICTURE)
    assert not room.late(CUSTOMER, Channel.PICTURE)


def test_a_right_taken_away_ends_the_share():
    room = sharing_room()
    outs = room.set_rights(LEAD, frozenset())
    assert outs[0].message == ShareChanged(session=SESSION, sharing=0, by=0, reason=Reason.RIGHT_REMOVED, before=LEAD)
    assert not room.may(LEAD, StartShare)


def test_content_is_addressed_with_its_sender():
    room = sharing_room()
    out = room.route(LEAD, sealed(CUSTOMER, Channel.PICTURE))
    assert out == Out(CUSTOMER, sealed(LEAD, Channel.PICTURE))


@pytest.mark.parametrize(("to", "generation"), [(CUSTOMER, 0), (CUSTOMER, 2), (LEAD, 1), (9, 1)])
def test_content_for_an_earlier_attachment_oneself_or_nobody_is_dropped(to, generation):
    assert active_room().route(LEAD, sealed(to, Channel.TALK, generation)) is None


def test_content_for_a_lost_link_is_dropped():
    room = active_room()
    room.link_lost(CUSTOMER)
    assert room.route(LEAD, sealed(CUSTOMER, Channel.TALK)) is None
