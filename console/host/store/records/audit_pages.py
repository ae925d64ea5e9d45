"""Pages of the audit from the database: of a time range, filtered, in the order of time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_

from console.host.core.chain import addresses as marked
from console.host.core.chain.names import KnownName, shown
from console.host.core.report_pages import SCANNED, fitting, place, read_place
from console.host.store.records.beside.addresses import known_addresses, who_has
from console.host.store.records.beside.names import known_names, marks_of
from console.host.store.records.filter import People, begins_session, has_word, numbers
from console.host.store.tables.schema import audit, seats, technicians
from protocol.notation.names import cleaned
from protocol.vocabulary.messages import TEXT_LIMIT
from protocol.vocabulary.reports import ROWS_LIMIT, AskAudit, AuditPage, AuditRow

MARKS_LIMIT = 100  # names that are looked for in the details for one word
_ABOUT = re.compile(r"member=(\d{1,5}) ?(.*)")
"""Details that tell to which member of the session something was done."""

Names = Mapping[tuple[bytes, int], str]
"""What technicians are called, by session and member."""

_KEYS = (audit.c.time_ms, audit.c.number)
_found = audit.outerjoin(
    seats, and_(audit.c.member > 0, seats.c.session == audit.c.session, seats.c.member == audit.c.member)
).outerjoin(technicians, technicians.c.id == seats.c.technician_id)


def audit_page(connection: Connection, asked: AskAudit) -> AuditPage:
    """Return the page that is asked for.

    Raises:
        BadPlaceError: it is to begin after a place that is none.
    """
    range_, edge = _range(connection, asked)
    wanted = (
        select(audit, technicians.c.name, seats.c.role, seats.c.technician_id)
        .select_from(_found)
        .where(*range_, *_conditions(connection, asked))
        .order_by(*_order(asked))
        .limit(ROWS_LIMIT + 1)
    )
    found = connection.execute(wanted).all()
    names, known = _names(connection, found[:ROWS_LIMIT]), known_names(connection)
    there = known_addresses(connection, [row.who for row in found[:ROWS_LIMIT]])
    rows = [_row(row, names, known, marked.shown(row.who, there)) for row in found[:ROWS_LIMIT]]
    count = fitting(rows, lambda row: AuditPage(request=0, rows=(row,), next=b""))
    end = edge if len(found) == count else (found[count - 1].time_ms, found[count - 1].number)
    return AuditPage(request=asked.request, rows=tuple(rows[:count]), next=b"" if end is None else place(tuple(end)))


def audit_count(connection: Connection, asked: AskAudit) -> tuple[int, bytes]:
    """Return how many rows fit in the next part of the range, and where that part ends; empty: at the end of all.

    Raises:
        BadPlaceError: it is to begin after a place that is none.
    """
    range_, edge = _range(connection, asked)
    conditions = _conditions(connection, asked)
    count = connection.scalar(select(func.count()).select_from(_found).where(*range_, *conditions))
    return count or 0, b"" if edge is None else place(edge)


def _range(connection: Connection, asked: AskAudit) -> tuple[list[ColumnElement[bool]], tuple[Any, ...] | None]:
    """Return the rows that are looked at for this part, and the last of them; None: all that are left."""
    range_ = [audit.c.time_ms >= asked.since_ms, audit.c.time_ms < asked.until_ms]
    if asked.after:
        after = read_place(asked.after, (int, int))
        range_.append(tuple_(*_KEYS) < after if asked.descending else tuple_(*_KEYS) > after)
    last = select(*_KEYS).where(*range_).order_by(*_order(asked)).offset(SCANNED - 1).limit(1)
    row = connection.execute(last).one_or_none()
    if row is None:
        return range_, None
    edge = tuple(row)
    range_.append(tuple_(*_KEYS) >= edge if asked.descending else tuple_(*_KEYS) <= edge)
    return range_, edge


def _order(asked: AskAudit) -> list[ColumnElement[Any]]:
    return [key.desc() if asked.descending else key.asc() for key in _KEYS]


def _conditions(connection: Connection, asked: AskAudit) -> list[ColumnElement[bool]]:
    people = People(connection)
    conditions = [_has_word(connection, people, word) for word in asked.words.split()]
    if asked.events:
        conditions.append(audit.c.event.in_(asked.events))
    chosen = people.chosen(asked.technician, asked.group)
    if chosen is not None:
        named = audit.c.who.in_([*marks_of(connection, numbers(chosen)), *(person.name for person in chosen)])
        conditions.append(or_(named, seats.c.technician_id.in_(numbers(chosen))))
    return conditions


def _has_word(connection: Connection, people: People, word: str) -> ColumnElement[bool]:
    found = numbers(people.called(word))
    marks = marks_of(connection, found)
    ways = [
        seats.c.technician_id.in_(found),
        audit.c.who.in_(marks),
        *(audit.c.detail.contains(mark) for mark in marks[:MARKS_LIMIT]),
        has_word(audit.c.who, word),
        who_has(word),
        has_word(audit.c.detail, word),
    ]
    numbered = begins_session(audit.c.session, word)
    return or_(*ways) if numbered is None else or_(*ways, numbered)


def _names(connection: Connection, found: Sequence[Any]) -> Names:
    """Return the names of all technicians to whom something was done in these rows."""
    about = ((row.session, _ABOUT.fullmatch(row.detail)) for row in found)
    members = {(session, int(match[1])) for session, match in about if match is not None}
    if not members:
        return {}
    named = (
        select(seats.c.session, seats.c.member, technicians.c.name)
        .join(technicians, technicians.c.id == seats.c.technician_id)
        .where(tuple_(seats.c.session, seats.c.member).in_(members))
    )
    return {(row.session, row.member): row.name for row in connection.execute(named)}


def _detail(found: Any, names: Names) -> str:
    """Return the details with the name of a technician in place of their number in the session."""
    match = _ABOUT.fullmatch(found.detail)
    name = None if match is None else names.get((found.session, int(match[1])))
    if match is None or name is None:
        return str(found.detail)
    return f"{name}: {match[2]}" if match[2] else name


def _row(found: Any, names: Names, known: Mapping[str, KnownName], who: str) -> AuditRow:
    """Return a row; where a member did something to somebody else who is named, that one is in the details."""
    who = shown(who, known)
    about = f"{who}: " if who and found.name and who != found.name else ""
    return AuditRow(
        number=found.number,
        time_ms=found.time_ms,
        event=found.event,
        session=found.session,
        who=cleaned(found.name or who, TEXT_LIMIT),
        customer=not found.who and found.role is not None and found.technician_id is None,
        detail=cleaned(f"{about}{shown(_detail(found, names), known)}", TEXT_LIMIT),
    )
