"""From a key pressed at the technician's to its letter in the technician's picture of the customer's desktop.

    control_delay.py SHARED_BENCH [--link LAN | RATE_MBIT,DELAY_MS,LOSS_PERCENT ...] [--keys N] [--rounds N]

The real programs, and TigerVNC's viewer and X0tigervnc beside them, in turn within each round, so that what else the
machine does meets both. SHARED_BENCH is the folder of the race between screen-sharing programs, whose `link.py` makes
the link. Two network namespaces, two virtual displays with openbox. Needs root. On the customer's display a program
draws a block as large as a letter for each key; the technician's display is looked at, about a thousand times a second,
at the place where it has to appear.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import xcffib
import xcffib.xproto
import xcffib.xtest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from demonstration.desktop import wait_for  # noqa: E402
from demonstration.processes import Processes  # noqa: E402
from tests.system.stage import reading  # noqa: E402
from tests.system.stage.stage import Person, Program, Stage, plain_environment  # noqa: E402

CUSTOMER, TECHNICIAN = "control-a", "control-b"  # network namespaces
SIZE = (1600, 900)
LETTER = (800, 450, 10, 18)  # x, y, width, height in pixels
COLOURS = (0xF0F0F0, 0x202020)
FIRST_CODE, LAST_CODE = 38, 47  # keys of one row of letters
SETTLE_S = 2.0
LOST_S = 5.0
GAP_S = (0.12, 0.25)  # between two keys


class Typed:
    """A window over all of the customer's screen that draws a block for each key; runs in a thread of its own."""

    def __init__(self, display: str) -> None:
        self._connection = xcffib.connect(display)
        screen = self._connection.get_setup().roots[0]
        self._window, self._pen = self._connection.generate_id(), self._connection.generate_id()
        mask = xcffib.xproto.EventMask.KeyPress | xcffib.xproto.EventMask.StructureNotify
        self._connection.core.CreateWindow(
            *(screen.root_depth, self._window, screen.root, 0, 0, *SIZE, 0),
            *(xcffib.xproto.WindowClass.InputOutput, screen.root_visual),
            xcffib.xproto.CW.BackPixel | xcffib.xproto.CW.OverrideRedirect | xcffib.xproto.CW.EventMask,
            [0x406080, 1, mask],
        )
        self._connection.core.CreateGC(self._pen, self._window, 0, [])
        self._connection.core.MapWindow(self._window)
        self.focus()
        threading.Thread(target=self._run, daemon=True).start()

    def focus(self) -> None:
        """Lie above everything and have the keyboard."""
        above = xcffib.xproto.StackMode.Above
        self._connection.core.ConfigureWindow(self._window, xcffib.xproto.ConfigWindow.StackMode, [above])
        self._connection.core.SetInputFocus(xcffib.xproto.InputFocus.PointerRoot, self._window, 0)
        self._connection.flush()

    def _run(self) -> None:
        count = 0
        while True:
            try:
                event = self._connection.wait_for_event()
            except xcffib.ConnectionException:
                return
            if isinstance(event, xcffib.xproto.KeyPressEvent):
                colour = COLOURS[count % 2]
                count += 1
                self._connection.core.ChangeGC(self._pen, xcffib.xproto.GC.Foreground, [colour])
                rectangle = xcffib.xproto.RECTANGLE.synthetic(*LETTER)
                self._connection.core.PolyFillRectangle(self._window, self._pen, 1, [rectangle])
                self._connection.flush()


class Hand:
    """Presses keys at the technician's display, and sees when the block there changes."""

    def __init__(self, display: str) -> None:
        self._connection = xcffib.connect(display)
        self._root = self._connection.get_setup().roots[0].root
        self._xtest = self._connection(xcffib.xtest.key)

    def point(self, x: int, y: int, *, click: bool = False) -> None:
        self._fake(6, 0, x, y)
        if click:
            self._fake(4, 1)
            self._fake(5, 1)

    def delay_s(self, code: int) -> float:
        """Press a key; return after how many seconds its letter is to be seen."""
        before = self._look()
        began = time.perf_counter()
        self._fake(2, code)
        try:
            while self._look() == before:
                if time.perf_counter() - began > LOST_S:
                    raise SystemExit("a letter did not come")
                time.sleep(0.0005)
            return time.perf_counter() - began
        finally:
            self._fake(3, code)

    def _look(self) -> bytes:
        x, y, width, height = LETTER
        middle = (x + width // 2, y + height // 2)
        kind = xcffib.xproto.ImageFormat.ZPixmap
        return bytes(self._connection.core.GetImage(kind, self._root, *middle, 1, 1, 0xFFFFFF).reply().data.buf()[:3])

    def _fake(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        self._xtest.FakeInput(kind, detail, 0, self._root, x, y, 0)
        self._connection.flush()


class InNamespace(Processes):
    """Processes of which the programs run in network namespaces, by the beginning of their name."""

    def start(self, name, command, *, environment, controlled=False):  # type: ignore[no-untyped-def]
        """Start `command` where the one whose program it is lives."""
        namespaces = {"Clara-": CUSTOMER, "Theo-": TECHNICIAN}
        where = next((ns for begin, ns in namespaces.items() if name.startswith(begin)), None)
        prefix = [] if where is None or "windows" in name else ["ip", "netns", "exec", where]
        return super().start(name, [*prefix, *command], environment=environment, controlled=controlled)


@contextlib.contextmanager
def joined_by(link: str, shared: Path) -> Iterator[str]:
    """Join the two namespaces by `link`; return the technician's address."""
    for name in (CUSTOMER, TECHNICIAN):
        _run(f"ip netns del {name}", check=False)
        _run(f"ip netns add {name}")
    emulator = None
    if link == "LAN":
        _run(f"ip link add v0 netns {CUSTOMER} type veth peer name v0 netns {TECHNICIAN}")
        for name, address in ((CUSTOMER, "10.77.0.1"), (TECHNICIAN, "10.77.0.2")):
            _run(f"ip -n {name} addr add {address}/24 dev v0")
            _run(f"ip -n {name} link set v0 up")
            _run(f"ip -n {name} link set lo up")
    else:
        command = [sys.executable, str(shared / "link.py"), CUSTOMER, TECHNICIAN, *link.split(",")]
        emulator = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert emulator.stdout is not None
        assert emulator.stdout.readline() == "ready\n"
    try:
        yield "10.77.0.2" if link == "LAN" else "10.88.0.2"
    finally:
        if emulator is not None:
            emulator.communicate("")
        for name in (CUSTOMER, TECHNICIAN):
            _run(f"ip netns del {name}", check=False)


@contextlib.contextmanager
def fernblick(stage: Stage, address: str) -> Iterator[None]:
    """Have the technician control the customer's desktop with the real programs."""
    console = stage.technician.start(
        *("console.app", "--listen", f"{address}:0", "--log-level", "info"),
        *("--new-session", "Clara", "--link-file", str(stage.link_file)),
    )
    viewer = stage.viewer("--join-file", str(stage.link_file))
    stage.joined(console, viewer)
    console.click("View desktop")
    viewer.click("Allow viewing")
    console.fill_screen("Clara’s desktop")
    console.click_in_bar("Ask for control")
    viewer.click("Allow control")
    console.see_in_bar("Stop control")
    yield
    for program in (console, viewer):
        _end(program)


@contextlib.contextmanager
def tigervnc(stage: Stage, address: str) -> Iterator[None]:
    """Have the technician control the customer's desktop with TigerVNC, the customer's side listening."""
    customer = address[:-1] + "1"
    folder, start = stage.folder, stage.customer._processes.start
    environment = {**plain_environment(), "HOME": str(folder)}
    server = start(
        "Clara-vnc",
        ["X0tigervnc", "-display", stage.customer.display, "-rfbport", "5977", "-SecurityTypes", "None"],
        environment=environment,
    )
    time.sleep(SETTLE_S)
    viewer = start(
        "Theo-vnc",
        ["xtigervncviewer", "-FullScreen", "-SecurityTypes", "None", f"{customer}::5977"],
        environment={**environment, "DISPLAY": stage.technician.display},
    )
    wait_for("TigerVNC's window", lambda: stage.technician.hand.windows(viewer.pid) or None, within_s=20)
    yield
    for process in (viewer, server):
        process.kill()  # the server looks at a request to end only when its display has something to tell
        process.wait()


def measure(contender, link: str, shared: Path, keys: int) -> list[float]:  # type: ignore[no-untyped-def]
    """Return the delays of `keys` keys, in seconds."""
    with tempfile.TemporaryDirectory() as path, joined_by(link, shared) as address:
        folder = Path(path)
        with contextlib.closing(reading.AccessibilityBus(folder)) as bus, InNamespace(folder) as processes:
            displays = [
                processes.start_display(name, width=SIZE[0], height=SIZE[1], environment=plain_environment())
                for name in ("technician", "customer")
            ]
            people = [
                Person(name, title=title, display=display, folder=folder, processes=processes, bus=bus)
                for name, title, display in zip(
                    ("Theo", "Clara"), ("Technician Console", "Session with"), displays, strict=True
                )
            ]
            stage = Stage(technician=people[0], customer=people[1], folder=folder)
            with contender(stage, address):
                typed, hand = Typed(displays[1]), Hand(displays[0])
                hand.point(500, 700, click=True)
                time.sleep(SETTLE_S)
                typed.focus()
                time.sleep(SETTLE_S)
                return _delays(hand, keys)


def _delays(hand: Hand, keys: int) -> list[float]:
    chance, delays = random.Random(5), []
    for number in range(keys + 5):
        delay_s = hand.delay_s(chance.randint(FIRST_CODE, LAST_CODE))
        if number >= 5:
            delays.append(delay_s)
        time.sleep(chance.uniform(*GAP_S))
    return delays


def _end(program: Program) -> None:
    program.process.terminate()
    program.process.wait()


def _run(command: str, *, check: bool = True) -> None:
    subprocess.run(command.split(), check=check, stderr=None if check else subprocess.DEVNULL)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--link", nargs="+", default=["LAN", "20,20,0"])
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    # An abstract socket is of one network namespace only.
    reading._CONFIGURATION = reading._CONFIGURATION.replace("unix:abstract=", f"unix:path={tempfile.gettempdir()}/")
    print("| link | contender | keys | p50_ms | p95_ms | max_ms |\n|---|---|---|---|---|---|")
    for link in options.link:
        found: dict[str, list[float]] = {}
        for _ in range(options.rounds):
            for contender in (fernblick, tigervnc):
                found.setdefault(contender.__name__, []).extend(measure(contender, link, options.shared, options.keys))
        for name, delays in found.items():
            ms = [1000 * delay_s for delay_s in sorted(delays)]
            at = [ms[len(ms) // 2], ms[int(0.95 * len(ms))], ms[-1]]
            print(f"| {link} | {name} | {len(ms)} | {' | '.join(f'{value:.1f}' for value in at)} |", flush=True)


if __name__ == "__main__":
    main()
