"""The store thread: does the database's work, in order, so that the event loop never waits on a disk.

What must be remembered (`note`) waits in order while the database cannot be written, and is tried again before anything
that comes later; what somebody waits for (`ask`) is answered at once with the failure.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from console.host.database import StorageError
from console.host.store import Store

NOTES_LIMIT = 10_000  # notes that wait for a database that cannot be written

_log = logging.getLogger(__name__)

T = TypeVar("T")
Job = Callable[[], None]


class Clerk:
    """Runs a `Store`'s methods in a thread of its own.

    `start`, `stop`, `join`, `note` and `ask` are the event loop's; everything with a leading underscore but `_answer`
    runs in the thread.
    """

    def __init__(self, *, store: Store, loop: asyncio.AbstractEventLoop) -> None:
        self._store = store
        self._loop = loop
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._notes: deque[Callable[[Store], None]] = deque()
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="store")

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Let the thread end once it has done what was asked for."""
        self._jobs.put(None)

    def join(self) -> None:
        """Wait for the thread's end."""
        self._thread.join()

    def note(self, work: Callable[[Store], None]) -> None:
        """Have `work` done in its turn, again and again until the database takes it."""
        self._jobs.put(lambda: self._note(work))

    def ask(self, work: Callable[[Store], T], then: Callable[[T | StorageError], None]) -> None:
        """Have `work` done once, after all notes, and call `then` on the event loop with what came of it."""
        self._jobs.put(lambda: self._ask(work, then))

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:
                _log.exception("a fault of ours in the store thread; its work is lost")
        self._write_notes()
        if self._notes:
            _log.error("the database took no more writes; %d changes are lost", len(self._notes))

    def _note(self, work: Callable[[Store], None]) -> None:
        if len(self._notes) >= NOTES_LIMIT:
            _log.error("the database takes no writes and too many wait; a change is lost")
            return
        self._notes.append(work)
        self._write_notes()

    def _ask(self, work: Callable[[Store], T], then: Callable[[T | StorageError], None]) -> None:
        answer: T | StorageError
        try:
            failure = self._write_notes()
            answer = work(self._store) if failure is None else failure
        except StorageError as error:
            answer = error
        self._loop.call_soon_threadsafe(then, answer)

    def _write_notes(self) -> StorageError | None:
        """Write what waits; return the failure that stopped it."""
        while self._notes:
            try:
                self._notes[0](self._store)
            except StorageError as error:
                if not self._failing:
                    _log.error("the database cannot be written: %s", error)
                self._failing = True
                return error
            except BaseException:
                self._notes.popleft()
                raise
            self._notes.popleft()
        if self._failing:
            _log.warning("the database can be written again")
        self._failing = False
        return None
