"""A program frozen by PyInstaller, for the system that builds: a folder with the program and `lib` beside it."""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import cast

from building.common.icon import write_icns
from building.common.parts import Held, write_texts
from building.common.plan import Plan
from building.common.programs import resources
from building.common.wheels import Distribution, is_licence, licence_of
from building.native.system_libraries import STATED, owner

SPECIFICATION = Path(__file__).resolve().parent / "program.spec"
_QT_PLUGINS = re.compile(
    r"PySide6/Qt/plugins/(?!platforms/|xcbglintegrations/|wayland|iconengines/|imageformats/libqsvg"
    r"|platforminputcontexts/|platformthemes/|egldeviceintegrations/)"
)
_ELSEWHERE = "" if sys.platform == "darwin" else "Network|"  # what Windows and macOS say of their proxies, comes by Qt
_UNWANTED = (
    _QT_PLUGINS,
    re.compile(r"PySide6/Qt/plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay|webgl)"),
    re.compile(r"PySide6/Qt/plugins/(egldeviceintegrations|platformthemes/libqgtk)"),
    re.compile(r"PySide6/Qt/translations/(?!qtbase_de)"),
    re.compile(
        r"^(python3[.\d]*/lib-dynload/)?(readline\.|libreadline\.|libtinfo\.)"
    ),  # GPL, and nothing of ours reads a terminal
    re.compile(r"^(libstdc\+\+|libgcc_s|libsystemd|libmount|libblkid|libselinux)\."),  # every Linux has its own
    re.compile(rf"PySide6/(Qt/lib/)?(lib)?Qt6?({_ELSEWHERE}Qml|Quick|Pdf|VirtualKeyboard|EglFS|Sql|Test)"),
)


def is_wanted(place: str) -> bool:
    """Say whether a file that PyInstaller has found belongs into a program's folder."""
    return not any(pattern.search(place.replace("\\", "/")) for pattern in _UNWANTED)


def kept_resources(root: Path, *, pages: bool, technician: bool = True) -> list[tuple[str, str]]:
    """List our files that are no modules, each with the folder that it goes to; see `resources`."""
    return [
        (str(path), str(path.parent.relative_to(root))) for path in resources(root, pages=pages, technician=technician)
    ]


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """A program's folder, and the packages in it."""

    name: str
    folder: Path
    packages: tuple[Distribution, ...]
    from_system: tuple[str, ...]  # libraries in `lib` that are the builder's system's
    parts: tuple[Held, ...]


def freeze(plan: Plan, name: str) -> Frozen:
    """Make the folder of the program `name`."""
    work = plan.work / f"{sys.platform}-{name}"
    shutil.rmtree(work, ignore_errors=True)
    info = work / "metadata" / f"fernblick-{plan.version}.dist-info"
    info.mkdir(parents=True)
    words = f"Metadata-Version: 2.4\nName: fernblick\nVersion: {plan.version}\n"
    (info / "METADATA").write_text(words, encoding="utf-8")
    if sys.platform == "darwin":
        write_icns(plan.root / "resources" / "icons" / "fernblick.svg", work / "program.icns")
    command = [sys.executable, "-m", "PyInstaller", "--clean", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(work / "frozen"), "--workpath", str(work / "pyinstaller"), str(SPECIFICATION)]
    plan.run(
        command,
        folder=work,
        FERNBLICK_PROGRAM=name,
        FERNBLICK_WORK=str(work),
        FERNBLICK_VERSION=plan.version,
        PYTHONHASHSEED="0",
    )
    folder = work / "frozen" / name
    if sys.platform.startswith("linux"):
        _strip(plan, folder / "lib")
    inside = set((work / "inside.txt").read_text(encoding="utf-8").split())
    packages = tuple(sorted(_packages(inside), key=lambda package: package.name.lower()))
    from_system = tuple((work / "system.txt").read_text(encoding="utf-8").split())
    parts = _add_licences(plan, folder, packages, from_system)
    plan.date_all(folder)
    return Frozen(name=name, folder=folder, packages=packages, from_system=from_system, parts=parts)


def _strip(plan: Plan, folder: Path) -> None:
    """Take debuggers' notes out; what others have packed for any Linux stays as it is."""
    for path in sorted(folder.rglob("*.so*")):
        packed = path.parent.name.endswith(".libs") or "Qt" in path.relative_to(folder).parts
        if path.is_file() and not path.is_symlink() and not packed:
            plan.run(["strip", "--strip-debug", path])


def _packages(inside: set[str]) -> Iterator[Distribution]:
    """List those of the packages installed here whose modules are `inside`."""
    for found in metadata.distributions():
        files = [str(file) for file in found.files or []]
        tops = {file.partition("/")[0].partition(".")[0] for file in files if not file.startswith("..")}
        if tops & inside and found.name not in ("fernblick", "pyinstaller"):
            base = str(found.locate_file(""))
            yield Distribution(
                name=found.name,
                version=found.version,
                licence=licence_of(cast(Message, found.metadata)),
                files=frozenset(files),
                notes=tuple(f"{base}/{file}" for file in files if ".dist-info/" in file and is_licence(file)),
            )


def _add_licences(
    plan: Plan, folder: Path, packages: tuple[Distribution, ...], from_system: Iterable[str]
) -> tuple[Held, ...]:
    licences = folder / "licences"
    licences.mkdir()
    shutil.copyfile(plan.root / "LICENSE", licences / "Fernblick.txt")
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.exists():
        shutil.copyfile(python, licences / "Python.txt")
    for package in packages:
        into = licences / f"{package.name}-{package.version}"
        for note in package.notes:
            into.mkdir(exist_ok=True)
            inside = note.partition(".dist-info/")[2].removeprefix("licenses/").replace("/", "_")
            shutil.copyfile(note, into / inside)
    return write_texts(folder, packages, _add_debians(plan, folder, from_system))


def _add_debians(plan: Plan, folder: Path, libraries: Iterable[str]) -> dict[str, str]:
    """Put what Debian states of its libraries beside the other texts; return whose each of them is, by its place."""
    whose = {f"lib/{name}": owner(plan, name) for name in libraries if (folder / "lib" / name).exists()}
    (folder / "licences" / "system").mkdir()
    for package in sorted(set(whose.values())):
        shutil.copyfile(STATED / package / "copyright", folder / "licences" / "system" / f"{package}.txt")
    return whose
