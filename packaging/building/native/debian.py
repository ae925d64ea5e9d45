"""Debian packages: the frozen program, with the libraries that Debian has left to Debian."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from building.common.plan import Plan
from building.native.frozen import Frozen
from building.native.system_libraries import owner

SCRIPTS = ("postinst", "prerm", "postrm")
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_VERSION = re.compile(r"GLIBC_(\d+\.\d+)")
FONTS = "fonts-dejavu-core | fonts-freefont-ttf | fonts-liberation"
"""Without a font Qt shows empty boxes."""


def write_package(plan: Plan, name: str, description: str, tree: Path, frozen: Frozen) -> Path:
    """Pack `tree` into a .deb and return it."""
    folder = plan.work / f"linux-{name}" / "debian"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tree, folder, symlinks=True)
    for library in frozen.from_system:
        (folder / "usr" / "lib" / name / "lib" / library).unlink()
    _move_documents(folder, name)
    machine = plan.run(["dpkg", "--print-architecture"]).strip()
    control = folder / "DEBIAN"
    control.mkdir()
    depends = sorted(_packages(plan, folder, frozen))
    if name == "fernblick-host":
        depends.append("adduser")
        (control / "conffiles").write_text("/etc/fernblick/host.toml\n", encoding="utf-8")
        for script in SCRIPTS:
            shutil.copyfile(plan.root / "packaging" / "host" / script, control / script)
            (control / script).chmod(0o755)
    else:
        depends.append(FONTS)
    text = _control(name, plan.version, machine, depends, description, _size_kb(folder))
    (control / "control").write_text(text, encoding="utf-8")
    plan.date_all(folder)
    out = plan.out / f"{name}_{plan.version}_{machine}.deb"
    plan.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=1", "--build", folder, out])
    return out


def _move_documents(folder: Path, name: str) -> None:
    """Put the licences where Debian's users look for them."""
    licences, documents = folder / "usr" / "lib" / name / "licences", folder / "usr" / "share" / "doc" / name
    documents.mkdir(parents=True, exist_ok=True)
    shutil.move(licences, documents / "licences")
    shutil.copyfile(documents / "licences" / "Fernblick.txt", documents / "copyright")


def _control(name: str, version: str, machine: str, depends: Iterable[str], description: str, size_kb: int) -> str:
    short, _, words = description.partition("\n")
    fields = {
        "Package": name,
        "Version": version,
        "Architecture": machine,
        "Maintainer": "The Fernblick developers <fernblick@localhost>",
        "Installed-Size": str(size_kb),
        "Depends": ", ".join(depends),
        "Section": "net",
        "Priority": "optional",
        "Description": f"{short}\n {words}",
    }
    return "".join(f"{key}: {value}\n" for key, value in fields.items())


def _size_kb(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) // 1024


def _packages(plan: Plan, folder: Path, frozen: Frozen) -> Iterator[str]:
    """Name the Debian packages that hold what the program's machine code is linked with and does not bring itself."""
    needed, glibc = _needed(plan, folder)
    inside = {path.name for path in folder.rglob("*") if ".so" in path.name}
    found = {owner(plan, library) for library in needed - inside}
    found.discard("libc6")
    yield from found
    yield f"libc6 (>= {glibc})"


def _needed(plan: Plan, folder: Path) -> tuple[set[str], str]:
    """Return the libraries that the program is linked with, and the newest version of the C library among them."""
    needed: set[str] = set()
    versions = {(2, 31)}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.open("rb").read(4) == b"\x7fELF":
            said = plan.run(["objdump", "-p", path])
            needed |= set(_NEEDED.findall(said))
            versions |= {tuple(map(int, version.split("."))) for version in _VERSION.findall(said)}  # type: ignore[misc]
    return needed, ".".join(map(str, max(versions)))
