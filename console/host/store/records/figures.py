"""Figures for charts from the database: sessions and waiting times of days, shares of technicians."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from console.host.store.tables.schema import sessions, shares, technicians
from protocol.notation.names import cleaned
from protocol.vocabulary.reports import (
    TECHNICIANS_LIMIT,
    AskDays,
    AskShares,
    Day,
    DayFigures,
    ShareFigures,
    TechnicianShares,
)

_MOST = 0.95  # of those who waited did not wait longer


def day_figures(connection: Connection, asked: AskDays) -> DayFigures:
    """Return the figures of each day that is asked for."""
    if len(asked.starts) < 2:
        return DayFigures(request=asked.request, days=())
    starts = sorted(asked.starts)
    opened = sessions.c.opened_ms
    rows = connection.execute(select(opened, sessions.c.waited_ms).where(opened >= starts[0], opened < starts[-1]))
    return DayFigures(request=asked.request, days=tuple(days(starts, ((row[0], row[1]) for row in rows))))


def days(starts: Sequence[int], opened: Iterable[tuple[int, int | None]]) -> list[Day]:
    """Sort sessions, given as the moment they were opened and the time waited, into the days that `starts` begins."""
    counts = [0] * (len(starts) - 1)
    waits: list[list[int]] = [[] for _ in counts]
    for moment, waited in opened:
        day = bisect_right(starts, moment) - 1
        counts[day] += 1
        if waited is not None:
            waits[day].append(waited)
    return [
        Day(
            sessions=count,
            waited=len(wait),
            waited_median_ms=quantile(wait, 0.5),
            waited_most_ms=quantile(wait, _MOST),
        )
        for count, wait in zip(counts, waits, strict=True)
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


def share_figures(connection: Connection, asked: AskShares) -> ShareFigures:
    """Return who shared most in the time range that is asked for."""
    count = func.count().label("count")
    length = func.sum(func.coalesce(shares.c.ended_ms - shares.c.started_ms, 0))
    found = connection.execute(
        select(technicians.c.name, count, length)
        .join(shares, shares.c.technician_id == technicians.c.id)
        .where(shares.c.started_ms >= asked.since_ms, shares.c.started_ms < asked.until_ms)
        .group_by(technicians.c.id, technicians.c.name)
        .order_by(count.desc(), technicians.c.name)
    ).all()
    most = tuple(
        TechnicianShares(name=cleaned(name), shares=number, shared_ms=max(0, int(total)))
        for name, number, total in found[:TECHNICIANS_LIMIT]
    )
    return ShareFigures(request=asked.request, technicians=most, others=len(found) - len(most))
