"""Technicians' names beside the audit: whom its marks mean, see `core.chain.names`."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from sqlalchemy import Connection, insert, inspect, select, update

from console.host.core.chain.names import SALT_BYTES, KnownName, NameCheck, former_name, mark
from console.host.store.tables.schema import names, technicians


def known_names(connection: Connection) -> dict[str, KnownName]:
    """Return whom each mark means."""
    return {row.mark: KnownName(row.technician_id, row.name, row.salt) for row in connection.execute(select(names))}


def name_check(connection: Connection) -> NameCheck:
    """Return what sees whether the names are those that the audit was written with.

    In tables from before there were marks no row may have one.
    """
    if not inspect(connection).has_table(names.name):
        return NameCheck({}, ())
    removed = connection.scalars(select(technicians.c.id).where(technicians.c.removed))
    return NameCheck(known_names(connection), removed.all())


def mark_of(connection: Connection, technician: int, name: str) -> str:
    """Return the mark of a technician's name, made at its first use; of one who was removed, that of no name."""
    kept = former_name(technician) if _is_removed(connection, technician) else name
    this = (names.c.technician_id == technician) & (names.c.name == kept)
    found: str | None = connection.scalar(select(names.c.mark).where(this).limit(1))
    if found is not None:
        return found
    salt = secrets.token_bytes(SALT_BYTES)
    made = mark(technician, kept, salt)
    connection.execute(
        insert(names).values(mark=made, technician_id=technician, name=kept, salt=None if kept != name else salt)
    )
    return made


def forget_names(connection: Connection, technician: int) -> None:
    """Let nothing lead from the audit to the name of a technician who was removed."""
    nobody = {"name": former_name(technician), "salt": None}
    connection.execute(update(names).where(names.c.technician_id == technician).values(nobody))


def marks_of(connection: Connection, people: Collection[int]) -> list[str]:
    """Return all marks of these technicians, of earlier names, too."""
    return list(connection.scalars(select(names.c.mark).where(names.c.technician_id.in_(people))))


def _is_removed(connection: Connection, technician: int) -> bool:
    return bool(connection.scalar(select(technicians.c.removed).where(technicians.c.id == technician)))
