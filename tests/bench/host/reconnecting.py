"""How long many sessions take to be there again after the host was killed.

    reconnecting.py [--sessions N] [--kills N] [--one-address]

All members come back by themselves, with the waiting between tries that the programs have. `--one-address` has all of
them come from one, as behind an office's router or a balancer.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import crowd


async def measure(options: argparse.Namespace, folder: Path) -> None:
    """Kill the host and start it again, and say how long its sessions take."""
    host = crowd.HostProcess(folder)
    seeds = crowd.plant(host.database, options.sessions)
    everybody = crowd.Crowd(host.port, host.start(), seeds, one_address=options.one_address)
    try:
        everybody.start()
        print(f"first: {await everybody.all_together(options.limit_s):.1f} s", flush=True)
        for _ in range(options.kills):
            await asyncio.sleep(2)
            host.kill()
            killed, cpu = time.monotonic(), time.process_time()
            await asyncio.to_thread(host.start)
            listening = time.monotonic() - killed
            await everybody.all_together(options.limit_s)
            took, cpu = time.monotonic() - killed, time.process_time() - cpu
            said = f"listening after {listening:.1f} s, all there after {took:.1f} s"
            print(
                f"{said}; host {host.cpu_s():.1f} s of CPU, members {cpu:.1f} s; {host.memory_mb():.0f} MB", flush=True
            )
    finally:
        everybody.stop()
        host.stop()


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=1)
    parser.add_argument("--one-address", action="store_true")
    parser.add_argument("--limit-s", type=float, default=120)
    with tempfile.TemporaryDirectory() as folder:
        crowd.run(measure(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
