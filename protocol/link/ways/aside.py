"""Questions to the system that may take long, asked in a thread that nobody waits for longer than a deadline."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def aside(ask: Callable[[], T], within_s: float) -> T:
    """Return what `ask` returns, or raise what it raises.

    The thread is a daemon of its own: one that hangs keeps neither others of its kind waiting nor the program's end.

    Raises:
        TimeoutError: there was no answer in time.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(say: Callable[[], None]) -> None:
        if not answer.done():
            say()

    def tell(say: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, say)

    def work() -> None:
        try:
            found = ask()
        except Exception as error:
            problem = error
            tell(lambda: answer.set_exception(problem))
        else:
            tell(lambda: answer.set_result(found))

    threading.Thread(target=work, name="aside", daemon=True).start()
    async with asyncio.timeout(within_s):
        return await answer
