"""A code that somebody can join a session with, as its lead has it."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ActiveCode:
    """A code that somebody can join with."""

    text: str = field(repr=False)  # "1234 567 890"
    link: str = field(repr=False)
    ends_at: float  # on the monotonic clock
    valid_s: int
    page: str = field(repr=False, default="")  # link for a browser; "": the host has no pages
    burned: bool = False  # its digits were tried too often; the link is good still

    def seconds_left(self) -> int:
        """Return how long the code is still valid, in whole seconds, 0 only once it has expired."""
        return max(0, math.ceil(self.ends_at - time.monotonic()))
