"""The tree of technician groups: what a group says, and what comes of it. Pure.

Each right is resolved from the top of the tree down to the group: a group that says on or off is believed until one
below says otherwise, and from a group that has locked the right on, nobody below is asked any more. What no group says
is off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.host.core.rights import RIGHTS, UNUSUAL
from protocol.vocabulary.accounts import Setting

TOP = 0  # stands for no group where a parent is named
DEFAULT_SESSIONS = 10  # that one technician may lead at a time, where no group says anything else


@dataclass(frozen=True)
class Choice:
    """What a group says about one right."""

    setting: Setting = Setting.INHERIT
    locked: bool = False  # groups below are not asked


INHERITED: Mapping[str, Choice] = dict.fromkeys(RIGHTS, Choice())
"""The choices of a group that inherits everything."""
ALLOWED: Mapping[str, Choice] = {right: Choice() if right in UNUSUAL else Choice(Setting.ON) for right in RIGHTS}
"""The choices of a group that allows everything, but for what somebody has to want."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A technician group by itself."""

    number: int
    name: str
    parent: int = TOP
    choices: Mapping[str, Choice] = field(default_factory=lambda: dict(INHERITED))  # of every right
    sessions: int = 0  # that one technician may lead at a time; 0: as the group above
    replies: tuple[str, ...] = ()
    channel: str = ""  # that customers wait in for its technicians; "": as the group above
    desk_reads: bool = False  # who waits there may let them read what it is about


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What comes of a group's own word and that of all groups above it."""

    rights: frozenset[str]
    locked_above: frozenset[str]
    sessions: int
    replies: tuple[str, ...]
    channel: str  # of the nearest group that has one; "": none has


Tree = Mapping[int, Group]
"""All groups by their numbers; each parent is among them, and no group is above itself."""


def chain(tree: Tree, number: int) -> list[Group]:
    """Return the groups from the top of the tree down to `number`."""
    found: list[Group] = []
    while number != TOP:
        group = tree[number]
        found.insert(0, group)
        number = group.parent
    return found


def below(tree: Tree, number: int) -> set[int]:
    """Return the numbers of all groups below `number`."""
    return {other for other in tree if other != number and any(g.number == number for g in chain(tree, other))}


def standing(tree: Tree, number: int) -> Standing:
    """Return what comes of all that is said on the way to group `number`."""
    groups = chain(tree, number)
    decided = {right: _decide([group.choices[right] for group in groups]) for right in RIGHTS}
    said = [group.sessions for group in groups if group.sessions]
    replies = [group.replies for group in groups if group.replies]
    channels = [group.channel for group in groups if group.channel]
    return Standing(
        rights=frozenset(right for right, (on, _) in decided.items() if on),
        locked_above=frozenset(right for right, (_, locked) in decided.items() if locked),
        sessions=said[-1] if said else DEFAULT_SESSIONS,
        replies=replies[-1] if replies else (),
        channel=channels[-1] if channels else "",
    )


def _decide(choices: list[Choice]) -> tuple[bool, bool]:
    """Return whether a right is on for the last of `choices`, and whether one before it has locked it."""
    on = locked = locked_above = False
    for choice in choices:
        locked_above = locked
        if not locked:
            on = on if choice.setting is Setting.INHERIT else choice.setting is Setting.ON
            locked = choice.locked
    return on, locked_above
