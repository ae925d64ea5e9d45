"""A console that runs, and is started once more: by hand, and as processes."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from console.app import arguments
from console.automation import Automation
from console.second_starts import OTHERWISE, SecondStarts
from protocol.link.second_start import ELSEWHERE, SHOWN, Start

ROOT = Path(__file__).parents[2]


class Place:
    def __init__(self):
        self.came = 0

    def come(self):
        self.came += 1


@pytest.fixture
def place():
    return Place()


@pytest.fixture
def starts(monkeypatch, place, desk):
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    starts = SecondStarts(arguments())
    script = Automation(desk=desk, options=arguments().parse_args([]))
    starts.work_at(place, script)
    yield starts
    script.deleteLater()


def start(*words, display=":1", token=""):
    return Start(words, "/somewhere", display, token)


def test_a_second_start_brings_the_window_to_the_front(starts, place, desk):
    desk.host("up")
    assert starts.came(start(token="t")) == SHOWN
    assert place.came == 1
    assert desk.done == []
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "t"


def test_it_opens_the_session_that_it_was_told_to_open(starts, place, desk, tmp_path):
    desk.host("up")
    assert starts.came(Start(("--new-session", "Max", "--link-file", "link"), str(tmp_path), ":1")) == SHOWN
    assert desk.done == [("open_session", "Max")]
    session = desk.add("Max")
    session.code_changed.emit()
    assert (tmp_path / "link").read_text().splitlines() == [session.code.link, session.code.text]


def test_what_counts_for_a_start_alone_is_said_not_to_count(starts, place, desk):
    assert starts.came(start("--listen", "127.0.0.1:1")) == OTHERWISE
    assert starts.came(start("--capture-display", ":5")) == OTHERWISE
    assert starts.came(start("--of-another-version")) == OTHERWISE
    assert place.came == 3


def test_a_start_on_other_screens_moves_nothing(starts, place, desk):
    desk.host("up")
    assert starts.came(start("--new-session", "Max", display=":2")) == ELSEWHERE
    assert place.came == 0
    assert desk.done == []


def test_a_start_before_there_is_a_window_is_answered(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert SecondStarts(arguments()).came(start()) == SHOWN


def test_two_processes_are_one_console(tmp_path):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "FERNBLICK_DATA": str(tmp_path / "data")}
    environment.pop("DISPLAY", None)
    begin = [sys.executable, "-P", "-m", "console.app", "--new-session", "Erika", "--link-file"]
    environment["PYTHONPATH"] = str(ROOT)
    first = subprocess.Popen(
        [*begin, "first", "--listen", "127.0.0.1:0"], cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(tmp_path / "data" / "console" / "running.json")
        second = subprocess.run([*begin, "second"], cwd=tmp_path, env=environment, timeout=60, check=False)
        assert second.returncode == 0
        assert first.poll() is None
        wait_for(tmp_path / "first")
        wait_for(tmp_path / "second")
        assert (tmp_path / "first").read_text() != (tmp_path / "second").read_text()
    finally:
        first.terminate()
        first.wait(60)
    assert not list((tmp_path / "data" / "console").glob("running*"))


def wait_for(file, within_s=60):
    ends_at = time.monotonic() + within_s
    while not (file.exists() and file.read_text()):
        assert time.monotonic() < ends_at
        time.sleep(0.05)
