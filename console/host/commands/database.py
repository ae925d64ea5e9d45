"""The commands for the database as a whole: copy, adopt, upgrade; and its way into a file and back."""

from __future__ import annotations

import argparse
from typing import Any

from console.host.commands.common import add_data, say_error
from console.host.commands.line.answers import Answer, add_json, tell
from console.host.configuration.configuration import Configuration, load
from console.host.configuration.readers import path
from console.host.process.backup import back_up, copied_to, restore
from console.host.process.database_choice import (
    bring_up,
    database_url,
    live_at,
    shown,
    take_alone,
    version_at,
    with_password,
)
from console.host.process.database_note import note, refuse_another
from console.host.process.folder import DataFolder, refuse_root
from console.host.store.copying import Copied
from console.host.store.tables.schema import VERSION


def add_database_commands(actions: Any) -> None:
    """Add the actions of `database`."""
    parser = actions.add_parser("copy", help="copy a database of any kind to a place where there is none")
    for name, words in (("from", "the one that is there"), ("to", "where one is to be")):
        parser.add_argument(f"{name}_url", type=database_url, metavar=name.upper(), help=f"{words}, as for --database")
        parser.add_argument(
            f"--{name}-password-file", type=path, metavar="FILE", help=f"the password of {name.upper()}"
        )
    add_json(parser)
    parser.set_defaults(command=_copy)
    parser = actions.add_parser(
        "adopt", help="let the host of this data folder use the configured database from now on"
    )
    add_data(parser)
    add_json(parser)
    parser.set_defaults(command=_adopt)
    parser = actions.add_parser("upgrade", help="bring the database of an earlier version up, as `serve` does")
    parser.add_argument(
        "--force", action="store_true", help="also under hosts of that version that seem to run, but cannot be stopped"
    )
    add_data(parser)
    add_json(parser)
    parser.set_defaults(command=_upgrade)


def add_backup_command(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of `backup`."""
    parser.add_argument("file", type=path, metavar="FILE", help="what to write: the database, certificate and settings")
    add_data(parser)
    add_json(parser)
    parser.set_defaults(command=_back_up)


def add_restore_command(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of `restore`."""
    parser.add_argument("file", type=path, metavar="FILE", help="what `backup` has written")
    add_data(parser)
    add_json(parser)
    parser.set_defaults(command=_restore)


def _copy(options: argparse.Namespace) -> int:
    source = with_password(options.from_url, options.from_password_file)
    target = with_password(options.to_url, options.to_password_file)
    version_at(source)
    use = take_alone(source, shared=False)  # what a running host writes meanwhile would be missing in the copy
    try:
        copied = copied_to(source, target)
    finally:
        use.release()
    _say_copied(copied, shown(target), options)
    say_error(f"now name {shown(target)} in the configuration, and say `database adopt`")
    return 0


def _adopt(options: argparse.Namespace) -> int:
    configuration = load(options)
    folder = DataFolder(configuration.folder, make=False)
    url = configuration.database
    version_at(url)
    folder.lock()
    try:
        note(folder, url)
    finally:
        folder.unlock()
    words = f"The host of {folder.path} uses {shown(url)} from now on."
    tell(Answer([words], {"data": str(folder.path), "database": shown(url)}), options)
    return 0


def _upgrade(options: argparse.Namespace) -> int:
    configuration = load(options)
    url = configuration.database
    refuse_root(configuration.folder)
    refuse_another(DataFolder(configuration.folder, make=False), url)
    before, live = version_at(url), live_at(url) if options.force else []
    if before != VERSION:
        bring_up(url, force=options.force)
    words = f"{shown(url)}: the tables are those of this version, {VERSION}; nothing was changed."
    if before != VERSION:
        words = f"{shown(url)}: the tables were brought up from version {before} to {VERSION}."
        if live:
            say_error(f"hosts that may still run with the earlier version, and are to be stopped: {', '.join(live)}")
    tell(Answer([words], {"database": shown(url), "from": before, "to": VERSION}), options)
    return 0


def _back_up(options: argparse.Namespace) -> int:
    configuration = load(options)
    folder = DataFolder(configuration.folder, make=False)
    refuse_another(folder, configuration.database)
    copied = back_up(options.file, folder, configuration.database, configuration.file)
    _say_copied(copied, str(options.file), options)
    return 0


def _restore(options: argparse.Namespace) -> int:
    configuration = load(options)
    folder = DataFolder(configuration.folder)
    url = configuration.database
    folder.lock()
    try:
        copied = restore(options.file, folder, url)
        note(folder, url)
    finally:
        folder.unlock()
    _say_copied(copied, _where(configuration), options)
    return 0


def _where(configuration: Configuration) -> str:
    return f"{shown(configuration.value('database'))}, data folder {configuration.folder}"


def _say_copied(copied: Copied, where: str, options: argparse.Namespace) -> None:
    words = f"{where}: {copied.rows} rows, of which the {copied.audit_rows} of the audit are what was written."
    if copied.version != VERSION:
        words += f" They are of an earlier version of this program (tables {copied.version}), and stay so."
    data = {"to": where, "rows": copied.rows, "audit_rows": copied.audit_rows, "tables": copied.version}
    tell(Answer([words], data), options)
