"""The hosts of whatever version whose leases last, and the clock that leases go by."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Float,
    cast,
    delete,
    extract,
    func,
    inspect,
    literal_column,
    select,
)

from console.host.store.tables.schema import hosts


def database_clock(connection: Connection) -> int:
    """Return the database's time, milliseconds since 1970; also within a transaction the time of this moment."""
    seconds: ColumnElement[float] = literal_column("(julianday('now') - 2440587.5) * 86400")
    if connection.dialect.name == "postgresql":
        seconds = cast(extract("epoch", func.clock_timestamp()), Float)
    return int(connection.scalar(select(cast(seconds * 1000, BigInteger))) or 0)


def live_hosts(connection: Connection) -> list[str]:
    """Return the addresses of the hosts whose leases last."""
    if not inspect(connection).has_table(hosts.name):  # since version 3
        return []
    lasting = hosts.c.lease_until_ms > database_clock(connection)
    return list(connection.scalars(select(hosts.c.address).where(lasting).order_by(hosts.c.id)))


def end_leases(connection: Connection) -> None:
    """End all leases, whoever has them."""
    if inspect(connection).has_table(hosts.name):
        connection.execute(delete(hosts))
