"""Waking a thread that sleeps in `select`."""

from __future__ import annotations

import contextlib
import os
import threading


class WakePipe:
    """A pipe that is readable once someone has called `wake`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # a number of a closed pipe may be another file's by now
        self._read, self._write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._open = True

    def fileno(self) -> int:
        """Return the end to select on."""
        return self._read

    def wake(self) -> None:
        """Make it readable. Any thread; harmless after `close`."""
        with self._lock, contextlib.suppress(BlockingIOError):  # full: readable anyway
            if self._open:
                os.write(self._write, b"\0")

    def drain(self) -> None:
        """Make it unreadable again."""
        with contextlib.suppress(BlockingIOError):
            os.read(self._read, 65536)

    def close(self) -> None:
        """Close both ends."""
        with self._lock:
            if self._open:
                self._open = False
                os.close(self._read)
                os.close(self._write)
