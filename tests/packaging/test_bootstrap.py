"""The one command understands its command line and says every failure in one sentence."""

from __future__ import annotations

import argparse
import errno
import re
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
from environment.trouble import Trouble

SCRIPT = Path(__file__).parents[2] / "packaging" / "bootstrap.py"


class Started:
    """Notes what would have been set up and started."""

    def __init__(self) -> None:
        self.command: list[str] = []
        self.virtual_displays: bool | None = None
        self.development: bool | None = None
        self.packaging: bool | None = None
        self.servers: bool | None = None
        self.served: bool | None = None
        self.ran: list[list[str]] = []
        self.statuses: list[int] = []

    def set_up(
        self,
        chosen: argparse.Namespace,
        *,
        virtual_displays: bool,
        development: bool,
        servers: bool = False,
        packaging: bool = False,
        served: bool = False,
    ) -> Path:
        self.servers, self.served = servers, served
        self.virtual_displays, self.development, self.packaging = virtual_displays, development, packaging
        return Path("/venv/python")

    def run(self, command: list[str], *, check: bool) -> subprocess.CompletedProcess[bytes]:
        assert not check
        self.ran.append(command)
        return subprocess.CompletedProcess(command, self.statuses.pop(0))

    def become(self, command: list[str]) -> int:
        self.command = command
        return 7


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    started = Started()
    monkeypatch.setattr(bootstrap, "_set_up", started.set_up)
    monkeypatch.setattr(bootstrap, "_become", started.become)
    monkeypatch.chdir(bootstrap.ROOT)  # `test` changes it; this changes it back
    return started


def test_what_follows_a_program_goes_to_it_as_it_is(started: Started) -> None:
    status = bootstrap.main(["run", "viewer", "--join", "1234 567 890", "--help", "-x"])
    assert status == 7
    assert started.command == ["/venv/python", "-P", "-m", "viewer.app", "--join", "1234 567 890", "--help", "-x"]
    assert (started.virtual_displays, started.development) == (False, False)


@pytest.mark.parametrize(("program", "served"), [("host", True), ("console", False), ("viewer", False)])
def test_a_host_that_is_run_has_what_a_server_needs_from_the_locked_packages(
    started: Started, program: str, served: bool
) -> None:
    bootstrap.main(["run", program])
    assert started.served is served


def test_nobody_is_sent_to_a_package_index_for_something_of_our_name() -> None:
    sources = [
        path
        for top in ("console", "protocol", "resources", "viewer")
        for path in (SCRIPT.parents[1] / top).rglob("*.py")
    ]
    documents = [*SCRIPT.parents[1].glob("*.md"), *SCRIPT.parent.glob("*.md")]
    told = [
        path.name
        for path in (*sources, *documents)
        if re.search(r"install '?fernblick", path.read_text(encoding="utf-8"))
    ]
    assert told == []


def test_what_follows_test_goes_to_pytest(started: Started) -> None:
    bootstrap.main(["test", "-q", "tests/protocol", "-k", "chat and not seal"])
    assert started.command[2:] == ["pytest", "-q", "tests/protocol", "-k", "chat and not seal"]
    assert (started.virtual_displays, started.development) == (True, True)


@pytest.mark.parametrize(("statuses", "worst"), [([0, 0], 0), ([1, 0], 1), ([0, 2], 2), ([1, 2], 2)])
def test_all_tests_are_those_of_the_parts_beside_each_other_and_then_those_of_the_whole(
    started: Started, monkeypatch: pytest.MonkeyPatch, statuses: list[int], worst: int
) -> None:
    monkeypatch.setattr(bootstrap.subprocess, "run", started.run)
    monkeypatch.setattr(bootstrap.os, "cpu_count", lambda: 64)
    started.statuses = statuses
    assert bootstrap.main(["test"]) == worst
    assert [command[2:] for command in started.ran] == [
        ["pytest", "--numprocesses", "4", "--ignore", "tests/system", "--dist", "worksteal"],
        ["pytest", "--numprocesses", "2", "tests/system", "--dist", "loadfile"],
    ]
    assert started.servers


def test_built_files_that_are_named_are_tried_without_building(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FERNBLICK_DIST", "/built")
    bootstrap.main(["test", "--packaging", "-k", "viewer"])
    assert started.command[2:] == ["pytest", "tests/packaging/built", "-k", "viewer"]
    file = "tests/packaging/built/test_bundles.py"
    bootstrap.main(["test", "--packaging", f"{file}::test_the_viewers_files_are_small", "-q"])
    assert started.command[2:] == ["pytest", f"{file}::test_the_viewers_files_are_small", "-q"]
    assert started.packaging


def test_without_a_display_the_demonstration_brings_its_own(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    bootstrap.main(["demo"])
    assert started.command[-1] == "--headless"
    assert started.virtual_displays


def test_on_a_display_the_demonstration_uses_it_unless_told_otherwise(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    bootstrap.main(["demo"])
    assert "--headless" not in started.command
    assert started.virtual_displays is False
    bootstrap.main(["demo", "--headless", "--out", "pictures"])
    assert started.command[-3:] == ["--headless", "--out", str(bootstrap.ROOT / "pictures")]


def test_an_argument_that_nobody_knows_is_refused(started: Started, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        bootstrap.main(["demo", "--headles-s"])
    assert end.value.code == 2
    assert "--headles-s" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("failure", "status", "told"),
    [
        (Trouble("Please do this.", status=3), 3, "Please do this."),
        (OSError(errno.ENOSPC, "No space left on device"), 4, "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/there"), 4, "Permission denied (/there)"),
        (KeyboardInterrupt(), 130, "stopped"),
    ],
)
def test_every_failure_is_one_sentence_and_a_status(
    failure: BaseException,
    status: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> Path:
        raise failure

    monkeypatch.setattr(bootstrap, "_set_up", fail)
    assert bootstrap.main(["check"]) == status
    output = capsys.readouterr()
    assert told in output.err
    assert "Traceback" not in output.err


def test_a_python_that_is_too_old_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (9, 0))
    assert bootstrap.main(["check"]) == 4
    assert "needs Python 9.0 or newer" in capsys.readouterr().err


def test_a_place_that_holds_something_else_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").touch()
    command = [sys.executable, str(SCRIPT), "--venv", str(tmp_path), "run", "host", "--version"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 4
    assert ended.stderr.startswith("fernblick: ")
    assert ended.stderr.count("\n") == 1
    assert (tmp_path / "diary.txt").exists()


@pytest.mark.parametrize(
    ("rest", "tried"),
    [
        ([], ["tests/packaging/built"]),
        (["-k", "viewer"], ["tests/packaging/built", "-k", "viewer"]),
        (["tests/packaging/built/test_bundles.py"], ["tests/packaging/built/test_bundles.py"]),
        (
            ["tests/packaging/built/test_bundles.py::test_x", "-q"],
            ["tests/packaging/built/test_bundles.py::test_x", "-q"],
        ),
    ],
    ids=["all", "a word", "a file", "a test"],
)
def test_a_file_of_tests_for_what_was_built_is_run_by_itself(monkeypatch, rest, tried):
    ran = []
    monkeypatch.setenv("FERNBLICK_DIST", "/dist")
    monkeypatch.setattr(bootstrap, "_set_up", lambda *_chosen, **_needs: Path("python"))
    monkeypatch.setattr(bootstrap, "_become", lambda command: ran.append(command) or 0)
    assert bootstrap.main(["test", "--packaging", *rest]) == 0
    assert ran == [["python", "-m", "pytest", *tried]]
