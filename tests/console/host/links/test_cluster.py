"""Two hosts with one database: each client finds the one that has what it wants, and a host that ends loses nothing."""

import asyncio

import pytest

from console.host.core.accounts import changes
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from console.host.store.tables.database import file_url
from protocol.link.link import LinkEnd
from protocol.vocabulary.accounts import PasswordLogin
from protocol.vocabulary.joins import CodeMade, EndCode, Join, MakeCode
from protocol.vocabulary.messages import Attach, Reason, Redirected, Refused, TokenLogin
from protocol.vocabulary.queue import Wait, Waiting, WaitingCustomer
from protocol.vocabulary.teamwork import ColleagueCodeMade, MakeColleagueCode
from protocol.vocabulary.web import PageSettings

PASSWORD = "correct horse"
AUTHOR = Author(who="test", time_ms=1)
SALT = bytes(range(16))


@pytest.fixture
def store(tmp_path, cheap_passwords):
    store = Store(file_url(tmp_path / "cluster.sqlite"))
    add_technician(store, "Ada", 1)
    add_technician(store, "Bob", 1)
    yield store
    store.close()


@pytest.fixture
async def first(store, start_neighbour, until):
    return await ready(await start_neighbour(), until)


@pytest.fixture
async def second(first, start_neighbour, until):
    return await ready(await start_neighbour(), until)


async def ready(host, until):
    """Wait until a host has its lease and knows the accounts."""
    await until(lambda: host.gateway.cluster._number and 3 in host.gateway.services.directory.accounts.technicians)
    return host


def address(host):
    return f"127.0.0.1:{host.port}"


async def sent_away(host, *messages):
    """Return where a new link to `host` is sent that says `messages`."""
    client = await host.client()
    for message in messages:
        client.send(message)
    redirected = await client.get(Redirected)
    assert await client.ended() is LinkEnd.LOST
    return redirected.address


async def test_technicians_of_one_tree_are_sent_to_the_host_that_has_the_first_of_them(first, second):
    await first.login("Ada")
    assert await sent_away(second, PasswordLogin(name="Bob", password=PASSWORD)) == address(first)
    await first.login("Bob")


async def test_a_wrong_password_is_sent_nowhere(first, second):
    await first.login("Ada")
    client = await second.client()
    client.send(PasswordLogin(name="Bob", password="another one"))
    assert (await client.get(Refused)).reason is Reason.WRONG_LOGIN


async def test_trees_are_shared_among_the_hosts(store, first, second, until):
    group = add_group(store, "Sales")
    add_technician(store, "Cleo", group)
    await first.login("Ada")
    await until(lambda: 4 in first.gateway.services.directory.accounts.technicians)
    assert await sent_away(first, PasswordLogin(name="Cleo", password=PASSWORD)) == address(second)


async def test_a_member_at_the_wrong_host_is_sent_to_the_right_one(first, second, new_case):
    case = await new_case(first).open(await first.login("Ada"))
    await case.join()
    attach = Attach(session=case.session, member=case.customer, token=case.customer_token, salt=b"9" * 16)
    assert await sent_away(second, attach) == address(first)


async def test_a_joiner_at_the_wrong_host_is_sent_to_the_right_one(first, second, new_case):
    case = await new_case(first).open(await first.login("Ada"))
    assert await sent_away(second, Join(route=await case.make_code())) == address(first)


async def test_a_joiner_is_sent_to_a_host_that_has_only_just_begun(first, second, new_case):
    case = await new_case(first).open(await first.login("Ada"))
    route = await case.make_code()
    second.gateway.cluster._neighbours = []
    assert await sent_away(second, Join(route=route)) == address(first)


async def test_hosts_make_no_codes_alike(first, second, new_case, store, until):
    add_technician(store, "Cleo", add_group(store, "Sales"))
    await first.login("Ada")
    one = await new_case(first).open(await first.login("Bob"))
    await until(lambda: 4 in second.gateway.services.directory.accounts.technicians)
    other = await new_case(second).open(await second.login("Cleo"))
    slots = {int(await case.make_code()) % 8 for case in (one, one, one)}
    assert len(slots) == 1
    assert int(await other.make_code()) % 8 not in slots


async def test_a_colleague_of_another_tree_is_told_that_the_session_is_elsewhere(first, second, new_case, store, until):
    add_technician(store, "Cleo", add_group(store, "Sales"))
    case = await new_case(first).open(await first.login("Ada"))
    case.console.send(MakeColleagueCode(session=case.session))
    route = (await case.console.get(ColleagueCodeMade)).route
    await until(lambda: 4 in second.gateway.services.directory.accounts.technicians)
    cleo = await second.login("Cleo")
    cleo.send(Join(route=route))
    assert (await cleo.get(Refused)).reason is Reason.ELSEWHERE


async def test_a_customer_without_a_code_waits_where_the_technicians_are(first, second, store, until):
    store.accounts.change(lambda accounts: changes.set_channel(accounts, 1, "support"), AUTHOR)
    await first.login("Ada")
    await until(lambda: "support" in second.gateway.services.directory.accounts.channels())
    assert await sent_away(second, Wait(channel="support", name="Erika")) == address(first)
    await until(lambda: "support" in first.gateway.services.directory.accounts.channels())
    client = await first.client()
    client.send(Wait(channel="support", name="Erika"))
    assert (await client.get(Waiting)).place == 1


async def test_customers_who_wait_before_any_technician_is_there_write_nothing_and_follow_them(
    first, second, store, until
):
    """Where nobody of a tree is yet its customers wait where they came; later they are where their technicians are."""
    group = add_group(store, "Sales")
    add_technician(store, "Cleo", group)
    store.accounts.change(lambda accounts: changes.set_channel(accounts, group, "sales"), AUTHOR)
    hosts = (first, second)
    await until(lambda: all("sales" in host.gateway.services.directory.accounts.channels() for host in hosts))
    client = await second.client()
    client.send(Wait(channel="sales", name="Erika"))
    waiting = await client.get(Waiting)
    assert store.cluster.host_of_desk(group) is None
    cleo = await first.login("Cleo")
    assert (await client.get(Redirected)).address == address(first)
    back = await first.client()
    back.send(Wait(channel="sales", name="Erika", token=waiting.token))
    assert (await back.get(Waiting)).token == waiting.token
    assert (await cleo.get(WaitingCustomer)).name == "Erika"


async def test_a_strangers_questions_where_something_is_are_bounded_and_behind_everybody_elses(
    first, second, monkeypatch
):
    clerk, asked = second.gateway.cluster._clerk, []
    ask = clerk.ask

    def noting(look, then, *, behind=False):
        asked.append(behind)
        ask(look, then, behind=behind)

    monkeypatch.setattr(clerk, "ask", noting)
    client = await second.client()
    for number in range(200):
        client.send(Attach(session=bytes([number]) * 16, member=1, token=bytes(32), salt=SALT))
    assert (await client.get(Refused)).reason is Reason.NOT_ALLOWED
    await client.ended()
    assert 1 <= asked.count(True) <= 3  # of 200; what is asked in between is the host's own


async def test_sessions_of_a_host_that_ends_are_back_on_another(first, second, new_case):
    case = await new_case(first).open(await first.login("Ada"))
    await case.join()
    before = max(seat.generation for seat in (await attached(case.console, case, b"7" * 16)).seats)
    await first.stop()
    console = await second.login("Ada")
    viewer = await second.client()
    await viewer.attach(case.session, case.customer, case.customer_token)
    room = await console.attach(case.session, 1, case.lead_token)
    assert {seat.present for seat in room.seats} == {True}
    assert min(seat.generation for seat in room.seats) > before


async def test_the_lead_hears_that_a_code_has_ended_with_its_host(first, second, new_case):
    case = await new_case(first).open(await first.login("Ada"))
    route = await case.make_code()
    await first.stop()
    console = await second.login("Ada")
    await console.attach(case.session, 1, case.lead_token)
    await console.get(EndCode)
    client = await second.client()
    client.send(Join(route=route))
    assert (await client.get(Refused)).reason is Reason.UNKNOWN_CODE


async def test_a_host_whose_lease_is_gone_ends_all_its_links_and_begins_anew(first, second, new_case, store, until):
    case = await new_case(first).open(await first.login("Ada"))
    before = first.gateway.cluster._number
    store.cluster.release(before)
    assert await case.console.ended() is LinkEnd.LOST
    await until(lambda: first.gateway.cluster._number > before)
    assert len(first.gateway.services.sessions) + len(second.gateway.services.sessions) <= 1
    await until(lambda: len(first.gateway.services.sessions) + len(second.gateway.services.sessions) == 1)
    holder, other = (first, second) if len(first.gateway.services.sessions) else (second, first)
    assert await sent_away(other, PasswordLogin(name="Ada", password=PASSWORD)) == address(holder)
    console = await holder.login("Ada")
    await console.attach(case.session, 1, case.lead_token)


async def test_what_a_host_says_about_a_session_it_has_lost_is_not_written(first, second, new_case, store):
    case = await new_case(first).open(await first.login("Ada"))
    await case.join()
    number = second.gateway.cluster._number
    store.cluster.release(first.gateway.cluster._number)
    assert store.cluster.take_over(number, first.gateway.cluster._number) is not None
    first.gateway.services.sessions._books.closed(case.session, Reason.ENDED_BY_LEAD)
    await done(first)
    assert [found.session for found in store.sessions.live()] == [case.session]


async def test_who_sits_at_one_of_several_hosts_logs_in_like_everybody_else(first):
    client = await first.client()
    client.send(TokenLogin(token=bytes(32)))
    assert (await client.get(Refused)).reason is Reason.NOT_ALLOWED


async def test_a_host_without_a_lease_refuses_and_its_clients_try_again(first):
    first.gateway.cluster.stop()
    first.gateway.cluster._lose("test")
    client = await first.client()
    client.send(PasswordLogin(name="Ada", password=PASSWORD))
    assert (await client.get(Refused)).reason is Reason.STORAGE
    client = await first.client()
    client.send(Attach(session=bytes(16), member=1, token=bytes(32), salt=SALT))
    assert (await client.get(Refused)).reason is Reason.STORAGE


async def test_a_host_alone_has_no_lease(host, case, tmp_path):
    await case.open()
    assert host.gateway.cluster is None
    store = Store(tmp_path / "host" / "host.sqlite")
    assert store.cluster.orphans() == [0]
    assert store.cluster.host_of_session(case.session).over
    store.close()


async def attached(client, case, salt):
    return await client.attach(case.session, 1, case.lead_token, salt)


async def done(host):
    """Wait until the store thread has done all that was asked for."""
    over = asyncio.Event()
    host.gateway.services.accounts.logins._clerk.ask(lambda store: None, lambda answer: over.set())
    await asyncio.wait_for(over.wait(), 60)


def add_group(store, name):
    return store.accounts.change(lambda accounts: changes.add_group(accounts, 0, name), AUTHOR).group_named(name).number


def add_technician(store, name, group):
    def add(accounts):
        return changes.add_technician(accounts, group, name, administrator=False)

    store.accounts.change(add, AUTHOR, password=PASSWORD)


async def test_a_waiting_customer_keeps_the_place_when_the_host_loses_its_lease(first, second, store, until):
    store.accounts.change(lambda accounts: changes.set_channel(accounts, 1, "support"), AUTHOR)
    ada = await first.login("Ada")
    hosts = (first, second)
    await until(lambda: all("support" in host.gateway.services.directory.accounts.channels() for host in hosts))
    client = await first.client()
    client.send(Wait(channel="support", name="Erika"))
    token = (await client.get(Waiting)).token
    await done(first)
    first.gateway.cluster.stop()
    store.cluster.release(first.gateway.cluster._number)
    first.gateway.cluster._lose("test")
    assert await ada.ended() is LinkEnd.LOST
    assert len(first.gateway.services.queue._customers._of_token) == 0
    client = await second.client()
    client.send(Wait(channel="support", name="Erika", token=token))
    assert (await client.get(Waiting)).token == token


async def test_whoever_comes_to_an_idle_host_may_go_to_another(first, second, store, until):
    await first.login("Ada")
    await until(lambda: not first.gateway.cluster._idle)
    for client in first.clients:
        client.close()
    await until(lambda: first.gateway.cluster._idle)
    await done(first)
    await second.login("Ada")
    assert len(second.gateway.services.directory.consoles(2)) == 1


async def test_a_host_that_has_slept_over_its_lease_does_nothing_more_for_anybody(first, second, new_case):
    case = await new_case(first).open(await first.login("Ada"))
    first.gateway.cluster._lease.lost()  # as after being stopped for longer than the lease lasts
    case.console.send(MakeCode(session=case.session))
    assert await case.console.ended() is LinkEnd.LOST
    assert not [message for message in case.console.waiting() if isinstance(message, CodeMade)]


async def test_each_host_has_the_page_and_knows_who_is_there_at_the_other(store, first, second, until):
    settings = PageSettings(name="Müller")
    store.accounts.change(lambda accounts: changes.set_channel(accounts, 1, "printers"), AUTHOR)
    store.pages.change(settings, AUTHOR)
    receptions = [host.gateway.services.reception for host in (first, second)]
    await until(lambda: all(reception.page.settings == settings for reception in receptions))
    receptions[0]._directory.attended = lambda: {"printers"}
    await until(lambda: receptions[1].elsewhere == {"printers"})
    assert receptions[1].entrance("printers", "203.0.113.7") == {"known": True, "here": True}
    receptions[0]._directory.attended = lambda: set()
    await until(lambda: not receptions[1].elsewhere)
