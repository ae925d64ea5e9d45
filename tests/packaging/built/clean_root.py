"""A fresh Debian in a folder: only what debootstrap lays down, so that a package shows what it forgot to ask for."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

RELEASE = "bookworm"
HOME = "/home/clara"  # in there, of whoever uses what is installed
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": HOME, "LANG": "C.UTF-8"}
_QUIET = ("-qq", "--yes", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0")
_PROXIES = ("http_proxy", "https_proxy", "no_proxy")


class CleanRoot:
    """The folder `path`, unpacked from a copy that is kept in `cache`; the display's socket is shared with it.

    Attributes:
        home: the folder that is `HOME` in there.
    """

    def __init__(self, path: Path, cache: Path) -> None:
        self.path = path
        self._mounted: list[Path] = []
        kept = cache / f"root-{RELEASE}.tar"
        if not kept.exists():
            _make(path.with_name("debootstrap"), kept)
        path.mkdir()
        subprocess.run(["tar", "-C", str(path), "-xf", str(kept)], check=True)
        self.home = path / HOME.removeprefix("/")
        self.home.mkdir(parents=True)

    def __enter__(self) -> CleanRoot:
        for place in ("/proc", "/dev", "/tmp/.X11-unix"):
            self.share(Path(place))
        return self

    def __exit__(self, *_: object) -> None:
        while self._mounted:
            subprocess.run(["umount", "--lazy", str(self._mounted.pop())], check=True)

    def share(self, folder: Path) -> None:
        """Let programs in there see a folder of this computer, under its name."""
        inside = self.path / folder.relative_to("/")
        inside.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "--bind", str(folder), str(inside)], check=True)
        self._mounted.append(inside)

    def run(self, *command: str, **environment: str) -> str:
        """Run a command in there and return what it printed."""
        done = subprocess.run(self.command(*command, **environment), capture_output=True, text=True, timeout=400)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def command(self, *command: str, **environment: str) -> list[str]:
        """Return what runs `command` in there."""
        proxies = {name: os.environ[name] for name in _PROXIES if name in os.environ}
        given = [f"{name}={value}" for name, value in {**ENVIRONMENT, **proxies, **environment}.items()]
        return ["chroot", str(self.path), "env", "-i", *given, *command]

    def install(self, *packages: str) -> None:
        """Install Debian's packages, or files in the root."""
        self.run("apt-get", "install", *_QUIET, *packages, DEBIAN_FRONTEND="noninteractive")

    def files(self) -> set[str]:
        """List every file, without those that the system writes while it works."""
        ignored = ("proc", "dev", "tmp", "var/lib/apt", "var/lib/dpkg", "var/cache", "var/log")
        names: set[str] = set()
        for folder, folders, files in os.walk(self.path):
            inside = Path(folder).relative_to(self.path).as_posix()
            folders[:] = [name for name in folders if f"{inside}/{name}".removeprefix("./") not in ignored]
            names |= {f"{inside}/{name}".removeprefix("./") for name in files}
        return names


def _make(folder: Path, kept: Path) -> None:
    """Lay a Debian down, with apt knowing what this computer's knows, and keep it as a tar."""
    sources = Path("/etc/apt/sources.list.d/debian.sources")
    mirror = next(
        line.split()[1] for line in sources.read_text(encoding="utf-8").splitlines() if line.startswith("URIs:")
    )
    subprocess.run(["debootstrap", "--variant=minbase", RELEASE, str(folder), mirror], check=True, capture_output=True)
    (folder / "etc" / "apt" / "sources.list").unlink(missing_ok=True)
    for place in ("etc/apt/sources.list.d/debian.sources", "etc/resolv.conf", "etc/hosts"):
        shutil.copyfile(f"/{place}", folder / place)
    for extra in Path("/etc/apt/apt.conf.d").glob("*"):
        shutil.copyfile(extra, folder / "etc" / "apt" / "apt.conf.d" / extra.name)
    subprocess.run(
        [
            "chroot",
            str(folder),
            "env",
            "-i",
            *(f"{k}={v}" for k, v in _apt_environment().items()),
            "apt-get",
            "update",
            "-qq",
        ],
        check=True,
    )
    part = kept.with_suffix(".part")
    subprocess.run(["tar", "-C", str(folder), "-cf", str(part), "."], check=True)
    part.rename(kept)
    shutil.rmtree(folder)


def _apt_environment() -> dict[str, str]:
    return {**ENVIRONMENT, **{name: os.environ[name] for name in _PROXIES if name in os.environ}}
