"""The environment is made once, made again when its meaning changes, and every failure is one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from environment import virtual_environment
from environment.trouble import Trouble
from environment.virtual_environment import Environment

PROJECT = """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "tiny"
version = "1"
[tool.setuptools]
packages = []
"""


class Tools:
    """Stands for venv and pip: notes the commands and leaves the files that they would."""

    def __init__(self, folder: Path) -> None:
        self.commands: list[list[str]] = []
        self.fails_with: str | None = None
        self._folder = folder

    def __call__(self, command: list[str], log: Path) -> int:
        self.commands.append(command)
        log.write_text(self.fails_with or "", encoding="utf-8")
        if self.fails_with is None and "venv" in command:
            (self._folder / "bin").mkdir(parents=True)
            (self._folder / "bin" / "python").touch()
            (self._folder / "pyvenv.cfg").touch()
        return 0 if self.fails_with is None else 1

    def made(self) -> list[str]:
        kinds = {"venv": "make", "--requirement": "install", "--editable": "link"}
        return [kind for command in self.commands for word, kind in kinds.items() if word in command]


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    tools = Tools(tmp_path / "venv")
    monkeypatch.setattr(virtual_environment, "_run", tools)
    return tools


@pytest.fixture
def locks(tmp_path: Path) -> list[Path]:
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    made = [tmp_path / "requirements.txt", tmp_path / "requirements-dev.txt"]
    for lock in made:
        lock.write_text("one==1\n", encoding="utf-8")
    return made


def environment(tmp_path: Path) -> Environment:
    return Environment(folder=tmp_path / "venv", root=tmp_path, log=tmp_path / "pip.log", say=lambda _: None)


def test_the_first_start_makes_it_and_the_second_does_nothing(tmp_path: Path, tools: Tools, locks: list[Path]) -> None:
    environment(tmp_path).provide(*locks)
    assert tools.made() == ["make", "install", "install", "link"]
    tools.commands.clear()
    environment(tmp_path).provide(*locks)
    assert tools.commands == []


def test_the_test_packages_come_on_top_of_what_is_there(tmp_path: Path, tools: Tools, locks: list[Path]) -> None:
    environment(tmp_path).provide(locks[0])
    tools.commands.clear()
    environment(tmp_path).provide(*locks)
    assert tools.made() == ["install"]


def test_a_changed_lock_file_makes_it_anew(tmp_path: Path, tools: Tools, locks: list[Path]) -> None:
    environment(tmp_path).provide(*locks)
    tools.commands.clear()
    locks[1].write_text("one==2\n", encoding="utf-8")
    environment(tmp_path).provide(*locks)
    assert tools.made() == ["make", "install", "install", "link"]


def test_another_python_makes_it_anew(
    tmp_path: Path, tools: Tools, locks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment(tmp_path).provide(*locks)
    tools.commands.clear()
    monkeypatch.setattr(sys, "version", "3.99.0 (made up)")
    environment(tmp_path).provide(*locks)
    assert tools.made()[0] == "make"


def test_a_setup_that_was_broken_off_is_begun_again(tmp_path: Path, tools: Tools, locks: list[Path]) -> None:
    tools.fails_with = "killed"
    with pytest.raises(Trouble):
        environment(tmp_path).provide(*locks)
    tools.fails_with = None
    tools.commands.clear()
    environment(tmp_path).provide(*locks)
    assert tools.made() == ["make", "install", "install", "link"]


def test_a_folder_that_holds_something_else_is_never_cleared(tmp_path: Path, tools: Tools, locks: list[Path]) -> None:
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "diary.txt").touch()
    with pytest.raises(Trouble, match="--venv"):
        environment(tmp_path).provide(*locks)
    assert (tmp_path / "venv" / "diary.txt").exists()


def test_packages_are_installed_by_hash_and_from_wheels(tmp_path: Path, tools: Tools, locks: list[Path]) -> None:
    environment(tmp_path).provide(locks[0])
    install = next(command for command in tools.commands if "--requirement" in command)
    assert {"--require-hashes", "--only-binary=:all:", "--no-build-isolation"} <= set(install)
    assert not any("index-url" in word for word in install), "pip uses the index its user has chosen"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "check the network"),
        ("ERROR: No matching distribution found for one==1", "none for this computer and Python"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one that the lock"),
        ("something never seen before", "for the reason"),
    ],
)
def test_each_failure_of_pip_is_one_sentence(
    tmp_path: Path, tools: Tools, locks: list[Path], said: str, told: str
) -> None:
    environment(tmp_path).provide(locks[0])
    tools.fails_with = said
    with pytest.raises(Trouble, match=told) as trouble:
        environment(tmp_path).provide(*locks)
    assert "\n" not in str(trouble.value)
    assert trouble.value.status == 4


def test_the_programs_own_packages_are_found_from_anywhere(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-P", "-c", "import protocol.vocabulary.messages, console, viewer, resources"],
        cwd=tmp_path, env={"PYTHONPATH": str(Path(__file__).parents[3])}, check=False,
    )  # fmt: skip
    assert found.returncode == 0
