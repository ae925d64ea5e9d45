"""Groups and technicians as the host has them in memory: one snapshot, exchanged as a whole. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.host.core.accounts.tree import DEFAULT_SESSIONS, Group, standing
from console.host.core.chain.names import named
from protocol.notation.names import NAME_LIMIT, cleaned
from protocol.notation.natural import natural_key
from protocol.vocabulary.messages import Reason

LOCAL_TECHNICIAN = 1
"""The technician who logs in with the token of the host's own data folder."""


class NotDoneError(Exception):
    """A change of accounts was not carried out; the text says why, to whoever sits at the host."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(text)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Account:
    """A technician by themselves."""

    number: int
    name: str
    group: int
    administrator: bool = False
    disabled: bool = False
    passwords: int = 0  # how many they have had; 0: they cannot log in with one
    unlocks: int = 0  # how often their wrong logins were forgiven
    must_change: bool = False  # somebody else has set the password: the first login with it sets another one
    full_name: str = ""  # this, e-mail and comment are for administrators alone
    email: str = ""
    comment: str = ""
    last_login_ms: int | None = field(default=None, compare=False)  # since 1970; None: never; nobody changes it


@dataclass(frozen=True)
class Technician:
    """A technician with what comes of their group."""

    number: int
    name: str
    group: str
    rights: frozenset[str]
    sessions_limit: int = DEFAULT_SESSIONS  # that they may lead at a time
    replies: tuple[str, ...] = ()  # predefined, of their group
    channel: str = ""  # whose customers they pick up; "": none
    administrator: bool = False
    disabled: bool = False
    passwords: int = 0
    must_change: bool = False

    @property
    def audited(self) -> str:
        """The name as an entry of the audit carries it."""
        return named(self.number, self.name)


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """All groups and technicians of a host at one moment, by their numbers; their names are clean."""

    groups: Mapping[int, Group]
    technicians: Mapping[int, Account]
    former: frozenset[int] = frozenset()  # the numbers of those who were removed; nobody gets one again

    def technician(self, number: int) -> Technician | None:
        """Return the technician `number`, with what their group lets them do."""
        account = self.technicians.get(number)
        if account is None:
            return None
        stands = standing(self.groups, account.group)
        return Technician(
            number=number,
            name=account.name,
            group=self.groups[account.group].name,
            rights=stands.rights,
            sessions_limit=stands.sessions,
            replies=stands.replies,
            channel=stands.channel,
            administrator=account.administrator,
            disabled=account.disabled,
            passwords=account.passwords,
            must_change=account.must_change,
        )

    def channels(self) -> tuple[str, ...]:
        """Return the channels that customers can wait in, in the order of their names."""
        return tuple(sorted((g.channel for g in self.groups.values() if g.channel), key=natural_key))

    def read_channels(self) -> frozenset[str]:
        """Return the channels whose groups have chosen to read what customers say it is about."""
        return frozenset(group.channel for group in self.groups.values() if group.channel and group.desk_reads)

    def group_named(self, name: str) -> Group:
        """Return the group called `name`.

        Raises:
            NotDoneError: there is none.
        """
        key = name_key(name)
        for group in self.groups.values():
            if group.name.casefold() == key:
                return group
        raise NotDoneError(Reason.UNKNOWN_NAME, f"no group is called {name}")

    def technician_named(self, name: str) -> Account:
        """Return the technician called `name`.

        Raises:
            NotDoneError: there is none.
        """
        key = name_key(name)
        for account in self.technicians.values():
            if account.name.casefold() == key:
                return account
        raise NotDoneError(Reason.UNKNOWN_NAME, f"no technician is called {name}")

    def forgiven(self, name: str) -> tuple[int, int]:
        """Return what rises when an administrator lets whoever is called `name` try anew to log in.

        It takes as long whether there is somebody or not.
        """
        key = name_key(name)
        counts = [(a.passwords, a.unlocks) for a in self.technicians.values() if a.name.casefold() == key]
        return counts[0] if counts else (0, 0)

    def is_administrator(self, number: int) -> bool:
        """Return whether the technician `number` may change accounts."""
        account = self.technicians.get(number)
        return account is not None and account.administrator and not account.disabled


def name_key(name: str) -> str:
    """Return what all spellings of a name have in common."""
    return cleaned(name).casefold()


def clean_names(names: Mapping[int, str], nameless: str) -> dict[int, str]:
    """Return names by their numbers as an earlier version may have kept them: clean, and each of them once.

    Args:
        names: the names.
        nameless: what one is called of whose name nothing can be seen; the number follows.
    """
    found: dict[int, str] = {}
    taken: set[str] = set()
    for number, name in sorted(names.items(), key=lambda pair: (cleaned(pair[1]) != pair[1], pair[0])):
        clean = cleaned(name) or f"{nameless} {number}"
        if clean.casefold() in taken:
            mark = f" ({number})"
            clean = cleaned(clean, NAME_LIMIT - len(mark)) + mark
        taken.add(clean.casefold())
        found[number] = clean
    return found
