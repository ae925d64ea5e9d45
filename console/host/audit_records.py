"""The audit in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update

from console.host.audit import Entry, Event, Row, row_hash, verify
from console.host.database import Database
from console.host.schema import audit, heads


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
        """Check the audit's chain of hashes and return the number of rows.

        Raises:
            TamperedError: it is not what was written.
        """
        with self._database.reading() as connection:
            head = connection.execute(select(heads.c.audit_number, heads.c.audit_hash)).one()
            rows = connection.execute(select(audit).order_by(audit.c.number)).all()
        return verify(map(_row, rows), last=head.audit_number, last_hash=head.audit_hash)

    def rows(self) -> list[Row]:
        """Return the whole audit."""
        with self._database.reading() as connection:
            return [_row(found) for found in connection.execute(select(audit).order_by(audit.c.number)).all()]


def append(connection: Connection, entry: Entry) -> None:
    """Add a row within the transaction that does what it tells of, which nobody else writes during."""
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


def _row(found: Any) -> Row:
    entry = Entry(
        event=Event(found.event),
        time_ms=found.time_ms,
        session=found.session,
        member=found.member,
        who=found.who,
        detail=found.detail,
    )
    return Row(found.number, entry, found.hash)
