"""What the host remembers, in one database: its accounts, its sessions, its audit.

All methods block. The host calls them in one thread (`clerk`); each of them is one transaction, with its audit rows.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, insert, select, update

from console.host.core.accounts.accounts import LOCAL_TECHNICIAN
from console.host.core.accounts.passwords import Passwords
from console.host.core.audit import FIRST_HASH
from console.host.core.rights import RIGHTS, UNUSUAL
from console.host.store.records.accounts import AccountRecords
from console.host.store.records.audit import AuditRecords
from console.host.store.records.guests import GuestRecords
from console.host.store.records.hosts import ClusterRecords
from console.host.store.records.logins import LoginRecords
from console.host.store.records.notes import NoteRecords
from console.host.store.records.pages import PageRecords
from console.host.store.records.reports import ReportRecords
from console.host.store.records.sessions import SessionRecords
from console.host.store.records.waits import WaitRecords
from console.host.store.tables.database import BUSY_MS, Database, refuse_outgrown
from console.host.store.tables.engines import file_of
from console.host.store.tables.schema import groups, heads, rights, technicians
from console.host.store.tables.tables import prepare
from protocol.system.private_files import open_private
from protocol.vocabulary.accounts import Setting

FIRST_GROUP = "support"
FIRST_TECHNICIAN = "technician"


class Store:
    """The database at `where`, a file of SQLite's or the address of any.

    Its tables are made, with a first group and technician, where there are none, and brought up where they are of an
    earlier version; of an SQLite file a copy is kept then. Without `make` nothing is made: `NoDatabaseError`; without
    `bring_up` those of an earlier version stay what they are: `EarlierError`. They are brought up only while no host of
    the earlier version uses them, unless `under_hosts`.

    Attributes:
        accounts: groups and technicians.
        logins: what is asked about those who log in with a password.
        guests: technicians without an account, and who is banned.
        sessions: sessions and seats.
        cluster: which host has what, where several share the database.
        waits: who waits in a queue.
        notes: what technicians have noted of sessions.
        pages: whose the web page is.
        audit: who did what and when.
        reports: what administrators ask about both.

    Raises:
        StorageError: by every method.
    """

    def __init__(
        self,
        where: Path | URL,
        *,
        busy_ms: int = BUSY_MS,
        make: bool = True,
        bring_up: bool = True,
        under_hosts: bool = False,
    ) -> None:
        self._database = database = Database(where, busy_ms=busy_ms, make=make)
        self.accounts = AccountRecords(database, passwords=Passwords())
        self.logins = LoginRecords(database, self.accounts)
        self.guests = GuestRecords(database, self.accounts)
        self.sessions = SessionRecords(database)
        self.cluster = ClusterRecords(database)
        self.waits = WaitRecords(database)
        self.notes = NoteRecords(database)
        self.pages = PageRecords(database, self.accounts)
        self.audit = AuditRecords(database)
        self.reports = ReportRecords(database)
        try:
            self._make_tables(make=make, bring_up=bring_up, under_hosts=under_hosts)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def count_start(self) -> int:
        """Count a start of a host and return the count."""
        with self._database.transaction() as connection:
            connection.execute(update(heads).values(starts=heads.c.starts + 1))
            return int(connection.scalar(select(heads.c.starts)) or 0)

    def changes(self) -> int:
        """Return a number that changes whenever groups, technicians or the page change, also by another process."""
        with self._database.reading() as connection:
            refuse_outgrown(connection)  # every host asks this all the time, also one that has nothing to write
            return int(connection.scalar(select(heads.c.accounts)) or 0)

    def was_written(self) -> bool:
        """Say whether the last change, which failed, was written all the same: only the database's answer was lost."""
        return self._database.was_written()

    def _make_tables(self, *, make: bool, bring_up: bool, under_hosts: bool) -> None:
        with self._database.raw_transaction() as connection:
            fill = partial(_insert_first_rows, connection) if make else None
            prepare(connection, fill=fill, keep=self._keep_copy if bring_up else None, under_hosts=under_hosts)

    def _keep_copy(self, version: str) -> None:
        """Copy an SQLite file as it is before it is brought up; other databases are their administrators' to copy."""
        if (path := file_of(self._database.url)) is not None:
            _copy(path, path.with_name(f"{path.stem}-version-{version}{path.suffix}"))


def _copy(path: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    open_private(part, "xb").close()
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    part.replace(target)


def _insert_first_rows(connection: Connection) -> None:
    """Make the group and the technician that a console on its own computer needs: everything is allowed there."""
    connection.execute(insert(heads).values(id=1, audit_number=0, audit_hash=FIRST_HASH, starts=0))
    connection.execute(insert(groups).values(id=1, name=FIRST_GROUP))
    allowed = {"group_id": 1, "setting": Setting.ON.value, "locked": False}
    connection.execute(insert(rights), [{"name": name} | allowed for name in RIGHTS if name not in UNUSUAL])
    local = {"id": LOCAL_TECHNICIAN, "name": FIRST_TECHNICIAN, "group_id": 1, "administrator": True}
    connection.execute(insert(technicians).values(local))
