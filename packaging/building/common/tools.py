"""The programs that a build calls, and Debian's packages that bring them."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from environment.system_needs import Need

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
        "strip": "binutils",
    },
    "macos": {},
}


RUNTIME_LIBRARIES = {
    "libsquashfs.a": "libsquashfs-dev",
    "libzstd.a": "libzstd-dev",
    "libz.a": "zlib1g-dev",
    "liblzma.a": "liblzma-dev",
    "liblz4.a": "liblz4-dev",
}
"""What the head of an AppImage is linked with."""


def needs(systems: Collection[str]) -> list[Need]:
    """List what building for `systems` needs."""
    wanted = {program: package for system in systems for program, package in TOOLS[system].items()}
    found = [_program(program, package) for program, package in wanted.items()]
    if "linux" in systems:
        found += [_library(name, package) for name, package in RUNTIME_LIBRARIES.items()]
    return found


def _program(program: str, package: str) -> Need:
    return Need(what=program, package=package, present=lambda: shutil.which(program) is not None)


def _library(name: str, package: str) -> Need:
    return Need(what=name, package=package, present=lambda: any(Path("/usr/lib").glob(f"*/{name}")))
