"""What the computer itself must have before Fernblick runs on it, and how Debian's apt brings it.

Every need is checked by trying it (a library is loaded, a program looked up), not by asking a package database, so the
check holds on any Linux; only the bringing needs apt.
"""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from environment.trouble import SYSTEM_INCOMPLETE, Trouble

LOCK_WAIT_S = 300  # how long apt waits for another apt

Run = Callable[[list[str], Path], int]
"""Runs a command with its output added to a log file; returns its exit status."""

_QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_VIRTUAL_DISPLAY_PROGRAMS = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "openbox": "openbox",
    "xdotool": "xdotool",
}
_SERVER_PROGRAMS = {
    "caddy": "caddy",
    "chromium": "chromium",
    "haproxy": "haproxy",
    "microsocks": "microsocks",
    "nft": "nftables",
    "nginx": "nginx-light",
    "pgbouncer": "pgbouncer",
    "picom": "picom",
    "squid": "squid",
    "tinyproxy": "tinyproxy",
    "xxd": "xxd",
}
_DESKTOP_PROGRAMS = {
    "dunst": "dunst",
    "i3lock": "i3lock",
    "notify-send": "libnotify-bin",
    "xsecurelock": "xsecurelock",
}
DBUSMOCK = "/usr/lib/python3/dist-packages/dbusmock"  # Debian's: what it needs has no wheels
POSTGRESQL = "/usr/lib/postgresql"  # where Debian has the programs of each version, away from the search path
ADMINISTRATORS_PROGRAMS = "/usr/sbin"  # not in everybody's search path
_PACKAGING_PROGRAMS = {
    "7z": "p7zip-full",
    "appstreamcli": "appstream",
    "buildah": "buildah",
    "debootstrap": "debootstrap",
    "desktop-file-validate": "desktop-file-utils",
    "dpkg-deb": "dpkg",
    "man": "man-db",
    "systemd-nspawn": "systemd-container",
    "wine": "wine",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
}
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_FONT_SUFFIXES = (".ttf", ".otf", ".ttc")


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing the computer must have."""

    what: str  # as the user is told
    package: str  # Debian's name of the package that has it
    present: Callable[[], bool]


def python_needs() -> list[Need]:
    """List what a whole Python has and a cut-down one lacks."""
    return [
        Need(what="Python's ctypes", package="python3", present=lambda: _importable("ctypes")),
        Need(what="Python's venv", package="python3-venv", present=lambda: _importable("ensurepip")),
    ]


def display_needs() -> list[Need]:
    """List what Qt needs to open a window."""
    needs = [_library(name, package) for name, package in _QT_LIBRARIES.items()]
    return [*needs, Need(what="a font", package="fonts-dejavu-core", present=_has_font)]


def virtual_display_needs() -> list[Need]:
    """List what the demonstration and the tests need to work on displays of their own."""
    return [_program(name, package) for name, package in _VIRTUAL_DISPLAY_PROGRAMS.items()]


def desktop_needs() -> list[Need]:
    """List what the tests put on a technician's desktop: lockers, notifications, services by hand."""
    mock = Need(what="python-dbusmock", package="python3-dbusmock", present=lambda: Path(DBUSMOCK).is_dir())
    return [mock, *(_program(name, package) for name, package in _DESKTOP_PROGRAMS.items())]


def server_needs() -> list[Need]:
    """List what the tests put around a host on a server: a database, a balancer, proxies, a firewall, a browser."""
    database = Need(what="PostgreSQL's programs", package="postgresql", present=_has_postgresql)
    return [database, *(_program(name, package) for name, package in _SERVER_PROGRAMS.items())]


def packaging_needs() -> list[Need]:
    """List what trying the built files needs: a clean Debian, and Windows as far as Wine is one."""
    wine = Need(what="Wine for 64 bits", package="wine64", present=lambda: Path("/usr/lib/wine/wine64").exists())
    return [wine, *(_program(name, package) for name, package in _PACKAGING_PROGRAMS.items())]


def provide(needs: Iterable[Need], *, log: Path, say: Callable[[str], None], run: Run, may_install: bool) -> None:
    """Bring what is missing; raises `Trouble` with the command for the administrator when that is not possible."""
    missing = [need for need in needs if not need.present()]
    if not missing:
        return
    packages = sorted({need.package for need in missing})
    if not may_install:
        raise Trouble(_request(missing, packages), status=SYSTEM_INCOMPLETE)
    say(f"installing {len(packages)} system packages with apt: {' '.join(packages)}")
    command = _install_command(packages)
    if run(["apt-get", "update", "-qq"], log) != 0 or run(command, log) != 0:
        sentence = (
            f"apt could not install what is missing; look into {log} for the reason, and when it is mended run "
            f"`{shlex.join(command)}` or start this again."
        )
        raise Trouble(sentence, status=SYSTEM_INCOMPLETE)
    importlib.invalidate_caches()
    still = [need.what for need in missing if not need.present()]
    if still:
        sentence = f"apt has installed its packages, but this is still missing: {', '.join(still)}; please install it."
        raise Trouble(sentence, status=SYSTEM_INCOMPLETE)


def may_install() -> bool:
    """Return whether this process may install packages by itself."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def run_logged(command: list[str], log: Path) -> int:
    """Run `command` without a question to the user, its output added to `log`; returns its exit status."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with log.open("ab") as output:
        finished = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment, check=False
        )
    return finished.returncode


def _install_command(packages: list[str]) -> list[str]:
    options = ["-qq", "--yes", "--no-install-recommends", "-o", f"DPkg::Lock::Timeout={LOCK_WAIT_S}"]
    return ["apt-get", "install", *options, *packages]


def _request(missing: list[Need], packages: list[str]) -> str:
    if shutil.which("apt-get") is None:
        names = ", ".join(need.what for need in missing)
        return f"This computer lacks {names}; install them with its package manager, then start this again."
    return (
        f"This computer lacks {len(packages)} system packages; run this, then start again:\n"
        f"    sudo apt-get install --yes --no-install-recommends {' '.join(packages)}"
    )


def _library(name: str, package: str) -> Need:
    return Need(what=name, package=package, present=lambda: _loads(name))


def _program(name: str, package: str) -> Need:
    return Need(what=name, package=package, present=lambda: _which(name) is not None)


def _which(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{ADMINISTRATORS_PROGRAMS}")


def _has_postgresql() -> bool:
    return any(Path(POSTGRESQL).glob("*/bin/initdb")) or shutil.which("initdb") is not None


def _loads(library: str) -> bool:
    try:
        import ctypes  # only here: a cut-down Python lacks it, and `python_needs` must be able to say so

        ctypes.CDLL(library)
    except (ImportError, OSError):
        return False
    return True


def _importable(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _has_font() -> bool:
    folders = [os.path.expanduser(folder) for folder in _FONT_FOLDERS]
    return any(
        name.lower().endswith(_FONT_SUFFIXES) for folder in folders for _, _, names in os.walk(folder) for name in names
    )
