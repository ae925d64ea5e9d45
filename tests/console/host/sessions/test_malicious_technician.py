"""A technician who means ill tries all that their place lets them, against lead, colleagues and customer."""

import asyncio
import dataclasses

import pytest

from console.host.core.rights import MAY
from console.host.sessions import sessions
from protocol.vocabulary.desktop import (
    ASK_AGAIN_S,
    NOES,
    Access,
    AllowDesktop,
    AskDesktop,
    AskLater,
    DesktopAsked,
    DesktopChanged,
    GrantDesktop,
)
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.messages import (
    Attach,
    EndShare,
    Hello,
    Leave,
    Reason,
    Refused,
    Sealed,
    SessionClosed,
    ShareChanged,
    StartShare,
)
from protocol.vocabulary.queue import PickUp
from protocol.vocabulary.teamwork import AnswerInvitation, HandOver, Invite, TakeOver
from tests.console.host.technicians.test_teamwork import joined, leads, refused
from tests.protocol.golden_messages import CASES

LEAD, CUSTOMER = 1, 2

pytestmark = pytest.mark.usefixtures("cheap_passwords")

TO_THE_HOST = {type(message): message for *_, message in CASES if type(message) in HOST_VOCABULARY.kinds}


@pytest.fixture
async def ben(active):
    """A colleague who collaborates, and means ill."""
    return await joined(active, "Ben")


@pytest.fixture
async def cleo(active):
    """A technician of the host who is not in the session, and means ill."""
    return await active.host.colleague("Cleo")


def room(case):
    return case.host.gateway.services.sessions.find(case.session).room


def state(case):
    """Return what nobody but whom it concerns may change."""
    now = room(case)
    seats = {place.member: (place.role, place.generation, place.present) for place in now.seats}
    desktop = (now.desktop.member, now.desktop.access, {m for m, q in now.desktop.questions.items() if m == LEAD})
    codes = case.host.gateway.services.codes._of_session.keys()
    return seats, now.sharing, now.hold.on, now.leadership.transferring, now.state, desktop, set(codes)


def aimed(message, case, member):
    """Return `message` about this session, and `member` where it names one."""
    names = {field.name for field in dataclasses.fields(message)}
    aim = {"session": case.session, "member": member}
    return dataclasses.replace(message, **{name: value for name, value in aim.items() if name in names})


ALSO = {Invite, AnswerInvitation, PickUp}
OWN_AFFAIRS = {Hello, Leave, StartShare, Attach}
"""What a collaborating technician may do for themselves; the rest changes nothing."""


IN_A_SESSION = [kind for kind in TO_THE_HOST if (kind in MAY or kind in ALSO) and kind not in OWN_AFFAIRS]


@pytest.mark.parametrize("kind", IN_A_SESSION, ids=lambda kind: kind.TAG)
async def test_no_message_of_a_colleague_changes_what_others_have(active, ben, kind):
    """The lead shares and has the desktop; a colleague tries to take it, to end it, and to answer for others."""
    active.console.send(StartShare(session=active.session))
    await active.viewer.get(ShareChanged)
    active.console.send(AskDesktop(session=active.session, access=Access.CONTROL))
    await active.viewer.get(DesktopAsked)
    active.viewer.send(GrantDesktop(session=active.session, member=LEAD, access=Access.CONTROL))
    await active.console.get(DesktopChanged, lambda changed: changed.access is Access.CONTROL)
    before = state(active)
    for member in (LEAD, CUSTOMER, ben.member):
        ben.send(aimed(TO_THE_HOST[kind], active, member))
    await ben.settled()
    assert state(active) == before


async def test_no_message_of_a_technician_who_is_not_in_a_session_changes_it(active):
    villain, number = await active.host.colleague("Cleo 0"), 0
    for kind in [kind for kind in TO_THE_HOST if kind is not Hello]:
        before = state(active)
        for member in (LEAD, CUSTOMER):
            villain.send(aimed(TO_THE_HOST[kind], active, member))
        if not await alive(villain):
            number += 1
            villain = await active.host.colleague(f"Cleo {number}")
        assert state(active) == before, kind.TAG
    assert not [message for message in active.viewer.waiting() if isinstance(message, Sealed)]


async def alive(client):
    """Return whether the host has left a link standing, once it has handled all that was sent on it."""
    settled = asyncio.ensure_future(client.settled())
    await asyncio.wait((settled, client.end), return_when=asyncio.FIRST_COMPLETED)
    settled.cancel()
    return not client.end.done()


async def test_a_colleague_with_another_ones_token_takes_no_seat(active, ben, cleo):
    for client in (ben, cleo):
        taken = Attach(session=active.session, member=LEAD, token=active.lead_token, salt=bytes(16))
        client.send(taken)
        assert (await client.get(Refused)).reason in (Reason.WRONG_LOGIN, Reason.LIMIT)
    assert active.console.link.end is None


# -- the customer is asked again and again ------------------------------------------------------------------------


def ask(case, client, access=Access.VIEW):
    client.send(AskDesktop(session=case.session, access=access))


async def declined(case, client, access=Access.VIEW):
    """Ask the customer, who says no."""
    ask(case, client, access)
    asked = await case.viewer.get(DesktopAsked, lambda asked: asked.access is not Access.NONE)
    case.viewer.send(GrantDesktop(session=case.session, member=asked.member, access=Access.NONE))
    await client.get(DesktopChanged, lambda changed: changed.reason is Reason.DECLINED)


async def left_in_peace(case, client):
    """Ask, and hear that one has to wait; the customer hears nothing."""
    case.viewer.waiting()
    ask(case, client, Access.CONTROL)
    later = await client.get(AskLater)
    assert 1 <= later.seconds <= ASK_AGAIN_S
    assert (await client.get(Refused)).reason is Reason.ASKED_OFTEN
    await client.settled()
    assert not [m for m in await case.viewer.settled() if isinstance(m, DesktopAsked) and m.access is not Access.NONE]


async def test_after_two_noes_nobody_asks_for_a_minute(active, ben):
    assert (NOES, ASK_AGAIN_S) == (2, 60)
    for _ in range(2):
        await declined(active, active.console)
    assert (await active.console.get(AskLater)).seconds == ASK_AGAIN_S
    assert (await ben.get(AskLater)).seconds == ASK_AGAIN_S
    for client in (active.console, ben):
        await left_in_peace(active, client)


async def test_another_seat_or_another_link_is_no_way_round(active, ben):
    await declined(active, active.console)
    ask(active, ben)
    await active.console.get(DesktopAsked)
    active.console.send(AllowDesktop(session=active.session, member=ben.member, access=Access.VIEW))
    await active.viewer.get(DesktopAsked, lambda asked: asked.member == ben.member)
    active.viewer.send(GrantDesktop(session=active.session, member=ben.member, access=Access.NONE))
    await active.console.get(AskLater)
    again = await active.host.technician()
    await again.attach(active.session, LEAD, active.lead_token, bytes(15) + b"\2")
    await left_in_peace(active, again)
    active.console = again
    again.send(HandOver(session=active.session, member=ben.member))
    await ben.room(leads(ben.member))
    await left_in_peace(active, ben)


@pytest.mark.parametrize("trick", ["taken back", "link lost", "more", "less than was asked for"])
async def test_a_question_that_comes_to_nothing_is_a_no_whatever_it_ends_by(active, trick):
    if trick == "less than was asked for":
        ask(active, active.console)
        await active.viewer.get(DesktopAsked)
        active.viewer.send(GrantDesktop(session=active.session, member=LEAD, access=Access.VIEW))
        await active.console.get(DesktopChanged)
    for turn in range(2):
        ask(active, active.console, Access.CONTROL)
        await active.viewer.get(DesktopAsked, lambda asked: asked.access is Access.CONTROL)
        if trick == "link lost":
            active.console.close()
            await active.viewer.get(DesktopAsked)
            active.console = await active.host.technician()
            await active.console.attach(active.session, LEAD, active.lead_token, bytes(15) + bytes([turn + 2]))
        elif trick == "taken back":
            ask(active, active.console, Access.NONE)
        elif trick == "more":
            ask(active, active.console, Access.VIEW)
        else:
            active.viewer.send(GrantDesktop(session=active.session, member=LEAD, access=Access.VIEW))
            await active.console.get(DesktopChanged)
    await active.console.settled()
    assert room(active).desktop.resting


async def test_a_lead_does_not_put_a_colleagues_question_meanwhile(active, ben):
    ask(active, ben)
    await active.console.get(DesktopAsked)
    for _ in range(2):
        await declined(active, active.console)
    allow = AllowDesktop(session=active.session, member=ben.member, access=Access.VIEW)
    assert await refused(active.console, allow) is Reason.ASKED_OFTEN


async def test_a_third_question_does_not_wait_behind_the_two_that_the_customer_did_not_say_yes_to(active, ben):
    ask(active, ben)
    await active.console.get(DesktopAsked)
    active.console.send(AllowDesktop(session=active.session, member=ben.member, access=Access.VIEW))
    await active.viewer.get(DesktopAsked, lambda asked: asked.member == ben.member)
    for _ in range(2):
        await declined(active, active.console)
    taken_back = await active.viewer.get(DesktopAsked, lambda asked: asked.member == ben.member)
    assert taken_back.access is Access.NONE
    assert room(active).desktop.questions == {}
    active.viewer.send(GrantDesktop(session=active.session, member=ben.member, access=Access.VIEW))
    await active.viewer.settled()
    assert room(active).desktop.member == 0


async def test_after_the_minute_one_may_ask_once_and_a_yes_starts_anew(active, monkeypatch):
    monkeypatch.setattr(sessions, "ASK_AGAIN_S", 1)
    for _ in range(2):
        await declined(active, active.console)
    live = active.host.gateway.services.sessions.find(active.session)
    live.timers.stop(sessions.REST)
    room(active).desktop.rested()
    await declined(active, active.console)
    assert room(active).desktop.resting
    live.timers.stop(sessions.REST)
    room(active).desktop.rested()
    ask(active, active.console)
    await active.viewer.get(DesktopAsked, lambda asked: asked.access is Access.VIEW)
    active.viewer.send(GrantDesktop(session=active.session, member=LEAD, access=Access.VIEW))
    await active.console.get(DesktopChanged, lambda changed: changed.access is Access.VIEW)
    ask(active, active.console, Access.NONE)
    await active.console.get(DesktopChanged, lambda changed: changed.access is Access.NONE)
    await declined(active, active.console)
    assert not room(active).desktop.resting


# -- a leave that outlives the lead -------------------------------------------------------------------------------


async def has_desktop(case, client, member):
    ask(case, client)
    if client is not case.console:
        await case.console.get(DesktopAsked)
        case.console.send(AllowDesktop(session=case.session, member=member, access=Access.VIEW))
    await case.viewer.get(DesktopAsked, lambda asked: asked.member == member)
    case.viewer.send(GrantDesktop(session=case.session, member=member, access=Access.VIEW))
    await client.get(DesktopChanged, lambda changed: changed.access is Access.VIEW)


async def test_a_lead_who_hands_over_keeps_nothing_of_the_customers_desktop(active, ben):
    await has_desktop(active, active.console, LEAD)
    active.console.send(HandOver(session=active.session, member=ben.member))
    ended = await active.viewer.get(DesktopChanged, lambda changed: changed.access is Access.NONE)
    assert (ended.member, ended.reason) == (LEAD, Reason.HANDED_OVER)
    ask(active, active.console)
    assert (await ben.get(DesktopAsked)).member == LEAD  # the new lead is asked first


async def test_a_leads_question_does_not_outlive_their_lead(active, ben):
    ask(active, active.console)
    await active.viewer.get(DesktopAsked)
    active.console.send(HandOver(session=active.session, member=ben.member))
    assert (await active.viewer.get(DesktopAsked)).access is Access.NONE
    active.viewer.send(GrantDesktop(session=active.session, member=LEAD, access=Access.VIEW))
    await active.viewer.settled()
    assert room(active).desktop.member == 0


async def test_a_new_lead_keeps_what_they_have(active, ben):
    await has_desktop(active, ben, ben.member)
    active.console.send(HandOver(session=active.session, member=ben.member))
    await ben.room(leads(ben.member))
    assert room(active).desktop.of(room(active).seats.place(ben.member)) is Access.VIEW


async def test_what_a_colleague_has_by_the_leave_of_one_who_has_left_ends_with_the_next_lead(active, ben):
    second = await joined(active, "Cleo")
    await has_desktop(active, second, second.member)
    live = active.host.gateway.services.sessions.find(active.session)
    active.host.gateway.services.sessions.give_up(live, LEAD, Reason.TIMED_OUT)
    ben.send(TakeOver(session=active.session))
    ended = await active.viewer.get(DesktopChanged, lambda changed: changed.access is Access.NONE)
    assert (ended.member, ended.reason) == (second.member, Reason.HANDED_OVER)


async def test_who_ends_their_own_share_ends_nobody_elses(active, ben):
    active.console.send(StartShare(session=active.session))
    await active.viewer.get(ShareChanged)
    assert await refused(ben, EndShare(session=active.session)) is Reason.NOT_ALLOWED
    assert not [m for m in await active.viewer.settled() if isinstance(m, ShareChanged | SessionClosed)]
