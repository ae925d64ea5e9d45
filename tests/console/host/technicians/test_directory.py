"""What consoles are told of each other, over loopback."""

import pytest

from console.host.core.limits import ACCOUNT_REQUESTS_A_MINUTE
from protocol.link.link import LinkEnd
from protocol.vocabulary.accounts import Account, Colleague, ColleagueGone, DeviceKeys, Presence, Replies, SetPresence
from protocol.vocabulary.messages import Leave, Reason, Refused, Rights, SessionClosed

pytestmark = pytest.mark.usefixtures("cheap_passwords")

KEYS, OTHER_KEYS = [DeviceKeys(exchange=bytes([n]) * 32, signing=bytes([n + 1]) * 32) for n in (1, 3)]


def seen_as(presence, **fields):
    """Return a test for what one is told of a colleague."""
    return lambda c: c.presence is presence and all(getattr(c, name) == value for name, value in fields.items())


async def test_each_hears_of_each_other_and_not_of_oneself(staffed, log_in):
    ada = await log_in("Ada")
    assert await ada.get(Colleague) == Colleague(
        technician=3, name="Bob", group="support", presence=Presence.OFFLINE, exchange=None, signing=None
    )
    bob = await log_in("Bob")
    assert (await bob.get(Colleague)).name == "Ada"
    assert (await ada.get(Colleague)).presence is Presence.ONLINE
    assert [m for m in [*await ada.settled(), *await bob.settled()] if isinstance(m, Colleague)] == []
    bob.close()
    assert (await ada.get(Colleague)).presence is Presence.OFFLINE


async def test_one_technician_has_not_all_links_of_a_host(staffed, log_in):
    """Members are the only ones whom the door does not count: whoever has a password could take every descriptor."""
    staffed.gateway.limits._set_to = {"consoles-of-one-technician": 2}
    first, second, other = await log_in("Bob"), await log_in("Bob"), await log_in("Ada")
    third = await log_in("Bob")
    assert await first.get(Refused) == Refused(about="password_login", reason=Reason.LIMIT)
    assert await first.ended() is LinkEnd.LOST
    assert staffed.gateway.limits.met["consoles-of-one-technician"] == 1
    for client in (second, third, other):
        client.send(SetPresence(presence=Presence.BUSY))
        assert [message for message in await client.settled() if isinstance(message, Refused)] == []


async def test_the_technician_of_the_hosts_own_computer_is_a_colleague_while_there(staffed, log_in):
    ada = await log_in("Ada")
    local = await staffed.technician()
    assert (await ada.get(Colleague, lambda c: c.technician == 1)).presence is Presence.ONLINE
    local.close()
    assert await ada.get(ColleagueGone) == ColleagueGone(technician=1)


async def test_presence_is_the_best_of_both_consoles_and_the_keys_are_the_latest(staffed, log_in):
    ada, first, second = await log_in("Ada"), await log_in("Bob"), await log_in("Bob")
    await ada.get(Colleague, seen_as(Presence.ONLINE))
    first.send(KEYS)
    await ada.get(Colleague, seen_as(Presence.ONLINE, exchange=KEYS.exchange, signing=KEYS.signing))
    second.send(OTHER_KEYS)
    await ada.get(Colleague, seen_as(Presence.ONLINE, exchange=OTHER_KEYS.exchange))
    first.send(SetPresence(presence=Presence.AWAY))
    second.send(SetPresence(presence=Presence.BUSY))
    await ada.get(Colleague, seen_as(Presence.BUSY))
    second.close()
    await ada.get(Colleague, seen_as(Presence.AWAY, exchange=KEYS.exchange))
    first.close()
    await ada.get(Colleague, seen_as(Presence.OFFLINE, exchange=None))
    assert staffed.gateway.services.directory.presence(3) is Presence.OFFLINE


async def test_consoles_are_found_by_their_technician_the_latest_login_last(staffed, log_in):
    for _ in range(2):
        await log_in("Bob")
    directory = staffed.gateway.services.directory
    assert [peer.technician.name for peer in directory.consoles(3)] == ["Bob", "Bob"]
    assert directory.consoles(3) != directory.consoles(3)[::-1]
    assert (directory.presence(3), directory.technician(3).name) == (Presence.ONLINE, "Bob")
    assert directory.technician(99) is None


async def test_nobody_who_is_here_is_offline(staffed, log_in):
    ada, bob = await log_in("Ada"), await log_in("Bob")
    bob.send(SetPresence(presence=Presence.OFFLINE))
    await bob.settled()
    assert staffed.gateway.services.directory.presence(3) is Presence.ONLINE
    ada.close()


async def test_a_customer_has_no_presence(active):
    for message in (SetPresence(presence=Presence.AWAY), KEYS):
        active.viewer.send(message)
        assert await active.viewer.get(Refused) == Refused(about=message.TAG, reason=Reason.NOT_ALLOWED)


async def test_presence_does_not_change_a_thousand_times_a_minute(log_in):
    ada = await log_in("Ada")
    for _ in range(ACCOUNT_REQUESTS_A_MINUTE.usual + 1):
        ada.send(SetPresence(presence=Presence.AWAY))
    assert await ada.get(Refused) == Refused(about="set_presence", reason=Reason.LIMIT)


# -- changes that another process makes -------------------------------------------------------------------------


async def test_a_console_follows_what_becomes_of_its_own_technician(staffed, log_in, command):
    ada, bob = await log_in("Ada"), await log_in("Bob")
    await ada.get(Colleague, seen_as(Presence.ONLINE))
    command("groups", "add", "second level", "--parent", "support")
    command("groups", "set", "second level", "share_screen=off", "--sessions", "3")
    command("technicians", "move", "Bob", "second level")
    assert "share_screen" not in (await bob.get(Rights)).rights
    assert (await bob.get(Account)).sessions_limit == 3
    assert (await ada.get(Colleague)).group == "second level"
    assert [m for m in await ada.settled() if isinstance(m, Account | Rights | Replies)] == []


async def test_a_disabled_technicians_links_and_seats_end(staffed, log_in, command, new_case):
    ada = await log_in("Ada")
    case = new_case(staffed)
    case.console = await log_in("Bob")
    await (await case.open(case.console)).join()
    command("technicians", "disable", "Bob")
    said = await case.console.get(Refused)
    assert (said.about, said.reason) == ("password_login", Reason.DISABLED)
    assert await case.console.ended() is LinkEnd.LOST
    assert await case.viewer.get(SessionClosed)
    assert await ada.get(ColleagueGone) == ColleagueGone(technician=3)
    command("technicians", "enable", "Bob")
    assert (await ada.get(Colleague)).presence is Presence.OFFLINE


async def test_a_disabled_technician_who_is_away_loses_the_seat_too(staffed, log_in, command, new_case):
    case = new_case(staffed)
    await (await case.open(await log_in("Bob"))).join()
    case.console.close()
    await case.viewer.room(lambda room: room.state == "reconnecting")
    command("technicians", "disable", "Bob")
    assert await case.viewer.get(SessionClosed)


async def test_leaving_a_session_is_no_news_for_colleagues(staffed, log_in, new_case):
    ada = await log_in("Ada")
    case = await new_case(staffed).open(await log_in("Bob"))
    await ada.get(Colleague, seen_as(Presence.ONLINE))
    case.console.send(Leave(session=case.session))
    await case.console.get(SessionClosed)
    assert [m for m in await ada.settled() if isinstance(m, Colleague)] == []
