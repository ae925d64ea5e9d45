"""Which database the command line means: `--database`, or the environment, or the file in the data folder.

A password stands in the environment's address or in a file of its own, where other users cannot read it as they can a
command line.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from console.host.process.folder import EXIT_DATABASE, DataFolder, StartError
from console.host.store.store import Store
from console.host.store.tables.database import StorageError, file_url

VARIABLE = "FERNBLICK_DATABASE"
KINDS = ("sqlite", "postgresql")
WRONG = "a database is sqlite:///PATH or postgresql://USER@HOST/NAME"


def add_database(parser: argparse.ArgumentParser) -> None:
    """Let the command line name the database."""
    parser.add_argument(
        "--database",
        type=database_url,
        metavar="URL",
        help=f"sqlite:///PATH or postgresql://USER@HOST/NAME (default: {VARIABLE}, or a file in the data folder)",
    )
    parser.add_argument(
        "--database-password-file", type=Path, metavar="FILE", help="the database's password is its first line"
    )


def database_url(text: str) -> URL:
    """Read a database's address; what is wrong with it is said without it, for it may hold a password."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise argparse.ArgumentTypeError(WRONG) from None
    if url.drivername not in KINDS or not url.database:
        raise argparse.ArgumentTypeError(WRONG)
    return url


def database_of(options: argparse.Namespace, folder: DataFolder) -> URL:
    """Return the address of the database that the command line or the environment names, or the usual one.

    Raises:
        StartError: the environment's is none, the password cannot be read, or what PostgreSQL needs is missing.
    """
    url: URL = options.database or _from_environment() or file_url(folder.database)
    if options.database_password_file is not None:
        url = url.set(password=_first_line(options.database_password_file))
    if url.drivername == "postgresql" and importlib.util.find_spec("psycopg") is None:
        raise StartError(EXIT_DATABASE, "PostgreSQL needs the package psycopg: install fernblick[server].")
    return url


def open_store(where: URL) -> Store:
    """Open the database at `where`.

    Raises:
        StartError: that is not possible.
    """
    try:
        return Store(where)
    except StorageError as error:
        raise StartError(EXIT_DATABASE, f"The database {shown(where)} cannot be used: {error}.") from error


def shown(url: URL) -> str:
    """Return what may be said of a database's address: a file's path, or everything but the password."""
    return str(url.database) if url.drivername == "sqlite" else url.render_as_string(hide_password=True)


def _from_environment() -> URL | None:
    text = os.environ.get(VARIABLE)
    try:
        return database_url(text) if text else None
    except argparse.ArgumentTypeError as error:
        raise StartError(EXIT_DATABASE, f"{VARIABLE}: {error}.") from error


def _first_line(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise StartError(EXIT_DATABASE, f"The password's file {file} cannot be read.") from error
    return lines[0] if lines else ""
