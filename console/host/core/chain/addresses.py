"""People's addresses in the audit: a row has a mark in place of one, so that it stays as written when that is deleted.

A mark is a salted hash of day and address. Beside the audit stands which address belongs to it; that and the salt are
deleted after some days, and nothing leads from the mark to the address any more. Each day has marks of its own, so that
what is left does not tell who came back. Pure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from console.host.core.audit import Event, Row
from console.host.core.chain.names import MARK_BYTES, MARK_SIGNS, signs
from console.host.core.sources import plain_address

EDGE = "\x1e"  # around a mark, another one than around a name's
DELETED = "(address deleted)"
DAY_MS = 24 * 3600 * 1000
ADDRESS_LIMIT = 64  # characters of an address, as the table has room for
_MARK = re.compile(f"{EDGE}[{MARK_SIGNS}]{{{2 * MARK_BYTES}}}{EDGE}")
_BEFORE = re.compile("before day ([0-9]{1,9})")

MarkOf = Callable[[int, str], str]


@dataclass(frozen=True)
class KnownAddress:
    """Which address a mark means."""

    day: int
    address: str
    salt: bytes


def address_of(who: str) -> str:
    """Return the address that `who` is; empty: it is none."""
    try:
        plain_address(who)
    except ValueError:
        return ""
    return who[:ADDRESS_LIMIT]


def to_write(who: str, time_ms: int, mark_of: MarkOf) -> str:
    """Return who did something, with a mark in place of an address."""
    address = address_of(who)
    return mark_of(day_of(time_ms), address) if address else who


def mark(day: int, address: str, salt: bytes) -> str:
    """Return the mark of an address on a day."""
    return EDGE + signs(hashlib.sha256(salt + day.to_bytes(4, "big") + address.encode()).digest()) + EDGE


def marks(text: str) -> list[str]:
    """Return all marks of addresses in what was written."""
    return _MARK.findall(text)


def shown(text: str, addresses: Mapping[str, KnownAddress]) -> str:
    """Return what was written with the addresses that are still known."""

    def address(found: re.Match[str]) -> str:
        known = addresses.get(found[0])
        return DELETED if known is None else known.address

    return _MARK.sub(address, text)


def day_of(time_ms: int) -> int:
    """Return the day, counted since 1970, in UTC."""
    return time_ms // DAY_MS


def deletion(before: int, date: str, count: int) -> str:
    """Return what the audit says where the addresses of all days before `before`, which is `date`, are deleted."""
    return f"before day {before} ({date}): {count}"


class AddressCheck:
    """Sees that each address is the one its row was written with, or was deleted as the audit itself says."""

    def __init__(self) -> None:
        self._gone = -1  # the last day of which an address is not there any more
        self._deleted = 0  # those of all days before this one were deleted

    def holds(self, row: Row, addresses: Mapping[str, KnownAddress]) -> bool:
        """Return whether a row's mark leads to the address that it was made of, or to none."""
        if row.entry.event == Event.ADDRESSES_DELETED:
            self._deleted = max(self._deleted, _days_before(row.entry.detail))
        day = day_of(row.entry.time_ms)
        for found in marks(row.entry.who):
            known = addresses.get(found)
            if known is None:
                self._gone = max(self._gone, day)
            elif known.day != day or mark(known.day, known.address, known.salt) != found:
                return False
        return True

    @property
    def is_whole(self) -> bool:
        """Whether all addresses that are not there were deleted, as far as the rows were followed."""
        return self._gone < self._deleted


def _days_before(detail: str) -> int:
    found = _BEFORE.match(detail)
    return 0 if found is None else int(found[1])
