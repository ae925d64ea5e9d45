"""Checks the audit's chain of hashes part by part, so that a long one holds nothing else up. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from console.host.core.audit import FIRST_HASH, Row, row_hash
from console.host.core.audit_names import NameCheck


class ChainCheck:
    """Follows the audit from its first row on.

    Attributes:
        number: of the last row that is as it was written.
    """

    def __init__(self) -> None:
        self.number = 0
        self._hash = FIRST_HASH

    def follows(self, rows: Iterable[Row], names: NameCheck) -> bool:
        """Follow the rows that come next; return whether all of them are what was written, and name whom they did."""
        for row in rows:
            whole = row.number == self.number + 1 and row.hash == row_hash(self._hash, row.number, row.entry)
            if not whole or not names.holds(row):
                return False
            self.number, self._hash = row.number, row.hash
        return True

    def at_end(self, last: int, last_hash: bytes) -> bool:
        """Return whether this is where the audit ends, whose last row is `last` with `last_hash`."""
        return (self.number, self._hash) == (last, last_hash)
