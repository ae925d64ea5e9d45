"""Makes the host's tables where there are none, and has those of an earlier version brought up."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select

from console.host.store.tables.database import EarlierError, LiveHostsError, NoDatabaseError, StorageError
from console.host.store.tables.live_hosts import end_leases, live_hosts
from console.host.store.tables.schema import VERSION, alembic_version, heads, metadata

BEFORE_ALEMBIC = 2  # the last version that an SQLite file had in its `user_version` alone
SINCE_ALEMBIC = 3  # what is there since then: programs from before take such a file for one of a newer version
MAKING = 0x6665726E  # the number of PostgreSQL's lock; nothing else in the database takes it
WAIT_MS = 60_000  # for whoever has it


def prepare(
    connection: Connection,
    *,
    fill: Callable[[], None] | None,
    keep: Callable[[str], None] | None,
    under_hosts: bool = False,
) -> None:
    """Make or bring up the tables, within the transaction of `connection`, which may write.

    Args:
        connection: to the database.
        fill: puts the first rows into tables that are new; None: no new ones are to be made.
        keep: keeps a copy of the database before it is brought up from the version that it is given; None: it is not
            to be brought up.
        under_hosts: it is brought up even where hosts of the earlier version use it; their leases end with that.

    Raises:
        StorageError: a newer version of this program made the tables.
        NoDatabaseError: there are none, and none are to be made.
        EarlierError: an earlier version made them, and they are not to be brought up.
        LiveHostsError: an earlier version made them, and hosts of it use them.
    """
    make_alone(connection)
    version = version_of(connection)
    if version == VERSION:
        return
    if version is None:
        _make(connection, fill)
    else:
        _bring_up(connection, version, keep, under_hosts=under_hosts)
    mark_made(connection, VERSION)


def make_alone(connection: Connection) -> None:
    """Let nobody else make or bring up tables until the transaction of `connection` is over."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {WAIT_MS}")  # another host may be at it just now
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # large tables take their time
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MAKING})")


def mark_made(connection: Connection, version: str) -> None:
    """Write where programs from before Alembic look for it that there are tables of `version`."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {min(int(version), SINCE_ALEMBIC)}")


def is_empty(connection: Connection) -> bool:
    """Return whether there are no tables of a host, of whatever version."""
    return version_of(connection) is None


def _make(connection: Connection, fill: Callable[[], None] | None) -> None:
    if fill is None:
        raise NoDatabaseError("there are no tables")
    metadata.create_all(connection, checkfirst=False)
    connection.execute(insert(alembic_version).values(version_num=VERSION))
    fill()


def version_of(connection: Connection) -> str | None:
    """Return the version of the tables; None: there are none of ours."""
    if inspect(connection).has_table(alembic_version.name):
        return connection.scalar(select(alembic_version.c.version_num))
    if connection.dialect.name == "sqlite":
        number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if number:
            return str(number) if number <= BEFORE_ALEMBIC else "newer"
    return None


def version_to_read(connection: Connection) -> str:
    """Return the version of the tables, which this program or an earlier one has made.

    Raises:
        StorageError: a newer one has.
        NoDatabaseError: there are none.
    """
    version = version_of(connection)
    if version is None:
        raise NoDatabaseError("there are no tables")
    _refuse_newer(version)
    return version


def _refuse_newer(version: str) -> None:
    if version not in map(str, range(1, int(VERSION) + 1)):
        raise StorageError("it was made by a newer version of this program")


def _bring_up(connection: Connection, version: str, keep: Callable[[str], None] | None, *, under_hosts: bool) -> None:
    _refuse_newer(version)
    if keep is None:
        raise EarlierError(version)
    from console.host.store.tables import upgrade  # Alembic takes 11 MB, which a host needs once in its life

    _hold_writers(connection)
    if under_hosts:
        end_leases(connection)
    elif addresses := live_hosts(connection):
        raise LiveHostsError(addresses)
    keep(version)
    upgrade.upgrade(connection, version)


def _hold_writers(connection: Connection) -> None:
    """Let whoever writes wait until the tables are brought up, and see then that they are."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(heads.c.id).with_for_update())
        connection.execute(select(alembic_version.c.version_num).with_for_update())
