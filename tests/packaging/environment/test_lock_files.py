"""The lock files pin everything that pyproject.toml asks for, with hashes, and name no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOCKS = (
    "requirements-build.txt",
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-packaging.txt",
    "requirements-server.txt",
    "windows/requirements-python.txt",
)


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    return {_plain(name): rest for name, rest in re.findall(r"^([\w.-]+)(==.*(?:\n    --hash.*)+)", text, re.MULTILINE)}


def asked(lock: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = {
        "requirements-build.txt": project["dependency-groups"]["build"],
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"],
        "requirements-packaging.txt": [
            *project["project"]["dependencies"],
            *project["project"]["optional-dependencies"]["packaging"],
        ],
        "requirements-server.txt": [
            *project["project"]["dependencies"],
            *project["project"]["optional-dependencies"]["server"],
        ],
        "windows/requirements-python.txt": project["dependency-groups"]["windows-python"],
    }
    return [_plain(re.match(r"[\w.-]+", line).group()) for line in lists[lock]]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_that_is_asked_for_is_pinned_with_hashes(lock: str) -> None:
    pinned = pins(lock)
    assert set(asked(lock)) <= set(pinned)
    assert all("--hash=sha256:" in rest for rest in pinned.values())


@pytest.mark.parametrize("lock", LOCKS)
def test_no_host_is_named(lock: str) -> None:
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_what_tests_run_on_is_what_users_get() -> None:
    runtime = pins("requirements.txt")
    for lock in ("requirements-dev.txt", "requirements-packaging.txt", "requirements-server.txt"):
        others = pins(lock)
        assert {name: others[name] for name in runtime} == runtime
