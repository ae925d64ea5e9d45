"""Nothing that was true before a question to the database, or to a neighbour, is acted on after the answer."""

import contextlib
import threading
from dataclasses import replace

import pytest

from console.host.core.accounts import changes
from console.host.core.accounts.tree import Choice
from console.host.process.folder import DataFolder
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from console.host.store.tables.database import file_url
from protocol.vocabulary.accounts import Changed, PasswordLogin, Scope, Setting
from protocol.vocabulary.joins import Admit, Admitted, EndJoin, Join, JoinStep
from protocol.vocabulary.messages import (
    LoggedIn,
    MemberLeft,
    OpenSession,
    Reason,
    Refused,
    SessionOpened,
)
from protocol.vocabulary.queue import CustomerPicked, PickUp, Wait, Waiting, WaitingCustomer
from protocol.vocabulary.reports import AskSessions, CheckAudit
from protocol.vocabulary.teamwork import (
    AnswerInvitation,
    ColleagueJoining,
    EndColleagueCode,
    EndInvitation,
    InvitationAccepted,
    InvitationEnded,
    InvitationKind,
)
from tests.console.host.conftest import PASSWORD
from tests.console.host.technicians.test_teamwork import change_group, colleague_code, invited, joined, refused, say_yes

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
async def ben(active):
    """A colleague who is logged in, and not in the session."""
    return await active.host.colleague("Ben")


def accounts_become(host, change):
    """Let this host learn of a change of accounts that was made elsewhere."""
    directory = host.gateway.services.directory
    directory.accounts_are(change(directory.accounts))


def about(name, **values):
    """Return a change of one technician."""

    def change(accounts):
        account = accounts.technician_named(name)
        technicians = {**accounts.technicians, account.number: replace(account, **values)}
        return replace(accounts, technicians=technicians)

    return change


def gone(name):
    """Return a change after which there is no such technician."""
    return lambda accounts: replace(
        accounts, technicians={n: account for n, account in accounts.technicians.items() if account.name != name}
    )


def moved(name):
    """Return the move of a technician to a new group that may not share."""

    def change(accounts):
        accounts = changes.add_group(accounts, 0, "others")
        group = accounts.group_named("others").number
        off = {"share_screen": Choice(Setting.OFF, locked=False)}
        return about(name, group=group)(changes.set_rights(accounts, group, off, None, Scope.GROUP))

    return change


@contextlib.contextmanager
def busy_database(host):
    """Let no question be answered within; what was asked is answered at the end."""
    free = threading.Event()
    host.gateway.services.accounts.logins._clerk.ask(lambda _store: free.wait(60), lambda _answer: None)
    try:
        yield
    finally:
        free.set()


# -- logins: several hosts, one of which is asked where the technician belongs ------------------------------------


@pytest.fixture
async def neighbour(start_neighbour, until, tmp_path):
    """One of several hosts, with Ben among its technicians."""
    store = Store(file_url(tmp_path / "cluster.sqlite"))
    for name in ("Ada", "Ben"):
        store.accounts.change(
            lambda accounts, name=name: changes.add_technician(accounts, 1, name, administrator=False),
            Author(who="test", time_ms=1),
            password=PASSWORD,
        )
    store.close()
    host = await start_neighbour()
    await until(lambda: host.gateway.cluster._number and len(host.gateway.services.directory.accounts.technicians) == 3)
    return host


async def half_logged_in(host, until, monkeypatch):
    """Return a link whose password was right, and the answers that it waits for about where it belongs."""
    answers = []
    monkeypatch.setattr(host.gateway.cluster, "where_works", lambda *asked: answers.append(asked[-1]))
    host.gateway.services.accounts.following.stop()  # what is changed below stands in no database
    client = await host.client()
    client.send(PasswordLogin(name="Ben", password=PASSWORD))
    await until(lambda: answers)
    return client, answers


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (about("Ben", disabled=True), Reason.DISABLED),
        (about("Ben", passwords=9), Reason.WRONG_LOGIN),
        (gone("Ben"), Reason.WRONG_LOGIN),
    ],
    ids=["disabled", "reset", "gone"],
)
async def test_who_may_not_log_in_any_more_is_not_let_in(neighbour, until, monkeypatch, change, reason):
    client, answers = await half_logged_in(neighbour, until, monkeypatch)
    accounts_become(neighbour, change)
    while answers:
        answers.pop()(None)
    assert (await client.get(Refused)).reason is reason
    await client.ended()


async def test_who_was_moved_meanwhile_is_placed_anew_and_has_the_new_groups_rights(neighbour, until, monkeypatch):
    client, answers = await half_logged_in(neighbour, until, monkeypatch)
    accounts_become(neighbour, moved("Ben"))
    answers.pop()(None)
    assert len(answers) == 1  # another tree: perhaps another host's
    answers.pop()(None)
    logged_in = await client.get(LoggedIn)
    assert (logged_in.group, "share_screen" in logged_in.rights) == ("others", False)


# -- sessions and queue -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [about("Ben", disabled=True), gone("Ben")], ids=["disabled", "gone"])
async def test_no_session_is_opened_for_who_may_not_work_by_then(active, ben, change):
    with busy_database(active.host):
        ben.send(OpenSession(request=1))
        await active.console.settled()
        await active.viewer.settled()
        accounts_become(active.host, change)
    active.console.send(OpenSession(request=2))  # comes after it
    await active.console.get(SessionOpened)
    assert len(active.host.gateway.services.sessions) == 2


async def test_a_customer_goes_back_into_the_queue_whose_technician_was_moved(active, ben):
    accounts_become(active.host, lambda accounts: changes.set_channel(accounts, 1, "printers"))
    waiting = await active.host.client()
    waiting.send(Wait(channel="printers", name="Max", token=None))
    await waiting.get(Waiting)
    customer = (await ben.get(WaitingCustomer)).customer
    with busy_database(active.host):
        ben.send(PickUp(request=1, customer=customer))
        await ben.settled()
        accounts_become(active.host, moved("Ben"))
    assert (await ben.get(Refused, lambda refusal: refusal.about == "pick_up")).reason is Reason.NOT_ALLOWED
    assert not [m for m in ben.waiting() if isinstance(m, CustomerPicked | SessionOpened)]
    assert [(await active.console.get(WaitingCustomer)).customer for _ in range(2)] == [customer] * 2  # put back


# -- reports ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", [AskSessions(request=4, since_ms=0, until_ms=2**40), CheckAudit(request=4)])
async def test_who_is_no_administrator_by_then_is_told_nothing(active, ben, question):
    accounts_become(active.host, about("Ben", administrator=True))
    with busy_database(active.host):
        ben.send(question)
        await ben.settled()
        accounts_become(active.host, about("Ben", administrator=False))
    answer = await ben.get(Changed)
    assert (answer.request, answer.reason) == (4, Reason.NOT_ALLOWED)


# -- what a lead has begun ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", InvitationKind)
async def test_an_invitation_ends_with_the_right_to_send_it(active, ben, kind):
    invitation = await invited(active, ben, kind)
    await change_group(active.host, **{"invite" if kind is InvitationKind.COLLABORATE else "transfer": False})
    assert (await active.console.get(InvitationEnded)).reason is Reason.RIGHT_REMOVED
    answer = AnswerInvitation(session=active.session, invitation=invitation, accept=True)
    assert await refused(ben, answer) is Reason.TIMED_OUT
    room = active.host.gateway.services.sessions.find(active.session).room
    assert (room.state, len(list(room.seats))) == ("active", 2)


async def test_a_code_for_colleagues_ends_with_the_right_to_make_it(active, ben):
    route = await colleague_code(active)
    await change_group(active.host, invite=False)
    await active.console.get(EndColleagueCode)
    assert await refused(ben, Join(route=route)) is Reason.UNKNOWN_CODE


async def test_an_invitation_that_is_taken_back_as_it_is_accepted_gives_no_seat(active, ben):
    invitation = await invited(active, ben)
    await say_yes(active, ben, invitation)
    accepted = await ben.get(InvitationAccepted)
    active.console.send(EndInvitation(session=active.session, invitation=invitation))
    left = await active.viewer.get(MemberLeft)
    assert (left.member, left.reason) == (accepted.member, Reason.REMOVED)


async def test_who_has_come_stays_whatever_becomes_of_the_invitation(active):
    ben = await joined(active, "Ben")
    for number in range(1, 4):
        active.console.send(EndInvitation(session=active.session, invitation=number))
    await active.console.settled()
    assert active.host.gateway.services.sessions.find(active.session).room.seats.place(ben.member) is not None


async def test_a_join_that_is_cancelled_as_it_is_admitted_gives_no_seat(active, ben):
    route = await colleague_code(active)
    ben.send(Join(route=route))
    joining = await ben.get(ColleagueJoining)
    ben.send(JoinStep(session=active.session, join=joining.join, data=b"start"))
    await active.console.get(JoinStep)
    active.console.send(Admit(session=active.session, join=joining.join))
    admitted = await ben.get(Admitted)
    ben.send(EndJoin(session=active.session, join=joining.join, reason=Reason.LEFT))
    assert (await active.viewer.get(MemberLeft)).member == admitted.member


# -- what a host takes up again -----------------------------------------------------------------------------------


async def test_a_seat_of_who_was_disabled_while_the_host_was_away_ends_with_its_start(active, start_host):
    ben = await joined(active, "Ben")
    await active.host.stop()
    store = Store(file_url(DataFolder(active.host.path).path / "host.sqlite"))
    store.accounts.change(about("Ben", disabled=True), Author(who="test", time_ms=1))
    store.close()
    again = await start_host()
    console = await again.technician()
    room = await console.attach(active.session, 1, active.lead_token)
    assert ben.member not in [seat.member for seat in room.seats]


async def test_a_session_whose_only_technician_was_disabled_is_over_with_the_hosts_start(active, start_host):
    ben = await active.host.colleague("Ben")
    ben.send(OpenSession(request=1))
    opened = await ben.get(SessionOpened)
    await active.host.stop()
    store = Store(file_url(DataFolder(active.host.path).path / "host.sqlite"))
    store.accounts.change(about("Ben", disabled=True), Author(who="test", time_ms=1))
    store.close()
    again = await start_host()
    assert again.gateway.services.sessions.find(opened.session) is None
