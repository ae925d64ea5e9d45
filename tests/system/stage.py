"""Two people at two virtual displays, with the programs they run; everything is ended when the test ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import demo_screen
from demo_desktop import wait_for
from demo_hand import Hand
from demo_processes import Processes
from demo_screen import Screen
from tests.system.reading import AccessibilityBus, Item, fits

POINTER_BOX = 48  # pixels; the customer's picture shows the technician's pointer, a screenshot does not
START_WITHIN_S = 20.0
SEE_WITHIN_S = 10.0
LEFT_OUT = {
    "DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS", "FERNBLICK_DATA",
    "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_TIME",
}  # fmt: skip


def plain_environment() -> dict[str, str]:
    """Return the environment without what would let a program find another display or speak another language."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return {**kept, "LANG": "C.UTF-8"}


class Program:
    """A running console or viewer, as the person in front of it sees it."""

    def __init__(self, *, process: subprocess.Popen[bytes], person: Person, log: Path) -> None:
        self.process = process
        self.person = person
        self.log = log

    # -- what can be seen -----------------------------------------------------------------------------------

    def items(self) -> list[Item]:
        """Return everything in the program's windows."""
        return self.person.bus.items(self.process.pid)

    def find(self, name: str, role: str | None = None) -> Item | None:
        """Return the first thing whose whole name has the pattern `name`."""
        return next((item for item in self.items() if fits(item, name, role)), None)

    def see(self, name: str, role: str | None = None, *, within_s: float = SEE_WITHIN_S) -> Item:
        """Wait for something of this name."""
        return wait_for(f"{role or 'something'} named {name!r}", lambda: self.find(name, role), within_s=within_s)

    def miss(self, name: str, role: str | None = None, *, within_s: float = SEE_WITHIN_S) -> None:
        """Wait until nothing has this name any more."""
        wait_for(f"{name!r} to go", lambda: self.find(name, role) is None, within_s=within_s)

    def reads(self, words: str, *, within_s: float = SEE_WITHIN_S) -> Item:
        """Wait until these words stand somewhere, whatever stands around them."""
        return self.see(f".*{re.escape(words)}.*", within_s=within_s)

    def all_words(self) -> str:
        """Return everything that can be read."""
        return "\n".join(f"{item.name} {item.description}" for item in self.items())

    def count(self, words: str) -> int:
        """Return how many chat lines have these words."""
        return sum(item.name.split(", ")[2:3] == [words] for item in self.items())

    def windows(self, title: str = ".") -> list[int]:
        """Return the visible windows whose title has this pattern."""
        return self.person.hand.windows(self.process.pid, title)

    def window(self, title: str, *, within_s: float = SEE_WITHIN_S) -> int:
        """Wait for a window of this title."""
        return wait_for(f"a window titled {title!r}", lambda: self.windows(title), within_s=within_s)[0]

    # -- what can be done -----------------------------------------------------------------------------------

    def front(self, title: str) -> int:
        """Bring the window of this title to the front."""
        window = self.window(title)
        self.person.hand.activate(window)
        return window

    def minimize(self) -> None:
        """Minimize its main window."""
        command = ["xdotool", "windowminimize", "--sync", str(self.window(self.person.main_title))]
        subprocess.run(command, env=self.person.environment, check=True, timeout=10)

    def click(self, name: str, role: str = "button", *, within_s: float = SEE_WITHIN_S) -> Item:
        """Click into the middle of what has this name, as soon as it can be used."""

        def look() -> Item | None:
            found = [item for item in self.items() if fits(item, name, role) and item.enabled]
            return found[0] if found else None

        item = wait_for(f"a {role} {name!r} to click", look, within_s=within_s)
        self.person.hand.click(*item.box.centre)
        return item

    def write(self, words: str) -> None:
        """Write a chat line and send it with Enter."""
        self.front(self.person.main_title)
        self.click("Message", "text")
        self.person.hand.type(words)
        self.person.hand.press("Return")

    def kill(self) -> None:
        """End it without a chance to clean up."""
        self.process.kill()
        self.process.wait()

    def said(self) -> str:
        """Return what it wrote to its output and its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")


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
        """Write the settings that the next program starts with."""
        lines = [f"{key}={value}" for key, value in values.items()]
        (self.folder / "settings.ini").write_text("\n".join(["[General]", *lines, ""]), encoding="utf-8")

    def start(self, module: str, *arguments: str, changed: Mapping[str, str | None] | None = None) -> Program:
        """Start a program; `changed` are variables of its environment, None takes one away."""
        self._started += 1
        environment = {**self.environment, **(changed or {})}
        name = f"{self.name}-{self._started}"
        command = [sys.executable, "-P", "-m", module, *arguments]
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
        wait_for("the link file", self.link_file.exists, within_s=START_WITHIN_S)
        link, code = self.link_file.read_text(encoding="utf-8").splitlines()
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
        console.reads("Chat session established with Clara", within_s=START_WITHIN_S)
        viewer.reads("Chat session established with Theo", within_s=START_WITHIN_S)

    def same_picture(self, *, right_half: bool = False) -> bool:
        """Return whether the customer's full screen shows the technician's, but for the pointer's place.

        Half a screen is shown in the middle, as large as it is.
        """
        x, y = self.technician.hand.pointer()
        source, seen = self.technician.screen.picture(), self.customer.screen.picture()
        if right_half:
            half, quarter = source.shape[1] // 2, source.shape[1] // 4
            source, seen, x = source[:, half:], seen[:, quarter : quarter + half], x - half
        return demo_screen.same(source, seen, leave_out=(x, y, POINTER_BOX))

    def see_same_picture(self, *, right_half: bool = False, within_s: float = 15) -> None:
        """Wait until the customer sees exactly what the technician has on the screen."""
        wait_for("the same picture on both", lambda: self.same_picture(right_half=right_half), within_s=within_s)

    def keep(self) -> None:
        """Keep what both screens show, and what can be read there, for whoever looks into a failure."""
        for person in (self.technician, self.customer):
            person.screen.save(self.folder / f"{person.name}.png")


def run(*command: str, environment: Mapping[str, str], within_s: float = 20) -> subprocess.CompletedProcess[str]:
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


def stopwatch() -> Callable[[], float]:
    """Return a function that tells how many seconds have passed."""
    begun = time.monotonic()
    return lambda: time.monotonic() - begun
