"""Codes that led nowhere, by host: after three in a row whoever joins waits a minute before the next one there.

The lead's console counts tries at its side. Here it is the host that may guess: with each code that somebody
proves, it (or whoever sits in between) can find out whether one guess of the five secret digits was right, whatever
reason it then gives for the failure. So a try is counted before anything is proven, and a seat alone makes it good.
Links are not counted: nobody guesses their 128 bits.
"""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Callable
from pathlib import Path

from protocol.notation.joincode import BadCode, split_address
from protocol.system.private_files import private_folder, write_private

TRIES_LIMIT = 3  # in a row
WAIT_S = 60
CODES_WAIT = "codes_wait"  # the sentence for whoever has to wait
COUNTED = ("unknown_code",)  # failures that count as a wrong code, though nothing was proven
FORGET_S = 3600  # after which a try counts no longer
HOSTS_LIMIT = 64  # of which is remembered what was tried; the oldest go first
NEARBY = "*"  # stands for all hosts together that announce themselves in the LAN
FILE_LIMIT = 65_536  # bytes
FILE = "wrong-codes.json"

_log = logging.getLogger(__name__)


class WrongCodes:
    """Counts tries, over restarts of the program, too.

    Args:
        file: where they are kept; None: nowhere.
        now: seconds since 1970.
    """

    def __init__(self, file: Path | None = None, *, now: Callable[[], float] = time.time) -> None:
        self._file = file
        self._now = now
        self._tries: dict[str, tuple[int, float]] = {} if file is None else _read(file)

    def wait_s(self, host: str) -> int:
        """Return how many seconds no code may be tried at `host`; 0: one may."""
        tries, last = self._of(host)
        return max(0, math.ceil(last + WAIT_S - self._now())) if tries >= TRIES_LIMIT else 0

    def tried(self, host: str) -> None:
        """Count a code that has not led to a seat at `host` yet."""
        tries, _ = self._of(host)
        self._tries.pop(_name(host), None)
        self._tries[_name(host)] = (tries % TRIES_LIMIT + 1, self._now())
        while len(self._tries) > HOSTS_LIMIT:
            del self._tries[next(iter(self._tries))]
        self._write()

    def right(self, host: str) -> None:
        """Forget what was tried at `host`: a code has led to a seat."""
        if self._tries.pop(_name(host), None) is not None:
            self._write()

    def _of(self, host: str) -> tuple[int, float]:
        """Return the tries that count, and when the last one was."""
        tries, last = self._tries.get(_name(host), (0, 0.0))
        if last > self._now():  # the clock was set back: that makes nobody wait for longer than a minute
            last = self._now()
            self._tries[_name(host)] = (tries, last)
        return (0, 0.0) if self._now() - last > FORGET_S else (tries, last)

    def _write(self) -> None:
        if self._file is None:
            return
        try:
            private_folder(self._file.parent)
            write_private(self._file, json.dumps(self._tries).encode())
        except OSError as error:
            _log.warning("tried codes could not be saved, they count until the program ends: %s", error.strerror)


def _name(host: str) -> str:
    """Return the one way to write the address `host`."""
    try:
        name, port = split_address(host)
    except BadCode:
        return host.strip().lower()
    return f"{name.lower().rstrip('.')}:{port}"


def _read(file: Path) -> dict[str, tuple[int, float]]:
    try:
        with file.open("rb") as opened:
            plain = json.loads(opened.read(FILE_LIMIT))
        kept = {str(host): (int(tries), float(last)) for host, (tries, last) in plain.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError):
        _log.warning("what was tried could not be read: %s", file)
        return {}
    return {host: (tries, last) for host, (tries, last) in kept.items() if 0 < tries <= TRIES_LIMIT and last >= 0}
