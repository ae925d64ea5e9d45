"""What may become of groups and technicians: each function takes all accounts and returns what they are afterwards.

Pure. What must stay true: every name once, every technician in a group, no group above itself, and always somebody who
may change accounts.

Raises:
    NotDoneError: by every function; nothing has changed then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from console.host.core.accounts.accounts import LOCAL_TECHNICIAN, Account, Accounts, NotDoneError, name_key
from console.host.core.accounts.tree import ALLOWED, INHERITED, TOP, Choice, Group, below, standing
from console.host.core.audit import COMMAND_LINE
from console.host.core.chain.names import FORMER
from console.host.core.terms import GROUPS, TECHNICIANS
from protocol.notation.names import INPUT_LIMIT, NAME_LIMIT, cleaned
from protocol.vocabulary.accounts import (
    COMMENT_LIMIT,
    EMAIL_LIMIT,
    FULL_NAME_LIMIT,
    REPLIES_LIMIT,
    REPLY_LIMIT,
    Scope,
    Setting,
    is_address,
)
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import CHANNELS_LIMIT, is_channel

RESERVED = (FORMER, COMMAND_LINE)
"""How no name begins: who was removed, and who ran a command, is never a technician who is called so."""


def add_group(accounts: Accounts, parent: int, name: str) -> Accounts:
    """Make a group that inherits everything; at the top of the tree, where there is nothing to inherit, it may all."""
    _need_parent(accounts, parent)
    if len(accounts.groups) >= GROUPS:
        raise NotDoneError(Reason.LIMIT, f"there are {GROUPS} groups, no more are possible")
    number = max(accounts.groups, default=0) + 1
    group = Group(number=number, name=_free_name(name, accounts.groups.values()), parent=parent)
    if parent == TOP:
        group = replace(group, choices=dict(ALLOWED))
    return _with_groups(accounts, {number: group})


def change_group(accounts: Accounts, number: int, parent: int, name: str) -> Accounts:
    """Give a group another name or another place in the tree; at the top it keeps what it has inherited."""
    group = _need_group(accounts, number)
    _need_parent(accounts, parent)
    if parent == number or parent in below(accounts.groups, number):
        raise NotDoneError(Reason.CIRCLE, f"{group.name} cannot be below itself")
    others = [other for other in accounts.groups.values() if other.number != number]
    if parent == TOP != group.parent:
        group = _standing_alone(accounts, group)
    return _with_groups(accounts, {number: replace(group, name=_free_name(name, others), parent=parent)})


def remove_group(accounts: Accounts, number: int, heir: int) -> Accounts:
    """Remove a group; the group `heir` gets what is in it, 0 refuses where there is anything."""
    group = _need_group(accounts, number)
    inside = {g.number: g for g in accounts.groups.values() if g.parent == number}
    members = {t.number: t for t in accounts.technicians.values() if t.group == number}
    if heir == TOP and (inside or members):
        raise NotDoneError(Reason.NOT_EMPTY, f"there are technicians or groups in {group.name}")
    if heir != TOP:
        _need_group(accounts, heir)
    if heir == number or heir in below(accounts.groups, number):
        raise NotDoneError(Reason.CIRCLE, f"what is in {group.name} cannot move to a group that is in it")
    moved = dict(accounts.groups) | {n: replace(g, parent=heir) for n, g in inside.items()}
    del moved[number]
    technicians = dict(accounts.technicians) | {n: replace(t, group=heir) for n, t in members.items()}
    return replace(accounts, groups=moved, technicians=technicians)


def set_rights(
    accounts: Accounts, number: int, choices: Mapping[str, Choice], sessions: int | None, scope: Scope
) -> Accounts:
    """Set what a group says about the rights in `choices`, and, where it is not None, its number of sessions."""
    group = _need_group(accounts, number)
    if unknown := sorted(set(choices) - set(group.choices)):
        raise NotDoneError(Reason.UNKNOWN_NAME, f"no right is called {unknown[0]}")
    for right in sorted(standing(accounts.groups, number).locked_above):
        wanted = choices.get(right, Choice())
        if scope is Scope.ALL or wanted not in (group.choices[right], Choice()):
            raise NotDoneError(Reason.SETTING_LOCKED, f"a group above has locked {right}")
    chosen = replace(
        group,
        choices={**group.choices, **choices},
        sessions=group.sessions if sessions is None else sessions,
    )
    return _with_groups(accounts, {number: chosen} | _in_scope(accounts, chosen, scope))


def set_replies(accounts: Accounts, number: int, replies: tuple[str, ...]) -> Accounts:
    """Give a group predefined replies in place of those it has."""
    group = _need_group(accounts, number)
    shown = (reply.replace("\0", "").strip() for reply in replies)  # a null is nothing, and PostgreSQL takes none
    kept = tuple(reply for reply in shown if reply)
    if len(kept) > REPLIES_LIMIT or any(len(reply) > REPLY_LIMIT for reply in kept):
        raise NotDoneError(Reason.LIMIT, f"a group has at most {REPLIES_LIMIT} replies of {REPLY_LIMIT} characters")
    return _with_groups(accounts, {number: replace(group, replies=kept)})


def set_channel(accounts: Accounts, number: int, channel: str, *, desk_reads: bool | None = None) -> Accounts:
    """Give a group the channel in which customers wait for its technicians; "" takes it away.

    `desk_reads` is whether they may read what those say it is about; None: as before.
    """
    group = _need_group(accounts, number)
    if channel and not is_channel(channel):
        raise NotDoneError(Reason.BAD_NAME, "a channel is 1 to 40 of the characters a-z, 0-9 and -")
    others = {other.channel for other in accounts.groups.values() if other.number != number} - {""}
    if channel in others:
        raise NotDoneError(Reason.NAME_TAKEN, f"the channel {channel} is another group's")
    if channel and len(others) >= CHANNELS_LIMIT:
        raise NotDoneError(Reason.LIMIT, f"there are {CHANNELS_LIMIT} channels, no more are possible")
    reads = bool(channel) and (group.desk_reads if desk_reads is None else desk_reads)
    return _with_groups(accounts, {number: replace(group, channel=channel, desk_reads=reads)})


def add_technician(
    accounts: Accounts, group: int, name: str, *, administrator: bool, must_change: bool = False
) -> Accounts:
    """Make a technician, who has a first password; `must_change`: and sets another one at the first login."""
    _need_group(accounts, group)
    if len(accounts.technicians) >= TECHNICIANS:
        raise NotDoneError(Reason.LIMIT, f"there are {TECHNICIANS} technicians, no more are possible")
    number = max((*accounts.technicians, *accounts.former), default=0) + 1
    name = _free_name(name, accounts.technicians.values())
    made = Account(number=number, name=name, group=group, administrator=administrator, passwords=1)
    made = replace(made, must_change=must_change)
    return replace(accounts, technicians={**accounts.technicians, number: made})


def change_technician(accounts: Accounts, account: Account) -> Accounts:
    """Give a technician the name, the group and the marks of `account`; not what is counted of them."""
    known = _need_technician(accounts, account.number)
    _need_group(accounts, account.group)
    others = [other for other in accounts.technicians.values() if other.number != account.number]
    name = _free_name(account.name, others)
    changed = replace(known, name=name, group=account.group)
    changed = replace(changed, administrator=account.administrator, disabled=account.disabled)
    after = replace(accounts, technicians={**accounts.technicians, account.number: changed})
    _keep_administrator(accounts, after, known)
    return after


def describe_technician(
    accounts: Accounts,
    number: int,
    *,
    full_name: str | None = None,
    email: str | None = None,
    comment: str | None = None,
) -> Accounts:
    """Set what administrators know of a technician besides the name; None: as before."""
    known = _need_technician(accounts, number)
    changed = replace(
        known,
        full_name=known.full_name if full_name is None else cleaned(full_name, FULL_NAME_LIMIT),
        email=known.email if email is None else cleaned(email, EMAIL_LIMIT),
        comment=known.comment if comment is None else cleaned(comment, COMMENT_LIMIT),
    )
    if changed.email and not is_address(changed.email):
        raise NotDoneError(Reason.BAD_MESSAGE, f"{changed.email} is no e-mail address")
    return replace(accounts, technicians={**accounts.technicians, number: changed})


def remove_technician(accounts: Accounts, number: int) -> Accounts:
    """Remove a technician; what they did stays, and whose it was is forgotten."""
    account = _need_technician(accounts, number)
    if number == LOCAL_TECHNICIAN:
        words = f"{account.name} is whoever sits at the host itself and cannot be removed; disable or rename it"
        raise NotDoneError(Reason.HOST_TECHNICIAN, words)
    others = {n: other for n, other in accounts.technicians.items() if n != number}
    after = replace(accounts, technicians=others, former=accounts.former | {number})
    _keep_administrator(accounts, after, account)
    return after


def unlock_technician(accounts: Accounts, number: int) -> Accounts:
    """Let a technician whose name was guessed at try again at once."""
    account = _need_technician(accounts, number)
    changed = replace(account, unlocks=account.unlocks + 1)
    return replace(accounts, technicians={**accounts.technicians, number: changed})


def count_password(accounts: Accounts, number: int, *, must_change: bool = False) -> Accounts:
    """Give a technician another password; `must_change`: for the next login only, which sets their own."""
    account = _need_technician(accounts, number)
    changed = replace(account, passwords=account.passwords + 1, must_change=must_change)
    return replace(accounts, technicians={**accounts.technicians, number: changed})


def _keep_administrator(before: Accounts, after: Accounts, account: Account) -> None:
    """See that somebody may change accounts, and somebody can do so from another computer, if that was so before."""
    for has_password in (False, True):
        if _administrators(before, has_password) and not _administrators(after, has_password):
            raise NotDoneError(Reason.LAST_ADMINISTRATOR, f"{account.name} is the last administrator")


def _standing_alone(accounts: Accounts, group: Group) -> Group:
    """Return `group` with all that comes of the groups above it said by itself."""
    stands = standing(accounts.groups, group.number)
    choices = {
        right: replace(choice, setting=Setting.ON if right in stands.rights else Setting.OFF)
        for right, choice in group.choices.items()
    }
    return replace(group, choices=choices, sessions=stands.sessions)


def _administrators(accounts: Accounts, has_password: bool) -> list[int]:
    """Return who may change accounts; `has_password`: and can log in from another computer."""
    return [
        number
        for number, account in accounts.technicians.items()
        if accounts.is_administrator(number) and (account.passwords > 0 or not has_password)
    ]


def _in_scope(accounts: Accounts, chosen: Group, scope: Scope) -> dict[int, Group]:
    """Return the other groups that a change of rights is for, as they are after it."""
    if scope is Scope.GROUP:
        return {}
    if scope is Scope.SUBGROUPS:
        numbers = below(accounts.groups, chosen.number)
        return {n: replace(accounts.groups[n], choices=dict(INHERITED), sessions=0) for n in numbers}
    return {
        n: replace(group, choices=dict(chosen.choices), sessions=chosen.sessions)
        for n, group in accounts.groups.items()
        if n != chosen.number
    }


def _with_groups(accounts: Accounts, changed: Mapping[int, Group]) -> Accounts:
    return replace(accounts, groups={**accounts.groups, **changed})


def _need_group(accounts: Accounts, number: int) -> Group:
    group = accounts.groups.get(number)
    if group is None:
        raise NotDoneError(Reason.UNKNOWN_NAME, "no such group")
    return group


def _need_parent(accounts: Accounts, number: int) -> None:
    if number != TOP:
        _need_group(accounts, number)


def _need_technician(accounts: Accounts, number: int) -> Account:
    account = accounts.technicians.get(number)
    if account is None:
        raise NotDoneError(Reason.UNKNOWN_NAME, "no such technician")
    return account


def _free_name(name: str, taken: Collection[Group] | Collection[Account]) -> str:
    """Return `name` as it is kept: in one spelling, without spaces around it, and nobody else's."""
    kept = cleaned(name, INPUT_LIMIT)
    if not kept:
        raise NotDoneError(Reason.BAD_NAME, "a name has at least one character that can be seen")
    if len(kept) > NAME_LIMIT:
        raise NotDoneError(Reason.BAD_NAME, f"a name has at most {NAME_LIMIT} characters")
    if reserved := next((words for words in RESERVED if kept.casefold().startswith(words)), None):
        raise NotDoneError(Reason.BAD_NAME, f"no name begins with “{reserved}”: the audit says that of others")
    key = name_key(kept)
    if any(other.name.casefold() == key for other in taken):
        raise NotDoneError(Reason.NAME_TAKEN, f"{kept} is used already")
    return kept
