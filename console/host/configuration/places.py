"""Finds the configuration file that counts: a data folder that somebody names has its own, or the computer's."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from console.host.configuration.file import Entry, read_file
from console.host.configuration.readers import path
from console.host.configuration.settings import DATA
from console.host.process.folder import EXIT_CONFIGURATION, StartError, default_folder

SYSTEM_FILE = Path("/etc/fernblick/host.toml")
FILE_NAME = "host.toml"  # in a data folder
VARIABLE = "FERNBLICK_CONFIG"

Found = tuple[Path | None, dict[str, Entry]]
"""The file, and what it says by the names of settings."""

NOTHING: Found = (None, {})


def find(options: argparse.Namespace) -> Found:
    """Return the file that counts for the command line's `options`.

    Raises:
        StartError: it cannot be read, or says what cannot be.
    """
    if (named := options.config or _from_environment()) is not None:
        return named, read_file(named)
    if getattr(options, "embedded", False):
        return NOTHING  # a console's own host is nobody's service
    folder = named_folder(options)
    if folder is not None:
        return _of_folder(folder) or _of_computer(folder) or NOTHING
    return _of_computer(None) or _of_folder(default_folder()) or NOTHING


def _from_environment() -> Path | None:
    text = os.environ.get(VARIABLE)
    try:
        return path(text) if text else None
    except argparse.ArgumentTypeError as error:
        raise StartError(EXIT_CONFIGURATION, f"{VARIABLE}: {error}.") from error


def named_folder(options: argparse.Namespace) -> Path | None:
    """Return the data folder that the command line or the environment names."""
    said = getattr(options, DATA.destination)
    if said is not None:
        return Path(said.value)
    return default_folder() if os.environ.get(DATA.variable) else None


def _of_folder(folder: Path) -> Found | None:
    file = folder / FILE_NAME
    if not _is_there(file):
        return None
    entries = read_file(file)
    entry = entries.get(DATA.name)
    if entry is not None and not same(entry.said[0].value, folder):
        sentence = f"{file}, line {entry.line}: this is the configuration of the data folder {folder}, no other's."
        raise StartError(EXIT_CONFIGURATION, sentence)
    return file, entries


def _of_computer(folder: Path | None) -> Found | None:
    """Return the computer's file, unless it is one of another data folder than `folder` (None: of any)."""
    if not _is_there(SYSTEM_FILE):
        return None
    entries = read_file(SYSTEM_FILE)
    entry = entries.get(DATA.name)
    its_folder = default_folder() if entry is None else entry.said[0].value
    return (SYSTEM_FILE, entries) if folder is None or same(folder, its_folder) else None


def same(one: Path, other: Path) -> bool:
    """Return whether both are one place."""
    return os.path.realpath(one) == os.path.realpath(other)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except PermissionError:
        return True  # whoever reads it says so
