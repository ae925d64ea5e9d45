"""The stage of the system tests: displays and an accessibility bus for all of them, programs for each one."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import numpy as np
import pytest
import xcffib
from xcffib import xproto

from demonstration.processes import Processes, offspring
from tests.system.stage.network import Network
from tests.system.stage.reading import AccessibilityBus
from tests.system.stage.stage import Person, Stage, plain_environment
from tests.system.stage.team import Team, staff

SIZE = (1600, 900)  # pixels of both displays, so that full screen is 1:1
FAILED = pytest.StashKey[bool]()
ROWS_AT_ONCE = 32


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note a failure for the fixtures that keep evidence, and say where it is."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
        if "tmp_path" in item.funcargs:
            report.sections.append(("screens and logs", f"are kept in {item.funcargs['tmp_path']}"))
    return report


@pytest.fixture(scope="session")
def displays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Two virtual displays with window managers, the technician's with a picture on its desktop."""
    folder = tmp_path_factory.mktemp("displays")
    with Processes(folder) as processes:
        names = [
            processes.start_display(name, width=SIZE[0], height=SIZE[1], environment=plain_environment())
            for name in ("technician", "customer")
        ]
        paint_desktop(names[0])
        yield names[0], names[1]


@pytest.fixture(scope="session")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccessibilityBus]:
    """The bus on which the programs tell what is in their windows."""
    bus = AccessibilityBus(tmp_path_factory.mktemp("bus"))
    yield bus
    bus.close()


@pytest.fixture
def stage(
    request: pytest.FixtureRequest, displays: tuple[str, str], bus: AccessibilityBus, tmp_path: Path
) -> Iterator[Stage]:
    """A technician called Theo and a customer called Clara; whatever they start ends with the test."""
    with Processes(tmp_path) as processes:
        theo, clara = (
            Person(name, title=title, display=display, folder=tmp_path, processes=processes, bus=bus)
            for name, title, display in (
                ("Theo", "Technician Console", displays[0]),
                ("Clara", "Session with|Join a session|The session has ended", displays[1]),
            )
        )
        stage = Stage(technician=theo, customer=clara, folder=tmp_path)
        for person in (theo, clara):
            person.hand.point(SIZE[0] - 2, SIZE[1] - 2)
        yield stage
        if request.node.stash.get(FAILED, False):
            stage.keep()
        for person in (theo, clara):
            person.screen.close()
    assert offspring(tmp_path) == set(), "nothing is left behind"
    no_traceback_anywhere(tmp_path)


@pytest.fixture(scope="session")
def third_display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A display for a second technician."""
    with Processes(tmp_path_factory.mktemp("third")) as processes:
        yield processes.start_display("colleague", width=SIZE[0], height=SIZE[1], environment=plain_environment())


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a host that Theo and Tom can log in on, to be copied."""
    folder = tmp_path_factory.mktemp("staffed")
    staff(folder)
    return folder / "server"


@pytest.fixture
def team(stage: Stage, third_display: str, staffed: Path) -> Iterator[Team]:
    """A company's host with Theo and Tom, and Clara who needs help."""
    tom = stage.technician.colleague("Tom", display=third_display)
    yield Team(stage, tom, staffed)
    tom.screen.save(stage.folder / "Tom.png")
    tom.screen.close()


@pytest.fixture
def network() -> Iterator[Callable[[int], Network]]:
    """Make networks in front of ports on loopback."""
    made: list[Network] = []

    def make(port: int) -> Network:
        made.append(Network(("127.0.0.1", port)))
        return made[-1]

    yield make
    for each in made:
        each.close()


def no_traceback_anywhere(folder: Path) -> None:
    """Fail where a program has logged an error that nobody caught."""
    for log in folder.rglob("*.log"):
        text = log.read_text(encoding="utf-8", errors="replace")
        assert "Traceback" not in text, f"{log.name}:\n{text[-4000:]}"
        assert "nobody caught" not in text, f"{log.name}:\n{text[-4000:]}"


def paint_desktop(display: str) -> None:
    """Give the desktop of `display` a picture in which every place looks different."""
    width, height = SIZE
    x, y = np.meshgrid(np.arange(width, dtype=np.uint32), np.arange(height, dtype=np.uint32))
    picture = (x * 255 // width) << 16 | (y * 255 // height) << 8 | ((x // 16 ^ y // 16) & 255)
    server = xcffib.connect(display)
    root = server.get_setup().roots[0]
    pixmap, pen = server.generate_id(), server.generate_id()
    server.core.CreatePixmap(root.root_depth, pixmap, root.root, width, height)
    server.core.CreateGC(pen, pixmap, 0, [])
    for top in range(0, height, ROWS_AT_ONCE):
        rows = picture[top : top + ROWS_AT_ONCE]
        server.core.PutImage(
            xproto.ImageFormat.ZPixmap, pixmap, pen, width, len(rows), 0, top, 0, root.root_depth,
            rows.nbytes, rows.tobytes(),
        )  # fmt: skip
    server.core.ChangeWindowAttributes(root.root, xproto.CW.BackPixmap, [pixmap])
    server.core.ClearArea(False, root.root, 0, 0, 0, 0)
    server.flush()
    server.core.GetInputFocus().reply()  # all has been done
    server.disconnect()
