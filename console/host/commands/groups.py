"""The commands for technician groups: list, add, rename, move, remove, set, channel, replies."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path
from shlex import quote
from typing import Any

from console.host.commands.account_files import add_group_files
from console.host.commands.common import add_store_command, change
from console.host.commands.line.answers import Answer, filled
from console.host.configuration.readers import path
from console.host.core.accounts.accounts import Accounts, NotDoneError
from console.host.core.accounts.changes import (
    add_group,
    change_group,
    remove_group,
    set_channel,
    set_replies,
    set_rights,
)
from console.host.core.accounts.tree import TOP, Group, Tree, chain, standing
from console.host.store.store import Store
from protocol.notation.natural import natural_key
from protocol.vocabulary.accounts import SESSIONS_LIMIT, Scope, Setting
from protocol.vocabulary.messages import Reason


def add_group_commands(actions: Any) -> None:
    """Add the actions of `groups`."""
    add_store_command(actions.add_parser("list", help="list all groups with their rights"), _list)
    _add_add(actions.add_parser("add", help="make a group, which inherits everything; without --parent it may all"))
    _add_rename(actions.add_parser("rename", help="give a group another name"))
    _add_move(actions.add_parser("move", help="move a group to another place in the tree"))
    _add_remove(actions.add_parser("remove", help="remove a group"))
    _add_channel(actions.add_parser("channel", help="let customers wait for a group's technicians in a channel"))
    _add_replies(actions.add_parser("replies", help="show or set the predefined replies of a group"))
    _add_set(actions.add_parser("set", help="change rights of a group; a running host follows within seconds"))
    add_group_files(actions)


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


def _add_replies(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="GROUP")
    parser.add_argument("replies", nargs="*", metavar="TEXT", help="these replies in place of those that are there")
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--file", type=path, metavar="FILE", help="the same, each line of the file a reply")
    other.add_argument("--clear", action="store_true", help="none of its own: it uses those of the group above")
    add_store_command(parser, lambda store, options: _replies(parser, store, options))


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


def _list(store: Store, _options: argparse.Namespace) -> Answer:
    groups = store.accounts.snapshot().groups
    by_path = sorted(groups, key=lambda number: [natural_key(group.name) for group in chain(groups, number)])
    lines = [line for number in by_path for line in _lines(groups, number)]
    return Answer(lines, [_entry(groups, number) for number in by_path])


def _entry(groups: Tree, number: int) -> dict[str, Any]:
    group, stands = groups[number], standing(groups, number)
    rights = {
        right: {
            "allowed": right in stands.rights,
            "setting": choice.setting.value,
            "locked": choice.locked,
            "locked_above": right in stands.locked_above,
        }
        for right, choice in group.choices.items()
    }
    return {
        "name": group.name,
        "parent": None if group.parent == TOP else groups[group.parent].name,
        "sessions": stands.sessions,
        "channel": stands.channel or None,
        "channel_inherited": bool(stands.channel) and not group.channel,
        "desk_reads": group.desk_reads,
        "replies": list(group.replies),
        "rights": rights,
    }


def _lines(groups: Tree, number: int) -> list[str]:
    """Return a group's name and what is chosen for it; below it, further to the right, its rights."""
    group, stands = groups[number], standing(groups, number)
    place, words = "  " * (len(chain(groups, number)) - 1), [f"sessions={stands.sessions}"]
    if stands.channel:
        words.append(f"channel={stands.channel}{':inherited' * (not group.channel)}{':desk-reads' * group.desk_reads}")
    rights = []
    for right, choice in group.choices.items():
        value = "on" if right in stands.rights else "off"
        inherited = choice.setting is Setting.INHERIT or right in stands.locked_above
        rights.append(f"{right}={value}{':inherited' * inherited}{':locked' * choice.locked}")
    below = f"{place}      "
    listed = filled(f"{below}{rights[0]}", rights[1:], indent=below)
    return [*filled(f"{place}{group.name}", words, indent=below), *listed]


def _add(store: Store, options: argparse.Namespace) -> Answer:
    change(store, lambda accounts: add_group(accounts, _parent(accounts, options), options.group))
    listed = _list(store, options)
    if options.parent is not None:
        return listed
    said = f"{options.group} may do everything until you take rights away: groups set {quote(options.group)} RIGHT=off"
    return Answer([*listed.lines, said], listed.data)


def _rename(store: Store, options: argparse.Namespace) -> Answer:
    def rename(accounts: Accounts) -> Accounts:
        group = accounts.group_named(options.group)
        return change_group(accounts, group.number, group.parent, options.name)

    change(store, rename)
    return _list(store, options)


def _move(store: Store, options: argparse.Namespace) -> Answer:
    def move(accounts: Accounts) -> Accounts:
        group = accounts.group_named(options.group)
        return change_group(accounts, group.number, _parent(accounts, options), group.name)

    change(store, move)
    return _list(store, options)


def _remove(store: Store, options: argparse.Namespace) -> Answer:
    def remove(accounts: Accounts) -> Accounts:
        heir = TOP if options.heir is None else accounts.group_named(options.heir).number
        return remove_group(accounts, accounts.group_named(options.group).number, heir)

    change(store, remove)
    return _list(store, options)


def _channel(store: Store, options: argparse.Namespace) -> Answer:
    reads = {"on": True, "off": False}.get(options.desk_reads)
    if reads and not options.channel:
        raise NotDoneError(Reason.BAD_NAME, "technicians read what is typed in a channel; name the group's, not ''")
    change(
        store,
        lambda accounts: set_channel(
            accounts, accounts.group_named(options.group).number, options.channel, desk_reads=reads
        ),
    )
    return _list(store, options)


def _replies(parser: argparse.ArgumentParser, store: Store, options: argparse.Namespace) -> Answer:
    texts = options.replies if options.file is None else _lines_of(options.file)
    if sum((bool(options.replies), options.file is not None, options.clear)) > 1:
        parser.error("say replies, or --file, or --clear")
    if texts or options.clear or options.file is not None:
        change(
            store,
            lambda accounts: set_replies(accounts, accounts.group_named(options.group).number, tuple(texts)),
        )
    replies = list(store.accounts.snapshot().group_named(options.group).replies)
    return Answer(replies, replies)


def _lines_of(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        raise NotDoneError(Reason.STORAGE, f"{file} cannot be read as UTF-8 text") from error


def _set(store: Store, options: argparse.Namespace) -> Answer:
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
        raise NotDoneError(Reason.UNKNOWN_NAME, f"no right is called {right}; there are {', '.join(group.choices)}")
    return group.choices[right]


def _parent(accounts: Accounts, options: argparse.Namespace) -> int:
    return TOP if options.parent is None else accounts.group_named(options.parent).number
