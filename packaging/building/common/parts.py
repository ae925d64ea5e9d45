"""Whose work each file of a bundle is, and the licence texts that go along: the locked packages', and all other parts.

What a package does not say of what is inside it (Qt's own parts, OpenSSL, a library that a wheel was linked with) is in
`packaging/licences/parts.toml`. A file that belongs to nobody ends the build.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from building.common.wheels import Distribution
from environment.trouble import Trouble

FOLDER = Path(__file__).resolve().parents[2] / "licences"
OF_ALL = ("NOTICE.txt", "passwords.txt")
"""Texts that every bundle has; where they stand in the folder is where they stand in a bundle."""
_WIDE = re.compile(rb"([\x20-\x7e])\0")  # a letter as Windows writes it, in two bytes
OURS = re.compile(
    r"fernblick[^/]*|licences/.*|lib/(console|protocol|resources|viewer)/.*|lib/fernblick-[^/]*\.dist-info/.*"
    r"|lib/python3\d+\._pth|lib/numpy/linalg/_umath_linalg\.pyc"  # the last one stands for LAPACK
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part besides the packages.

    Attributes:
        files: patterns of the files that are this part.
        inside: patterns of others' files that it is linked into.
        version: a pattern that finds its version in the bytes of those files; "": nothing says it.
        source: where its source is, where its licence asks for that.
    """

    name: str
    licence: str  # as an SPDX expression
    texts: tuple[str, ...]
    files: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    version: str = ""
    source: str = ""

    def is_at(self, place: str) -> bool:
        """Say whether the file at `place` below a bundle's folder is this part, or has it inside."""
        return _fits(place, self.files) or _fits(place, self.inside)

    def version_in(self, contents: Iterable[bytes]) -> str:
        """Return the version that some of these files say; "": none does."""
        if self.version:
            pattern = re.compile(self.version.encode())
            for content in contents:
                if (found := pattern.search(content) or pattern.search(_WIDE.sub(rb"\1", content))) is not None:
                    return next(group for group in found.groups() if group).decode()
        return ""


def parts() -> tuple[Part, ...]:
    """Return all parts that a bundle can have."""
    table = tomllib.loads((FOLDER / "parts.toml").read_text(encoding="utf-8"))
    return tuple(_part(entry) for entry in table["part"])


def _part(entry: dict[str, Any]) -> Part:
    return Part(
        name=entry["name"],
        licence=entry["licence"],
        texts=tuple(entry["texts"]),
        files=tuple(entry.get("files", ())),
        inside=tuple(entry.get("inside", ())),
        version=entry.get("version", ""),
        source=entry.get("source", ""),
    )


def texts(found: Iterable[Part]) -> Iterator[str]:
    """Return the texts of these parts, and those of every bundle; "Python.txt" is taken from Python itself."""
    named = {text for part in found for text in part.texts} - {"Python.txt"}
    yield from sorted(named | set(OF_ALL) | {"LGPL-2.1.txt"})


def owners(
    places: Iterable[str], packages: Iterable[Distribution], system: Mapping[str, str] | None = None
) -> dict[str, tuple[str, str, str]]:
    """Return of each file that is not ours whose it is, its licence, and where its text is in the bundle.

    Args:
        places: all files, below the bundle's folder.
        packages: the locked packages; the places of their files are below `lib`.
        system: of libraries that are Debian's, the package that each comes from.

    Raises:
        Trouble: a file is nobody's.
    """
    whose = _by_package(packages)
    known = parts()
    found: dict[str, tuple[str, str, str]] = {}
    nobodys: list[str] = []
    for place in sorted(places):
        if OURS.fullmatch(place):
            continue
        part = next((part for part in known if _fits(place, part.files)), None)
        if part is not None:
            found[place] = (part.name, part.licence, part.texts[0])
        elif (package := whose.get(place) or whose.get(_source_of(place))) is not None:
            found[place] = (package.name, package.licence, f"{package.name}-{package.version}")
        elif system and (debian := system.get(place)):
            found[place] = (debian, "see the text", f"system/{debian}.txt")
        else:
            nobodys.append(place)
    if nobodys:
        raise Trouble(f"no licence is known of {', '.join(nobodys[:20])}: packaging/licences/parts.toml")
    return found


@dataclass(frozen=True, kw_only=True)
class Held:
    """A part as a bundle holds it."""

    part: Part
    version: str
    hashes: Mapping[str, str]  # SHA-256 of each file that is this part, or has it inside


def held(folder: Path) -> tuple[Held, ...]:
    """Return the parts in a bundle's folder."""
    files = _files(folder)
    found = []
    for part in parts():
        contents = {place: path.read_bytes() for place, path in sorted(files.items()) if part.is_at(place)}
        if contents:
            hashes = {place: hashlib.sha256(content).hexdigest() for place, content in contents.items()}
            found.append(Held(part=part, version=part.version_in(contents.values()), hashes=hashes))
    return tuple(found)


def write_texts(
    folder: Path, packages: Iterable[Distribution], system: Mapping[str, str] | None = None
) -> tuple[Held, ...]:
    """Put the texts of all parts of a bundle into its folder `licences`, and FILES.tsv; return the parts.

    Raises:
        Trouble: a file is nobody's.
    """
    found = held(folder)
    licences = folder / "licences"
    for text in texts(one.part for one in found):
        into = licences / text
        into.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(FOLDER / text, into)
    (licences / "FILES.tsv").write_text(listing(owners(_files(folder), packages, system)), encoding="utf-8")
    return found


def _files(folder: Path) -> dict[str, Path]:
    """Return each file by its place; what only leads to another one is none."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path for path in found}


def listing(found: Mapping[str, tuple[str, str, str]]) -> str:
    """Return what FILES.tsv says."""
    return "".join("\t".join([place, *said]) + "\n" for place, said in sorted(found.items()))


def _by_package(packages: Iterable[Distribution]) -> dict[str, Distribution]:
    return {f"lib/{name}": package for package in packages for name in package.files}


def _source_of(place: str) -> str:
    """Return what a file of bytecode was made from."""
    return place.removesuffix("c") if place.endswith(".pyc") else place


def _fits(place: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(place, pattern) for pattern in patterns)
