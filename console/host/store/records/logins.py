"""What a login with a password needs of the database, and where technicians have logged in from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select, update

from console.host.core.accounts.accounts import Account, Accounts, name_key
from console.host.core.audit import Entry
from console.host.core.terms import KNOWN_PLACES
from console.host.store.records.accounts import AccountRecords
from console.host.store.records.audit import append
from console.host.store.tables.database import Database
from console.host.store.tables.schema import known_places, technicians

NOBODY = 0
"""The number that no technician has."""


@dataclass(frozen=True, kw_only=True)
class LoginFacts:
    """What is known of a name that somebody wants to log in with."""

    accounts: Accounts  # all of them at this moment
    account: Account | None  # whose name it is
    kept: str | None = field(repr=False)  # what is kept of the password
    place: bytes | None  # the first of the places asked about from which that technician has logged in before


class LoginRecords:
    """Reads what logins need, and remembers where they came from.

    Raises:
        StorageError: by every method.
    """

    def __init__(self, database: Database, accounts: AccountRecords) -> None:
        self._database = database
        self._accounts = accounts

    def facts(self, name: str, places: Sequence[bytes] = ()) -> LoginFacts:
        """Return what is known of `name`; the same questions are asked whether there is such a technician or not."""
        key = name_key(name)
        with self._database.reading() as connection:
            accounts = self._accounts.known(connection)
            found = [account for account in accounts.technicians.values() if account.name.casefold() == key]
            number = found[0].number if found else NOBODY
            kept = connection.scalar(select(technicians.c.password_hash).where(technicians.c.id == number))
            here = (known_places.c.technician_id == number) & known_places.c.place.in_(places)
            known = set(connection.scalars(select(known_places.c.place).where(here)))
        place = next((place for place in places if place in known), None)
        return LoginFacts(accounts=accounts, account=found[0] if found else None, kept=kept, place=place)

    def logged_in(self, number: int, entry: Entry) -> None:
        """Remember that a technician has logged in, with its row of the audit."""
        with self._database.transaction() as connection:
            here = (technicians.c.id == number) & technicians.c.removed.is_(False)
            connection.execute(update(technicians).where(here).values(last_login_ms=entry.time_ms))
            append(connection, entry)

    def remember(self, number: int, places: Sequence[bytes], now_ms: int) -> None:
        """Remember that a technician has logged in from `places`; those that were used longest ago go."""
        theirs = known_places.c.technician_id == number
        with self._database.transaction() as connection:
            there = connection.scalar(select(technicians.c.removed).where(technicians.c.id == number))
            if there is not False:  # removed meanwhile
                return
            connection.execute(delete(known_places).where(theirs & known_places.c.place.in_(places)))
            rows = [{"technician_id": number, "place": place, "last_ms": now_ms} for place in places]
            connection.execute(insert(known_places), rows)
            latest = select(known_places.c.place).where(theirs).order_by(known_places.c.last_ms.desc())
            kept = connection.scalars(latest.limit(KNOWN_PLACES)).all()
            connection.execute(delete(known_places).where(theirs & known_places.c.place.not_in(kept)))
