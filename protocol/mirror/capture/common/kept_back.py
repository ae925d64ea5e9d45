"""Which windows are kept back from every picture by what they are: own ones, listed programs and titles. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import NamedTuple


class Rules(NamedTuple):
    """What is kept back."""

    own: int = 0  # a window of this program, all windows of which are; 0: they are not
    programs: tuple[str, ...] = ()  # as `plain` writes them; "*" stands for anything
    titles: tuple[re.Pattern[str], ...] = ()  # found anywhere in a title
    windows: frozenset[int] = frozenset()  # by their numbers, with their dialogs
    notifications: bool = False  # what a desktop shows for a moment in a corner


NO_RULES = Rules()


class Facts(NamedTuple):
    """What a window tells of itself."""

    number: int
    owner: int  # the same number for all windows of one program
    names: frozenset[str] = frozenset()  # of its program, as `plain` writes them
    title: str = ""
    leader: int = 0  # the window that it belongs to, as a dialog does; 0: none
    notification: bool = False
    unread: bool = False  # so new that it may not have told all of this yet


def plain(name: str) -> str:
    """Return a program's name as it is compared."""
    return name.strip().casefold()


def kept_back(windows: Collection[Facts], rules: Rules, own: int) -> set[int]:
    """Return which of the windows are to be kept back.

    Whatever else a listed program shows is kept back, too: its menus and tips often have no name of their own. Of a
    window whose title is listed, only its dialogs are, for a browser has one title a page.

    Args:
        windows: all that there are.
        rules: what is kept back.
        own: the `Facts.owner` of the own windows; 0: none.
    """
    owners = owners_of(windows, rules, own)
    found = {
        window.number
        for window in windows
        if window.owner in owners
        or (window.unread and _may_be_listed(window, rules))
        or (window.notification and rules.notifications)
        or window.number in rules.windows
        or any(title.search(window.title) for title in rules.titles)
    }
    while more := {window.number for window in windows if window.leader in found} - found:
        found |= more
    return found


def owners_of(windows: Collection[Facts], rules: Rules, own: int) -> set[int]:
    """Return the `Facts.owner` of the programs that are kept back with all that they show."""
    return {window.owner for window in windows if _is_listed(window.names, rules.programs)} | ({own} - {0})


def _may_be_listed(window: Facts, rules: Rules) -> bool:
    """Say whether what a window has not told yet may be on a list."""
    return bool((rules.programs and not window.names) or (rules.titles and not window.title))


@lru_cache(maxsize=1024)
def _is_listed(names: frozenset[str], listed: tuple[str, ...]) -> bool:
    """Say whether a program has one of the listed names, or one like `org.keepassxc.KeePassXC` that ends in it."""
    every = {part for name in names for part in (name, name.rpartition(".")[2])}
    return any(fnmatchcase(name, pattern) for name in every for pattern in listed)
