"""A Windows computer as far as Wine is one: its own prefix, its programs, their windows on an X display."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from demonstration.desktop import wait_for
from wine_stand_ins import OVERRIDES, provide

USER = "root"  # Wine names the account after the one that runs it
QUIET = 'exec "$@" </dev/null 2>&1 | cat >"$LOG"'  # Wine's Python does not start on a regular file as its output
ENDS_WITHIN_S = 60


class Windows:
    """A fresh prefix in `folder`; `programs` are what the stand-ins for Wine's missing DLLs are made for."""

    def __init__(self, folder: Path, environment: Mapping[str, str], programs: Path) -> None:
        self.folder = folder
        self.environment = {
            **environment,
            "WINEPREFIX": str(folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
        }
        self.environment.pop("FERNBLICK_DATA", None)
        self._run("wineboot", "--init")
        self._run("wine", "winecfg", "-v", "win10")
        self._run("wineserver", "--wait")
        machine_code = [path for path in programs.rglob("*") if path.suffix in (".dll", ".exe", ".pyd")]
        provide(folder / "drive_c" / "windows" / "system32", machine_code)
        self.environment["WINEDLLOVERRIDES"] = OVERRIDES

    @property
    def user(self) -> Path:
        """The user's folder."""
        return self.folder / "drive_c" / "users" / os.environ.get("USER", USER)

    def start(self, program: Path, *arguments: str, log: Path, **more: str) -> subprocess.Popen[bytes]:
        """Start a Windows program."""
        environment = {**self.environment, **more, "LOG": str(log)}
        return subprocess.Popen(["sh", "-c", QUIET, "sh", "wine", str(program), *arguments], env=environment)

    def run(self, program: Path, *arguments: str) -> None:
        """Run a Windows program to its end."""
        self._run("wine", str(program), *arguments)

    def settle(self) -> None:
        """Wait until no program runs any more."""
        self._run("wineserver", "--wait")

    def close(self) -> None:
        """End everything that runs."""
        subprocess.run(["wineserver", "--kill"], env=self.environment, check=False)
        subprocess.run(["wineserver", "--wait"], env=self.environment, check=False, timeout=ENDS_WITHIN_S)

    def files(self) -> set[str]:
        """List the files in the user's folder and in those for programs."""
        places = (self.user, self.folder / "drive_c" / "ProgramData", self.folder / "drive_c" / "Program Files")
        return {str(path.relative_to(self.folder)) for place in places for path in place.rglob("*")}

    def registry(self) -> str:
        """Return what the user's part of the registry holds, once it has been written down."""
        return (self.folder / "user.reg").read_text(encoding="utf-8", errors="replace").lower()

    def windows(self, title: str) -> list[str]:
        """Return the visible windows on the display whose title has this pattern."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title],
            env=self.environment, capture_output=True, text=True, check=False, timeout=20,
        )  # fmt: skip
        return found.stdout.split()

    def window(self, title: str, *, within_s: float = 60) -> str:
        """Wait for a window of this title."""
        return wait_for(f"a Wine window titled {title!r}", lambda: self.windows(title), within_s=within_s)[0]

    def _run(self, *command: str) -> None:
        environment = {**self.environment, "LOG": str(self.folder.with_suffix(".log"))}
        subprocess.run(["sh", "-c", QUIET, "sh", *command], env=environment, check=True, timeout=180)
