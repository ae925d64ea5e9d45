"""Shares in the database, for reports: who shared in which session, from when until when."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from console.host.store.tables.schema import seats, shares


def note_share(connection: Connection, session: bytes, member: int, time_ms: int) -> None:
    """Note that `member` shares from now on, in place of whoever did; 0: nobody does."""
    going_on = (shares.c.session == session) & shares.c.ended_ms.is_(None)
    connection.execute(update(shares).where(going_on).values(ended_ms=time_ms))
    if member:
        which = (seats.c.session == session) & (seats.c.member == member)
        technician = connection.scalar(select(seats.c.technician_id).where(which))
        begun = {"session": session, "member": member, "technician_id": technician, "started_ms": time_ms}
        connection.execute(insert(shares).values(begun))
