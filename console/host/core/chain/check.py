"""Checks the audit's chain of hashes, row by row or part by part, so that a long one holds nothing else up. Pure.

Rows from before addresses stood apart were changed once, by a cut: each kept its hash, by which the chain goes on, and
another hash over all of them as they are since then stands in the cut, in the row behind it, and is signed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from console.host.core.audit import FIRST_HASH, Event, Row, TamperedError, row_hash
from console.host.core.chain.addresses import AddressCheck, KnownAddress
from console.host.core.chain.names import NameCheck


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Where the rows end that were changed once, and who vouches for them.

    Attributes:
        number, hash: of the last of them, as it was written.
        digest: the last hash of the chain over them as they are now.
        key: the public key that has signed it, in DER; `signature`: over `signed_bytes`.
    """

    number: int
    hash: bytes
    digest: bytes
    time_ms: int
    key: bytes = b""
    signature: bytes = b""

    @property
    def signed_bytes(self) -> bytes:
        """What is signed."""
        return b"fernblick audit cut\0" + struct.pack(">QQ", self.number, self.time_ms) + self.hash + self.digest


@dataclass(frozen=True)
class Beside:
    """What stands beside some rows: whom and which addresses their marks mean, and where old rows were changed."""

    names: NameCheck = field(default_factory=lambda: NameCheck({}, ()))
    addresses: Mapping[str, KnownAddress] = field(default_factory=dict)
    cut: Cut | None = None


class ChainCheck:
    """Follows the audit from its first row on.

    Attributes:
        number: of the last row that is as it was written.
    """

    def __init__(self) -> None:
        self.number = 0
        self._hash = FIRST_HASH
        self._as_they_are = FIRST_HASH  # the hash over the rows that the cut has changed
        self._addresses = AddressCheck()

    def follow(self, row: Row, beside: Beside) -> None:
        """Follow the row that comes next.

        Raises:
            TamperedError: it is not what was written, or somebody else is named.
        """
        if row.number != self.number + 1:
            raise TamperedError(f"row {self.number + 1} is missing")
        if not self._is_what_was_written(row, beside.cut):
            raise TamperedError(f"row {row.number} is not what was written")
        if not beside.names.holds(row):
            raise TamperedError(f"row {row.number} names somebody else than was written")
        if not self._addresses.holds(row, beside.addresses):
            raise TamperedError(f"row {row.number} has another address than was written")
        self.number, self._hash = row.number, row.hash

    def follows(self, rows: Iterable[Row], beside: Beside) -> bool:
        """Follow the rows that come next; return whether all of them are what was written, and name whom they did."""
        try:
            for row in rows:
                self.follow(row, beside)
        except TamperedError:
            return False
        return True

    def at_end(self, last: int, last_hash: bytes) -> bool:
        """Return whether this is where the audit ends, whose last row is `last` with `last_hash`."""
        return (self.number, self._hash) == (last, last_hash) and self._addresses.is_whole

    def end(self, last: int, last_hash: bytes) -> None:
        """See that this is where the audit ends, whose last row is `last` with `last_hash`.

        Raises:
            TamperedError: it is not, or addresses are gone that nobody has deleted.
        """
        if self.number != last:
            lost = self.number < last
            raise TamperedError(f"rows after {self.number} are missing" if lost else f"rows after {last} were added")
        if self._hash != last_hash:
            raise TamperedError(f"row {self.number} is not the last one that was written")
        if not self._addresses.is_whole:
            raise TamperedError("addresses are missing that were not deleted")

    def _is_what_was_written(self, row: Row, cut: Cut | None) -> bool:
        try:
            if cut is None or row.number > cut.number:
                tells = cut is None or row.number > cut.number + 1 or _tells_of(cut, row)
                return tells and row.hash == row_hash(self._hash, row.number, row.entry)
            self._as_they_are = row_hash(self._as_they_are, row.number, row.entry)
        except (AttributeError, TypeError, ValueError):  # not even the kind of value that is written
            return False
        return row.number < cut.number or (self._as_they_are, row.hash) == (cut.digest, cut.hash)


def cut_detail(number: int, digest: bytes) -> str:
    """Return what the row behind a cut says."""
    return f"rows to {number}, now {digest.hex()}"


def _tells_of(cut: Cut, row: Row) -> bool:
    return row.entry.event == Event.ADDRESSES_APART and row.entry.detail == cut_detail(cut.number, cut.digest)
