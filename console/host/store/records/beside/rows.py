"""Rows of the audit's table as the audit's own."""

from __future__ import annotations

from typing import Any

from console.host.core.audit import Entry, Event, Row


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
