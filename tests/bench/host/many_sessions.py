"""What many sessions cost a host, and how much it delays what is shared.

    many_sessions.py [--sessions N] [--shares N] [--seconds N]

All sessions are together, and nothing is said. Then in some of them something is shared: `RATE` updates a second of
`SIZE` bytes each, sealed and opened as by the programs. The delay is that from before an update is sealed until it has
been opened; the same over a link without a host between is measured beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import statistics
import struct
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

import crowd

from protocol.link.link import Link, LinkEnd, Trust
from protocol.link.tls import server_context
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import ShareSource, UpdatePart
from protocol.vocabulary.messages import Channel, Sealed, StartShare
from tests.protocol.link.serving import serve

RATE = 20  # updates a second of one share
SIZE = 16_000  # bytes of one update
SETTLE_S = 12.0
STAMP = struct.Struct("!q")


class Share:
    """A share as it is sent in one session and comes out at its other end."""

    def __init__(self, lead: crowd.Seat, customer: crowd.Seat, delays: list[float]) -> None:
        self._lead, self._delays = lead, delays
        self._update = 0
        customer.content = self._arrived

    def begin(self) -> None:
        """Ask the host for it."""
        self._lead.attendance.request(StartShare(session=self._lead.attendance.seat.session))

    async def run(self, end: float, phase: float) -> None:
        """Send updates until `end`."""
        source = ShareSource(stream=1, width=1920, height=1080, title="bench")
        self._lead.attendance.send(self._lead.other, source)
        await asyncio.sleep(phase)
        due = time.monotonic()
        while time.monotonic() < end:
            self._update += 1
            data = STAMP.pack(time.monotonic_ns()) + bytes(SIZE - STAMP.size)
            part = UpdatePart(stream=1, update=self._update, final=True, data=data)
            self._lead.attendance.send(self._lead.other, part)
            due += 1 / RATE
            await asyncio.sleep(max(0.0, due - time.monotonic()))

    def _arrived(self, content: Message) -> None:
        if isinstance(content, UpdatePart):
            self._delays.append((time.monotonic_ns() - STAMP.unpack_from(content.data)[0]) / 1e6)


async def straight(certificate: Path, seconds: float) -> list[float]:
    """Return the delays of boxes over a link with no host between."""
    delays: list[float] = []

    def receive(message: Message) -> None:
        if isinstance(message, Sealed):
            delays.append((time.monotonic_ns() - STAMP.unpack_from(message.box)[0]) / 1e6)

    def ended(_end: LinkEnd) -> None:
        """Nobody waits for it."""

    context = server_context(certificate, certificate)
    server = await serve([crowd.HOST], 0, context, lambda: Link(receive=receive, ended=ended))
    port = server.sockets[0].getsockname()[1]
    trust = Trust(None, deferred=True)
    dial = crowd.dial_from(crowd.HOST, trust)
    link = await dial(crowd.HOST, port, trust, receive=receive, ended=ended, keep_alive=None, name=None)
    for _ in range(int(seconds * RATE)):
        box = STAMP.pack(time.monotonic_ns()) + bytes(SIZE - STAMP.size)
        link.send(Sealed(session=bytes(16), member=1, generation=1, channel=Channel.PICTURE, box=box))
        await asyncio.sleep(1 / RATE)
    link.close()
    server.close()
    return delays


def idle(port: int, trust: Trust, seeds: list[crowd.Seed], line: Connection) -> None:
    """Be the members of sessions in which nothing is said, in a process of their own."""

    async def attend() -> None:
        members = crowd.Crowd(port, trust, seeds)
        members.start()
        await members.all_together(300)
        line.send("together")
        await asyncio.to_thread(line.recv)
        members.stop()

    crowd.run(attend())


async def measure(options: argparse.Namespace, folder: Path) -> None:
    """Measure, and print a table."""
    host = crowd.HostProcess(folder)
    seeds = crowd.plant(host.database, options.sessions + options.shares)
    trust = host.start()
    print(f"empty: {host.memory_mb():.0f} MB", flush=True)
    line, others = multiprocessing.Pipe()
    place = (host.port, trust, seeds[options.shares :], others)
    process = multiprocessing.get_context("spawn").Process(target=idle, args=place)
    process.start()
    await asyncio.to_thread(line.recv)
    sharing = crowd.Crowd(host.port, trust, seeds[: options.shares])
    sharing.start()
    await sharing.all_together(120)
    await asyncio.sleep(SETTLE_S)
    idle_cpu = await _cpu(host, options.seconds)
    print(f"{options.sessions} idle sessions: {host.memory_mb():.0f} MB, {idle_cpu:.1f} % of a core", flush=True)
    delays: list[float] = []
    shares = [Share(*pair, delays) for pair in zip(sharing.leads, sharing.customers, strict=True)]
    for share in shares:
        share.begin()
    await asyncio.sleep(2)
    end = time.monotonic() + options.seconds
    running = [share.run(end, number / RATE / len(shares)) for number, share in enumerate(shares)]
    cpu, *_ = await asyncio.gather(_cpu(host, options.seconds), *running)
    await asyncio.sleep(2)
    bare = await straight(folder / "certificate.pem", min(10, options.seconds))
    said = f"and {options.shares} shares: {host.memory_mb():.0f} MB (peak {host.peak_mb():.0f}), {cpu:.1f} % of a core"
    expected = int(options.shares * options.seconds * RATE)
    print(f"{said}, {len(delays)} of about {expected} updates")
    for name, values in (("over the host", delays), ("straight", bare)):
        p95 = statistics.quantiles(values, n=20)[-1]
        print(f"{name}: p50 {statistics.median(values):.2f} ms, p95 {p95:.2f} ms, max {max(values):.1f} ms")
    sharing.stop()
    line.send("end")
    process.join()
    host.stop()


async def _cpu(host: crowd.HostProcess, seconds: float) -> float:
    """Return the percentage of a core that the host computes in the next `seconds`."""
    before = host.cpu_s()
    await asyncio.sleep(seconds)
    return (host.cpu_s() - before) / seconds * 100


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--shares", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    with tempfile.TemporaryDirectory() as folder:
        crowd.run(measure(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
