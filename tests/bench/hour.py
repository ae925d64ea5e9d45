"""Whether the memory of both sides stays where it is while a recorded screen is shown again and again.

    hour.py BENCH_FOLDER [--trace gallery] [--minutes 60]

BENCH_FOLDER is that of the race between screen-sharing programs, with `play.py` and `traces/`. The trace is played on a
virtual display that the console shares with the viewer in full screen on another, both as in the race (`contender`).
Once a minute the resident memory of each side's processes is added up; the console's side has its host in it. After
each time through, the viewer's display must become exactly what is shared, but for where the pointers rest.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from console.host.process.port_choice import free_port  # noqa: E402
from demonstration.desktop import wait_for  # noqa: E402
from demonstration.processes import Processes, offspring  # noqa: E402
from demonstration.screen import Screen, same  # noqa: E402

SIZE = (1920, 1080)  # pixels of the traces
MIDDLE = (SIZE[0] // 2, SIZE[1] // 2, 48)  # both pointers rest there
READ_S = 60.0
TOLERANCE = 0.05  # that the last quarter's median may be above the second quarter's
PAGE = os.sysconf("SC_PAGE_SIZE")


class Memory:
    """What each side holds, read once a minute.

    Attributes:
        read: one (console with host, viewer) in 10^6 bytes a minute.
    """

    def __init__(self, meeting: Path) -> None:
        self.read: list[tuple[float, float]] = []
        self._meeting = meeting
        self._began = time.monotonic()

    @property
    def minutes(self) -> float:
        """How long it has been measured."""
        return (time.monotonic() - self._began) / 60

    @property
    def due_in_s(self) -> float:
        """How long it is until the next look."""
        return max(0.0, self._began + (len(self.read) + 1) * READ_S - time.monotonic())

    def look(self, times: int) -> None:
        """Read and print what both sides hold; the trace has been shown so many `times`."""
        console, viewer = (resident_mb(self._meeting / side) for side in ("console", "viewer"))
        self.read.append((console, viewer))
        print(f"{len(self.read)} min: {times} times, console {console:.1f} MB, viewer {viewer:.1f} MB", flush=True)

    def growth(self, side: int) -> tuple[float, float]:
        """Return the medians of the second and of the last quarter of the `side`'s memory, in 10^6 bytes."""
        values = [both[side] for both in self.read]
        quarter = max(1, len(values) // 4)
        return statistics.median(values[quarter : 2 * quarter] or values), statistics.median(values[-quarter:])


def resident_mb(data: Path) -> float:
    """Return what the processes whose data lie in `data` hold in memory, in 10^6 bytes."""
    pages = 0
    for number in offspring(data):
        with contextlib.suppress(OSError):  # it has ended by now
            pages += int(Path(f"/proc/{number}/statm").read_text().split()[1])
    return pages * PAGE / 1e6


class Show:
    """The trace on the shared display, as often as wanted."""

    def __init__(self, bench: Path, trace: str, display: str, log: Path) -> None:
        self._command = [
            *(sys.executable, str(bench / "play.py"), display),
            *(str(bench / "traces" / f"{trace}.trace"), str(log)),
        ]

    @contextlib.contextmanager
    def once(self) -> Iterator[subprocess.Popen[str]]:
        """Show the first step; a line goes on, "done" comes after the last step, which stays until the end."""
        player = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert player.stdin is not None
        assert player.stdout is not None
        try:
            if player.stdout.readline() != "ready\n":
                raise SystemExit("the trace cannot be played")
            yield player
        finally:
            player.kill()
            player.wait()
            player.stdin.close()
            player.stdout.close()


@contextlib.contextmanager
def two_programs(folder: Path, size: tuple[int, int] = SIZE) -> Iterator[tuple[str, str, Path]]:
    """Have the console share one display with the viewer on another; yield both and the folder of their data."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("FERNBLICK_", "QT_"))}
    with Processes(folder) as processes:
        shared, viewed = (
            processes.start_display(name, width=size[0], height=size[1], environment=plain)
            for name in ("shared", "viewed")
        )
        port = str(free_port())
        environment = {**plain, "TMPDIR": str(folder), "FERNBLICK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
        contender = str(Path(__file__).with_name("contender"))
        for side, display in (("serve", shared), ("view", viewed)):
            processes.start(side, [contender, side, display, "127.0.0.1", port], environment=environment)
            meeting = folder / f"fernblick-contender-{port}"
            wait_for("the session's link", (meeting / "link").exists)
        yield shared, viewed, meeting


def play(show: Show, screens: tuple[Screen, Screen], memory: Memory, times: int) -> None:
    """Show the trace once more, and see that it arrives."""
    with show.once() as player:
        assert player.stdin is not None
        assert player.stdout is not None
        player.stdin.write("go\n")
        player.stdin.flush()
        while not select.select([player.stdout], [], [], memory.due_in_s)[0]:
            memory.look(times)
        if player.stdout.readline() != "done\n":
            raise SystemExit("the trace could not be played")
        wait_for("the same picture", lambda: same(*(screen.picture() for screen in screens), leave_out=MIDDLE))


def measure(options: argparse.Namespace, folder: Path) -> Memory:
    """Show the trace for as long as was asked for."""
    with two_programs(folder) as (shared, viewed, meeting):
        show = Show(options.bench, options.trace, shared, folder / "played")
        screens = (Screen(shared), Screen(viewed))
        wait_for("the whole desktop", lambda: same(*(screen.picture() for screen in screens), leave_out=MIDDLE))
        memory, times = Memory(meeting), 0
        while memory.minutes < options.minutes:
            play(show, screens, memory, times)
            times += 1
        memory.look(times)
        for screen in screens:
            screen.close()
    return memory


def main() -> None:
    """Read the command line, measure, and say whether the memory is flat."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--trace", default="gallery")
    parser.add_argument("--minutes", type=float, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        memory = measure(options, Path(folder))
    grown = False
    for side, name in enumerate(("console", "viewer")):
        first, last = memory.growth(side)
        grown |= last > first * (1 + TOLERANCE)
        most = max(both[side] for both in memory.read)
        print(f"{name}: second quarter {first:.1f} MB, last quarter {last:.1f} MB, most {most:.1f} MB")
    print(f"not flat within {TOLERANCE:.0%}" if grown else f"flat within {TOLERANCE:.0%}")
    sys.exit(grown)


if __name__ == "__main__":
    main()
