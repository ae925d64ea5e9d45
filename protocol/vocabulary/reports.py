"""The vocabulary of reports: what administrators ask the host about past sessions and its audit. All of it Events.

Also what technicians tell it for them, `WriteNotes`: unlike what members say to each other that is not sealed.

An answer is a page of at most `ROWS_LIMIT` rows that fits into one record. A page may have fewer rows than there is
room for, even none, and still not be the last: the host looks at a bounded number of rows for each question. Whoever
wants more asks again with the answer's `next` as `after`. A question that cannot be answered gets `changed` with the
reason.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.accounts import ParentNumber, Request
from protocol.vocabulary.codec import AtMost, Between, Clean, Message
from protocol.vocabulary.messages import MEMBERS_LIMIT, TEXT_LIMIT, MaybeName, SessionId, Text

ROWS_LIMIT = 100  # of one page
EVENTS_LIMIT = 64  # kinds of events that a question names
DAYS_LIMIT = 50  # that one question about figures names
TECHNICIANS_LIMIT = 50  # that have figures of their own
PLACE_LIMIT = 1000  # bytes
NOTE_LIMIT = 500  # characters

Time = Annotated[int, Between(0, 2**53)]  # milliseconds since 1970, UTC
Length = Annotated[int, Between(0, 2**53)]  # milliseconds
Count = Annotated[int, Between(0, 2**31 - 1)]
EventName = Annotated[str, Clean(40, empty=True)]
ReasonName = Annotated[str, Clean(40, empty=True)]  # a `Reason`, perhaps of a newer host
Place = Annotated[bytes, AtMost(PLACE_LIMIT)]  # the host's own note of where a page ends; empty: at the beginning
Words = Annotated[str, AtMost(TEXT_LIMIT)]  # that are looked for
Reference = MaybeName  # a ticket's number, say; "": none
Note = Annotated[str, Clean(NOTE_LIMIT, empty=True)]  # one paragraph; "": none
OutcomeName = Annotated[str, Clean(40, empty=True)]  # an `Outcome`, perhaps of a newer host or console
SomeNumber = ParentNumber  # of a technician or a group; 0: any


class SessionOrder(enum.StrEnum):
    """What sessions are sorted by."""

    OPENED = "opened"
    LENGTH = "length"  # one that is not over is the longest
    WAITED = "waited"
    LEAD = "lead"
    GROUP = "group"
    CHANNEL = "channel"
    REASON = "reason"


class Outcome(enum.StrEnum):
    """What has come of a session."""

    UNSAID = ""
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    FOLLOW_UP = "follow_up"  # it goes on another time


@dataclass(frozen=True, kw_only=True)
class AskNotes(Message):
    """The technician who leads a session, or did at last, wants to see what is noted of it."""

    TAG: ClassVar[str] = "ask_notes"
    request: Request
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class NotesKept(Message):
    """What is noted of the session that was asked about; customer and note only to who has `session_notes`."""

    TAG: ClassVar[str] = "notes_kept"
    request: Request
    customer: MaybeName
    reference: Reference
    note: Note
    outcome: OutcomeName


@dataclass(frozen=True, kw_only=True)
class WriteNotes(Message):
    """That technician wants these in place of what is noted; answered with `Changed`.

    Customer and note stay what they are where the technician's group has not `session_notes`.
    """

    TAG: ClassVar[str] = "write_notes"
    request: Request
    session: SessionId
    customer: MaybeName
    reference: Reference
    note: Note
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class AskSessions(Message):
    """An administrator wants a page of the sessions that were opened from `since_ms` until before `until_ms`."""

    TAG: ClassVar[str] = "ask_sessions"
    request: Request
    since_ms: Time
    until_ms: Time
    words: Words = ""  # each of them in a technician's or group's name, the channel, the reason, what is noted, or
    # beginning the number
    technician: SomeNumber = 0  # who had a seat in it
    group: SomeNumber = 0  # of one who had; with the groups below
    order: SessionOrder = SessionOrder.OPENED
    descending: bool = True
    after: Place = b""
    total: bool = False  # only how many there are is wanted: the answer is a `RowTotal`
    outcome: OutcomeName = ""  # that was noted; "": any


@dataclass(frozen=True, kw_only=True)
class RowTotal(Message):
    """How many rows there are that fit a question."""

    TAG: ClassVar[str] = "row_total"
    request: Request
    rows: Count


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """One session; never sent by itself."""

    session: SessionId
    opened_ms: Time
    closed_ms: Time | None  # None: it is not over
    reason: ReasonName  # why it ended
    lead: MaybeName  # who leads it, or did at last
    group: MaybeName  # that the lead is in now
    colleagues: Annotated[tuple[MaybeName, ...], AtMost(MEMBERS_LIMIT)]  # the other technicians who had a seat
    customers: Count  # who had a seat, one after the other
    channel: Annotated[str, Clean(40, empty=True)]  # whose queue the customer came through; "" by code or link
    waited_ms: Length | None  # in the queue; None: there was no queue
    shares: Count
    shared_ms: Length  # in all, of those that are over
    customer: MaybeName = ""  # this and what follows as a technician has noted it; "": not noted
    reference: Reference = ""
    note: Note = ""
    outcome: OutcomeName = ""


@dataclass(frozen=True, kw_only=True)
class SessionPage(Message):
    """A page of sessions; `next` is empty where there are no more."""

    TAG: ClassVar[str] = "session_page"
    request: Request
    rows: Annotated[tuple[SessionRow, ...], AtMost(ROWS_LIMIT)]
    next: Place


@dataclass(frozen=True, kw_only=True)
class AskAudit(Message):
    """An administrator wants a page of the audit from `since_ms` until before `until_ms`."""

    TAG: ClassVar[str] = "ask_audit"
    request: Request
    since_ms: Time
    until_ms: Time
    words: Words = ""  # each of them in who did it or the details, or beginning the session's number
    events: Annotated[tuple[EventName, ...], AtMost(EVENTS_LIMIT)] = ()  # none: all kinds
    technician: SomeNumber = 0  # who did it
    group: SomeNumber = 0  # of who did it; with the groups below
    descending: bool = True
    after: Place = b""
    total: bool = False  # only how many there are is wanted: the answer is a `RowTotal`


@dataclass(frozen=True, kw_only=True)
class AuditRow:
    """One row of the audit; never sent by itself."""

    number: Count
    time_ms: Time
    event: EventName
    session: Annotated[bytes, AtMost(16)]  # empty: of no session
    who: Text  # a technician's name, or a stranger's address
    customer: bool  # did it; `who` is empty then
    detail: Text


@dataclass(frozen=True, kw_only=True)
class AuditPage(Message):
    """A page of the audit; `next` is empty where there is no more."""

    TAG: ClassVar[str] = "audit_page"
    request: Request
    rows: Annotated[tuple[AuditRow, ...], AtMost(ROWS_LIMIT)]
    next: Place


@dataclass(frozen=True, kw_only=True)
class CheckAudit(Message):
    """An administrator wants to know whether the audit is what was written."""

    TAG: ClassVar[str] = "check_audit"
    request: Request


@dataclass(frozen=True, kw_only=True)
class AuditChecked(Message):
    """How many rows are as they were written, and the first that is not; 0: there is none."""

    TAG: ClassVar[str] = "audit_checked"
    request: Request
    rows: Count
    broken: Count


class SavedReport(enum.StrEnum):
    """What can be saved as a file."""

    SESSIONS = "sessions"
    AUDIT = "audit"


@dataclass(frozen=True, kw_only=True)
class SaveReport(Message):
    """An administrator is about to save all that fits a question about a time range; it stands in the audit."""

    TAG: ClassVar[str] = "save_report"
    request: Request
    report: SavedReport
    since_ms: Time
    until_ms: Time


@dataclass(frozen=True, kw_only=True)
class AskAuditHead(Message):
    """An administrator's console wants to know whether the audit goes on from where it was when it asked last."""

    TAG: ClassVar[str] = "ask_audit_head"
    request: Request
    number: Count = 0  # of the row that was the last one then; 0: it asks for the first time


@dataclass(frozen=True, kw_only=True)
class AuditHead(Message):
    """The last row of the audit, and the hash that row `number` of the question has; empty: there is no such row."""

    TAG: ClassVar[str] = "audit_head"
    request: Request
    number: Count
    hash: Annotated[bytes, AtMost(32)]
    then: Annotated[bytes, AtMost(32)] = b""


@dataclass(frozen=True, kw_only=True)
class AskDays(Message):
    """An administrator wants figures of days; where they begin is in `starts`, with the end of the last one."""

    TAG: ClassVar[str] = "ask_days"
    request: Request
    starts: Annotated[tuple[Time, ...], AtMost(DAYS_LIMIT + 1)]  # rising
    group: SomeNumber = 0  # whose technicians led the sessions, and whose channels were waited in; with those below


@dataclass(frozen=True, kw_only=True)
class Day:
    """The sessions that were opened on one day, and the waits that ended on it without one; never sent by itself."""

    sessions: Count
    waited: Count  # of them, those whose customer came through a queue
    waited_median_ms: Length
    waited_most_ms: Length  # the 95th percentile
    gave_up: Count  # customers who left the queue
    missed: Count  # customers who were lost in it otherwise: their connection was, or nobody let them in


@dataclass(frozen=True, kw_only=True)
class DayFigures(Message):
    """The figures of each day that was asked for."""

    TAG: ClassVar[str] = "day_figures"
    request: Request
    days: Annotated[tuple[Day, ...], AtMost(DAYS_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class AskTechnicians(Message):
    """An administrator wants to know who led and shared how often, from `since_ms` until before `until_ms`."""

    TAG: ClassVar[str] = "ask_technicians"
    request: Request
    since_ms: Time
    until_ms: Time
    group: SomeNumber = 0  # that they are in; with the groups below


@dataclass(frozen=True, kw_only=True)
class TechnicianWork:
    """What one technician has led and shared; never sent by itself."""

    name: MaybeName
    sessions: Count  # that they led at last
    length_ms: Length  # in all, of those that are over
    shares: Count
    shared_ms: Length


@dataclass(frozen=True, kw_only=True)
class TechnicianFigures(Message):
    """The technicians who led or shared, those with the most sessions first; `others` is how many more there are."""

    TAG: ClassVar[str] = "technician_figures"
    request: Request
    technicians: Annotated[tuple[TechnicianWork, ...], AtMost(TECHNICIANS_LIMIT)]
    others: Count


Question = AskSessions | AskAudit | CheckAudit | AskAuditHead | SaveReport | AskDays | AskTechnicians
QUESTIONS: tuple[type[Question], ...] = (
    AskSessions,
    AskAudit,
    CheckAudit,
    AskAuditHead,
    SaveReport,
    AskDays,
    AskTechnicians,
)
"""What administrators ask."""

KINDS: tuple[type[Message], ...] = (
    *(
        AskSessions,
        SessionPage,
        AskAudit,
        AuditPage,
        RowTotal,
        CheckAudit,
        AuditChecked,
        AskAuditHead,
        AuditHead,
        SaveReport,
    ),
    *(AskDays, DayFigures, AskTechnicians, TechnicianFigures),
    *(AskNotes, NotesKept, WriteNotes),
)
