"""Logins at a host on loopback: right ones, wrong ones, too many, and passwords that change."""

import pytest

from console.host.core.limits import FAILED_LOGINS_A_MINUTE, LOGIN_FAILURES, LOGINS_WAITING
from protocol.link.link import LinkEnd
from protocol.vocabulary.accounts import (
    Account,
    Changed,
    ChangePassword,
    ColleagueGone,
    EntryGone,
    PasswordLogin,
    Replies,
    WatchDirectory,
)
from protocol.vocabulary.messages import LoggedIn, OpenSession, Reason, Refused, SessionOpened, TokenLogin

PASSWORD, OTHER = "correct horse", "battery staple"

pytestmark = pytest.mark.usefixtures("cheap_passwords")


async def refused(client):
    """Return why the client's login was refused; its link has ended."""
    said = await client.get(Refused)
    assert said.about == "password_login"
    assert await client.ended() is LinkEnd.LOST
    return said.reason


async def log_in(host, name, password=PASSWORD, **options):
    client = await host.client(**options)
    client.send(PasswordLogin(name=name, password=password))
    return client


async def test_a_technician_logs_in_and_is_told_about_themselves(staffed):
    ada = await log_in(staffed, "ada")
    said = await ada.get(LoggedIn)
    assert (said.name, said.group) == ("Ada", "support")
    assert "share_screen" in said.rights
    assert await ada.get(Account) == Account(technician=2, administrator=True, sessions_limit=10)
    assert await ada.get(Replies) == Replies(replies=())
    ada.send(OpenSession(request=1))
    assert (await ada.get(SessionOpened)).request == 1


@pytest.mark.parametrize(
    ("name", "password"), [("Ada", OTHER), ("Ada", ""), ("Nobody", PASSWORD), ("technician", ""), ("", "")]
)
async def test_a_wrong_login_says_nothing_about_what_was_wrong(staffed, name, password):
    assert await refused(await log_in(staffed, name, password)) is Reason.WRONG_LOGIN


async def test_a_disabled_technician_is_told_so(staffed, command):
    command("technicians", "disable", "Bob")
    assert await refused(await log_in(staffed, "Bob")) is Reason.DISABLED
    assert await refused(await log_in(staffed, "Bob", OTHER)) is Reason.WRONG_LOGIN
    command("technicians", "enable", "Bob")
    assert await (await log_in(staffed, "Bob")).get(LoggedIn)


async def test_a_technician_who_was_just_added_elsewhere_can_log_in_at_once(staffed, command):
    command("technicians", "add", "Carl")
    assert (await (await log_in(staffed, "Carl")).get(LoggedIn)).name == "Carl"


@pytest.mark.parametrize("name", ["Ada", "Nobody"])
async def test_after_five_wrong_tries_the_right_one_is_locked_out_too_for_names_that_exist_or_not(staffed, name):
    for _ in range(LOGIN_FAILURES):
        assert await refused(await log_in(staffed, name, OTHER)) is Reason.WRONG_LOGIN
    assert await refused(await log_in(staffed, name.upper())) is Reason.LOCKED
    assert await (await log_in(staffed, "Bob")).get(LoggedIn)


async def test_a_lock_is_for_the_address_that_guessed(staffed):
    for _ in range(LOGIN_FAILURES):
        await refused(await log_in(staffed, "Ada", OTHER, source="127.0.0.2"))
    assert await refused(await log_in(staffed, "Ada", source="127.0.0.2")) is Reason.LOCKED
    assert await (await log_in(staffed, "Ada")).get(LoggedIn)


async def test_guesses_at_the_same_time_are_no_more_than_guesses_one_after_the_other(staffed):
    clients = [await staffed.client() for _ in range(LOGIN_FAILURES + 3)]
    for client in clients:
        client.send(PasswordLogin(name="Ada", password=OTHER))
    reasons = [await refused(client) for client in clients]
    assert reasons.count(Reason.WRONG_LOGIN) == LOGIN_FAILURES
    assert reasons.count(Reason.LOCKED) == 3


async def test_many_names_from_one_address_are_too_many(staffed):
    for number in range(FAILED_LOGINS_A_MINUTE):
        await refused(await log_in(staffed, f"name {number}"))
    assert await refused(await log_in(staffed, "Ada")) is Reason.LIMIT
    assert await (await log_in(staffed, "Ada", source="127.0.0.2")).get(LoggedIn)


async def test_only_so_many_passwords_wait_to_be_compared(staffed, busy_store, monkeypatch, until):
    assert LOGINS_WAITING == 64
    monkeypatch.setattr("console.host.technicians.logins.LOGINS_WAITING", 3)
    clients = [await staffed.client(source=f"127.0.0.{2 + n}") for n in range(4)]
    with busy_store(staffed):
        for client in clients[:3]:
            client.send(PasswordLogin(name="Ada", password=PASSWORD))
        await until(lambda: len(staffed.gateway.services.accounts.logins._turns) == 3)
        clients[3].send(PasswordLogin(name="Ada", password=PASSWORD))
        assert (await clients[3].get(Refused)).reason is Reason.LIMIT
    for client in clients[:3]:
        await client.get(LoggedIn)


async def test_other_work_of_the_database_waits_for_one_password_at_most(staffed, busy_store, until, monkeypatch):
    logins, done = staffed.gateway.services.accounts.logins, []
    accounts = logins._clerk._store.accounts
    compare = accounts.check_login
    monkeypatch.setattr(accounts, "check_login", lambda *login: done.append("password") or compare(*login))
    clients = [await staffed.client(source=f"127.0.0.{2 + n}") for n in range(8)]
    with busy_store(staffed):
        for client in clients:
            client.send(PasswordLogin(name="Ada", password=PASSWORD))
        await until(lambda: len(logins._turns) == len(clients))
        logins._clerk.ask(lambda _store: done.append("other work"), lambda _answer: None)
    for client in clients:
        await client.get(LoggedIn)
    assert done == ["password", "other work", *["password"] * 7]


async def test_nobody_logs_in_twice_on_one_link(staffed):
    ada = await log_in(staffed, "Ada")
    await ada.get(LoggedIn)
    ada.send(PasswordLogin(name="Bob", password=PASSWORD))
    assert await ada.get(Refused) == Refused(about="password_login", reason=Reason.NOT_ALLOWED)


async def test_a_link_that_ends_while_its_password_is_compared_is_let_in_nowhere(staffed, busy_store, until):
    ada = await staffed.client()
    with busy_store(staffed):
        ada.send(PasswordLogin(name="Ada", password=PASSWORD))
        await until(lambda: staffed.gateway.services.accounts.logins._waiting)
        ada.close()
        await until(lambda: not staffed.gateway.services.accounts.logins._waiting)
    assert await (await log_in(staffed, "Bob")).get(LoggedIn)
    assert staffed.gateway.services.directory.consoles(2) == []


async def test_a_database_that_cannot_be_read_lets_nobody_in_and_counts_no_try(staffed):
    path = staffed.path / "host.sqlite"
    path.rename(path.with_name("away"))
    assert await refused(await log_in(staffed, "Ada")) is Reason.STORAGE
    path.with_name("away").rename(path)
    assert await (await log_in(staffed, "Ada")).get(LoggedIn)


async def test_a_disabled_local_technician_has_no_use_for_the_token(staffed, command):
    console = await staffed.technician()
    command("technicians", "disable", "technician")
    said = await console.get(Refused)
    assert (said.about, said.reason) == ("token_login", Reason.DISABLED)
    await console.ended()
    again = await staffed.client()
    again.send(TokenLogin(token=staffed.token))
    assert (await again.get(Refused)).reason is Reason.DISABLED


# -- another password -------------------------------------------------------------------------------------------


async def change(client, old, new, request=5):
    client.send(ChangePassword(request=request, old=old, new=new))
    said = await client.get(Changed)
    assert said.request == request
    return said.reason


async def test_a_technician_changes_the_password_and_other_consoles_have_to_log_in_again(staffed):
    ada, elsewhere = [await log_in(staffed, "Ada") for _ in range(2)]
    bob = await log_in(staffed, "Bob")
    for client in (ada, elsewhere, bob):
        await client.get(LoggedIn)
    assert await change(ada, OTHER, OTHER) is Reason.WRONG_LOGIN
    assert await change(ada, PASSWORD, "short") is Reason.WEAK_PASSWORD
    assert await change(ada, PASSWORD, OTHER) is Reason.NONE
    assert await refused(elsewhere) is Reason.WRONG_LOGIN
    assert await change(ada, OTHER, PASSWORD + OTHER) is Reason.NONE
    assert await change(bob, PASSWORD, OTHER) is Reason.NONE
    assert await refused(await log_in(staffed, "Ada")) is Reason.WRONG_LOGIN
    assert await (await log_in(staffed, "Ada", PASSWORD + OTHER)).get(LoggedIn)


async def test_a_password_given_at_the_host_ends_the_technicians_links(staffed, command):
    bob = await log_in(staffed, "Bob")
    await bob.get(LoggedIn)
    command("technicians", "password", "Bob", password=OTHER)
    assert await refused(bob) is Reason.WRONG_LOGIN


async def test_the_old_password_is_not_guessed_either(staffed):
    ada = await log_in(staffed, "Ada")
    await ada.get(LoggedIn)
    reasons = [await change(ada, OTHER, OTHER) for _ in range(LOGIN_FAILURES + 1)]
    assert reasons == [Reason.WRONG_LOGIN] * LOGIN_FAILURES + [Reason.LOCKED]


async def test_who_logged_in_without_a_password_has_none_to_change(staffed):
    assert await change(await staffed.technician(), "", PASSWORD) is Reason.NOT_ALLOWED


# -- what is kept -----------------------------------------------------------------------------------------------


async def test_the_audit_names_who_exists_and_no_password_is_anywhere(staffed, caplog, audit):
    caplog.set_level("DEBUG")
    await refused(await log_in(staffed, "Ada", OTHER))
    await refused(await log_in(staffed, OTHER, "typed into the wrong field"))
    await (await log_in(staffed, "Ada")).get(LoggedIn)
    await staffed.stop()
    rows = [(row.event, row.who, row.detail) for row in audit() if row.event.startswith("login")]
    assert rows == [
        ("login_refused", "127.0.0.1", "wrong_login Ada"),
        ("login_refused", "127.0.0.1", "wrong_login"),
        ("login", "Ada", ""),
    ]
    stored = b"".join(path.read_bytes() for path in staffed.path.iterdir())
    for secret in (PASSWORD, OTHER, "typed into the wrong field"):
        assert secret.encode() not in stored
        assert secret not in caplog.text


# -- who is unlocked, and who is removed ----------------------------------------------------------------------------


async def wrong(host, count, name="Bob"):
    """Try to log in wrongly; return what came of the last try."""
    for _ in range(count):
        client = await host.client()
        client.send(PasswordLogin(name=name, password="not the one"))
        refused = await client.get(Refused)
    return refused.reason


@pytest.mark.parametrize("way", [("technicians", "unlock"), ("technicians", "password")])
async def test_a_technician_who_is_locked_out_is_let_in_by_an_administrator(staffed, command, way, until, audit):
    assert await wrong(staffed, 6) is Reason.LOCKED

    def locked():
        return [(row.who, row.detail) for row in audit() if row.detail.startswith("locked")]

    await until(lambda: locked() == [("127.0.0.1", "locked Bob")])  # written down once the refusal is on its way
    before = staffed.gateway.services.directory.accounts
    command(*way, "Bob")
    await until(lambda: staffed.gateway.services.directory.accounts != before)
    client = await staffed.client()
    client.send(PasswordLogin(name="Bob", password=PASSWORD))
    await client.get(LoggedIn)


async def test_unlocking_one_unlocks_nobody_else(staffed, command, until):
    assert await wrong(staffed, 6, "Ada") is Reason.LOCKED
    command("technicians", "unlock", "Bob")
    await until(lambda: staffed.gateway.services.directory.accounts.technician_named("Bob").unlocks == 1)
    assert await wrong(staffed, 1, "Ada") is Reason.LOCKED


async def test_who_is_removed_is_out_at_once_and_gone_for_colleagues_and_administrators(staffed, command):
    ada, bob = await log_in(staffed, "Ada"), await log_in(staffed, "Bob")
    await ada.get(LoggedIn)
    await bob.get(LoggedIn)
    ada.send(WatchDirectory(request=1, watch=True))
    await ada.get(Changed)
    command("technicians", "remove", "Bob")
    assert (await bob.get(Refused)).reason is Reason.DISABLED
    assert await bob.ended() is not None
    assert (await ada.get(ColleagueGone)).technician == 3
    gone = await ada.get(EntryGone)
    assert (gone.group, gone.technician) == (0, 3)
