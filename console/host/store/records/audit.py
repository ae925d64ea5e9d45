"""The audit in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, literal_column, select, update

from console.host.core.audit import Entry, Event, Row, TamperedError, row_hash, verify
from console.host.core.audit_names import NameCheck, shown, to_write
from console.host.store.records.names import known_names, mark_of, name_check
from console.host.store.tables.database import LAST_ROW, Database
from console.host.store.tables.schema import audit, heads

ROWS = 1000  # how many are read at a time
TEXT_LIMIT = 200  # characters, as the table has room for


class AuditRecords:
    """Reads and writes the audit.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, entry: Entry) -> None:
        """Add a row that stands alone."""
        with self._database.transaction() as connection:
            append(connection, entry)

    def verify(self) -> int:
        """Check the audit's chain of hashes, as it is at this moment, and return the number of rows.

        Raises:
            TamperedError: it is not what was written.
        """
        with self._database.reading() as connection:
            found = connection.execute(select(heads.c.audit_number, heads.c.audit_hash)).all()
            if len(found) != 1:
                raise TamperedError("its head is not what was written")
            head = found[0]
            with connection.execute(_as_they_are()) as rows:
                read = _named_rightly((row_of(row, row.event) for row in rows), name_check(connection))
                return verify(read, last=head.audit_number, last_hash=head.audit_hash)

    def rows(self) -> list[Row]:
        """Return the whole audit, with names as they are known now."""
        with self._database.reading() as connection:
            found = connection.execute(select(audit).order_by(audit.c.number)).all()
            names = known_names(connection)
        rows = [row_of(row, Event(row.event)) for row in found]
        return [
            replace(
                row, entry=replace(row.entry, who=shown(row.entry.who, names), detail=shown(row.entry.detail, names))
            )
            for row in rows
        ]


def append(connection: Connection, entry: Entry) -> None:
    """Add a row within the transaction that does what it tells of, which nobody else writes during."""
    marks = partial(mark_of, connection)
    entry = replace(
        entry,
        who=to_write(entry.who, marks)[:TEXT_LIMIT],
        detail=to_write(entry.detail, marks)[:TEXT_LIMIT],
    )
    head = connection.execute(select(heads.c.audit_number, heads.c.audit_hash)).one()
    number = head.audit_number + 1
    hashed = row_hash(head.audit_hash, number, entry)
    connection.execute(
        insert(audit).values(
            number=number,
            time_ms=entry.time_ms,
            event=entry.event.value,
            session=entry.session,
            member=entry.member,
            who=entry.who,
            detail=entry.detail,
            hash=hashed,
        )
    )
    connection.execute(update(heads).values(audit_number=number, audit_hash=hashed))
    connection.info[LAST_ROW] = (number, hashed)


def _named_rightly(rows: Iterable[Row], check: NameCheck) -> Iterator[Row]:
    for row in rows:
        yield row
        if not check.holds(row):  # after the row itself was looked at
            raise TamperedError(f"row {row.number} names somebody else than was written")


def _as_they_are() -> Select[Any]:
    """Return what reads all rows, some at a time, whatever has been made of them."""
    columns: list[ColumnElement[Any]] = [literal_column(column.name) for column in audit.c]
    return select(*columns).select_from(audit).order_by(audit.c.number).execution_options(yield_per=ROWS)


def row_of(found: Any, event: Event) -> Row:
    """Return a row of the table as the audit's; `event` is what stands in it, which may be none."""
    entry = Entry(
        event=event,
        time_ms=found.time_ms,
        session=found.session,
        member=found.member,
        who=found.who,
        detail=found.detail,
    )
    return Row(found.number, entry, found.hash)
