"""The commands for technicians, and the one that makes the first administrator."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from console.host.commands.account_files import add_technician_files
from console.host.commands.common import add_store_command, change, moment
from console.host.commands.line.answers import Answer, filled
from console.host.commands.passwords import add_password_file, new_password
from console.host.core.accounts.accounts import Account, Accounts
from console.host.core.accounts.changes import (
    add_technician,
    change_technician,
    count_password,
    describe_technician,
    remove_technician,
    unlock_technician,
)
from console.host.core.accounts.file_rows import DETAILS, LAST_LOGIN
from console.host.core.chain.names import former_name
from console.host.store.store import Store
from protocol.notation.natural import natural_key


def add_technician_commands(actions: Any) -> None:
    """Add the actions of `technicians`."""
    add_store_command(actions.add_parser("list", help="list all technicians"), _list)
    _add_add(actions.add_parser("add", help="make a technician; asks for the first password"))
    _add_named(actions, "disable", partial(_changed, disabled=True), "end a technician's connections, refuse new ones")
    _add_named(actions, "enable", partial(_changed, disabled=False), "let a technician log in again")
    _add_named(actions, "unlock", _unlock, "let a technician log in at once at whose name wrong passwords were tried")
    _add_named(actions, "remove", _remove, "remove a technician; what they did stays, under no name")
    _add_rename(actions.add_parser("rename", help="give a technician another name"))
    _add_administrator(actions.add_parser("administrator", help="let a technician change accounts, or no longer"))
    _add_move(actions.add_parser("move", help="move a technician to another group"))
    _add_describe(
        actions.add_parser("describe", help="set a technician's full name, e-mail, comment, for administrators")
    )
    _add_password(actions.add_parser("password", help="give a technician another password, which unlocks them, too"))
    add_technician_files(actions)


def add_admin_commands(actions: Any) -> None:
    """Add the action of `admin`."""
    parser = actions.add_parser("create", help="make a technician who may change accounts; asks for the first password")
    _add_new(parser)
    parser.add_argument("--new", action="store_true", help="make the host's database, too, if there is none yet")
    parser.set_defaults(administrator=True, final=True)  # whoever sits at the host has typed it for themselves
    add_store_command(parser, _add)


def _add_named(actions: Any, name: str, work: Callable[[Store, argparse.Namespace], Answer], words: str) -> None:
    parser = actions.add_parser(name, help=words)
    parser.add_argument("name", metavar="NAME")
    add_store_command(parser, work)


def _add_add(parser: argparse.ArgumentParser) -> None:
    _add_new(parser)
    parser.add_argument("--administrator", action="store_true", help="may change accounts")
    _add_final(parser)
    add_store_command(parser, _add)


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--group", metavar="GROUP", help="the technician's group (default: the first one)")
    add_password_file(parser)
    parser.set_defaults(first_password=None)  # asked for once


def _add_final(parser: argparse.ArgumentParser) -> None:
    words = "the password stays (default: the technician sets another one at the next login)"
    parser.add_argument("--final", action="store_true", help=words)


def _add_rename(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("new", metavar="NEW-NAME")
    add_store_command(parser, lambda store, options: _changed(store, options, name=options.new))


def _add_administrator(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("wanted", choices=("on", "off"), metavar="on|off")
    add_store_command(parser, lambda store, options: _changed(store, options, administrator=options.wanted == "on"))


def _add_move(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("to", nargs="?", metavar="GROUP", help="the technician's group from now on")
    parser.add_argument("--group", metavar="GROUP", help="the same")

    def move(store: Store, options: argparse.Namespace) -> Answer:
        if (options.to is None) == (options.group is None):
            parser.error("name one group")
        to = store.accounts.snapshot().group_named(options.to or options.group)
        return _changed(store, options, group=to.number)

    add_store_command(parser, move)


def _add_describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    for detail in DETAILS:
        words = f'the technician\'s {detail.replace("_", " ").replace("email", "e-mail")}; "": none'
        parser.add_argument(f"--{detail.replace('_', '-')}", metavar="TEXT", help=words)

    def describe(store: Store, options: argparse.Namespace) -> Answer:
        said = {detail: getattr(options, detail) for detail in DETAILS}
        if not any(words is not None for words in said.values()):
            parser.error("say at least one of them")
        change(store, lambda all_: describe_technician(all_, all_.technician_named(options.name).number, **said))
        return _one(store, options.name)

    add_store_command(parser, describe)


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    add_password_file(parser)
    _add_final(parser)
    add_store_command(parser, _password)


def _list(store: Store, _options: argparse.Namespace) -> Answer:
    accounts = store.accounts.snapshot()
    return _told(accounts, accounts.technicians.values())


def _one(store: Store, name: str) -> Answer:
    accounts = store.accounts.snapshot()
    return _told(accounts, [accounts.technician_named(name)])


def _told(accounts: Accounts, people: Iterable[Account]) -> Answer:
    data = [
        {
            "name": account.name,
            "group": accounts.groups[account.group].name,
            "administrator": account.administrator,
            "disabled": account.disabled,
            "has_password": account.passwords > 0,
            "must_change_password": account.must_change,
            **{detail: getattr(account, detail) for detail in DETAILS},
            LAST_LOGIN: moment(account.last_login_ms),
        }
        for account in sorted(people, key=lambda account: natural_key(account.name))
    ]
    return Answer([line for entry in data for line in _lines(entry)], data)


def _lines(entry: dict[str, Any]) -> list[str]:
    marks = {
        "administrator": entry["administrator"],
        "disabled": entry["disabled"],
        "no password": not entry["has_password"],
        "password to be changed": entry["must_change_password"],
        f"last login {entry['last_login']}": entry["last_login"],
        f"full name {entry['full_name']}": entry["full_name"],
        f"e-mail {entry['email']}": entry["email"],
        f"comment: {entry['comment']}": entry["comment"],
    }
    said = [f"group={entry['group']}", *(mark for mark, is_so in marks.items() if is_so)]
    return filled(f"{entry['name']}:", [f"{words}," for words in said[:-1]] + said[-1:])


def _add(store: Store, options: argparse.Namespace) -> Answer:
    def add(accounts: Accounts) -> Accounts:
        group = min(accounts.groups) if options.group is None else accounts.group_named(options.group).number
        first = {"administrator": options.administrator, "must_change": not options.final}
        return add_technician(accounts, group, options.name, **first)

    add(store.accounts.snapshot())  # says what is wrong before it asks for a password
    if options.first_password is None:
        options.first_password = new_password(options.password_file)
    change(store, add, password=options.first_password)
    return _one(store, options.name)


def _password(store: Store, options: argparse.Namespace) -> Answer:
    def count(accounts: Accounts) -> Accounts:
        return count_password(accounts, accounts.technician_named(options.name).number, must_change=not options.final)

    count(store.accounts.snapshot())
    change(store, count, password=new_password(options.password_file))
    return _one(store, options.name)


def _unlock(store: Store, options: argparse.Namespace) -> Answer:
    change(store, lambda accounts: unlock_technician(accounts, accounts.technician_named(options.name).number))
    return _one(store, options.name)


def _remove(store: Store, options: argparse.Namespace) -> Answer:
    account = store.accounts.snapshot().technician_named(options.name)
    change(store, lambda accounts: remove_technician(accounts, account.number))
    left = former_name(account.number)
    lines = [f"{account.name} is removed; reports and the audit say “{left}” from now on."]
    if old := store.accounts.rows_naming(account.name):
        lines.append(f"{old} rows of the audit were written by an earlier version and have the name in them for good.")
    return Answer(lines, {"removed": account.name, "former": left, "rows_with_name": old})


def _changed(store: Store, options: argparse.Namespace, **fields: Any) -> Answer:
    account = store.accounts.snapshot().technician_named(options.name)
    change(store, lambda all_: change_technician(all_, replace(all_.technician_named(options.name), **fields)))
    return _one(store, str(fields.get("name", account.name)))
