"""What those without an account may use of a host: by source and in all, with a sentence before anything ends."""

import time

import pytest

from console.host.guests import meter as module
from protocol.vocabulary.desktop import Access, AskDesktop, DesktopAsked, DesktopChanged, GrantDesktop
from protocol.vocabulary.guests import SessionUse, Spent, Use
from protocol.vocabulary.messages import (
    Channel,
    EndShare,
    Leave,
    OpenSession,
    Reason,
    Refused,
    Sealed,
    SessionOpened,
    ShareChanged,
    StartShare,
)

MEGABYTE = 1_000_000
BOX = 60_000


@pytest.fixture
def fast(monkeypatch):
    """Have the meter look ten times a second."""
    monkeypatch.setattr(module, "TICK_S", 0.1)


@pytest.fixture
async def sharing(start_open, guests_of, new_case, fast):
    """Make a session whose lead shares, at a host with other limits."""

    async def make(**limits):
        host = await start_open(limits=limits)
        case = await new_case(host).open(await guests_of(host).come())
        await case.join()
        case.console.send(StartShare(session=case.session))
        await case.viewer.get(ShareChanged)
        return case

    return make


def send_megabyte(case):
    for _ in range(-(-MEGABYTE // BOX)):
        case.console.send(case.box(case.customer, Channel.PICTURE, bytes(BOX)))


async def test_a_share_over_its_quota_gets_a_sentence_and_slower_pictures_before_it_ends(sharing):
    limits = {"guest-megabytes-of-one-source-a-day": 1, "guest-grace-s": 1, "guest-slow-kilobytes-a-second": 100}
    case = await sharing(**limits)
    send_megabyte(case)
    for client in (case.console, case.viewer):
        said = await client.get(SessionUse)
        assert (said.use, said.spent, said.seconds) == (Use.SLOW, Spent.BYTES, 1)
    begun, boxes = time.monotonic(), 6
    for _ in range(boxes):
        case.console.send(case.box(case.customer, Channel.PICTURE, b"slow" + bytes(BOX)))
    case.console.send(case.box(case.customer, Channel.CHAT, b"quick"))
    first = await case.viewer.get(Sealed, lambda message: message.box[:4] in (b"slow", b"quic"))
    quick = first if first.channel is Channel.CHAT else await case.viewer.get(Sealed, lambda m: m.box == b"quick")
    assert quick.box == b"quick"
    assert time.monotonic() - begun < 1, "chat does not wait for pictures"
    over = await case.viewer.get(SessionUse)
    assert over.use is Use.OVER
    changed = await case.viewer.get(ShareChanged)
    assert (changed.sharing, changed.reason) == (0, Reason.LIMIT)
    case.console.send(StartShare(session=case.session))
    assert (await case.console.get(Refused)).reason is Reason.QUOTA
    case.console.send(case.box(case.customer, Channel.CHAT, b"still here"))
    assert (await case.viewer.get(Sealed, lambda m: m.box == b"still here")).channel is Channel.CHAT
    case.console.send(OpenSession(request=3))
    assert (await case.console.get(Refused)).reason is Reason.QUOTA
    met = case.host.limits.met
    assert met["guest-megabytes-of-one-source-a-day"] >= 2
    assert met["guest-grace-s"] == met["guest-slow-kilobytes-a-second"] == 1


async def test_what_waits_of_a_share_that_ends_is_never_sent(sharing):
    case = await sharing(**{"guest-kilobytes-a-second": 64})
    for _ in range(20):
        case.console.send(case.box(case.customer, Channel.PICTURE, bytes(BOX)))
    await case.viewer.get(Sealed)
    case.console.send(EndShare(session=case.session))
    await case.viewer.get(ShareChanged)
    assert case.host.gateway.services.guests._line._lanes.bytes == 0
    assert not [m for m in await case.viewer.settled() if isinstance(m, Sealed)]
    assert case.host.limits.met["guest-kilobytes-a-second"] > 0


async def test_the_customers_desktop_ends_too_and_what_takes_back_is_never_refused(sharing):
    case = await sharing(**{"guest-megabytes-a-day": 1, "guest-grace-s": 1})
    case.console.send(EndShare(session=case.session))
    case.console.send(AskDesktop(session=case.session, access=Access.VIEW))
    await case.viewer.get(DesktopAsked)
    case.viewer.send(GrantDesktop(session=case.session, member=1, access=Access.VIEW))
    await case.console.get(DesktopChanged)
    for _ in range(-(-MEGABYTE // BOX)):
        case.viewer.send(case.box(1, Channel.DESKTOP_PICTURE, bytes(BOX)))
    assert (await case.console.get(SessionUse)).spent is Spent.ALL_BYTES
    ended = await case.console.get(DesktopChanged)
    assert (ended.access, ended.reason) == (Access.NONE, Reason.LIMIT)
    case.viewer.send(GrantDesktop(session=case.session, member=1, access=Access.NONE))
    case.console.send(AskDesktop(session=case.session, access=Access.NONE))
    case.console.send(AskDesktop(session=case.session, access=Access.VIEW))
    assert (await case.console.get(Refused)).reason is Reason.QUOTA
    assert not [m for m in await case.viewer.settled() if isinstance(m, Refused)]


async def test_who_attaches_while_it_is_slow_is_told(sharing):
    case = await sharing(**{"guest-megabytes-of-one-source-a-day": 1})
    send_megabyte(case)
    await case.viewer.get(SessionUse)
    again = await case.host.client()
    await again.attach(case.session, case.customer, case.customer_token, salt=b"again".ljust(16, b"-"))
    assert (await again.get(SessionUse)).use is Use.SLOW


async def test_another_day_begins_with_nothing_used(sharing):
    case = await sharing(**{"guest-megabytes-of-one-source-a-day": 1})
    send_megabyte(case)
    await case.viewer.get(SessionUse)
    tomorrow = time.time() + 86_400
    case.host.gateway.services.guests.meter._today = lambda: tomorrow
    assert (await case.viewer.get(SessionUse)).use is Use.FREE


async def test_time_counts_as_bytes_do(sharing):
    case = await sharing(**{"guest-minutes-of-one-source-a-day": 1})
    meter = case.host.gateway.services.guests.meter
    (tab,) = meter.tabs()
    tab.counted_s -= 61
    assert (await case.console.get(SessionUse)).spent is Spent.TIME


async def test_two_keys_of_one_source_share_what_it_may_use_and_another_source_has_its_own(sharing, guests_of):
    case = await sharing(**{"guest-megabytes-of-one-source-a-day": 1})
    send_megabyte(case)
    await case.viewer.get(SessionUse)
    same = await guests_of(case.host).come()
    same.send(OpenSession(request=1))
    assert (await same.get(Refused)).reason is Reason.QUOTA
    other = await guests_of(case.host).come(source="127.9.9.9")
    other.send(OpenSession(request=1))
    await other.get(SessionOpened)


@pytest.mark.parametrize("limit", ["guest-sessions", "guest-sessions-of-one-source", "guest-sessions-of-one-key"])
async def test_sessions_are_bounded_at_a_time(start_open, guests_of, limit):
    host = await start_open(limits={limit: 2})
    console = await guests_of(host).come()
    for request in range(3):
        console.send(OpenSession(request=request))
    assert (await console.get(Refused)).reason is Reason.LIMIT  # before the database has answered for the others
    opened = [await console.get(SessionOpened) for _ in range(2)]
    assert host.limits.met[limit] == 1
    await console.attach(opened[0].session, 1, opened[0].token)
    console.send(Leave(session=opened[0].session))
    console.send(OpenSession(request=9))
    assert (await console.get(SessionOpened)).request == 9


async def test_a_technician_with_an_account_is_not_counted(start_open, new_case, fast, cheap_passwords):
    host = await start_open(limits={"guest-megabytes-of-one-source-a-day": 1, "guest-kilobytes-a-second": 64})
    case = await new_case(host).open(await host.colleague("Ada"))
    await case.join()
    case.console.send(StartShare(session=case.session))
    await case.viewer.get(ShareChanged)
    begun = time.monotonic()
    send_megabyte(case)
    for _ in range(-(-MEGABYTE // BOX)):
        await case.viewer.get(Sealed)
    assert time.monotonic() - begun < 5
    assert host.gateway.services.guests.meter.quota.all.bytes == 0


async def test_who_sends_more_than_there_is_room_for_loses_the_link(sharing):
    case = await sharing(**{"guest-kilobytes-a-second": 64, "guest-waiting-bytes": 1 << 22})
    for _ in range(100):
        case.console.send(case.box(case.customer, Channel.PICTURE, bytes(BOX)))
    await case.console.ended()
    met = case.host.limits.met
    assert met["guest-waiting-bytes"] + met["outbox-bytes"] > 0
