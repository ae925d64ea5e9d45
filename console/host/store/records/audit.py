"""The audit in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, literal_column, select, update

from console.host.core.audit import Entry, Event, Row, TamperedError, row_hash
from console.host.core.chain import addresses as marked
from console.host.core.chain.addresses import DAY_MS, deletion
from console.host.core.chain.check import Beside, ChainCheck, Cut, cut_detail
from console.host.core.chain.names import shown, to_write
from console.host.store.records.beside import addresses
from console.host.store.records.beside.addresses import known_addresses
from console.host.store.records.beside.cuts import Sign, cut_of, is_wanted, make_cut
from console.host.store.records.beside.names import known_names, mark_of, name_check
from console.host.store.records.beside.rows import row_of
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
            head, check = found[0], ChainCheck()
            names, cut = name_check(connection), cut_of(connection)
            with connection.execute(_as_they_are()) as result:
                for part in result.partitions(ROWS):
                    rows = [row_of(row, row.event) for row in part]
                    beside = Beside(names, known_addresses(connection, _who(rows)), cut)
                    for row in rows:
                        check.follow(row, beside)
            check.end(head.audit_number, head.audit_hash)
            return check.number

    def head(self) -> tuple[int, bytes]:
        """Return number and hash of the last row."""
        with self._database.reading() as connection:
            row = connection.execute(select(heads.c.audit_number, heads.c.audit_hash)).one()
        return row.audit_number, row.audit_hash

    def hash_of(self, number: int) -> bytes:
        """Return the hash that row `number` has; empty: there is no such row."""
        with self._database.reading() as connection:
            return connection.scalar(select(audit.c.hash).where(audit.c.number == number)) or b""

    def cut(self) -> Cut | None:
        """Return where the rows end whose addresses were set apart after they were written; None: there are none."""
        with self._database.reading() as connection:
            return cut_of(connection)

    def set_apart(self, time_ms: int, sign: Sign) -> Cut | None:
        """Set the addresses of rows apart that an earlier version has written, once; None: there are none."""
        with self._database.reading() as connection:
            if not is_wanted(connection):
                return None
        with self._database.transaction() as connection:
            if not is_wanted(connection):
                return None  # another host has done it
            cut = make_cut(connection, time_ms, sign)
            detail = cut_detail(cut.number, cut.digest)
            append(connection, Entry(event=Event.ADDRESSES_APART, time_ms=time_ms, detail=detail))
        self._database.leave_no_traces(audit.name)
        return cut

    def forget_addresses(self, before: int, time_ms: int) -> int:
        """Delete the addresses of people of all days before `before`, and return how many there were."""
        with self._database.reading() as connection:
            if not addresses.are_any_before(connection, before):
                return 0
        with self._database.transaction() as connection:
            count = addresses.forget_before(connection, before)
            day = datetime.fromtimestamp(before * DAY_MS / 1000, UTC)
            detail = deletion(before, f"{day:%Y-%m-%d}", count)
            append(connection, Entry(event=Event.ADDRESSES_DELETED, time_ms=time_ms, detail=detail))
        self._database.leave_no_traces("addresses")
        return count

    def rows(self) -> list[Row]:
        """Return the whole audit, with names as they are known now."""
        with self._database.reading() as connection:
            found = connection.execute(select(audit).order_by(audit.c.number)).all()
            rows = [row_of(row, Event(row.event)) for row in found]
            names, known = known_names(connection), known_addresses(connection, _who(rows))
        for place, row in enumerate(rows):
            who = shown(marked.shown(row.entry.who, known), names)
            rows[place] = replace(row, entry=replace(row.entry, who=who, detail=shown(row.entry.detail, names)))
        return rows


def append(connection: Connection, entry: Entry) -> None:
    """Add a row within the transaction that does what it tells of, which nobody else writes during."""
    marks = partial(mark_of, connection)
    address_marks = partial(addresses.mark_of, connection)
    entry = replace(
        entry,
        who=marked.to_write(to_write(entry.who, marks), entry.time_ms, address_marks)[:TEXT_LIMIT],
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


def _who(rows: Sequence[Row]) -> list[str]:
    return [str(row.entry.who) for row in rows]  # whatever somebody has made of it


def _as_they_are() -> Select[Any]:
    """Return what reads all rows, some at a time, whatever has been made of them."""
    columns: list[ColumnElement[Any]] = [literal_column(column.name) for column in audit.c]
    return select(*columns).select_from(audit).order_by(audit.c.number).execution_options(yield_per=ROWS)
