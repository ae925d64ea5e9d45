"""Copies a whole database to a place where there is none, from any kind to any kind, and sees that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Table, func, insert, select, update

from console.host.core.audit import TamperedError
from console.host.store.records.audit import AuditRecords
from console.host.store.tables.database import Database, StorageError
from console.host.store.tables.earlier import make_tables, tables_of
from console.host.store.tables.engines import file_of
from console.host.store.tables.schema import alembic_version, groups
from console.host.store.tables.tables import is_empty, make_alone, version_to_read

ROWS = 1000  # how many are on their way at a time


class OccupiedError(Exception):
    """There is a database already where one was to be made."""


@dataclass(frozen=True)
class Copied:
    """What was copied."""

    rows: int
    audit_rows: int  # of them, in the audit, whose chain was followed in the copy
    version: str  # of the tables, which are copied as they are


def copy_database(source: URL, target: URL) -> Copied:
    """Copy the database at `source`, as it is at one moment, to `target`; afterwards there is all of it, or nothing.

    The tables of an earlier version stay those of that version in both.

    Raises:
        NoDatabaseError: there is none at `source`.
        OccupiedError: there is one at `target`.
        StorageError: one of them cannot be used, or the copy is not what the original is.
    """
    original = Database(source, make=False)
    try:
        with _made_whole(target) as made:
            with original.reading() as read, made.raw_transaction() as written:
                version, rows = _copy(read, written)
            return Copied(rows, _verified(made), version)  # by now the source waits for nobody
    finally:
        original.close()


def _copy(read: Connection, written: Connection) -> tuple[str, int]:
    """Copy all tables; return their version, and how many rows they have."""
    version = version_to_read(read)
    make_alone(written)
    if not is_empty(written):
        raise OccupiedError
    tables = tables_of(read, version)
    make_tables(written, tables, version)
    return version, sum(_copy_table(table, read, written) for table in tables.sorted_tables)


def _verified(made: Database) -> int:
    try:
        return AuditRecords(made).verify()
    except TamperedError as error:
        raise StorageError(f"the audit of the copy is not what was written: {error}") from error


@contextmanager
def _made_whole(target: URL) -> Iterator[Database]:
    """Open a new database at `target`; what was begun of a file is taken away again if it does not come about."""
    path = file_of(target)
    is_new = path is not None and not path.exists()
    made = Database(target)
    try:
        yield made
    except BaseException:
        made.close()
        if is_new and path is not None:
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                path.with_name(name).unlink(missing_ok=True)
        raise
    made.close()


def _copy_table(table: Table, read: Connection, written: Connection) -> int:
    if table.name == alembic_version.name:
        return 0
    count = 0
    parents: list[tuple[int, int]] = []  # a group may stand before the one that it is below
    with read.execute(select(table).execution_options(yield_per=ROWS)) as found:
        for some in found.mappings().partitions(ROWS):
            rows = [dict(row) for row in some]
            if table.name == groups.name and "parent_id" in table.columns:
                parents += [(row["id"], row["parent_id"]) for row in rows if row["parent_id"] is not None]
                rows = [row | {"parent_id": None} for row in rows]
            written.execute(insert(table), rows)
            count += len(rows)
    for number, parent in parents:
        written.execute(update(groups).where(groups.c.id == number).values(parent_id=parent))
    _see_all(table, written, count)
    _go_on_counting(table, written)
    return count


def _see_all(table: Table, written: Connection, count: int) -> None:
    found = written.scalar(select(func.count()).select_from(table))
    if found != count:
        raise StorageError(f"of {count} rows in {table.name} {found} have arrived")


def _go_on_counting(table: Table, written: Connection) -> None:
    """Have PostgreSQL number new rows after those that were copied with their numbers."""
    column: Any = table.autoincrement_column
    if written.dialect.name != "postgresql" or column is None:
        return
    highest = written.scalar(select(func.max(column)))
    if highest is not None:
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        written.execute(select(func.setval(sequence, highest)))
