"""What administrators ask about past sessions and the audit, over loopback: who may, how much, what is answered."""

from dataclasses import replace

import pytest

from console.host.core.limits import REFUSALS_OF_ONE_SOURCE_A_MINUTE, REPORTS_WAITING
from console.host.core.report_pages import place
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import (
    AskAudit,
    AskAuditHead,
    AskDays,
    AskSessions,
    AskTechnicians,
    AuditChecked,
    AuditHead,
    AuditPage,
    CheckAudit,
    DayFigures,
    RowTotal,
    SavedReport,
    SaveReport,
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
    AskAuditHead(request=9),
    SaveReport(request=9, report=SavedReport.AUDIT, **ALWAYS),
]
ANSWERS = (SessionPage, AuditPage, RowTotal, AuditChecked, AuditHead, DayFigures, TechnicianFigures, Changed)


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
    assert await ask(ada, CheckAudit(request=2)) == AuditChecked(request=2, rows=number + 1, broken=0), (
        "and who has read it"
    )


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


async def test_the_audit_says_who_has_read_saved_and_checked_what(ada):
    range_ = {"since_ms": 1_795_000_000_000, "until_ms": 1_795_100_000_000}
    await ask(ada, AskSessions(request=1, **range_))
    await ask(ada, AskSessions(request=2, total=True, **range_))
    await ask(ada, SaveReport(request=3, report=SavedReport.AUDIT, **range_))
    await ask(ada, AskTechnicians(request=4, **range_))
    checked = await ask(ada, CheckAudit(request=5))
    found = await ask(ada, AskAudit(request=6, descending=False, **ALWAYS))
    kinds = ("report_read", "report_saved", "audit_checked")
    assert [(row.event, row.who, row.detail) for row in found.rows if row.event in kinds] == [
        ("report_read", "Ada", "sessions 2026-11-18 to 2026-11-19"),
        ("report_saved", "Ada", "audit 2026-11-18 to 2026-11-19"),
        ("report_read", "Ada", "figures"),
        ("audit_checked", "Ada", f"whole, {checked.rows} rows"),
    ]


@pytest.mark.parametrize(
    "reading",
    [
        AskAudit(request=1, after=place((0, 0)), descending=False, **ALWAYS),
        AskSessions(request=1, after=place((0, b"")), descending=False, **ALWAYS),
        AskAudit(request=1, total=True, words="ada", **ALWAYS),
        AskSessions(request=1, total=True, words="ada", **ALWAYS),
    ],
    ids=["pages of the audit", "pages of sessions", "matches in the audit", "matches in sessions"],
)
async def test_nobody_reads_unseen_by_asking_for_later_pages_or_for_totals_alone(ada, reading):
    """A console of somebody's own need not begin at the beginning: places are numbers that anybody can make up."""
    assert not isinstance(await ask(ada, reading), Changed)
    await ask(ada, replace(reading, request=2))
    found = await ask(ada, AskAudit(request=3, events=("report_read",), descending=False, **ALWAYS))
    what = "audit" if isinstance(reading, AskAudit) else "sessions"
    assert [(row.who, row.detail) for row in found.rows] == [("Ada", f"{what} 1970-01-01 to 9999-12-31")]


async def test_what_gets_no_row_of_its_own_is_not_read(ada):
    """Else somebody would read much that nobody asks about first, and then what they want to have read unseen."""
    answers = [
        await ask(ada, AskAudit(request=day, since_ms=0, until_ms=86_400_000 * day, total=True))
        for day in range(1, REFUSALS_OF_ONE_SOURCE_A_MINUTE.usual + 2)
    ]
    assert [type(answer) for answer in answers[:-1]] == [RowTotal] * REFUSALS_OF_ONE_SOURCE_A_MINUTE.usual
    assert answers[-1] == Changed(request=len(answers), reason=Reason.LIMIT)
    saved = [
        await ask(ada, SaveReport(request=day, report=SavedReport.AUDIT, **ALWAYS))
        for day in range(REFUSALS_OF_ONE_SOURCE_A_MINUTE.usual + 1)
    ]
    assert [answer.reason for answer in saved] == [*[Reason.NONE] * (len(saved) - 1), Reason.LIMIT]
    again = AskAudit(request=99, since_ms=0, until_ms=86_400_000, events=("login",))
    assert isinstance(await ask(ada, again), AuditPage), "it is known that this was read"


async def test_a_console_learns_the_head_of_the_audit_and_whether_it_goes_on_from_there(ada):
    first = await ask(ada, AskAuditHead(request=1))
    assert first.number > 0
    assert len(first.hash) == 32
    assert first.then == b""
    await ask(ada, AskSessions(request=2, **ALWAYS))
    second = await ask(ada, AskAuditHead(request=3, number=first.number))
    assert (second.number, second.then) == (first.number + 1, first.hash)
    assert (await ask(ada, AskAuditHead(request=4, number=10_000))).then == b""
