"""Ranges of days in the administrator's own time zone: what can be chosen, and where each day begins. Pure."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAYS_LIMIT = 400  # of a range that charts show


class Preset(enum.StrEnum):
    """The ranges that need no dates."""

    TODAY = "today"
    WEEK = "week"  # today and the six days before
    MONTH = "month"  # today and the 29 days before
    OWN = "own"  # from one chosen day to another
    ALL = "all"


_DAYS = {Preset.TODAY: 1, Preset.WEEK: 7, Preset.MONTH: 30}
_FIRST = date(2000, 1, 1)  # nothing is older
_LAST = date(2100, 1, 1)


@dataclass(frozen=True)
class TimeRange:
    """All days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def since_ms(self) -> int:
        """When it begins, in milliseconds since 1970."""
        return begin_ms(self.first)

    @property
    def until_ms(self) -> int:
        """When it is over."""
        return begin_ms(self.last + timedelta(days=1))

    @property
    def days(self) -> list[date]:
        """Every day in it, the latest `DAYS_LIMIT` of them."""
        count = min((self.last - self.first).days + 1, DAYS_LIMIT)
        return [self.last - timedelta(days=count - 1 - number) for number in range(count)]


def chosen_range(preset: Preset, today: date, own: TimeRange) -> TimeRange:
    """Return what `preset` means `today`; the dates in `own` count for OWN only, in any order."""
    if preset is Preset.OWN:
        return TimeRange(*sorted((own.first, own.last)))
    if preset is Preset.ALL:
        return TimeRange(_FIRST, _LAST)
    return TimeRange(today - timedelta(days=_DAYS[preset] - 1), today)


def begin_ms(day: date) -> int:
    """Return when `day` begins here, in milliseconds since 1970; some days have 23 hours, some 25."""
    return round(datetime(day.year, day.month, day.day).timestamp() * 1000)
