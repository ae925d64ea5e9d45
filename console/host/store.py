"""What the host remembers, in one SQLite database: its accounts, its sessions, its audit.

All methods block. The host calls them in one thread (`clerk`); each of them is one transaction, with its audit rows.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from console.host.account_records import AccountRecords
from console.host.accounts import LOCAL_TECHNICIAN
from console.host.audit import FIRST_HASH
from console.host.audit_records import AuditRecords
from console.host.database import BUSY_MS, Database, StorageError
from console.host.passwords import Passwords
from console.host.rights import RIGHTS
from console.host.schema import SCHEMA_VERSION, groups, heads, metadata, rights, technicians
from console.host.session_records import SessionRecords
from console.host.upgrade import upgrade
from protocol.accounts import Setting

FIRST_GROUP = "support"
FIRST_TECHNICIAN = "technician"


class Store:
    """The database at `path`; made, with a first group and technician, where it does not exist.

    Attributes:
        accounts: groups and technicians.
        sessions: sessions and seats.
        audit: who did what and when.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, path: Path, *, busy_ms: int = BUSY_MS) -> None:
        self._database = database = Database(path, busy_ms=busy_ms)
        self.accounts = AccountRecords(database, passwords=Passwords())
        self.sessions = SessionRecords(database)
        self.audit = AuditRecords(database)
        try:
            self._make_tables()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def count_start(self) -> int:
        """Count a start of the host and return the count."""
        with self._database.transaction() as connection:
            connection.execute(update(heads).values(starts=heads.c.starts + 1))
            return int(connection.scalar(select(heads.c.starts)) or 0)

    def changes(self) -> int:
        """Return a number that changes whenever another process has written to the database."""
        return self._database.changes()

    def _make_tables(self) -> None:
        with self._database.transaction() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version > SCHEMA_VERSION:
                raise StorageError("it was made by a newer version of this program")
            if version == SCHEMA_VERSION:
                return
            if version == 0:
                metadata.create_all(connection)
                _insert_first_rows(connection)
            else:
                upgrade(connection, version)
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _insert_first_rows(connection: Connection) -> None:
    """Make the group and the technician that a console on its own computer needs: everything is allowed there."""
    connection.execute(insert(heads).values(id=1, audit_number=0, audit_hash=FIRST_HASH, starts=0))
    connection.execute(insert(groups).values(id=1, name=FIRST_GROUP))
    allowed = {"group_id": 1, "setting": Setting.ON.value, "locked": False}
    connection.execute(insert(rights), [{"name": name} | allowed for name in RIGHTS])
    local = {"id": LOCAL_TECHNICIAN, "name": FIRST_TECHNICIAN, "group_id": 1, "administrator": True}
    connection.execute(insert(technicians).values(local))
