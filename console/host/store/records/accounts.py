"""Groups and technicians in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from console.host.core.accounts.accounts import Account, Accounts, NotDoneError, clean_names
from console.host.core.accounts.audit import lines
from console.host.core.accounts.passwords import Passwords
from console.host.core.accounts.tree import INHERITED, TOP, Choice, Group
from console.host.core.audit import Entry
from console.host.core.chain.names import former_name
from console.host.core.guessing.rules import need_password
from console.host.core.guests.guest import FIRST_GUEST
from console.host.store.records.audit import append
from console.host.store.records.beside.names import forget_names
from console.host.store.tables.database import Database
from console.host.store.tables.schema import audit, groups, heads, known_places, replies, rights, technicians
from protocol.vocabulary.accounts import Setting
from protocol.vocabulary.messages import Reason

Change = Callable[[Accounts], Accounts]


@dataclass(frozen=True)
class _Kept:
    """What is kept of passwords: the one of a change, or those of the technicians with these names."""

    one: str | None
    of: Mapping[str, str]
    said: Mapping[str, str]  # the passwords themselves, by what is kept of them, where they are still to be judged


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who changes accounts, and when."""

    who: str
    time_ms: int
    administrator: int | None = None  # a technician who must be one; None: whoever may write the database


class AccountRecords:
    """Reads and changes groups and technicians.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database, *, passwords: Passwords) -> None:
        self._database = database
        self._passwords = passwords
        self._latest: tuple[int, Accounts] | None = None  # with the count of changes that they are of

    def snapshot(self) -> Accounts:
        """Return all groups and technicians."""
        with self._database.reading() as connection:
            return _load(connection)

    def known(self, connection: Connection) -> Accounts:
        """Return all groups and technicians, read anew only where they have changed."""
        count = int(connection.scalar(select(heads.c.accounts)) or 0)
        if self._latest is None or self._latest[0] != count:
            self._latest = (count, _load(connection))
        return self._latest[1]

    def change(
        self,
        change: Change,
        author: Author,
        *,
        password: str | None = None,
        passwords: Mapping[str, str] | None = None,
        kept: str | None = None,
    ) -> Accounts:
        """Carry `change` out and return all accounts afterwards.

        Args:
            change: what becomes of the accounts.
            author: who wants it.
            password: for whoever gets one by it; what is kept of it is computed here, which takes long.
            passwords: by the names of technicians, where several get one.
            kept: in place of `password`, what is kept of one that was judged.

        Raises:
            NotDoneError: nothing was changed.
        """
        of = {name: self._passwords.hash(each) for name, each in (passwords or {}).items()}
        said = {of[name]: each for name, each in (passwords or {}).items()}
        if password is not None:
            kept = self._passwords.hash(password)
            said[kept] = password
        with self._database.transaction() as connection:
            before = _load(connection)
            if author.administrator is not None and not before.is_administrator(author.administrator):
                raise NotDoneError(Reason.NOT_ALLOWED, "only administrators may do this")
            after = change(before)
            _write(connection, before, after, _Kept(kept, of, said))
            connection.execute(update(heads).values(accounts=heads.c.accounts + 1))
            for event, detail in lines(before, after):
                append(connection, Entry(event=event, time_ms=author.time_ms, who=author.who, detail=detail))
        return after

    def rows_naming(self, name: str) -> int:
        """Return how many rows of the audit have a technician's name in them by itself: an earlier version's rows."""
        said = audit.c.detail
        with_name = (
            (audit.c.who == name) | (said == name)
            | said.startswith(f"{name} in ", autoescape=True) | said.startswith(f"{name}: ", autoescape=True)
            | said.contains(f": {name} in ", autoescape=True) | said.endswith(f" {name}", autoescape=True)
        )  # fmt: skip
        with self._database.reading() as connection:
            return int(connection.scalar(select(func.count()).select_from(audit).where(with_name)) or 0)


def _load(connection: Connection) -> Accounts:
    said: defaultdict[int, dict[str, Choice]] = defaultdict(lambda: dict(INHERITED))
    for row in connection.execute(select(rights)):
        if row.name in INHERITED:
            said[row.group_id][row.name] = Choice(Setting(row.setting), row.locked)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for row in connection.execute(select(replies).order_by(replies.c.position)):
        texts[row.group_id].append(row.text)
    rows = connection.execute(select(groups).order_by(groups.c.id)).all()
    names = clean_names({row.id: row.name for row in rows}, "Group")
    found_groups = [
        Group(
            number=row.id,
            name=names[row.id],
            parent=row.parent_id or TOP,
            choices=said[row.id],
            sessions=row.sessions,
            replies=tuple(texts[row.id]),
            channel=row.channel or "",
            desk_reads=row.desk_reads,
        )
        for row in rows
    ]
    former = connection.scalars(
        select(technicians.c.id).where(technicians.c.removed & (technicians.c.id < FIRST_GUEST))
    )
    return Accounts(
        groups={group.number: group for group in found_groups},
        technicians=_load_technicians(connection),
        former=frozenset(former),
    )


def _load_technicians(connection: Connection) -> dict[int, Account]:
    here = select(technicians).where(technicians.c.removed.is_(False) & (technicians.c.id < FIRST_GUEST))
    rows = connection.execute(here.order_by(technicians.c.id)).all()
    names = clean_names({row.id: row.name for row in rows}, "Technician")
    return {
        row.id: Account(
            number=row.id,
            name=names[row.id],
            group=row.group_id,
            administrator=row.administrator,
            disabled=row.disabled,
            passwords=row.passwords,
            unlocks=row.unlocks,
            must_change=row.must_change,
            full_name=row.full_name,
            email=row.email,
            comment=row.comment,
            last_login_ms=row.last_login_ms,
        )
        for row in rows
    }


def _write(connection: Connection, before: Accounts, after: Accounts, kept: _Kept) -> None:
    """Write what has changed; what is new comes first, so that others can move there, what goes comes last."""
    changed = [group for number, group in after.groups.items() if before.groups.get(number) != group]
    for group in changed:
        _make_way(connection, before.groups.get(group.number), group)
    for group in changed:
        _write_group(connection, group)
    for number in before.technicians.keys() - after.technicians.keys():  # first: somebody may get the name
        _forget_technician(connection, number)
    for number, account in after.technicians.items():
        if before.technicians.get(number) != account:
            _write_technician(connection, before.technicians.get(number), account, kept, after.groups)
    for number in before.groups.keys() - after.groups.keys():
        _move_former(connection, before.groups[number], after)
        for table in (rights, replies):
            connection.execute(delete(table).where(table.c.group_id == number))
        connection.execute(delete(groups).where(groups.c.id == number))


def _make_way(connection: Connection, was: Group | None, group: Group) -> None:
    """Have a new group there, and a channel free that a group no longer has, for the others to be written."""
    if was is None:
        connection.execute(insert(groups).values(id=group.number, name=group.name, sessions=group.sessions))
    elif was.channel != group.channel:
        connection.execute(update(groups).where(groups.c.id == group.number).values(channel=None))


def _write_group(connection: Connection, group: Group) -> None:
    values = {
        "name": group.name,
        "parent_id": group.parent or None,
        "sessions": group.sessions,
        "channel": group.channel or None,
        "desk_reads": group.desk_reads,
    }
    connection.execute(update(groups).where(groups.c.id == group.number).values(values))
    for table in (rights, replies):
        connection.execute(delete(table).where(table.c.group_id == group.number))
    chosen = [
        {"group_id": group.number, "name": name, "setting": choice.setting.value, "locked": choice.locked}
        for name, choice in group.choices.items()
    ]
    connection.execute(insert(rights), chosen)
    for position, text in enumerate(group.replies):
        connection.execute(insert(replies).values(group_id=group.number, position=position, text=text))


def _forget_technician(connection: Connection, number: int) -> None:
    """Keep of a technician who was removed only that there was one."""
    left = {"name": former_name(number), "administrator": False, "disabled": True, "password_hash": None}
    left |= {"full_name": "", "email": "", "comment": "", "last_login_ms": None}
    connection.execute(update(technicians).where(technicians.c.id == number).values(removed=True, **left))
    connection.execute(delete(known_places).where(known_places.c.technician_id == number))
    forget_names(connection, number)


def _move_former(connection: Connection, gone: Group, after: Accounts) -> None:
    """Let those who were removed, or never had an account, belong to another group than one that is removed, too."""
    to = gone.parent if gone.parent in after.groups else min(after.groups)
    theirs = technicians.c.group_id == gone.number
    connection.execute(update(technicians).where(theirs).values(group_id=to))


def _write_technician(
    connection: Connection, was: Account | None, account: Account, kept: _Kept, groups_after: Mapping[int, Group]
) -> None:
    values = {
        "name": account.name,
        "group_id": account.group,
        "administrator": account.administrator,
        "disabled": account.disabled,
        "passwords": account.passwords,
        "unlocks": account.unlocks,
        "must_change": account.must_change,
        "full_name": account.full_name,
        "email": account.email,
        "comment": account.comment,
    }
    if account.passwords != (0 if was is None else was.passwords):
        values["password_hash"] = password_hash = kept.of.get(account.name, kept.one)
        assert password_hash is not None, "a password that is counted is kept"
        if (said := kept.said.get(password_hash)) is not None:
            need_password(said, (account.name, groups_after[account.group].name))
    if was is None:
        connection.execute(insert(technicians).values(id=account.number, **values))
    else:
        connection.execute(update(technicians).where(technicians.c.id == account.number).values(values))
