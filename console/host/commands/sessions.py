"""The commands that write sessions or the audit as files for spreadsheet programs."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any

from console.host.commands.account_files import STANDARD
from console.host.commands.common import add_data, add_store_command, note_reading, opened
from console.host.commands.line.answers import Answer, add_json, say_as_a_file, tell
from console.host.commands.line.caller import caller
from console.host.configuration.readers import path_or_standard
from console.host.core.accounts.accounts import NotDoneError
from console.host.core.audit import Event
from console.host.process.folder import EXIT_FOLDER, StartError
from console.host.store.store import Store
from protocol.notation.spreadsheet import BEFORE, csv_line
from protocol.vocabulary.messages import TEXT_LIMIT, Reason
from protocol.vocabulary.reports import AskAudit, AskSessions, AuditRow, Outcome, SessionRow

_SESSION_BYTES = 16
_ALWAYS = (date(1970, 1, 1), date(2100, 1, 1))


def add_session_commands(actions: Any) -> None:
    """Add the actions of `sessions`."""
    parser = _add_export(actions, "past and running sessions", AskSessions, SessionRow)
    outcomes = [outcome.value for outcome in Outcome if outcome is not Outcome.UNSAID]
    parser.add_argument("--outcome", choices=outcomes, default="", help="only those of which that is noted")
    _add_forget(actions.add_parser("forget", help="delete what is noted of a session: customer, reference, note"))


def _add_forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", type=_number, metavar="NUMBER", help="of the session, as an export says it")
    add_store_command(parser, _forget)


def _forget(store: Store, options: argparse.Namespace) -> Answer:
    count = store.notes.forget(options.session, time.time_ns() // 1_000_000, caller())
    if not count:
        raise NotDoneError(Reason.UNKNOWN_SESSION, f"nothing is noted of a session {options.session.hex()}")
    return Answer([f"What was noted of {options.session.hex()} is deleted."], {"forgotten": options.session.hex()})


def _number(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != _SESSION_BYTES:
        raise argparse.ArgumentTypeError(f"{text} is no number of a session: 32 hexadecimal digits")
    return found


def add_audit_export(actions: Any) -> None:
    """Add the action of `audit` that writes it as a file."""
    _add_export(actions, "the audit", AskAudit, AuditRow)


def _add_export(actions: Any, what: str, kind: Callable[..., Any], row: type[Any]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser("export", help=f"write {what} as a CSV file; times are UTC")
    parser.add_argument("file", type=path_or_standard, metavar="FILE", help="what to write; -: standard output")
    for name, words, default in (("since", "first", _ALWAYS[0]), ("until", "last", _ALWAYS[1])):
        parser.add_argument(f"--{name}", type=_day, default=default, metavar="YYYY-MM-DD", help=f"the {words} day")
    parser.add_argument("--words", default="", metavar="WORDS", help="only rows that all of these words fit")
    add_data(parser)
    add_json(parser)
    parser.set_defaults(command=lambda options: _export(options, kind, row))
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day like 2026-11-23") from None


def _export(options: argparse.Namespace, kind: Callable[..., Any], row: type[Any]) -> int:
    since, until = options.since, options.until + timedelta(days=1)
    if since >= until:
        raise NotDoneError(Reason.BAD_MESSAGE, f"--since {since} is after --until {options.until}")
    asked = {"request": 0, "since_ms": _ms(since), "until_ms": _ms(until), "descending": False}
    asked |= {"words": options.words[:TEXT_LIMIT]} | ({"outcome": options.outcome} if kind is AskSessions else {})
    names = [field.name.replace("_ms", "") for field in fields(row)]
    if options.file == STANDARD:
        say_as_a_file()
        _show(options, names, kind, lambda store: _cells(store, kind, asked, row))
        return 0
    part = options.file.with_name(f"{options.file.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="") as file, _noted(options, Event.REPORT_SAVED, kind) as store:
            file.write(BEFORE + csv_line(names))
            for cells in _cells(store, kind, asked, row):
                file.write(csv_line(cells))
                count += 1
        os.replace(part, options.file)
    except OSError as error:
        raise StartError(EXIT_FOLDER, f"{options.file} cannot be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    tell(Answer([f"{options.file}: {count} rows."], {"file": str(options.file), "rows": count}), options)
    return 0


def _what(kind: Callable[..., Any], options: argparse.Namespace) -> str:
    return f"{'audit' if kind is AskAudit else 'sessions'} {options.since} to {options.until}"


@contextmanager
def _noted(options: argparse.Namespace, event: Event, kind: Callable[..., Any]) -> Iterator[Store]:
    """Open the database, and write down what was read of it, also where whoever reads breaks off."""
    with opened(options) as store:
        try:
            yield store
        finally:
            note_reading(store, event, _what(kind, options))


def _show(
    options: argparse.Namespace,
    names: list[str],
    kind: Callable[..., Any],
    cells: Callable[[Store], Iterator[list[str]]],
) -> None:
    """Write the rows to standard output in place of a file."""
    with _noted(options, Event.REPORT_READ, kind) as store:
        found = cells(store)
        data = [dict(zip(names, row, strict=True)) for row in found] if options.json else []
        tell(Answer((csv_line(row).rstrip("\r\n") for row in chain([names], found)), data), options)


def _cells(store: Store, kind: Callable[..., Any], asked: dict[str, Any], row: type[Any]) -> Iterator[list[str]]:
    for found in _rows(store, kind, asked):
        yield [_cell(field.name, getattr(found, field.name)) for field in fields(row)]


def _rows(store: Store, kind: Callable[..., Any], asked: dict[str, Any]) -> Iterator[Any]:
    after = b""
    while True:
        page: Any = store.reports.answer(kind(**asked, after=after))
        yield from page.rows
        if not (after := page.next):
            return


def _cell(name: str, value: object) -> str:
    """Return a field of a row as it stands in a file: moments as UTC, lengths in seconds."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return ", ".join(value)
    if name in ("opened_ms", "closed_ms", "time_ms") and isinstance(value, int):
        return datetime.fromtimestamp(value / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
    if name.endswith("_ms") and isinstance(value, int):
        return str(round(value / 1000))
    return "yes" if value is True else "" if value is False else str(value)


def _ms(day: date) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
