"""What is inside the Windows files: nothing that the programs do not import, nothing of the tests, every licence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pefile
import pytest

from building.common.parts import OURS
from building.windows.machine_code import belongs_to_windows, linked
from built_stage import Built

MOST_BYTES = 23_500_000  # 25,000,000 is promised; what comes close is seen before it is there
STAND_IN_BYTES = 100_000
STAND_INS = {"icuuc.dll", "mscms.dll", "bcryptprimitives.dll", "ucrtbase.dll", "ucrtwine.dll"}
LICENCE_WORDS = ("permission is hereby granted", "permission to use", "redistribution", "licen", "public domain")
WINDOWS_PROGRAMS = ("fernblick", "fernblick-viewer")


@pytest.fixture(params=WINDOWS_PROGRAMS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(opened: dict[str, Path], built: Built, name: str) -> Path:
    """Return the program's folder in its setup."""
    setup = built.console_setup if name == "fernblick" else built.viewer_setup
    (program,) = opened[setup.name].rglob(f"{name}.exe")
    return program.parent


@pytest.fixture
def reasons(built: Built, name: str) -> dict[str, str]:
    """Return why each file is there, as the build says."""
    lines = built.file(f"{name}-[0-9]*-windows-contents.tsv").read_text(encoding="utf-8").splitlines()
    return {place: why for place, _, why in (line.split("\t") for line in lines)}


def test_the_viewers_files_are_small(built: Built) -> None:
    assert built.viewer_setup.stat().st_size <= MOST_BYTES
    assert built.viewer_single.stat().st_size <= MOST_BYTES


def test_the_viewer_has_a_small_stand_in_for_openblas(opened: dict[str, Path], built: Built) -> None:
    sizes = {}
    for setup in (built.viewer_setup, built.console_setup):
        (library,) = opened[setup.name].rglob("libscipy_openblas64_*.dll")
        sizes[setup] = library.stat().st_size
    assert sizes[built.viewer_setup] <= STAND_IN_BYTES < sizes[built.console_setup]
    assert not list(opened[built.viewer_setup.name].rglob("_umath_linalg*.pyd"))


def test_every_file_is_there_for_a_reason_that_is_true(folder: Path, reasons: dict[str, str]) -> None:
    inside = {path.relative_to(folder).as_posix() for path in (folder / "lib").rglob("*") if path.is_file()}
    assert inside == {place for place in reasons if place.startswith("lib/") and ".zip/" not in place}
    modules = {_module(place) for place in reasons}
    for place, why in reasons.items():
        if why.startswith("imported by "):
            importer = why.removeprefix("imported by ")
            assert importer in modules | {"program"} or " " in importer, f"{place}: {why}"
        elif why.startswith("linked by "):
            user = folder / why.removeprefix("linked by ")
            assert Path(place).name.lower() in {name.lower() for name in linked(user.read_bytes())}, place


def test_the_viewer_has_nothing_of_the_console(opened: dict[str, Path], built: Built) -> None:
    names = {path.name for path in opened[built.viewer_setup.name].rglob("*")}
    assert not {"console", "sqlalchemy", "host"} & names
    assert not any(
        word in name for name in names for word in ("opengl32sw", "Qt6Quick", "Qt6DBus", "tkinter", "sqlite")
    )


def test_nothing_of_the_tests_is_shipped(opened: dict[str, Path]) -> None:
    for folder in opened.values():
        assert not STAND_INS & {path.name.lower() for path in folder.rglob("*")}


def test_every_dll_that_is_needed_is_inside_or_windows_own(folder: Path) -> None:
    inside = {path.name.lower() for path in folder.rglob("*") if path.is_file()}
    for path in folder.rglob("*"):
        if path.suffix in (".dll", ".exe", ".pyd"):
            missing = {
                dll for dll in linked(path.read_bytes()) if dll.lower() not in inside and not belongs_to_windows(dll)
            }
            assert not missing, path.name


def test_the_program_has_its_version_its_icon_and_no_console_window(folder: Path, name: str, built: Built) -> None:
    program = pefile.PE(str(folder / f"{name}.exe"))
    assert program.OPTIONAL_HEADER.Subsystem == pefile.SUBSYSTEM_TYPE["IMAGE_SUBSYSTEM_WINDOWS_GUI"]
    kinds = {entry.id for entry in program.DIRECTORY_ENTRY_RESOURCE.entries}
    assert {pefile.RESOURCE_TYPE[kind] for kind in ("RT_ICON", "RT_GROUP_ICON", "RT_VERSION", "RT_MANIFEST")} <= kinds
    texts = {
        key.decode(): value.decode()
        for info in program.FileInfo[0]
        if info.Key == b"StringFileInfo"
        for table in info.StringTable
        for key, value in table.entries.items()
    }
    assert texts["ProductVersion"] == built.console_setup.name.split("-")[1]
    assert texts["OriginalFilename"] == f"{name}.exe"
    assert b"PerMonitorV2" in (folder / f"{name}.exe").read_bytes()
    assert b"UPX!" not in (folder / f"{name}.exe").read_bytes()


WHOSE = ("Qt", "PySide6 and Shiboken", "Python", "OpenSSL", "libffi", "Microsoft's C and C++ runtime", "OpenBLAS")
"""What each Windows program has besides the packages, as files of its own."""
LINKED_IN = ("FreeType", "HarfBuzz", "libpng", "PCRE2", "zlib", "zstd", "libjpeg-turbo", "mingw-w64", "NSIS")


def test_each_file_is_somebodys_whose_licence_is_inside(folder: Path) -> None:
    _see_licences(folder, {"numpy", "cryptography", "zstandard", "simplejpeg", "qasync", "msgpack", *WHOSE})
    texts = {path.stem for path in (folder / "licences" / "texts").iterdir()}
    assert set(LINKED_IN) <= texts
    assert not list((folder / "licences").rglob("*Commercial*")), "not the licence that applies"


@pytest.mark.parametrize("name", ["fernblick", "fernblick-viewer"])
def test_each_file_for_linux_is_somebodys_whose_licence_is_inside(
    name: str, console_folder: Path, viewer_folder: Path
) -> None:
    folder = console_folder if name == "fernblick" else viewer_folder
    _see_licences(folder, {"numpy", "cryptography", "Qt", "PySide6 and Shiboken", "libx11-6", "libssl3"})
    assert not list(folder.rglob("libreadline*")), "the GPL's, and nothing of ours reads a terminal"


def _see_licences(folder: Path, expected: set[str]) -> None:
    """See that each file of others stands in the list with a text that is there and is a licence."""
    licences = folder / "licences"
    lines = (licences / "FILES.tsv").read_text(encoding="utf-8").splitlines()
    said = {place: (whose, text) for place, whose, _, text in (line.split("\t") for line in lines)}
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    files = {path.relative_to(folder).as_posix() for path in found}
    assert {place for place in files if not OURS.fullmatch(place)} == said.keys()
    for whose, text in set(said.values()):
        place = licences / text
        words = [path.read_text(encoding="utf-8", errors="replace") for path in _texts(place)]
        assert any(word in each.lower() for each in words for word in LICENCE_WORDS), f"{whose}: {text}"
    assert expected <= {whose for whose, _ in said.values()}
    notice = (licences / "NOTICE.txt").read_text(encoding="utf-8")
    assert "Lesser General Public License, version 3" in " ".join(notice.split())
    assert {"Fernblick.txt", "Python.txt", "LGPL-3.0.txt", "GPL-3.0.txt", "LGPL-2.1.txt"} <= {
        path.name for path in licences.iterdir()
    }


def _texts(place: Path) -> list[Path]:
    return [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]


def test_the_sums_and_the_bills_name_what_is_there(built: Built) -> None:
    lines = (built.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line.split("  ")[1] for line in lines} >= {path.name for path in built.folder.glob("*.exe")}
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((built.folder / name).read_bytes()).hexdigest() == digest
    for path in built.folder.glob("*.cdx.json"):
        bill = json.loads(path.read_text(encoding="utf-8"))
        assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
        parts = {part["name"]: part for part in bill["components"]}
        assert parts.keys() >= {"numpy", "cryptography"}
        assert parts["numpy"]["externalReferences"][0]["hashes"]
        if path.name.endswith("-windows.cdx.json"):
            assert {"Qt", "OpenSSL", "OpenSSL in cryptography", "Python", "SQLite", "expat"} <= parts.keys()
            assert all(parts[name]["version"].count(".") == 2 for name in ("Qt", "OpenSSL", "Python", "expat"))
            assert all(len(file["hashes"][0]["content"]) == 64 for file in parts["OpenSSL"]["components"])
        assert len({part["bom-ref"] for part in bill["components"]}) == len(bill["components"])


def _module(place: str) -> str:
    """Return the name of the module at a place of the list."""
    inside = place.partition(".zip/")[2] or place.removeprefix("lib/")
    for ending in (".pyc", ".pyd"):
        inside = inside.removesuffix(ending)
    parts = inside.split("/")
    parts[-1] = parts[-1].partition(".cp3")[0]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
