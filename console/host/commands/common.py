"""What the commands of the host that read or change its database have in common."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from console.host.commands.line.answers import Answer, add_json, one_line, tell
from console.host.commands.line.caller import caller
from console.host.configuration.configuration import Configuration, load
from console.host.configuration.settings import FOR_EVERY_COMMAND, add_flags
from console.host.core.audit import Entry, Event
from console.host.process.database_choice import is_made, open_store, shown
from console.host.process.database_note import note, refuse_another
from console.host.process.folder import EXIT_FOLDER, DataFolder, StartError, refuse_root
from console.host.store.records.accounts import Author, Change
from console.host.store.store import Store
from console.host.store.tables.database import StorageError

Work = Callable[[Store, argparse.Namespace], Answer]
"""Does a command's work and returns what it answers with."""


def add_data(parser: argparse.ArgumentParser) -> None:
    """Let the command line name the configuration, the data folder and the database."""
    add_flags(parser, FOR_EVERY_COMMAND)


def add_store_command(parser: argparse.ArgumentParser, work: Work) -> None:
    """Have `parser`'s command do `work` on the database; only with its flag `--new`, if it has one, is one made."""
    add_data(parser)
    add_json(parser)

    def command(options: argparse.Namespace) -> int:
        make = getattr(options, "new", False)
        if make:
            _rehearse(work, options)
        with opened(options, make=make) as store:
            tell(work(store, options), options)
        return 0

    parser.set_defaults(command=command)


def _rehearse(work: Work, options: argparse.Namespace) -> None:
    """Do `work` on a database that is thrown away, where there is none: what is wrong is said before there is one."""
    configuration = load(options)
    refuse_root(configuration.folder)
    refuse_another(DataFolder(configuration.folder, make=False), configuration.database)
    if is_made(configuration.database):
        return
    with _scratch(configuration.folder) as folder:
        store = Store(Path(folder) / "host.sqlite")
        try:
            work(store, options)
        finally:
            store.close()


def _scratch(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """Make a folder for a moment; near the data folder where the host's unit, or a full disk, leaves no other place."""
    try:
        return tempfile.TemporaryDirectory()
    except OSError:
        near = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.is_dir())
        try:
            return tempfile.TemporaryDirectory(dir=near)
        except OSError as error:
            sentence = f"{near} cannot be written: {error.strerror or error}. Name another folder with --data."
            raise StartError(EXIT_FOLDER, sentence) from error


@contextmanager
def opened(options: argparse.Namespace, *, make: bool = False) -> Iterator[Store]:
    """Open the database that the command line means, and say on standard error which one it is.

    Every command gets at its database by this, or by `opened_by`. Where there is none, one is made only with `make`.
    """
    with opened_by(load(options), make=make) as store:
        yield store


@contextmanager
def opened_by(configuration: Configuration, *, make: bool = False) -> Iterator[Store]:
    """Open the database of `configuration`, and say on standard error which one it is."""
    folder = DataFolder(configuration.folder, make=make)
    url = configuration.database
    refuse_another(folder, url)
    store = open_store(url, make=make)
    say_error(f"database {shown(url)}")
    try:
        if make:
            note(folder, url)
        yield store
    finally:
        store.close()


def change(
    store: Store, work: Change, *, password: str | None = None, passwords: Mapping[str, str] | None = None
) -> None:
    """Change accounts as whoever sits at the host.

    Raises:
        NotDoneError: nothing was changed.
    """
    author = Author(who=caller(), time_ms=time.time_ns() // 1_000_000)
    store.accounts.change(work, author, password=password, passwords=passwords)


def moment(time_ms: int | None) -> str | None:
    """Return a moment as commands say it, in UTC; None: there was none."""
    return None if time_ms is None else datetime.fromtimestamp(time_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def note_reading(store: Store, event: Event, detail: str) -> None:
    """Write into the audit what whoever sits at the host has read; what cannot be written keeps nobody from reading."""
    entry = Entry(event=event, time_ms=time.time_ns() // 1_000_000, who=caller(), detail=detail)
    with suppress(StorageError):
        store.audit.append(entry)


def say_error(sentence: str) -> None:
    """Write a line that is no part of a command's answer, where anybody hears it."""
    with suppress(OSError):
        sys.stderr.write(f"fernblick-host: {one_line(sentence)}\n")
