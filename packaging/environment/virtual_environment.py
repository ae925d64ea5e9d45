"""The project's own Python environment, with exactly the packages of the lock files.

A stamp in the environment says which lock files, Python and place it was made for; while it matches, nothing is done
and no network is needed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from environment.trouble import Trouble

ROOM_NEEDED = 900 * 1024 * 1024  # bytes free before packages are fetched and unpacked

_SOURCE_ONLY = (
    "xcffib"  # pure Python; built by the setuptools of the first lock file, not by one fetched at that moment
)
_QUIET = ("--quiet", "--disable-pip-version-check", "--no-input", "--no-build-isolation")
_LOCKED = ("--require-hashes", "--only-binary=:all:", f"--no-binary={_SOURCE_ONLY}")
_LINKED = ("--no-deps", "--no-index", "--config-settings=editable_mode=compat")
_NETWORK_SIGNS = ("NewConnectionError", "Connection refused", "name resolution", "timed out", "ProxyError", "SSLError")
_NOT_FOUND_SIGNS = ("No matching distribution", "Could not find a version")
_HASH_SIGN = "DO NOT MATCH THE HASHES"
_FULL_SIGNS = ("No space left on device", "Disk quota exceeded")


@dataclass(frozen=True, kw_only=True)
class Environment:
    """A virtual environment at `folder` for the project at `root`, made by the Python that runs this."""

    folder: Path
    root: Path
    log: Path  # where pip's output goes
    say: Callable[[str], None]

    @property
    def python(self) -> Path:
        """Return the environment's interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def provide(self, *locks: Path) -> None:
        """Make the environment hold the packages of `locks`, installed in this order; quick when it does."""
        changed = [lock for lock in locks if self._stamp(lock).exists() and not self._stamped(lock)]
        if changed or not self._stamped(locks[0]):
            self._create()
        for lock in locks:
            if not self._stamped(lock):
                self._install(lock)
        project = self.root / "pyproject.toml"
        if not self._stamped(project):
            self._link(project)

    def _stamp(self, lock: Path) -> Path:
        return self.folder / f"{lock.stem}.stamp"

    def _stamped(self, lock: Path) -> bool:
        try:
            return self._stamp(lock).read_text(encoding="utf-8") == self._meaning(lock) and self.python.exists()
        except FileNotFoundError:
            return False

    def _meaning(self, lock: Path) -> str:
        place = f"{self.folder}\n{self.root}\n{_base_python()}\n{sys.version}\n"
        return hashlib.sha256(place.encode() + lock.read_bytes()).hexdigest()

    def _create(self) -> None:
        self._clear()
        self.say(f"making a virtual environment in {self.folder}")
        made = _run([_base_python(), "-m", "venv", str(self.folder)], self.log)
        if made != 0:
            raise Trouble(_explain(self.log, "Python could not make a virtual environment"))

    def _clear(self) -> None:
        if not self.folder.exists():
            return
        if any(self.folder.iterdir()) and not (self.folder / "pyvenv.cfg").exists():
            raise Trouble(f"{self.folder} holds something else; name an empty folder with --venv.")
        shutil.rmtree(self.folder)

    def _install(self, lock: Path) -> None:
        if shutil.disk_usage(self.folder).free < ROOM_NEEDED:
            raise Trouble(f"The disk is almost full; free {ROOM_NEEDED >> 20} MB for {self.folder} and start again.")
        self.say(f"fetching the packages of {lock.name} (the first time this takes a minute or two)")
        self._pip([*_LOCKED, "--requirement", str(lock)], what="The packages could not be installed")
        self._stamp(lock).write_text(self._meaning(lock), encoding="utf-8")

    def _link(self, project: Path) -> None:
        """Make the environment's Python know our own packages, where they are, and the names of the programs."""
        self._pip([*_LINKED, "--editable", str(self.root)], what="Fernblick itself could not be installed")
        self._stamp(project).write_text(self._meaning(project), encoding="utf-8")

    def _pip(self, options: list[str], *, what: str) -> None:
        command = [str(self.python), "-m", "pip", "install", *_QUIET, *options]
        if _run(command, self.log) != 0:
            raise Trouble(_explain(self.log, what))


def _base_python() -> str:
    """Return the Python behind the links, also when an environment's own Python runs this."""
    return os.path.realpath(sys.executable)


def _run(command: list[str], log: Path) -> int:
    with log.open("wb") as output:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False).returncode


def _explain(log: Path, what: str) -> str:
    said = log.read_text(encoding="utf-8", errors="replace")
    if any(sign in said for sign in _FULL_SIGNS):
        return f"{what}: the disk is full; free some space and start again."
    if any(sign in said for sign in _NETWORK_SIGNS):
        return f"{what}: pip reached no package index; check the network or pip's settings, and start again."
    if _HASH_SIGN in said:
        return f"{what}: a package is not the one that the lock file names; check pip's package index, see {log}."
    if any(sign in said for sign in _NOT_FOUND_SIGNS):
        return f"{what}: pip's package index has none for this computer and Python; see {log} for which."
    return f"{what}; see {log} for the reason, and start again when it is mended."
