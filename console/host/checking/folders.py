"""Checks folders and files: whose they are, who may read them, and how much room there is."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from console.host.checking.finding import Finding, doubtful, good, wrong
from console.host.configuration.configuration import USUAL, Configuration

FOLDERS = "folders"
DISK = "disk"
LITTLE_BYTES = 100 * 1024 * 1024  # a database that grows for a year has more
FEW_BYTES = 10 * 1024 * 1024
OTHERS = 0o077


def check_folders(said: Configuration) -> Iterator[Finding]:
    """Check the data folder, and the files that are nobody else's to read."""
    yield from _data_folder(said.folder)
    secret = {"key": said.value("key"), "database-password-file": said.value("database-password-file")}
    if said.value("key") is None:
        secret["certificate"] = said.value("certificate")  # has the key in it
    if said.value("database").password and said.where("database") != USUAL:
        secret["configuration"] = said.file
    for name, path in secret.items():
        if path is not None:
            yield _secret_file(name, Path(path))
    if said.value("downloads") is not None:
        yield _downloads(said.value("downloads"))


def check_disk(said: Configuration) -> Iterator[Finding]:
    """Check that there is room to write."""
    folder = next(path for path in (said.folder, *said.folder.absolute().parents) if os.path.exists(path))
    free = shutil.disk_usage(folder).free
    words = f"{free // 1_000_000} MB are free at {folder}."
    if free < FEW_BYTES:
        yield wrong(DISK, words)
    else:
        yield (doubtful if free < LITTLE_BYTES else good)(DISK, words)


def _data_folder(folder: Path) -> Iterator[Finding]:
    try:
        found = folder.stat()
    except FileNotFoundError:
        yield _missing(folder)
        return
    except OSError as error:
        yield wrong(FOLDERS, f"The data folder {folder} cannot be looked at: {error.strerror}.")
        return
    if not stat.S_ISDIR(found.st_mode):
        yield wrong(FOLDERS, f"The data folder {folder} is no folder.")
    elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield wrong(FOLDERS, f"This user may not write the data folder {folder}; check as the host's user.")
    elif _is_anothers(found):
        yield doubtful(FOLDERS, f"The data folder {folder} is another user's; check as that one, to see what it sees.")
    elif found.st_mode & OTHERS and os.name == "posix":
        yield doubtful(FOLDERS, f"Others may enter the data folder {folder}: chmod 700 {folder}")
    else:
        yield good(FOLDERS, f"The data folder {folder} is this user's alone.")


def _missing(folder: Path) -> Finding:
    above = next(path for path in folder.absolute().parents if os.path.exists(path))
    if os.access(above, os.W_OK | os.X_OK):
        return good(FOLDERS, f"The data folder {folder} is made when the host starts.")
    return wrong(FOLDERS, f"The data folder {folder} does not exist, and this user may not make it.")


def _is_anothers(found: os.stat_result) -> bool:
    return hasattr(os, "geteuid") and found.st_uid != os.geteuid()


def _secret_file(name: str, path: Path) -> Finding:
    try:
        with path.open("rb"):
            mode = path.stat().st_mode
    except OSError as error:
        return wrong(FOLDERS, f"{name}: {path} cannot be read by this user: {error.strerror}.")
    if mode & stat.S_IROTH and os.name == "posix":
        return wrong(FOLDERS, f"{name}: everybody on this computer may read {path}: chmod o= {path}")
    return good(FOLDERS, f"{name}: {path} is not everybody's to read.")


def _downloads(folder: Path) -> Finding:
    try:
        files = [path for path in folder.iterdir() if path.is_file()]
    except OSError as error:
        return wrong(FOLDERS, f"downloads: {folder} cannot be read: {error.strerror}.")
    if not files:
        return doubtful(FOLDERS, f"downloads: {folder} is empty; customers are offered nothing.")
    return good(FOLDERS, f"downloads: {folder} has {len(files)} files.")
