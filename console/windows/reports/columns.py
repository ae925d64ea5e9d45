"""The columns of the tables of sessions and of the audit: what they are called, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTime, QTimeZone

from console.windows.parts.session_words import clock, outcome_words
from console.windows.reports.audit_details import detail_words
from console.windows.reports.audit_words import event_words, reason_words
from protocol.vocabulary.reports import AuditRow, SessionOrder, SessionRow

translate = QCoreApplication.translate
COMMAND_LINE = "(command line)"  # begins what a host says of whoever ran a command
_FORMER = re.compile("former technician ([0-9]+)")
_DIGITS = 8  # of a session's number that are shown


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        title: what it is called.
        words: what stands in it for a row.
        order: what the host sorts by for it; "" where it cannot.
        width: in pixels at first.
        figures: it holds numbers, which stand at the right.
        exact: what stands in a file for a row, where that is something else.
        exact_time: what stands there is a moment.
    """

    title: str
    words: Callable[[Any], str]
    order: str = ""
    width: int = 120
    figures: bool = False
    exact: Callable[[Any], str] | None = None
    exact_time: bool = False


def session_columns() -> list[Column]:
    """Return the columns of the table of sessions, in the user's language."""
    by = SessionOrder
    return [
        Column(translate("columns", "Opened"), _opened, by.OPENED, width=172, exact=_opened_exactly, exact_time=True),
        Column(translate("columns", "Customer"), lambda row: row.customer, width=130),
        Column(translate("columns", "Reference"), lambda row: row.reference, width=110),
        Column(translate("columns", "Length"), _length, by.LENGTH, width=76, figures=True),
        Column(translate("columns", "Waiting time"), _waited, by.WAITED, width=104, figures=True),
        Column(translate("columns", "Channel"), _channel, by.CHANNEL, width=124),
        Column(translate("columns", "Technician"), lambda row: person(row.lead), by.LEAD, width=130),
        Column(translate("columns", "Group"), lambda row: row.group, by.GROUP, width=116),
        Column(translate("columns", "Colleagues"), lambda row: ", ".join(map(person, row.colleagues)), width=120),
        Column(translate("columns", "Customers"), lambda row: str(row.customers), width=90, figures=True),
        Column(translate("columns", "Shares"), lambda row: str(row.shares), width=66, figures=True),
        Column(translate("columns", "Shared"), _shared, width=76, figures=True),
        Column(translate("columns", "End"), _end, by.REASON, width=170),
        Column(translate("columns", "Outcome"), _outcome, width=120),
        Column(translate("columns", "Note"), lambda row: row.note, width=220),
        Column(translate("columns", "Number"), _number, width=96, exact=lambda row: row.session.hex()),
    ]


def audit_columns() -> list[Column]:
    """Return the columns of the audit, in the user's language."""
    return [
        Column(translate("columns", "Row"), lambda row: str(row.number), width=70, figures=True),
        Column(translate("columns", "Time"), _time, "time", width=170, exact=_time_exactly, exact_time=True),
        Column(translate("columns", "Event"), lambda row: event_words(row.event), width=250),
        Column(translate("columns", "Who"), who, width=170),
        Column(translate("columns", "Session"), _number, width=96, exact=lambda row: row.session.hex()),
        Column(translate("columns", "Details"), lambda row: detail_words(row.event, row.detail), width=300),
    ]


def who(row: AuditRow) -> str:
    """Return who did what a row of the audit tells of."""
    if row.who.startswith(COMMAND_LINE):
        words = translate("columns", "Command line")
        return f"{words}:{row.who.removeprefix(COMMAND_LINE)}".removesuffix(":")
    return translate("columns", "Customer") if row.customer else person(row.who)


def person(name: str) -> str:
    """Return a technician's name, or in the user's language that they were removed."""
    found = _FORMER.fullmatch(name)
    return name if found is None else translate("columns", "Former technician {number}").format(number=found[1])


def zone_name() -> str:
    """Return what the user's time zone is called."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name or QDateTime.currentDateTime().timeZoneAbbreviation()


def moment(time_ms: int) -> str:
    """Return date and time of day to the second, as the user's locale writes them, in the user's time zone."""
    when, locale = QDateTime.fromMSecsSinceEpoch(time_ms), QLocale()
    pattern = locale.timeFormat(QLocale.FormatType.ShortFormat).replace("mm", "mm:ss")
    return f"{locale.toString(when.date(), QLocale.FormatType.ShortFormat)} {locale.toString(when.time(), pattern)}"


def time_of_day(when: datetime) -> str:
    """Return the time of day to the minute, as the user's locale writes it."""
    return QLocale().toString(QTime(when.hour, when.minute), QLocale.FormatType.ShortFormat)


def row_key(row: SessionRow | AuditRow) -> bytes | int:
    """Return what makes a row the same one when it is loaded anew."""
    return row.session if isinstance(row, SessionRow) else row.number


def exact_moment(time_ms: int) -> str:
    """Return date and time of day as every spreadsheet program reads them, in the user's time zone."""
    return QDateTime.fromMSecsSinceEpoch(time_ms).toString("yyyy-MM-dd HH:mm:ss")


def span(length_ms: int) -> str:
    """Return a span of time as "4:07" or "1:04:07"."""
    return clock(length_ms / 1000)


def _opened(row: SessionRow) -> str:
    return moment(row.opened_ms)


def _opened_exactly(row: SessionRow) -> str:
    return exact_moment(row.opened_ms)


def _length(row: SessionRow) -> str:
    return "" if row.closed_ms is None else span(max(0, row.closed_ms - row.opened_ms))


def _waited(row: SessionRow) -> str:
    return "" if row.waited_ms is None else span(row.waited_ms)


def _channel(row: SessionRow) -> str:
    return row.channel or translate("columns", "Code or link")


def _shared(row: SessionRow) -> str:
    return span(row.shared_ms) if row.shares else ""


def _end(row: SessionRow) -> str:
    return translate("columns", "goes on") if row.closed_ms is None else reason_words(row.reason)


def _outcome(row: SessionRow) -> str:
    return outcome_words(row.outcome) if row.outcome else ""


def _time(row: AuditRow) -> str:
    return moment(row.time_ms)


def _time_exactly(row: AuditRow) -> str:
    return exact_moment(row.time_ms)


def _number(row: SessionRow | AuditRow) -> str:
    return row.session.hex()[:_DIGITS]
