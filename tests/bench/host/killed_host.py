"""Whether a chat line is ever lost when the host is killed, and how long sessions take to be back.

    killed_host.py [--kills N] [--sessions N]

In every session both members write all the time. The host is killed as by a power cut and started again, again and
again; at the end both transcripts must hold every line of both sides once and in order, and every line that either
side was shown as delivered.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

import crowd

PAUSE_S = (0.4, 0.8)  # between two lines of one member, who may say two a second for long
APART_S = (1.0, 3.0)  # between a session's return and the next kill
BACK_S = 60.0  # a limit that only a failing run reaches


class Talker:
    """A member who writes, and knows what it wrote."""

    def __init__(self, seat: crowd.Seat) -> None:
        self.seat = seat
        self.said: list[str] = []

    async def talk(self, over: asyncio.Event) -> None:
        """Write until it is over, whether anybody can be reached or not."""
        while not over.is_set():
            text = f"{self.seat.attendance.seat.member}: {len(self.said)}"
            self.said.append(text)
            self.seat.attendance.say(text)
            await asyncio.sleep(random.uniform(*PAUSE_S))

    @property
    def delivered(self) -> list[str]:
        """The own lines that are shown as delivered."""
        own = self.seat.attendance.seat.member
        lines = self.seat.attendance.conversation.lines
        return [line.text for line in lines if line.author == own and line.delivered]

    def heard(self) -> list[str]:
        """Return what the other has said, as this member has it."""
        return [line.text for line in self.seat.heard]


async def measure(options: argparse.Namespace, folder: Path) -> None:
    """Kill the host again and again; end with a failure if a line is lost."""
    host = crowd.HostProcess(folder)
    seeds = crowd.plant(host.database, options.sessions)
    everybody = crowd.Crowd(host.port, host.start(), seeds)
    everybody.start()
    await everybody.all_together(BACK_S)
    pairs = [(Talker(a), Talker(b)) for a, b in zip(everybody.leads, everybody.customers, strict=True)]
    over = asyncio.Event()
    talking = asyncio.gather(*(talker.talk(over) for pair in pairs for talker in pair))
    times = []
    for _ in range(options.kills):
        await asyncio.sleep(random.uniform(*APART_S))
        host.kill()
        start = time.monotonic()
        await asyncio.to_thread(host.start)
        await everybody.all_together(BACK_S)
        times.append(time.monotonic() - start)
        print(f"back after {times[-1]:.1f} s", flush=True)
    over.set()
    await talking
    await _all_delivered(pairs)
    everybody.stop()
    host.stop()
    lost = sum(one.heard() != other.said for pair in pairs for one, other in (pair, pair[::-1]))
    count = sum(len(talker.said) for pair in pairs for talker in pair)
    print(f"{options.kills} kills, {count} lines; back after at most {max(times):.1f} s; {lost} transcripts are wrong")
    sys.exit(1 if lost else 0)


async def _all_delivered(pairs: list[tuple[Talker, Talker]]) -> None:
    start = time.monotonic()
    while any(talker.delivered != talker.said for pair in pairs for talker in pair):
        if time.monotonic() - start > BACK_S:
            sys.exit("some lines are not delivered")
        await asyncio.sleep(0.1)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--sessions", type=int, default=10)
    with tempfile.TemporaryDirectory() as folder:
        crowd.run(measure(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
