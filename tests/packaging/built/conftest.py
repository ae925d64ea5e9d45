"""What was built, and computers to try it on: a clean Debian in a folder, Windows as far as Wine is one.

These tests run only where FERNBLICK_DIST names the folder with the built files;
`python3 packaging/bootstrap.py test --packaging` builds them and says so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one

from built_stage import Built, Times
from clean_root import CleanRoot
from tests.system.conftest import bus, displays, pytest_runtest_makereport, stage
from tests.system.stage.stage import plain_environment

if TYPE_CHECKING:
    from wine_desktop import Windows

__all__ = ["bus", "displays", "pytest_runtest_makereport", "stage"]

if "FERNBLICK_DIST" not in os.environ:
    collect_ignore_glob = ["test_*.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give what needs a machine's while the time it needs."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.packaging)
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="session")
def built() -> Built:
    """The folder with the built files."""
    return Built(Path(os.environ["FERNBLICK_DIST"]))


@pytest.fixture(scope="session")
def times(built: Built) -> Iterator[Times]:
    """A table of how long things took, written beside the built files."""
    times = Times()
    yield times
    times.write(built.folder / "TIMES.md")


@pytest.fixture(scope="session")
def cache() -> Path:
    """The folder where things are kept from one run to the next."""
    folder = Path(os.environ.get("FERNBLICK_CACHE") or Path.home() / ".cache" / "fernblick-build")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def console_folder(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built console, unpacked."""
    return _unpacked(built.file("fernblick-[0-9]*-linux-*.tar.gz"), tmp_path_factory.mktemp("console"))


@pytest.fixture(scope="session")
def viewer_folder(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built viewer, unpacked."""
    return _unpacked(built.file("fernblick-viewer-[0-9]*-linux-*.tar.gz"), tmp_path_factory.mktemp("viewer"))


def _unpacked(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as content:
        content.extractall(folder, filter="data")
    (program,) = folder.iterdir()
    return program


@pytest.fixture
def clean_root(tmp_path: Path, cache: Path) -> Iterator[CleanRoot]:
    """A fresh Debian."""
    with CleanRoot(tmp_path / "root", cache) as root:
        yield root


@pytest.fixture(scope="session")
def opened(built: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What is inside each Windows file, unpacked by a program that knows nothing of ours."""
    folders = {}
    for path in (built.viewer_setup, built.viewer_single, built.console_setup):
        folders[path.name] = tmp_path_factory.mktemp("opened")
        command = ["7z", "x", "-y", f"-o{folders[path.name]}", str(path)]
        subprocess.run(command, check=True, capture_output=True)
    return folders


@pytest.fixture
def windows(displays: tuple[str, str], opened: dict[str, Path], built: Built, tmp_path: Path) -> Iterator[Windows]:
    """A fresh Windows at the customer's display."""
    from wine_desktop import Windows  # it needs a package that only builders have

    environment = {**plain_environment(), "DISPLAY": displays[1]}
    windows = Windows(tmp_path / "wine", environment, opened[built.console_setup.name])
    yield windows
    windows.close()
