"""Codes and joins at a real host."""

import asyncio

import pytest

from console.host.core.limits import FAILED_JOINS_A_MINUTE, JOINER_STEPS, JOINS_A_MINUTE
from console.host.sessions import joins
from protocol.vocabulary.joins import Admit, Admitted, EndCode, EndJoin, Join, Joining, JoinStep, MakeCode
from protocol.vocabulary.messages import Attach, Leave, Reason, Refused, TokenLogin


async def refusal(host, route, **options):
    client = await host.client(**options)
    client.send(Join(route=route))
    reason = (await client.get(Refused, lambda r: r.about == "join")).reason
    client.close()
    return reason


async def test_a_join_leads_from_a_code_to_an_active_session(active):
    assert active.customer == 2


async def test_a_session_connects_while_a_join_goes_on(case):
    await case.open()
    await case.begin_join(await case.make_code())
    assert await case.console.room(lambda room: room.state == "connecting")


async def test_a_code_is_used_up_by_the_admission(active):
    active.viewer.send(Leave(session=active.session))
    await active.console.room(lambda room: room.state == "waiting")
    route = await active.make_code()
    viewer, number = await active.begin_join(route)
    active.console.send(Admit(session=active.session, join=number))
    await viewer.get(Admitted)
    assert await refusal(active.host, route) is Reason.UNKNOWN_CODE


async def test_steps_of_the_lead_reach_the_joiner_even_after_the_admission(case):
    await case.open()
    viewer, number = await case.begin_join(await case.make_code())
    case.console.send(Admit(session=case.session, join=number))
    case.console.send(JoinStep(session=case.session, join=number, data=b"grant"))
    assert (await viewer.get(JoinStep)).data == b"grant"
    await viewer.get(Admitted)


async def test_a_code_that_never_was_is_unknown(host):
    assert await refusal(host, "0000") is Reason.UNKNOWN_CODE


async def test_an_expired_code_says_so(start_host, new_case, until):
    case = await new_case(await start_host(code_valid_s=1)).open()
    route = await case.make_code()
    await until(lambda: case.host.gateway.services.codes.of_session(case.session) is None)
    assert await refusal(case.host, route) is Reason.CODE_EXPIRED


@pytest.mark.parametrize(("burned", "reason"), [(True, Reason.CODE_BURNED), (False, Reason.UNKNOWN_CODE)])
async def test_a_code_that_its_lead_ended_says_why(case, burned, reason):
    await case.open()
    route = await case.make_code()
    case.console.send(EndCode(session=case.session, burned=burned))
    await case.console.settled()
    assert await refusal(case.host, route) is reason


async def test_a_new_code_ends_the_older_one(case):
    await case.open()
    older = await case.make_code()
    newer = await case.make_code()
    if older != newer:
        assert await refusal(case.host, older) is Reason.CODE_EXPIRED


async def test_nobody_joins_while_the_lead_is_away(case, until):
    await case.open()
    route = await case.make_code()
    case.console.close()
    await case.console.ended()
    await until(lambda: not case.host.gateway.services.sessions.find(case.session).room.seats.lead().present)
    assert await refusal(case.host, route) is Reason.LEAD_AWAY


async def test_a_join_ends_when_the_lead_goes_away(case):
    await case.open()
    viewer, number = await case.begin_join(await case.make_code())
    case.console.close()
    ended = await viewer.get(EndJoin)
    assert ended == EndJoin(session=case.session, join=number, reason=Reason.LEAD_AWAY)


async def test_the_lead_hears_when_the_joiner_goes_away(case):
    await case.open()
    viewer, number = await case.begin_join(await case.make_code())
    viewer.close()
    ended = await case.console.get(EndJoin)
    assert ended == EndJoin(session=case.session, join=number, reason=Reason.LEFT)
    await case.console.room(lambda room: room.state == "waiting")


async def test_the_leads_reason_reaches_the_joiner_and_another_may_join(case):
    await case.open()
    route = await case.make_code()
    viewer, number = await case.begin_join(route)
    case.console.send(EndJoin(session=case.session, join=number, reason=Reason.WRONG_CODE))
    assert (await viewer.get(EndJoin)).reason is Reason.WRONG_CODE
    await case.begin_join(route)


async def test_only_one_joins_a_session_at_a_time(case):
    await case.open()
    route = await case.make_code()
    await case.begin_join(route)
    assert await refusal(case.host, route) is Reason.LIMIT


async def test_no_code_is_made_while_there_is_a_customer(active):
    active.console.send(MakeCode(session=active.session))
    assert (await active.console.get(Refused)).reason is Reason.CUSTOMER_PRESENT


@pytest.mark.parametrize("message", [MakeCode, EndCode, JoinStep, Admit, EndJoin], ids=lambda kind: kind.TAG)
async def test_a_customer_does_nothing_that_is_the_leads(active, message):
    more = {
        EndCode: {"burned": True},
        JoinStep: {"join": 1, "data": b""},
        Admit: {"join": 1},
        EndJoin: {"join": 1, "reason": Reason.NONE},
    }
    active.viewer.send(message(session=active.session, **more.get(message, {})))
    assert (await active.viewer.get(Refused)) == Refused(
        about=message.TAG, reason=Reason.NOT_ALLOWED, session=active.session
    )


async def test_a_member_of_one_session_cannot_steer_another(active, new_case):
    other = await new_case(active.host).open()
    viewer, number = await other.begin_join(await other.make_code())
    active.viewer.send(Admit(session=other.session, join=number))
    assert (await active.viewer.get(Refused)).reason is Reason.UNKNOWN_SESSION
    assert viewer.waiting() == []


async def test_a_joiner_sends_four_steps_and_no_more(case):
    await case.open()
    viewer, number = await case.begin_join(await case.make_code())
    for step in range(JOINER_STEPS + 1):
        viewer.send(JoinStep(session=case.session, join=number, data=bytes([step])))
    for step in range(JOINER_STEPS):
        assert (await case.console.get(JoinStep)).data == bytes([step])
    assert (await case.console.get(EndJoin)).reason is Reason.LIMIT
    assert (await viewer.get(EndJoin)).reason is Reason.LIMIT


async def test_a_joiner_who_does_nothing_is_not_waited_for(case, monkeypatch):
    monkeypatch.setattr(joins, "JOIN_S", 1.0)
    await case.open()
    viewer, _ = await case.begin_join(await case.make_code())
    assert (await case.console.get(EndJoin)).reason is Reason.NOT_ADMITTED
    assert (await viewer.get(EndJoin)).reason is Reason.NOT_ADMITTED
    await viewer.ended()


async def test_a_joiner_never_attaches_with_a_token_of_its_own_making(case):
    await case.open()
    viewer, number = await case.begin_join(await case.make_code())
    case.console.send(Admit(session=case.session, join=number))
    admitted = await viewer.get(Admitted)
    thief = await case.host.client()
    thief.send(Attach(session=case.session, member=admitted.member, token=bytes(32), salt=bytes(16)))
    assert (await thief.get(Refused)).reason is Reason.UNKNOWN_SESSION


async def test_a_joiner_who_turns_out_to_be_somebody_else_leaves_no_join_behind(active, new_case):
    other = await new_case(active.host).open()
    joiner, number = await other.begin_join(await other.make_code())
    joiner.send(Attach(session=active.session, member=2, token=active.customer_token, salt=bytes(16)))
    assert (await other.console.get(EndJoin)).join == number
    assert await other.console.room(lambda room: room.state == "waiting")
    technician, number = await other.begin_join(await other.make_code(), local=True)
    technician.send(TokenLogin(token=active.host.token))
    assert (await other.console.get(EndJoin)).join == number


async def test_one_address_joins_ten_times_a_minute(case):
    await case.open()
    route = await case.make_code()
    reasons = []
    for _ in range(JOINS_A_MINUTE + 1):
        viewer = await case.host.client()
        viewer.send(Join(route=route))
        message = await viewer.get((Joining, Refused))
        reasons.append(message.reason if isinstance(message, Refused) else None)
        if isinstance(message, Joining):
            case.console.send(EndJoin(session=case.session, join=message.join, reason=Reason.WRONG_CODE))
            await viewer.get(EndJoin)
        viewer.close()
    assert reasons == [None] * JOINS_A_MINUTE + [Reason.LIMIT]


async def test_a_thousand_wrong_joins_from_many_addresses_are_refused_after_twenty(case):
    await case.open()
    route = await case.make_code()
    wrong = next(f"{number:04}" for number in range(2) if f"{number:04}" != route)
    reasons = []

    async def attack(first_address):
        for address in range(first_address, 200, 10):
            client = await case.host.client(source=f"127.0.1.{address + 1}")
            for _ in range(5):
                client.send(Join(route=wrong))
                reasons.append((await client.get(Refused)).reason)
            client.close()
            await client.ended()

    await asyncio.gather(*(attack(first_address) for first_address in range(10)))
    assert len(reasons) == 1000
    assert reasons.count(Reason.UNKNOWN_CODE) == FAILED_JOINS_A_MINUTE
    assert reasons.count(Reason.LIMIT) == 1000 - FAILED_JOINS_A_MINUTE
    assert case.console.waiting() == []


async def test_joins_that_the_lead_refused_count_as_failed_from_wherever_they_came(case):
    await case.open()
    route = await case.make_code()
    for number in range(FAILED_JOINS_A_MINUTE):
        viewer, join = await case.begin_join(route, source=f"127.0.1.{1 + number}")
        case.console.send(EndJoin(session=case.session, join=join, reason=Reason.WRONG_CODE))
        await viewer.get(EndJoin)
        viewer.close()
    assert await refusal(case.host, route, source="127.0.1.100") is Reason.LIMIT
