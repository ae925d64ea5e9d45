"""Start processes and end every one of them, by its own id, whatever happens in between."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from environment.trouble import Trouble

END_WITHIN_S = 20.0  # seconds a process gets to end by itself once asked to
_RUN = """
import runpy, sys
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module("demonstration.program", run_name="__main__")
"""


def program_command(*arguments: str) -> list[str]:
    """Return the command line of the window that keeps changing, see `program.py`."""
    return [sys.executable, "-c", _RUN, str(Path(__file__).resolve().parents[1]), *arguments]


class Processes:
    """The processes that the demonstration has started; leaving the `with` block ends them, the newest first.

    Args:
        data: the demonstration's own folder, which every one of them knows as `FERNBLICK_DATA` or a part of it; by
            that the processes that they have started themselves are recognised.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._running:
            end(self._running.pop())
        for number in offspring(self._data):
            end_stranger(number)

    def start(
        self, name: str, command: list[str], *, environment: Mapping[str, str], controlled: bool = False
    ) -> subprocess.Popen[bytes]:
        """Start `command`, its output in the log file `name`; `controlled`: with pipes to and from it."""
        pipe = subprocess.PIPE if controlled else None
        with (self._data / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                command, stdin=pipe or subprocess.DEVNULL, stdout=pipe or log, stderr=log, env=dict(environment)
            )
        self._running.append(process)
        return process

    def start_display(self, name: str, *, width: int, height: int, environment: Mapping[str, str]) -> str:
        """Start a virtual display with a free number, wait for a window manager on it, and return its name, ":N"."""
        from demonstration.hand import Hand  # needs X11, which not every computer has

        reading, writing = os.pipe()
        options = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset", "-dpi", "96"]
        with (self._data / f"{name}.log").open("wb") as log:
            server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(writing), *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=dict(environment), pass_fds=[writing],
            )  # fmt: skip
        self._running.append(server)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise Trouble(f"No virtual display could be started; {name}.log says why.")
        own = {**environment, "DISPLAY": f":{number}"}
        self.start(f"{name}-windows", ["openbox"], environment=own)
        Hand(own).wait_for_window_manager()
        return f":{number}"


def end(process: subprocess.Popen[bytes]) -> None:
    """End `process` and wait until it has ended."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(END_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()


def offspring(data: Path) -> set[int]:
    """Return the processes that keep their data in a folder below `data`, such as the host that a console started."""
    if not Path("/proc/self/environ").exists():
        return {number for file in data.glob("*/host/host.json") if (number := _host_process(file))} - {os.getpid()}
    # An entry may name a process that has ended, and its number another one by now; these two cannot be mistaken.
    found = set()
    marks = {"environ": f"FERNBLICK_DATA={data}".encode(), "cmdline": f"--data\0{data}/".encode()}
    for process in Path("/proc").glob("[0-9]*"):
        for name, mark in marks.items():  # into a host's environment its user's other programs do not look
            with contextlib.suppress(OSError):  # it has ended by now, or is another user's
                if mark in (process / name).read_bytes():
                    found.add(int(process.name))
    return found - {os.getpid()}


def _host_process(file: Path) -> int:
    try:
        return int(json.loads(file.read_text(encoding="utf-8"))["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def end_stranger(number: int) -> None:
    """End process `number`, which is not our child, and wait until it has ended."""
    deadline = time.monotonic() + END_WITHIN_S
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGTERM)
        while time.monotonic() < deadline:
            os.kill(number, 0)
            time.sleep(0.05)
        os.kill(number, signal.SIGKILL)
