"""The store thread: does the database's work, in order, so that the event loop never waits on a disk or a server.

What must be remembered (`note`) waits in order while the database cannot be written, and is tried again before anything
that comes later; what somebody waits for (`ask`) is answered at once with the failure. A try that fails, perhaps after
seconds, counts for all that was asked for meanwhile, so that nobody waits for one failure after the other. What a
stranger asks comes `behind` all else: only what the thread is at already can keep a technician waiting for it.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from console.host.core.limits import NOTES, Limits
from console.host.core.spread import Spread
from console.host.store.store import Store
from console.host.store.tables.database import OutgrownError, StorageError

ANSWER_S = 10.0  # a question that the thread has not come to by then is answered with a failure

BOUNDS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # of `Clerk.took`
LAST_S = 5.0  # how long the last notes are tried at the end
AGAIN_S = 0.2

_FIRST, _BEHIND, _LAST = range(3)  # whose turn it is

_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass
class _Note:
    """Work that is done again and again until the database takes it."""

    number: int
    work: Callable[[Store], None]
    tried: bool = False

    def again(self, store: Store) -> None:
        """Do the work, unless the try before, which failed, has done it all the same."""
        if not store.was_written():
            self.work(store)


@dataclass
class _Question:
    """Work that is done once, or not at all; whoever acquires `claim` sees to the answer."""

    number: int
    work: Callable[[Store], Any]
    then: Callable[[Any], None]
    claim: threading.Lock = field(default_factory=threading.Lock)
    expiry: asyncio.TimerHandle | None = None

    def expire(self) -> None:
        """Answer in place of the thread, which is busy elsewhere."""
        if self.claim.acquire(blocking=False):
            self.then(StorageError("it takes too long"))

    def answer(self, answer: Any) -> None:
        """Answer, on the event loop."""
        assert self.expiry is not None
        self.expiry.cancel()
        self.then(answer)


class Clerk:
    """Runs a `Store`'s methods in a thread of its own.

    `start`, `stop`, `join`, `note` and `ask` are the event loop's; everything with a leading underscore runs in the
    thread.

    Attributes:
        failing: whether the database could not be used at the last try; any thread may read it, as the next.
        failures: how many tries have failed.
        took: how long work has taken, that which failed included.

    Args:
        outgrown: called on the event loop, once, when another version of this program has brought the tables up.
    """

    def __init__(
        self,
        *,
        store: Store,
        loop: asyncio.AbstractEventLoop,
        limits: Limits,
        outgrown: Callable[[], None] = lambda: None,
    ) -> None:
        self.failing = False
        self.failures = 0
        self.took = Spread(BOUNDS_S)
        self._store = store
        self._loop = loop
        self._limits = limits
        self._outgrown: Callable[[], None] | None = outgrown
        self._jobs: queue.PriorityQueue[tuple[int, int, _Note | _Question | None]] = queue.PriorityQueue()
        self._given = 0  # the event loop's: how many jobs it has given
        self._notes: deque[_Note] = deque()
        self._failure = StorageError()
        self._failed_for = 0  # the last job that had been given when a try failed
        self._thread = threading.Thread(target=self._run, name="store")

    @property
    def waiting(self) -> int:
        """How many notes wait because the database did not take one."""
        return len(self._notes) if self.failing else 0

    @property
    def crowded(self) -> bool:
        """Whether so many notes wait that what is worth little should not come behind them; none of them is lost."""
        return len(self._notes) >= self._limits.of(NOTES)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Let the thread end once it has done what was asked for."""
        self._given += 1
        self._jobs.put((_LAST, self._given, None))

    def join(self) -> None:
        """Wait for the thread's end."""
        self._thread.join()

    def note(self, work: Callable[[Store], None]) -> None:
        """Have `work` done in its turn, again and again until the database takes it."""
        self._given += 1
        self._jobs.put((_FIRST, self._given, _Note(self._given, work)))

    def ask(
        self, work: Callable[[Store], T], then: Callable[[T | StorageError], None], *, behind: bool = False
    ) -> None:
        """Have `work` done once, after all notes, and call `then` on the event loop with what came of it.

        `behind`: after everything that others ask, too, also what they ask later.
        """
        self._given += 1
        question = _Question(self._given, work, then)
        question.expiry = self._loop.call_later(ANSWER_S, question.expire)
        self._jobs.put((_BEHIND if behind else _FIRST, self._given, question))

    def _run(self) -> None:
        while (job := self._jobs.get()[2]) is not None:
            if isinstance(job, _Note):
                self._take(job)
            elif job.claim.acquire(blocking=False):
                self._loop.call_soon_threadsafe(job.answer, self._answer(job))
        self._write_last()
        if self._notes:
            lost = {"event": "notes_lost", "count": len(self._notes)}
            _log.error("the database took no more writes; %(count)d changes are lost", lost)

    def _write_last(self) -> None:
        """Give a database that is just being started anew the time to come back."""
        end = time.monotonic() + LAST_S
        while not self._write_notes() and not self._is_outgrown and time.monotonic() < end:
            time.sleep(AGAIN_S)

    def _take(self, note: _Note) -> None:
        self._notes.append(note)
        if note.number > self._failed_for:
            self._write_notes()

    def _answer(self, question: _Question) -> Any:
        if question.number <= self._failed_for or not self._write_notes():
            return self._failure
        try:
            return self._tried(question.work)
        except StorageError as error:
            return error
        except Exception:
            _log.exception("a fault of ours in the store thread; its work is not done", {"event": "question_fault"})
            return StorageError("a fault of this program")

    def _write_notes(self) -> bool:
        """Write what waits; return whether nothing waits any more."""
        while self._notes:
            note = self._notes[0]
            try:
                self._tried(note.again if note.tried else note.work)
            except StorageError:
                note.tried = True
                return False
            except Exception:
                _log.exception("a fault of ours in the store thread; its work is lost", {"event": "note_fault"})
            self._notes.popleft()
        return True

    def _tried(self, work: Callable[[Store], T]) -> T:
        """Do `work`, and remember whether the database let it be done."""
        began = time.monotonic()
        try:
            answer = work(self._store)
        except StorageError as error:
            self._failed(error)
            raise
        finally:
            self.took.note(time.monotonic() - began)
        self._worked()
        return answer

    @property
    def _is_outgrown(self) -> bool:
        return isinstance(self._failure, OutgrownError)

    def _failed(self, error: StorageError) -> None:
        self.failures += 1
        self._failure, self._failed_for = error, self._given
        if not self.failing:
            _log.error("the database cannot be used: %(error)s", {"event": "database_failing", "error": str(error)})
        self.failing = True
        if self._is_outgrown and self._outgrown is not None:
            self._loop.call_soon_threadsafe(self._outgrown)
            self._outgrown = None

    def _worked(self) -> None:
        if self.failing:
            _log.warning("the database can be used again", {"event": "database_back"})
        self.failing = False
