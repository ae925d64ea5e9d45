"""Codes and joins at a real host."""

import asyncio
from dataclasses import replace

import pytest

from console.host.core.limits import ATTACK_A_MINUTE, CANDIDATES, FAILED_JOINS_A_MINUTE
from console.host.core.terms import JOINER_STEPS
from protocol.rates.puzzle import BITS_LEAST, solve
from protocol.vocabulary.joins import Admit, Admitted, EndCode, EndJoin, Join, Joining, JoinStep, MakeCode, Puzzle
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


async def test_three_join_a_session_at_a_time_and_the_first_that_proves_is_let_in(case):
    await case.open()
    route = await case.make_code()
    joiners = [await case.begin_join(route, source=f"127.0.{n}.1") for n in range(CANDIDATES.usual)]
    assert await refusal(case.host, route, source="127.0.9.1") is Reason.LIMIT  # their steps are with the lead
    viewer, number = joiners[1]
    case.console.send(Admit(session=case.session, join=number))
    await viewer.get(Admitted)
    for other in (joiners[0], joiners[2]):
        assert (await other[0].get(EndJoin)).reason is Reason.UNKNOWN_CODE


async def test_a_stranger_who_says_nothing_gives_way_at_once_and_the_lead_never_hears_of_them(case):
    await case.open()
    route = await case.make_code()
    silent = []
    for n in range(3 * CANDIDATES.usual):
        client = await case.host.client(source=f"127.0.{n}.1")
        client.send(Join(route=route))
        await client.get(Joining)
        silent.append(client)
    await case.begin_join(route, source="127.0.99.1")
    for client in silent[: 2 * CANDIDATES.usual + 1]:
        assert (await client.get(EndJoin)).reason is Reason.LIMIT
    assert [m for m in case.console.waiting() if isinstance(m, Joining)] == []


async def test_who_comes_by_the_link_is_in_nobodys_way_and_nobody_in_theirs(case):
    await case.open()
    made = await case.make_both()
    for n in range(CANDIDATES.usual):
        await case.begin_join(made.route, source=f"127.0.{n}.1")
    viewer, number = await case.begin_join(made.link_route, source="127.0.9.1")
    case.console.send(Admit(session=case.session, join=number))
    await viewer.get(Admitted)


async def test_burned_digits_leave_the_link_good(case):
    await case.open()
    made = await case.make_both()
    case.console.send(EndCode(session=case.session, burned=True))
    await case.console.settled()
    assert await refusal(case.host, made.route) is Reason.CODE_BURNED
    await case.begin_join(made.link_route)


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
    for step in range(1, JOINER_STEPS + 1):
        viewer.send(JoinStep(session=case.session, join=number, data=bytes([step])))
    for step in range(1, JOINER_STEPS):
        assert (await case.console.get(JoinStep)).data == bytes([step])
    assert (await case.console.get(EndJoin)).reason is Reason.LIMIT
    assert (await viewer.get(EndJoin)).reason is Reason.LIMIT


async def test_a_joiner_who_does_nothing_is_not_waited_for(case):
    case.host.set_limits(silence_s=1.0, join_s=1.0, step_s=0.5)
    await case.open()
    viewer = await case.host.client()
    viewer.send(Join(route=await case.make_code()))
    await viewer.get(Joining)
    assert (await viewer.get(EndJoin)).reason is Reason.NOT_ADMITTED
    await viewer.ended()
    assert [m for m in case.console.waiting() if isinstance(m, Joining | EndJoin)] == []


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


async def lose(case, route, **options):
    """Have somebody prove something wrong."""
    viewer, number = await case.begin_join(route, **options)
    case.console.send(EndJoin(session=case.session, join=number, reason=Reason.WRONG_CODE))
    await viewer.get(EndJoin)
    viewer.close()


async def attack(case, count=ATTACK_A_MINUTE.usual):
    """Have many codes tried, from many places, until the host is alarmed."""
    route = await case.make_code()
    for number in range(count):
        await lose(case, route, source=f"127.0.{number}.1")
    return route


async def test_of_one_source_ten_joins_a_minute_may_fail(case):
    await case.open()
    made = await case.make_both()
    for _ in range(FAILED_JOINS_A_MINUTE.usual):
        await lose(case, made.link_route)
    assert await refusal(case.host, made.link_route) is Reason.LIMIT
    await case.begin_join(made.link_route, source="127.0.0.2")


async def test_joins_that_the_technician_did_not_want_are_no_failures(case):
    await case.open()
    route = await case.make_code()
    for _ in range(2 * FAILED_JOINS_A_MINUTE.usual):
        viewer, number = await case.begin_join(route)
        case.console.send(EndJoin(session=case.session, join=number, reason=Reason.NOT_ADMITTED))
        await viewer.get(EndJoin)
        viewer.close()
    await case.begin_join(route)


async def test_a_thousand_wrong_routes_from_many_places_cost_those_places_alone(case):
    await case.open()
    route = await case.make_code()
    wrong = next(f"{number:04}" for number in range(2) if f"{number:04}" != route)
    reasons = []

    async def guess(first):
        for place in range(first, 20, 5):
            client = await case.host.client(source=f"127.0.{place}.1")
            for _ in range(50):
                client.send(Join(route=wrong))
                reasons.append((await client.get(Refused)).reason)
            client.close()
            await client.ended()

    await asyncio.gather(*(guess(first) for first in range(5)))
    assert reasons.count(Reason.UNKNOWN_CODE) == 20 * FAILED_JOINS_A_MINUTE.usual
    assert reasons.count(Reason.LIMIT) == 1000 - 20 * FAILED_JOINS_A_MINUTE.usual
    await case.begin_join(route, source="127.0.99.1")  # without any work


async def test_while_many_codes_are_tried_a_join_with_one_costs_work_and_is_doubtful(case):
    await case.open()
    route = await attack(case)
    viewer = await case.host.client(source="127.0.99.1")
    viewer.send(Join(route=route))
    puzzle = await viewer.get(Puzzle)
    assert puzzle.bits == BITS_LEAST
    await viewer.ended()  # who works on it keeps nobody's place
    answer = solve(puzzle.token, puzzle.bits, lambda: True)
    worked = await case.host.client(source="127.0.99.1")
    worked.send(Join(route=route, token=puzzle.token, answer=answer))
    joining = await worked.get(Joining)
    worked.send(JoinStep(session=case.session, join=joining.join, data=b"start"))
    assert (await case.console.get(Joining, lambda m: m.join == joining.join)).doubtful
    assert not joining.doubtful


@pytest.mark.parametrize("used", ["again", "elsewhere", "for another route", "not solved", "of one's own making"])
async def test_work_counts_once_for_whom_and_what_it_was_done(case, used):
    await case.open()
    route = await attack(case)
    viewer = await case.host.client(source="127.0.99.1")
    viewer.send(Join(route=route))
    puzzle = await viewer.get(Puzzle)
    answer = solve(puzzle.token, puzzle.bits, lambda: True)
    join = Join(route=route, token=puzzle.token, answer=answer)
    source = "127.0.99.1"
    if used == "again":
        first = await case.host.client(source=source)
        first.send(join)
        await first.get(Joining)
    elif used == "elsewhere":
        source = "127.0.98.1"
    elif used == "for another route":
        join = replace(join, route=f"{(int(route) + 1) % 10_000:04}")
    elif used == "not solved":
        join = replace(join, answer=bytes(8) if answer != bytes(8) else b"1" * 8)
    else:
        token = bytes(range(40))
        join = replace(join, token=token, answer=solve(token, puzzle.bits, lambda: True))
    thief = await case.host.client(source=source)
    thief.send(join)
    assert (await thief.get((Puzzle, Joining, Refused))).TAG == "puzzle"


async def test_links_and_technicians_do_no_work(case):
    await case.open()
    await attack(case)
    made = await case.make_both()
    viewer = await case.host.client(source="127.0.99.1")
    viewer.send(Join(route=made.link_route))
    joining = await viewer.get(Joining)
    viewer.send(JoinStep(session=case.session, join=joining.join, data=b"start"))
    assert not (await case.console.get(Joining, lambda m: m.join == joining.join)).doubtful
    technician = await case.host.technician()
    technician.send(Join(route=made.route))
    assert (await technician.get((Puzzle, Refused))).TAG == "refused"  # it is a customer's code
