"""The same source gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
BUILD = """
import sys
from pathlib import Path
from building.windows.contents import contents
from building.native.debian import write_package
from building.native.frozen import freeze
from building.native.linux import PROGRAMS, _tree
from building.common.plan import Plan, project_version
from building.common.programs import modules_of
from building.windows.stage import Stage
from building.windows.bundle import VIEWER, _materials

root, folder, cache = map(Path, sys.argv[1:])
work, version = folder / "work", project_version(root)
plan = Plan(root=root, out=folder, work=work, cache=cache, version=version, epoch=1_795_000_000, say=print)
materials = _materials(plan)
inside = contents(materials, modules_of(VIEWER.name))
stage = Stage(plan, name=VIEWER.name, title=VIEWER.title, materials=materials, contents=inside)
stage.fill()
for path in (stage.program / "lib").rglob("*"):
    if path.is_file() and path.stat().st_size > 200_000:
        path.unlink()  # packing is what takes the time
stage.pack("setup.nsi", "viewer-setup.exe", VIEWER.setup)
stage.pack("single.nsi", "viewer.exe", {})
(host,) = (program for program in PROGRAMS if program.name == "fernblick-host")
frozen = freeze(plan, host.name)
write_package(plan, host.name, "short\\nlong", _tree(plan, host, frozen), frozen)
"""
PARTS = ("*.exe", "*.deb", "work/windows-fernblick-viewer/program/**/*", "work/linux-fernblick-host/frozen/**/*")


def test_two_builds_in_different_folders_give_the_same_bytes(tmp_path: Path, cache: Path) -> None:
    first, second = (_built(tmp_path / name, cache) for name in ("one", "another-folder"))
    assert len(first) > 100
    assert {name for name in first if first[name] != second.get(name)} == set()
    assert set(first) == set(second)


def _built(folder: Path, cache: Path) -> dict[str, str]:
    (folder / "work").mkdir(parents=True)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'packaging'}"}
    command = [sys.executable, "-c", BUILD, str(ROOT), str(folder), str(cache)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    files = {path for pattern in PARTS for path in folder.glob(pattern) if path.is_file()}
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
