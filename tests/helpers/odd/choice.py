"""Which rows of a table of odd computers a run takes: all of them, or a few by a seed that is printed.

`FERNBLICK_ODD` is `all`, or the seed of an earlier run; without it each run has a seed of its own.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import TypeVar

WISH = os.environ.get("FERNBLICK_ODD", "")
SEED = int(WISH) if WISH.isdecimal() else random.SystemRandom().randrange(10**6)
os.environ["FERNBLICK_ODD"] = WISH or str(SEED)  # all processes of a run take the same rows

Row = TypeVar("Row")


def some(rows: Sequence[Row], count: int) -> list[Row]:
    """Return `count` of the rows, in their order, by this run's seed; all of them where all are wanted."""
    if WISH == "all" or count >= len(rows):
        return list(rows)
    chosen = sorted(random.Random(SEED).sample(range(len(rows)), count))
    return [rows[at] for at in chosen]


def heading() -> str:
    """Say how to have the same rows again."""
    return "odd computers: all" if WISH == "all" else f"odd computers: FERNBLICK_ODD={SEED}"
