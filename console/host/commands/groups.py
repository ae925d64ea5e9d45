"""The commands for technician groups: list, add, rename, move, remove, set."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from console.host.commands.common import add_store_command, change
from console.host.core.accounts.accounts import Accounts, NotDoneError
from console.host.core.accounts.changes import add_group, change_group, remove_group, set_channel, set_rights
from console.host.core.accounts.tree import TOP, Group, Tree, chain, standing
from console.host.store.store import Store
from protocol.vocabulary.accounts import SESSIONS_LIMIT, Scope, Setting
from protocol.vocabulary.messages import Reason


def add_group_commands(actions: Any) -> None:
    """Add the actions of `groups`."""
    add_store_command(actions.add_parser("list", help="list all groups with their rights"), _list)
    _add_add(actions.add_parser("add", help="make a group, which inherits everything"))
    _add_rename(actions.add_parser("rename", help="give a group another name"))
    _add_move(actions.add_parser("move", help="move a group to another place in the tree"))
    _add_remove(actions.add_parser("remove", help="remove a group"))
    _add_channel(actions.add_parser("channel", help="let customers wait for a group's technicians in a channel"))
    _add_set(actions.add_parser("set", help="change rights of a group; a running host follows within seconds"))


def right_change(text: str) -> tuple[str, Setting]:
    """Read `RIGHT=on`, `RIGHT=off` or `RIGHT=inherit`."""
    name, _, value = text.partition("=")
    if value not in tuple(Setting):
        raise argparse.ArgumentTypeError(f"{text} is not RIGHT=on, RIGHT=off or RIGHT=inherit")
    return name, Setting(value)


def _sessions(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= SESSIONS_LIMIT):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to {SESSIONS_LIMIT}")
    return int(text)


def _add_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="NAME")
    parser.add_argument("--parent", metavar="GROUP", help="the group above (default: none)")
    add_store_command(parser, _add)


def _add_rename(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="GROUP")
    parser.add_argument("name", metavar="NAME")
    add_store_command(parser, _rename)


def _add_move(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="GROUP")
    parser.add_argument("--parent", metavar="GROUP", help="the group above (default: none)")
    add_store_command(parser, _move)


def _add_remove(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="GROUP")
    parser.add_argument("--heir", metavar="GROUP", help="the group that gets the technicians and groups in it")
    add_store_command(parser, _remove)


def _add_channel(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="GROUP")
    parser.add_argument("channel", metavar="CHANNEL", help="a-z, 0-9 and -; none takes it away: write ''")
    means = (
        "who waits may let the technicians read what it is about; it is not sealed (default: as before, off at first)"
    )
    parser.add_argument("--desk-reads", choices=("on", "off"), help=means)
    add_store_command(parser, _channel)


def _add_set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="GROUP")
    parser.add_argument("changes", nargs="*", type=right_change, metavar="RIGHT=on|off|inherit")
    parser.add_argument("--lock", action="append", default=[], metavar="RIGHT", help="groups below inherit this right")
    parser.add_argument("--unlock", action="append", default=[], metavar="RIGHT", help="groups below may choose again")
    parser.add_argument("--sessions", type=_sessions, metavar="N", help="at a time for one technician; 0: inherit")
    scope = parser.add_mutually_exclusive_group()
    for name, value, words in (
        ("--subgroups", Scope.SUBGROUPS, "groups below inherit everything from now on"),
        ("--all", Scope.ALL, "every group gets the same settings"),
    ):
        scope.add_argument(name, dest="scope", action="store_const", const=value, help=words)
    parser.set_defaults(scope=Scope.GROUP)
    add_store_command(parser, _set)


def _list(store: Store, _options: argparse.Namespace) -> Iterable[str]:
    groups = store.accounts.snapshot().groups
    by_path = sorted(groups, key=lambda number: [group.name.casefold() for group in chain(groups, number)])
    return [_line(groups, number) for number in by_path]


def _line(groups: Tree, number: int) -> str:
    group, stands = groups[number], standing(groups, number)
    words = [f"{'  ' * (len(chain(groups, number)) - 1)}{group.name}", f"sessions={stands.sessions}"]
    if stands.channel:
        words.append(f"channel={stands.channel}{':inherited' * (not group.channel)}")
    for right, choice in group.choices.items():
        value = "on" if right in stands.rights else "off"
        inherited = choice.setting is Setting.INHERIT or right in stands.locked_above
        marks = ":inherited" * inherited + ":locked" * choice.locked
        words.append(f"{right}={value}{marks}")
    return " ".join(words)


def _add(store: Store, options: argparse.Namespace) -> Iterable[str]:
    change(store, lambda accounts: add_group(accounts, _parent(accounts, options), options.group))
    return _list(store, options)


def _rename(store: Store, options: argparse.Namespace) -> Iterable[str]:
    def rename(accounts: Accounts) -> Accounts:
        group = accounts.group_named(options.group)
        return change_group(accounts, group.number, group.parent, options.name)

    change(store, rename)
    return _list(store, options)


def _move(store: Store, options: argparse.Namespace) -> Iterable[str]:
    def move(accounts: Accounts) -> Accounts:
        group = accounts.group_named(options.group)
        return change_group(accounts, group.number, _parent(accounts, options), group.name)

    change(store, move)
    return _list(store, options)


def _remove(store: Store, options: argparse.Namespace) -> Iterable[str]:
    def remove(accounts: Accounts) -> Accounts:
        heir = TOP if options.heir is None else accounts.group_named(options.heir).number
        return remove_group(accounts, accounts.group_named(options.group).number, heir)

    change(store, remove)
    return _list(store, options)


def _channel(store: Store, options: argparse.Namespace) -> Iterable[str]:
    reads = {"on": True, "off": False}.get(options.desk_reads)
    change(
        store,
        lambda accounts: set_channel(
            accounts, accounts.group_named(options.group).number, options.channel, desk_reads=reads
        ),
    )
    return _list(store, options)


def _set(store: Store, options: argparse.Namespace) -> Iterable[str]:
    change(store, partial(_chosen, options=options))
    return _list(store, options)


def _chosen(accounts: Accounts, *, options: argparse.Namespace) -> Accounts:
    group = accounts.group_named(options.group)
    choices = dict(group.choices)
    for right, setting in options.changes:
        choices[right] = replace(_choice(group, right), setting=setting)
    for rights, locked in ((options.lock, True), (options.unlock, False)):
        for right in rights:
            _choice(group, right)
            choices[right] = replace(choices[right], locked=locked)
    return set_rights(accounts, group.number, choices, options.sessions, options.scope)


def _choice(group: Group, right: str) -> Any:
    if right not in group.choices:
        raise NotDoneError(Reason.UNKNOWN_NAME, f"no right is called {right}")
    return group.choices[right]


def _parent(accounts: Accounts, options: argparse.Namespace) -> int:
    return TOP if options.parent is None else accounts.group_named(options.parent).number
