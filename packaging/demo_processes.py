"""Start processes and end every one of them, by its own id, whatever happens in between."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from trouble import Trouble

END_WITHIN_S = 5.0  # seconds a process gets to end by itself once asked to


class Processes:
    """The processes that the demonstration has started; leaving the `with` block ends them, the newest first."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: list[subprocess.Popen[bytes]] = []
        self._strangers: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._running:
            end(self._running.pop())
        for number in self._strangers:
            end_stranger(number)

    def start(
        self, name: str, command: list[str], *, environment: Mapping[str, str], controlled: bool = False
    ) -> subprocess.Popen[bytes]:
        """Start `command`, its output in the log file `name`; `controlled`: with pipes to and from it."""
        pipe = subprocess.PIPE if controlled else None
        with (self._logs / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                command, stdin=pipe or subprocess.DEVNULL, stdout=pipe or log, stderr=log, env=dict(environment)
            )
        self._running.append(process)
        return process

    def start_display(self, name: str, *, width: int, height: int, environment: Mapping[str, str]) -> str:
        """Start a virtual display with a free number and a window manager on it; returns its name, ":N"."""
        reading, writing = os.pipe()
        options = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset", "-dpi", "96"]
        with (self._logs / f"{name}.log").open("wb") as log:
            server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(writing), *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=dict(environment), pass_fds=[writing],
            )  # fmt: skip
        self._running.append(server)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise Trouble(f"No virtual display could be started; see {self._logs / name}.log for the reason.")
        self.start(f"{name}-windows", ["openbox"], environment={**environment, "DISPLAY": f":{number}"})
        return f":{number}"

    def adopt(self, number: int) -> None:
        """End process `number`, which one of ours has started, with the rest."""
        self._strangers.append(number)


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


def end_stranger(number: int) -> None:
    """End process `number`, which is not our child, and wait until it has ended."""
    deadline = time.monotonic() + END_WITHIN_S
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGTERM)
        while time.monotonic() < deadline:
            os.kill(number, 0)
            time.sleep(0.05)
        os.kill(number, signal.SIGKILL)
