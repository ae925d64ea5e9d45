"""How often a receiver's picture may begin anew, whatever makes it: each time costs the receiver a whole screen.

A window that is being resized, a pause, another monitor: what begins too soon waits, and only the latest begins.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from protocol.rates.bucket import Bucket, Limit

SOURCES = Limit(4, 0.5)  # fewer than a receiver takes, after a link has held them up, too


class SourcePace:
    """The streams of one share, whatever sources it has one after the other. Any thread.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()  # a source's thread may still be ending when the next one's begins
        self._bucket = Bucket(SOURCES, clock())

    def begin_s(self) -> float:
        """Count a stream that begins now and return 0, or return the seconds after which it may."""
        with self._lock:
            now_s = self._clock()
            return 0.0 if self._bucket.take(now_s) else max(0.001, self._bucket.due_s(now_s))
