"""The figures that charts show: asked for in parts, put together by day. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from console.admin.directory import NOT_CONNECTED
from console.admin.reports import Asked, Reports
from console.admin.time_range import TimeRange, begin_ms
from protocol.vocabulary.reports import (
    DAYS_LIMIT,
    AskDays,
    AskTechnicians,
    Day,
    DayFigures,
    TechnicianFigures,
    TechnicianWork,
)


@dataclass(frozen=True)
class Figures:
    """What is known of a range of days."""

    days: tuple[tuple[date, Day], ...] = ()
    technicians: tuple[TechnicianWork, ...] = ()
    others: int = 0  # technicians who led or shared, too, and have no figures here

    @property
    def sessions(self) -> int:
        """How many sessions there were."""
        return sum(day.sessions for _date, day in self.days)

    @property
    def gave_up(self) -> int:
        """How many customers left the queue."""
        return sum(day.gave_up for _date, day in self.days)

    @property
    def missed(self) -> int:
        """How many customers were lost in the queue otherwise."""
        return sum(day.missed for _date, day in self.days)

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.sessions or self.gave_up or self.missed)


class ChartFigures(QObject):
    """Loads the figures of a range.

    Signals:
        changed: all figures are here, or there is a problem; read the attributes.

    Attributes:
        figures: those that came last.
        problem: a code for a sentence, where they did not come; else "".
        as_of: when they came; None: not yet.
    """

    changed = Signal()

    def __init__(self, reports: Reports) -> None:
        super().__init__()
        self.figures = Figures()
        self.problem = ""
        self.as_of: datetime | None = None
        self._reports = reports
        self._asked: list[Asked] = []
        self._days: list[date] = []
        self._parts: dict[int, tuple[Day, ...]] = {}
        self._shares: TechnicianFigures | None = None

    @property
    def loading(self) -> bool:
        """Whether figures are on their way."""
        return bool(self._asked)

    def load(self, chosen: TimeRange, group: int = 0) -> None:
        """Load the figures of `chosen`, of a group and those below or (0) of all, in place of what is on its way."""
        self._drop()
        self.problem = "" if self._reports.connected else NOT_CONNECTED
        self._days, self._parts, self._shares = chosen.days, {}, None
        if self.problem:
            self.changed.emit()
            return
        starts = [*map(begin_ms, self._days), chosen.until_ms]
        for first in range(0, len(self._days), DAYS_LIMIT):
            part = tuple(starts[first : first + DAYS_LIMIT + 1])
            self._ask(AskDays, partial(self._days_here, first), starts=part, group=group)
        self._ask(AskTechnicians, self._shares_here, since_ms=starts[0], until_ms=starts[-1], group=group)

    def _ask(self, kind: type[AskDays | AskTechnicians], then: Callable[[Any], None], **fields: Any) -> None:
        def answered(answer: Any) -> None:
            self._asked.remove(asked)
            then(answer)

        asked = self._reports.ask(kind, answered, **fields)
        self._asked.append(asked)

    def _days_here(self, first: int, answer: DayFigures | str) -> None:
        if isinstance(answer, DayFigures):
            self._parts[first] = answer.days
        self._put_together(answer)

    def _shares_here(self, answer: TechnicianFigures | str) -> None:
        if isinstance(answer, TechnicianFigures):
            self._shares = answer
        self._put_together(answer)

    def _put_together(self, answer: object) -> None:
        if isinstance(answer, str):
            self._drop()
            self.problem = answer
            self.changed.emit()
        elif not self._asked and self._shares is not None:
            days = [day for first in sorted(self._parts) for day in self._parts[first]]
            self.figures = Figures(
                tuple(zip(self._days, days, strict=False)), self._shares.technicians, self._shares.others
            )
            self.as_of = datetime.now()
            self.changed.emit()

    def _drop(self) -> None:
        for asked in self._asked:
            self._reports.drop(asked)
        self._asked.clear()
