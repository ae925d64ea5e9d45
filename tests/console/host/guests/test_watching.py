"""What whoever runs a host for anybody sees and does: sums, keys, bans, reports; never a name, never content."""

import pytest

from console.host.guests.opening import Opening
from console.host.process.monitor import HostCollector, Surroundings
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.guests import AskEntry, AskGuests, Guests, ReportSession, SessionReported, SetBan
from protocol.vocabulary.messages import OpenSession, Reason, Refused, SessionClosed, SessionOpened

pytestmark = pytest.mark.usefixtures("cheap_passwords")


async def seen(administrator):
    administrator.send(AskGuests(request=5))
    return await administrator.get(Guests)


async def ban(administrator, what, *, banned=True):
    administrator.send(SetBan(request=6, what=what, banned=banned))
    return (await administrator.get(Changed)).reason


async def test_an_administrator_sees_sums_and_keys_and_nobody_else_sees_any(open_host, guests, new_case):
    administrator = await open_host.technician()
    assert (await seen(administrator)).rows == ()
    case = await new_case(open_host).open(await guests.come(source="127.7.7.7"))
    await case.join()
    found = await seen(administrator)
    assert (found.open, found.sessions, found.keys) == (True, 1, 1)
    (row,) = found.rows
    assert (row.key, row.source, row.sessions, row.reports) == (case.console.mark, "127.7.7.7/32", 1, 0)
    other = await open_host.colleague("Ada")
    other.send(AskGuests(request=5))
    assert (await other.get(Changed)).reason is Reason.NOT_ALLOWED


async def test_a_customer_reports_once_and_the_operator_learns_time_and_key(open_host, guests, new_case):
    case = await new_case(open_host).open(await guests.come())
    await case.join()
    for _ in range(2):
        case.viewer.send(ReportSession(session=case.session))
        await case.viewer.get(SessionReported)
    administrator = await open_host.technician()
    (row,) = (await seen(administrator)).rows
    assert (row.key, row.reports) == (case.console.mark, 1)
    assert row.reported_ms > 0
    assert [m for m in await case.console.settled() if isinstance(m, SessionReported)] == []


async def test_what_has_an_account_is_not_reported(open_host, new_case):
    case = await new_case(open_host).open(await open_host.colleague("Ada"))
    await case.join()
    case.viewer.send(ReportSession(session=case.session))
    assert (await case.viewer.get(Refused)).reason is Reason.NOT_ALLOWED


@pytest.mark.parametrize("by", ["key", "address", "network"])
async def test_a_ban_ends_links_and_sessions_at_once_and_lasts_until_it_is_lifted(open_host, guests, new_case, by):
    banned = await guests.come(source="127.7.7.7")
    case = await new_case(open_host).open(banned)
    await case.join()
    other = await guests.come()
    administrator = await open_host.technician()
    what = {"key": banned.mark, "address": "127.7.7.7/32", "network": "127.7.0.0/16"}[by]
    assert await ban(administrator, what) is Reason.NONE
    assert (await banned.get(Refused)).reason is Reason.BANNED
    assert (await case.viewer.get(SessionClosed)).reason is Reason.TECHNICIAN_GONE
    assert (await seen(administrator)).bans == (what,)
    again = await open_host.client(source="127.7.7.7")
    again.send(AskEntry(signing=banned.device.public.signing))
    assert (await again.get(Refused)).reason is Reason.BANNED
    other.send(OpenSession(request=1))
    await other.get(SessionOpened)
    assert await ban(administrator, what, banned=False) is Reason.NONE
    await guests.come(banned.device, source="127.7.7.7")


async def test_a_ban_outlives_a_restart(start_open, guests_of, device):
    host = await start_open()
    client = await guests_of(host).come(device)
    assert await ban(await host.technician(), client.mark) is Reason.NONE
    await host.stop()
    await host.start()
    again = await host.client()
    again.send(AskEntry(signing=device.public.signing))
    assert (await again.get(Refused)).reason is Reason.BANNED


async def test_there_are_figures_where_the_host_is_open_and_they_name_nobody(start_open, guests_of):
    host = await start_open(Opening(contact="abuse@example.com"))
    client = await guests_of(host).come()
    client.send(OpenSession(request=1))
    await client.get(SessionOpened)
    around = Surroundings(certificate_ends_s=None, disk_free=2**40)
    samples = [s for metric in HostCollector(host.gateway.figures, lambda: around).collect() for s in metric.samples]
    found = {s.name: s.value for s in samples if s.name.startswith("fernblick_guest")}
    assert found["fernblick_guests_online"] == found["fernblick_guest_sessions"] == 1
    assert not any(client.mark in str(s) or "127.0.0.1" in str(s) for s in samples)


async def test_a_closed_host_has_no_such_figures(host):
    assert host.gateway.figures().guests is None
