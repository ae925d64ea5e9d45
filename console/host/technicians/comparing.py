"""Compares passwords in a thread of its own, one after the other, so that neither loop nor database wait for it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from console.host.core.accounts.passwords import Passwords

NICENESS = 5  # on Linux: whoever shares a screen goes first

T = TypeVar("T")


class Comparing:
    """Computes what is kept of a password; what comes of it is told on the event loop, unless that has ended."""

    def __init__(self, *, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._stopped = False
        self._passwords = Passwords()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="passwords", initializer=_step_back)

    def match(self, kept: str | None, password: str, then: Callable[[bool], None]) -> None:
        """Call `then` with whether `password` is the one that `kept` was made of."""
        self._do(lambda: self._passwords.match(kept, password), then)

    def hash(self, password: str, then: Callable[[str], None]) -> None:
        """Call `then` with what may be kept of `password`."""
        self._do(lambda: self._passwords.hash(password), then)

    def stop(self) -> None:
        """Compare nothing more; what is being compared is told nobody."""
        self._stopped = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _do(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        if not self._stopped:
            self._loop.run_in_executor(self._thread, work).add_done_callback(partial(self._done, then))

    def _done(self, then: Callable[[T], None], future: asyncio.Future[T]) -> None:
        if not (self._stopped or future.cancelled()):
            then(future.result())


def _step_back() -> None:
    """Let the other threads of this program go first; each thread has a niceness of its own on Linux only."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # the service's filter of system calls forbids it; logins work all the same
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
