"""A database's address: how it is read, shown, opened, and brought up while no host of an earlier version uses it.

A password stands in the environment's address or in a file of its own, where other users cannot read it as they can a
command line.

Hosts that share a database each hold it together with the others; whoever brings it up holds it alone for that moment.
Hosts from before there was such a lock are known by their leases alone. A host that runs all the same when its tables
are brought up notices with whatever it writes or asks next, and stops.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from console.host.core.lease import LEASE_S
from console.host.process.folder import (
    EXIT_DATABASE,
    EXIT_EARLIER,
    EXIT_NOTHING,
    EXIT_SECOND_HOST,
    PARTS_COME,
    StartError,
    refuse_root,
)
from console.host.store.store import Store
from console.host.store.tables.database import Database, EarlierError, LiveHostsError, NoDatabaseError, StorageError
from console.host.store.tables.engines import file_of
from console.host.store.tables.live_hosts import live_hosts
from console.host.store.tables.schema import VERSION
from console.host.store.tables.sole_use import PooledError, SoleUse, TakenError, refuse_shared_connections
from console.host.store.tables.tables import version_to_read

SECRETS = ("password", "sslpassword")  # among an address's parameters
KINDS = ("sqlite", "postgresql")
WRONG = "a database is sqlite:///PATH or postgresql://USER@HOST/NAME"
MISREAD = (
    "an @ in a password is written %40 there, a % %25; or the password stands in a file of its own, which "
    "database-password-file names"
)
HOW_TO_MAKE_ONE = (
    "Name the right one by --config, --data or --database; a new one is made by `serve` or `admin create --new`."
)
POOLED = (
    "a pooler stands before it that gives each transaction another connection. Use one in session mode (PgBouncer: "
    "pool_mode = session), or the server itself."
)
HOW_TO_BRING_UP = (
    "Make a `backup`, which keeps it as it is; then start the host, which brings it up, or say `database upgrade`."
)
STOP_THEM = (
    "It was left as it is, for they would go on writing what is wrong by then. Stop each of them first. For one that "
    "cannot be stopped, its computer being out of reach, there is `database upgrade --force`."
)
PATIENCE_S = LEASE_S + 2.0  # a host that was killed has its lease for so long
HANDOVER_S = 2.0  # in which another host lets go of what it held alone
AGAIN_S = 0.1
_SEVERAL = re.compile(r"(?P<start>postgresql://(?:[^@/]*@)?)(?P<servers>[^/?@]+,[^/?@]+)/(?P<rest>.+)")


def database_url(text: str) -> URL:
    """Read a database's address; what is wrong with it is said without it, for it may hold a password."""
    try:
        url = make_url(_servers_apart(text))
    except (ArgumentError, ValueError):
        raise argparse.ArgumentTypeError(WRONG) from None
    if url.drivername not in KINDS or not url.database:
        raise argparse.ArgumentTypeError(WRONG)
    if url.drivername == "sqlite":
        return _of_a_home(url)
    if "@" in f"{url.host}{url.database}" or "/" in url.database:
        raise argparse.ArgumentTypeError(MISREAD)  # what is left of it would be shown as a server's name
    return url


def in_folder(url: URL, folder: Path) -> URL:
    """Return `url` as it is meant by whoever says it in `folder`.

    Raises:
        FileNotFoundError: this process's own folder is gone.
    """
    if (path := file_of(url)) is None:
        return url
    return url.set(database=str((folder / path).absolute()))


def _of_a_home(url: URL) -> URL:
    try:
        return url.set(database=str(Path(str(url.database)).expanduser()))
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"{url.database}: there is no such home") from None


def with_password(url: URL, file: Path | None) -> URL:
    """Return the address `url` with the password that stands in `file`, if one is named.

    Raises:
        StartError: the password cannot be read, or what PostgreSQL needs is missing.
    """
    if file is not None:
        url = url.set(password=_first_line(file))
    if url.drivername == "postgresql" and importlib.util.find_spec("psycopg") is None:
        raise StartError(EXIT_DATABASE, f"PostgreSQL needs the package psycopg: {PARTS_COME}.")
    return url


def open_store(where: URL, *, make: bool = False, bring_up: bool = False, under_hosts: bool = False) -> Store:
    """Open the database at `where`.

    Where there is none, that is said, or, with `make`, one is made. One of an earlier version stays as it is, and that
    is said, too, or it is brought up; `under_hosts` also where hosts of that version use it.

    Raises:
        StartError: that is not possible.
    """
    with _said(where):
        refuse_shared_connections(where)
        return Store(where, make=make, bring_up=bring_up, under_hosts=under_hosts)


def version_at(where: URL) -> str:
    """Return the version of the tables at `where`, this program's or an earlier one's, and change nothing there.

    Raises:
        StartError: there are none, or they cannot be read.
    """
    with _said(where):
        refuse_shared_connections(where)
        database = Database(where, make=False)
        try:
            with database.reading() as connection:
                return version_to_read(connection)
        finally:
            database.close()


def live_at(where: URL) -> list[str]:
    """Return the addresses of the hosts whose leases at `where` last, of whatever version.

    Raises:
        StartError: it cannot be read.
    """
    with _said(where):
        database = Database(where, make=False)
        try:
            with database.reading() as connection:
                return live_hosts(connection)
        finally:
            database.close()


@contextmanager
def _said(where: URL) -> Iterator[None]:
    """Say in a sentence what is wrong with the database at `where`."""
    try:
        yield
    except PooledError as error:
        raise StartError(EXIT_DATABASE, f"The database {shown(where)} cannot be used: {POOLED}") from error
    except EarlierError as error:
        sentence = f"The database {shown(where)} was left as it is: {error}. {HOW_TO_BRING_UP}"
        raise StartError(EXIT_EARLIER, sentence) from error
    except LiveHostsError as error:
        raise StartError(EXIT_SECOND_HOST, _in_use(where, error.addresses)) from error
    except NoDatabaseError as error:
        sentence = f"There is no database of a host at {shown(where)}; nothing was made there. {HOW_TO_MAKE_ONE}"
        raise StartError(EXIT_NOTHING, sentence) from error
    except StorageError as error:
        raise StartError(EXIT_DATABASE, f"The database {shown(where)} cannot be used: {error}.") from error


def take_alone(where: URL, *, shared: bool) -> SoleUse:
    """Take the database at `where` for one host, or, `shared`, for hosts that know of each other.

    Raises:
        StartError: another host has it.
    """
    if (path := file_of(where)) is not None:
        refuse_root(path)
    use = SoleUse(where, shared=shared)
    with _said(where):
        refuse_shared_connections(where)  # first: through a pooler the lock would stay when this program is gone
        try:
            use.take()
        except TakenError as error:
            sentence = (
                f"Another host uses the database {shown(where)}. Stop it, or start each of them with its own "
                "cluster-address."
            )
            raise StartError(EXIT_SECOND_HOST, sentence) from error
    return use


def take_current(where: URL, *, shared: bool) -> tuple[SoleUse, Store]:
    """Take the database at `where` for a host, alone or `shared`, with tables of this version: made, or brought up.

    Blocks for a few seconds where another host may be just starting or ending.

    Raises:
        StartError: hosts use it, or it cannot be used.
    """
    patience_s = PATIENCE_S if is_earlier(where) else HANDOVER_S * shared
    end = time.monotonic() + patience_s
    while True:
        try:
            return _take(where, shared=shared)
        except StartError as error:
            if error.status != EXIT_SECOND_HOST or time.monotonic() >= end:
                raise
        time.sleep(AGAIN_S)


def bring_up(where: URL, *, force: bool = False) -> None:
    """Bring the database at `where` up, if it is of an earlier version; with `force` whoever uses it.

    Raises:
        StartError: a host uses it, or it cannot be used.
    """
    if force:
        open_store(where, bring_up=True, under_hosts=True).close()
        return
    use = _take_alone(where)
    try:
        open_store(where, bring_up=True).close()
    finally:
        use.release()


def is_earlier(where: URL) -> bool:
    """Return whether an earlier version has made the tables.

    Raises:
        StartError: they cannot be read.
    """
    return is_made(where) and version_at(where) != VERSION


def is_made(where: URL) -> bool:
    """Return whether there are tables of a host, of whatever version.

    Raises:
        StartError: they cannot be read.
    """
    try:
        version_at(where)
    except StartError as error:
        if error.status != EXIT_NOTHING:
            raise
        return False
    return True


def _take(where: URL, *, shared: bool) -> tuple[SoleUse, Store]:
    if shared and is_earlier(where):
        bring_up(where)
    use = take_alone(where, shared=True) if shared else _take_alone(where)
    try:
        return use, open_store(where, make=True, bring_up=not shared)
    except BaseException:
        use.release()
        raise


def _take_alone(where: URL) -> SoleUse:
    """Take a database alone; whoever has one of an earlier version is named, as far as they are known."""
    try:
        return take_alone(where, shared=False)
    except StartError as error:
        if error.status != EXIT_SECOND_HOST or not is_earlier(where):
            raise
        raise StartError(EXIT_SECOND_HOST, _in_use(where, live_at(where))) from error


def _in_use(where: URL, addresses: Sequence[str] = ()) -> str:
    """Say that hosts keep a database of an earlier version from being brought up: those at `addresses`, if known."""
    who = f"hosts of that version use it ({', '.join(addresses)})" if addresses else "a host uses it"
    return f"The database {shown(where)} is of an earlier version of this program, and {who}. {STOP_THEM}"


def shown(url: URL) -> str:
    """Return what may be said of a database's address: a file's path, or everything but the password."""
    return str(url.database) if url.drivername == "sqlite" else written(url)


def written(url: URL) -> str:
    """Return an address without its secrets, of which libpq takes some as parameters, too."""
    said = {name: "***" if name in SECRETS else value for name, value in url.query.items()}
    return url.set(query=said).render_as_string(hide_password=True)


def _first_line(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise StartError(EXIT_DATABASE, f"The password's file {file} cannot be read.") from error
    return lines[0] if lines else ""


def _servers_apart(text: str) -> str:
    """Write several servers, as libpq has them (`h1:p1,h2:p2`), as the parameters that SQLAlchemy hands on to it."""
    found = _SEVERAL.fullmatch(text)
    if found is None:
        return text
    servers = "&".join(f"host={server}" for server in found["servers"].split(","))
    return f"{found['start']}/{found['rest']}{'&' if '?' in found['rest'] else '?'}{servers}"
