"""Guesses at passwords until it is ended: `guesser.py PORT NAME SOURCE...`, a line for each answer of the host.

NAME is whose password is guessed at; "-": somebody else's each time. Each source has four links at a time.
"""

import asyncio
import itertools
import sys

from protocol.link.link import Link, Trust
from protocol.link.tls import client_context
from protocol.vocabulary.accounts import PasswordLogin
from protocol.vocabulary.messages import Hello, Refused

LINKS = 4


async def guess(port: int, source: str, name: str, password: str) -> None:
    """Try one password, and say what came of it."""
    trust = Trust(fingerprint=None, deferred=True)
    ended = asyncio.Event()

    def receive(message: object) -> None:
        if isinstance(message, Refused):
            print(message.reason, flush=True)

    _, link = await asyncio.get_running_loop().create_connection(
        lambda: Link(receive=receive, ended=lambda _end: ended.set(), trust=trust),
        "127.0.0.1",
        port,
        ssl=client_context(trust),
        local_addr=(source, 0),
    )
    link.send(Hello(program="guesser"))
    link.send(PasswordLogin(name=name, password=password))
    await ended.wait()


async def go_on(port: int, source: str, name: str, numbers: "itertools.count[int]") -> None:
    """Guess, one after the other."""
    while True:
        number = next(numbers)
        try:
            await guess(port, source, name if name != "-" else f"somebody {number}", f"guess number {number}")
        except OSError:
            await asyncio.sleep(0.1)


async def main() -> None:
    """Guess from all sources."""
    port, name, *sources = sys.argv[1:]
    numbers = itertools.count()
    await asyncio.gather(*(go_on(int(port), source, name, numbers) for source in sources for _ in range(LINKS)))


asyncio.run(main())
