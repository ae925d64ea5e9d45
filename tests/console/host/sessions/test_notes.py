"""What technicians have a host keep of their sessions, over loopback: who may, what is told, what is refused."""

import pytest

from protocol.vocabulary.accounts import (
    Changed,
    DescribeTechnician,
    RightSetting,
    Scope,
    SetGroupRights,
    Setting,
    TechnicianEntry,
    WatchDirectory,
)
from protocol.vocabulary.messages import Leave, Reason, Refused, Rights, SessionClosed
from protocol.vocabulary.reports import AskNotes, AskSessions, NotesKept, Outcome, SessionPage, WriteNotes

pytestmark = pytest.mark.usefixtures("cheap_passwords")

SAID = {"customer": "Müller GmbH", "reference": "T-4711", "note": "New toner", "outcome": Outcome.SOLVED}
SHOWN = SAID | {"outcome": "solved"}
BARE = SAID | {"customer": "", "note": ""}


async def ask(client, message):
    client.send(message)
    return await client.get((NotesKept, Changed), lambda answer: answer.request == message.request)


async def done(client, message):
    return (await ask(client, message)).reason


@pytest.fixture
async def bob(log_in):
    return await log_in("Bob")


@pytest.fixture
async def session(bob, new_case, staffed):
    return (await new_case(staffed).open(bob)).session


@pytest.fixture
async def named(log_in, bob):
    """The group lets its technicians tell who a customer is."""
    ada = await log_in("Ada")
    wanted = (RightSetting(name="session_notes", setting=Setting.ON, locked=False),)
    assert (
        await done(ada, SetGroupRights(request=1, group=1, rights=wanted, sessions=0, scope=Scope.GROUP)) is Reason.NONE
    )
    await bob.get(Rights, lambda said: "session_notes" in said.rights)
    return ada


async def test_a_host_is_told_no_customer_before_a_group_has_chosen_so(bob, session, audit):
    assert await done(bob, WriteNotes(request=1, session=session, **SAID)) is Reason.NOT_ALLOWED
    assert await ask(bob, AskNotes(request=2, session=session)) == NotesKept(
        request=2, customer="", reference="", note="", outcome=""
    )
    assert await done(bob, WriteNotes(request=3, session=session, **BARE)) is Reason.NONE
    assert await ask(bob, AskNotes(request=4, session=session)) == NotesKept(request=4, **BARE | {"outcome": "solved"})
    assert not any("Müller" in row.detail + row.who for row in audit())


async def test_what_is_noted_stands_in_the_report(named, bob, session):
    assert await done(bob, WriteNotes(request=1, session=session, **SAID)) is Reason.NONE
    assert await ask(bob, AskNotes(request=2, session=session)) == NotesKept(request=2, **SHOWN)
    named.send(AskSessions(request=3, since_ms=0, until_ms=2**53, words="müller", outcome="solved"))
    (row,) = (await named.get(SessionPage)).rows
    assert (row.customer, row.reference, row.note, row.outcome) == tuple(SHOWN.values())


async def test_a_right_that_is_taken_away_hides_the_customer_and_keeps_it(named, bob, session):
    assert await done(bob, WriteNotes(request=1, session=session, **SAID)) is Reason.NONE
    off = (RightSetting(name="session_notes", setting=Setting.OFF, locked=False),)
    await done(named, SetGroupRights(request=2, group=1, rights=off, sessions=0, scope=Scope.GROUP))
    await bob.get(Rights, lambda said: "session_notes" not in said.rights)
    assert (await ask(bob, AskNotes(request=3, session=session))).customer == ""
    assert await done(bob, WriteNotes(request=4, session=session, **BARE | {"reference": "T-1"})) is Reason.NONE
    named.send(AskSessions(request=5, since_ms=0, until_ms=2**53))
    (row,) = (await named.get(SessionPage)).rows
    assert (row.customer, row.reference) == ("Müller GmbH", "T-1")


async def test_nobody_else_reads_or_writes(named, bob, session, staffed):
    assert await done(bob, WriteNotes(request=1, session=session, **SAID)) is Reason.NONE
    assert await done(named, AskNotes(request=2, session=session)) is Reason.UNKNOWN_SESSION
    assert await done(named, WriteNotes(request=3, session=session, **SAID)) is Reason.UNKNOWN_SESSION
    stranger = await staffed.client()
    stranger.send(AskNotes(request=4, session=session))
    assert await stranger.get(Refused) == Refused(about="ask_notes", reason=Reason.NOT_ALLOWED)
    await stranger.ended()


async def test_a_customer_is_told_nothing(active):
    active.viewer.send(AskNotes(request=1, session=active.session))
    assert await active.viewer.get(Changed) == Changed(request=1, reason=Reason.NOT_ALLOWED)


async def test_it_is_written_when_the_session_is_over(named, bob, session):
    bob.send(Leave(session=session))
    await bob.get(SessionClosed)
    assert await done(bob, WriteNotes(request=1, session=session, **SAID)) is Reason.NONE
    assert (await ask(bob, AskNotes(request=2, session=session))).reference == "T-4711"


async def test_administrators_see_what_they_know_of_technicians_and_when_those_logged_in(named, log_in):
    named.send(WatchDirectory(request=5, watch=True))
    seen = {}
    while not isinstance(got := await named.get((TechnicianEntry, Changed)), Changed):
        seen[got.name] = got
    assert seen["Ada"].last_login_ms > 1_700_000_000_000
    assert seen["technician"].last_login_ms == 0
    said = {"full_name": "Bob Builder", "email": "bob@example.com", "comment": "Mondays only"}
    named.send(DescribeTechnician(request=6, technician=3, **said))
    entry = await named.get(TechnicianEntry, lambda entry: entry.full_name == "Bob Builder")
    assert (entry.email, entry.comment, entry.name) == ("bob@example.com", "Mondays only", "Bob")
    before = entry.last_login_ms
    await log_in("Bob")
    assert (await named.get(TechnicianEntry, lambda entry: entry.last_login_ms != before)).name == "Bob"
