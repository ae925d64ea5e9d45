"""The programs that a build calls, and Debian's packages that bring them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from system_needs import Need

TOOLS = {
    "windows": {
        "makensis": "nsis",
        "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
        "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
    },
    "linux": {
        "dpkg-deb": "dpkg",
        "gcc": "gcc",
        "mksquashfs": "squashfs-tools",
        "objdump": "binutils",
    },
    "macos": {},
}


def needs(systems: Iterable[str]) -> list[Need]:
    """List what building for `systems` needs."""
    wanted = {program: package for system in systems for program, package in TOOLS[system].items()}
    return [_program(program, package) for program, package in wanted.items()]


def _program(program: str, package: str) -> Need:
    return Need(what=program, package=package, present=lambda: shutil.which(program) is not None)
