"""Logs that do not grow without end, however often somebody outside makes a program write a line."""

from __future__ import annotations

import logging
import logging.handlers
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from protocol.system.private_files import FILE_MODE, open_private

FILE_BYTES = 2_000_000
FILES_KEPT = 4  # beside the one that is written
LINES_OF_A_KIND = 60  # a window
WINDOW_S = 60.0
KINDS = 1000  # that are counted at once


class FewOfAKind(logging.Filter):
    """Lets through at most `LINES_OF_A_KIND` lines of one kind in `WINDOW_S`; the next one says how many were left out.

    A kind is what a line of the source says, whatever the values in it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._kinds: dict[tuple[str, str], list[float]] = {}  # when the window began, lines in it, lines left out

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the line is to be written."""
        now_s, kind = self._clock(), (record.name, str(record.msg))
        counted = self._kinds.get(kind)
        if counted is None or now_s - counted[0] >= WINDOW_S:
            left_out = 0 if counted is None else int(counted[2])
            self._kinds.pop(kind, None)
            while len(self._kinds) >= KINDS:
                del self._kinds[next(iter(self._kinds))]
            counted = self._kinds[kind] = [now_s, 0, 0]
            if left_out:
                record.msg = f"{record.msg} ({left_out} more like this were left out)"
        if counted[1] >= LINES_OF_A_KIND:
            counted[2] += 1
            return False
        counted[1] += 1
        return True


class RotatingFile(logging.handlers.RotatingFileHandler):
    """Writes to `file`, its user's alone, and begins it anew when it is full; the last few are kept beside it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=False)

    def _open(self) -> Any:
        open_private(Path(self.baseFilename), "ab").close()
        Path(self.baseFilename).chmod(FILE_MODE)
        return super()._open()


def log_to_standard_error(level: str) -> None:
    """Write what is logged from `level` on to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(FewOfAKind())
    logging.basicConfig(handlers=[handler], level=level.upper())
