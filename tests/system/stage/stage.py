"""Two people at two virtual displays, with the programs they run; everything is ended when the test ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from demonstration import screen
from demonstration.desktop import PATIENCE_S, wait_for
from demonstration.hand import Hand
from demonstration.processes import Processes
from demonstration.screen import Screen
from tests.system.stage.program import Program
from tests.system.stage.reading import AccessibilityBus

POINTER_BOX = 48  # pixels; the customer's picture shows the technician's pointer, a screenshot does not
LEFT_OUT = {
    "DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS", "FERNBLICK_DATA",
    "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_TIME",
}  # fmt: skip


def plain_environment() -> dict[str, str]:
    """Return the environment without what would let a program find another display or speak another language."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return {**kept, "LANG": "C.UTF-8"}


class Person:
    """Someone at a display, with a data folder of their own."""

    main_title: str

    def __init__(
        self, name: str, *, title: str, display: str, folder: Path, processes: Processes, bus: AccessibilityBus
    ) -> None:
        self.name = name
        self.main_title = title
        self.bus = bus
        self.folder = folder / name
        self.folder.mkdir(mode=0o700)
        self.display = display
        self.environment = {
            **plain_environment(), **bus.environment, "DISPLAY": display, "FERNBLICK_DATA": str(self.folder),
        }  # fmt: skip
        self.hand = Hand(self.environment)
        self.screen = Screen(display)
        self.computer: tuple[str, ...] = ()  # what goes before a program that runs on another one; see `Lan`
        self._processes = processes
        self._started = 0
        self.settings(language="en", appearance="light", own_name=name)

    def colleague(self, name: str, *, display: str) -> Person:
        """Return somebody else with the same programs, at another display."""
        return Person(
            name, title=self.main_title, display=display, folder=self.folder.parent, processes=self._processes,
            bus=self.bus,
        )  # fmt: skip

    def run(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        """Start something without a window; it writes to the log called `name`."""
        return self._processes.start(name, command, environment=plain_environment())

    def settings(self, **values: str) -> None:
        """Write the settings that the next program starts with; all that is on the screen is in its picture."""
        every = {"console_in_picture": "on", "share_signs": "off", **values}
        lines = [f"{key}={value}" for key, value in every.items()]
        (self.folder / "settings.ini").write_text("\n".join(["[General]", *lines, ""]), encoding="utf-8")

    def start(self, module: str, *arguments: str, changed: Mapping[str, str | None] | None = None) -> Program:
        """Start a program; `changed` are variables of its environment, None takes one away."""
        return self.start_python("-P", "-m", module, *arguments, changed=changed)

    def start_python(self, *arguments: str, changed: Mapping[str, str | None] | None = None) -> Program:
        """Start a program of any kind, as `start` does."""
        self._started += 1
        environment = {**self.environment, **(changed or {})}
        name = f"{self.name}-{self._started}"
        command = [*self.computer, sys.executable, *arguments]
        kept = {key: value for key, value in environment.items() if value is not None}
        process = self._processes.start(name, command, environment=kept)
        return Program(process=process, person=self, log=self.folder.parent / f"{name}.log")

    @property
    def host(self) -> dict[str, Any] | None:
        """The entry of the host that runs on this computer; None where there is none."""
        try:
            entry: dict[str, Any] = json.loads((self.folder / "host" / "host.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return entry

    def host_log(self) -> str:
        """Return what the host has logged."""
        return (self.folder / "host" / "host.log").read_text(encoding="utf-8", errors="replace")


class Stage:
    """What a test has: a technician, a customer, and a folder."""

    def __init__(self, *, technician: Person, customer: Person, folder: Path) -> None:
        self.technician = technician
        self.customer = customer
        self.folder = folder
        self.link_file = folder / "link.txt"

    def console(self, *arguments: str, changed: Mapping[str, str | None] | None = None) -> Program:
        """Start the console on loopback."""
        options = ("--listen", "127.0.0.1:0", "--log-level", "info")
        return self.technician.start("console.app", *options, *arguments, changed=changed)

    def console_with_session(self, *arguments: str) -> Program:
        """Start the console with a session for Clara, whose link goes into the link file."""
        return self.console("--new-session", "Clara", "--link-file", str(self.link_file), *arguments)

    def viewer(self, *arguments: str) -> Program:
        """Start the viewer."""
        return self.customer.start("viewer.app", "--log-level", "info", *arguments)

    def link(self) -> tuple[str, str]:
        """Wait for the session's link and code."""

        def look() -> list[str]:
            return self.link_file.read_text(encoding="utf-8").splitlines() if self.link_file.exists() else []

        link, code = wait_for("the link file", lambda: len(lines := look()) == 2 and lines)
        return link, code

    def session(self, *console: str, viewer: tuple[str, ...] = ()) -> tuple[Program, Program]:
        """Start both programs and wait until the customer has joined."""
        programs = (
            self.console_with_session(*console),
            self.viewer("--join-file", str(self.link_file), *viewer),
        )
        self.joined(*programs)
        return programs

    def joined(self, console: Program, viewer: Program) -> None:
        """Wait until both have a session with each other."""
        console.reads("Chat session established with Clara")
        viewer.reads("Chat session established with Theo")

    def same_picture(self, *, right_half: bool = False) -> bool:
        """Return whether the customer's full screen shows the technician's, but for the pointer's place.

        Half a screen is shown in the middle, as large as it is.
        """
        x, y = self.technician.hand.pointer()
        source, seen = self.technician.screen.picture(), self.customer.screen.picture()
        if right_half:
            half, quarter = source.shape[1] // 2, source.shape[1] // 4
            source, seen, x = source[:, half:], seen[:, quarter : quarter + half], x - half
        return screen.same(source, seen, leave_out=(x, y, POINTER_BOX))

    def see_same_picture(self, *, right_half: bool = False) -> None:
        """Wait until the customer sees exactly what the technician has on the screen."""
        wait_for("the same picture on both", lambda: self.same_picture(right_half=right_half))

    def keep(self) -> None:
        """Keep what both screens show, and what can be read there, for whoever looks into a failure."""
        for person in (self.technician, self.customer):
            person.screen.save(self.folder / f"{person.name}.png")


def run(
    *command: str, environment: Mapping[str, str], within_s: float = PATIENCE_S
) -> subprocess.CompletedProcess[str]:
    """Run one of the project's modules to its end."""
    return subprocess.run(
        [sys.executable, "-P", "-m", *command],
        env=dict(environment), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=within_s, check=False,
    )  # fmt: skip


def kill_host(person: Person) -> int:
    """Kill the host on this person's computer without a chance to clean up; return the port it had."""
    entry = person.host
    assert entry is not None
    os.kill(entry["pid"], signal.SIGKILL)
    return int(entry["port"])


@contextmanager
def standing_still(process: int) -> Iterator[None]:
    """Have a process do nothing for a while, as one does that its computer has no time for."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def stopwatch() -> Callable[[], float]:
    """Return a function that tells how many seconds have passed."""
    begun = time.monotonic()
    return lambda: time.monotonic() - begun
