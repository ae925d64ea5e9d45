"""Whether a host's memory stays where it is while sessions come and go.

    soak.py [--minutes N] [--at-once N] [--database URL]

Sessions are opened, joined by code, talked in, left and ended, as many at once as said, one after the other in each
place; what is said is not sealed, for the host does not look. The host's memory is read every ten seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import crowd

from protocol.link.link import Link, LinkEnd, Trust
from protocol.link.local import dial_local
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import Admit, Admitted, CodeMade, Join, Joining, JoinStep, MakeCode
from protocol.vocabulary.messages import (
    Attach,
    Channel,
    Hello,
    Leave,
    LoggedIn,
    OpenSession,
    Refused,
    Room,
    Sealed,
    SessionClosed,
    SessionOpened,
    TokenLogin,
    Welcome,
)

ANSWER_S = 60.0
LINES = 20  # that each side says in a session
LINE = 200  # bytes
PAUSE_S = 0.05  # after each line
READ_S = 10.0

Kind = TypeVar("Kind", bound=Message)


class Client:
    """One link, and what comes over it."""

    def __init__(self) -> None:
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._link: Link | None = None
        self._ended = asyncio.Event()

    async def connect(self, port: int, trust: Trust, source: str) -> Client:
        """Come from `source` and be welcomed."""

        def ended(_end: LinkEnd) -> None:
            self._ended.set()

        dial = crowd.dial_from(source, trust)
        receive = self._inbox.put_nowait
        self._link = await dial(crowd.HOST, port, trust, receive=receive, ended=ended, keep_alive=None, name=None)
        self.send(Hello(program="bench"))
        await self.get(Welcome)
        return self

    async def connect_locally(self, place: str, trust: Trust) -> Client:
        """Come as this computer's own console, and be welcomed."""

        def ended(_end: LinkEnd) -> None:
            self._ended.set()

        self._link = await dial_local(place, trust.fingerprint, receive=self._inbox.put_nowait, ended=ended)
        self.send(Hello(program="bench"))
        await self.get(Welcome)
        return self

    def send(self, message: Message) -> None:
        """Send a message."""
        assert self._link is not None
        self._link.send(message)

    async def get(self, kind: type[Kind], matches: Callable[[Kind], bool] = lambda _message: True) -> Kind:
        """Return the next message of a kind that matches; those on the way to it are passed over."""
        async with asyncio.timeout(ANSWER_S):
            while True:
                message = await self._inbox.get()
                if isinstance(message, Refused):
                    sys.exit(f"{message.about} was refused: {message.reason}")
                if isinstance(message, kind) and matches(message):
                    return message

    async def attach(self, session: bytes, member: int, token: bytes) -> Room:
        """Take a seat."""
        salt = secrets.token_bytes(16)
        self.send(Attach(session=session, member=member, token=token, salt=salt))
        return await self.get(Room, lambda room: any(seat.salt == salt for seat in room.seats))

    async def close(self) -> None:
        """Go."""
        assert self._link is not None
        self._link.close()
        await self._ended.wait()


async def one_session(port: int, trust: Trust, folder: Path, source: str) -> None:
    """Open a session, have a customer join, talk, leave, and end it."""
    said = json.loads((folder / "host.json").read_text(encoding="utf-8"))
    console = await Client().connect_locally(said["socket"], trust)
    console.send(TokenLogin(token=bytes.fromhex(said["token"])))
    await console.get(LoggedIn)
    console.send(OpenSession(request=1))
    opened = await console.get(SessionOpened)
    session = opened.session
    await console.attach(session, 1, opened.token)
    console.send(MakeCode(session=session))
    viewer = await Client().connect(port, trust, source)
    viewer.send(Join(route=(await console.get(CodeMade)).route))
    join = (await viewer.get(Joining)).join
    viewer.send(JoinStep(session=session, join=join, data=b"step"))
    await console.get(JoinStep)
    console.send(Admit(session=session, join=join))
    admitted = await viewer.get(Admitted)
    room = await viewer.attach(session, admitted.member, admitted.token)
    await console.get(Room, lambda room: sum(seat.present for seat in room.seats) == 2)
    await _talk(console, viewer, room)
    viewer.send(Leave(session=session))
    console.send(Leave(session=session))
    await console.get(SessionClosed)
    await viewer.close()
    await console.close()


async def _talk(console: Client, viewer: Client, room: Room) -> None:
    for _ in range(LINES):
        for sender, receiver, seat in ((console, viewer, room.seats[1]), (viewer, console, room.seats[0])):
            box = Sealed(
                session=room.session,
                member=seat.member,
                generation=seat.generation,
                channel=Channel.CHAT,
                box=secrets.token_bytes(LINE),
            )
            sender.send(box)
            await receiver.get(Sealed)
        await asyncio.sleep(PAUSE_S)


async def soak(options: argparse.Namespace, folder: Path) -> None:
    """Let sessions come and go, and say how much the host holds."""
    more = ("--database", options.database) if options.database else ()
    host = crowd.HostProcess(folder, "--local-console", *more)
    trust = host.start()
    end = time.monotonic() + options.minutes * 60
    count = 0

    async def place(number: int) -> None:
        nonlocal count
        turn = 0
        while time.monotonic() < end:
            await one_session(
                host.port, trust, folder, crowd.address(number * 50 + turn % 50)
            )  # joins are few a minute
            count, turn = count + 1, turn + 1

    places = asyncio.gather(*(place(number) for number in range(options.at_once)))
    read = []
    while not places.done():
        await asyncio.wait({places}, timeout=READ_S)
        read.append(host.memory_mb())
        print(f"{len(read) * READ_S:.0f} s: {count} sessions, {read[-1]:.1f} MB", flush=True)
    await places
    quarter = max(1, len(read) // 4)
    first, last = (statistics.median(part) for part in (read[quarter : 2 * quarter] or read, read[-quarter:]))
    cpu = host.cpu_s()
    host.stop()
    print(f"{count} sessions; second quarter {first:.1f} MB, last quarter {last:.1f} MB; {cpu:.0f} s of CPU")
    if last > first * 1.05:
        sys.exit("the memory grows")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--at-once", type=int, default=4, choices=range(1, 11), help="a group allows 10 at most")
    parser.add_argument("--database", metavar="URL")
    with tempfile.TemporaryDirectory() as folder:
        crowd.run(soak(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
