"""Pages of sessions from the database: opened in a time range, filtered, sorted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, exists, func, or_, select, tuple_

from console.host.core.report_pages import SCANNED, Key, fitting, place, read_place
from console.host.store.records.filter import People, begins_session, has_word, numbers
from console.host.store.records.name_order import NAMED, by_code_points, natural_order
from console.host.store.tables.schema import groups, notes, seats, sessions, shares, technicians
from protocol.notation.names import cleaned
from protocol.vocabulary.messages import MEMBERS_LIMIT
from protocol.vocabulary.reports import ROWS_LIMIT, AskSessions, SessionOrder, SessionPage, SessionRow

_NOT_OVER = 2**53  # longer than any session
_NOTED = (notes.c.customer, notes.c.reference, notes.c.note, notes.c.outcome)
_found = sessions.join(technicians, technicians.c.id == sessions.c.technician_id).join(
    groups, groups.c.id == technicians.c.group_id
)
_ORDERS: Mapping[SessionOrder, tuple[ColumnElement[Any], type[Key]]] = {
    SessionOrder.OPENED: (sessions.c.opened_ms, int),
    SessionOrder.LENGTH: (func.coalesce(sessions.c.closed_ms - sessions.c.opened_ms, _NOT_OVER), int),
    SessionOrder.WAITED: (func.coalesce(sessions.c.waited_ms, -1), int),
}


@dataclass(frozen=True)
class _Order:
    """What sessions are sorted by: its type, and the tables that it is read from."""

    key: ColumnElement[Any]
    kind: type[Key]
    source: FromClause

    @property
    def keys(self) -> tuple[ColumnElement[Any], ...]:
        """What no two sessions have in common."""
        return self.key, sessions.c.id


def session_page(connection: Connection, asked: AskSessions) -> SessionPage:
    """Return the page that is asked for.

    Raises:
        BadPlaceError: it is to begin after a place that is none.
    """
    order = _order(connection, asked)
    range_, edge = _range(connection, asked, order)
    conditions = _conditions(People(connection), asked)
    picked = _sorted(
        select(order.key.label("key"), sessions.c.id).select_from(order.source).where(*range_, *conditions),
        order.keys,
        asked,
    )
    found = connection.execute(picked.limit(ROWS_LIMIT + 1)).all()
    rows = _rows(connection, [row.id for row in found[:ROWS_LIMIT]])
    count = fitting(rows, lambda row: SessionPage(request=0, rows=(row,), next=b""))
    end = edge if len(found) == count else (found[count - 1].key, found[count - 1].id)
    return SessionPage(request=asked.request, rows=tuple(rows[:count]), next=b"" if end is None else place(end))


def session_count(connection: Connection, asked: AskSessions) -> tuple[int, bytes]:
    """Return how many sessions fit in the next part of the range, and where that part ends; empty: at the end of all.

    Raises:
        BadPlaceError: it is to begin after a place that is none.
    """
    asked = replace(asked, order=SessionOrder.OPENED)
    range_, edge = _range(connection, asked, _order(connection, asked))
    conditions = _conditions(People(connection), asked)
    count = connection.scalar(select(func.count()).select_from(_found).where(*range_, *conditions))
    return count or 0, b"" if edge is None else place(edge)


def _order(connection: Connection, asked: AskSessions) -> _Order:
    if asked.order in NAMED:
        named, same, key = natural_order(connection, asked.order)
        return _Order(key, str, _found.join(named, same))
    if asked.order is SessionOrder.REASON:
        return _Order(by_code_points(connection, func.coalesce(sessions.c.reason, "")), str, _found)
    return _Order(*_ORDERS[asked.order], _found)


def _range(
    connection: Connection, asked: AskSessions, order: _Order
) -> tuple[list[ColumnElement[bool]], tuple[Any, ...] | None]:
    """Return the sessions that are looked at for this part, and the last of them; None: all that are left."""
    range_ = [sessions.c.opened_ms >= asked.since_ms, sessions.c.opened_ms < asked.until_ms]
    if asked.after:
        after, keys = read_place(asked.after, (order.kind, bytes)), tuple_(*order.keys)
        range_.append(keys < after if asked.descending else keys > after)
    edge = _edge(connection, asked, range_)
    if edge is not None:
        keys = tuple_(*order.keys)
        range_.append(keys >= edge if asked.descending else keys <= edge)
    return range_, edge


def _edge(connection: Connection, asked: AskSessions, range_: list[ColumnElement[bool]]) -> tuple[Any, ...] | None:
    """Return the last session that is looked at for this page; None: all that are left, or they must be sorted."""
    if asked.order is not SessionOrder.OPENED:
        return None
    keys = (sessions.c.opened_ms, sessions.c.id)
    last = _sorted(select(*keys).where(*range_), keys, asked).offset(SCANNED - 1).limit(1)
    row = connection.execute(last).one_or_none()
    return None if row is None else tuple(row)


def _sorted(wanted: Select[Any], keys: tuple[ColumnElement[Any], ...], asked: AskSessions) -> Select[Any]:
    return wanted.order_by(*(key.desc() if asked.descending else key.asc() for key in keys))


def _conditions(people: People, asked: AskSessions) -> list[ColumnElement[bool]]:
    conditions = [_has_word(people, word) for word in asked.words.split()]
    if asked.outcome:
        conditions.append(_noted(notes.c.outcome == asked.outcome))
    chosen = people.chosen(asked.technician, asked.group)
    return conditions if chosen is None else [*conditions, _with_seat(numbers(chosen))]


def _has_word(people: People, word: str) -> ColumnElement[bool]:
    ways = [
        _with_seat(numbers(people.called(word))),
        has_word(func.coalesce(sessions.c.channel, ""), word),
        has_word(func.coalesce(sessions.c.reason, ""), word),
        _noted(or_(*(has_word(column, word) for column in _NOTED))),
    ]
    numbered = begins_session(sessions.c.id, word)
    return or_(*ways) if numbered is None else or_(*ways, numbered)


def _noted(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(notes.c.session == sessions.c.id, condition)


def _with_seat(people: list[int]) -> ColumnElement[bool]:
    return exists().where(seats.c.session == sessions.c.id, seats.c.technician_id.in_(people))


def _rows(connection: Connection, ids: Sequence[bytes]) -> list[SessionRow]:
    """Return the rows of these sessions, with what other tables know of them."""
    columns = (sessions, technicians.c.name.label("lead"), groups.c.name.label("group_name"), *_NOTED)
    noted = _found.outerjoin(notes, notes.c.session == sessions.c.id)
    found = {
        row.id: row for row in connection.execute(select(*columns).select_from(noted).where(sessions.c.id.in_(ids)))
    }
    length = func.sum(func.coalesce(shares.c.ended_ms - shares.c.started_ms, 0))
    shared = select(shares.c.session, func.count(), length).where(shares.c.session.in_(ids)).group_by(shares.c.session)
    times = {session: (count, int(total)) for session, count, total in connection.execute(shared)}
    seated = (
        select(seats.c.session, technicians.c.name)
        .outerjoin(technicians, technicians.c.id == seats.c.technician_id)
        .where(seats.c.session.in_(ids))
        .order_by(seats.c.session, seats.c.member)
    )
    members: defaultdict[bytes, list[str | None]] = defaultdict(list)
    for session, name in connection.execute(seated):
        members[session].append(name)
    return [_row(found[number], members[number], times.get(number, (0, 0))) for number in ids]


def _row(found: Any, members: list[str | None], shared: tuple[int, int]) -> SessionRow:
    colleagues = dict.fromkeys(cleaned(name) for name in members if name is not None and name != found.lead)
    return SessionRow(
        session=found.id,
        opened_ms=found.opened_ms,
        closed_ms=found.closed_ms,
        reason=found.reason or "",
        lead=cleaned(found.lead),
        group=cleaned(found.group_name),
        colleagues=tuple(colleagues)[:MEMBERS_LIMIT],
        customers=members.count(None),
        channel=found.channel or "",
        waited_ms=found.waited_ms,
        shares=shared[0],
        shared_ms=max(0, shared[1]),
        customer=found.customer or "",
        reference=found.reference or "",
        note=found.note or "",
        outcome=found.outcome or "",
    )
