"""A viewer takes the place of the customer's page, at a real host."""

import asyncio

import pytest

from protocol.vocabulary.joins import Admit, Admitted, CodeMade, Join, Joining, JoinStep
from protocol.vocabulary.messages import Leave, MemberLeft, Reason, Refused, Role
from protocol.vocabulary.web import MakeViewerCode

SALT = b"v" * 16


class Move:
    """An active session whose customer has asked for the viewer."""

    def __init__(self, case):
        self.case = case
        self.session, self.console, self.page = case.session, case.console, case.viewer
        self.viewer = None
        self.member, self.token = 0, b""

    async def code(self):
        self.console.send(MakeViewerCode(session=self.session))
        return (await self.console.get(CodeMade)).route

    async def admitted(self):
        route = await self.code()
        self.viewer = await self.case.host.client()
        self.viewer.send(Join(route=route))
        joining = await self.viewer.get(Joining)
        self.viewer.send(JoinStep(session=self.session, join=joining.join, data=b"start"))
        await self.console.get(Joining)
        self.console.send(Admit(session=self.session, join=joining.join))
        given = await self.viewer.get(Admitted)
        self.member, self.token = given.member, given.token
        return self

    async def attached(self):
        await self.admitted()
        await self.viewer.attach(self.session, self.member, self.token, SALT)
        return self


@pytest.fixture
async def move(active):
    return Move(active)


def customers(room):
    return [(seat.member, seat.present) for seat in room.seats if seat.role is Role.CUSTOMER]


async def test_the_viewer_has_the_customers_place_as_soon_as_it_attaches(move):
    await move.attached()
    for client in (move.page, move.console):
        left = await client.get(MemberLeft)
        assert (left.member, left.reason) == (2, Reason.REPLACED)
    room = await move.console.room(lambda room: customers(room) == [(3, True)])
    assert room.state == "active"


async def test_until_then_nobody_sees_it_and_the_page_stays(move):
    await move.admitted()
    seen = [*await move.console.settled(), *await move.page.settled()]
    assert not [message for message in seen if isinstance(message, MemberLeft)]
    move.viewer.close()
    move.page.close()
    room = await move.console.room(lambda room: customers(room) == [(2, False)])
    assert len(room.seats) == 2


async def test_a_viewer_that_never_attaches_leaves_the_page_where_it_is(start_host, new_case):
    case = await (await new_case(await start_host(seat_kept_s=0.3)).open()).join()
    move = await Move(case).admitted()
    live = case.host.gateway.services.sessions.find(case.session)
    await case.viewer.settled()
    while live.room.seats.newcomer is not None:
        await case.console.settled()
        await asyncio.sleep(0.02)  # else it would say more than any program says
    assert not [message for message in await case.viewer.settled() if isinstance(message, MemberLeft)]
    assert await move.code()  # and another viewer may come


async def test_where_the_page_leaves_first_the_viewer_is_the_customer_all_the_same(move):
    await move.admitted()
    move.page.send(Leave(session=move.session))
    await move.console.room(lambda room: customers(room) == [(3, False)])
    await move.viewer.attach(move.session, move.member, move.token, SALT)
    assert (await move.console.room(lambda room: customers(room) == [(3, True)])).state == "active"


async def test_a_second_code_takes_back_a_seat_that_nobody_has_taken(move):
    await move.admitted()
    first = move.member
    move.viewer.close()
    await move.attached()
    assert move.member == first + 1
    await move.console.room(lambda room: customers(room) == [(move.member, True)])


async def test_no_third_customer_joins_while_a_viewer_is_awaited(move):
    route = await move.code()
    await move.admitted()
    late = await move.case.host.client()
    late.send(Join(route=route))
    assert (await late.get(Refused)).about == "join"


async def test_a_move_outlives_the_host(move):
    host = move.case.host
    await move.admitted()
    await host.stop()
    await host.start()
    console = await host.technician()
    await console.attach(move.session, 1, move.case.lead_token)
    page = await host.client()
    await page.attach(move.session, 2, move.case.customer_token)
    viewer = await host.client()
    await viewer.attach(move.session, move.member, move.token, SALT)
    assert (await page.get(MemberLeft)).reason is Reason.REPLACED
    await console.room(lambda room: customers(room) == [(3, True)])


async def test_nobody_but_the_lead_makes_such_a_code_and_only_while_there_is_a_customer(case, move):
    move.page.send(MakeViewerCode(session=move.session))
    assert await move.page.get(Refused) == Refused(
        about="make_viewer_code", reason=Reason.NOT_ALLOWED, session=move.session
    )
    move.page.send(Leave(session=move.session))
    await move.console.room(lambda room: room.state == "waiting")
    move.console.send(MakeViewerCode(session=move.session))
    assert (await move.console.get(Refused)).reason is Reason.NOT_ALLOWED
