"""Who has the customer's desktop: questions, answers, and what ends it."""

import pytest

from console.host.core.rights import RIGHTS
from console.host.core.room.room import Room
from console.host.core.room.seats import Out, Place
from protocol.vocabulary.desktop import Access, DesktopAsked, DesktopChanged
from protocol.vocabulary.messages import Channel, Reason, Role, Sealed

SESSION, SALT = bytes(16), bytes(15) + b"\1"
LEAD, CUSTOMER, COLLEAGUE = 1, 2, 3
ALL = frozenset(RIGHTS)


@pytest.fixture
def room():
    """A session with two technicians who may everything."""
    roles = {LEAD: Role.LEAD, CUSTOMER: Role.CUSTOMER, COLLEAGUE: Role.COLLABORATOR}
    room = Room(SESSION, {member: Place(member, role, 0) for member, role in roles.items()}, next_member=4)
    for member, role in roles.items():
        room.attach(member, SALT, rights=frozenset() if role is Role.CUSTOMER else ALL)
    return room


def ask(room, member, access):
    return room.desktop.ask(room.seats.place(member), access)


def granted(room, member, access):
    ask(room, member, access)
    room.desktop.allow(LEAD, member, access)
    return room.desktop.grant(CUSTOMER, member, access)


def asked(member, access):
    return DesktopAsked(session=SESSION, member=member, access=access)


def changed(member, access, by, reason=Reason.NONE):
    return DesktopChanged(session=SESSION, member=member, access=access, by=by, reason=reason)


def told(outs, kind):
    """Return who is told what of one kind."""
    return {out.member: out.message for out in outs if isinstance(out.message, kind)}


def test_the_leads_question_goes_to_the_customer(room):
    assert ask(room, LEAD, Access.VIEW) == [Out(CUSTOMER, asked(LEAD, Access.VIEW))]


def test_a_colleagues_question_goes_to_the_lead_first_and_then_as_far_as_the_lead_allows(room):
    assert ask(room, COLLEAGUE, Access.CONTROL) == [Out(LEAD, asked(COLLEAGUE, Access.CONTROL))]
    assert not room.desktop.may_grant(COLLEAGUE, Access.VIEW)
    outs = room.desktop.allow(LEAD, COLLEAGUE, Access.VIEW)
    assert outs == [Out(CUSTOMER, asked(COLLEAGUE, Access.VIEW))]
    assert not room.desktop.may_grant(COLLEAGUE, Access.CONTROL)


def test_a_lead_allows_no_more_than_was_asked_for(room):
    ask(room, COLLEAGUE, Access.VIEW)
    room.desktop.allow(LEAD, COLLEAGUE, Access.CONTROL)
    assert room.desktop.questions[COLLEAGUE].access is Access.VIEW


def test_the_customer_never_hears_of_a_question_that_the_lead_refused(room):
    ask(room, COLLEAGUE, Access.VIEW)
    outs = room.desktop.allow(LEAD, COLLEAGUE, Access.NONE)
    no = changed(COLLEAGUE, Access.NONE, LEAD, Reason.DECLINED)
    assert outs == [Out(LEAD, no), Out(COLLEAGUE, no)]
    assert not room.desktop.may_grant(COLLEAGUE, Access.VIEW)


def test_a_lead_takes_their_leave_away_again(room):
    granted(room, COLLEAGUE, Access.CONTROL)
    outs = room.desktop.allow(LEAD, COLLEAGUE, Access.NONE)
    assert told(outs, DesktopChanged)[CUSTOMER] == changed(COLLEAGUE, Access.NONE, LEAD, Reason.STOPPED)
    ask(room, COLLEAGUE, Access.VIEW)
    room.desktop.allow(LEAD, COLLEAGUE, Access.VIEW)
    outs = room.desktop.allow(LEAD, COLLEAGUE, Access.NONE)
    assert told(outs, DesktopAsked) == {CUSTOMER: asked(COLLEAGUE, Access.NONE)}
    assert not room.desktop.may_grant(COLLEAGUE, Access.VIEW)


def test_a_question_that_waited_for_the_lead_goes_with_a_new_lead(room):
    ask(room, COLLEAGUE, Access.VIEW)
    outs = room.pass_lead(COLLEAGUE)
    assert told(outs, DesktopChanged)[COLLEAGUE] == changed(COLLEAGUE, Access.NONE, 0, Reason.HANDED_OVER)
    assert room.desktop.questions == {}


def test_a_grant_is_told_to_everybody(room):
    outs = granted(room, LEAD, Access.CONTROL)
    assert told(outs, DesktopChanged) == dict.fromkeys(
        (LEAD, CUSTOMER, COLLEAGUE), changed(LEAD, Access.CONTROL, CUSTOMER)
    )
    assert (room.desktop.member, room.desktop.access) == (LEAD, Access.CONTROL)


def test_the_customer_may_allow_less_than_was_asked_for_and_never_more(room):
    ask(room, LEAD, Access.VIEW)
    assert not room.desktop.may_grant(LEAD, Access.CONTROL)
    room.desktop.grant(CUSTOMER, LEAD, Access.VIEW)
    ask(room, LEAD, Access.CONTROL)
    room.desktop.grant(CUSTOMER, LEAD, Access.VIEW)
    assert room.desktop.access is Access.VIEW
    assert not room.desktop.may_grant(LEAD, Access.CONTROL)  # one answer a question


def test_a_grant_without_a_question_is_none(room):
    assert not room.desktop.may_grant(LEAD, Access.VIEW)
    assert room.desktop.grant(CUSTOMER, LEAD, Access.NONE) == []


def test_the_customer_says_no(room):
    ask(room, LEAD, Access.VIEW)
    outs = room.desktop.grant(CUSTOMER, LEAD, Access.NONE)
    assert told(outs, DesktopChanged)[LEAD] == changed(LEAD, Access.NONE, CUSTOMER, Reason.DECLINED)


def test_the_customer_takes_it_back(room):
    granted(room, COLLEAGUE, Access.CONTROL)
    outs = room.desktop.grant(CUSTOMER, COLLEAGUE, Access.NONE)
    assert told(outs, DesktopChanged)[LEAD] == changed(COLLEAGUE, Access.NONE, CUSTOMER, Reason.REVOKED)
    assert not room.may(COLLEAGUE, Channel.INPUT)
    assert room.late(COLLEAGUE, Channel.INPUT)


@pytest.mark.parametrize("why", [Reason.CAPTURE_FAILED, Reason.TIMED_OUT])
def test_what_ended_without_the_customers_wish_is_told_as_that(room, why):
    granted(room, LEAD, Access.VIEW)
    outs = room.desktop.grant(CUSTOMER, LEAD, Access.NONE, why)
    assert told(outs, DesktopChanged)[LEAD] == changed(LEAD, Access.NONE, CUSTOMER, why)


@pytest.mark.parametrize("why", [Reason.HANDED_OVER, Reason.RIGHT_REMOVED, Reason.NONE, Reason.ON_HOLD])
def test_a_customers_program_cannot_say_what_others_did(room, why):
    granted(room, LEAD, Access.VIEW)
    outs = room.desktop.grant(CUSTOMER, LEAD, Access.NONE, why)
    assert told(outs, DesktopChanged)[LEAD] == changed(LEAD, Access.NONE, CUSTOMER, Reason.REVOKED)


def test_one_member_has_it_at_a_time(room):
    granted(room, LEAD, Access.CONTROL)
    outs = granted(room, COLLEAGUE, Access.VIEW)
    assert [out.message for out in outs if out.member == LEAD] == [
        changed(LEAD, Access.NONE, CUSTOMER, Reason.REPLACED),
        changed(COLLEAGUE, Access.VIEW, CUSTOMER),
    ]
    assert not room.may(LEAD, Channel.INPUT)


def test_a_technician_gives_it_back_in_full_or_in_part(room):
    granted(room, LEAD, Access.CONTROL)
    outs = ask(room, LEAD, Access.VIEW)
    assert told(outs, DesktopChanged)[CUSTOMER] == changed(LEAD, Access.VIEW, LEAD, Reason.STOPPED)
    outs = ask(room, LEAD, Access.NONE)
    assert told(outs, DesktopChanged)[CUSTOMER] == changed(LEAD, Access.NONE, LEAD, Reason.STOPPED)
    assert ask(room, LEAD, Access.NONE) == []


def test_a_question_is_taken_back(room):
    ask(room, LEAD, Access.VIEW)
    assert ask(room, LEAD, Access.NONE) == [Out(CUSTOMER, asked(LEAD, Access.NONE))]
    assert not room.desktop.may_grant(LEAD, Access.VIEW)


def test_no_answer_is_no(room):
    granted(room, LEAD, Access.VIEW)
    ask(room, LEAD, Access.CONTROL)
    question = room.desktop.questions[LEAD]
    outs = room.desktop.expire(question)
    assert told(outs, DesktopAsked) == {CUSTOMER: asked(LEAD, Access.NONE)}
    assert told(outs, DesktopChanged)[LEAD] == changed(LEAD, Access.VIEW, 0, Reason.TIMED_OUT)
    assert room.desktop.expire(question) == []


def test_time_runs_out_for_the_question_that_was_asked_then_and_not_for_a_later_one(room):
    ask(room, LEAD, Access.VIEW)
    earlier = room.desktop.questions[LEAD]
    ask(room, LEAD, Access.CONTROL)
    assert room.desktop.expire(earlier) == []
    assert room.desktop.may_grant(LEAD, Access.CONTROL)


@pytest.mark.parametrize(
    ("lost", "left"),
    [("control_customer", Access.VIEW), ("view_customer", Access.NONE), ("share_screen", Access.CONTROL)],
)
def test_a_right_taken_away_takes_what_it_allowed(room, lost, left):
    granted(room, LEAD, Access.CONTROL)
    outs = room.set_rights(LEAD, ALL - {lost})
    expected = {} if left is Access.CONTROL else {CUSTOMER: changed(LEAD, left, 0, Reason.RIGHT_REMOVED)}
    assert {m: c for m, c in told(outs, DesktopChanged).items() if m == CUSTOMER} == expected
    assert room.may(LEAD, Channel.INPUT) is (left is Access.CONTROL)
    assert room.may(LEAD, Channel.DESKTOP) is (left is not Access.NONE)


def test_a_right_taken_away_takes_the_question_with_it(room):
    ask(room, LEAD, Access.CONTROL)
    outs = room.set_rights(LEAD, ALL - {"control_customer"})
    assert told(outs, DesktopAsked) == {CUSTOMER: asked(LEAD, Access.NONE)}
    assert told(outs, DesktopChanged)[LEAD] == changed(LEAD, Access.NONE, 0, Reason.RIGHT_REMOVED)


@pytest.mark.parametrize("gone", [COLLEAGUE, CUSTOMER])
def test_it_ends_with_the_seat_of_either_side(room, gone):
    granted(room, COLLEAGUE, Access.CONTROL)
    outs = room.give_up(gone, Reason.LEFT)
    assert told(outs, DesktopChanged)[LEAD] == changed(COLLEAGUE, Access.NONE, 0, Reason.LEFT)
    assert room.desktop.member == 0


def test_it_is_cut_off_while_one_end_is_away(room):
    granted(room, LEAD, Access.VIEW)
    assert not room.desktop.cut_off
    for end in (CUSTOMER, LEAD):
        room.link_lost(end)
        assert room.desktop.cut_off
        room.attach(end, SALT, rights=ALL)
        assert not room.desktop.cut_off


def test_who_attaches_anew_hears_who_has_it_and_what_waits_for_an_answer(room):
    granted(room, LEAD, Access.VIEW)
    ask(room, COLLEAGUE, Access.CONTROL)
    room.link_lost(LEAD)
    outs = room.attach(LEAD, SALT, rights=ALL)
    assert outs[-2:] == [Out(LEAD, changed(LEAD, Access.VIEW, 0)), Out(LEAD, asked(COLLEAGUE, Access.CONTROL))]


def test_a_question_goes_with_the_link_of_who_asked(room):
    ask(room, LEAD, Access.VIEW)
    outs = room.link_lost(LEAD)
    assert told(outs, DesktopAsked) == {CUSTOMER: asked(LEAD, Access.NONE)}


def route(room, sender, to, channel):
    """Return whether content reaches `to`."""
    box = Sealed(session=SESSION, member=to, generation=room.seats.place(to).generation, channel=channel, box=b"box")
    return room.may(sender, channel) and room.route(sender, box) is not None


DESKTOPS = [Channel.DESKTOP, Channel.DESKTOP_PICTURE, Channel.DESKTOP_POINTER]


@pytest.mark.parametrize("channel", DESKTOPS)
def test_the_customers_picture_reaches_who_has_it_and_nobody_else(room, channel):
    assert not route(room, CUSTOMER, COLLEAGUE, channel)
    granted(room, COLLEAGUE, Access.VIEW)
    assert route(room, CUSTOMER, COLLEAGUE, channel)
    assert not route(room, CUSTOMER, LEAD, channel)


@pytest.mark.parametrize("access", Access)
def test_input_reaches_the_customer_alone_and_only_from_who_operates(room, access):
    if access is not Access.NONE:
        granted(room, COLLEAGUE, access)
    assert route(room, COLLEAGUE, CUSTOMER, Channel.INPUT) is (access is Access.CONTROL)
    assert not route(room, COLLEAGUE, LEAD, Channel.INPUT)
    assert not route(room, LEAD, CUSTOMER, Channel.INPUT)
    assert not route(room, CUSTOMER, COLLEAGUE, Channel.INPUT)


def test_marks_go_to_the_customer_and_back_to_those_who_show_or_see_a_picture(room):
    assert route(room, COLLEAGUE, CUSTOMER, Channel.POINTING)
    assert not route(room, COLLEAGUE, LEAD, Channel.POINTING)
    assert not route(room, CUSTOMER, COLLEAGUE, Channel.POINTING)
    room.start_share(LEAD)
    granted(room, COLLEAGUE, Access.VIEW)
    assert route(room, CUSTOMER, COLLEAGUE, Channel.POINTING)
    assert route(room, CUSTOMER, LEAD, Channel.POINTING)


def test_late_content_is_no_fault_of_those_who_had_it_and_of_nobody_else(room):
    granted(room, COLLEAGUE, Access.CONTROL)
    ask(room, COLLEAGUE, Access.NONE)
    for channel in (Channel.INPUT, Channel.DESKTOP):
        assert room.late(COLLEAGUE, channel)
        assert not room.late(LEAD, channel)
    assert room.late(CUSTOMER, Channel.DESKTOP_PICTURE)
    assert not room.late(COLLEAGUE, Channel.CHAT)


def test_a_customer_who_attaches_anew_takes_nothing_back(room):
    granted(room, LEAD, Access.CONTROL)
    room.attach(CUSTOMER, SALT, rights=frozenset())
    assert room.may(LEAD, Channel.INPUT)
