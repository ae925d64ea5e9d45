"""The times that a reader sees beside the lines of a transcript: they never run backwards. Pure.

They are those of the reader's own clock, for two computers' clocks may be hours apart, and nobody reads when a line was
written by a clock that is wrong. Where the own clock is set back in the middle, they go on from the latest at its pace,
until it has caught up.
"""

from __future__ import annotations


class RisingTime:
    """The time of the line that comes next."""

    def __init__(self) -> None:
        self._latest_ms = 0
        self._ahead_ms = 0  # of the clock, since it was set back

    def read(self, now_ms: int) -> int:
        """Return the time to be shown when the clock shows `now_ms`."""
        if now_ms >= self._latest_ms:
            self._ahead_ms = 0
        self._ahead_ms = max(self._ahead_ms, self._latest_ms - now_ms)
        self.note(now_ms + self._ahead_ms)
        return self._latest_ms

    def note(self, shown_ms: int) -> None:
        """Take note of a time that was shown, as of a line that was kept."""
        self._latest_ms = max(self._latest_ms, shown_ms)
