"""What administrators ask about past sessions and the audit, over loopback: who may, how much, what is answered."""

import pytest

from console.host.core.limits import REPORTS_WAITING
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import (
    AskAudit,
    AskDays,
    AskSessions,
    AskTechnicians,
    AuditChecked,
    AuditPage,
    CheckAudit,
    DayFigures,
    RowTotal,
    SessionPage,
    TechnicianFigures,
)

pytestmark = pytest.mark.usefixtures("cheap_passwords")

ALWAYS = {"since_ms": 0, "until_ms": 2**53}
QUESTIONS = [
    AskSessions(request=9, **ALWAYS),
    AskAudit(request=9, **ALWAYS),
    CheckAudit(request=9),
    AskSessions(request=9, total=True, **ALWAYS),
    AskDays(request=9, starts=(0, 2**53)),
    AskTechnicians(request=9, **ALWAYS),
]
ANSWERS = (SessionPage, AuditPage, RowTotal, AuditChecked, DayFigures, TechnicianFigures, Changed)


async def ask(client, question):
    client.send(question)
    return await client.get(ANSWERS, lambda answer: answer.request == question.request)


@pytest.fixture
async def ada(log_in):
    """The administrator."""
    return await log_in("Ada")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.TAG)
async def test_only_administrators_are_answered(ada, log_in, question):
    bob = await log_in("Bob")
    assert await ask(bob, question) == Changed(request=9, reason=Reason.NOT_ALLOWED)
    refused = (await ask(ada, AskAudit(request=1, events=("refused",), **ALWAYS))).rows
    assert [(row.who, row.detail) for row in refused] == [("127.0.0.1", question.TAG)]


async def test_a_stranger_who_asks_is_sent_away(staffed):
    stranger = await staffed.client()
    stranger.send(QUESTIONS[0])
    await stranger.ended()


async def test_an_administrator_sees_what_has_happened(ada, log_in, new_case, staffed):
    case = await new_case(staffed).open(await log_in("Bob"))
    page = await ask(ada, AskSessions(request=1, **ALWAYS))
    assert [(row.session, row.lead, row.closed_ms) for row in page.rows] == [(case.session, "Bob", None)]
    assert page.next == b""
    page = await ask(ada, AskAudit(request=2, events=("session_opened", "login"), **ALWAYS))
    assert [(row.event, row.who) for row in page.rows] == [
        ("session_opened", "Bob"), ("login", "Bob"), ("login", "Ada")
    ]  # fmt: skip
    figures = await ask(ada, AskDays(request=3, starts=(0, 2**53)))
    assert [day.sessions for day in figures.days] == [1]
    led = (await ask(ada, AskTechnicians(request=4, **ALWAYS))).technicians
    assert [(one.name, one.sessions, one.shares) for one in led] == [("Bob", 1, 0)]


async def test_a_total_is_counted_in_parts(ada, log_in, new_case, staffed, monkeypatch):
    monkeypatch.setattr("console.host.store.records.session_pages.SCANNED", 2)
    bob = await log_in("Bob")
    for _ in range(5):
        await new_case(staffed).open(bob)
    assert await ask(ada, AskSessions(request=1, total=True, **ALWAYS)) == RowTotal(request=1, rows=5)
    assert (await ask(ada, AskAudit(request=2, total=True, **ALWAYS))).rows >= 5
    refused = await ask(ada, AskSessions(request=3, total=True, after=b"nonsense", **ALWAYS))
    assert refused == Changed(request=3, reason=Reason.BAD_MESSAGE)


async def test_a_place_that_the_host_never_named_is_refused(ada):
    answer = await ask(ada, AskSessions(request=1, after=b"nonsense", **ALWAYS))
    assert answer == Changed(request=1, reason=Reason.BAD_MESSAGE)


async def test_questions_that_are_not_answered_yet_are_limited(ada, staffed, busy_store):
    with busy_store(staffed):
        for request in range(REPORTS_WAITING.usual + 1):
            ada.send(AskSessions(request=request, **ALWAYS))
        assert await ada.get(ANSWERS) == Changed(request=REPORTS_WAITING.usual, reason=Reason.LIMIT)
    answers = [await ada.get(ANSWERS) for _ in range(REPORTS_WAITING.usual)]
    assert {type(answer) for answer in answers} == {SessionPage}
    assert isinstance(await ask(ada, AskSessions(request=99, **ALWAYS)), SessionPage)


async def test_the_audit_is_checked_in_parts(ada, monkeypatch):
    monkeypatch.setattr("console.host.technicians.reports.PART", 2)
    number = (await ask(ada, AskAudit(request=1, **ALWAYS))).rows[0].number
    assert await ask(ada, CheckAudit(request=2)) == AuditChecked(request=2, rows=number, broken=0)


async def test_a_touched_row_of_the_audit_is_named(ada, lock, monkeypatch):
    monkeypatch.setattr("console.host.technicians.reports.PART", 1)
    lock.execute("DROP TRIGGER audit_no_update")
    lock.execute("UPDATE audit SET who = 'nobody' WHERE number = 2")
    assert await ask(ada, CheckAudit(request=1)) == AuditChecked(request=1, rows=1, broken=2)


async def test_rows_that_were_cut_off_the_audit_are_missed(ada, lock):
    number = (await ask(ada, AskAudit(request=1, **ALWAYS))).rows[0].number
    lock.execute("DROP TRIGGER audit_no_delete")
    lock.execute("DELETE FROM audit WHERE number = ?", (number,))
    assert await ask(ada, CheckAudit(request=2)) == AuditChecked(request=2, rows=number - 1, broken=number)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.TAG)
async def test_a_database_that_is_gone_is_answered_with_the_reason(ada, lock, question):
    for table in ("audit", "shares", "sessions"):
        lock.execute("PRAGMA foreign_keys = OFF")
        lock.execute(f"DROP TABLE {table}")
    assert await ask(ada, question) == Changed(request=9, reason=Reason.STORAGE)
