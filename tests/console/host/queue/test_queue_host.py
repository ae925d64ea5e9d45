"""The queue of a real host: who waits, who sees them, who picks them up, what a lost link or a restart leaves."""

import asyncio
import shutil

import pytest

from console.host.__main__ import main
from console.host.core.audit import Event
from console.host.core.limits import FAILED_WAITS_A_MINUTE, WAIT_WORDS_A_MINUTE, WAITERS_OF_ONE_SOURCE
from console.host.core.places import Kind
from console.host.queue import customers as queue_customers
from console.host.queue import wait_watch
from console.host.store.records.sessions import token_hash
from console.host.store.store import Store
from protocol.link.link import LinkEnd
from protocol.vocabulary.accounts import Account, WatchDirectory
from protocol.vocabulary.joins import Admit, Admitted, CodeMade, Join, Joining, JoinStep, MakeCode
from protocol.vocabulary.messages import (
    Attach,
    Leave,
    OpenSession,
    Reason,
    Refused,
    Rights,
    SessionClosed,
    SessionOpened,
)
from protocol.vocabulary.queue import (
    CallIn,
    Channels,
    CustomerGone,
    CustomerPicked,
    EndQueueTransfer,
    EndWait,
    GroupChannel,
    PickedUp,
    PickUp,
    QueueTransfer,
    QueueTransferEnded,
    QueueTransferPicked,
    SetGroupChannel,
    TransferToQueue,
    Wait,
    WaitEnded,
    Waiting,
    WaitingCustomer,
    WaitingGone,
    WaitingWords,
    WaitWords,
)
from protocol.vocabulary.reports import AskDays
from protocol.vocabulary.teamwork import (
    AnswerInvitation,
    Introduce,
    InvitationAccepted,
    InvitationAnswered,
    InvitationKind,
    Invite,
    Invited,
)

SECRET = b"s" * 16
PRINTERS = "printers"
PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """The data of a host whose first group, that of Ada and Bob, has a channel; so has another, that of nobody."""
    folder = tmp_path_factory.mktemp("planned")
    (folder / "password").write_text(f"{PASSWORD}\n")
    password = ("--password-file", str(folder / "password"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("console.host.core.accounts.passwords.MEMORY_KIB", 64)
        patch.setattr("console.host.core.accounts.passwords.TIME_COST", 1)
        for words in (
            ("admin", "create", "Ada", "--new", *password),
            ("technicians", "add", "Bob", "--final", *password),
            ("groups", "add", "accounts"),
            ("groups", "channel", "support", PRINTERS),
            ("groups", "channel", "accounts", "billing"),
        ):
            assert main([*words, "--data", str(folder / "host")]) == 0
    return folder / "host"


@pytest.fixture
async def staffed(planned, tmp_path, cheap_passwords, start_host, monkeypatch):
    """A host with that data, which follows what is changed at once."""
    monkeypatch.setattr("console.host.technicians.following.POLL_S", 0.05)
    shutil.copytree(planned, tmp_path / "host")
    return await start_host()


@pytest.fixture
def desk(staffed):
    return staffed


@pytest.fixture
async def ada(desk, log_in):
    client = await log_in("Ada")
    await client.get(Channels, lambda channels: channels.own == PRINTERS)
    return client


@pytest.fixture
async def bob(desk, log_in):
    client = await log_in("Bob")
    client.number = (await client.get(Account)).technician
    await client.get(Channels, lambda channels: channels.own == PRINTERS)
    return client


@pytest.fixture
def wait(desk):
    """Let a customer wait; what the host answers is left to the test."""

    async def begin(name, channel=PRINTERS, token=None, **options):
        client = await desk.client(**options)
        client.send(Wait(channel=channel, name=name, token=token))
        return client

    return begin


async def picked(console, customer=0):
    """Pick somebody up, take the lead's seat, and return the session's number."""
    console.send(PickUp(request=3, customer=customer))
    taken = await console.get(CustomerPicked)
    opened = await console.get(SessionOpened)
    assert taken.request == opened.request == 3
    await console.attach(opened.session, 1, opened.token)
    return taken, opened.session


async def let_in(console, viewer, session):
    """Call the customer in, and let them join over the link that they waited on."""
    console.send(CallIn(session=session, secret=SECRET))
    made = await console.get(CodeMade)
    called = await viewer.get(PickedUp)
    assert called == PickedUp(route=made.link_route, secret=SECRET)
    viewer.send(Join(route=called.route))
    number = (await viewer.get(Joining)).join
    viewer.send(JoinStep(session=session, join=number, data=b"start"))
    await console.get(Joining)
    console.send(Admit(session=session, join=number))
    admitted = await viewer.get(Admitted)
    viewer.token = admitted.token
    return await viewer.attach(session, admitted.member, admitted.token)


# -- waiting ----------------------------------------------------------------------------------------------------


async def test_everybody_is_told_their_place_and_again_when_it_changes(ada, wait):
    first = await wait("Erika")
    assert (await first.get(Waiting)).place == 1
    second = await wait("Max M.")
    assert (await second.get(Waiting)).place == 2
    shown = [await ada.get(WaitingCustomer) for _ in range(2)]
    assert [(s.channel, s.name, s.sender) for s in shown] == [(PRINTERS, "Erika", ""), (PRINTERS, "Max M.", "")]

    first.send(EndWait())

    assert (await second.get(Waiting)).place == 1
    assert await ada.get(WaitingGone) == WaitingGone(customer=shown[0].customer)


async def test_technicians_see_who_waits_in_their_own_channel_and_nobody_else(desk, ada, log_in, wait, command):
    command("technicians", "add", "Carl")
    command("technicians", "move", "Carl", "accounts")
    other = await wait("Erika", "billing")
    await other.get(Waiting)
    await (await wait("Max")).get(Waiting)
    assert (await ada.get(WaitingCustomer)).name == "Max"
    carl = await log_in("Carl")
    assert await carl.get(Channels) == Channels(own="billing", channels=("billing", PRINTERS))
    assert (await carl.get(WaitingCustomer)).name == "Erika"

    command("groups", "channel", "accounts", "")
    assert (await carl.get(Channels)).own == ""
    assert await other.get(WaitEnded) == WaitEnded(reason=Reason.UNKNOWN_CHANNEL)
    command("technicians", "move", "Carl", "support")
    assert (await carl.get(WaitingCustomer)).name == "Max"


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (Wait(channel="unheard-of", name="Erika"), Reason.UNKNOWN_CHANNEL),
        (Wait(channel="", name="Erika"), Reason.UNKNOWN_CHANNEL),
        (Wait(channel="unheard-of", name="Erika", token=bytes(32)), Reason.UNKNOWN_CHANNEL),
    ],
)
async def test_what_makes_no_sense_is_refused(ada, desk, message, reason):
    client = await desk.client()
    client.send(message)
    assert await client.get(Refused) == Refused(about="wait", reason=reason)
    assert [m for m in await ada.settled() if isinstance(m, WaitingCustomer)] == []


@pytest.mark.parametrize("name", ["Eri\x07ka", "Erika\u202e", " Erika", "E" * 61, "Erika\nMax"])
async def test_a_name_that_is_not_clean_ends_the_link_and_no_technician_sees_it(ada, desk, name):
    client = await desk.client()
    client.send(Wait(channel=PRINTERS, name=name))
    await client.ended()
    assert [m for m in await ada.settled() if isinstance(m, WaitingCustomer)] == []


async def test_who_waits_waits_once_and_who_is_known_not_at_all(ada, wait):
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    for client in (viewer, ada):
        client.send(Wait(channel=PRINTERS, name="Again"))
        assert await client.get(Refused) == Refused(about="wait", reason=Reason.NOT_ALLOWED)


async def test_one_source_does_not_fill_the_queue(monkeypatch, desk):
    monkeypatch.setattr("console.host.core.sources.SourceCount.has_room", lambda count, address: count.of(address) < 2)
    clients = [await desk.client() for _ in range(3)]
    for client in clients:
        client.send(Wait(channel=PRINTERS, name="Erika"))
    for client in clients[:2]:
        await client.get(Waiting)
    assert (await clients[2].get(Refused)).reason is Reason.LIMIT
    elsewhere = await desk.client(source="127.0.0.2")
    elsewhere.send(Wait(channel=PRINTERS, name="Max"))
    assert (await elsewhere.get(Waiting)).place == 3


async def test_who_asks_for_what_there_is_not_does_not_ask_without_end(desk):
    client = await desk.client()
    for _ in range(FAILED_WAITS_A_MINUTE.usual):
        client.send(Wait(channel="unheard-of", name=""))
        assert (await client.get(Refused)).reason is Reason.UNKNOWN_CHANNEL
    client.send(Wait(channel=PRINTERS, name=""))
    assert (await client.get(Refused)).reason is Reason.LIMIT
    elsewhere = await desk.client(source="127.0.0.2")
    elsewhere.send(Wait(channel=PRINTERS, name="Max"))
    await elsewhere.get(Waiting)


async def test_two_hundred_customers_of_one_office_wait_at_the_same_time(desk, wait):
    assert WAITERS_OF_ONE_SOURCE.usual >= 200
    for place in range(1, 201):
        assert (await (await wait("Erika")).get(Waiting)).place == place


async def test_customers_who_wait_well_are_not_counted_and_who_goes_at_once_is(monkeypatch, desk, wait):
    for _ in range(FAILED_WAITS_A_MINUTE.usual):
        client = await wait("Erika")
        await client.get(Waiting)
        client.send(EndWait())
    late = await wait("Max")
    assert (await late.get(Refused)).reason is Reason.LIMIT
    monkeypatch.setattr("console.host.queue.customers.SHORT_WAIT_S", 0.0)
    for _ in range(2 * FAILED_WAITS_A_MINUTE.usual):
        patient = await desk.client(source="127.0.0.2")
        patient.send(Wait(channel=PRINTERS, name="Erika"))
        await patient.get(Waiting)
        patient.send(EndWait())


async def test_when_the_queue_is_full_one_of_the_network_with_most_places_gives_way(desk, wait, until):
    desk.set_limits(waiters=4)
    many = [await wait(f"Erika {number}") for number in range(4)]
    for client in many:
        await client.get(Waiting)
    for source, network in (("10", 1), ("11", 1)):
        client = await desk.client(source=f"127.0.{source}.{network}")
        client.send(Wait(channel=PRINTERS, name="Max"))
        await client.get(Waiting)
        assert (await many.pop().get(WaitEnded)).reason is Reason.LIMIT
    more = await desk.client(source="127.0.10.2")  # two networks have two places now, and a third one too
    more.send(Wait(channel=PRINTERS, name="Max"))
    assert (await more.get(Refused)).reason is Reason.LIMIT


async def test_who_waits_is_no_stranger_who_is_in_the_way_of_others(desk, wait):
    for place in range(1, 5):
        assert (await (await wait("Erika")).get(Waiting)).place == place
    counts = desk.gateway.places.counts()
    assert (counts[Kind.STRANGER], counts[Kind.MEMBER]) == (0, 4)


# -- lost links ---------------------------------------------------------------------------------------------------


async def test_a_lost_link_keeps_its_place(ada, wait, until):
    first, second = await wait("Erika"), await wait("Max")
    token = (await first.get(Waiting)).token
    await second.get(Waiting)
    first.close()
    await first.ended()
    back = await wait("Erika", token=token)
    assert (await back.get(Waiting)).place == 1
    assert [m for m in await ada.settled() if isinstance(m, WaitingGone)] == []


async def test_a_newer_link_with_the_token_replaces_the_older(wait):
    first = await wait("Erika")
    token = (await first.get(Waiting)).token
    back = await wait("Erika", token=token)
    assert (await back.get(Waiting)).place == 1
    assert await first.get(Refused) == Refused(about="wait", reason=Reason.REPLACED)
    assert await first.ended() is LinkEnd.LOST


async def test_who_is_not_back_in_time_has_given_up(monkeypatch, ada, wait):
    monkeypatch.setattr(queue_customers, "WAIT_KEPT_S", 0.05)
    first, second = await wait("Erika"), await wait("Max")
    token = (await first.get(Waiting)).token
    assert (await second.get(Waiting)).place == 2
    first.close()
    assert (await second.get(Waiting)).place == 1
    await ada.get(WaitingGone)
    back = await wait("Erika", token=token)
    assert (await back.get(Waiting)).place == 2


async def test_the_host_may_start_anew_and_nobody_loses_a_place(desk, start_host, wait):
    clients = [await wait(name) for name in ("Erika", "Max")]
    tokens = [(await client.get(Waiting)).token for client in clients]
    await desk.stop()
    host = await start_host()
    back = {}
    for name, token in zip(("Max", "Erika"), reversed(tokens), strict=True):
        back[name] = await host.client()
        back[name].send(Wait(channel=PRINTERS, name=name, token=token))
        assert (await back[name].get(Waiting)).place == 1  # the one who waited longer is not there yet
    assert (await back["Max"].get(Waiting)).place == 2


@pytest.fixture
def quick_watch(monkeypatch):
    """Let the host say who waits, and count who is lost, in moments."""
    for name, seconds in (("SEEN_S", 0.02), ("WAIT_KEPT_S", 0.3), ("LOST_S", 0.6)):
        monkeypatch.setattr(wait_watch, name, seconds)


async def test_whoever_does_not_come_back_to_a_host_that_was_started_anew_was_missed_by_the_desk(
    quick_watch, desk, start_host, wait, until, audit, tmp_path
):
    clients = [await wait(name) for name in ("Erika", "Max", "Paul")]
    tokens = [(await client.get(Waiting)).token for client in clients]
    await desk.stop()
    host = await start_host()
    back = await host.client()
    back.send(Wait(channel=PRINTERS, name="Max", token=tokens[1]))
    assert (await back.get(Waiting)).place == 1
    other = Store(tmp_path / "host" / "host.sqlite")
    asked = AskDays(request=1, starts=(0, 2**50))
    await until(lambda: other.reports.answer(asked).days[0].missed == 2)
    await asyncio.sleep(1.5)  # Max is told of again and again, and waits on
    assert (other.reports.answer(asked).days[0].missed, other.reports.answer(asked).days[0].gave_up) == (2, 0)
    assert other.waits.find(token_hash(tokens[1])) is not None
    other.close()
    await host.stop()
    assert [e.detail for e in audit() if e.event is Event.GAVE_UP] == [f"{PRINTERS} timed_out"] * 2


# -- picking up ---------------------------------------------------------------------------------------------------


async def test_who_has_waited_longest_is_picked_up_and_joins(ada, bob, wait, desk, audit):
    first, second = await wait("Erika"), await wait("Max")
    await first.get(Waiting)
    await second.get(Waiting)

    taken, session = await picked(ada)

    assert (taken.name, taken.channel, taken.session) == ("Erika", PRINTERS, None)
    assert (await bob.get(WaitingGone)).customer == taken.customer
    assert (await second.get(Waiting)).place == 1
    room = await let_in(ada, first, session)
    assert {seat.role for seat in room.seats} == {"lead", "customer"}
    await desk.stop()
    events = [entry for entry in audit() if entry.event in (Event.WAITED, Event.PICKED_UP, Event.GAVE_UP)]
    assert [(entry.event, entry.who, entry.detail) for entry in events] == [
        (Event.WAITED, "127.0.0.1", PRINTERS),
        (Event.WAITED, "127.0.0.1", PRINTERS),
        (Event.PICKED_UP, "Ada", PRINTERS),
    ]
    assert "Erika" not in repr(audit())


async def test_the_session_remembers_its_channel_and_how_long_the_customer_waited(ada, wait, lock, until):
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    _, session = await picked(ada)
    await let_in(ada, viewer, session)
    row = "SELECT channel, waited_ms FROM sessions WHERE id = ?"
    await until(lambda: lock.execute(row, (session,)).fetchone()[0] == PRINTERS)
    assert 0 <= lock.execute(row, (session,)).fetchone()[1] < 600_000
    await until(lambda: lock.execute("SELECT count(*) FROM waits").fetchone() == (0,))


async def test_of_two_who_click_at_once_one_gets_the_customer(ada, bob, wait):
    await (await wait("Erika")).get(Waiting)
    customer = (await ada.get(WaitingCustomer)).customer
    for console in (ada, bob):
        console.send(PickUp(request=3, customer=customer))
    await ada.get(SessionOpened)
    assert await bob.get(Refused) == Refused(about="pick_up", reason=Reason.PICKED_UP)


async def test_two_who_ask_for_the_next_customer_get_one_each(ada, bob, wait):
    for name in ("Erika", "Max"):
        await (await wait(name)).get(Waiting)
    for console in (ada, bob):
        console.send(PickUp(request=3, customer=0))
    assert (await ada.get(CustomerPicked)).name == "Erika"
    assert (await bob.get(CustomerPicked)).name == "Max"


async def test_nobody_picks_up_in_a_channel_of_another_group(ada, wait, log_in, command):
    command("technicians", "add", "Carl")
    command("technicians", "move", "Carl", "accounts")
    carl = await log_in("Carl")
    await (await wait("Erika")).get(Waiting)
    customer = (await ada.get(WaitingCustomer)).customer
    carl.send(PickUp(request=3, customer=customer))
    assert (await carl.get(Refused)).reason is Reason.NOT_ALLOWED
    carl.send(PickUp(request=4, customer=0))
    assert (await carl.get(Refused)).reason is Reason.PICKED_UP


async def test_a_technician_without_a_channel_picks_nobody_up(ada, command):
    command("groups", "channel", "support", "")
    await ada.get(Channels, lambda channels: not channels.own)
    ada.send(PickUp(request=3, customer=0))
    assert await ada.get(Refused) == Refused(about="pick_up", reason=Reason.NOT_ALLOWED)


async def test_whoever_leads_as_many_sessions_as_allowed_picks_nobody_up(ada, wait, command):
    command("groups", "set", "support", "--sessions", "1")
    await ada.get(Account, lambda account: account.sessions_limit == 1)
    ada.send(OpenSession(request=9))
    await ada.get(SessionOpened)
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    ada.send(PickUp(request=3, customer=0))
    assert await ada.get(Refused) == Refused(about="pick_up", reason=Reason.LIMIT)
    assert [m for m in await ada.settled() if isinstance(m, WaitingGone)] == []


async def test_a_customer_whose_technician_is_gone_is_back_in_their_place(ada, bob, wait):
    first, second = await wait("Erika"), await wait("Max")
    await first.get(Waiting)
    await second.get(Waiting)
    _, session = await picked(ada)
    ada.send(CallIn(session=session, secret=SECRET))
    await first.get(PickedUp)
    assert (await second.get(Waiting)).place == 1

    ada.close()

    assert (await first.get(Waiting)).place == 1
    assert (await second.get(Waiting)).place == 2
    taken, session = await picked(bob)
    assert taken.name == "Erika"
    await let_in(bob, first, session)


async def test_a_customer_who_is_gone_before_they_are_in_is_told_of(ada, wait):
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    _, session = await picked(ada)
    viewer.send(EndWait())
    assert await ada.get(CustomerGone) == CustomerGone(session=session)
    ada.send(CallIn(session=session, secret=SECRET))
    assert await ada.get(CustomerGone) == CustomerGone(session=session)


async def test_a_customer_who_was_called_while_their_link_was_lost_comes_when_they_are_back(ada, wait):
    viewer = await wait("Erika")
    token = (await viewer.get(Waiting)).token
    _, session = await picked(ada)
    viewer.close()
    await viewer.ended()
    ada.send(CallIn(session=session, secret=SECRET))
    await ada.get(CodeMade)
    back = await wait("Erika", token=token)
    assert (await back.get(PickedUp)).secret == SECRET


async def test_nobody_calls_a_customer_into_a_session_of_another_kind(ada):
    ada.send(OpenSession(request=9))
    opened = await ada.get(SessionOpened)
    await ada.attach(opened.session, 1, opened.token)
    ada.send(CallIn(session=opened.session, secret=SECRET))
    assert await ada.get(CustomerGone) == CustomerGone(session=opened.session)
    ada.send(MakeCode(session=opened.session))
    await ada.get(CodeMade)


# -- what it is about ---------------------------------------------------------------------------------------------


@pytest.fixture
async def boss(desk, log_in):
    """Ada, who changes what a group reads."""
    client = await log_in("Ada")
    client.send(WatchDirectory(request=1, watch=True))
    await client.get(GroupChannel, lambda channel: channel.channel == PRINTERS)
    return client


async def reads(boss, reads):
    boss.send(SetGroupChannel(request=2, group=1, channel=PRINTERS, desk_reads=reads))
    await boss.get(GroupChannel, lambda channel: channel.channel == PRINTERS and channel.desk_reads is reads)


async def test_the_desk_reads_nothing_that_its_group_has_not_chosen_to_read(bob, wait):
    viewer = await wait("Erika")
    assert not (await viewer.get(Waiting)).desk_reads
    viewer.send(WaitWords(text="the printer smokes"))
    assert await viewer.get(Refused) == Refused(about="wait_words", reason=Reason.NOT_ALLOWED)
    assert [m for m in await bob.settled() if isinstance(m, WaitingWords)] == []


async def test_the_desk_reads_what_a_customer_lets_it_read(boss, bob, wait, log_in, desk, audit):
    await reads(boss, True)
    viewer = await wait("Erika")
    assert (await viewer.get(Waiting)).desk_reads
    viewer.send(WaitWords(text="the printer smokes"))
    said = await bob.get(WaitingWords)
    assert said.text == "the printer smokes"
    later = await log_in("Bob")
    assert await later.get(WaitingWords) == said, "also whoever logs in later"
    viewer.send(WaitWords(text=""))
    assert (await bob.get(WaitingWords)).text == ""
    await desk.stop()
    assert not any("smokes" in entry.detail + entry.who for entry in audit())


async def test_a_group_that_reads_no_more_forgets_what_it_has_read(boss, bob, wait, log_in):
    await reads(boss, True)
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    viewer.send(WaitWords(text="secret"))
    await bob.get(WaitingWords)
    await reads(boss, False)
    assert (await bob.get(WaitingWords)).text == ""
    assert not (await viewer.get(Waiting)).desk_reads
    later = await log_in("Bob")
    await later.get(WaitingCustomer)
    assert [m for m in await later.settled() if isinstance(m, WaitingWords)] == []


@pytest.mark.parametrize("text", ["a\x1b[31m", "a\u202eb", "two\nlines", " blank"])
async def test_what_cannot_be_seen_is_no_words(boss, wait, text):
    await reads(boss, True)
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    viewer.send(WaitWords(text=text))
    assert await viewer.ended() is LinkEnd.LOST


async def test_nobody_says_words_who_does_not_wait_and_nobody_floods_the_desk(boss, bob, wait, desk):
    await reads(boss, True)
    stranger = await desk.client()
    stranger.send(WaitWords(text="hello"))
    assert (await stranger.get(Refused)).reason is Reason.NOT_ALLOWED
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    for number in range(WAIT_WORDS_A_MINUTE.usual + 1):
        viewer.send(WaitWords(text=f"{number}"))
    assert (await viewer.get(Refused)).reason is Reason.LIMIT
    while (await bob.get(WaitingWords)).text != f"{WAIT_WORDS_A_MINUTE.usual - 1}":
        pass
    viewer.send(WaitWords(text=""))  # to take them back is never too often
    assert (await bob.get(WaitingWords)).text == ""


# -- a technician who is gone in the middle -----------------------------------------------------------------------


async def closed(viewer):
    """Return how a customer's session ended."""
    return await viewer.get(SessionClosed)


async def test_whose_technician_is_disabled_is_in_front_of_the_queue_again(bob, ada, wait, command, desk, audit):
    viewer, second = await wait("Erika"), await wait("Max")
    await viewer.get(Waiting)
    await second.get(Waiting)
    _, session = await picked(bob)
    await let_in(bob, viewer, session)
    assert (await second.get(Waiting)).place == 1

    command("technicians", "disable", "Bob")

    ended = await closed(viewer)
    assert (ended.reason, ended.channel) == (Reason.TECHNICIAN_GONE, PRINTERS)
    back = await wait("Erika", token=viewer.token)
    assert (await back.get(Waiting)).place == 1
    assert (await second.get(Waiting)).place == 2
    assert (await picked(ada))[0].name == "Erika"
    await desk.stop()
    assert "disabled" in [entry.detail for entry in audit() if entry.session == session], "the audit knows why"


async def test_a_place_is_given_back_once(bob, wait, command):
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    _, session = await picked(bob)
    await let_in(bob, viewer, session)
    second = await wait("Max")
    await second.get(Waiting)
    command("technicians", "disable", "Bob")
    await closed(viewer)
    back = await wait("Erika", token=viewer.token)
    assert (await back.get(Waiting)).place == 1
    back.send(EndWait())
    assert (await second.get(Waiting)).place == 2
    assert (await second.get(Waiting)).place == 1
    again = await wait("Erika", token=viewer.token)
    assert (await again.get(Waiting)).place == 2


async def test_who_was_away_when_the_technician_was_disabled_hears_it_when_they_are_back(bob, wait, command, desk):
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    _, session = await picked(bob)
    await let_in(bob, viewer, session)
    viewer.close()
    await viewer.ended()
    command("technicians", "disable", "Bob")
    await bob.ended()

    back = await desk.client()
    back.send(Attach(session=session, member=2, token=viewer.token, salt=bytes(16)))

    assert await back.get(SessionClosed) == SessionClosed(
        session=session, reason=Reason.TECHNICIAN_GONE, channel=PRINTERS
    )


async def test_who_came_with_a_code_may_wait_in_the_queue_of_the_technicians_group(bob, desk, wait, command, new_case):
    case = await (await new_case(desk).open(bob)).join()
    command("technicians", "disable", "Bob")
    ended = await closed(case.viewer)
    assert (ended.reason, ended.channel) == (Reason.TECHNICIAN_GONE, PRINTERS)
    later = await wait("Max")
    await later.get(Waiting)
    back = await wait("Clara", token=case.customer_token)
    assert (await back.get(Waiting)).place == 1


async def test_a_restart_forgets_no_place(bob, wait, desk, start_host, command):
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    _, session = await picked(bob)
    await let_in(bob, viewer, session)
    await desk.stop()
    command("technicians", "disable", "Bob")
    host = await start_host(seat_kept_s=0.2)
    back = await host.client()
    back.send(Attach(session=session, member=2, token=viewer.token, salt=bytes(16)))
    ended = await back.get(SessionClosed)
    assert (ended.reason, ended.channel) == (Reason.TECHNICIAN_GONE, PRINTERS)


async def test_nobody_waits_with_the_token_of_a_session_that_goes_on(bob, wait):
    viewer, second = await wait("Erika"), await wait("Max")
    await viewer.get(Waiting)
    await second.get(Waiting)
    _, session = await picked(bob)
    await let_in(bob, viewer, session)
    assert (await second.get(Waiting)).place == 1
    other = await wait("Erika", token=viewer.token)
    assert (await other.get(Waiting)).place == 2


async def test_a_session_that_its_lead_ends_leads_to_no_queue(bob, wait):
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    _, session = await picked(bob)
    await let_in(bob, viewer, session)
    bob.send(Leave(session=session))
    ended = await closed(viewer)
    assert (ended.reason, ended.channel) == (Reason.ENDED_BY_LEAD, "")


# -- sessions in the queue --------------------------------------------------------------------------------------


@pytest.fixture
async def came(ada, wait):
    """A session of Ada's with a customer who came through the queue; another one waits."""
    viewer = await wait("Erika")
    await viewer.get(Waiting)
    _, session = await picked(ada)
    await let_in(ada, viewer, session)
    ada.session, ada.viewer = session, viewer
    await (await wait("Max")).get(Waiting)
    return ada


async def test_a_transferred_session_waits_by_the_time_of_its_customers_first_wait(came, bob):
    assert (await bob.get(WaitingCustomer)).name == "Max"

    came.send(TransferToQueue(session=came.session, channel=PRINTERS))

    assert await came.get(QueueTransfer) == QueueTransfer(session=came.session, channel=PRINTERS, place=1)
    await came.viewer.room(lambda room: room.state == "transferring")
    waiting = await bob.get(WaitingCustomer)
    assert (waiting.name, waiting.sender) == ("Erika", "Ada")


async def test_whoever_picks_a_session_up_is_invited_and_leads_it(came, bob):
    came.send(TransferToQueue(session=came.session, channel=PRINTERS))
    await came.get(QueueTransfer)
    bob.send(PickUp(request=4, customer=0))
    taken = await bob.get(CustomerPicked)
    assert (taken.name, taken.session) == ("Erika", came.session)
    asked = await came.get(QueueTransferPicked)
    assert asked.technician == bob.number
    came.send(Invite(session=came.session, technician=asked.technician, kind=InvitationKind.TRANSFER, grant=b"wrapped"))
    assert (await came.get(QueueTransferEnded)).reason is Reason.NONE
    invited = await bob.get(Invited)
    number, key, signature = invited.invitation, b"k" * 32, b"s" * 64
    bob.send(AnswerInvitation(session=came.session, invitation=number, accept=True, key=key, signature=signature))
    await came.get(InvitationAnswered)
    came.send(Introduce(session=came.session, invitation=number, keys=b"keys"))
    accepted = await bob.get(InvitationAccepted)
    await bob.attach(came.session, accepted.member, accepted.token)
    room = await came.viewer.room(lambda room: room.state == "active" and len(room.seats) == 2)
    assert {seat.member: seat.role for seat in room.seats}[accepted.member] == "lead"


async def test_the_next_customer_of_a_lead_is_never_their_own(came):
    came.send(TransferToQueue(session=came.session, channel=PRINTERS))
    own = (await came.get(WaitingCustomer, lambda c: c.sender == "Ada")).customer
    came.send(PickUp(request=4, customer=own))
    assert await came.get(Refused) == Refused(about="pick_up", reason=Reason.NOT_ALLOWED)
    came.send(PickUp(request=5, customer=0))
    assert (await came.get(CustomerPicked)).name == "Max"


async def test_a_lead_takes_a_session_back(came, bob):
    came.send(TransferToQueue(session=came.session, channel=PRINTERS))
    await came.get(QueueTransfer)
    customer = (await bob.get(WaitingCustomer, lambda c: c.sender == "Ada")).customer
    came.send(EndQueueTransfer(session=came.session))
    assert (await came.get(QueueTransferEnded)).reason is Reason.LEFT
    await came.viewer.room(lambda room: room.state == "active")
    assert (await bob.get(WaitingGone)).customer == customer


async def test_a_session_nobody_picks_up_goes_on_with_its_lead(monkeypatch, came):
    monkeypatch.setattr("console.host.queue.transfers.QUEUE_TRANSFER_S", 0.05)
    came.send(TransferToQueue(session=came.session, channel=PRINTERS))
    assert (await came.get(QueueTransferEnded)).reason is Reason.TIMED_OUT
    await came.viewer.room(lambda room: room.state == "active")


@pytest.mark.parametrize("by", ["customer", "lead"])
async def test_a_session_that_is_over_waits_no_more(came, bob, by):
    came.send(TransferToQueue(session=came.session, channel=PRINTERS))
    customer = (await bob.get(WaitingCustomer, lambda c: c.sender == "Ada")).customer
    (came.viewer if by == "customer" else came).send(Leave(session=came.session))
    assert (await bob.get(WaitingGone)).customer == customer


async def test_a_session_whose_lead_is_away_is_passed_over(came, bob):
    came.send(TransferToQueue(session=came.session, channel=PRINTERS))
    customer = (await bob.get(WaitingCustomer, lambda c: c.sender == "Ada")).customer
    came.close()
    await came.ended()
    await came.viewer.room(lambda room: not all(seat.present for seat in room.seats))
    bob.send(PickUp(request=4, customer=customer))
    assert await bob.get(Refused) == Refused(about="pick_up", reason=Reason.LEAD_AWAY)
    bob.send(PickUp(request=5, customer=0))
    assert (await bob.get(CustomerPicked)).name == "Max"


async def test_only_to_a_channel_that_there_is_and_only_with_the_right(came, command):
    came.send(TransferToQueue(session=came.session, channel="unheard-of"))
    assert (await came.get(Refused)).reason is Reason.UNKNOWN_CHANNEL
    command("groups", "set", "support", "transfer=off")
    await came.get(Rights, lambda rights: "transfer" not in rights.rights)
    came.send(TransferToQueue(session=came.session, channel=PRINTERS))
    assert (await came.get(Refused)).reason is Reason.NOT_ALLOWED
