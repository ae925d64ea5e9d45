"""A program of ours is started one way only, from the sources and frozen."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

from resources.program import programs


def test_a_child_of_the_sources_is_a_module_of_this_python() -> None:
    assert programs.child_command("console.host") == [sys.executable, "-P", "-m", "console.host"]


def test_a_frozen_program_starts_itself_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert programs.child_command("console.host") == [sys.executable, programs.AS_CHILD, "console.host"]


def test_what_no_bundle_would_hold_is_nobodys_child() -> None:
    with pytest.raises(ValueError, match="nobody's child"):
        programs.child_command("console.desk.desk")


def test_every_program_and_child_exists() -> None:
    modules = [module for program in programs.PROGRAMS.values() for module in (program.module, *program.children)]
    assert all(importlib.util.find_spec(module) for module in modules)


@pytest.mark.parametrize("name", sorted(programs.PROGRAMS))
def test_a_frozen_program_answers_by_its_own_name(name: str) -> None:
    said = _run(name, "--version").stdout
    assert said.startswith(f"{name} ")


def test_a_frozen_program_becomes_its_child() -> None:
    said = _run("fernblick", programs.AS_CHILD, "console.host", "--version").stdout
    assert said.startswith("fernblick-host ")


@pytest.mark.parametrize("arguments", [["viewer.app"], ["console.host"], []], ids=["not listed", "another's", "none"])
def test_a_frozen_program_becomes_nothing_else(arguments: list[str]) -> None:
    done = _run("fernblick-viewer", programs.AS_CHILD, *arguments)
    assert done.returncode == 1
    assert "unknown child" in done.stderr


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "resources.program.programs", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)
