"""Ranges of days, and the marks at the axes of charts."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date

import pytest

from console.admin.chart_axes import SPAN_STEPS_S, day_marks, marks, step, whole_step
from console.admin.time_range import DAYS_LIMIT, Preset, TimeRange, begin_ms, chosen_range

TODAY = date(2026, 11, 23)
OWN = TimeRange(date(2026, 3, 1), date(2026, 2, 1))
HOUR_MS = 3_600_000


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        (Preset.TODAY, TODAY, TODAY),
        (Preset.WEEK, date(2026, 11, 17), TODAY),
        (Preset.MONTH, date(2026, 10, 25), TODAY),
        (Preset.OWN, date(2026, 2, 1), date(2026, 3, 1)),
    ],
)
def test_a_preset_ends_today_and_ones_own_may_be_given_in_any_order(preset: Preset, first: date, last: date) -> None:
    assert chosen_range(preset, TODAY, OWN) == TimeRange(first, last)


def test_everything_begins_before_and_ends_after_all_that_there_is() -> None:
    everything = chosen_range(Preset.ALL, TODAY, OWN)
    assert everything.first < date(2020, 1, 1) < TODAY < everything.last


@pytest.mark.usefixtures("berlin")
def test_days_begin_at_midnight_here_and_are_longer_or_shorter_when_clocks_change() -> None:
    assert begin_ms(date(2026, 11, 23)) == 1_795_388_400_000  # 22 November, 23:00 UTC
    assert TimeRange(date(2026, 10, 25), date(2026, 10, 25)).until_ms - begin_ms(date(2026, 10, 25)) == 25 * HOUR_MS
    assert TimeRange(date(2026, 3, 29), date(2026, 3, 29)).until_ms - begin_ms(date(2026, 3, 29)) == 23 * HOUR_MS


def test_a_range_has_each_of_its_days_and_a_long_one_the_latest() -> None:
    assert TimeRange(TODAY, TODAY).days == [TODAY]
    assert TimeRange(date(2026, 10, 31), date(2026, 11, 2)).days == [
        date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2)
    ]  # fmt: skip
    days = chosen_range(Preset.ALL, TODAY, OWN).days
    assert len(days) == DAYS_LIMIT
    assert days[-1] == date(2100, 1, 1)


@pytest.mark.parametrize(
    ("count", "most", "expected"),
    [(0, 5, []), (1, 5, [0]), (5, 5, [0, 1, 2, 3, 4]), (7, 4, [0, 2, 4, 6]), (30, 5, [1, 8, 15, 22, 29]), (3, 0, [2])],
)
def test_as_many_days_are_named_as_there_is_room_for_and_always_the_last(
    count: int, most: int, expected: list[int]
) -> None:
    assert day_marks(count, most) == expected


@pytest.mark.parametrize("count", [1, 30, 90, 400])
@pytest.mark.parametrize("most", [1, 4, 16])
def test_no_more_days_are_named_than_there_is_room_for(count: int, most: int) -> None:
    named = day_marks(count, most)
    assert named[-1] == count - 1
    assert len(named) <= most + 1


@pytest.mark.parametrize(("length", "most", "expected"), [(3, 5, 1), (9, 5, 2), (60, 6, 10), (267, 5, 100), (1, 1, 1)])
def test_counts_are_marked_in_round_steps(length: float, most: int, expected: int) -> None:
    assert whole_step(length, most) == expected


@pytest.mark.parametrize(
    ("length_s", "most", "expected_s"), [(5, 6, 1), (600, 6, 120), (7000, 4, 1800), (2e6, 2, 1036800)]
)
def test_spans_of_time_are_marked_in_steps_of_a_clock(length_s: float, most: int, expected_s: int) -> None:
    assert step(SPAN_STEPS_S, length_s, most) == expected_s


def test_marks_are_the_multiples_that_can_be_seen() -> None:
    assert marks(-0.6, 61, 20) == [0, 20, 40, 60]
    assert marks(5, 4, 2) == []
