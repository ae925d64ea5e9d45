"""Strangers who mean ill, in a process of their own: `python strangers.py {joins,attaches} PORT COUNT ROUTE`.

They come from fifty networks, as a proxy says in front of each connection, half of them with IPv6 addresses of which
they change the last part each time. Each number they print is how many have been said by then.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import socket
import struct
import sys

from protocol.link.link import Link, LinkEnd, Trust
from protocol.link.tls import client_context
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import Join, Joining, JoinStep
from protocol.vocabulary.messages import Attach, Hello, Refused, Welcome

PROXY = "127.0.0.9"
NETWORKS = 50
AT_ONCE = 8
EACH = 200  # joins over one link, as long as the host keeps it
ANYBODY = Trust(fingerprint=None, deferred=True)
CONTEXT = client_context(ANYBODY)  # made once: that alone takes longer than a handshake
SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"


def header(source: str) -> bytes:
    """Return what HAProxy says in front of a connection from `source`."""
    family = socket.AF_INET6 if ":" in source else socket.AF_INET
    address = socket.inet_pton(family, source)
    rest = address + bytes(len(address)) + struct.pack("!HH", 4711, 7330)
    return SIGNATURE + bytes([0x21, 0x21 if ":" in source else 0x11]) + len(rest).to_bytes(2, "big") + rest


def a_source(number: int) -> str:
    """Return an address of one of the networks."""
    network = number % NETWORKS
    return f"2001:db8:{network:x}::{random.randrange(1, 2**16):x}" if network % 2 else f"198.18.{network}.7"


class Stranger:
    """One link."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[Message | LinkEnd] = asyncio.Queue()

    async def connect(self, port: int, source: str) -> Link:
        """Dial as somebody from `source`."""
        loop = asyncio.get_running_loop()
        raw = socket.socket()
        raw.setblocking(False)
        raw.bind((PROXY, 0))
        await loop.sock_connect(raw, ("127.0.0.1", port))
        await loop.sock_sendall(raw, header(source))
        _, link = await loop.create_connection(
            lambda: Link(receive=self.heard.put_nowait, ended=self.heard.put_nowait, trust=ANYBODY),
            sock=raw,
            ssl=CONTEXT,
            server_hostname="x",
        )
        link.send(Hello(program="viewer"))
        return link

    async def get(self, *kinds: type[Message]) -> Message | None:
        """Return the next message of these kinds; None: the link has ended."""
        while True:
            message = await self.heard.get()
            if isinstance(message, LinkEnd):
                return None
            if isinstance(message, kinds):
                return message


async def join(stranger: Stranger, link: Link, route: str) -> bool:
    """Try a route, or begin a join with the one there is and leave it; return whether the link goes on."""
    link.send(Join(route=random.choice((route, f"{random.randrange(10_000):04}"))))
    answer = await stranger.get(Joining, Refused)
    if isinstance(answer, Joining):
        link.send(JoinStep(session=answer.session, join=answer.join, data=b"c" + os.urandom(33)))
        return False
    return answer is not None


async def attach(_stranger: Stranger, link: Link, _route: str) -> bool:
    """Ask for a seat that there is not."""
    link.send(Attach(session=os.urandom(16), member=1, token=os.urandom(32), salt=bytes(16)))
    return True


async def come(kind: str, port: int, counted: itertools.count[int], count: int, route: str) -> None:
    """Come again and again, until all together have said `count` things."""
    act = {"joins": join, "attaches": attach}[kind]
    while True:
        stranger = Stranger()
        try:
            async with asyncio.timeout(20):
                link = await stranger.connect(port, a_source(random.randrange(10_000)))
                await stranger.get(Welcome)
                for _ in range(EACH):
                    if (said := next(counted)) >= count:
                        return
                    if said % 500 == 0:
                        print(said, flush=True)
                    if not await act(stranger, link, route):
                        break
                link.close()
        except (OSError, TimeoutError):
            await asyncio.sleep(0.01)


async def main(kind: str, port: str, count: str, route: str) -> None:
    """Do what the command line says."""
    counted = itertools.count()
    await asyncio.gather(*(come(kind, int(port), counted, int(count), route) for _ in range(AT_ONCE)))
    print(count, flush=True)


if __name__ == "__main__":
    os.nice(19)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    asyncio.run(main(*sys.argv[1:]))
