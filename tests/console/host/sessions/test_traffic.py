"""A member who sends without end, through a host on loopback."""

from console.host.core.limits import ACTS_A_SECOND, TALK_BOXES_A_SECOND, Limits
from protocol.link.link import LinkEnd
from protocol.vocabulary.desktop import Access, AskDesktop, DesktopAsked
from protocol.vocabulary.messages import (
    Channel,
    EndShare,
    Reason,
    Refused,
    Room,
    Sealed,
    SessionState,
    ShareChanged,
    StartShare,
)
from protocol.vocabulary.teamwork import SetHold

TALK_BOXES = Limits().bucket(TALK_BOXES_A_SECOND)
ACTS = Limits().bucket(ACTS_A_SECOND)


def sealed(case, to, channel, box=b"box"):
    room = case.host.gateway.services.sessions.find(case.session).room
    generation = room.seats.place(to).generation
    return Sealed(session=case.session, member=to, generation=generation, channel=channel, box=box)


async def flood(case, client, to, count):
    box = sealed(case, to, Channel.CHAT)
    for _ in range(count):
        client.send(box)
    return await client.ended()


async def test_a_customer_who_floods_the_chat_loses_the_link_and_the_others_hear_a_bounded_part(active):
    assert await flood(active, active.viewer, 1, 6_000) is LinkEnd.LOST
    refused = [message for message in active.viewer.waiting() if isinstance(message, Refused)]
    assert refused[-1:] == [Refused(about="sealed", reason=Reason.LIMIT, session=active.session)]
    heard = [message for message in await active.console.settled() if isinstance(message, Sealed)]
    assert TALK_BOXES.at_once <= len(heard) <= TALK_BOXES.at_once + 60 * TALK_BOXES.a_second


async def test_who_comes_back_has_no_more_to_send_than_before(active):
    await flood(active, active.viewer, 1, 6_000)
    again = await active.host.client()
    await again.attach(active.session, active.customer, active.customer_token, salt=b"again".ljust(16, b"-"))
    before = len([m for m in await active.console.settled() if isinstance(m, Sealed)])
    await flood(active, again, 1, 6_000)
    after = len([m for m in await active.console.settled() if isinstance(m, Sealed)])
    assert before >= TALK_BOXES.at_once
    assert after < TALK_BOXES.at_once / 2


async def test_an_honest_member_is_heard_while_another_floods(active):
    await flood(active, active.viewer, 1, 6_000)
    await active.console.settled()
    again = await active.host.client()
    await again.attach(active.session, active.customer, active.customer_token, salt=b"again".ljust(16, b"-"))
    active.console.send(sealed(active, active.customer, Channel.CHAT, b"still there"))
    assert (await again.get(Sealed)).box == b"still there"


async def test_a_technician_who_begins_shares_without_end_is_refused_and_what_ends_one_never_is(active):
    for _ in range(300):
        active.console.send(StartShare(session=active.session))
        active.console.send(EndShare(session=active.session))
    answers = await active.console.settled()
    told = [message for message in await active.viewer.settled() if isinstance(message, ShareChanged)]
    assert ACTS.at_once - 1 <= len(told) / 2 <= ACTS.at_once + 60 * ACTS.a_second
    assert told[-1].sharing == 0
    assert any(isinstance(message, Refused) and message.reason is Reason.LIMIT for message in answers)


async def test_questions_for_the_desktop_come_as_often_as_somebody_asks(active):
    for _ in range(300):
        active.console.send(AskDesktop(session=active.session, access=Access.VIEW))
        active.console.send(AskDesktop(session=active.session, access=Access.NONE))
    await active.console.settled()
    asked = [message for message in await active.viewer.settled() if isinstance(message, DesktopAsked)]
    assert len(asked) / 2 <= ACTS.at_once + 60 * ACTS.a_second
    assert asked[-1].access is Access.NONE


async def test_a_session_is_put_on_hold_however_often_it_was_let_go_on(active):
    """On hold nothing of a screen passes: so that is taking something back, and never one too many."""
    for _ in range(300):
        active.console.send(SetHold(session=active.session, hold=True))
        active.console.send(SetHold(session=active.session, hold=False))
    active.console.send(SetHold(session=active.session, hold=True))
    await active.console.settled()
    rooms = [message for message in await active.viewer.settled() if isinstance(message, Room)]
    assert rooms[-1].state is SessionState.ON_HOLD
    assert len(rooms) / 2 <= ACTS.at_once + 60 * ACTS.a_second
