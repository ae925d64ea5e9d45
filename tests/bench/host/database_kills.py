"""What a host's members notice when its PostgreSQL is killed again and again, under chat load.

    database_kills.py [--sessions N] [--kills N]

A real host, a real PostgreSQL, members without windows (`crowd`). All sessions chat all the time; meanwhile a
technician opens sessions and ends them. Every process of the server is killed with SIGKILL, and the server started
again. Then: how long until a new session can be opened, whether the others stayed together, and in the end whether
every line that was said is there once and in order, and every session that was opened or ended is so in the database.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[3])]

from sqlalchemy import URL  # noqa: E402 - only now can ours be found

from console.host.configuration.settings import DATABASE  # noqa: E402
from console.host.core.accounts.changes import add_technician  # noqa: E402
from console.host.core.audit import Event  # noqa: E402
from console.host.store.records.accounts import Author  # noqa: E402
from console.host.store.store import Store  # noqa: E402
from protocol.link.host_line import HostLine  # noqa: E402
from protocol.link.link import Link, Trust  # noqa: E402
from protocol.seat.attendance import now_ms  # noqa: E402
from protocol.vocabulary.accounts import PasswordLogin  # noqa: E402
from protocol.vocabulary.codec import Message  # noqa: E402
from protocol.vocabulary.messages import (  # noqa: E402
    Attach,
    Leave,
    LoggedIn,
    OpenSession,
    Reason,
    Refused,
    Room,
    SessionClosed,
    SessionOpened,
)
from tests.bench.host import crowd  # noqa: E402
from tests.helpers.postgresql import PostgreSQL  # noqa: E402

OPENER = "opener"  # a technician with no other sessions: there may be ten at a time
PAUSE_S = 0.1  # between a technician's sessions, and between tries
CHAT_S = 0.6  # between two lines of a member, who may say two a second for long
BETWEEN_S = 1.5  # from one kill's end to the next


class Opener:
    """A technician who opens a session and ends it, over and over.

    Attributes:
        opened: when each session was opened, as the host said it.
        closed: the sessions of which the host said that they are over.
        refused: how often there was none for the database's sake.
    """

    def __init__(self, port: int, trust: Trust, name: str) -> None:
        self.opened: dict[bytes, float] = {}
        self.closed: set[bytes] = set()
        self.refused = 0
        self._name = name
        self._requests = itertools.count(1)
        self._line = HostLine(
            address=(crowd.HOST, port),
            trust=trust,
            program="console",
            up=self._up,
            receive=self._receive,
            down=lambda _code: None,
            dial=crowd.dial_from("127.9.9.9", trust),
        )
        self._line.start()

    def stop(self) -> None:
        """Stay away."""
        self._line.stop()

    def _up(self, link: Link) -> None:
        link.send(PasswordLogin(name=self._name, password=crowd.PASSWORD))

    def _open(self) -> None:
        self._send(OpenSession(request=next(self._requests)))

    def _send(self, message: Message) -> None:
        if self._line.link is not None:
            self._line.link.send(message)

    def _receive(self, message: Message) -> None:
        loop = asyncio.get_running_loop()
        match message:
            case LoggedIn():
                self._open()
            case SessionOpened(session=session, token=token):
                self.opened[session] = time.monotonic()
                self._send(Attach(session=session, member=1, token=token, salt=bytes(16)))
            case Room(session=session) if session not in self.closed:
                self._send(Leave(session=session))
            case SessionClosed(session=session):
                self.closed.add(session)
                loop.call_later(PAUSE_S, self._open)
            case Refused(about=OpenSession.TAG, reason=reason):
                assert reason is Reason.STORAGE, reason
                self.refused += 1
                loop.call_later(PAUSE_S, self._open)
            case Refused():
                raise SystemExit(f"the host refused {message.about}: {message.reason.value}")


@dataclass
class Chatter:
    """All members of a crowd say a line every `CHAT_S`, with its number."""

    everybody: crowd.Crowd
    said: int = 0
    _task: asyncio.Task[None] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Begin to talk."""
        self._task = asyncio.create_task(self._talk())

    async def _talk(self) -> None:
        while True:
            for seat in [*self.everybody.leads, *self.everybody.customers]:
                seat.attendance.say(str(self.said))
            self.said += 1
            await asyncio.sleep(CHAT_S)

    async def stop(self, limit_s: float) -> list[str]:
        """Stop, wait until all was heard, and return what was not, or twice, or out of order."""
        assert self._task is not None
        self._task.cancel()
        wanted = [str(number) for number in range(self.said)]
        seats = [*self.everybody.leads, *self.everybody.customers]
        end = time.monotonic() + limit_s
        while any(len(seat.heard) < self.said for seat in seats) and time.monotonic() < end:  # noqa: ASYNC110
            await asyncio.sleep(CHAT_S)
        return [
            f"seat {number} heard {len(seat.heard)} of {self.said}"
            for number, seat in enumerate(seats)
            if [line.text for line in seat.heard] != wanted
        ]


async def measure(sessions: int, kills: int, limit_s: float, folder: Path) -> list[float]:
    """Kill the database `kills` times; return how long each time a technician waited for a new session."""
    server = PostgreSQL()
    server.start()
    url = server.url(server.new_database())
    os.environ[DATABASE.variable] = url.render_as_string(hide_password=False)
    host = crowd.HostProcess(folder)
    try:
        seeds = crowd.plant_into(url, sessions)
        _add_opener(url)
        trust = host.start()
        everybody = crowd.Crowd(host.port, trust, seeds)
        opener = Opener(host.port, trust, OPENER)
        everybody.start()
        await everybody.all_together(limit_s)
        waits = await _kill_under_load(server, everybody, opener, kills, limit_s)
        everybody.stop()
        opener.stop()
        host.stop()
        _compare(Store(url), opener)
    finally:
        host.stop()
        del os.environ[DATABASE.variable]
        server.remove()
    print(f"{len(opener.opened)} sessions opened and {opener.refused} refused meanwhile", flush=True)
    return waits


def _add_opener(url: URL) -> None:
    store = Store(url)
    author = Author(who="bench", time_ms=now_ms())
    store.accounts.change(
        lambda accounts: add_technician(accounts, 1, OPENER, administrator=False), author, password=crowd.PASSWORD
    )
    store.close()


async def _kill_under_load(
    server: PostgreSQL, everybody: crowd.Crowd, opener: Opener, kills: int, limit_s: float
) -> list[float]:
    chatter = Chatter(everybody)
    chatter.start()
    waits = []
    for number in range(kills):
        await asyncio.sleep(BETWEEN_S)
        killed = time.monotonic()
        server.kill()
        await asyncio.to_thread(server.start)
        up = time.monotonic()
        while not any(at > up for at in opener.opened.values()):
            if time.monotonic() - killed > limit_s:
                raise SystemExit(f"no new session {limit_s} s after the database was killed")
            await asyncio.sleep(0.02)
        waits.append(min(at for at in opener.opened.values() if at > up) - killed)
        together = everybody.together()
        if together != len(everybody.leads):
            raise SystemExit(f"only {together} of {len(everybody.leads)} sessions are together")
        print(f"{number + 1}: server back after {up - killed:.2f} s, a new session after {waits[-1]:.2f} s", flush=True)
    if wrong := await chatter.stop(limit_s):
        raise SystemExit(f"chat lines are lost, doubled or out of order: {wrong[:3]}")
    print(f"{chatter.said * 2 * len(everybody.leads)} chat lines said and heard once, in order", flush=True)
    return waits


def _compare(store: Store, opener: Opener) -> None:
    """Compare what the technician was told with what the database has."""
    store.audit.verify()
    rows = [row.entry for row in store.audit.rows()]
    opened = [entry.session for entry in rows if entry.event is Event.SESSION_OPENED]
    closed = [entry.session for entry in rows if entry.event is Event.SESSION_CLOSED]
    store.close()
    for told, kept in ((set(opener.opened), opened), (opener.closed, closed)):
        if missing := told.difference(kept):
            raise SystemExit(f"{len(missing)} changes that the host had acknowledged are not in the database")
        if len(set(kept)) != len(kept):
            raise SystemExit("a change is in the audit twice")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--limit-s", type=float, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        waits = asyncio.run(measure(options.sessions, options.kills, options.limit_s, Path(folder)))
    print(f"a new session after {statistics.median(waits):.2f} s (median), {max(waits):.2f} s (most)")


if __name__ == "__main__":
    main()
