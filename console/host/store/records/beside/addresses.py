"""People's addresses beside the audit: which of them its marks mean, see `core.chain.addresses`."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, delete, insert, inspect, select

from console.host.core.chain.addresses import KnownAddress, mark, marks
from console.host.core.chain.names import SALT_BYTES
from console.host.store.tables.schema import addresses, audit


def known_addresses(connection: Connection, texts: Iterable[str]) -> dict[str, KnownAddress]:
    """Return which address each mark in `texts` means; those that were deleted are not in it."""
    wanted = {found for text in texts for found in marks(text)}
    if not wanted:  # as in tables from before there were such marks
        return {}
    rows = connection.execute(select(addresses).where(addresses.c.mark.in_(wanted)))
    return {row.mark: KnownAddress(row.day, row.address, row.salt) for row in rows}


def mark_of(connection: Connection, day: int, address: str) -> str:
    """Return the mark of an address on a day, made at its first use."""
    this = (addresses.c.day == day) & (addresses.c.address == address)
    found: str | None = connection.scalar(select(addresses.c.mark).where(this).limit(1))
    if found is not None:
        return found
    salt = secrets.token_bytes(SALT_BYTES)
    made = mark(day, address, salt)
    connection.execute(insert(addresses).values(mark=made, day=day, address=address, salt=salt))
    return made


def are_any_before(connection: Connection, day: int) -> bool:
    """Return whether there are addresses of days before `day`."""
    return connection.scalar(select(addresses.c.day).where(addresses.c.day < day).limit(1)) is not None


def forget_before(connection: Connection, day: int) -> int:
    """Delete the addresses of all days before `day`; return how many there were."""
    return connection.execute(delete(addresses).where(addresses.c.day < day)).rowcount


def who_has(word: str) -> ColumnElement[bool]:
    """Return the rows of the audit done by somebody whose address is known and has `word` in it."""
    return audit.c.who.in_(select(addresses.c.mark).where(addresses.c.address.icontains(word, autoescape=True)))


def stand_apart(connection: Connection) -> bool:
    """Return whether there is a table for addresses: not in tables of an earlier version."""
    return inspect(connection).has_table(addresses.name)
