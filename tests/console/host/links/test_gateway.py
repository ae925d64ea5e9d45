"""A host on loopback: greeting, login, sessions, seats, content, shares."""

import sqlite3
from asyncio import sslproto

import pytest

from console.host.__main__ import main
from console.host.core.audit import Entry, Event
from console.host.core.limits import ATTACHES_A_MINUTE, MEMBERS_MESSAGES_A_SECOND
from console.host.process.server import TLS_BUFFER
from console.host.store.store import Store
from protocol.link.link import LinkEnd
from protocol.vocabulary.joins import EndCode
from protocol.vocabulary.messages import (
    Attach,
    Channel,
    EndShare,
    Hello,
    Leave,
    MemberLeft,
    OpenSession,
    Reason,
    Refused,
    Rights,
    Room,
    Sealed,
    SessionClosed,
    SessionOpened,
    ShareChanged,
    StartShare,
    TokenLogin,
    Welcome,
)


def sealed(case, to, channel, box=b"box", generation=None):
    return Sealed(session=case.session, member=to, generation=generation, channel=channel, box=box)


def gen(case, member):
    """Return the generation of a member's latest attachment."""
    return case.host.gateway.services.sessions.find(case.session).room.seats.place(member).generation


async def share(case):
    case.console.send(StartShare(session=case.session))
    for member in (case.console, case.viewer):
        assert (await member.get(ShareChanged)).sharing == 1
        room = await member.room(lambda room: room.sharing == 1)
    return {seat.member: seat.generation for seat in room.seats}


# -- greeting and login -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("version", "reason"), [(0, Reason.HOST_NEWER), (2, Reason.HOST_OLDER)])
async def test_another_version_is_refused_with_the_reason(host, version, reason):
    client = await host.client(hello=False)
    client.send(Hello(version=version, program="another"))
    assert (await client.get(Refused)) == Refused(about="hello", reason=reason)
    assert await client.ended() is LinkEnd.LOST


async def test_nothing_is_said_before_the_greeting(host):
    client = await host.client(hello=False)
    client.send(TokenLogin(token=host.token))
    assert (await client.get(Refused)).reason is Reason.BAD_MESSAGE
    await client.ended()


async def test_a_second_greeting_ends_the_link(host):
    client = await host.client()
    client.send(Hello())
    assert (await client.get(Refused)).reason is Reason.BAD_MESSAGE
    await client.ended()


async def test_a_message_that_only_the_host_sends_ends_the_link(host):
    client = await host.technician()
    client.send(Welcome())
    assert (await client.get(Refused)).reason is Reason.BAD_MESSAGE
    await client.ended()


@pytest.mark.parametrize("garbage", [b"\xff" * 100, b"\0\0\0\5hello", b"GET / HTTP/1.1\r\n\r\n"])
async def test_garbage_ends_its_own_link_and_nothing_else(active, garbage):
    client = await active.host.client()
    client.link._transport.write(garbage)
    await client.ended()
    active.console.send(StartShare(session=active.session))
    assert (await active.viewer.get(ShareChanged)).sharing == 1


async def test_a_wrong_login_ends_the_link(host):
    client = await host.client(local=True)
    client.send(TokenLogin(token=bytes(32)))
    assert (await client.get(Refused)).reason is Reason.WRONG_LOGIN
    await client.ended()


async def test_a_stranger_opens_no_session(host):
    client = await host.client()
    client.send(OpenSession(request=1))
    assert (await client.get(Refused)).reason is Reason.NOT_ALLOWED
    await client.ended()


async def test_a_stranger_sends_no_large_frame(host):
    client = await host.client()
    client.link._transport.write((5000).to_bytes(4, "big"))
    await client.ended()


async def test_a_customer_opens_no_session(active):
    active.viewer.send(OpenSession(request=1))
    assert (await active.viewer.get(Refused)).reason is Reason.NOT_ALLOWED


# -- content ----------------------------------------------------------------------------------------------------


async def test_content_reaches_the_member_it_is_for_with_its_sender(active):
    active.console.send(sealed(active, active.customer, Channel.TALK, b"to the customer", generation=gen(active, 2)))
    got = await active.viewer.get(Sealed)
    assert (got.member, got.channel, got.box) == (1, Channel.TALK, b"to the customer")
    active.viewer.send(sealed(active, 1, Channel.TALK, b"to the lead", generation=gen(active, 1)))
    assert (await active.console.get(Sealed)).box == b"to the lead"


async def test_content_for_an_earlier_attachment_is_dropped_silently(active):
    stale = gen(active, 2)
    await active.viewer.attach(active.session, 2, active.customer_token, salt=b"new salt".ljust(16))
    active.console.send(sealed(active, 2, Channel.TALK, b"stale", generation=stale))
    active.console.send(sealed(active, 2, Channel.TALK, b"fresh", generation=stale + 1))
    assert (await active.viewer.get(Sealed)).box == b"fresh"
    assert not [m for m in await active.console.settled() if isinstance(m, Refused)]


async def test_a_customer_sends_no_picture_to_the_technician(active):
    await share(active)
    for channel in (Channel.PICTURE, Channel.POINTER):
        active.viewer.send(sealed(active, 1, channel, generation=gen(active, 1)))
    await active.viewer.settled()
    assert not [m for m in await active.console.settled() if isinstance(m, Sealed)]


async def test_a_picture_passes_only_while_its_sender_shares(active):
    active.console.send(sealed(active, 2, Channel.PICTURE, b"before", generation=gen(active, 2)))
    generations = await share(active)
    active.console.send(sealed(active, 2, Channel.PICTURE, b"during", generation=generations[2]))
    assert (await active.viewer.get(Sealed)).box == b"during"
    active.viewer.send(EndShare(session=active.session))
    await active.viewer.get(ShareChanged)
    active.console.send(sealed(active, 2, Channel.PICTURE, b"after", generation=generations[2]))
    await active.console.settled()
    assert not [m for m in await active.viewer.settled() if isinstance(m, Sealed)]


async def test_acknowledgements_go_to_the_one_who_shares_even_when_they_are_late(active):
    generations = await share(active)
    active.viewer.send(sealed(active, 1, Channel.SHARE, b"shown 1", generation=generations[1]))
    active.viewer.send(EndShare(session=active.session))
    active.viewer.send(sealed(active, 1, Channel.SHARE, b"shown 2", generation=generations[1]))
    assert (await active.console.get(Sealed)).box == b"shown 1"
    assert (await active.console.get(Sealed)).box == b"shown 2"


# -- shares -----------------------------------------------------------------------------------------------------


async def test_a_customer_cannot_share(active):
    active.viewer.send(StartShare(session=active.session))
    refused = await active.viewer.get(Refused)
    assert refused == Refused(about="start_share", reason=Reason.NOT_ALLOWED, session=active.session)


@pytest.mark.parametrize(("who", "reason"), [("console", Reason.STOPPED), ("viewer", Reason.WINDOW_CLOSED)])
async def test_either_side_ends_a_share_and_both_hear_of_it(active, who, reason):
    await share(active)
    getattr(active, who).send(EndShare(session=active.session))
    by = 1 if who == "console" else 2
    for member in (active.console, active.viewer):
        changed = await member.get(ShareChanged)
        assert (changed.sharing, changed.by, changed.reason) == (0, by, reason)
        assert (await member.room(lambda room: room.sharing == 0)).state == "active"
    await share(active)


async def test_ending_a_share_that_has_ended_is_no_fault(active):
    active.console.send(EndShare(session=active.session))
    assert await active.console.settled() == []


async def test_a_right_taken_away_ends_the_share_within_seconds(active, set_rights):
    await share(active)
    set_rights(active.host, share_screen=False)
    for member in (active.console, active.viewer):
        changed = await member.get(ShareChanged)
        assert (changed.sharing, changed.by, changed.reason) == (0, 0, Reason.RIGHT_REMOVED)
    active.console.send(StartShare(session=active.session))
    assert (await active.console.get(Refused)).reason is Reason.NOT_ALLOWED
    set_rights(active.host, share_screen=True)
    await active.console.get(Rights, lambda told: "share_screen" in told.rights)
    await share(active)


@pytest.fixture
def set_rights():
    def change(host, **changes):
        words = [f"{right}={'on' if allowed else 'off'}" for right, allowed in changes.items()]
        assert main(["groups", "set", "support", *words, "--data", str(host.path)]) == 0

    return change


# -- seats ------------------------------------------------------------------------------------------------------


async def test_a_lost_customer_finds_its_seat_and_the_share_again(active):
    await share(active)
    active.viewer.close()
    await active.console.room(lambda room: room.state == "reconnecting" and room.sharing == 1)
    viewer = await active.host.client()
    room = await viewer.attach(active.session, active.customer, active.customer_token)
    assert (room.state, room.sharing) == ("active", 1)
    await active.console.room(lambda room: room.state == "active" and room.sharing == 1)


async def test_a_lost_lead_finds_its_seat_again(active):
    active.console.close()
    await active.viewer.room(lambda room: room.state == "reconnecting")
    console = await active.host.technician()
    assert (await console.attach(active.session, 1, active.lead_token)).state == "active"
    assert (await active.viewer.room(lambda room: room.state == "active")).seats[0].present


async def test_a_seat_taken_on_a_new_link_is_taken_from_the_old_one(active):
    newer = await active.host.client()
    await newer.attach(active.session, active.customer, active.customer_token)
    refused = await active.viewer.get(Refused)
    assert refused == Refused(about="attach", reason=Reason.REPLACED, session=active.session)
    await active.viewer.ended()
    newer.send(sealed(active, 1, Channel.TALK, b"newer", generation=gen(active, 1)))
    assert (await active.console.get(Sealed)).box == b"newer"
    assert active.host.gateway.services.sessions.find(active.session).room.state == "active"
    active.console.send(sealed(active, 2, Channel.TALK, b"to the newer", generation=gen(active, 2)))
    assert (await newer.get(Sealed)).box == b"to the newer"


async def test_generations_rise_with_every_attachment(active):
    before = gen(active, 2)
    room = await active.viewer.attach(active.session, 2, active.customer_token)
    assert room.seats[1].generation == before + 1


@pytest.mark.parametrize("wrong", ["token", "member", "session"])
async def test_a_seat_is_not_given_to_whoever_cannot_prove_it(active, wrong):
    claim = {"session": active.session, "member": active.customer, "token": active.customer_token, "salt": bytes(16)}
    claim[wrong] = 77 if wrong == "member" else bytes(len(claim[wrong]))
    thief = await active.host.client()
    thief.send(Attach(**claim))
    assert (await thief.get(Refused)).reason is Reason.UNKNOWN_SESSION
    await thief.ended()


async def test_the_leads_seat_needs_a_login(active):
    thief = await active.host.client()
    thief.send(Attach(session=active.session, member=1, token=active.lead_token, salt=bytes(16)))
    assert (await thief.get(Refused)).reason is Reason.WRONG_LOGIN
    await thief.ended()


async def test_a_customer_who_leaves_frees_the_seat_and_a_new_code_can_be_made(active):
    active.viewer.send(Leave(session=active.session))
    left = await active.console.get(MemberLeft)
    assert (left.member, left.reason) == (2, Reason.LEFT)
    await active.console.room(lambda room: room.state == "waiting")
    assert await active.make_code()


async def test_a_lead_who_leaves_ends_the_session(active):
    active.console.send(Leave(session=active.session))
    closed = SessionClosed(session=active.session, reason=Reason.ENDED_BY_LEAD)
    assert await active.viewer.get(SessionClosed) == closed
    assert await active.console.get(SessionClosed) == closed
    late = await active.host.client()
    late.send(Attach(session=active.session, member=2, token=active.customer_token, salt=bytes(16)))
    assert (await late.get(Refused)).reason is Reason.SESSION_CLOSED


async def test_a_customer_who_does_not_come_back_in_time_loses_the_seat(start_host, new_case):
    active = await (await new_case(await start_host(seat_kept_s=0.2)).open()).join()
    await share(active)
    active.viewer.close()
    changed = await active.console.get(ShareChanged)
    assert (changed.sharing, changed.by, changed.reason) == (0, 0, Reason.TIMED_OUT)
    assert (await active.console.get(MemberLeft)).reason is Reason.TIMED_OUT
    await active.console.room(lambda room: room.state == "waiting")
    late = await active.host.client()
    late.send(Attach(session=active.session, member=2, token=active.customer_token, salt=bytes(16)))
    assert (await late.get(Refused)).reason is Reason.TIMED_OUT


async def test_a_lead_who_does_not_come_back_in_time_ends_the_session(start_host, new_case):
    active = await (await new_case(await start_host(seat_kept_s=0.2)).open()).join()
    active.console.close()
    assert (await active.viewer.get(SessionClosed)).reason is Reason.TECHNICIAN_GONE


async def test_one_console_leads_several_sessions_over_one_link(host, new_case):
    first = await new_case(host).open()
    second = new_case(host)
    second.console = first.console
    second.console.send(OpenSession(request=8))
    opened = await second.console.get(SessionOpened)
    second.session, second.lead_token = opened.session, opened.token
    await second.console.attach(second.session, 1, second.lead_token)
    await first.join()
    await second.join()
    first.viewer.send(Leave(session=first.session))
    assert (await first.console.get(MemberLeft)).session == first.session
    assert host.gateway.services.sessions.find(second.session).room.state == "active"


# -- a host that starts anew ------------------------------------------------------------------------------------


async def test_sessions_outlive_the_host(active, start_host):
    await share(active)
    before = gen(active, 2)
    await active.host.stop()
    again = await start_host()
    console = await again.technician()
    room = await console.attach(active.session, 1, active.lead_token)
    assert (room.state, room.sharing) == ("reconnecting", 1)
    viewer = await again.client()
    room = await viewer.attach(active.session, active.customer, active.customer_token)
    assert (room.state, room.sharing) == ("active", 1)
    assert room.seats[1].generation > before
    console.send(EndShare(session=active.session))
    assert (await viewer.get(ShareChanged)).sharing == 0


async def test_a_share_ends_where_its_right_has_gone_while_the_host_was_away(active, start_host, set_rights):
    await share(active)
    await active.host.stop()
    set_rights(active.host, share_screen=False)
    again = await start_host()
    viewer = await again.client()
    await viewer.attach(active.session, active.customer, active.customer_token)
    console = await again.technician()
    console.send(Attach(session=active.session, member=1, token=active.lead_token, salt=bytes(16)))
    changed = await viewer.get(ShareChanged)
    assert (changed.sharing, changed.reason) == (0, Reason.RIGHT_REMOVED)


async def test_an_ended_share_does_not_come_back_with_the_host(active, start_host):
    await share(active)
    active.viewer.send(EndShare(session=active.session))
    await active.console.get(ShareChanged, lambda changed: changed.sharing == 0)
    await active.host.stop()
    again = await start_host()
    console = await again.technician()
    assert (await console.attach(active.session, 1, active.lead_token)).sharing == 0


async def test_a_session_whose_lead_had_gone_does_not_come_back(active, start_host):
    await active.host.stop()
    store = Store(active.host.path / "host.sqlite")
    store.sessions.end_seat(active.session, 1, Reason.LEFT, Entry(event=Event.MEMBER_LEFT, time_ms=1))
    store.close()
    again = await start_host()
    assert len(again.gateway.services.sessions) == 0
    late = await again.client()
    late.send(Attach(session=active.session, member=2, token=active.customer_token, salt=bytes(16)))
    assert (await late.get(Refused)).reason is Reason.SESSION_CLOSED


async def test_seats_of_a_restarted_host_are_kept_for_as_long_as_after_a_lost_link(active, start_host, until):
    await active.host.stop()
    again = await start_host(seat_kept_s=0.2)
    await until(lambda: not len(again.gateway.services.sessions))
    late = await again.client()
    late.send(Attach(session=active.session, member=2, token=active.customer_token, salt=bytes(16)))
    assert (await late.get(SessionClosed)).reason is Reason.TECHNICIAN_GONE


async def test_a_lead_hears_that_its_code_did_not_outlive_the_host(case, start_host):
    await case.open()
    await case.make_code()
    await case.host.stop()
    again = await start_host()
    console = await again.technician()
    await console.attach(case.session, 1, case.lead_token)
    assert await console.get(EndCode) == EndCode(session=case.session, burned=False)


# -- a database that does not work ------------------------------------------------------------------------------


@pytest.fixture
def lock(tmp_path):
    """Lock the database as another program could; the host's own patience is cut short."""
    raw = sqlite3.connect(tmp_path / "host" / "host.sqlite", isolation_level=None, check_same_thread=False)
    yield raw
    raw.close()


async def test_running_sessions_go_on_without_a_database_and_new_ones_are_refused(active, lock):
    lock.execute("BEGIN EXCLUSIVE")
    generations = await share(active)
    active.console.send(sealed(active, 2, Channel.PICTURE, b"goes on", generation=generations[2]))
    assert (await active.viewer.get(Sealed)).box == b"goes on"
    active.console.send(OpenSession(request=9))
    assert (await active.console.get(Refused)) == Refused(about="open_session", reason=Reason.STORAGE)
    lock.execute("ROLLBACK")
    active.console.send(OpenSession(request=10))
    assert (await active.console.get(SessionOpened)).request == 10


async def test_what_happened_while_the_database_was_locked_is_in_the_audit_afterwards(active, lock):
    lock.execute("BEGIN EXCLUSIVE")
    await share(active)
    active.viewer.send(Leave(session=active.session))
    await active.console.get(MemberLeft)
    lock.execute("ROLLBACK")
    await active.host.stop()
    assert events(active.host.path)[-3:] == ["share_started", "share_ended", "member_left"]


def events(path):
    store = Store(path / "host.sqlite")
    store.audit.verify()
    rows = [row.entry.event.value for row in store.audit.rows()]
    store.close()
    return rows


async def test_the_audit_tells_a_session_from_its_beginning_to_its_end(active):
    await share(active)
    active.viewer.send(EndShare(session=active.session))
    await active.console.get(ShareChanged, lambda changed: changed.sharing == 0)
    active.viewer.send(StartShare(session=active.session))
    await active.viewer.get(Refused)
    active.console.send(Leave(session=active.session))
    await active.console.get(SessionClosed)
    await active.host.stop()
    assert events(active.host.path) == [
        *("login", "session_opened", "code_made", "code_used", "member_joined", "share_started", "share_ended"),
        *("refused", "member_left", "session_closed"),
    ]


async def test_nothing_secret_is_in_the_data_folder_or_the_log(active, caplog):
    caplog.set_level("DEBUG")
    active.viewer.send(Leave(session=active.session))
    await active.console.room(lambda room: room.state == "waiting")
    route = await active.make_code()
    marker = b"a marker that nobody may find"
    await active.join()
    active.console.send(sealed(active, active.customer, Channel.TALK, marker, generation=gen(active, active.customer)))
    await active.viewer.get(Sealed)
    await active.host.stop()
    stored = b"".join(path.read_bytes() for path in active.host.path.iterdir() if path.name != "token")
    for secret in (marker, active.customer_token, active.lead_token, active.host.token):
        assert secret not in stored
        assert secret.hex() not in caplog.text
    assert f" {route}" not in caplog.text


# -- slow and silent readers ------------------------------------------------------------------------------------


async def test_a_slow_reader_costs_nobody_else_anything_and_can_come_back(active, new_case, until):
    other = await (await new_case(active.host).open()).join()
    generations = await share(active)
    active.viewer.link._transport.pause_reading()
    picture = sealed(active, 2, Channel.PICTURE, bytes(60_000), generation=generations[2])
    for _ in range(400):  # 24 MB: over every bound
        active.console.send(picture)
        await until(lambda: active.console.link._transport.get_write_buffer_size() < 100_000)
    await active.console.room(lambda room: room.state == "reconnecting")
    other.console.send(sealed(other, 2, Channel.TALK, b"not held up", generation=gen(other, 2)))
    assert (await other.viewer.get(Sealed)).box == b"not held up"
    viewer = await active.host.client()
    assert (await viewer.attach(active.session, 2, active.customer_token)).state == "active"
    active.viewer.link._transport.abort()


async def test_pictures_that_still_wait_are_not_sent_after_the_end_of_the_share(active):
    generations = await share(active)
    active.viewer.link._transport.pause_reading()
    for _ in range(50):  # 3 MB: more than the sockets hold, less than the bound
        active.console.send(sealed(active, 2, Channel.PICTURE, bytes(60_000), generation=generations[2]))
    active.console.send(EndShare(session=active.session))
    await active.console.room(lambda room: room.sharing == 0)
    active.viewer.link._transport.resume_reading()
    seen = []
    while not (isinstance(message := await active.viewer.inbox.get(), Room) and message.sharing == 0):
        seen.append(message)
    assert len([m for m in seen if isinstance(m, Sealed)]) < 50
    assert not [m for m in await active.viewer.settled() if isinstance(m, Sealed)]


# -- limits -----------------------------------------------------------------------------------------------------


async def test_a_stranger_who_says_nothing_is_not_waited_for(host):
    host.set_limits(silence_s=0.1)
    client = await host.client(hello=False)
    await client.ended()


async def test_a_member_is_not_pressed_for_time(active):
    assert not [peer for peer in active.host.gateway._peers if peer.deadline is not None]


async def test_a_seat_is_not_taken_a_thousand_times_a_minute(active):
    for _ in range(ATTACHES_A_MINUTE.usual):
        active.viewer.send(Attach(session=active.session, member=2, token=active.customer_token, salt=bytes(16)))
    assert (await active.viewer.get(Refused)) == Refused(about="attach", reason=Reason.LIMIT, session=active.session)


async def test_a_customers_link_takes_one_seat(active, new_case):
    other = await (await new_case(active.host).open()).join()
    active.viewer.send(Attach(session=other.session, member=2, token=other.customer_token, salt=bytes(16)))
    assert (await active.viewer.get(Refused)).reason is Reason.LIMIT


async def test_a_host_reserves_little_memory_for_a_link(active):
    assert sslproto.SSLProtocol.max_size == TLS_BUFFER == 32 * 1024
    assert len(active.viewer.link._transport._ssl_protocol._ssl_buffer) == TLS_BUFFER


@pytest.mark.parametrize("who", ["customer", "technician"])
async def test_a_member_who_says_more_than_any_program_loses_the_link(host, new_case, who):
    """Each message costs the host something, whatever comes of it; what members say to each other has other bounds."""
    case = await (await new_case(host).open()).join()
    member, other = (case.viewer, case.console) if who == "customer" else (case.console, case.viewer)
    bound = host.gateway.limits.bucket(MEMBERS_MESSAGES_A_SECOND)
    for _ in range(int(bound.at_once) + 400):
        member.send(EndShare(session=case.session))
    assert await member.get(Refused) == Refused(about="end_share", reason=Reason.LIMIT)
    await member.ended()
    assert host.gateway.limits.met["members-messages-a-second"] == 1
    other.send(EndShare(session=case.session))
    assert await other.settled() is not None
