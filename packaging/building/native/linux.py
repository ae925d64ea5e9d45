"""The files that people run on Linux: a folder in a tar, Debian packages, AppImages, and the host for a server."""

from __future__ import annotations

import gzip
import platform
import shutil
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from building.common.icon import png
from building.common.parts import Held
from building.common.plan import Built, Plan
from building.common.wheels import Distribution
from building.native.appimage import write_appimage
from building.native.debian import write_package
from building.native.frozen import Frozen, freeze

HERE = Path(__file__).resolve().parents[2]
ICON_SIDES = (48, 128, 256)


@dataclass(frozen=True, kw_only=True)
class LinuxProgram:
    """A program, and how package managers describe it."""

    name: str
    summary: str
    words: str
    folder: Path  # of its desktop file, manual page and so on


PROGRAMS = (
    LinuxProgram(
        name="fernblick-viewer",
        summary="see what your support technician shows you",
        words="The customer's program: type ten digits, and see the technician's desktop in a window.",
        folder=HERE / "linux",
    ),
    LinuxProgram(
        name="fernblick",
        summary="show your desktop to a customer with one click",
        words="The technician's console, with a host of its own, so that there is nothing to set up.",
        folder=HERE / "linux",
    ),
    LinuxProgram(
        name="fernblick-host",
        summary="what technicians and customers connect to",
        words="The host for many technicians, as a service. It cannot read what it passes on.",
        folder=HERE / "host",
    ),
)


def build(plan: Plan) -> Built:
    """Make everything for Linux."""
    files: list[Path] = []
    packages: dict[str, Distribution] = {}
    parts: dict[str, tuple[Held, ...]] = {}
    for program in PROGRAMS:
        plan.say(f"putting {program.name} for Linux together")
        frozen = freeze(plan, program.name)
        packages |= {package.name: package for package in frozen.packages}
        parts[program.name] = frozen.parts
        tree = _tree(plan, program, frozen)
        files.append(write_package(plan, program.name, f"{program.summary}\n{program.words}", tree, frozen))
        if program.name == "fernblick-host":
            files.append(_container_file(plan, "Containerfile", f"fernblick-host-{plan.version}.Containerfile"))
            files.append(_container_file(plan, "compose.yaml", f"fernblick-host-{plan.version}.compose.yaml"))
        else:
            files.append(_archive(plan, frozen))
            files.append(write_appimage(plan, program.name, tree))
    return Built(files=tuple(files), packages=tuple(packages[name] for name in sorted(packages)), parts=parts)


def _tree(plan: Plan, program: LinuxProgram, frozen: Frozen) -> Path:
    """Lay the program and what desktops want of it out as below /."""
    tree = plan.work / f"linux-{program.name}" / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    name = program.name
    shutil.copytree(frozen.folder, tree / "usr" / "lib" / name, symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / name).symlink_to(f"../lib/{name}/{name}")
    _put(tree / "usr" / "share" / "man" / "man1" / f"{name}.1.gz", _zipped(_filled(plan, program.folder / f"{name}.1")))
    if name == "fernblick-host":
        for unit in (f"{name}.service", f"{name}.socket"):
            _put(tree / "usr" / "lib" / "systemd" / "system" / unit, (program.folder / unit).read_bytes())
        _put(tree / "etc" / "fernblick" / "host.toml", (program.folder / "host.toml").read_bytes())
        _add_host_files(plan, program, tree)
    else:
        _add_desktop(plan, program, tree)
    plan.date_all(tree)
    return tree


def _add_host_files(plan: Plan, program: LinuxProgram, tree: Path) -> None:
    """Add what a shell completes commands with, and examples of what an administrator may need."""
    share = tree / "usr" / "share"
    completion = plan.run([tree / "usr" / "bin" / program.name, "completion", "bash"])
    _put(share / "bash-completion" / "completions" / program.name, completion.encode())
    examples = share / "doc" / program.name / "examples"
    for name in ("haproxy.cfg", "haproxy-web.cfg", "nginx.conf", "Caddyfile", "compose.yaml", "Containerfile"):
        _put(examples / name, _filled(plan, program.folder / name))


def _add_desktop(plan: Plan, program: LinuxProgram, tree: Path) -> None:
    name, share = program.name, tree / "usr" / "share"
    _put(share / "applications" / f"{name}.desktop", (program.folder / f"{name}.desktop").read_bytes())
    _put(share / "metainfo" / f"{name}.metainfo.xml", _filled(plan, program.folder / f"{name}.metainfo.xml"))
    sign = plan.root / "resources" / "icons" / "fernblick.svg"
    _put(share / "icons" / "hicolor" / "scalable" / "apps" / f"{name}.svg", sign.read_bytes())
    for side in ICON_SIDES:
        _put(share / "icons" / "hicolor" / f"{side}x{side}" / "apps" / f"{name}.png", png(sign, side))
    if name == "fernblick-viewer":
        entry, kind = "fernblick-calling-card.desktop", "fernblick-card.xml"
        _put(share / "applications" / entry, (program.folder / entry).read_bytes())
        _put(share / "mime" / "packages" / kind, (program.folder / kind).read_bytes())


def _archive(plan: Plan, frozen: Frozen) -> Path:
    """Pack the folder as it is: unpack, and start the program in it."""
    top = f"{frozen.name}-{plan.version}"
    out = plan.out / f"{top}-linux-{platform.machine()}.tar.gz"

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = plan.epoch
        return entry

    with (
        out.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=plan.epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(frozen.folder, top, recursive=False, filter=plain)
        for path in sorted(frozen.folder.rglob("*")):
            archive.add(path, f"{top}/{path.relative_to(frozen.folder)}", recursive=False, filter=plain)
    return out


def _container_file(plan: Plan, name: str, out: str) -> Path:
    """Write a file for containers beside the package, with the version in it."""
    place = plan.out / out
    place.write_bytes(_filled(plan, HERE / "host" / name))
    return place


def _filled(plan: Plan, template: Path) -> bytes:
    date = datetime.fromtimestamp(plan.epoch, UTC).strftime("%Y-%m-%d")
    text = template.read_text(encoding="utf-8")
    return text.replace("@VERSION@", plan.version).replace("@DATE@", date).encode()


def _zipped(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _put(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
