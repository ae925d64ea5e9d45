"""Logins at a host on loopback: right ones, wrong ones, too many, and passwords that change."""

import asyncio
import itertools

import pytest

from console.host.core.limits import FAILED_LOGINS_A_MINUTE, FREE_LOGINS, LOGINS_OF_ONE_SOURCE
from protocol.link.link import LinkEnd
from protocol.vocabulary.accounts import (
    Account,
    AddTechnician,
    Changed,
    ChangePassword,
    ColleagueGone,
    EntryGone,
    KnownDevice,
    LoginLater,
    NewPassword,
    PasswordLogin,
    Replies,
    ResetPassword,
    UnlockTechnician,
    WatchDirectory,
)
from protocol.vocabulary.messages import LoggedIn, OpenSession, Reason, Refused, SessionOpened, TokenLogin
from protocol.vocabulary.web import NOTE_LIMIT, ReleaseNote

PASSWORD, OTHER = "correct horse", "battery staple"

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture(autouse=True)
def hosts_clock(monkeypatch):
    """Let time pass for what counts tries only as a test says, however slow the computer is."""

    class Clock:
        passed = 0.0

        def forward(self, seconds):
            self.passed += seconds

    clock = Clock()
    monkeypatch.setattr("console.host.technicians.tries.Tries._now", lambda _tries: clock.passed)
    return clock


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
    command("technicians", "unlock", "Bob")
    assert await (await log_in(staffed, "Bob")).get(LoggedIn)


async def test_a_technician_who_was_just_added_elsewhere_can_log_in_at_once(staffed, command):
    command("technicians", "add", "Carl")
    assert (await (await log_in(staffed, "Carl")).get(LoggedIn)).name == "Carl"


# -- wrong ones are slowed down, and lock nobody out ----------------------------------------------------------------


async def later(client):
    """Return after how many seconds the client may try again; its link has ended."""
    said = await client.get(LoginLater)
    assert await refused(client) is Reason.LOCKED
    return said.seconds


@pytest.mark.parametrize("name", ["Ada", "Nobody"])
async def test_from_elsewhere_tries_at_one_name_wait_whether_it_exists_or_not(staffed, name, until, hosts_clock):
    sources = itertools.count(2)

    async def guess(password=OTHER):
        return await log_in(staffed, name.upper(), password, source=f"127.1.{next(sources)}.1")

    for seconds in (1, 2, 4, 8, 16, 32, 60, 60):
        assert await refused(await guess()) is Reason.WRONG_LOGIN
        assert await later(await guess(PASSWORD)) == seconds  # the right one, too
        hosts_clock.forward(seconds)


async def test_a_console_that_has_logged_in_before_gets_in_wherever_it_is_while_others_guess(staffed):
    token = (await (await log_in(staffed, "Ada", source="127.0.0.9")).get(KnownDevice)).token
    assert await refused(await log_in(staffed, "Ada", OTHER, source="127.0.0.2")) is Reason.WRONG_LOGIN
    assert await later(await log_in(staffed, "Ada", source="127.0.0.3")) == 1
    ada = await staffed.client(source="127.0.0.4")
    ada.send(KnownDevice(token=token))
    ada.send(PasswordLogin(name="Ada", password=PASSWORD))
    assert await ada.get(LoggedIn)
    assert not [message for message in await ada.settled() if isinstance(message, KnownDevice)]


async def test_a_source_is_known_for_the_names_that_have_logged_in_there_after_a_restart_too(staffed):
    await (await log_in(staffed, "Ada")).get(KnownDevice)
    await staffed.stop()
    await staffed.start()
    for name in ("Ada", "Bob"):
        assert await refused(await log_in(staffed, name, OTHER, source="127.0.0.2")) is Reason.WRONG_LOGIN
    assert await (await log_in(staffed, "Ada")).get(LoggedIn)
    assert await later(await log_in(staffed, "Bob")) == 1  # at the same office's address, but never by Bob


async def test_a_token_is_good_for_one_name(staffed):
    token = (await (await log_in(staffed, "Ada", source="127.0.0.9")).get(KnownDevice)).token
    assert await refused(await log_in(staffed, "Bob", OTHER, source="127.0.0.2")) is Reason.WRONG_LOGIN
    client = await staffed.client(source="127.0.0.3")
    client.send(KnownDevice(token=token))
    client.send(PasswordLogin(name="Bob", password=PASSWORD))
    assert await later(client) == 1


async def test_guesses_from_a_known_place_wait_too_and_delay_nobody_else(staffed, hosts_clock):
    await (await log_in(staffed, "Ada")).get(LoggedIn)
    token = (await (await log_in(staffed, "Ada", source="127.0.0.9")).get(KnownDevice)).token
    for _ in range(FREE_LOGINS.usual):
        assert await refused(await log_in(staffed, "Ada", OTHER)) is Reason.WRONG_LOGIN
    for seconds in (1, 2, 4):
        assert await refused(await log_in(staffed, "Ada", OTHER)) is Reason.WRONG_LOGIN
        assert await later(await log_in(staffed, "Ada")) == seconds
        hosts_clock.forward(seconds)
    await refused(await log_in(staffed, "Ada", OTHER))
    assert await (await log_in(staffed, "Ada", source="127.0.0.9")).get(LoggedIn)
    ada = await staffed.client()  # the technician's own console, at the address of who guesses
    ada.send(KnownDevice(token=token))
    ada.send(PasswordLogin(name="Ada", password=PASSWORD))
    assert await ada.get(LoggedIn)


async def test_guesses_at_the_same_time_are_no_more_than_guesses_one_after_the_other(staffed):
    clients = [await staffed.client(source=f"127.1.{number}.1") for number in range(1, 9)]
    for client in clients:
        client.send(PasswordLogin(name="Ada", password=OTHER))
    reasons = [await refused(client) for client in clients]
    assert (reasons.count(Reason.WRONG_LOGIN), reasons.count(Reason.LOCKED)) == (1, 7)


async def test_many_names_from_one_source_are_too_many(staffed):
    for number in range(FAILED_LOGINS_A_MINUTE.usual):
        assert await refused(await log_in(staffed, f"name {number}")) is Reason.WRONG_LOGIN
    assert await refused(await log_in(staffed, "Ada")) is Reason.LIMIT
    assert await (await log_in(staffed, "Ada", source="127.0.1.2")).get(LoggedIn)


async def test_the_network_around_a_source_has_four_times_its_share(staffed):
    reasons = [
        await refused(await log_in(staffed, f"name {number}", source=f"127.0.9.{number + 1}"))
        for number in range(4 * FAILED_LOGINS_A_MINUTE.usual + 1)
    ]
    assert reasons.count(Reason.WRONG_LOGIN) == 4 * FAILED_LOGINS_A_MINUTE.usual
    assert reasons[-1] is Reason.LIMIT
    assert await (await log_in(staffed, "Ada", source="127.0.1.2")).get(LoggedIn)


async def test_right_ones_are_not_counted(staffed):
    for _ in range(2 * FAILED_LOGINS_A_MINUTE.usual):
        await (await log_in(staffed, "Ada")).get(LoggedIn)


# -- whose turn it is -------------------------------------------------------------------------------------------------


@pytest.fixture
def slow(staffed, monkeypatch):
    """Let passwords be compared only as a test says; what has had its turn is in `slow.begun`."""
    comparing = staffed.gateway.services.accounts._comparing
    match, gates = comparing.match, asyncio.Semaphore(0)
    tasks = set()

    class Slow:
        def __init__(self):
            self.begun = []

        def release(self, count=1):
            for _ in range(count):
                gates.release()

        def match(self, kept, password, then):
            async def answer(right):
                await gates.acquire()
                then(right)

            self.begun.append(password)
            match(kept, password, lambda right: tasks.add(asyncio.get_running_loop().create_task(answer(right))))

    slow = Slow()
    monkeypatch.setattr(comparing, "match", slow.match)
    return slow


async def test_four_of_one_source_wait_and_sixty_more_are_refused_at_once(staffed, slow, until):
    tries = staffed.gateway.services.accounts.logins._tries
    for number in range(30):
        client = await staffed.client(source="127.0.0.2")
        client.send(PasswordLogin(name=f"name {number}", password=f"guess {number}"))
    await until(lambda: staffed.limits.met["logins-of-one-source"] == 25)  # one is being compared, four wait
    assert len(tries) == LOGINS_OF_ONE_SOURCE.usual
    ada = await staffed.client(source="127.0.1.3")
    ada.send(PasswordLogin(name="Ada", password=PASSWORD))
    await until(lambda: len(tries) == LOGINS_OF_ONE_SOURCE.usual + 1)
    slow.release(2)
    assert await ada.get(LoggedIn)
    assert slow.begun[:2] == ["guess 0", PASSWORD]
    slow.release(10)


async def test_who_ends_the_link_is_not_compared_but_counted(staffed, slow, until):
    tries = staffed.gateway.services.accounts.logins._tries
    first, second = [await staffed.client(source="127.0.0.2") for _ in range(2)]
    first.send(PasswordLogin(name="name 1", password="guess 1"))
    await until(lambda: slow.begun)
    second.send(PasswordLogin(name="name 2", password="guess 2"))
    await until(lambda: len(tries) == 1)
    second.close()
    await until(lambda: len(tries) == 0)
    slow.release(2)
    assert await refused(first) is Reason.WRONG_LOGIN
    assert slow.begun == ["guess 1"]
    assert await later(await log_in(staffed, "name 2", source="127.0.1.2")) == 1


async def test_the_database_waits_for_no_password(staffed, slow, until):
    done = []
    ada = await staffed.client()
    ada.send(PasswordLogin(name="Ada", password=PASSWORD))
    await until(lambda: slow.begun)
    staffed.gateway.services.accounts.logins._clerk.ask(lambda _store: done.append("other work"), lambda _answer: None)
    await until(lambda: done)
    slow.release()
    assert await ada.get(LoggedIn)


# -- passwords that somebody else has set -----------------------------------------------------------------------------


async def log_in_anew(host, name, password, new, **options):
    client = await host.client(**options)
    client.send(NewPassword(password=new))
    client.send(PasswordLogin(name=name, password=password))
    return client


@pytest.fixture(params=["added", "reset", "imported", "in the Administration Center", "reset there"])
async def given(staffed, command, request, tmp_path):
    """Ways in which somebody else sets Carl's password; the host has followed."""
    if request.param == "imported":
        (tmp_path / "people.csv").write_text(f"name,password\nCarl,{OTHER}\n")
        command("technicians", "import", str(tmp_path / "people.csv"))
    elif request.param == "added":
        command("technicians", "add", "Carl", password=OTHER, must_change=True)
    elif request.param == "reset":
        command("technicians", "add", "Carl")
        command("technicians", "password", "Carl", password=OTHER, must_change=True)
    else:
        ada = await log_in(staffed, "Ada")
        await ada.get(LoggedIn)
        first = OTHER if request.param == "in the Administration Center" else PASSWORD
        ada.send(AddTechnician(request=1, group=1, name="Carl", password=first, administrator=False))
        assert (await ada.get(Changed)).reason is Reason.NONE
        if first == PASSWORD:
            await (await log_in_anew(staffed, "Carl", PASSWORD, PASSWORD[::-1])).get(LoggedIn)
            ada.send(ResetPassword(request=2, technician=4, password=OTHER))
            assert (await ada.get(Changed)).reason is Reason.NONE
    return staffed


async def test_nothing_is_let_through_before_a_given_password_is_changed(given):
    carl = await given.client()
    carl.send(PasswordLogin(name="Carl", password=OTHER))
    carl.send(OpenSession(request=1))
    said = await carl.get(Refused)
    assert (said.about, said.reason) in (("password_login", Reason.CHANGE_NEEDED), ("open_session", Reason.NOT_ALLOWED))
    assert await carl.ended() is LinkEnd.LOST
    assert not [message for message in carl.waiting() if isinstance(message, LoggedIn | SessionOpened)]
    assert await refused(await log_in(given, "Carl", OTHER)) is Reason.CHANGE_NEEDED
    for new, reason in (
        *(("short", Reason.WEAK_PASSWORD), ("carl carl 1", Reason.KNOWN_PASSWORD), (OTHER, Reason.KNOWN_PASSWORD)),
    ):
        assert await refused(await log_in_anew(given, "Carl", OTHER, new)) is reason
    carl = await log_in_anew(given, "Carl", OTHER, "a word of my own")
    assert await carl.get(LoggedIn)
    assert await refused(await log_in_anew(given, "Carl", OTHER, "another of my own")) is Reason.WRONG_LOGIN
    assert await (await log_in(given, "Carl", "a word of my own")).get(LoggedIn)


async def test_who_does_not_know_a_given_password_replaces_nothing(staffed, command):
    command("technicians", "add", "Carl", password=OTHER, must_change=True)
    assert await refused(await log_in_anew(staffed, "Carl", PASSWORD, "a word of my own")) is Reason.WRONG_LOGIN
    command("technicians", "unlock", "Carl")
    assert await refused(await log_in(staffed, "Carl", OTHER)) is Reason.CHANGE_NEEDED


async def test_a_password_of_ones_own_is_not_changed_by_a_login(staffed):
    assert await (await log_in_anew(staffed, "Bob", PASSWORD, "a word of my own")).get(LoggedIn)
    assert await refused(await log_in(staffed, "Bob", "a word of my own")) is Reason.WRONG_LOGIN


async def test_who_resets_their_own_password_has_set_it_themselves(staffed):
    ada = await log_in(staffed, "Ada")
    await ada.get(LoggedIn)
    ada.send(ResetPassword(request=1, technician=2, password=OTHER))
    assert (await ada.get(Changed)).reason is Reason.NONE
    assert await (await log_in(staffed, "Ada", OTHER)).get(LoggedIn)


async def test_the_first_administrators_password_is_theirs(staffed, command):
    command("admin", "create", "Dora", password=OTHER)
    assert await (await log_in(staffed, "Dora", OTHER)).get(LoggedIn)


async def test_nobody_logs_in_twice_on_one_link(staffed):
    ada = await log_in(staffed, "Ada")
    await ada.get(LoggedIn)
    ada.send(PasswordLogin(name="Bob", password=PASSWORD))
    assert await ada.get(Refused) == Refused(about="password_login", reason=Reason.NOT_ALLOWED)


async def test_a_link_that_ends_while_its_password_is_compared_is_let_in_nowhere(staffed, slow, until):
    ada = await staffed.client()
    ada.send(PasswordLogin(name="Ada", password=PASSWORD))
    await until(lambda: slow.begun)
    ada.close()
    await until(lambda: not staffed.gateway.services.accounts.logins._waiting)
    slow.release(2)
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
    again = await staffed.client(local=True)
    again.send(TokenLogin(token=staffed.token))
    assert (await again.get(Refused)).reason is Reason.DISABLED


# -- another password -------------------------------------------------------------------------------------------


async def change(client, old, new, request=5):
    client.send(ChangePassword(request=request, old=old, new=new))
    said = await client.get(Changed)
    assert said.request == request
    return said.reason


async def test_a_technician_changes_the_password_and_other_consoles_have_to_log_in_again(staffed):
    clients = []
    for name in ("Ada", "Ada", "Bob"):
        clients.append(client := await log_in(staffed, name))
        await client.get(LoggedIn)
    ada, elsewhere, bob = clients
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
    reasons = [await change(ada, OTHER, OTHER + OTHER) for _ in range(FREE_LOGINS.usual + 2)]
    assert reasons == [Reason.WRONG_LOGIN] * (FREE_LOGINS.usual + 1) + [Reason.LOCKED]


async def test_who_logged_in_without_a_password_has_none_to_change(staffed):
    assert await change(await staffed.technician(), "", PASSWORD) is Reason.NOT_ALLOWED


# -- what is kept -----------------------------------------------------------------------------------------------


async def test_the_audit_names_who_exists_and_no_password_is_anywhere(staffed, caplog, audit, hosts_clock):
    caplog.set_level("DEBUG")
    await refused(await log_in(staffed, "Ada", OTHER))
    await refused(await log_in(staffed, OTHER, "typed into the wrong field"))
    hosts_clock.forward(1)
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


@pytest.mark.parametrize("way", ["unlock", "password", "Administration Center"])
async def test_a_technician_whose_name_is_guessed_at_is_let_in_by_an_administrator(staffed, command, way, until, audit):
    await refused(await log_in(staffed, "Bob", OTHER, source="127.0.1.2"))
    assert await later(await log_in(staffed, "Bob", source="127.0.1.3")) == 1

    def locked():
        return [(row.who, row.detail) for row in audit() if row.detail.startswith("locked")]

    await until(lambda: locked() == [("127.0.1.3", "locked Bob")])  # written down once the refusal is on its way
    before = staffed.gateway.services.directory.accounts
    if way == "Administration Center":
        ada = await log_in(staffed, "Ada")
        await ada.get(LoggedIn)
        ada.send(UnlockTechnician(request=1, technician=3))
        assert (await ada.get(Changed)).reason is Reason.NONE
    else:
        command("technicians", way, "Bob")
        await until(lambda: staffed.gateway.services.directory.accounts != before)
    assert await (await log_in(staffed, "Bob", source="127.0.1.3")).get(LoggedIn)


async def test_unlocking_one_unlocks_nobody_else(staffed, command, until):
    await refused(await log_in(staffed, "Ada", OTHER, source="127.0.1.2"))
    command("technicians", "unlock", "Bob")
    await until(lambda: staffed.gateway.services.directory.accounts.technician_named("Bob").unlocks == 1)
    assert await later(await log_in(staffed, "Ada", source="127.0.1.3")) == 1


async def test_only_administrators_unlock(staffed):
    bob = await log_in(staffed, "Bob")
    await bob.get(LoggedIn)
    bob.send(UnlockTechnician(request=1, technician=2))
    assert (await bob.get(Changed)).reason is Reason.NOT_ALLOWED


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


async def test_consoles_are_told_the_note_of_the_newest_version_as_the_file_has_it(start_host, tmp_path):
    file = tmp_path / "note"
    file.write_bytes(b"a note")
    host = await start_host(release_note=file)
    console = await host.client(local=True)
    console.send(TokenLogin(token=host.token))
    assert (await console.get(ReleaseNote)).note == b"a note"
    file.write_bytes(bytes(NOTE_LIMIT + 1))
    another = await host.client(local=True)
    another.send(TokenLogin(token=host.token))
    await another.get(LoggedIn)
    assert not [message for message in await another.settled() if isinstance(message, ReleaseNote)]
