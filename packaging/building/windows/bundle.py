"""The files that people run on Windows, made on any system: the setup programs, and the viewer as one file to run.

A program is a folder: a small launcher, and `lib` with Python and what the program imports. `makensis` packs it.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from building.common.parts import Held
from building.common.plan import Built, Plan
from building.common.programs import modules_of
from building.common.wheels import Cache, Distribution
from building.windows import blas
from building.windows.contents import Materials, contents
from building.windows.stage import Stage


@dataclass(frozen=True, kw_only=True)
class WindowsProgram:
    """What a program is called and how its setup treats it."""

    name: str
    title: str
    setup: Mapping[str, str]  # definitions for the setup's script


VIEWER = WindowsProgram(
    name="fernblick-viewer",
    title="Fernblick Viewer",
    setup={
        "DESKTOP_EN": "Calling Card: an icon on the desktop, and its files open here",
        "DESKTOP_DE": "Calling Card: ein Symbol auf dem Desktop, und ihre Dateien öffnen sich hier",
        "DESKTOP_NAME": "Fernblick Calling Card",
        "CARDS": "yes",
        "CARD_ENDING": ".fernblick-card",
        "LINKS": "yes",
        "DATA": "viewer",
        "DATA_GOES": "yes",
        "OTHER": "fernblick",
    },
)
CONSOLE = WindowsProgram(
    name="fernblick",
    title="Fernblick",
    setup={
        "DESKTOP_EN": "An icon on the desktop",
        "DESKTOP_DE": "Ein Symbol auf dem Desktop",
        "DESKTOP_NAME": "Fernblick",
        "PRESET": "fernblick-console.toml",
        "DATA": "console",
        "DATA_TOO": "host",
        "DATA_KEYS": "device",
        "DATA_GOES": "no",  # a host's records are not thrown away along with the program
        "OTHER": "fernblick-viewer",
    },
)


def build(plan: Plan) -> Built:
    """Make everything for Windows."""
    materials = _materials(plan)
    files: list[Path] = []
    packages: dict[str, Distribution] = {}
    parts: dict[str, tuple[Held, ...]] = {}
    for program in (VIEWER, CONSOLE):
        plan.say(f"putting {program.title} for Windows together")
        inside = contents(materials, modules_of(program.name))
        packages |= {package.name: package for package in inside.packages}
        stage = Stage(plan, name=program.name, title=program.title, materials=materials, contents=inside)
        parts[program.name] = stage.fill()
        files.append(stage.pack("setup.nsi", f"{program.name}-{plan.version}-setup.exe", program.setup))
        if program is VIEWER:
            files.append(stage.pack("single.nsi", f"{program.name}.exe", {}))
        shutil.copyfile(stage.folder / "contents.tsv", plan.out / f"{program.name}-{plan.version}-windows-contents.tsv")
    ordered = tuple(packages[name] for name in sorted(packages))
    return Built(files=tuple(files), packages=ordered, parts=parts)


def _materials(plan: Plan) -> Materials:
    version = (sys.version_info.major, sys.version_info.minor)
    locks = plan.root / "packaging"
    cache = Cache(folder=plan.cache, say=plan.say)
    wheels = cache.wheels(locks / "requirements.txt", version)
    return Materials(
        root=plan.root,
        wheels=wheels,
        python=cache.windows_python(locks / "windows" / "requirements-python.txt", version),
        replaced=blas.SOURCES,
        blas=blas.build(plan, wheels),
        version=version,
    )
