"""Two technicians without an account, who know nothing of each other, at one host: they see nothing of each other."""

import pytest

from console.host.core.guests.guest import FIRST_GUEST
from console.host.peers.guests import FOR_OTHERS, OF_GUESTS
from protocol.vocabulary.accounts import Colleague, ColleagueGone, DeviceKeys, Replies, SetPresence
from protocol.vocabulary.codec import Message
from protocol.vocabulary.guests import OpenHost, ReportSession
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.joins import Join, Probe, Probed
from protocol.vocabulary.messages import (
    Attach,
    Hello,
    OpenSession,
    Ping,
    Pong,
    Reason,
    Refused,
    SessionOpened,
)
from protocol.vocabulary.queue import Channels, WaitingCustomer
from protocol.vocabulary.teamwork import ColleagueCodeMade, ColleagueJoining, InvitationKind, Invite, MakeColleagueCode
from protocol.vocabulary.web import WebPages
from tests.protocol.golden_messages import HOST_MESSAGES

pytestmark = pytest.mark.usefixtures("cheap_passwords")
OF_A_LINK = (Hello, Ping, Pong, OpenHost)  # not heard where a host listens
ABOUT_OTHERS = (Colleague, ColleagueGone, Channels, WaitingCustomer, Replies)
MAY_NOT = [
    message
    for message in HOST_MESSAGES
    if not isinstance(message, (*OF_GUESTS, *FOR_OTHERS, *OF_A_LINK)) and type(message) in HOST_VOCABULARY.kinds
]


async def test_nobody_is_told_who_else_is_there(guests, open_host):
    first, second = await guests.come(), await guests.come()
    account = await open_host.colleague("Ada")
    second.send(SetPresence(presence="away"))
    second.send(DeviceKeys(exchange=bytes(32), signing=second.device.public.signing))
    for client in (first, second):
        seen = await client.settled()
        assert not [message for message in seen if isinstance(message, ABOUT_OTHERS)]
    told = [m for m in await account.settled() if isinstance(m, Colleague)]
    assert all(message.technician < FIRST_GUEST for message in told)


async def test_a_session_of_one_is_nothing_to_the_other(guests, open_host, new_case):
    case = await new_case(open_host).open(await guests.come())
    await case.join()
    other = await guests.come()
    await other.settled_stranger()
    for client in (case.console, case.viewer):
        await client.settled_stranger()
    for message in HOST_MESSAGES:
        if getattr(message, "session", None) is not None and isinstance(message, OF_GUESTS):
            fields = {**vars(message), "session": case.session}
            other.send(type(message)(**fields))
    seen = await other.settled_stranger()
    assert len(seen) > 10
    assert {(type(message), message.reason) for message in seen} == {(Refused, Reason.UNKNOWN_SESSION)}
    heard = [*await case.console.settled_stranger(), *await case.viewer.settled_stranger()]
    assert heard == []


async def test_the_other_cannot_take_the_leads_seat_even_with_its_token(guests, open_host, new_case):
    case = await new_case(open_host).open(await guests.come())
    other = await guests.come()
    other.send(Attach(session=case.session, member=1, token=case.lead_token, salt=bytes(16)))
    assert (await other.get(Refused)).reason is Reason.WRONG_LOGIN


async def test_nothing_that_is_about_others_is_theirs(guests, open_host):
    """Every message there is, but those of their own sessions: refused, or the end of the link."""
    client = None
    for message in MAY_NOT:
        if client is None or client.end.done():
            client = await guests.come()
            await client.settled_stranger()
        client.send(message)
        client.send(Probe(number=1))
        seen = []
        while not client.end.done() and not isinstance(each := await client.get(Message), Probed):
            seen.append(each)
            if each.reason is Reason.BAD_MESSAGE:
                await client.ended()
        assert [(type(each), each.reason) for each in seen] in (
            [(Refused, Reason.NOT_ALLOWED)],
            [(Refused, Reason.BAD_MESSAGE)],
        ), message


async def test_an_invitation_reaches_nobody_in_either_direction(guests, open_host, new_case):
    lead, other = await guests.come(), await guests.come()
    case = await new_case(open_host).open(lead)
    said = {"session": case.session, "kind": InvitationKind.COLLABORATE, "grant": b"x"}
    lead.send(Invite(technician=other.number, **said))
    assert (await lead.get(Refused)).reason is Reason.NOT_ALLOWED
    account = await open_host.colleague("Ada")
    case = await new_case(open_host).open(account)
    account.send(Invite(technician=other.number, **(said | {"session": case.session})))
    assert (await account.get(Refused)).reason in (Reason.UNKNOWN_NAME, Reason.OFFLINE)
    assert [message for message in await other.settled_stranger() if not isinstance(message, WebPages)] == []


async def test_a_colleague_comes_by_a_code(guests, open_host, new_case):
    case = await new_case(open_host).open(await guests.come())
    case.console.send(MakeColleagueCode(session=case.session))
    code = await case.console.get(ColleagueCodeMade)
    other = await guests.come()
    other.send(Join(route=code.route))
    assert (await other.get(ColleagueJoining)).session == case.session


async def test_who_tries_colleagues_codes_with_ever_new_keys_is_held_by_where_they_come_from(start_open, guests_of):
    guests = guests_of(await start_open(limits={"failed-joins-a-minute": 2}))
    for _ in range(2):
        client = await guests.come()
        client.send(Join(route="0000"))
        assert (await client.get(Refused)).reason is Reason.UNKNOWN_CODE
    client = await guests.come()
    client.send(Join(route="0000"))
    assert (await client.get(Refused)).reason is Reason.LIMIT


async def test_a_session_outlives_a_restart_of_the_host_with_its_technician(start_open, guests_of, new_case, device):
    host = await start_open()
    guests = guests_of(host)
    case = await new_case(host).open(await guests.come(device))
    await host.stop()
    await host.start()
    console = await guests.come(device)
    await console.attach(case.session, 1, case.lead_token)
    meter = host.gateway.services.guests.meter
    assert [tab.number for tab in meter.tabs()] == [console.number]


async def test_a_host_that_is_open_no_more_ends_such_sessions(start_host, start_open, guests_of, new_case):
    host = await start_open()
    case = await new_case(host).open(await guests_of(host).come())
    await host.stop()
    closed = await start_host()
    assert closed.gateway.services.sessions.find(case.session) is None


async def test_an_account_is_no_guest_on_the_same_host(open_host, guests):
    await guests.come()
    account = await open_host.colleague("Ada")
    assert account.number < FIRST_GUEST
    account.send(OpenSession(request=1))
    await account.get(SessionOpened)
    assert not open_host.gateway.services.guests.meter.tabs()
    second = await open_host.colleague("Bea")
    assert second.number == account.number + 1


async def test_technicians_may_not_report_and_are_told_so(guests, open_host, new_case):
    case = await new_case(open_host).open(await guests.come())
    case.console.send(ReportSession(session=case.session))
    assert (await case.console.get(Refused)).reason is Reason.NOT_ALLOWED
