"""Holds connections to a host as strangers may who mean ill, and has each back that the host has ended.

    attackers.py KIND HOST PORT COUNT [SOURCE ...]

Each of the `COUNT` comes from the next one of the sources. It says on its standard output how many have stood, once all
have, or half a minute has passed. KIND: "silent" sends nothing, "half" a request without its end, "links" a greeting.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import ssl
import sys
from collections.abc import Callable

from protocol.link.tls import ALPN, ALPN_HTTP
from protocol.link.wire import frame
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.messages import Hello

PATIENCE_S = 30.0
AGAIN_S = 2.0
AT_ONCE = 16  # handshakes: the attackers have to have the processor for them, too
SAYS = {
    "silent": ("", b""),
    "half": (ALPN_HTTP, b"GET /chat/printers HTTP/1.1\r\nHost: x\r\n"),
    "links": (ALPN, frame(HOST_VOCABULARY.encode(Hello(program="attacker")))),
}


def _context(protocol: str) -> ssl.SSLContext | None:
    if not protocol:
        return None
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols([protocol])
    return context


class Attack:
    """Connections of one kind to one place."""

    def __init__(self, kind: str, host: str, port: int) -> None:
        protocol, self._says = SAYS[kind]
        self._place = (host, port)
        self._context = _context(protocol)
        self._dialing = asyncio.Semaphore(AT_ONCE)

    async def go_on(self, source: str | None, stands: Callable[[], None]) -> None:
        """Hold one connection, and another one whenever it has ended."""
        while True:
            with contextlib.suppress(OSError):
                await self._hold(source, stands)
            await asyncio.sleep(AGAIN_S)

    async def _hold(self, source: str | None, stands: Callable[[], None]) -> None:
        name = None if self._context is None else "x"
        local = None if source is None else (source, 0)
        async with self._dialing:
            reader, writer = await asyncio.open_connection(
                *self._place, ssl=self._context, server_hostname=name, local_addr=local
            )
        try:
            writer.write(self._says)
            stands()
            while await reader.read(4096):
                pass
        finally:
            writer.transport.abort()


async def _attack(kind: str, host: str, port: int, count: int, sources: list[str]) -> None:
    attack = Attack(kind, host, port)
    where = itertools.cycle(sources or [None])
    stood = [asyncio.Event() for _ in range(count)]
    tasks = [asyncio.create_task(attack.go_on(next(where), each.set)) for each in stood]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            for each in stood:
                await each.wait()
    print(sum(each.is_set() for each in stood), flush=True)
    await asyncio.gather(*tasks)


if __name__ == "__main__":
    os.nice(10)
    _kind, _host, _port, _count, *_sources = sys.argv[1:]
    asyncio.run(_attack(_kind, _host, int(_port), int(_count), _sources))
