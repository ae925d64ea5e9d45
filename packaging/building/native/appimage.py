"""AppImages: one file to run on any Linux. Ours unpack themselves and need no FUSE; see `linux/runtime.c`."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

from building.common.plan import Plan

HERE = Path(__file__).resolve().parents[2] / "linux"
MAGIC = b"AI\x02"  # an AppImage of type 2: a program with a squashfs behind it
MAGIC_AT = 8  # in the ELF header, where nothing else is
LIBRARIES = ("-lsquashfs", "-lzstd", "-lz", "-llzma", "-llz4", "-lpthread")


def write_appimage(plan: Plan, name: str, tree: Path) -> Path:
    """Pack `tree` into an AppImage and return it."""
    work = plan.work / f"linux-{name}"
    folder, squashfs = work / "AppDir", work / "tree.squashfs"
    shutil.rmtree(folder, ignore_errors=True)
    squashfs.unlink(missing_ok=True)
    shutil.copytree(tree, folder, symlinks=True)
    run = (HERE / "AppRun").read_text(encoding="utf-8").replace("@NAME@", name)
    (folder / "AppRun").write_text(run, encoding="utf-8")
    (folder / "AppRun").chmod(0o755)
    (folder / f"{name}.desktop").symlink_to(f"usr/share/applications/{name}.desktop")
    (folder / f"{name}.svg").symlink_to(f"usr/share/icons/hicolor/scalable/apps/{name}.svg")
    (folder / ".DirIcon").symlink_to(f"{name}.svg")
    plan.date_all(folder)
    options = ["-all-root", "-no-xattrs", "-noappend", "-quiet", "-no-progress", "-comp", "zstd", "-b", "1M"]
    dates = ["-mkfs-time", str(plan.epoch), "-all-time", str(plan.epoch)]
    told_once = ["env", "--unset=SOURCE_DATE_EPOCH"]  # mksquashfs refuses to be told twice
    plan.run([*told_once, "mksquashfs", folder, squashfs, *options, *dates])
    out = plan.out / f"{name}-{plan.version}-{platform.machine()}.AppImage"
    out.write_bytes(_runtime(plan, work) + squashfs.read_bytes())
    out.chmod(0o755)
    return out


def _runtime(plan: Plan, work: Path) -> bytes:
    program = work / "runtime"
    flags = ["-std=gnu17", "-Wall", "-Wextra", "-Werror", "-O2", "-s", "-static", "-Wl,--build-id=none"]
    plan.run(["gcc", *flags, "-o", program, HERE / "runtime.c", *LIBRARIES])
    code = program.read_bytes()
    return code[:MAGIC_AT] + MAGIC + code[MAGIC_AT + len(MAGIC) :]
