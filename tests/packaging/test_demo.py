"""The demonstration holds on real processes, writes what it promises, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

import demo
from demonstration.desktop import act_until, wait_for
from demonstration.hand import Hand
from demonstration.processes import Processes, offspring
from environment.trouble import CANNOT_START

CAREFUL_S = 1.0  # what ends something takes no key in the first moments
SCRIPT = Path(__file__).parents[2] / "packaging" / "demo.py"
HELD = dict.fromkeys(demo.BOOLEANS, True) | dict.fromkeys(demo.NUMBERS, 1)


def left_behind(folder: Path) -> list[int]:
    """Return the processes whose environment names something in `folder`."""
    mark = f"FERNBLICK_DATA={folder}".encode()
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in environment.read_bytes():
                found.append(int(environment.parent.name))
        except OSError:
            continue
    return found


def png_size(file: Path) -> tuple[int, int]:
    head = file.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def started(folder: Path, *options: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "TMPDIR": str(folder)}
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), "--headless", *options],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def test_a_report_that_shows_everything_misses_nothing() -> None:
    assert demo.missing(HELD) == []


@pytest.mark.parametrize("name", [*demo.BOOLEANS, *demo.NUMBERS])
def test_each_thing_that_did_not_hold_is_missed(name: str) -> None:
    wrong = False if name in demo.BOOLEANS else None
    assert demo.missing(HELD | {name: wrong}) == [name]
    assert demo.missing({key: value for key, value in HELD.items() if key != name}) == [name]


@pytest.mark.system
def test_the_main_job_is_seen_to_work_and_nothing_is_left_behind(tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = started(tmp_path, "--out", str(out))
    said, _ = process.communicate(timeout=280)
    assert process.returncode == 0, said
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["held"] is True
    assert demo.missing(report) == []
    # How soon is judged by the system tests, which try several times: here each thing happens once.
    assert all(report[name] > 0 for name in demo.NUMBERS)
    for name in ("console.png", "viewer.png"):
        assert min(png_size(out / name)) > 300
    assert left_behind(tmp_path) == []
    assert not list(tmp_path.glob("fernblick-demo-*")), "its folder is gone, too"


@pytest.mark.system
def test_stopped_in_the_middle_it_ends_everything_that_it_has_started(tmp_path: Path) -> None:
    process = started(tmp_path, "--out", str(tmp_path / "out"))
    assert process.stdout is not None
    while "types the code" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == demo.STOPPED, said
    assert "Traceback" not in said
    assert left_behind(tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.system
def test_without_a_display_it_says_so_and_claims_no_window(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "TMPDIR": str(tmp_path), "DISPLAY": ":9999"}

    ended = subprocess.run(
        [sys.executable, str(SCRIPT)], env=environment, capture_output=True, text=True, timeout=120, check=False
    )

    assert ended.returncode == CANNOT_START
    assert "No display was found" in ended.stderr
    assert "programs are open" not in ended.stdout
    assert not list(tmp_path.glob("fernblick-demo-*"))


@pytest.mark.system
def test_on_the_users_own_display_the_windows_open_and_closing_both_ends_it(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "TMPDIR": str(tmp_path), "LANG": "C.UTF-8"}
    with Processes(tmp_path) as processes:
        display = processes.start_display("display", width=1600, height=900, environment=environment)
        own = {**environment, "DISPLAY": display}
        process = processes.start("demo", [sys.executable, str(SCRIPT)], environment=own)
        hand = Hand(own)

        def windows(pattern: str) -> list[int]:
            return [window for number in offspring(tmp_path) for window in hand.windows(number, pattern)]

        def close(pattern: str) -> None:
            """Close the window, or answer the question that this asks; whatever else opens meanwhile."""
            if question := windows("^(Quit|Leave)"):
                hand.activate(question[0])
                time.sleep(CAREFUL_S)
                hand.press("Tab", "space")  # the answer that keeps the session has the focus
            else:
                for window in windows(pattern):
                    hand.close(window)

        for pattern in ("^Session with Theo", "^Something that changes", "^Technician Console"):
            wait_for("the window", lambda p=pattern: windows(p))
        assert "Ctrl+C" in (tmp_path / "demo.log").read_text(encoding="utf-8")
        for pattern in ("^Session with Theo", "^Technician Console"):
            wait_for("the window", lambda p=pattern: windows(p))
            close(pattern)
            wait_for("the question whether to leave", lambda: windows("^(Quit|Leave)"))
            act_until("the window to go", lambda p=pattern: not windows(p), act=lambda p=pattern: close(p))
        assert process.wait(60) == 0, (tmp_path / "demo.log").read_text(encoding="utf-8")
    assert not list(tmp_path.glob("fernblick-demo-*"))
