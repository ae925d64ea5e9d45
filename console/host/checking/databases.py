"""Checks the database: is it there, what does it write in, who is between, may this user write, do the clocks agree."""

from __future__ import annotations

import time
from collections.abc import Iterator

from sqlalchemy import URL

from console.host.checking.finding import Finding, doubtful, good, wrong
from console.host.configuration.configuration import Configuration
from console.host.process.database_choice import HOW_TO_BRING_UP, POOLED, shown
from console.host.process.database_note import refuse_another
from console.host.process.folder import DataFolder, StartError
from console.host.store.inspection import Facts, each_server, look_at
from console.host.store.tables.database import NoDatabaseError, StorageError

DATABASE = "database"
CLOCK = "clock"
ENCODINGS = ("UTF8", "UTF-8")
CLOCK_S = 60.0  # within which all clocks should agree


def check_database(said: Configuration) -> Iterator[Finding]:
    """Check what the host is to keep its records in, without changing it."""
    try:
        url = said.database
        refuse_another(DataFolder(said.folder, make=False), url)
    except StartError as error:
        yield wrong(DATABASE, str(error))
        return
    try:
        yield from _servers(url)
        facts = look_at(url)
    except NoDatabaseError:
        yield good(DATABASE, f"{shown(url)} is not there yet and is made when the host starts.")
    except StorageError as error:
        yield wrong(DATABASE, f"{shown(url)} cannot be used: {error}.")
    else:
        yield from _is_right(url, facts)
        yield from _clocks(facts)


def _servers(url: URL) -> Iterator[Finding]:
    for server, problem in each_server(url).items():
        if problem:
            yield doubtful(DATABASE, f"Of the servers, {server} does not answer: {problem}.")
        else:
            yield good(DATABASE, f"Of the servers, {server} answers.")


def _is_right(url: URL, facts: Facts) -> Iterator[Finding]:
    where = f" in the schema {facts.schema}" if facts.schema else ""
    if facts.encoding not in ENCODINGS:
        yield wrong(DATABASE, f"It writes in {facts.encoding}, which has no room for every name; make it with UTF8.")
    if facts.pooled:
        yield wrong(DATABASE, POOLED[0].upper() + POOLED[1:])
    if not facts.sound:
        yield wrong(DATABASE, f"The file {shown(url)} is damaged; restore a backup.")
    if not facts.writable:
        yield wrong(DATABASE, f"This user may not write{where}, or the server is one that only reads.")
    if facts.tables is None:
        yield good(DATABASE, f"{shown(url)} ({facts.software}) answers; the tables are made{where} at the first start.")
    elif facts.is_current:
        yield good(DATABASE, f"{shown(url)} ({facts.software}) answers, and has the tables of this version{where}.")
    elif facts.is_earlier:
        words = f"has tables of an earlier version ({facts.tables}). {HOW_TO_BRING_UP}"
        yield doubtful(DATABASE, f"{shown(url)} ({facts.software}) answers, and {words}")
    else:
        yield wrong(DATABASE, f"{shown(url)} was made by a newer version of this program.")


def _clocks(facts: Facts) -> Iterator[Finding]:
    if abs(facts.clock_ahead_s) > CLOCK_S:
        yield wrong(CLOCK, f"The database's clock differs from this computer's by {facts.clock_ahead_s:+.0f} s.")
    ahead_s = (facts.last_ms or 0) / 1000 - time.time()
    if ahead_s > CLOCK_S:
        yield wrong(CLOCK, f"This computer's clock is {ahead_s:.0f} s behind the last row of the audit; set it right.")
    elif abs(facts.clock_ahead_s) <= CLOCK_S:
        yield good(CLOCK, "The clock agrees with the database.")
