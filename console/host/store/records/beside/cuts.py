"""The cut in the audit: rows from before addresses stood apart, changed once and signed; see `core.chain.check`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from console.host.core.audit import FIRST_HASH, row_hash
from console.host.core.chain.addresses import to_write
from console.host.core.chain.check import Cut
from console.host.store.records.beside.addresses import mark_of, stand_apart
from console.host.store.records.beside.rows import row_of
from console.host.store.tables.schema import audit, changeable_audit, cuts

ROWS = 1000  # that are changed at a time

Sign = Callable[[bytes], tuple[bytes, bytes]]
"""Returns a public key in DER, and what its private key has signed."""


def cut_of(connection: Connection) -> Cut | None:
    """Return the cut; None: there is none, or it is still to be made."""
    row = connection.execute(select(cuts)).one_or_none() if stand_apart(connection) else None
    if row is None or row.digest is None:
        return None
    return Cut(
        number=row.number,
        hash=row.hash,
        digest=row.digest,
        time_ms=row.time_ms,
        key=row.signed_by,
        signature=row.signature,
    )


def is_wanted(connection: Connection) -> bool:
    """Return whether rows from before addresses stood apart are as they were."""
    return connection.scalar(select(cuts.c.number).where(cuts.c.digest.is_(None))) is not None


def make_cut(connection: Connection, time_ms: int, sign: Sign) -> Cut:
    """Set the addresses of all rows that there are apart; ask `is_wanted` first."""
    with changeable_audit(connection):
        number, kept, digest = _change_all(connection)
    cut = Cut(number=number, hash=kept, digest=digest, time_ms=time_ms)
    key, signature = sign(cut.signed_bytes)
    said: dict[str, Any] = {"number": number, "hash": kept, "digest": digest, "time_ms": time_ms}
    connection.execute(cuts.delete())
    connection.execute(insert(cuts).values(**said, signed_by=key, signature=signature))
    return replace(cut, key=key, signature=signature)


def _change_all(connection: Connection) -> tuple[int, bytes, bytes]:
    """Put marks in place of addresses; return number and hash of the last row, and the hash over all as they are."""
    number, kept, digest = 0, FIRST_HASH, FIRST_HASH
    while True:
        some = select(audit).where(audit.c.number > number).order_by(audit.c.number).limit(ROWS)
        found = connection.execute(some).all()
        for each in found:
            row = row_of(each, each.event)
            who = to_write(row.entry.who, row.entry.time_ms, lambda day, address: mark_of(connection, day, address))
            if who != row.entry.who:
                connection.execute(update(audit).where(audit.c.number == row.number).values(who=who))
            digest = row_hash(digest, row.number, replace(row.entry, who=who))
            number, kept = row.number, row.hash
        if len(found) < ROWS:
            return number, kept, digest
