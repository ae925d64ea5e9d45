"""Technicians and groups as rows of a file: what accounts become of them, and the rows that accounts are. Pure.

A row names a technician or a group; who is not there yet is made. What a row leaves empty stays as it is, and whoever
no row names stays, too. Either all rows can be done, or nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from console.host.core.accounts.accounts import Accounts, NotDoneError, name_key
from console.host.core.accounts.changes import (
    add_group,
    add_technician,
    change_group,
    change_technician,
    describe_technician,
    set_channel,
    set_replies,
    set_rights,
)
from console.host.core.accounts.tree import TOP, Choice, Group
from console.host.core.rights import RIGHTS
from protocol.notation.names import INPUT_LIMIT, cleaned
from protocol.notation.natural import natural_key
from protocol.vocabulary.accounts import SESSIONS_LIMIT, Scope, Setting
from protocol.vocabulary.messages import Reason

DETAILS = ("full_name", "email", "comment")
LAST_LOGIN = "last_login"
"""A column that an export has and an import leaves alone: nobody else can say when somebody was here."""
TECHNICIAN_COLUMNS = ("name", "group", "administrator", "disabled", "password", *DETAILS, LAST_LOGIN)
GROUP_COLUMNS = ("name", "parent", "channel", "desk_reads", "sessions", "replies", *sorted(RIGHTS))
LOCKED = "locked"
NOBODY = "(none)"
"""Stands for no group above, no channel and no replies, where an empty cell leaves what is there."""
_YES, _NO = ("yes", "true", "1", "on", "ja", "wahr"), ("no", "false", "0", "off", "nein", "falsch")  # as Excel says it
_SHOWN = 20  # wrong rows that are named; there may be one mistake in all of them


@dataclass(frozen=True)
class FileRow:
    """A row of a file: where it stands, as people count, and its cells that are not empty by their columns."""

    where: str
    cells: Mapping[str, Any]

    @cached_property
    def name(self) -> str:
        """Whom the row is about."""
        return cleaned(str(self.cells.get("name", "")), INPUT_LIMIT)


Step = Callable[[Accounts, FileRow], Accounts]


def with_technicians(accounts: Accounts, rows: Iterable[FileRow]) -> Accounts:
    """Return what accounts become of the technicians in `rows`.

    Raises:
        NotDoneError: by at least one row; the text names them.
    """
    by_rank = sorted(rows, key=lambda row: str(row.cells.get("administrator", "")).lower() not in _YES)
    return _all_done(accounts, by_rank, [_technician])  # new administrators first: the last one may go after them


def with_groups(accounts: Accounts, rows: Iterable[FileRow]) -> Accounts:
    """Return what accounts become of the groups in `rows`, in whatever order those are.

    What the rows change is first let go of by all of them: places in the tree, channels, locks. So groups may exchange
    these, and an export with all that it says can be read anywhere.

    Raises:
        NotDoneError: by at least one row; the text names them.
    """
    by_place = sorted(rows, key=lambda row: row.cells.get("parent") != NOBODY)  # what others may be below goes first
    letting_go = [_made_group, _topped, _uprooted, _channel_left, _unlocked]
    return _all_done(accounts, by_place, [*letting_go, _placed, _group, _locked])


def technician_rows(accounts: Accounts) -> list[dict[str, Any]]:
    """Return all technicians as rows, without passwords; the last login in milliseconds since 1970."""
    return [
        {
            "name": account.name,
            "group": accounts.groups[account.group].name,
            "administrator": account.administrator,
            "disabled": account.disabled,
            **{detail: getattr(account, detail) for detail in DETAILS},
            LAST_LOGIN: account.last_login_ms,
        }
        for account in sorted(accounts.technicians.values(), key=lambda account: natural_key(account.name))
    ]


def group_rows(accounts: Accounts) -> list[dict[str, Any]]:
    """Return all groups as rows."""
    found = sorted(accounts.groups.values(), key=lambda group: natural_key(group.name))
    return [_group_row(accounts, group) for group in found]


def choice_words(choice: Choice) -> str:
    """Return what a group says about a right, in one word or two."""
    return f"{choice.setting.value} {LOCKED}" if choice.locked else choice.setting.value


def _all_done(accounts: Accounts, rows: list[FileRow], steps: list[Step]) -> Accounts:
    wrong = _twice(rows)
    for step in steps:
        for row in rows:
            if row.where not in wrong:
                try:
                    accounts = step(accounts, row)
                except NotDoneError as error:
                    wrong[row.where] = str(error)
    if wrong:
        said = [f"{where}: {why}" for where, why in wrong.items()]
        more = [f"and {len(said) - _SHOWN} more"] if len(said) > _SHOWN else []
        raise NotDoneError(Reason.BAD_MESSAGE, "; ".join([*said[:_SHOWN], *more]))
    return accounts


def _twice(rows: list[FileRow]) -> dict[str, str]:
    """Return why rows are wrong whose name another row has."""
    first: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for row in rows:
        before = first.setdefault(row.name.casefold(), row.where)
        if before != row.where:
            wrong[row.where] = f"{row.name} stands at {before}, too"
    return wrong


def _technician(accounts: Accounts, row: FileRow) -> Accounts:
    key = name_key(row.name)
    known = next((a for a in accounts.technicians.values() if a.name.casefold() == key), None)
    group = accounts.group_named(str(row.cells["group"])).number if "group" in row.cells else None
    marks = {mark: _truth(row, mark) for mark in ("administrator", "disabled") if mark in row.cells}
    if known is None:
        made = min(accounts.groups) if group is None else group
        accounts = add_technician(
            accounts, made, row.name, administrator=marks.get("administrator", False), must_change=True
        )
        known = accounts.technician_named(row.name)
    fields: dict[str, Any] = {**marks} if group is None else {**marks, "group": group}
    wanted = replace(known, **fields)
    if wanted != known:
        accounts = change_technician(accounts, wanted)
    said = {detail: str(row.cells[detail]) for detail in DETAILS if detail in row.cells}
    details = {detail: "" if words == NOBODY else words for detail, words in said.items()}
    return describe_technician(accounts, known.number, **details) if details else accounts


def _made_group(accounts: Accounts, row: FileRow) -> Accounts:
    key = name_key(row.name)
    if any(group.name.casefold() == key for group in accounts.groups.values()):
        return accounts
    at_top = row.cells.get("parent", NOBODY) == NOBODY
    return add_group(accounts, TOP if at_top else min(accounts.groups), row.name)


def _topped(accounts: Accounts, row: FileRow) -> Accounts:
    """Put a group to the top, where it keeps what it has inherited until now."""
    return _placed(accounts, row) if row.cells.get("parent") == NOBODY else accounts


def _uprooted(accounts: Accounts, row: FileRow) -> Accounts:
    group = accounts.group_named(row.name)
    moves = _above(accounts, row, group) != group.parent
    return _with(accounts, replace(group, parent=TOP)) if moves else accounts


def _placed(accounts: Accounts, row: FileRow) -> Accounts:
    group = accounts.group_named(row.name)
    parent = _above(accounts, row, group)
    return accounts if parent == group.parent else change_group(accounts, group.number, parent, group.name)


def _above(accounts: Accounts, row: FileRow, group: Group) -> int:
    if "parent" not in row.cells:
        return group.parent
    above = str(row.cells["parent"])
    return TOP if above == NOBODY else accounts.group_named(above).number


def _channel_left(accounts: Accounts, row: FileRow) -> Accounts:
    group = accounts.group_named(row.name)
    return _with(accounts, replace(group, channel="")) if _channel(row, group) != group.channel else accounts


def _unlocked(accounts: Accounts, row: FileRow) -> Accounts:
    return _locks(accounts, row, dict.fromkeys(_choices(row), False))


def _locked(accounts: Accounts, row: FileRow) -> Accounts:
    return _locks(accounts, row, {right: choice.locked for right, choice in _choices(row).items()})


def _locks(accounts: Accounts, row: FileRow, locked: Mapping[str, bool]) -> Accounts:
    group = accounts.group_named(row.name)
    choices = {right: replace(group.choices[right], locked=is_so) for right, is_so in locked.items()}
    return _with(accounts, replace(group, choices={**group.choices, **choices}))


def _group(accounts: Accounts, row: FileRow) -> Accounts:
    """Give a group what its row says, but for the locks."""
    group = accounts.group_named(row.name)
    choices = {right: replace(choice, locked=False) for right, choice in _choices(row).items()}
    changed = {right: choice for right, choice in choices.items() if choice != group.choices[right]}
    sessions = _sessions(row) if "sessions" in row.cells else group.sessions
    if changed or sessions != group.sessions:
        accounts = set_rights(accounts, group.number, {**group.choices, **changed}, sessions, Scope.GROUP)
    if "channel" in row.cells or "desk_reads" in row.cells:
        accounts = _with_channel(accounts, row, group)
    if "replies" in row.cells:
        accounts = set_replies(accounts, group.number, _replies(row))
    return accounts


def _with_channel(accounts: Accounts, row: FileRow, group: Group) -> Accounts:
    channel = _channel(row, group)
    reads = _truth(row, "desk_reads") if "desk_reads" in row.cells else None
    if reads and not channel:
        raise NotDoneError(Reason.BAD_NAME, "desk_reads is for groups with a channel; this one has none")
    return set_channel(accounts, group.number, channel, desk_reads=reads)


def _channel(row: FileRow, group: Group) -> str:
    said = str(row.cells.get("channel", group.channel))
    return "" if said == NOBODY else said


def _with(accounts: Accounts, group: Group) -> Accounts:
    return replace(accounts, groups={**accounts.groups, group.number: group})


def _choices(row: FileRow) -> dict[str, Choice]:
    return {right: _choice(row, right) for right in RIGHTS if right in row.cells}


def _truth(row: FileRow, column: str) -> bool:
    said = str(row.cells[column]).strip().lower()
    if said not in _YES + _NO:
        raise NotDoneError(Reason.BAD_MESSAGE, f"{column} is yes or no, not {said}")
    return said in _YES


def _choice(row: FileRow, right: str) -> Choice:
    words = str(row.cells[right]).lower().split()
    if words[1:] not in ([], [LOCKED]) or words[0] not in tuple(Setting):
        raise NotDoneError(Reason.BAD_MESSAGE, f"{right} is on, off or inherit, and {LOCKED} behind it")
    return Choice(Setting(words[0]), words[1:] == [LOCKED])


def _sessions(row: FileRow) -> int:
    said = str(row.cells["sessions"]).lower()
    if said == Setting.INHERIT:
        return 0
    if not (said.isascii() and said.isdigit() and len(said) < 9 and int(said) <= SESSIONS_LIMIT):
        raise NotDoneError(Reason.BAD_MESSAGE, f"sessions is {Setting.INHERIT} or a number up to {SESSIONS_LIMIT}")
    return int(said)


def _replies(row: FileRow) -> tuple[str, ...]:
    said = row.cells["replies"]
    if isinstance(said, list):
        return tuple(map(str, said))
    return () if said == NOBODY else tuple(str(said).splitlines())


def _group_row(accounts: Accounts, group: Group) -> dict[str, Any]:
    parent = NOBODY if group.parent == TOP else accounts.groups[group.parent].name
    row = {"name": group.name, "parent": parent, "channel": group.channel or NOBODY, "desk_reads": group.desk_reads}
    said = {right: choice_words(choice) for right, choice in sorted(group.choices.items())}
    return {**row, "sessions": group.sessions or Setting.INHERIT.value, "replies": list(group.replies), **said}
