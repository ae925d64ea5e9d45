"""The tables of an earlier version as they are, so that a database can be copied before it is brought up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, insert, inspect

from console.host.store.tables.database import StorageError
from console.host.store.tables.schema import (
    OPEN_INDEX,
    VERSION,
    add_open_index,
    add_triggers,
    alembic_version,
    metadata,
)
from console.host.store.tables.tables import BEFORE_ALEMBIC, mark_made

NUMBERED = "nextval("  # how PostgreSQL says that it numbers rows by itself


def tables_of(connection: Connection, version: str) -> MetaData:
    """Return the tables of a database, of this version or an earlier one, as any kind of database can have them."""
    if version == VERSION:
        return metadata
    there = set(inspect(connection).get_table_names())
    found = MetaData()
    found.reflect(connection, only=[name for name in metadata.tables if name in there])
    for table in found.tables.values():
        for column in table.columns:
            _make_portable(table, column)
        for index in [index for index in table.indexes if index.name == OPEN_INDEX]:
            table.indexes.remove(index)  # of a part of the rows, which each kind of database says in its own way
    return found


def make_tables(connection: Connection, tables: MetaData, version: str) -> None:
    """Make empty `tables` of `version`, with all that keeps them what they are.

    Raises:
        StorageError: this kind of database cannot have them.
    """
    is_before = int(version) <= BEFORE_ALEMBIC
    if is_before and connection.dialect.name != "sqlite":
        raise StorageError(f"tables of version {version} are SQLite's alone; bring them up there by `database upgrade`")
    tables.create_all(connection, checkfirst=False)
    if tables is not metadata:  # whose own are made with them
        add_triggers(connection)
        if "host" in tables.tables["sessions"].columns:
            add_open_index(connection)
    if not is_before:
        connection.execute(insert(alembic_version).values(version_num=version))
    mark_made(connection, version)


def _make_portable(table: Table, column: Column[Any]) -> None:
    """Say what a column is in words that both kinds of databases know."""
    now = metadata.tables[table.name].columns.get(column.name)
    column.type = column.type.as_generic()
    if now is not None:
        column.type, column.server_default, column.autoincrement = now.type, now.server_default, now.autoincrement
    elif NUMBERED in str(getattr(column.server_default, "arg", "")):
        column.server_default = None
