"""The hosts that share one database: their leases, and which of them has which sessions and technicians.

A lease that is over is never renewed: its host begins anew, under another number. What it had goes whole to the first
host that notices, in one transaction. Time is the database's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, ScalarResult, delete, func, insert, select, update

from console.host.core.codes import SLOTS
from console.host.core.lease import LATE_S, LEASE_S
from console.host.store.records.sessions import StoredSession, stored_sessions
from console.host.store.tables.database import Database, StorageError, refuse_outgrown
from console.host.store.tables.live_hosts import database_clock
from console.host.store.tables.schema import desks, heads, hosts, seats, sessions

LEASE_MS = int(LEASE_S * 1000)
LATE_MS = int(LATE_S * 1000)


class LeaseLostError(StorageError):
    """This host's lease is over."""


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A host that shares the database, or did until its lease was over.

    Attributes:
        late: it has not renewed its lease for a while.
        over: its lease is over, or was never there.
    """

    number: int
    slot: int | None = None
    address: str = ""
    late: bool = False
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class Estate:
    """What a host takes over; `starts` counts all starts and takings-over of hosts."""

    starts: int
    sessions: tuple[StoredSession, ...]


class ClusterRecords:
    """Reads and writes what concerns more than one host; `now_ms` tells the time as the database has it.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database, now_ms: Callable[[Connection], int] | None = None) -> None:
        self._database = database
        self._now_ms = now_ms or database_clock

    def register(self, address: str) -> Neighbour:
        """Begin a lease under a new number."""
        with self._database.transaction() as connection:
            now = self._now_ms(connection)
            connection.execute(update(hosts).where(hosts.c.lease_until_ms <= now).values(slot=None))
            taken = set(connection.scalars(select(hosts.c.slot)))
            free = [slot for slot in range(SLOTS) if slot not in taken]
            if not free:
                raise StorageError(f"{SLOTS} hosts share it already")
            number = _count_start(connection)
            row = {"id": number, "slot": free[0], "address": address, "lease_until_ms": now + LEASE_MS}
            connection.execute(insert(hosts).values(row))
        return Neighbour(number=number, slot=free[0], address=address)

    def renew(self, number: int) -> list[Neighbour]:
        """Renew a lease that is not over, and return all hosts.

        Raises:
            LeaseLostError: it is over.
            OutgrownError: a newer version has brought the tables up.
        """
        with self._database.raw_transaction() as connection:  # waits for nobody but who takes this very lease
            refuse_outgrown(connection)
            now = self._now_ms(connection)
            mine = (hosts.c.id == number) & (hosts.c.lease_until_ms > now)
            renewed = connection.execute(update(hosts).where(mine).values(lease_until_ms=now + LEASE_MS))
            if not renewed.rowcount:
                raise LeaseLostError("the lease is over")
            return self._neighbours(connection)

    def release(self, number: int) -> None:
        """End a lease, so that others need not wait for its end."""
        with self._database.raw_transaction() as connection:
            connection.execute(update(hosts).where(hosts.c.id == number).values(lease_until_ms=0))

    def take_over(self, number: int, of: int) -> Estate | None:
        """Give the host `number` all that the host `of` had; None: that one's lease is not over.

        Raises:
            LeaseLostError: that of `number` is.
        """
        with self._database.transaction() as connection:
            now = self._now_ms(connection)
            self._check(connection, number, now)
            connection.execute(delete(hosts).where((hosts.c.id == of) & (hosts.c.lease_until_ms <= now)))
            if of == number or connection.scalar(select(hosts.c.id).where(hosts.c.id == of)) is not None:
                return None
            starts = _count_start(connection)
            theirs = (sessions.c.host == of) & sessions.c.closed_ms.is_(None)
            found = stored_sessions(connection, theirs)
            connection.execute(update(sessions).where(theirs).values(host=number))
            connection.execute(update(desks).where(desks.c.host == of).values(host=number))
        return Estate(starts=starts, sessions=tuple(found))

    def orphans(self) -> list[int]:
        """Return the numbers of hosts that are no more and still have sessions or technicians."""
        with self._database.reading() as connection:
            open_ones = select(sessions.c.host).where(sessions.c.closed_ms.is_(None))
            had = set(connection.scalars(open_ones.distinct())) | set(connection.scalars(select(desks.c.host)))
            return sorted(had - set(connection.scalars(select(hosts.c.id))))

    def host_of_session(self, session: bytes) -> Neighbour | None:
        """Return who has a session; None: it is over, or there never was one."""
        with self._database.reading() as connection:
            is_open = (sessions.c.id == session) & sessions.c.closed_ms.is_(None)
            number = connection.scalar(select(sessions.c.host).where(is_open))
            return None if number is None else self._neighbour(connection, number)

    def host_of_slot(self, slot: int) -> Neighbour | None:
        """Return who makes the codes of `slot`; None: nobody."""
        with self._database.reading() as connection:
            return next((one for one in self._neighbours(connection) if one.slot == slot), None)

    def host_of_desk(self, desk: int) -> Neighbour | None:
        """Return who has the technicians of the tree `desk`; None: nobody yet."""
        with self._database.reading() as connection:
            number = connection.scalar(select(desks.c.host).where(desks.c.group_id == desk))
            return None if number is None else self._neighbour(connection, number)

    def host_of_technician(self, number: int, technician: int, desk: int) -> Neighbour:
        """Return where a technician of the tree `desk` belongs: where their sessions are, else where the others are.

        A tree that is nowhere yet is given to the host that has the fewest; `number` is the one who asks.

        Raises:
            LeaseLostError: the lease of `number` is over.
        """
        with self._database.transaction() as connection:
            now = self._now_ms(connection)
            self._check(connection, number, now)
            host = _session_host(connection, technician)
            if host is None:
                host = connection.scalar(select(desks.c.host).where(desks.c.group_id == desk))
            if host is None:
                host = self._least_busy(connection, now, number)
                connection.execute(insert(desks).values(group_id=desk, host=host))
            return self._neighbour(connection, host)

    def leave_desks(self, number: int) -> None:
        """Let the technicians of a host whom nobody needs go to the one that has the fewest by then."""
        with self._database.transaction() as connection:
            connection.execute(delete(desks).where(desks.c.host == number))

    def _check(self, connection: Connection, number: int, now: int) -> None:
        mine = (hosts.c.id == number) & (hosts.c.lease_until_ms > now)
        if connection.scalar(select(hosts.c.id).where(mine)) is None:
            raise LeaseLostError("the lease is over")

    def _neighbours(self, connection: Connection) -> list[Neighbour]:
        now = self._now_ms(connection)
        rows = connection.execute(select(hosts).order_by(hosts.c.id)).all()
        return [_neighbour(row.id, row.slot, row.address, row.lease_until_ms - now) for row in rows]

    def _neighbour(self, connection: Connection, number: int) -> Neighbour:
        found = (one for one in self._neighbours(connection) if one.number == number)
        return next(found, Neighbour(number=number, late=True, over=True))

    @staticmethod
    def _least_busy(connection: Connection, now: int, asking: int) -> int:
        alive: ScalarResult[int] = connection.scalars(select(hosts.c.id).where(hosts.c.lease_until_ms > now))
        counts = dict.fromkeys(alive, 0)
        for row in connection.execute(select(desks.c.host, func.count()).group_by(desks.c.host)):
            if row[0] in counts:
                counts[row[0]] = row[1]
        return min(counts, key=lambda host: (counts[host], host != asking, host))


def _neighbour(number: int, slot: int | None, address: str, left_ms: int) -> Neighbour:
    return Neighbour(number=number, slot=slot, address=address, late=left_ms <= LEASE_MS - LATE_MS, over=left_ms <= 0)


def _count_start(connection: Connection) -> int:
    connection.execute(update(heads).values(starts=heads.c.starts + 1))
    return int(connection.scalar(select(heads.c.starts)) or 0)


def _session_host(connection: Connection, technician: int) -> int | None:
    """Return who has a session that a technician has a seat in."""
    here = (sessions.c.id == seats.c.session) & sessions.c.closed_ms.is_(None)
    mine = (seats.c.technician_id == technician) & seats.c.closed_ms.is_(None)
    return connection.scalar(select(sessions.c.host).join(seats, here).where(mine).limit(1))
