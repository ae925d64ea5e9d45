"""Builds what was asked for, and writes down what came of it: sums, parts, sizes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from building.common import sbom
from building.common.plan import Plan

SUMS = "SHA256SUMS"
SIZES = "SIZES.md"


def build(plan: Plan, systems: Iterable[str]) -> None:
    """Build for `systems` into the plan's `out`, with SHA256SUMS, SIZES.md and an SBOM for all that is there."""
    for system in systems:
        if system == "windows":
            from building.windows import bundle

            sbom.write(plan, "windows", bundle.build(plan))
        elif system == "linux":
            from building.native import linux

            sbom.write(plan, "linux", linux.build(plan))
        else:
            from building.native import macos

            sbom.write(plan, "macos", macos.build(plan))
    files = sorted(path for path in plan.out.iterdir() if path.is_file() and is_ours(path.name, plan.version))
    (plan.out / SUMS).write_text("".join(f"{_sum(path)}  {path.name}\n" for path in files), encoding="utf-8")
    (plan.out / SIZES).write_text(_table(files), encoding="utf-8")
    plan.say(f"{len(files)} files are in {plan.out}")


def is_ours(name: str, version: str) -> bool:
    """Say whether a file in the folder is one that builds of this version make; nothing else gets a sum."""
    return name == "fernblick-viewer.exe" or (name.startswith("fernblick") and version in name)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _table(files: Iterable[Path]) -> str:
    rows = [f"| {path.name} | {path.stat().st_size / 1e6:.1f} |\n" for path in files]
    return "| file | MB (10^6 bytes) |\n|---|--:|\n" + "".join(rows)
