"""Clocks that are wrong: what each shows while a right one runs."""

from __future__ import annotations

from collections.abc import Callable

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
RIGHT_MS = 1_795_000_000_000  # a day of 2026, when all of them begin
MIDDLE_MS = RIGHT_MS + 10 * 60_000  # when those change that change

Clock = Callable[[int], int]
"""Takes what a right clock shows, in milliseconds since 1970, and returns what this one does."""


def _off(by_ms: int) -> Clock:
    return lambda right_ms: right_ms + by_ms


def _set(before_ms: int, after_ms: int) -> Clock:
    """Return a clock that is off by one time, and by another from the middle on."""
    return lambda right_ms: right_ms + (before_ms if right_ms < MIDDLE_MS else after_ms)


CLOCKS: dict[str, Clock] = {
    "right": _off(0),
    "three hours behind": _off(-3 * HOUR_MS),
    "two minutes ahead": _off(120_000),
    "400 days ahead": _off(400 * DAY_MS),
    "in 1970": _off(-RIGHT_MS),
    "before 1970": _off(-RIGHT_MS - 400 * DAY_MS),
    "in 2106": _off(80 * 365 * DAY_MS),
    "set back an hour": _set(0, -HOUR_MS),
    "set right from years ahead": _set(5 * 365 * DAY_MS, 0),
    "set right from behind": _set(-5 * HOUR_MS, 0),
    "a second back": _set(0, -1000),
    "stands still": lambda _right_ms: RIGHT_MS,
    "jumps to and fro": lambda right_ms: right_ms + (-HOUR_MS if right_ms // 60_000 % 2 else HOUR_MS),
}
