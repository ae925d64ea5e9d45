"""What administrators ask about sessions and the audit, read from the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from console.host.core.audit import Row
from console.host.core.chain.check import Beside
from console.host.store.records.audit_pages import audit_count, audit_page
from console.host.store.records.beside.addresses import known_addresses
from console.host.store.records.beside.cuts import cut_of
from console.host.store.records.beside.names import name_check
from console.host.store.records.beside.rows import row_of
from console.host.store.records.figures import day_figures, technician_figures
from console.host.store.records.session_pages import session_count, session_page
from console.host.store.tables.database import Database
from console.host.store.tables.schema import audit, heads
from protocol.vocabulary.codec import Message
from protocol.vocabulary.reports import AskAudit, AskDays, AskSessions, AskTechnicians

_ANSWERS: Mapping[type[Message], Callable[..., Message]] = {
    AskSessions: session_page,
    AskAudit: audit_page,
    AskDays: day_figures,
    AskTechnicians: technician_figures,
}


class ReportRecords:
    """Reads for reports; a question takes a bounded part of the database, however large that is.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def answer(self, asked: AskSessions | AskAudit | AskDays | AskTechnicians) -> Message:
        """Return the answer to a question.

        Raises:
            BadPlaceError: it asks for a page after a place that is none.
        """
        with self._database.reading() as connection:
            return _ANSWERS[type(asked)](connection, asked)

    def count_part(self, asked: AskSessions | AskAudit) -> tuple[int, bytes]:
        """Return how many rows fit in the next part of what is asked for, and where that ends; empty: there is no more.

        Raises:
            BadPlaceError: it asks for a part after a place that is none.
        """
        with self._database.reading() as connection:
            if isinstance(asked, AskSessions):
                return session_count(connection, asked)
            return audit_count(connection, asked)

    def audit_part(self, after: int, count: int) -> tuple[list[Row], int, bytes, Beside]:
        """Return `count` rows of the audit, or less, after row `after`; number and hash of its last row; its marks."""
        with self._database.reading() as connection:
            head = connection.execute(select(heads.c.audit_number, heads.c.audit_hash)).one()
            some = select(audit).where(audit.c.number > after).order_by(audit.c.number).limit(count)
            rows: list[Any] = list(connection.execute(some))
            found = [row_of(row, row.event) for row in rows]
            known = known_addresses(connection, [str(row.entry.who) for row in found])
            beside = Beside(name_check(connection), known, cut_of(connection))
        return found, head.audit_number, head.audit_hash, beside
