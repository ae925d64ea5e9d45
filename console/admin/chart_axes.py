"""Where the axes of charts have their marks, and what stands at them: days, spans of time, whole numbers. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence

DAY_STEPS = (1, 2, 7, 14, 28, 56, 91, 182)
SPAN_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400)


def step(steps: Sequence[int], length: float, most: int) -> int:
    """Return the smallest of `steps` that goes at most `most` times into `length`; multiples of the last one count."""
    for size in steps:
        if length / size <= most:
            return size
    return steps[-1] * math.ceil(length / steps[-1] / max(1, most))


def whole_step(length: float, most: int) -> int:
    """Return a step of 1, 2 or 5 with zeros that goes at most `most` times into `length`."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if length / (size * factor) <= most:
                return size * factor
        size *= 10


def marks(low: float, high: float, size: int) -> list[int]:
    """Return the multiples of `size` from `low` to `high`."""
    return list(range(math.ceil(low / size) * size, math.floor(high) + 1, size))


def day_marks(count: int, most: int) -> list[int]:
    """Return which of `count` days are named, the last one among them: its date says where a chart ends."""
    size = step(DAY_STEPS, count, max(1, most))
    return list(range((count - 1) % size, count, size))
