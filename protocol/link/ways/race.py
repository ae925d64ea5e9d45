"""A race of attempts, of which the first that succeeds counts (RFC 8305, "Happy Eyeballs")."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from protocol.link.ways.trouble import DialError, most_telling

T = TypeVar("T")


@dataclass(frozen=True)
class Start(Generic[T]):
    """One who runs: `after_s` after the one before has begun, or as soon as another one has failed."""

    after_s: float
    attempt: Callable[[], Awaitable[T]]


async def race(starts: Sequence[Start[T]], discard: Callable[[T], None]) -> T:
    """Return what the first attempt that succeeds returns; end the others, and `discard` what they have.

    Raises:
        DialError: all have failed; with what says most.
    """
    running: set[asyncio.Task[T]] = set()
    problems: list[DialError] = []
    waiting = list(starts)
    loop = asyncio.get_running_loop()
    due = loop.time()
    try:
        while waiting or running:
            if waiting and (not running or loop.time() >= due):
                running.add(loop.create_task(_run(waiting.pop(0))))
                due = loop.time() + (waiting[0].after_s if waiting else 0.0)
            limit = max(0.0, due - loop.time()) if waiting else None
            done, running = await asyncio.wait(running, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if (winner := _sort_out(done, problems, discard)) is not None:
                return winner
            if done:
                due = loop.time()
        raise most_telling(problems)
    finally:
        for task in running:
            task.cancel()
        for late in await asyncio.gather(*running, return_exceptions=True):
            if not isinstance(late, BaseException):
                discard(late)


async def _run(start: Start[T]) -> T:
    return await start.attempt()


def _sort_out(done: set[asyncio.Task[T]], problems: list[DialError], discard: Callable[[T], None]) -> T | None:
    """Return what one of those has that are done; note what was wrong with the others."""
    winner: T | None = None
    for task in done:
        error = task.exception()
        if isinstance(error, DialError):
            problems.append(error)
        elif error is not None:
            raise error
        elif winner is None:
            winner = task.result()
        else:
            discard(task.result())
    return winner
