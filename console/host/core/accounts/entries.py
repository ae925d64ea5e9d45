"""What consoles are told of accounts: each of its own and its colleagues', an administrator's of all. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from console.host.core.accounts.accounts import Accounts, Technician
from console.host.core.accounts.tree import Group, Tree, chain, standing
from protocol.vocabulary.accounts import (
    Account,
    Colleague,
    EntryGone,
    GroupEntry,
    GroupReplies,
    Presence,
    Replies,
    RightSetting,
    TechnicianEntry,
)
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Rights
from protocol.vocabulary.queue import GroupChannel

_NEAREST = (Presence.ONLINE, Presence.BUSY, Presence.AWAY)
"""Of two consoles of a technician, the one that comes first here says where the technician is."""

Key = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a technician's consoles say."""

    presence: Presence
    exchange: bytes | None  # of the console that logged in last
    signing: bytes | None
    prekey: bytes | None = None
    prekey_signature: bytes | None = None


AWAY_FROM_ALL = Shown(presence=Presence.OFFLINE, exchange=None, signing=None)
"""A technician without a console."""


def best(presences: list[Presence]) -> Presence:
    """Return the presence of a technician whose consoles say `presences`."""
    return min(presences, key=_NEAREST.index)


def own(technician: Technician) -> list[Message]:
    """Return what a technician's own consoles are told after the login, besides the rights."""
    return [
        Account(
            technician=technician.number,
            administrator=technician.administrator,
            sessions_limit=technician.sessions_limit,
        ),
        Replies(replies=technician.replies),
    ]


def own_changes(before: Technician, after: Technician) -> list[Message]:
    """Return what a technician's own consoles are told of a change."""
    rights = [] if before.rights == after.rights else [Rights(rights=tuple(sorted(after.rights)))]
    told = own(before)
    return [*rights, *(message for message in own(after) if message not in told)]


def colleagues(accounts: Accounts, shown: Mapping[int, Shown]) -> dict[int, Colleague]:
    """Return all who can be colleagues: not disabled, and able to log in from elsewhere or here now."""
    found = {}
    for number, account in accounts.technicians.items():
        if account.disabled or (account.passwords == 0 and number not in shown):
            continue
        state = shown.get(number, AWAY_FROM_ALL)
        found[number] = Colleague(
            technician=number,
            name=account.name,
            group=accounts.groups[account.group].name,
            presence=state.presence,
            exchange=state.exchange,
            signing=state.signing,
            prekey=state.prekey,
            prekey_signature=state.prekey_signature,
        )
    return found


def tree(accounts: Accounts, shown: Mapping[int, Shown], logins: Mapping[int, int]) -> dict[Key, Message]:
    """Return all that administrators see, each group after the one above it, technicians last.

    `logins` is when technicians have logged in, since 1970, where `accounts` may be from before.
    """
    groups = accounts.groups
    found: dict[Key, Message] = {}
    for number in sorted(groups, key=lambda number: len(chain(groups, number))):
        found["group", number] = _group_entry(groups, groups[number])
        stands = standing(groups, number)
        group = groups[number]
        found["channel", number] = GroupChannel(
            group=number, channel=group.channel, effective=stands.channel, desk_reads=group.desk_reads
        )
        found["replies", number] = GroupReplies(group=number, replies=groups[number].replies)
    for number, account in accounts.technicians.items():
        found["technician", number] = TechnicianEntry(
            technician=number,
            group=account.group,
            name=account.name,
            administrator=account.administrator,
            disabled=account.disabled,
            presence=shown.get(number, AWAY_FROM_ALL).presence,
            full_name=account.full_name,
            email=account.email,
            comment=account.comment,
            last_login_ms=max(account.last_login_ms or 0, logins.get(number, 0)),
        )
    return found


def differences(before: Mapping[Key, Message], after: Mapping[Key, Message]) -> Iterator[Message]:
    """Return what administrators who have seen `before` are told, so that they see `after`."""
    for key, message in after.items():
        if before.get(key) != message:
            yield message
    for kind, number in before.keys() - after.keys():
        if kind in ("group", "technician"):
            yield EntryGone(**({"group": 0, "technician": 0} | {kind: number}))


def _group_entry(groups: Tree, group: Group) -> GroupEntry:
    stands = standing(groups, group.number)
    settings = tuple(
        RightSetting(
            name=right,
            setting=choice.setting,
            locked=choice.locked,
            locked_above=right in stands.locked_above,
            effective=right in stands.rights,
        )
        for right, choice in group.choices.items()
    )
    return GroupEntry(
        group=group.number,
        parent=group.parent,
        name=group.name,
        rights=settings,
        sessions=group.sessions,
        sessions_effective=stands.sessions,
    )
