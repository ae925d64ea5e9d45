"""Figures for charts from the database: sessions and waits of days, sessions and shares of technicians."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from console.host.store.records.filter import People, numbers
from console.host.store.tables.schema import groups, lost_waits, sessions, shares, technicians
from protocol.notation.names import cleaned
from protocol.notation.natural import natural_key
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import (
    TECHNICIANS_LIMIT,
    AskDays,
    AskTechnicians,
    Day,
    DayFigures,
    TechnicianFigures,
    TechnicianWork,
)

_MOST = 0.95  # of those who waited did not wait longer


def day_figures(connection: Connection, asked: AskDays) -> DayFigures:
    """Return the figures of each day that is asked for."""
    if len(asked.starts) < 2:
        return DayFigures(request=asked.request, days=())
    starts = sorted(asked.starts)
    opened, ended = sessions.c.opened_ms, lost_waits.c.ended_ms
    rows = select(opened, sessions.c.waited_ms).where(opened >= starts[0], opened < starts[-1])
    lost = select(ended, lost_waits.c.reason).where(ended >= starts[0], ended < starts[-1])
    if asked.group:
        people = People(connection)
        rows = rows.where(sessions.c.technician_id.in_(numbers(people.chosen(0, asked.group) or ())))
        lost = lost.where(lost_waits.c.channel.in_(_channels(connection, people, asked.group)))
    found = days(
        starts,
        ((row[0], row[1]) for row in connection.execute(rows)),
        ((row[0], row[1]) for row in connection.execute(lost)),
    )
    return DayFigures(request=asked.request, days=tuple(found))


def _channels(connection: Connection, people: People, group: int) -> list[str]:
    """Return the channels of a group and of the groups below."""
    rows = connection.execute(select(groups.c.id, groups.c.channel).where(groups.c.channel.is_not(None)))
    return [row.channel for row in rows if people.is_below(row.id, group)]


def days(
    starts: Sequence[int], opened: Iterable[tuple[int, int | None]], lost: Iterable[tuple[int, str]] = ()
) -> list[Day]:
    """Sort what has happened into the days that `starts` begins.

    Args:
        starts: when each day begins, and when the last one is over.
        opened: of each session the moment it was opened, and the time waited.
        lost: of each wait that came to nothing the moment it ended, and why.
    """
    counts = [0] * (len(starts) - 1)
    waits: list[list[int]] = [[] for _ in counts]
    for moment, waited in opened:
        day = bisect_right(starts, moment) - 1
        counts[day] += 1
        if waited is not None:
            waits[day].append(waited)
    gone = Counter((bisect_right(starts, moment) - 1, reason == Reason.LEFT) for moment, reason in lost)
    return [
        Day(
            sessions=count,
            waited=len(wait),
            waited_median_ms=quantile(wait, 0.5),
            waited_most_ms=quantile(wait, _MOST),
            gave_up=gone[day, True],
            missed=gone[day, False],
        )
        for day, (count, wait) in enumerate(zip(counts, waits, strict=True))
    ]


def quantile(values: Sequence[int], share: float) -> int:
    """Return the value that `share` of `values` are not above, between two of them where it falls there; 0 for none."""
    if not values:
        return 0
    ranked = sorted(values)
    exact = (len(ranked) - 1) * share
    low = int(exact)
    high = min(low + 1, len(ranked) - 1)
    return round(ranked[low] + (ranked[high] - ranked[low]) * (exact - low))


def technician_figures(connection: Connection, asked: AskTechnicians) -> TechnicianFigures:
    """Return who led and shared most in the time range that is asked for."""
    length = sessions.c.closed_ms - sessions.c.opened_ms
    led = _sums(connection, asked, (sessions.c.technician_id, sessions.c.opened_ms, length))
    lasted = shares.c.ended_ms - shares.c.started_ms
    shared = _sums(connection, asked, (shares.c.technician_id, shares.c.started_ms, lasted))
    people = {row.id: row.name for row in connection.execute(select(technicians.c.id, technicians.c.name))}
    chosen = set(numbers(People(connection).chosen(0, asked.group) or ())) if asked.group else set(people)
    found = [
        TechnicianWork(
            name=cleaned(people[number]),
            sessions=led[number][0],
            length_ms=led[number][1],
            shares=shared[number][0],
            shared_ms=shared[number][1],
        )
        for number in (led.keys() | shared.keys()) & chosen
    ]
    found.sort(key=lambda one: (-one.sessions, -one.shares, natural_key(one.name)))
    most = tuple(found[:TECHNICIANS_LIMIT])
    return TechnicianFigures(request=asked.request, technicians=most, others=len(found) - len(most))


def _sums(
    connection: Connection, asked: AskTechnicians, columns: tuple[ColumnElement[Any], ...]
) -> defaultdict[int, tuple[int, int]]:
    """Return of each technician how often there was something, and how long that took in all.

    `columns` are whose it was, when it began, and how long it took.
    """
    whose, began, took = columns
    wanted = (
        select(whose, func.count(), func.sum(func.coalesce(took, 0)))
        .where(began >= asked.since_ms, began < asked.until_ms, whose.is_not(None))
        .group_by(whose)
    )
    found: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for number, count, total in connection.execute(wanted):
        found[number] = count, max(0, int(total))
    return found
