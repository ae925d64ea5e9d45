"""Whose the web page is, in the database, and where somebody is there for those who come to it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Row, delete, insert, select, update

from console.host.core.accounts.accounts import NotDoneError
from console.host.core.accounts.company_page import CompanyPage, accepted, detail
from console.host.core.audit import Entry, Event
from console.host.store.records.accounts import AccountRecords, Author
from console.host.store.records.audit import append
from console.host.store.tables.database import Database
from console.host.store.tables.live_hosts import database_clock
from console.host.store.tables.schema import attended, heads, hosts, pages
from protocol.vocabulary.codec import BadMessage, Vocabulary
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.web import EARLIER_LIMIT, PageSettings, PageVersion

_KEPT = Vocabulary([PageSettings])


class PageRecords:
    """Reads and changes the page.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database, accounts: AccountRecords) -> None:
        self._database = database
        self._accounts = accounts

    def latest(self) -> CompanyPage:
        """Return the page as it is now."""
        with self._database.reading() as connection:
            return _load(connection)

    def version(self, version: int) -> PageSettings:
        """Return what an earlier version was; version 0 is the page that nobody has set.

        Raises:
            NotDoneError: it is not kept.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(pages).where(pages.c.version == version)).first()
        if row is None and version:
            raise NotDoneError(Reason.UNKNOWN_NAME, f"there is no version {version} of the page any more")
        return _settings(row)

    def change(self, wanted: PageSettings, author: Author) -> CompanyPage:
        """Set the whole page and return it; what it was before is kept.

        Raises:
            NotDoneError: nothing was changed.
        """
        with self._database.transaction() as connection:
            known = self._accounts.known(connection)
            if author.administrator is not None and not known.is_administrator(author.administrator):
                raise NotDoneError(Reason.NOT_ALLOWED, "only administrators may do this")
            before = _load(connection)
            settings = accepted(wanted, before.settings, known.channels())
            if settings == before.settings:
                return before
            version = before.version + 1
            row = {"version": version, "changed_ms": author.time_ms, "settings": _KEPT.encode(settings)}
            connection.execute(insert(pages).values(row))
            connection.execute(delete(pages).where(pages.c.version < version - EARLIER_LIMIT))
            connection.execute(update(heads).values(accounts=heads.c.accounts + 1))
            said = detail(version, before.settings, settings)
            append(connection, Entry(event=Event.PAGE_CHANGED, time_ms=author.time_ms, who=author.who, detail=said))
            return _load(connection)

    def attend(self, number: int, channels: Collection[str]) -> frozenset[str]:
        """Note where somebody is there at the host `number`; return where somebody is at the other hosts."""
        with self._database.raw_transaction() as connection:
            mine = attended.c.host == number
            noted = set(connection.scalars(select(attended.c.channel).where(mine)))
            if noted != set(channels):
                gone = attended.c.host.not_in(select(hosts.c.id))
                connection.execute(delete(attended).where(mine | gone))
                if rows := [{"host": number, "channel": channel} for channel in sorted(channels)]:
                    connection.execute(insert(attended), rows)
            alive = hosts.c.lease_until_ms > database_clock(connection)
            theirs = select(attended.c.channel).join(hosts, hosts.c.id == attended.c.host).where(alive & ~mine)
            return frozenset(connection.scalars(theirs))


def _load(connection: Connection) -> CompanyPage:
    row = connection.execute(select(pages).order_by(pages.c.version.desc()).limit(1)).first()
    if row is None:
        return CompanyPage()
    kept = select(pages.c.version, pages.c.changed_ms).where(pages.c.version < row.version)
    earlier = [
        PageVersion(version=before.version, changed_ms=before.changed_ms)
        for before in connection.execute(kept.order_by(pages.c.version.desc()).limit(EARLIER_LIMIT))
    ]
    if len(earlier) < EARLIER_LIMIT and (not earlier or earlier[-1].version == 1):
        earlier.append(PageVersion(version=0, changed_ms=0))  # before anybody had set anything
    return CompanyPage(version=row.version, changed_ms=row.changed_ms, settings=_settings(row), earlier=tuple(earlier))


def _settings(row: Row[tuple[int, int, bytes]] | None) -> PageSettings:
    """Return what a row says; what this program cannot show, for somebody has written it by hand, is left out."""
    try:
        read = None if row is None else _KEPT.decode(bytes(row.settings))
    except BadMessage:
        read = None
    return read if isinstance(read, PageSettings) else PageSettings()
