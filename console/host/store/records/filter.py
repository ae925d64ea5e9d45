"""What a question about sessions or the audit looks for, as conditions on the database's rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select

from console.host.store.tables.schema import groups, technicians

_SESSION_BYTES = 16
_SESSION_DIGITS = 6  # of a session's number, from which on a word may mean one


@dataclass(frozen=True)
class Person:
    """A technician with their group, as of now."""

    number: int
    name: str
    group: int
    group_name: str


class People:
    """All technicians, to look for by words, which may be in their names or those of their groups."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(
            select(technicians.c.id, technicians.c.name, groups.c.id, groups.c.name).join(
                groups, groups.c.id == technicians.c.group_id
            )
        )
        self._people = [Person(*row) for row in rows]
        self._above = {row[0]: row[1] for row in connection.execute(select(groups.c.id, groups.c.parent_id))}

    def called(self, word: str) -> list[Person]:
        """Return those whose name or group has `word` in it."""
        wanted = word.casefold()
        return [p for p in self._people if wanted in p.name.casefold() or wanted in p.group_name.casefold()]

    def chosen(self, technician: int, group: int) -> list[Person] | None:
        """Return the technician with this number, or those of `group` and the groups below; None where both are 0."""
        if technician:
            return [person for person in self._people if person.number == technician]
        if group:
            return [person for person in self._people if self.is_below(person.group, group)]
        return None

    def is_below(self, group: int | None, top: int) -> bool:
        """Return whether `group` is `top`, or below it."""
        for _step in range(len(self._above) + 1):
            if group is None or group == top:
                break
            group = self._above.get(group)
        return group == top


def has_word(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Return whether `word` stands in `column`, in small or capital letters.

    SQLite folds the letters of ASCII only, so a word with others is looked for as it is usually written, too.
    """
    written = {word} if word.isascii() else {word, word.lower(), word.upper(), word.title()}
    return or_(*(column.icontains(way, autoescape=True) for way in sorted(written)))


def begins_session(column: ColumnElement[bytes], word: str) -> ColumnElement[bool] | None:
    """Return whether a session's number begins with the digits `word`; None where that is no part of one."""
    digits = word.lower()
    if not _SESSION_DIGITS <= len(digits) <= 2 * _SESSION_BYTES or not set(digits) <= set("0123456789abcdef"):
        return None
    first, last = (bytes.fromhex(digits.ljust(2 * _SESSION_BYTES, filler)) for filler in "0f")
    return column.between(first, last)


def numbers(people: Collection[Person]) -> list[int]:
    """Return the numbers of `people`."""
    return [person.number for person in people]
