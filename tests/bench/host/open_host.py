"""What a host for anybody costs: a thousand keys by a script, their sessions, what is banned, and what one core bears.

    open_host.py [--keys N] [--shares N] [--seconds N]

Every key comes from a network of its own (127.A.B.1) and does what a console does: asks, solves, signs. Each opens a
session. Then in some of them a customer joins and something is shared: `RATE` updates a second of `SIZE` bytes; the
delay is that from before an update is sent until it is there. At the end half of the networks are banned by one line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import secrets
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT)]

from protocol.entry.entry_proof import bound  # noqa: E402
from protocol.link.link import KeepAlive, Link, LinkEnd, Trust  # noqa: E402
from protocol.link.tls import client_context  # noqa: E402
from protocol.rates.puzzle import solve  # noqa: E402
from protocol.trust.device import Device  # noqa: E402
from protocol.vocabulary.codec import Message  # noqa: E402
from protocol.vocabulary.guests import AskEntry, DeviceLogin, Entry  # noqa: E402
from protocol.vocabulary.joins import Admit, Admitted, CodeMade, Join, Joining, JoinStep, MakeCode  # noqa: E402
from protocol.vocabulary.messages import (  # noqa: E402
    Attach,
    Channel,
    Hello,
    LoggedIn,
    OpenSession,
    Refused,
    Room,
    Sealed,
    SessionOpened,
    ShareChanged,
    StartShare,
    Welcome,
)

HOST = "127.0.0.1"
RATE, SIZE = 20, 16_000
AT_ONCE = 10
STAMP = struct.Struct("!q")
SALT = bytes(range(16))
MANY = 10_000_000
LIMITS = {
    "guest-sessions": 5000,
    "sessions": 5000,
    "new-guests-a-minute": 100_000,
    "guest-kilobytes-a-second": MANY,
    "guest-megabytes-a-day": MANY,
    "guest-minutes-a-day": MANY,
    "handshakes-a-second": 4000,
    "strangers": 5000,
    "handshake-s": 60,  # on a busy computer it is this side that is late
    "guest-puzzle-bits": 4,  # the work is the console's; here it would only take long
}


class Client:
    """One link, and what has come over it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.ended = asyncio.get_running_loop().create_future()
        self.link: Link

    async def connect(self, port: int, trust: Trust) -> Client:
        """Connect and be welcomed."""
        _, self.link = await asyncio.get_running_loop().create_connection(
            lambda: Link(receive=self.inbox.put_nowait, ended=self._end, trust=trust, keep_alive=KeepAlive()),
            HOST,
            port,
            ssl=client_context(trust),
            local_addr=(self.source, 0),
        )
        self.link.send(Hello(program="bench"))
        await self.get(Welcome)
        return self

    async def get(self, *kinds: type[Message]) -> Message:
        """Return the next message of one of these kinds."""
        async with asyncio.timeout(600):
            while not isinstance(message := await self.inbox.get(), kinds):
                if isinstance(message, Refused):
                    raise RuntimeError(f"{message.about}: {message.reason}")
        return message

    def _end(self, end: LinkEnd) -> None:
        if not self.ended.done():
            self.ended.set_result(end)


class Process:
    """The host, started by its command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        limits = "\n".join(f"{name} = {value}" for name, value in LIMITS.items())
        self.file = folder / "host.toml"
        self.file.write_text(f'data = "{folder / "data"}"\nopen = true\nlisten = "{HOST}:0"\n[limits]\n{limits}\n')

    def command(self, *words: str) -> list[str]:
        """Return the command line of another command on the same data."""
        return [sys.executable, "-m", "console.host", *words, "--config", str(self.file)]

    def start(self) -> tuple[int, Trust]:
        """Start it, and return where it is."""
        self.process = subprocess.Popen(self.command("serve"), cwd=ROOT, stderr=subprocess.DEVNULL)
        said = self.folder / "data" / "host.json"
        while not said.exists():
            time.sleep(0.05)
        entry = json.loads(said.read_text())
        return int(entry["port"]), Trust(bytes.fromhex(entry["fingerprint"]))

    def memory_mb(self) -> float:
        """Return the memory that is its alone and its share of what it has with others."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000

    def cpu_s(self) -> float:
        """Return the seconds that it has computed."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


class Guest:
    """A technician with a key, and their session."""

    def __init__(self, number: int) -> None:
        self.source = f"127.{1 + (number >> 6)}.{number & 63}.1"
        self.device = Device(secrets.token_bytes(32), secrets.token_bytes(32))
        self.updates = 0

    async def come(self, port: int, trust: Trust) -> float:
        """Come in, and return how long that took the host and both ends, work aside."""
        self.client = await Client(self.source).connect(port, trust)
        begun = time.perf_counter()
        self.client.link.send(AskEntry(signing=self.device.public.signing))
        entry = await self.client.get(Entry)
        assert isinstance(entry, Entry)
        took = time.perf_counter() - begun
        answer = solve(entry.token, entry.bits, lambda: True) if entry.bits else b""
        signed = bound(fingerprint=trust.fingerprint or b"", token=entry.token, terms=None)
        begun = time.perf_counter()
        self.client.link.send(DeviceLogin(signature=self.device.sign(signed), answer=answer or b""))
        await self.client.get(LoggedIn)
        return took + time.perf_counter() - begun

    async def open(self) -> None:
        """Open a session and take its seat."""
        self.client.link.send(OpenSession(request=1))
        opened = await self.client.get(SessionOpened)
        assert isinstance(opened, SessionOpened)
        self.session = opened.session
        self.client.link.send(Attach(session=self.session, member=1, token=opened.token, salt=SALT))
        await self.client.get(Room)

    async def share(self, port: int, trust: Trust) -> None:
        """Let a customer in, and begin to share."""
        lead = self.client
        lead.link.send(MakeCode(session=self.session))
        code = await lead.get(CodeMade)
        assert isinstance(code, CodeMade)
        self.customer = await Client(self.source).connect(port, trust)
        self.customer.link.send(Join(route=code.link_route))
        joining = await self.customer.get(Joining)
        assert isinstance(joining, Joining)
        self.customer.link.send(JoinStep(session=self.session, join=joining.join, data=b"w"))
        await lead.get(JoinStep)
        lead.link.send(Admit(session=self.session, join=joining.join))
        seat = await self.customer.get(Admitted)
        assert isinstance(seat, Admitted)
        self.customer.link.send(Attach(session=self.session, member=seat.member, token=seat.token, salt=SALT))
        room = await self.customer.get(Room)
        assert isinstance(room, Room)
        self.to, self.generation = seat.member, next(s.generation for s in room.seats if s.member == seat.member)
        lead.link.send(StartShare(session=self.session))
        await self.customer.get(ShareChanged)

    async def send(self, end: float, phase: float) -> None:
        """Send updates until `end`."""
        due = time.monotonic() + phase
        while due < end:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            box = STAMP.pack(time.monotonic_ns()) + bytes(SIZE - STAMP.size)
            sealed = Sealed(
                session=self.session, member=self.to, generation=self.generation, channel=Channel.PICTURE, box=box
            )
            self.client.link.send(sealed)
            due += 1 / RATE

    async def see(self, delays: list[float]) -> None:
        """Note how long each update was on its way."""
        while True:
            message = await self.customer.inbox.get()
            if isinstance(message, Sealed):
                self.updates += 1
                delays.append((time.monotonic_ns() - STAMP.unpack_from(message.box)[0]) / 1e6)


async def measure(options: argparse.Namespace, folder: Path) -> None:
    """Measure, and print."""
    host = Process(folder)
    port, trust = host.start()
    guests = [Guest(number) for number in range(options.keys)]
    print(f"empty: {host.memory_mb():.0f} MB", flush=True)
    before, begun = host.cpu_s(), time.monotonic()
    took = [
        each
        for at in range(0, len(guests), AT_ONCE)
        for each in await come_together(guests[at : at + AT_ONCE], port, trust)
    ]
    each = (host.cpu_s() - before) / options.keys * 1000
    print(
        f"{options.keys} new keys in {time.monotonic() - begun:.0f} s: {host.memory_mb():.0f} MB, {each:.1f} ms of the "
        f"host's time each, answers p50 {statistics.median(took) * 1000:.1f} ms"
    )
    for at in range(0, len(guests), AT_ONCE):
        await asyncio.gather(*(guest.open() for guest in guests[at : at + AT_ONCE]))
    print(f"with a session each: {host.memory_mb():.0f} MB", flush=True)
    await idle(host, guests, options.seconds)
    await shares(host, guests[: options.shares], port, trust, options.seconds)
    await bans(host, guests)
    host.process.terminate()
    host.process.wait(60)


async def come_together(guests: list[Guest], port: int, trust: Trust) -> list[float]:
    """Let some come in at the same time, and return how long each took."""
    return await asyncio.gather(*(guest.come(port, trust) for guest in guests))


async def idle(host: Process, guests: list[Guest], seconds: float) -> None:
    """Print what sessions cost in which nothing happens."""
    sent = sum(guest.client.link.bytes_sent + guest.client.link.bytes_received for guest in guests)
    cpu = host.cpu_s()
    await asyncio.sleep(seconds)
    now = sum(guest.client.link.bytes_sent + guest.client.link.bytes_received for guest in guests)
    hourly = (now - sent) / len(guests) / seconds * 3600 / 1000
    print(
        f"idle: {(host.cpu_s() - cpu) / seconds * 100:.1f} % of a core, {hourly:.0f} kB an hour and session", flush=True
    )


async def shares(host: Process, guests: list[Guest], port: int, trust: Trust, seconds: float) -> None:
    """Print what shares cost, and their delay."""
    for guest in guests:
        await guest.share(port, trust)
    delays: list[float] = []
    watching = [asyncio.ensure_future(guest.see(delays)) for guest in guests]
    cpu, end = host.cpu_s(), time.monotonic() + seconds
    await asyncio.gather(*(guest.send(end, n / RATE / len(guests)) for n, guest in enumerate(guests)))
    used = (host.cpu_s() - cpu) / seconds * 100
    await asyncio.sleep(1)
    for task in watching:
        task.cancel()
    p95 = statistics.quantiles(delays, n=20)[-1]
    print(
        f"{len(guests)} shares of {RATE} updates of {SIZE} bytes a second: {used:.0f} % of a core, {len(delays)} seen,"
        f" p50 {statistics.median(delays):.1f} ms, p95 {p95:.1f} ms; {host.memory_mb():.0f} MB; the fewest in one "
        f"session {min(guest.updates for guest in guests)}, the most {max(guest.updates for guest in guests)}",
        flush=True,
    )


async def bans(host: Process, guests: list[Guest]) -> None:
    """Ban half of the networks, and one key of the others; print how long it takes until their links are gone."""
    banned = [guest for guest in guests if guest.source.startswith(("127.1.", "127.2."))]
    begun = time.monotonic()
    await asyncio.to_thread(subprocess.run, host.command("guests", "ban", "127.1.0.0/16"), check=True, cwd=ROOT)
    await asyncio.to_thread(subprocess.run, host.command("guests", "ban", "127.2.0.0/16"), check=True, cwd=ROOT)
    async with asyncio.timeout(60):
        await asyncio.gather(*(asyncio.shield(guest.client.ended) for guest in banned))
    left = sum(not guest.client.ended.done() for guest in guests)
    print(
        f"two networks banned: {len(banned)} links gone after {time.monotonic() - begun:.1f} s, {left} stay", flush=True
    )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=1000)
    parser.add_argument("--shares", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
