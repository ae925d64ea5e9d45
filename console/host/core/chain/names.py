"""Technicians' names in the audit: a row has a mark in place of the name, so that it stays as written when one leaves.

A mark is a salted hash of technician and name. Beside the audit stands which name belongs to it; that name and the salt
are forgotten once the technician is removed, and nothing leads from the mark to the name any more. Pure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from console.host.core.audit import Row

EDGE = "\x1f"  # around a name or a mark; no name has it, for it cannot be read
SALT_BYTES = 16
MARK_BYTES = 16
_DIGITS = {f"{value:x}": chr(0x0E + value) for value in range(16)}  # so that nobody's search finds a part of a mark
MARK_SIGNS = "\x0e-\x1d"  # in a regular expression: what marks are made of
_NAMED = re.compile(f"{EDGE}([0-9]+){EDGE}([^{EDGE}]*){EDGE}")
_MARK = re.compile(f"{EDGE}[{MARK_SIGNS}]{{{2 * MARK_BYTES}}}{EDGE}")
_UNREADABLE = re.compile(f"[\x0e-{EDGE}]")

MarkOf = Callable[[int, str], str]


@dataclass(frozen=True)
class KnownName:
    """Whom a mark means."""

    technician: int
    name: str
    salt: bytes | None  # None: the technician was removed, and the name is no more than that


def named(technician: int, name: str) -> str:
    """Return a technician's name as an entry of the audit carries it until it is written."""
    return f"{EDGE}{technician}{EDGE}{name}{EDGE}"


def plain(text: str) -> str:
    """Return the text of an entry that is not written yet, with its names, for people."""
    return _NAMED.sub(r"\2", text)


def to_write(text: str, mark_of: MarkOf) -> str:
    """Return `text` with a mark in place of each name; nothing else in it looks like one."""
    written, end = "", 0
    for found in _NAMED.finditer(text):
        written += _UNREADABLE.sub("", text[end : found.start()]) + mark_of(int(found[1]), found[2])
        end = found.end()
    return written + _UNREADABLE.sub("", text[end:])


def mark(technician: int, name: str, salt: bytes) -> str:
    """Return the mark of a technician's name."""
    return EDGE + signs(hashlib.sha256(salt + technician.to_bytes(4, "big") + name.encode()).digest()) + EDGE


def signs(digest: bytes) -> str:
    """Return the first bytes of a hash as a mark has them."""
    return "".join(_DIGITS[digit] for digit in digest[:MARK_BYTES].hex())


def shown(text: str, names: Mapping[str, KnownName]) -> str:
    """Return what was written with the names as they are known now."""

    def name(found: re.Match[str]) -> str:
        known = names.get(found[0])
        return "?" if known is None else known.name

    return _UNREADABLE.sub("", _MARK.sub(name, text))


def former_name(technician: int) -> str:
    """Return what a removed technician is called from then on."""
    return f"{FORMER} {technician}"


FORMER = "former technician"
"""How no technician's own name begins."""


class NameCheck:
    """Sees that the names beside the audit are those that its rows were written with.

    Args:
        names: those beside the audit, by their marks.
        removed: the technicians who were removed, as the database says.
    """

    def __init__(self, names: Mapping[str, KnownName], removed: Iterable[int]) -> None:
        self._names = names
        self._removed = frozenset(removed)

    def holds(self, row: Row) -> bool:
        """Return whether every mark in a row leads to the name that it was made of, or to somebody who was removed."""
        return all(map(self._is_right, _MARK.findall(row.entry.who + row.entry.detail)))

    def _is_right(self, found: str) -> bool:
        known = self._names.get(found)
        if known is None:
            return False
        if known.salt is None:
            return known.technician in self._removed and known.name == former_name(known.technician)
        return mark(known.technician, known.name, known.salt) == found
