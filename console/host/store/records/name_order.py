"""The order of names in the database: tech2 before tech10, and the same whatever language the database sorts in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, String, column, func, select, values

from console.host.store.tables.schema import groups, sessions, technicians
from protocol.notation.natural import natural_text
from protocol.vocabulary.reports import SessionOrder

KEY_LIMIT = 200  # characters of a key: names that differ only behind them may stand in any order
NAMED = {
    SessionOrder.LEAD: (technicians.c.id, technicians.c.name),
    SessionOrder.GROUP: (groups.c.id, groups.c.name),
    SessionOrder.CHANNEL: (func.coalesce(sessions.c.channel, ""), func.coalesce(sessions.c.channel, "")),
}
"""By which names sessions can be sorted, and what tells them apart."""


def natural_order(connection: Connection, order: SessionOrder) -> tuple[CTE, ColumnElement[bool], ColumnElement[str]]:
    """Return a table with what names are sorted by, on which condition it is joined, and its column of keys."""
    which, name = NAMED[order]
    found: list[tuple[Any, str]] = [
        (key, natural_text(text)[:KEY_LIMIT]) for key, text in connection.execute(select(which, name).distinct())
    ]
    kind = which.type
    table = values(column("which", kind), column("key", String)).data(found or [("" if which is name else 0, "")])
    named = table.cte("named")
    return named, named.c.which == which, by_code_points(connection, named.c.key)


def by_code_points(connection: Connection, text: ColumnElement[str]) -> ColumnElement[str]:
    """Return `text` as it is compared and sorted by its code points, which no language changes."""
    return text.collate("C" if connection.dialect.name == "postgresql" else "BINARY")
