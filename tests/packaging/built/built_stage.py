"""The built files by name, the built console, and what was measured with them."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from demonstration.desktop import wait_for
from demonstration.processes import Processes
from tests.system.stage.stage import Person, Program, Stage

START_WITHIN_S = 60.0


@dataclass(frozen=True)
class Built:
    """The folder with the built files."""

    folder: Path

    def file(self, pattern: str) -> Path:
        """Return the one file with this pattern."""
        (found,) = self.folder.glob(pattern)
        return found

    @property
    def viewer_setup(self) -> Path:
        """The setup of the viewer for Windows."""
        return self.file("fernblick-viewer-*-setup.exe")

    @property
    def viewer_single(self) -> Path:
        """The viewer for Windows as one file."""
        return self.folder / "fernblick-viewer.exe"

    @property
    def console_setup(self) -> Path:
        """The setup of the console for Windows."""
        return self.file("fernblick-[0-9]*-setup.exe")


@dataclass
class Times:
    """How long it takes until something can be seen, by program."""

    rows: dict[str, dict[str, float]] = field(default_factory=dict)

    def note(self, program: str, what: str, seconds: float) -> None:
        """Keep one value."""
        self.rows.setdefault(program, {})[what] = seconds

    def write(self, path: Path) -> None:
        """Write all of it as a table."""
        columns = ("start to window", "join to picture")
        lines = [f"| program | {' | '.join(f'{column} s' for column in columns)} |", "|---|--:|--:|"]
        for program, values in self.rows.items():
            cells = [f"{values[column]:.1f}" if column in values else "" for column in columns]
            lines.append(f"| {program} | {' | '.join(cells)} |")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def start_console(stage: Stage, folder: Path, *arguments: str) -> Program:
    """Start the built console with a session for Clara, whose link goes into the stage's link file."""
    options = ("--listen", "127.0.0.1:0", "--log-level", "info", "--new-session", "Clara")
    command = [str(folder / "fernblick"), *options, "--link-file", str(stage.link_file), *arguments]
    return start(stage.technician, command)


def start(person: Person, command: list[str], **environment: str) -> Program:
    """Start a built program at a person's display."""
    processes: Processes = person._processes
    name = f"{person.name}-{Path(command[0]).name}-{time.monotonic_ns()}"
    process = processes.start(name, command, environment={**person.environment, **environment})
    return Program(process=process, person=person, log=person.folder.parent / f"{name}.log")


def watch(program: Program, wanted: str) -> Program:
    """Return the process below `program` that shows windows: `wanted` is in its command line."""

    def look() -> int | None:
        for number in _descendants(program.process.pid):
            words = Path(f"/proc/{number}/exe").resolve().name
            if words == wanted and program.person.bus.items(number):
                return number
        return None

    number = wait_for(f"the windows of {wanted}", look, within_s=START_WITHIN_S)
    return Program(process=_Number(number), person=program.person, log=program.log)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Number:
    """A process that somebody else has started and waits for."""

    pid: int


def _descendants(number: int) -> list[int]:
    said = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    children: dict[int, list[int]] = {}
    for line in said.splitlines():
        child, parent = map(int, line.split())
        children.setdefault(parent, []).append(child)
    found, waiting = [], [number]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found
