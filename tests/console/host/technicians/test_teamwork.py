"""Several technicians in the sessions of a real host: invitations, transfer, colleague codes, who leads, hold."""

import pytest

from console.host.core.limits import INVITATIONS, INVITATIONS_A_MINUTE
from console.host.core.terms import HEIR_KEPT_S
from console.host.store.store import Store
from console.host.technicians import invitations
from protocol.vocabulary.accounts import (
    Changed,
    ChangeTechnician,
    Colleague,
    Presence,
    RightSetting,
    Scope,
    SetGroupRights,
    SetPresence,
    Setting,
)
from protocol.vocabulary.desktop import Access, AllowDesktop, AskDesktop, DesktopAsked, DesktopChanged, GrantDesktop
from protocol.vocabulary.joins import Admit, Admitted, EndJoin, Join, JoinStep, MakeCode
from protocol.vocabulary.messages import (
    Attach,
    Channel,
    EndShare,
    Leave,
    MemberLeft,
    OpenSession,
    Reason,
    Refused,
    Sealed,
    SessionClosed,
    SessionOpened,
    ShareChanged,
    StartShare,
)
from protocol.vocabulary.teamwork import (
    INTRODUCE_S,
    INVITATION_S,
    AnswerInvitation,
    ColleagueCodeMade,
    ColleagueJoining,
    EndColleagueCode,
    EndInvitation,
    HandOver,
    Introduce,
    InvitationAccepted,
    InvitationAnswered,
    InvitationEnded,
    InvitationKind,
    InvitationSent,
    Invite,
    Invited,
    LeaveLead,
    MakeColleagueCode,
    RemoveMember,
    SetHold,
    TakeOver,
)

COLLABORATE, TRANSFER = InvitationKind.COLLABORATE, InvitationKind.TRANSFER
SEAT_KEY, SIGNED, KEYS = b"k" * 32, b"s" * 64, b"keys"
GRANT = b"wrapped for one device"

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
async def ben(active):
    """A colleague who is logged in, and not in the session."""
    return await active.host.colleague("Ben")


def invite(case, colleague, kind=COLLABORATE):
    case.console.send(Invite(session=case.session, technician=colleague.number, kind=kind, grant=GRANT))


async def invited(case, colleague, kind=COLLABORATE):
    invite(case, colleague, kind)
    sent = await case.console.get(InvitationSent)
    got = await colleague.get(Invited)
    assert (sent.technician, sent.kind, got.kind, got.grant) == (colleague.number, kind, kind, GRANT)
    assert sent.invitation == got.invitation
    return got.invitation


def yes(session, invitation):
    return AnswerInvitation(session=session, invitation=invitation, accept=True, key=SEAT_KEY, signature=SIGNED)


async def say_yes(case, colleague, invitation):
    """Let a colleague accept, and the lead introduce them."""
    colleague.send(yes(case.session, invitation))
    answered = await case.console.get(InvitationAnswered)
    assert (answered.invitation, answered.key, answered.signature) == (invitation, SEAT_KEY, SIGNED)
    case.console.send(Introduce(session=case.session, invitation=invitation, keys=KEYS))


async def accept(case, colleague, invitation):
    """Let a colleague accept, and take the seat."""
    await say_yes(case, colleague, invitation)
    accepted = await colleague.get(InvitationAccepted)
    assert accepted.keys == KEYS
    assert (await colleague.get(InvitationEnded)).reason is Reason.NONE
    colleague.member, colleague.token = accepted.member, accepted.token
    await colleague.attach(case.session, accepted.member, accepted.token)
    return colleague


async def joined(case, name):
    colleague = await case.host.colleague(name)
    return await accept(case, colleague, await invited(case, colleague))


def role(room, member):
    return next((str(seat.role) for seat in room.seats if seat.member == member), None)


def leads(member):
    return lambda room: role(room, member) == "lead"


def box(case, sender, to, channel, content):
    place = case.host.gateway.services.sessions.find(case.session).room.seats.place(to)
    sender.send(Sealed(session=case.session, member=to, generation=place.generation, channel=channel, box=content))


async def refused(client, message):
    client.send(message)
    return (await client.get(Refused, lambda refusal: refusal.about == message.TAG)).reason


async def change_group(host, *, sessions=0, **rights):
    """Change the group of all technicians, as an administrator."""
    administrator = await host.technician()
    settings = tuple(
        RightSetting(name=name, setting=Setting.ON if on else Setting.OFF, locked=False) for name, on in rights.items()
    )
    administrator.send(SetGroupRights(request=2, group=1, rights=settings, sessions=sessions, scope=Scope.GROUP))
    assert (await administrator.get(Changed)).reason is Reason.NONE
    administrator.close()


async def disable(host, technician, name):
    administrator = await host.technician()
    administrator.send(
        ChangeTechnician(request=3, technician=technician, group=1, name=name, administrator=False, disabled=True)
    )
    assert (await administrator.get(Changed)).reason is Reason.NONE
    administrator.close()


# -- invitations --------------------------------------------------------------------------------------------------


async def test_a_colleague_who_accepts_collaborates_and_shares_with_the_customer(active, ben):
    await accept(active, ben, await invited(active, ben))
    assert (await active.console.get(InvitationEnded)).reason is Reason.NONE
    await active.viewer.room(lambda room: role(room, ben.member) == "collaborator")
    ben.send(StartShare(session=active.session))
    assert (await active.viewer.get(ShareChanged)).sharing == ben.member
    box(active, ben, active.customer, Channel.PICTURE, b"picture")
    assert (await active.viewer.get(Sealed)).box == b"picture"


async def test_the_customer_never_hears_of_an_invitation(active, ben):
    invitation = await invited(active, ben)
    ben.send(AnswerInvitation(session=active.session, invitation=invitation, accept=False))
    assert (await active.console.get(InvitationEnded)).reason is Reason.DECLINED
    assert await active.viewer.settled() == []


async def test_an_invitation_is_taken_back(active, ben):
    invitation = await invited(active, ben)
    active.console.send(EndInvitation(session=active.session, invitation=invitation))
    assert (await ben.get(InvitationEnded)).reason is Reason.LEFT
    assert await refused(ben, yes(active.session, invitation)) is Reason.TIMED_OUT


async def test_whoever_has_accepted_is_not_seated_before_the_lead_introduces_them(active, ben, monkeypatch):
    assert INTRODUCE_S == 15
    monkeypatch.setattr(invitations, "INTRODUCE_S", 0.05)
    invitation = await invited(active, ben)
    ben.send(yes(active.session, invitation))
    await active.console.get(InvitationAnswered)
    assert (await ben.get(InvitationEnded)).reason is Reason.TIMED_OUT
    late = Introduce(session=active.session, invitation=invitation, keys=KEYS)
    assert await refused(active.console, late) is Reason.TIMED_OUT
    assert await ben.settled() == []


async def test_nobody_introduces_whom_they_have_not_invited_or_who_has_not_answered(active, ben):
    invitation = await invited(active, ben)
    early = Introduce(session=active.session, invitation=invitation, keys=KEYS)
    assert await refused(active.console, early) is Reason.TIMED_OUT
    assert await refused(active.viewer, early) is Reason.NOT_ALLOWED
    assert await refused(ben, early) is not None
    await accept(active, ben, invitation)


async def test_a_colleague_accepts_once_and_with_a_key(active, ben):
    invitation = await invited(active, ben)
    keyless = AnswerInvitation(session=active.session, invitation=invitation, accept=True)
    assert await refused(ben, keyless) is Reason.BAD_MESSAGE
    ben.send(yes(active.session, invitation))
    await active.console.get(InvitationAnswered)
    assert await refused(ben, yes(active.session, invitation)) is Reason.BAD_MESSAGE


async def test_an_invitation_is_open_for_a_minute_and_no_longer(active, ben, monkeypatch):
    assert INVITATION_S == 60
    monkeypatch.setattr(invitations, "INVITATION_S", 0.05)
    await invited(active, ben)
    for technician in (active.console, ben):
        assert (await technician.get(InvitationEnded)).reason is Reason.TIMED_OUT


async def test_only_the_technician_who_was_invited_answers(active, ben):
    invitation = await invited(active, ben)
    other = await active.host.colleague("Cleo")
    answer = yes(active.session, invitation)
    assert await refused(other, answer) is Reason.NOT_ALLOWED
    assert await refused(active.viewer, answer) is Reason.TIMED_OUT


async def test_whoever_cannot_come_is_not_invited(active, ben):
    ask = Invite(session=active.session, technician=ben.number, kind=COLLABORATE, grant=GRANT)
    ben.send(SetPresence(presence=Presence.BUSY))
    await ben.settled()
    assert await refused(active.console, ask) is Reason.BUSY
    ben.close()
    await ben.ended()
    await active.console.get(Colleague, lambda told: told.presence is Presence.OFFLINE)
    assert await refused(active.console, ask) is Reason.OFFLINE
    nobody = Invite(session=active.session, technician=99, kind=COLLABORATE, grant=GRANT)
    assert await refused(active.console, nobody) is Reason.UNKNOWN_NAME


async def test_nobody_is_invited_twice_or_into_a_session_they_are_in(active, ben):
    invitation = await invited(active, ben)
    ask = Invite(session=active.session, technician=ben.number, kind=COLLABORATE, grant=GRANT)
    assert await refused(active.console, ask) is Reason.NOT_ALLOWED
    await accept(active, ben, invitation)
    assert await refused(active.console, ask) is Reason.NOT_ALLOWED


async def test_a_session_has_four_open_invitations(active):
    assert INVITATIONS.usual == 4
    for number in range(INVITATIONS.usual):
        await invited(active, await active.host.colleague(f"Colleague {number}"))
    another = await active.host.colleague("Another")
    ask = Invite(session=active.session, technician=another.number, kind=COLLABORATE, grant=GRANT)
    assert await refused(active.console, ask) is Reason.LIMIT


async def test_a_colleague_is_not_asked_again_and_again(active, ben):
    for _ in range(INVITATIONS_A_MINUTE.usual):
        ben.send(AnswerInvitation(session=active.session, invitation=await invited(active, ben), accept=False))
        await active.console.get(InvitationEnded)
    ask = Invite(session=active.session, technician=ben.number, kind=COLLABORATE, grant=GRANT)
    assert await refused(active.console, ask) is Reason.LIMIT


async def test_a_collaborating_technician_does_nothing_that_is_the_leads(active):
    ben = await joined(active, "Ben")
    acts = [
        Invite(session=active.session, technician=1, kind=TRANSFER, grant=GRANT),
        EndInvitation(session=active.session, invitation=1),
        MakeColleagueCode(session=active.session),
        HandOver(session=active.session, member=ben.member),
        LeaveLead(session=active.session),
        RemoveMember(session=active.session, member=active.customer),
        SetHold(session=active.session, hold=True),
        TakeOver(session=active.session),
    ]
    for act in acts:
        assert await refused(ben, act) is Reason.NOT_ALLOWED
        assert await refused(active.viewer, act) is Reason.NOT_ALLOWED


# -- transfer -----------------------------------------------------------------------------------------------------


async def test_a_transferred_session_has_a_new_lead_and_the_old_one_has_left(active, ben):
    invitation = await invited(active, ben, TRANSFER)
    await active.viewer.room(lambda room: room.state == "transferring")
    await accept(active, ben, invitation)
    left = MemberLeft(session=active.session, member=1, reason=Reason.TRANSFERRED)
    assert await active.viewer.get(MemberLeft) == left
    assert await active.console.get(MemberLeft) == left
    room = await active.viewer.room(leads(ben.member))
    assert (room.state, role(room, 1)) == ("active", None)
    assert await refused(active.console, StartShare(session=active.session)) is Reason.UNKNOWN_SESSION
    ben.send(Leave(session=active.session))
    assert (await active.viewer.get(SessionClosed)).reason is Reason.ENDED_BY_LEAD


@pytest.mark.parametrize("how", ["declined", "timed_out", "taken_back"])
async def test_a_transfer_that_comes_to_nothing_leaves_everything_as_it_was(active, ben, monkeypatch, how):
    if how == "timed_out":
        monkeypatch.setattr(invitations, "INVITATION_S", 0.1)
    invitation = await invited(active, ben, TRANSFER)
    if how == "declined":
        ben.send(AnswerInvitation(session=active.session, invitation=invitation, accept=False))
    elif how == "taken_back":
        active.console.send(EndInvitation(session=active.session, invitation=invitation))
    await active.viewer.room(lambda room: room.state == "transferring")
    room = await active.viewer.room(lambda room: room.state == "active")
    assert role(room, 1) == "lead"
    active.console.send(StartShare(session=active.session))
    assert (await active.viewer.get(ShareChanged)).sharing == 1


async def test_who_accepts_a_session_and_does_not_come_does_not_hold_it_up(active, ben, monkeypatch):
    assert HEIR_KEPT_S == 30
    monkeypatch.setattr(invitations, "HEIR_KEPT_S", 0.05)
    invitation = await invited(active, ben, TRANSFER)
    await say_yes(active, ben, invitation)
    accepted = await ben.get(InvitationAccepted)
    assert (await active.console.get(MemberLeft)).member == accepted.member
    room = await active.viewer.room(lambda room: room.state == "active")
    assert role(room, 1) == "lead"


async def test_a_session_is_not_transferred_to_whoever_leads_enough(active, ben):
    await change_group(active.host, sessions=1)
    ben.send(OpenSession(request=1))
    await ben.get(SessionOpened)
    ask = Invite(session=active.session, technician=ben.number, kind=TRANSFER, grant=GRANT)
    assert await refused(active.console, ask) is Reason.LIMIT


# -- colleague codes ------------------------------------------------------------------------------------------------


async def colleague_code(case):
    case.console.send(MakeColleagueCode(session=case.session))
    return (await case.console.get(ColleagueCodeMade)).route


async def test_a_colleague_joins_with_a_code_while_the_customer_is_there(active, ben):
    ben.send(Join(route=await colleague_code(active)))
    joining = await ben.get(ColleagueJoining)
    step = JoinStep(session=active.session, join=joining.join, data=b"start")
    ben.send(step)
    assert await active.console.get(ColleagueJoining) == joining, "the lead hears of who says something"
    assert await active.console.get(JoinStep) == step
    active.console.send(Admit(session=active.session, join=joining.join))
    admitted = await ben.get(Admitted)
    room = await ben.attach(active.session, admitted.member, admitted.token)
    assert (room.state, role(room, admitted.member)) == ("active", "collaborator")
    assert role(room, active.customer) == "customer"


async def test_a_colleagues_code_is_for_technicians_of_the_host_only(active):
    route = await colleague_code(active)
    stranger = await active.host.client()
    assert await refused(stranger, Join(route=route)) is Reason.UNKNOWN_CODE


async def test_a_customers_code_is_not_for_colleagues(active, ben):
    active.viewer.send(Leave(session=active.session))
    await active.console.room(lambda room: room.state == "waiting")
    assert await refused(ben, Join(route=await active.make_code())) is Reason.UNKNOWN_CODE


async def test_both_codes_of_a_session_stand_beside_each_other(case):
    await case.open()
    ben = await case.host.colleague("Ben")
    customers, colleagues = await case.make_code(), await colleague_code(case)
    _, join = await case.begin_join(customers)
    ben.send(Join(route=colleagues))
    joining = await ben.get(ColleagueJoining)
    ben.send(JoinStep(session=case.session, join=joining.join, data=b"start"))
    await case.console.get(ColleagueJoining)
    case.console.send(EndJoin(session=case.session, join=join, reason=Reason.WRONG_CODE))
    case.console.send(Admit(session=case.session, join=joining.join))
    assert (await ben.get(Admitted)).join == joining.join


async def test_an_ended_colleague_code_says_why(active, ben):
    route = await colleague_code(active)
    active.console.send(EndColleagueCode(session=active.session, burned=True))
    await active.console.settled()
    assert await refused(ben, Join(route=route)) is Reason.CODE_BURNED


async def test_a_lead_joins_their_own_session_no_second_time(active):
    assert await refused(active.console, Join(route=await colleague_code(active))) is Reason.NOT_ALLOWED


async def test_a_code_ends_with_its_lead(active, ben):
    cleo = await joined(active, "Cleo")
    route = await colleague_code(active)
    ben.send(Join(route=route))
    await ben.get(ColleagueJoining)
    active.console.send(HandOver(session=active.session, member=cleo.member))
    assert (await ben.get(EndJoin)).reason is Reason.LEAD_AWAY
    assert await refused(ben, Join(route=route)) is Reason.UNKNOWN_CODE


# -- who leads ------------------------------------------------------------------------------------------------------


async def test_two_leads_who_hand_over_at_once_make_one_lead(active):
    ben, cleo = await joined(active, "Ben"), await joined(active, "Cleo")
    active.console.send(HandOver(session=active.session, member=ben.member))
    active.console.send(HandOver(session=active.session, member=cleo.member))
    assert (await active.console.get(Refused)).reason is Reason.HANDED_OVER
    room = await active.viewer.room(leads(ben.member))
    assert (role(room, 1), role(room, cleo.member)) == ("collaborator", "collaborator")


async def test_a_session_is_not_handed_to_somebody_who_is_not_there_or_leads_enough(active):
    ben = await joined(active, "Ben")
    assert await refused(active.console, HandOver(session=active.session, member=77)) is Reason.LEFT
    await change_group(active.host, sessions=1)
    ben.send(OpenSession(request=1))
    await ben.get(SessionOpened)
    assert await refused(active.console, HandOver(session=active.session, member=ben.member)) is Reason.LIMIT


async def test_the_one_who_has_collaborated_longest_takes_over_from_a_lead_who_leaves(active):
    ben, cleo = await joined(active, "Ben"), await joined(active, "Cleo")
    active.console.send(LeaveLead(session=active.session))
    assert (await active.viewer.get(MemberLeft)).member == 1
    await active.viewer.room(lambda room: room.state == "transferring")
    take_over = TakeOver(session=active.session)
    assert await refused(cleo, take_over) is Reason.NOT_ALLOWED
    ben.send(take_over)
    assert (await active.viewer.room(leads(ben.member))).state == "active"
    assert await refused(ben, take_over) is Reason.NOT_ALLOWED


async def test_a_lead_alone_does_not_leave_like_that(active):
    assert await refused(active.console, LeaveLead(session=active.session)) is Reason.NOT_ALLOWED


async def test_a_session_that_nobody_takes_over_times_out(active, monkeypatch):
    await joined(active, "Ben")
    assert active.host.gateway.services.sessions._seat_kept_s == 120
    monkeypatch.setattr(active.host.gateway.services.sessions, "_seat_kept_s", 0.05)
    active.console.send(LeaveLead(session=active.session))
    assert (await active.viewer.get(SessionClosed)).reason is Reason.TECHNICIAN_GONE


async def test_a_lead_who_is_lost_for_too_long_is_followed_by_a_colleague(active):
    ben = await joined(active, "Ben")
    active.console.close()
    await ben.room(lambda room: room.state == "reconnecting")
    host = active.host.gateway.services.sessions
    host.give_up(host.find(active.session), 1, Reason.TIMED_OUT)  # as its timer does
    left = await ben.get(MemberLeft)
    assert (left.member, left.reason) == (1, Reason.TIMED_OUT)
    ben.send(TakeOver(session=active.session))
    await active.viewer.room(leads(ben.member))


async def test_a_removed_member_is_told_and_does_not_come_back(active):
    ben = await joined(active, "Ben")
    active.console.send(RemoveMember(session=active.session, member=ben.member))
    left = MemberLeft(session=active.session, member=ben.member, reason=Reason.REMOVED)
    assert await ben.get(MemberLeft) == left
    assert await active.viewer.get(MemberLeft) == left
    again = Attach(session=active.session, member=ben.member, token=ben.token, salt=bytes(16))
    assert await refused(ben, again) is not None
    assert await refused(active.console, RemoveMember(session=active.session, member=1)) is Reason.NOT_ALLOWED


async def test_a_seat_of_a_technician_is_theirs_alone(active):
    ben, cleo = await joined(active, "Ben"), await active.host.colleague("Cleo")
    theft = Attach(session=active.session, member=ben.member, token=ben.token, salt=bytes(16))
    assert await refused(cleo, theft) is Reason.WRONG_LOGIN


# -- hold, shares and the customer's desktop ------------------------------------------------------------------------


async def test_on_hold_nothing_passes_but_talk_and_chat(active):
    ben = await joined(active, "Ben")
    ben.send(StartShare(session=active.session))
    await active.viewer.get(ShareChanged)
    active.console.send(SetHold(session=active.session, hold=True))
    ended = await active.viewer.get(ShareChanged)
    assert (ended.sharing, ended.by, ended.reason) == (0, 1, Reason.ON_HOLD)
    await active.viewer.room(lambda room: room.state == "on_hold")
    assert await refused(ben, StartShare(session=active.session)) is Reason.ON_HOLD
    box(active, ben, active.customer, Channel.PICTURE, b"picture")
    box(active, ben, active.customer, Channel.CHAT, b"line")
    assert (await active.viewer.get(Sealed)).box == b"line"
    active.console.send(SetHold(session=active.session, hold=False))
    await active.viewer.room(lambda room: room.state == "active")


async def test_the_lead_ends_a_colleagues_share(active):
    ben = await joined(active, "Ben")
    ben.send(StartShare(session=active.session))
    await active.console.get(ShareChanged)
    active.console.send(EndShare(session=active.session))
    ended = await ben.get(ShareChanged, lambda changed: changed.sharing == 0)
    assert (ended.by, ended.reason) == (1, Reason.STOPPED)


async def test_a_colleague_sees_the_customers_desktop_with_the_leads_leave(active):
    ben = await joined(active, "Ben")
    ben.send(AskDesktop(session=active.session, access=Access.VIEW))
    assert await active.console.get(DesktopAsked)
    active.console.send(AllowDesktop(session=active.session, member=ben.member, access=Access.VIEW))
    assert (await active.viewer.get(DesktopAsked)).member == ben.member
    active.viewer.send(GrantDesktop(session=active.session, member=ben.member, access=Access.VIEW))
    assert (await ben.get(DesktopChanged)).access is Access.VIEW
    box(active, active.viewer, ben.member, Channel.DESKTOP_PICTURE, b"picture")
    assert (await ben.get(Sealed)).box == b"picture"


async def test_a_technician_without_the_right_to_chat_is_not_heard(active):
    ben = await joined(active, "Ben")
    await change_group(active.host, chat=False)
    box(active, ben, active.customer, Channel.CHAT, b"line")
    box(active, ben, active.customer, Channel.TALK, b"talk")
    assert (await active.viewer.get(Sealed)).box == b"talk"


# -- what administrators change, limits, a host that starts anew ----------------------------------------------------


async def test_a_disabled_technician_leaves_and_the_session_goes_on_with_the_others(active):
    ben = await joined(active, "Ben")
    active.console.send(HandOver(session=active.session, member=ben.member))
    await active.viewer.room(leads(ben.member))
    await disable(active.host, ben.number, "Ben")
    left = await active.viewer.get(MemberLeft)
    assert (left.member, left.reason) == (ben.member, Reason.LEFT), "no customer's business"
    active.console.send(TakeOver(session=active.session))
    await active.viewer.room(leads(1))
    await ben.ended()


async def test_a_session_whose_only_technician_is_disabled_ends_in_words(active, ben):
    await accept(active, ben, await invited(active, ben, TRANSFER))
    await active.viewer.room(leads(ben.member))
    await disable(active.host, ben.number, "Ben")
    assert (await active.viewer.get(SessionClosed)).reason is Reason.TECHNICIAN_GONE, "no customer's business"


async def test_a_disabled_technicians_invitation_ends(active, ben):
    await invited(active, ben)
    await disable(active.host, ben.number, "Ben")
    assert (await active.console.get(InvitationEnded)).reason is Reason.DISABLED
    ask = Invite(session=active.session, technician=ben.number, kind=COLLABORATE, grant=GRANT)
    assert await refused(active.console, ask) is Reason.DISABLED


async def test_a_group_at_its_limit_opens_no_session_and_makes_no_code(case):
    await case.open()
    await change_group(case.host, sessions=1)
    assert await refused(case.console, OpenSession(request=2)) is Reason.LIMIT
    assert await case.make_code()
    await change_group(case.host, sessions=2)
    case.console.send(OpenSession(request=3))
    await case.console.get(SessionOpened)
    await change_group(case.host, sessions=1)
    assert await refused(case.console, MakeCode(session=case.session)) is Reason.LIMIT


@pytest.mark.parametrize(
    ("right", "act"),
    [
        ("invite", lambda session: MakeColleagueCode(session=session)),
        ("invite", lambda session: Invite(session=session, technician=2, kind=COLLABORATE, grant=GRANT)),
        ("transfer", lambda session: Invite(session=session, technician=2, kind=TRANSFER, grant=GRANT)),
        ("hold", lambda session: SetHold(session=session, hold=True)),
        ("end", lambda session: Leave(session=session)),
    ],
)
async def test_a_right_that_is_missing_refuses_what_it_is_for(active, right, act):
    await change_group(active.host, **{right: False})
    assert await refused(active.console, act(active.session)) is Reason.NOT_ALLOWED


async def test_a_host_that_starts_anew_knows_who_leads_who_shares_and_what_is_on_hold(active, start_host):
    ben = await joined(active, "Ben")
    active.console.send(HandOver(session=active.session, member=ben.member))
    await ben.room(leads(ben.member))
    ben.send(SetHold(session=active.session, hold=True))
    await active.viewer.room(lambda room: room.state == "on_hold")
    await active.host.stop()
    again = await start_host()
    console = await again.login("Ben")
    room = await console.attach(active.session, ben.member, ben.token)
    assert (room.state, role(room, ben.member), role(room, 1)) == ("on_hold", "lead", "collaborator")
    console.send(SetHold(session=active.session, hold=False))
    console.send(Leave(session=active.session))
    await console.get(SessionClosed)


async def test_a_session_without_a_lead_is_taken_over_after_a_restart_of_the_host(active, start_host):
    ben = await joined(active, "Ben")
    active.console.send(LeaveLead(session=active.session))
    await ben.room(lambda room: room.state == "transferring")
    await active.host.stop()
    again = await start_host()
    console = await again.login("Ben")
    assert (await console.attach(active.session, ben.member, ben.token)).state == "transferring"
    console.send(TakeOver(session=active.session))
    await console.room(leads(ben.member))
    console.send(MakeColleagueCode(session=active.session))
    await console.get(ColleagueCodeMade)
    await console.attach(active.session, ben.member, ben.token, salt=b"another salt".ljust(16))
    assert not [m for m in await console.settled() if isinstance(m, EndColleagueCode)]  # a code of this host's


async def test_a_lead_hears_that_a_colleagues_code_did_not_outlive_the_host(active, start_host):
    await colleague_code(active)
    await active.host.stop()
    again = await start_host()
    console = await again.technician()
    await console.attach(active.session, 1, active.lead_token)
    ended = EndColleagueCode(session=active.session, burned=False)
    assert await console.get(EndColleagueCode) == ended


async def test_the_audit_tells_who_invited_whom_and_who_leads(active, ben):
    await accept(active, ben, await invited(active, ben))
    active.console.send(HandOver(session=active.session, member=ben.member))
    await ben.room(leads(ben.member))
    ben.send(SetHold(session=active.session, hold=True))
    ben.send(RemoveMember(session=active.session, member=1))
    await ben.get(MemberLeft)
    await active.host.stop()
    store = Store(active.host.path / "host.sqlite")
    rows = [row.entry for row in store.audit.rows() if row.entry.session == active.session]
    store.close()
    told = [(str(entry.event), entry.member, entry.who, entry.detail) for entry in rows]
    assert told[-7:] == [
        ("invited", 1, "Ben", "collaborate"),
        ("member_joined", ben.member, "Ben", ""),
        ("invitation_ended", 0, "Ben", "none"),
        ("role_changed", 1, "", "collaborator"),
        ("role_changed", ben.member, "", "lead"),
        ("hold_changed", ben.member, "", "on"),
        ("member_left", 1, "", "removed"),
    ]
