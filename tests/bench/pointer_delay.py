"""From a pointer that moves on the technician's display to the customer seeing it there:  pointer_delay.py [--moves N]

The real programs on two virtual displays, one machine. The pointer jumps to another place, and the customer's display
is looked at, about a thousand times a second, for anything that is drawn there. Prints milliseconds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import xcffib
import xcffib.xproto
import xcffib.xtest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from demonstration.processes import Processes  # noqa: E402
from tests.system.stage.stage import plain_environment  # noqa: E402

SIZE = (1920, 1080)
SIDE = 32  # pixels round the pointer that are looked at
PORT = "5997"
START_S, LOST_S = 60.0, 2.0
GAP_S = (0.05, 0.15)  # between two moves
MOTION = 6


class Display:
    """One X display, looked at and pointed on."""

    def __init__(self, name: str) -> None:
        self._connection = xcffib.connect(name)
        self._root = self._connection.get_setup().roots[0].root
        self._xtest = self._connection(xcffib.xtest.key)

    def point(self, x: int, y: int) -> None:
        """Move the pointer."""
        self._xtest.FakeInput(MOTION, 0, 0, self._root, x, y, 0)
        self._connection.flush()

    def look(self, x: int, y: int) -> bytes:
        """Return the pixels round a place."""
        corner = (x - SIDE // 2, y - SIDE // 2, SIDE, SIDE)
        kind = xcffib.xproto.ImageFormat.ZPixmap
        return bytes(self._connection.core.GetImage(kind, self._root, *corner, 0xFFFFFF).reply().data.buf())


def seen_after_s(technician: Display, customer: Display, place: tuple[int, int], within_s: float) -> float | None:
    """Move the pointer to `place`; return after how many seconds the customer sees it, None if they do not."""
    before = customer.look(*place)
    began = time.perf_counter()
    technician.point(*place)
    while time.perf_counter() - began < within_s:
        if customer.look(*place) != before:
            return time.perf_counter() - began
        time.sleep(0.0005)
    return None


def measure(technician: Display, customer: Display, moves: int) -> list[float]:
    """Return the delays of `moves` moves, in milliseconds, once the share is there."""
    chance, delays = random.Random(3), []
    started = time.perf_counter()
    while len(delays) < moves:
        place = (chance.randrange(SIDE, SIZE[0] - SIDE), chance.randrange(SIDE, SIZE[1] - SIDE))
        delay_s = seen_after_s(technician, customer, place, LOST_S)
        if delay_s is not None:
            delays.append(1000 * delay_s)
        elif delays or time.perf_counter() - started > START_S:
            raise SystemExit("the pointer was not seen")
        time.sleep(chance.uniform(*GAP_S))
    return delays


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moves", type=int, default=300)
    args = parser.parse_args()
    contender = Path(__file__).resolve().parent / "contender"
    with tempfile.TemporaryDirectory() as folder, Processes(Path(folder)) as processes:
        environment = {**plain_environment(), "TMPDIR": folder, "FERNBLICK_PYTHON": sys.executable}
        shared, seen = (
            processes.start_display(name, width=SIZE[0], height=SIZE[1], environment=environment)
            for name in ("shared", "seen")
        )
        for side, display in (("serve", shared), ("view", seen)):
            command = [str(contender), side, display, "127.0.0.1", PORT]
            processes.start(side, command, environment=environment)
            time.sleep(3)
        delays = sorted(measure(Display(shared), Display(seen), args.moves))
    print(
        f"{len(delays)} moves: p50 {statistics.median(delays):.1f}, p95 {delays[int(0.95 * len(delays))]:.1f}, "
        f"max {delays[-1]:.1f} ms"
    )


if __name__ == "__main__":
    main()
