"""The commands for technicians, and the one that makes the first administrator."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from console.host.commands.common import add_store_command, change
from console.host.core.accounts.accounts import Account, Accounts, NotDoneError
from console.host.core.accounts.changes import add_technician, change_technician, count_password
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason


def add_technician_commands(actions: Any) -> None:
    """Add the actions of `technicians`."""
    add_store_command(actions.add_parser("list", help="list all technicians"), _list)
    _add_add(actions.add_parser("add", help="make a technician; asks for the first password"))
    for name, work, words in (
        ("disable", _disable, "end a technician's connections and refuse new ones"),
        ("enable", _enable, "let a technician log in again"),
    ):
        parser = actions.add_parser(name, help=words)
        parser.add_argument("name", metavar="NAME")
        add_store_command(parser, work)
    _add_move(actions.add_parser("move", help="move a technician to another group"))
    _add_password(actions.add_parser("password", help="give a technician another password"))


def add_admin_commands(actions: Any) -> None:
    """Add the action of `admin`."""
    parser = actions.add_parser("create", help="make a technician who may change accounts; asks for the first password")
    _add_new(parser)
    parser.add_argument("--new", action="store_true", help="make the host's database, too, if there is none yet")
    parser.set_defaults(administrator=True)
    add_store_command(parser, _add)


def _add_add(parser: argparse.ArgumentParser) -> None:
    _add_new(parser)
    parser.add_argument("--administrator", action="store_true", help="may change accounts")
    add_store_command(parser, _add)


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--group", metavar="GROUP", help="the technician's group (default: the first one)")
    _add_password_file(parser)


def _add_move(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("group", metavar="GROUP")
    add_store_command(parser, _move)


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    _add_password_file(parser)
    add_store_command(parser, _password)


def _add_password_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", help="the password is its first line (default: ask for it)"
    )


def _list(store: Store, _options: argparse.Namespace) -> Iterable[str]:
    accounts = store.accounts.snapshot()
    return [_line(accounts, account) for account in sorted(accounts.technicians.values(), key=lambda a: a.name)]


def _line(accounts: Accounts, account: Account) -> str:
    marks = {
        "administrator": account.administrator,
        "disabled": account.disabled,
        "no password": account.passwords == 0,
    }
    said = [f"group={accounts.groups[account.group].name}", *(mark for mark, is_so in marks.items() if is_so)]
    return f"{account.name}: {', '.join(said)}"


def _add(store: Store, options: argparse.Namespace) -> Iterable[str]:
    def add(accounts: Accounts) -> Accounts:
        group = min(accounts.groups) if options.group is None else accounts.group_named(options.group).number
        return add_technician(accounts, group, options.name, administrator=options.administrator)

    add(store.accounts.snapshot())  # says what is wrong before it asks for a password
    change(store, add, password=_new_password(options.password_file))
    return _list(store, options)


def _password(store: Store, options: argparse.Namespace) -> Iterable[str]:
    def count(accounts: Accounts) -> Accounts:
        return count_password(accounts, accounts.technician_named(options.name).number)

    count(store.accounts.snapshot())
    change(store, count, password=_new_password(options.password_file))
    return _list(store, options)


def _disable(store: Store, options: argparse.Namespace) -> Iterable[str]:
    return _changed(store, options, disabled=True)


def _enable(store: Store, options: argparse.Namespace) -> Iterable[str]:
    return _changed(store, options, disabled=False)


def _move(store: Store, options: argparse.Namespace) -> Iterable[str]:
    return _changed(store, options, group=store.accounts.snapshot().group_named(options.group).number)


def _changed(store: Store, options: argparse.Namespace, **fields: Any) -> Iterable[str]:
    change(store, lambda all_: change_technician(all_, replace(all_.technician_named(options.name), **fields)))
    return _list(store, options)


def _new_password(file: Path | None) -> str:
    """Return the password in `file`, or ask for it twice without showing it."""
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeError) as error:
            raise NotDoneError(Reason.WEAK_PASSWORD, f"{file} cannot be read") from error
        return lines[0] if lines else ""
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        raise NotDoneError(Reason.WEAK_PASSWORD, "these were two different passwords")
    if not password.isprintable():  # also what this terminal's encoding could not tell
        raise NotDoneError(Reason.WEAK_PASSWORD, "a password has only characters that can be read")
    return password
