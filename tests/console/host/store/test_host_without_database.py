"""A host whose database is in trouble: sessions go on, what is new is refused, nothing that happened is forgotten."""

from functools import partial

import pytest

from console.host.store.store import Store
from protocol.vocabulary.accounts import AddTechnician, Changed, PasswordLogin
from protocol.vocabulary.messages import (
    Channel,
    Leave,
    MemberLeft,
    OpenSession,
    Reason,
    Refused,
    Sealed,
    SessionOpened,
    ShareChanged,
    StartShare,
)
from tests.helpers.troubled_databases import PostgreSQLTrouble, SqliteTrouble

PASSWORD = "correct horse"


@pytest.fixture
def trouble(request, database_url, open_by_hand):
    """Take hold of a database that is there already."""
    if database_url.drivername == "sqlite":
        return SqliteTrouble(database_url, open_by_hand(database_url))
    return PostgreSQLTrouble(database_url, open_by_hand(database_url), request.getfixturevalue("postgresql"))


@pytest.fixture
async def case(database_url, start_host, new_case, monkeypatch):
    """A session on a host with this database, of which the host is not patient."""
    monkeypatch.setattr("console.host.process.database_choice.Store", partial(Store, busy_ms=50))
    monkeypatch.setattr("console.host.technicians.following.POLL_S", 0.05)
    host = await start_host(database=database_url)
    return await (await new_case(host).open()).join()


async def opened(case):
    """Ask for sessions until the host opens one, as a technician would."""
    request = 100
    while True:
        case.console.send(OpenSession(request=request))
        answer = await case.console.get((SessionOpened, Refused))
        if isinstance(answer, SessionOpened):
            return answer
        assert answer == Refused(about="open_session", reason=Reason.STORAGE)
        request += 1


@pytest.mark.parametrize("what", ["locked", "gone"])
async def test_sessions_go_on_and_what_is_new_is_refused_until_all_is_well(case, trouble, what, database_url):
    with getattr(trouble, what)():
        case.console.send(OpenSession(request=9))
        assert (await case.console.get(Refused)) == Refused(about="open_session", reason=Reason.STORAGE)
        case.console.send(AddTechnician(request=1, group=1, name="Ada", password=PASSWORD, administrator=False))
        assert (await case.console.get(Changed)).reason is Reason.STORAGE
        case.console.send(StartShare(session=case.session))
        await case.viewer.get(ShareChanged)
        room = await case.viewer.room(lambda room: room.sharing == 1)
        generation = next(seat.generation for seat in room.seats if seat.member == case.customer)
        case.console.send(
            Sealed(
                session=case.session, member=case.customer, generation=generation, channel=Channel.PICTURE, box=b"on"
            )
        )
        assert (await case.viewer.get(Sealed)).box == b"on"
        case.viewer.send(Leave(session=case.session))
        await case.console.get(MemberLeft)
    await opened(case)
    await case.host.stop()
    store = Store(database_url)
    store.audit.verify()
    events = [row.entry.event.value for row in store.audit.rows()]
    assert events[-4:] == ["share_started", "share_ended", "member_left", "session_opened"]
    assert "technician_added" not in events
    store.close()


async def test_a_host_with_postgresql_follows_what_a_command_changes(
    postgresql_url, start_host, command, cheap_passwords, monkeypatch
):
    monkeypatch.setenv("FERNBLICK_DATABASE", postgresql_url.render_as_string(hide_password=False))
    host = await start_host(database=postgresql_url)
    console = await host.technician()
    command("admin", "create", "Bob")
    command("technicians", "disable", "technician")
    said = await console.get(Refused)
    assert (said.about, said.reason) == ("token_login", Reason.DISABLED)
    bob = await host.client()
    bob.send(PasswordLogin(name="Bob", password=PASSWORD))
    assert not isinstance(await bob.inbox.get(), Refused)
