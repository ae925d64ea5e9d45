"""What the commands of the host that read or change its database have in common."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from console.host.process.database_choice import add_database, database_of, open_store
from console.host.process.folder import DataFolder, default_folder
from console.host.store.records.accounts import Author, Change
from console.host.store.store import Store

Work = Callable[[Store, argparse.Namespace], Iterable[str]]
"""Does a command's work and returns the lines that it answers with."""


def add_data(parser: argparse.ArgumentParser) -> None:
    """Let the command line name the data folder and the database."""
    parser.add_argument("--data", type=Path, default=None, metavar="DIR", help="the data folder")
    add_database(parser)


def add_store_command(parser: argparse.ArgumentParser, work: Work) -> None:
    """Have `parser`'s command do `work` on the database."""
    add_data(parser)

    def command(options: argparse.Namespace) -> int:
        with opened(options) as store:
            for line in work(store, options):
                say_out(line)
        return 0

    parser.set_defaults(command=command)


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Store]:
    """Open the database that the command line means."""
    store = open_store(database_of(options, folder_of(options)))
    try:
        yield store
    finally:
        store.close()


def change(store: Store, work: Change, *, password: str | None = None) -> None:
    """Change accounts as whoever sits at the host.

    Raises:
        NotDoneError: nothing was changed.
    """
    author = Author(who="(command line)", time_ms=time.time_ns() // 1_000_000)
    store.accounts.change(work, author, password=password)


def folder_of(options: argparse.Namespace) -> DataFolder:
    """Return the data folder that the command line names, or the usual one."""
    return DataFolder(options.data or default_folder())


def say_out(line: str) -> None:
    """Write a line for whoever started the program."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
