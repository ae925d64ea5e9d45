"""Shares that follow each other at a real host: taken by the lead, passed on, and what the audit says of it."""

import pytest

from console.host.store.store import Store
from protocol.vocabulary.messages import (
    Channel,
    EndShare,
    PassShare,
    Reason,
    Refused,
    Sealed,
    ShareChanged,
    StartShare,
    TakeShare,
)
from protocol.vocabulary.reports import AskAudit
from tests.console.host.technicians.test_teamwork import box, change_group, joined, refused

LEAD, CUSTOMER = 1, 2

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
async def ben(active):
    """A colleague who shares in Ada's session."""
    ben = await joined(active, "Ben")
    ben.send(StartShare(session=active.session))
    await active.viewer.get(ShareChanged, lambda changed: changed.sharing == ben.member)
    return ben


async def changes(client, count):
    return [await client.get(ShareChanged) for _ in range(count)]


async def test_a_lead_takes_a_colleagues_place_in_one_step(active, ben):
    active.console.send(TakeShare(session=active.session, member=ben.member))
    ended, begun = await changes(active.viewer, 2)
    assert (ended.sharing, ended.before, ended.by, ended.reason) == (0, ben.member, LEAD, Reason.STOPPED)
    assert (begun.sharing, begun.before, begun.by) == (LEAD, 0, LEAD)
    box(active, ben, CUSTOMER, Channel.PICTURE, b"was on its way")
    box(active, active.console, CUSTOMER, Channel.PICTURE, b"the lead's")
    assert (await active.viewer.get(Sealed)).box == b"the lead's"
    await active.host.stop()
    store = Store(active.host.path / "host.sqlite")
    assert "refused" not in [row.entry.event for row in store.audit.rows()]
    store.close()


async def test_a_lead_takes_nobodys_place_but_that_of_whom_they_were_asked_about(active, ben):
    for member in (LEAD, CUSTOMER, 77):
        assert await refused(active.console, TakeShare(session=active.session, member=member)) is Reason.NOT_ALLOWED
    ben.send(EndShare(session=active.session))
    await active.console.get(ShareChanged, lambda changed: changed.sharing == 0)
    assert await refused(active.console, TakeShare(session=active.session, member=ben.member)) is Reason.NOT_ALLOWED
    assert active.host.gateway.services.sessions.find(active.session).room.sharing == 0


async def test_without_the_right_to_share_a_lead_takes_nobodys_place(active, ben):
    await change_group(active.host, share_screen=False)
    await active.viewer.get(ShareChanged, lambda changed: changed.sharing == 0)
    assert await refused(active.console, TakeShare(session=active.session, member=ben.member)) is Reason.NOT_ALLOWED


@pytest.mark.parametrize("message", [TakeShare, PassShare], ids=lambda kind: kind.TAG)
async def test_nobody_but_the_lead_takes_a_place_or_passes_it_on(active, ben, message):
    for client in (ben, active.viewer):
        reason = await refused(client, message(session=active.session, member=ben.member))
        assert reason is Reason.NOT_ALLOWED
    assert active.host.gateway.services.sessions.find(active.session).room.sharing == ben.member


async def test_passing_on_ends_the_share_and_begins_none(active, ben):
    cleo = await joined(active, "Cleo")
    active.console.send(PassShare(session=active.session, member=cleo.member))
    ended = await active.viewer.get(ShareChanged)
    assert (ended.sharing, ended.before, ended.by) == (0, ben.member, LEAD)
    await active.console.settled()
    assert active.host.gateway.services.sessions.find(active.session).room.sharing == 0
    for member in (CUSTOMER, 77):
        assert await refused(active.console, PassShare(session=active.session, member=member)) is Reason.NOT_ALLOWED


async def test_the_audit_says_who_passed_on_to_whom_and_whose_share_was_ended_by_whom(active, ben):
    cleo = await joined(active, "Cleo")
    active.console.send(PassShare(session=active.session, member=cleo.member))
    await active.viewer.get(ShareChanged, lambda changed: changed.sharing == 0)
    cleo.send(StartShare(session=active.session))
    await active.console.get(ShareChanged, lambda changed: changed.sharing == cleo.member)
    active.console.send(TakeShare(session=active.session, member=cleo.member))
    await active.viewer.get(ShareChanged, lambda changed: changed.sharing == LEAD)
    active.viewer.send(EndShare(session=active.session))
    await active.console.get(ShareChanged, lambda changed: changed.reason is Reason.WINDOW_CLOSED)
    await active.host.stop()
    store = Store(active.host.path / "host.sqlite")
    asked = AskAudit(
        request=1,
        since_ms=0,
        until_ms=2**53 - 1,
        words="",
        technician=0,
        group=0,
        events=("share_started", "share_passed_on", "share_ended"),
        descending=False,
        after=b"",
    )
    rows = [(row.event, row.who, row.customer, row.detail) for row in store.reports.answer(asked).rows]
    store.close()
    lead = rows[1][1]
    assert rows == [
        ("share_started", "Ben", False, ""),
        ("share_passed_on", lead, False, "Cleo"),
        ("share_ended", lead, False, "Ben: stopped"),
        ("share_started", "Cleo", False, ""),
        ("share_ended", lead, False, "Cleo: stopped"),
        ("share_started", lead, False, ""),
        ("share_ended", "", True, f"{lead}: window_closed"),
    ]


async def test_a_share_that_is_not_there_is_not_passed_on(active):
    active.console.send(PassShare(session=active.session, member=LEAD))
    assert (await active.console.get(Refused)).about == "pass_share"
