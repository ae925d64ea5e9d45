"""The commands that read technicians and groups from a file, CSV or JSON, and write them into one."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from console.host.commands.common import add_store_command, change, moment
from console.host.commands.line.answers import Answer, say_as_a_file
from console.host.commands.passwords import made_password
from console.host.configuration.readers import path, path_or_standard
from console.host.core.accounts.accounts import Accounts, NotDoneError
from console.host.core.accounts.audit import lines
from console.host.core.accounts.file_rows import (
    GROUP_COLUMNS,
    LAST_LOGIN,
    NOBODY,
    TECHNICIAN_COLUMNS,
    FileRow,
    group_rows,
    technician_rows,
    with_groups,
    with_technicians,
)
from console.host.core.chain.names import plain
from console.host.core.guessing.rules import need_password
from console.host.core.rights import RIGHTS
from console.host.store.store import Store
from protocol.notation.spreadsheet import BEFORE, csv_line, csv_rows
from protocol.system.private_files import open_private
from protocol.vocabulary.messages import Reason

STANDARD = Path("-")  # standard input or output in place of a file
LARGEST = 8 * 1024 * 1024  # bytes of a file
ROWS_LIMIT = 10_000


@dataclass(frozen=True)
class _Kind:
    """What one kind of file holds."""

    columns: Sequence[str]
    rows: Callable[[Accounts], list[dict[str, Any]]]
    applied: Callable[[Accounts, Sequence[FileRow]], Accounts]


def _technicians(accounts: Accounts) -> list[dict[str, Any]]:
    return [row | {LAST_LOGIN: moment(row[LAST_LOGIN]) or ""} for row in technician_rows(accounts)]


_TECHNICIANS = _Kind(TECHNICIAN_COLUMNS, _technicians, with_technicians)
_GROUPS = _Kind(GROUP_COLUMNS, group_rows, with_groups)


def add_technician_files(actions: Any) -> None:
    """Add the actions of `technicians` for files."""
    parser = _add_import(actions, _TECHNICIANS, "make and change technicians as a file says")
    parser.add_argument(
        "--passwords-to",
        type=path,
        metavar="FILE",
        help="make first passwords for those who have none in the file, and write them into this new one",
    )
    _add_export(actions, _TECHNICIANS, "write all technicians into a file, without passwords")


def add_group_files(actions: Any) -> None:
    """Add the actions of `groups` for files."""
    _add_import(actions, _GROUPS, "make and change groups as a file says").set_defaults(passwords_to=None)
    _add_export(actions, _GROUPS, "write all groups into a file")


def _add_import(actions: Any, kind: _Kind, words: str) -> argparse.ArgumentParser:
    shown = [column for column in kind.columns if column not in RIGHTS]
    more = "" if len(kind.columns) == len(shown) else " and rights, each on, off or inherit, with “locked” behind it"
    without = f"{LAST_LOGIN} is what an export says, and is not read. " if LAST_LOGIN in shown else ""
    parser: argparse.ArgumentParser = actions.add_parser(
        "import",
        help=words,
        description=f"{words.capitalize()}: all of it or, where a row cannot be done, nothing. Columns, or keys of a "
        f"JSON list's objects: {', '.join(shown)}{more}. What is empty or missing stays as it is; “{NOBODY}” empties "
        f"it. {without}Whoever is not in the file stays.",
    )
    parser.add_argument(
        "file", type=path_or_standard, metavar="FILE", help="CSV, or JSON if its name ends so; -: standard input"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be changed, and change nothing")
    add_store_command(parser, lambda store, options: _import(store, options, kind))
    return parser


def _add_export(actions: Any, kind: _Kind, words: str) -> None:
    parser = actions.add_parser("export", help=words)
    parser.add_argument(
        "file", type=path_or_standard, metavar="FILE", help="CSV, or JSON if its name ends so; -: standard output"
    )
    add_store_command(parser, lambda store, options: _export(store, options, kind))


def _import(store: Store, options: argparse.Namespace, kind: _Kind) -> Answer:
    rows = _read(options.file, kind.columns)
    before = store.accounts.snapshot()
    after = kind.applied(before, rows)
    passwords = _passwords(rows, before, after, make=options.passwords_to is not None)
    told = [f"{event.replace('_', ' ')}: {plain(detail)}" for event, detail in lines(before, after)]
    if options.dry_run:
        end = f"{len(told)} changes; nothing was changed, for this was a dry run."
    else:
        with _kept_in(options.passwords_to, passwords):
            change(store, lambda accounts: kind.applied(accounts, rows), passwords=passwords)
        end = f"{len(told)} changes."
    return Answer([*told, end], {"changes": told, "dry_run": options.dry_run})


def _passwords(rows: Sequence[FileRow], before: Accounts, after: Accounts, *, make: bool) -> dict[str, str]:
    """Return the first passwords of those who are new; whoever is known keeps theirs."""
    people = [after.technicians[number] for number in after.technicians.keys() - before.technicians.keys()]
    by_key = {account.name.casefold(): account for account in people}
    new: dict[str, str] = {}
    wrong = []
    for row in rows:
        account = by_key.get(row.name.casefold())
        if account is not None:
            new[account.name] = str(row.cells.get("password") or (made_password() if make else ""))
            try:
                need_password(new[account.name], (account.name, after.groups[account.group].name))
            except NotDoneError as error:
                wrong.append(f"{row.where}: {error}")
    if wrong:
        hint = " (--passwords-to FILE makes passwords)" if not make else ""
        raise NotDoneError(Reason.WEAK_PASSWORD, f"{'; '.join(wrong)}{hint}")
    return new


@contextmanager
def _kept_in(file: Path | None, passwords: Mapping[str, str]) -> Iterator[None]:
    """Write first passwords into a new file that only its user can read; it goes again if nothing comes of them."""
    if file is None:
        yield
        return
    text = BEFORE + csv_line(["name", "password"]) + "".join(csv_line(pair) for pair in passwords.items())
    try:
        with open_private(file, "xb") as out:
            out.write(text.encode())
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise NotDoneError(Reason.STORAGE, f"{file} cannot be made: {error.strerror}") from error
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _export(store: Store, options: argparse.Namespace, kind: _Kind) -> Answer:
    rows = kind.rows(store.accounts.snapshot())
    as_json = options.json or options.file.suffix.lower() == ".json"
    text = f"{json.dumps(rows, indent=1, ensure_ascii=False)}\n" if as_json else _as_csv(rows)
    if options.file == STANDARD:
        say_as_a_file()
        return Answer(text.removesuffix("\n").splitlines(), rows)
    part = options.file.with_name(f"{options.file.name}.part")
    try:
        part.write_text(text if as_json else BEFORE + text, encoding="utf-8", newline="")
        part.replace(options.file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotDoneError(Reason.STORAGE, f"{options.file} cannot be written: {error.strerror}") from error
    return Answer([f"{options.file}: {len(rows)} rows."], {"file": str(options.file), "rows": len(rows)})


def _as_csv(rows: Sequence[dict[str, Any]]) -> str:
    return csv_line(list(rows[0])) + "".join(csv_line([_cell(value) for value in row.values()]) for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(value) or NOBODY if isinstance(value, list) else str(value)


def _read(file: Path, columns: Sequence[str]) -> list[FileRow]:
    """Return the rows of a file.

    Raises:
        NotDoneError: it cannot be read, or is not what it should be.
    """
    try:
        text = _bytes(file).decode("utf-8-sig")
        found = _json_rows(text) if _is_json(file, text) else _csv_rows(text, columns)
        rows = [_checked(where, cells, columns) for where, cells in found]
    except OSError as error:
        raise NotDoneError(Reason.STORAGE, f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NotDoneError(Reason.BAD_MESSAGE, f"{file} is not UTF-8; save it as “CSV UTF-8”") from error
    except (ValueError, RecursionError) as error:
        raise NotDoneError(Reason.BAD_MESSAGE, f"{file}: {error}") from error
    if not rows or len(rows) > ROWS_LIMIT:
        raise NotDoneError(Reason.LIMIT, f"{file} has {len(rows)} rows; it needs 1 to {ROWS_LIMIT}")
    return rows


def _bytes(file: Path) -> bytes:
    if file == STANDARD:
        found = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with file.open("rb") as source:
            found = source.read(LARGEST + 1)
    if len(found) > LARGEST:
        raise ValueError(f"it is larger than {LARGEST} bytes")
    return found


def _is_json(file: Path, text: str) -> bool:
    return file.suffix.lower() == ".json" or (file == STANDARD and text.lstrip()[:1] == "[")


def _csv_rows(text: str, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = csv_rows(text)
    line, head = next(rows, (1, ["name"]))
    names = [name.strip().lower() for name in head]
    if wrong := _wrong_with(names, columns):
        raise ValueError(f"line {line}: {wrong}")
    for line, cells in rows:
        pairs = [(name, cell.strip()) for name, cell in zip_longest(names, cells, fillvalue="")]
        if any(cell and not name for name, cell in pairs):
            raise ValueError(f"line {line}: it has more cells than there are columns")
        yield f"line {line}", {name: cell for name, cell in pairs if name}


def _wrong_with(names: Sequence[str], columns: Sequence[str]) -> str:
    """Return what is wrong with the names of a file's columns; "" where nothing is. One without a name is empty."""
    if unknown := [name for name in names if name and name not in columns]:
        return f"no column is called “{unknown[0]}” here, only {', '.join(columns)}"
    if twice := [name for name in names if name and names.count(name) > 1]:
        return f"two columns are called “{twice[0]}”"
    return "" if "name" in names else "no column is called “name”"


def _json_rows(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    found = json.loads(text)
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise ValueError("it is not a JSON list of objects")
    for number, entry in enumerate(found, start=1):
        yield f"entry {number}", entry


def _checked(where: str, cells: Mapping[str, Any], columns: Sequence[str]) -> FileRow:
    if unknown := sorted(set(cells) - set(columns)):
        raise ValueError(f"{where}: nothing is called “{unknown[0]}” here, only {', '.join(columns)}")
    if not isinstance(cells.get("name"), str) or not cells["name"].strip():
        raise ValueError(f"{where}: it has no name")
    for name, value in cells.items():
        fits = isinstance(value, list) and name == "replies" and all(isinstance(reply, str) for reply in value)
        if not fits and not isinstance(value, str | bool | int | None):
            raise ValueError(f"{where}: {name} is no value for a cell")
    return FileRow(where, {name: value for name, value in cells.items() if value not in ("", None)})
