"""Whatever the demonstration has started is gone when it ends, also what its programs have started themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from demonstration.processes import Processes, offspring
from environment.trouble import Trouble

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(600)",
]
PARENT = [
    sys.executable,
    "-c",
    f"import subprocess, sys, time; subprocess.Popen({SLEEPER!r}, start_new_session=True);"
    "print('ready', flush=True); time.sleep(600)",
]


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "FERNBLICK_DATA": str(data / "technician")}


def test_all_processes_have_ended_after_the_block_even_after_a_failure(tmp_path: Path) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def fail_in_between() -> None:
        with Processes(tmp_path) as processes:
            started.extend(processes.start(name, SLEEPER, environment=environment(tmp_path)) for name in ("one", "two"))
            raise Trouble("something was not seen")

    with pytest.raises(Trouble):
        fail_in_between()
    assert [process.poll() for process in started] == [-15, -15]


def test_one_that_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demonstration.processes.END_WITHIN_S", 0.2)
    with Processes(tmp_path) as processes:
        process = processes.start("stubborn", STUBBORN, environment=environment(tmp_path), controlled=True)
        assert process.stdout is not None
        process.stdout.readline()
    assert process.poll() == -9


def test_a_process_that_a_program_left_behind_is_ended_by_its_number(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        parent = processes.start("parent", PARENT, environment=environment(tmp_path), controlled=True)
        assert parent.stdout is not None
        parent.stdout.readline()
        (child,) = offspring(tmp_path) - {parent.pid}
        assert alive(child)
    assert not alive(child)
    assert offspring(tmp_path) == set()


def test_a_display_that_cannot_start_is_told_with_where_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "Xvfb"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(Trouble, match=r"virtual display.*customer\.log"), Processes(tmp_path) as processes:
        processes.start_display("customer", width=640, height=480, environment=environment(tmp_path))
