"""What the audit says about a change of accounts, read from what they were before and after. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from console.host.core.accounts.accounts import Account, Accounts
from console.host.core.accounts.tree import ALLOWED, INHERITED, TOP, Choice, Group, Tree
from console.host.core.audit import Event
from console.host.core.chain.names import former_name, named

Line = tuple[Event, str]


def lines(before: Accounts, after: Accounts) -> list[Line]:
    """Return an event with its detail for everything that has changed."""
    found: list[Line] = []
    for number in sorted(before.groups.keys() | after.groups.keys()):
        found += _group(before, after, number)
    for number, account in sorted(after.technicians.items()):
        found += _technician(before.technicians.get(number), account, after.groups)
    gone = sorted(before.technicians.keys() - after.technicians.keys())
    return [*found, *((Event.TECHNICIAN_REMOVED, former_name(number)) for number in gone)]


def _group(before: Accounts, after: Accounts, number: int) -> Iterator[Line]:
    was, group = before.groups.get(number), after.groups.get(number)
    if group is None:
        yield Event.GROUP_REMOVED, before.groups[number].name
        return
    where = f"{group.name} in {_name(after.groups, group.parent)}"
    if was is None:
        allowed = group.choices == ALLOWED
        choices = ALLOWED if allowed else INHERITED
        was = Group(number=number, name=group.name, parent=group.parent, choices=choices)
        yield Event.GROUP_ADDED, f"{where}{' allowing everything' * allowed}"
    elif (was.name, was.parent) != (group.name, group.parent):
        yield Event.GROUP_CHANGED, f"{was.name}: {where}"
    if was.replies != group.replies:
        yield Event.REPLIES_CHANGED, group.name
    if was.channel != group.channel:
        yield Event.GROUP_CHANGED, f"{group.name} channel={group.channel or 'none'}"
    if was.desk_reads != group.desk_reads:
        yield Event.GROUP_CHANGED, f"{group.name} desk_reads={'on' if group.desk_reads else 'off'}"
    yield from _rights(was, group)


def _rights(was: Group, group: Group) -> Iterator[Line]:
    for right, choice in group.choices.items():
        if choice != was.choices[right]:
            yield Event.RIGHT_CHANGED, f"{group.name} {right}={_choice(choice)}"
    if was.sessions != group.sessions:
        yield Event.RIGHT_CHANGED, f"{group.name} sessions={group.sessions or 'inherit'}"


def _technician(was: Account | None, account: Account, groups: Tree) -> Iterator[Line]:
    who = named(account.number, account.name)
    said = f"{who} in {_name(groups, account.group)}"
    said += " administrator" * account.administrator + " disabled" * account.disabled
    if was is None:
        yield Event.TECHNICIAN_ADDED, said
        return
    if (was.name, was.group, was.administrator, was.disabled) != (
        *(account.name, account.group, account.administrator, account.disabled),
    ):
        yield Event.TECHNICIAN_CHANGED, f"{named(was.number, was.name)}: {said}"
    if (was.full_name, was.email, was.comment) != (account.full_name, account.email, account.comment):
        yield Event.TECHNICIAN_DESCRIBED, who
    if was.passwords != account.passwords:
        yield Event.PASSWORD_CHANGED, who
    if was.unlocks != account.unlocks:
        yield Event.TECHNICIAN_UNLOCKED, who


def _choice(choice: Choice) -> str:
    return f"{choice.setting.value}{' locked' if choice.locked else ''}"


def _name(groups: Tree, number: int) -> str:
    return "the top" if number == TOP else groups[number].name
