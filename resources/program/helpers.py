"""Threads for calls that block, none of which keeps the program from its end.

Those of Python's own pool do: it is waited for at the end, and a key store whose question nobody answers, or a name
that no server knows, would leave a process without a window for minutes or for ever.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from time import monotonic
from typing import ParamSpec, TypeVar

HELPERS = 2  # threads at most: each costs memory
FINISH_S = 3.0  # that jobs have at the end, so that a password which was just typed is kept

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)


class Helpers(Executor):
    """Does blocking jobs, in their order, in a few threads that end with the program whatever they are at."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._over = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have `fn` called.

        Raises:
            RuntimeError: the program is about to end.
        """
        if self._over:
            raise RuntimeError("no job is taken any more")
        done: Future[T] = Future()
        self._jobs.put(lambda: _do(done, lambda: fn(*args, **kwargs)))
        if len(self._threads) < HELPERS:
            thread = threading.Thread(target=self._run, name=f"helper_{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs, and wait for those that are there, at most `FINISH_S`; what hangs is left alone."""
        self._over = True
        if cancel_futures:
            while not self._jobs.empty():
                self._jobs.get()
        for _thread in self._threads:
            self._jobs.put(None)
        deadline = monotonic() + (FINISH_S if wait else 0.0)
        for thread in self._threads:
            thread.join(max(0.0, deadline - monotonic()))
        if wait and any(thread.is_alive() for thread in self._threads):
            _log.warning("the program ends though a call to the system has not come back")

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


def _do(done: Future[T], job: Callable[[], T]) -> None:
    if not done.set_running_or_notify_cancel():
        return
    try:
        result = job()
    except BaseException as error:  # it is whoever waits who is told
        done.set_exception(error)
    else:
        done.set_result(result)
