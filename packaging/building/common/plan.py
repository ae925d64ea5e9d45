"""What every part of a build is given, where things are, which version, which date, and what it returns."""

from __future__ import annotations

import os
import subprocess
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from building.common.parts import Held
from building.common.wheels import Distribution
from environment.trouble import Trouble

SAY_EVERY_S = 20.0  # that something still goes on
EARLIEST = 315532800  # 1980: zip files know no earlier date


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One build."""

    root: Path  # our sources
    out: Path  # what is made for people
    work: Path  # what is made on the way
    cache: Path  # downloads
    version: str
    epoch: int  # seconds since 1970; the date of everything inside
    say: Callable[[str], None]

    def run(self, command: Sequence[str | Path], *, folder: Path | None = None, **environment: str) -> str:
        """Run a tool and return what it printed; its failure ends the build with its words.

        Raises:
            Trouble: it failed.
        """
        variables = {**os.environ, "SOURCE_DATE_EPOCH": str(self.epoch), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        name = Path(command[0]).name
        with subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={**variables, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as tool:
            said, complained = self._heard(tool, name)
        if tool.returncode != 0:
            raise Trouble(f"{name} failed:\n{said}{complained}")
        return said

    def _heard(self, tool: subprocess.Popen[str], name: str) -> tuple[str, str]:
        """Return what a tool prints, once it has ended; say now and then that it still works."""
        began = time.monotonic()
        while True:
            try:
                return tool.communicate(timeout=SAY_EVERY_S)
            except subprocess.TimeoutExpired:
                self.say(f"{name} works, for {round(time.monotonic() - began)} s so far")

    def date_all(self, folder: Path) -> None:
        """Give everything in `folder` the build's date, and modes that do not depend on the builder's umask."""
        for path in sorted([folder, *folder.rglob("*")]):
            if not path.is_symlink():
                runs = path.is_dir() or os.access(path, os.X_OK)
                path.chmod(0o755 if runs else 0o644)
            os.utime(path, (self.epoch, self.epoch), follow_symlinks=False)


@dataclass(frozen=True, kw_only=True)
class Built:
    """What was made, and from which packages."""

    files: tuple[Path, ...]
    packages: tuple[Distribution, ...]
    parts: Mapping[str, tuple[Held, ...]]  # by the program that has them


def project_version(root: Path) -> str:
    """Return the version that pyproject.toml states."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def source_date(root: Path, environment: Mapping[str, str]) -> int:
    """Return SOURCE_DATE_EPOCH; where it is not set, the time of the last commit."""
    given = environment.get("SOURCE_DATE_EPOCH", "")
    if not given:
        command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        given = done.stdout.strip() if done.returncode == 0 else ""
    return max(int(given), EARLIEST) if given.isdigit() else EARLIEST
