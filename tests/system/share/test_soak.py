"""A share that goes on for long while everything happens to it: after each burst every pixel is as it is.

What happens is drawn by the seed that the run prints: text that scrolls, photographs, windows that move and uncover
others, sizes that nobody expects, a monitor that goes off, networks that stall, programs that stop and are killed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demonstration.desktop import wait_for
from demonstration.processes import Processes
from demonstration.screen import same
from tests.helpers.odd.choice import SEED, WISH
from tests.system.session.test_breaks import MIRROR, Networks, begin_over_network, open_session
from tests.system.share.test_sizes import resize
from tests.system.stage.network import Network
from tests.system.stage.program import Program
from tests.system.stage.screens import Drawn, plug
from tests.system.stage.stage import Stage, kill_host, plain_environment, standing_still

pytestmark = [pytest.mark.system, pytest.mark.odd, pytest.mark.long]

MINUTES = 10.0 if WISH == "all" else 1.0
LARGEST = (3000, 2000)  # pixels; what the displays start with
BETWEEN = ((1100, LARGEST[0]), (700, LARGEST[1]))  # pixels; widths and heights that a screen is given
POINTER_BOX = 128  # pixels; the customer's picture shows the technician's pointer, a screenshot does not
STOPPED_S = (0.5, 8.0)  # how long a program says nothing, or a network swallows everything
OFF_S = 3.0  # a monitor
WITHIN_S = 120.0  # only what has failed takes so long
MAY_GROW = 20  # descriptors that a program may have more at the end than at the beginning


class Soak:
    """One share, and what happens to it.

    Args:
        stage: whose programs, displays and people.
        network: lies between the customer and the host.
        console: the technician's program, which shares its screen.
        viewer: the customer's, in full screen.
        chance: decides everything.
    """

    def __init__(
        self, *, stage: Stage, network: Network, console: Program, viewer: Program, chance: random.Random
    ) -> None:
        self.stage = stage
        self.network = network
        self.console = console
        self.viewer = viewer
        self.done: list[str] = []
        self.times: dict[str, list[float]] = {}
        self._chance = chance
        self._drawn = Drawn(stage.technician.display)
        self._lines = 0

    def burst(self) -> None:
        """Have something happen while the screen changes, and wait until the customer sees the screen as it is."""
        acts: dict[Callable[[], None], int] = {
            self._only_changes: 8, self._new_size: 3, self._monitor_off: 1, self._stall: 1, self._cut: 1,
            self._stop_viewer: 2, self._stop_console: 1, self._stop_host: 1, self._kill_host: 1, self._kill_viewer: 1,
            self._kill_console: 1,
        }  # fmt: skip
        act = self._chance.choices(list(acts), weights=list(acts.values()))[0]
        self.done.append(act.__name__.lstrip("_"))
        self._change()
        act()
        began = time.monotonic()
        self._see_exactly()
        self.times.setdefault(self.done[-1], []).append(time.monotonic() - began)

    def close(self) -> None:
        """Take away what was drawn."""
        self._drawn.close()

    def _change(self) -> None:
        """Do to the screen what programs do, some dozen times."""
        chance, screen = self._chance, self.stage.technician.screen
        for _ in range(chance.randrange(3, 30)):
            if chance.random() < 0.5:
                self._lines += chance.choice((1, 1, 1, 3, -2, 40))
                self._drawn.scroll(max(self._lines, 0))
            else:
                self._drawn.move(chance.randrange(-300, screen.width), chance.randrange(-200, screen.height))
            if chance.random() < 0.3:
                self.stage.technician.hand.point(chance.randrange(screen.width), chance.randrange(screen.height))
            time.sleep(chance.choice((0.0, 0.01, 0.05)))

    def _see_exactly(self) -> None:
        theo, clara = self.stage.technician, self.stage.customer

        def look() -> bool:
            x, y = theo.hand.pointer()
            return same(theo.screen.picture(), clara.screen.picture(), leave_out=(x, y, POINTER_BOX))

        wait_for(f"each pixel as it is, after {self.done[-8:]}", look, within_s=WITHIN_S)

    # -- what happens ---------------------------------------------------------------------------------------

    def _only_changes(self) -> None:
        """Let nothing else happen."""

    def _new_size(self) -> None:
        size = tuple(self._chance.randrange(*between) for between in BETWEEN)
        self._drawn.close()
        for person in (self.stage.customer, self.stage.technician):
            resize(person, *size)
        self._drawn = Drawn(self.stage.technician.display)
        self._change()

    def _monitor_off(self) -> None:
        plug(self.stage.technician.display, False)
        time.sleep(OFF_S)
        plug(self.stage.technician.display, True)
        self._change()

    def _stall(self) -> None:
        self.network.stall()
        self._change()
        time.sleep(self._chance.uniform(*STOPPED_S))
        self.network.mend()

    def _cut(self) -> None:
        self.network.cut()
        self._change()
        self.network.mend()

    def _stop_viewer(self) -> None:
        self._stop(self.viewer.process.pid)

    def _stop_console(self) -> None:
        self._stop(self.console.process.pid)

    def _stop_host(self) -> None:
        host = self.stage.technician.host
        assert host is not None
        self._stop(host["pid"])

    def _stop(self, process: int) -> None:
        with standing_still(process):
            self._change()
            time.sleep(self._chance.uniform(*STOPPED_S))

    def _kill_host(self) -> None:
        kill_host(self.stage.technician)
        self._change()

    def _kill_viewer(self) -> None:
        self.viewer.kill()
        self._change()
        self.viewer = self.stage.viewer("--full-screen")
        self.viewer.click("Continue", within_s=WITHIN_S)

    def _kill_console(self) -> None:
        self.console.kill()
        self._change()
        self.console = self.stage.console()
        self._drawn.close()  # it lies over what is to be clicked
        open_session(self.console)
        self.console.click("Share screen", within_s=WITHIN_S)
        self.viewer.window(MIRROR, within_s=WITHIN_S)
        self.viewer.fill_screen(MIRROR)
        self._drawn = Drawn(self.stage.technician.display)


@pytest.fixture(scope="module")
def displays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Two displays that can be larger than those of the other tests."""
    with Processes(tmp_path_factory.mktemp("soak")) as processes:
        names = [
            processes.start_display(name, width=LARGEST[0], height=LARGEST[1], environment=plain_environment())
            for name in ("technician", "customer")
        ]
        yield names[0], names[1]


def open_files(program: Program) -> int:
    return len(list(Path(f"/proc/{program.process.pid}/fd").iterdir()))


@pytest.mark.timeout(1800)
def test_whatever_happens_every_pixel_arrives(stage: Stage, network: Networks) -> None:
    end = time.monotonic() + 60 * MINUTES
    for person in (stage.customer, stage.technician):
        resize(person, 1366, 768)
    console, viewer, between = begin_over_network(stage, network)
    soak = Soak(stage=stage, network=between, console=console, viewer=viewer, chance=random.Random(SEED))
    opened = open_files(console), open_files(viewer)
    while time.monotonic() < end:
        soak.burst()
    soak.close()
    for before, program in zip(opened, (soak.console, soak.viewer), strict=True):
        assert open_files(program) <= before + MAY_GROW, program.person.name
        assert "Traceback" not in program.said()
    for name, times in sorted(soak.times.items()):  # for the run that is noted
        print(f"{name}: {len(times)} times, exact after {max(times):.1f} s at most")
