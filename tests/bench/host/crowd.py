"""A real host with many sessions, and their members without windows: consoles and viewers as the host meets them.

The sessions lie in the host's database before it starts, as after a restart; their members have the keys that a join
would have given them. Everything else is what the programs do: TLS, `Line` with its waiting between tries, logins with
passwords, `Attendance` with keys, sealed content and the transcript.
"""

from __future__ import annotations

import asyncio
import functools
import os
import secrets
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT)]

from sqlalchemy import URL  # noqa: E402

from console.host.core.accounts.changes import add_technician  # noqa: E402
from console.host.core.audit import Entry, Event  # noqa: E402
from console.host.process.port_choice import free_port  # noqa: E402
from console.host.store.records.accounts import Author  # noqa: E402
from console.host.store.records.sessions import StoredSeat, token_hash  # noqa: E402
from console.host.store.store import Store  # noqa: E402
from protocol.link.dialing import DIAL_S  # noqa: E402
from protocol.link.host_line import Dial, HostLine  # noqa: E402
from protocol.link.link import KeepAlive, Link, LinkEnd, Trust  # noqa: E402
from protocol.link.tls import SHUTDOWN_S, client_context  # noqa: E402
from protocol.link.ways.trouble import DialError  # noqa: E402
from protocol.seat.attendance import Attendance, now_ms  # noqa: E402
from protocol.seat.conversation import Conversation, Line  # noqa: E402
from protocol.seat.seat_key import SeatKey  # noqa: E402
from protocol.trust.introduction import Book  # noqa: E402
from protocol.vocabulary.accounts import PasswordLogin  # noqa: E402
from protocol.vocabulary.codec import Message  # noqa: E402
from protocol.vocabulary.messages import LoggedIn, Role  # noqa: E402

HOST = "127.0.0.1"
QUICK = "/dev/shm"
PASSWORD = "correct horse 1"
SESSIONS_OF_ONE = 20  # that one technician leads
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, kw_only=True)
class Seed:
    """One session, as both its members have it."""

    technician: str
    lead: SeatKey
    customer: SeatKey


def plant(database: Path, count: int) -> list[Seed]:
    """Put `count` sessions of as many technicians as that takes into a new host's database."""
    with tempfile.TemporaryDirectory(dir=QUICK if Path(QUICK).is_dir() else None) as folder:
        quick = Path(folder) / database.name
        seeds = plant_into(quick, count)
        shutil.copyfile(quick, database)
    return seeds


def plant_into(database: Path | URL, count: int) -> list[Seed]:
    """Do the same in a database that may lie anywhere, one change after the other."""
    store = Store(database)
    seeds = []
    try:
        for first in range(0, count, SESSIONS_OF_ONE):
            name = f"technician {first // SESSIONS_OF_ONE}"
            author = Author(who="bench", time_ms=now_ms())
            store.accounts.change(
                lambda accounts, name=name: add_technician(accounts, 1, name, administrator=False),
                author,
                password=PASSWORD,
            )
            number = store.accounts.snapshot().technician_named(name).number
            seeds += [_plant_one(store, name, number) for _ in range(first, min(count, first + SESSIONS_OF_ONE))]
    finally:
        store.close()
    return seeds


def _plant_one(store: Store, name: str, technician: int) -> Seed:
    session, key = secrets.token_bytes(16), secrets.token_bytes(32)
    lead = SeatKey(
        session=session,
        member=1,
        role=Role.LEAD,
        token=secrets.token_bytes(32),
        key=secrets.token_bytes(32),
        book=Book(granted=((key, True),)),
    )
    customer = SeatKey(session=session, member=2, role=Role.CUSTOMER, token=secrets.token_bytes(32), key=key)
    entry = Entry(event=Event.SESSION_OPENED, time_ms=now_ms(), session=session, member=1, who=name)
    stored = StoredSeat(member=1, role=Role.LEAD, token_hash=token_hash(lead.token), technician=technician)
    store.sessions.open(session, technician, stored, entry)
    entry = Entry(event=Event.MEMBER_JOINED, time_ms=now_ms(), session=session, member=2)
    stored = StoredSeat(member=2, role=Role.CUSTOMER, token_hash=token_hash(customer.token))
    store.sessions.add_seat(session, stored, entry)
    return Seed(technician=name, lead=lead, customer=customer)


class HostProcess:
    """The host's process, which may be killed and started again on the same port."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.port = free_port()
        self._folder = folder
        self._arguments = arguments
        self._process: subprocess.Popen[str] | None = None

    @property
    def database(self) -> Path:
        """Where its database is."""
        return self._folder / "host.sqlite"

    def start(self) -> Trust:
        """Start it, wait until it listens, and return whom its members trust."""
        command = [sys.executable, "-P", "-m", "console.host", "serve", "--listen", f"{HOST}:{self.port}"]
        with (self._folder / "host.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--data", str(self._folder), "--log-level", "warning", *self._arguments],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._process.stdout is not None
        if not self._process.stdout.readline().startswith("listening"):
            raise SystemExit(f"the host did not start; see {self._folder / 'host.log'}")
        from console.host.process.certificate import own_certificate
        from console.host.process.folder import DataFolder

        return Trust(own_certificate(DataFolder(self._folder)).fingerprint)

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it."""
        self._end(signal.SIGTERM)
        self._end(signal.SIGTERM)

    def memory_mb(self) -> float:
        """Return what it holds in memory, in 10^6 bytes."""
        return int(self._proc("statm").split()[1]) * PAGE / 1e6

    def peak_mb(self) -> float:
        """Return the most that it has ever held."""
        line = next(line for line in self._proc("status").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6

    def cpu_s(self) -> float:
        """Return how many seconds it has computed."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def _proc(self, name: str) -> str:
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/{name}").read_text()

    def _end(self, number: int) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        try:
            self._process.wait(20 if number == signal.SIGKILL else 2)
        except subprocess.TimeoutExpired:
            return
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None


@functools.cache
def _context(trust: Trust) -> ssl.SSLContext:
    """Return the TLS settings, one for all: each takes a megabyte."""
    return client_context(trust)


def dial_from(source: str, trust: Trust) -> Dial:
    """Return a way to dial from one of this computer's loopback addresses."""
    context = _context(trust)

    async def dial(
        host: str,
        port: int,
        trust: Trust,
        *,
        receive: Callable[[Message], None],
        ended: Callable[[LinkEnd], None],
        keep_alive: KeepAlive | None,
        name: str | None,
        hello: Message | None = None,
    ) -> Link:
        def make() -> Link:
            return Link(receive=receive, ended=ended, trust=trust, keep_alive=keep_alive)

        try:
            async with asyncio.timeout(DIAL_S):
                link = await _connect(context, make, (host, port), source)
                if hello is not None:
                    link.send(hello)
                return link
        except TimeoutError as error:
            raise DialError("timeout") from error
        except OSError as error:
            raise DialError("refused") from error

    return dial


async def _connect(context: ssl.SSLContext, make: Callable[[], Link], place: tuple[str, int], source: str) -> Link:
    _, link = await asyncio.get_running_loop().create_connection(
        make, *place, ssl=context, server_hostname=place[0], local_addr=(source, 0), ssl_shutdown_timeout=SHUTDOWN_S
    )
    return link


def address(number: int) -> str:
    """Return the loopback address that member `number` comes from."""
    return f"127.{1 + number // 250 // 250}.{number // 250 % 250}.{1 + number % 250}"


class Seat:
    """A member's seat; hears what its session does."""

    def __init__(self, key: SeatKey, name: str) -> None:
        self.heard: list[Line] = []  # the others' chat lines
        self.content: Callable[[Message], None] = lambda _content: None
        self.attendance = Attendance(
            seat=key,
            name=name,
            other="",
            conversation=Conversation(own=key.member, own_name=name),
            listener=self,
            save=lambda: None,
        )

    @property
    def other(self) -> int:
        """The number of the other member."""
        return 3 - self.attendance.seat.member

    @property
    def together(self) -> bool:
        """This seat is taken, and the other member can be talked to."""
        return self.attendance.attached and self.attendance.member.reaches(self.other)

    def transcript_grew(self, line: Line) -> None:
        """Keep what the other has said."""
        if line.author not in (None, self.attendance.seat.member) and not line.event:
            self.heard.append(line)

    def words_agreed(self, member: int) -> None:
        """Nobody compares them."""

    def content_arrived(self, _sender: int, content: Message) -> None:
        """Pass content on to whoever listens."""
        self.content(content)

    def room_changed(self, _before: object, _now: object) -> None:
        """Nobody looks."""

    member_left = transcript_changed = private_grew = private_changed = member_reached = member_named = (
        lambda self, _what: None
    )


class Person:
    """Somebody with a program and one or more seats: a technician, or a customer."""

    def __init__(self, port: int, dial: Dial, trust: Trust, *, login: str = "") -> None:
        self.seats: dict[bytes, Seat] = {}
        self._login = login
        self._line = HostLine(
            address=(HOST, port),
            trust=trust,
            program="console" if login else "viewer",
            up=self._up,
            receive=self._receive,
            down=self._down,
            dial=dial,
        )

    def take(self, key: SeatKey) -> Seat:
        """Have a seat from the next link on."""
        seat = self.seats[key.session] = Seat(key, self._login or "customer")
        return seat

    def start(self) -> None:
        """Come to the host, and come again whenever the link is lost."""
        self._line.start()

    def stop(self) -> None:
        """Stay away."""
        self._line.stop()

    def _up(self, link: Link) -> None:
        if self._login:
            link.send(PasswordLogin(name=self._login, password=PASSWORD))
        else:
            self._attach()

    def _attach(self) -> None:
        assert self._line.link is not None
        for seat in self.seats.values():
            seat.attendance.attach(self._line.link)

    def _receive(self, message: Message) -> None:
        if isinstance(message, LoggedIn):
            self._attach()
        elif (seat := self.seats.get(getattr(message, "session", b""))) is not None:
            seat.attendance.receive(message)

    def _down(self, _code: str) -> None:
        for seat in self.seats.values():
            seat.attendance.detach()


class Crowd:
    """All members of the sessions; `together` says in how many of them both are there."""

    def __init__(self, port: int, trust: Trust, seeds: list[Seed], *, one_address: bool = False) -> None:
        self.leads: list[Seat] = []
        self.customers: list[Seat] = []
        self._people: dict[str, Person] = {}
        dials: dict[str, Dial] = {}
        for number, seed in enumerate(seeds):
            for who, login, key in ((seed.technician, seed.technician, seed.lead), (str(number), "", seed.customer)):
                if who not in self._people:
                    source = HOST if one_address else address(len(self._people))
                    dial = dials.setdefault(source, dial_from(source, trust))
                    self._people[who] = Person(port, dial, trust, login=login)
                (self.leads if login else self.customers).append(self._people[who].take(key))

    def start(self) -> None:
        """Have everybody come at once."""
        for person in self._people.values():
            person.start()

    def stop(self) -> None:
        """Have everybody go."""
        for person in self._people.values():
            person.stop()

    def together(self) -> int:
        """Return in how many sessions both members are there and can talk."""
        return sum(
            lead.together and customer.together for lead, customer in zip(self.leads, self.customers, strict=True)
        )

    async def all_together(self, limit_s: float, before: Callable[[], bool] = lambda: True) -> float:
        """Wait until both are there in every session; return how long that took, or end the program."""
        start = time.monotonic()
        while not (before() and self.together() == len(self.leads)):
            if time.monotonic() - start > limit_s:
                raise SystemExit(f"only {self.together()} of {len(self.leads)} sessions are together after {limit_s} s")
            await asyncio.sleep(0.05)
        return time.monotonic() - start


def run(main: Awaitable[None]) -> None:
    """Run a measurement with room for many links."""
    from console.host.core.limits import FILES
    from console.host.door.budgets import allow_files

    allow_files(FILES.usual)
    asyncio.run(main)  # type: ignore[arg-type]
