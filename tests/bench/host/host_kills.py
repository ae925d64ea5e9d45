"""What members notice when one of two hosts is killed again and again, under chat load.

    host_kills.py [--pairs N] [--kills N]

Two real hosts with a real PostgreSQL behind a real HAProxy, members without windows (`talkers`), half of them of one
tree of groups, half of another. All talk all the time. The host that serves the most is killed with SIGKILL, and
started again once all are back. Then: how long until each technician and customer have each heard what the other said
after the kill, and in the end whether every line is there once, in order and confirmed, and the audit whole.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from sqlalchemy import URL  # noqa: E402 - only now can ours be found

from console.host.store.store import Store  # noqa: E402
from demonstration.processes import Processes  # noqa: E402
from tests.helpers.postgresql import PostgreSQL  # noqa: E402
from tests.system.stage.talkers import Pair  # noqa: E402
from tests.system.stage.two_hosts import PASSWORD, TwoHosts  # noqa: E402

TALK_S = 0.6  # between two lines of a member, who may say two a second for long
BETWEEN_S = 2.0  # from one kill's end to the next
BACK_WITHIN_S = 120.0


async def measure(pairs: int, kills: int, url: URL, folder: Path) -> list[float]:
    """Return how long each pair needed after each kill, in seconds; fails where a line is lost or doubled."""
    with Processes(folder) as processes:
        hosts = TwoHosts(folder, processes, url.render_as_string(hide_password=False), technicians=pairs)
        names = ["Theo", *(f"Theo {number}" for number in range(1, pairs))]
        met = [await Pair.meet(name, PASSWORD, hosts.address, hosts.fingerprint) for name in names]
        talking = asyncio.create_task(_talk(met))
        waits = []
        for number in range(kills):
            await asyncio.sleep(BETWEEN_S)
            waits += await _kill(hosts, met, number)
        talking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await talking
        for pair in met:
            await pair.until(lambda pair=pair: pair.whole, within_s=BACK_WITHIN_S)
            pair.stop()
        lines = sum(len(talker.said) for pair in met for talker in (pair.technician, pair.customer))
    store = Store(url)
    print(f"{lines} lines, each there once, in order and confirmed; {store.audit.verify()} rows of the audit are whole")
    store.close()
    return waits


async def _talk(pairs: list[Pair]) -> None:
    number = 0
    while True:
        number += 1
        for pair in pairs:
            pair.say(str(number))
        await asyncio.sleep(TALK_S)


async def _kill(hosts: TwoHosts, pairs: list[Pair], number: int) -> list[float]:
    """Kill a host; return how long each pair that was there needed until both had heard something said since."""
    loop = asyncio.get_running_loop()
    victim = hosts.busy()
    before = [len(pair.technician.downs) for pair in pairs]
    hosts.kill(victim)
    killed_at = loop.time()
    said = [(len(pair.technician.said), len(pair.customer.said)) for pair in pairs]

    async def back(pair: Pair, lines: tuple[int, int]) -> float:
        await pair.until(lambda: pair.confirmed_since(*lines), within_s=BACK_WITHIN_S)
        return loop.time() - killed_at

    waits = await asyncio.gather(*(back(*each) for each in zip(pairs, said, strict=True)))
    hit = [wait for wait, pair, downs in zip(waits, pairs, before, strict=True) if len(pair.technician.downs) > downs]
    print(f"kill {number + 1}: host {victim}, {len(hit)} sessions, back after {max(hit, default=0):.1f} s at most")
    await asyncio.to_thread(hosts.start, victim)
    return hit


def main() -> None:
    """Measure, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=6, help="sessions, each of a tree of groups of its own")
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    server = PostgreSQL()
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            url = server.url(server.new_database())
            waits = asyncio.run(measure(options.pairs, options.kills, url, Path(folder)))
    finally:
        server.remove()
    waits.sort()
    p95 = waits[int(len(waits) * 0.95)]
    print(
        f"{len(waits)} sessions back: {statistics.median(waits):.1f} s median, {p95:.1f} s p95, {waits[-1]:.1f} s most"
    )


if __name__ == "__main__":
    main()
