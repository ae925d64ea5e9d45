"""The command that looks at everything before a host is started, or started anew."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Iterator

from console.host.checking.addresses import check_addresses, check_proxies
from console.host.checking.certificates import check_certificate
from console.host.checking.databases import check_database
from console.host.checking.finding import Finding, Grade, good, wrong
from console.host.checking.folders import check_disk, check_folders
from console.host.commands.line.answers import say_json, say_out
from console.host.configuration.configuration import Configuration, load
from console.host.configuration.served import misfits
from console.host.configuration.settings import SETTINGS, add_flags
from console.host.process.folder import PARTS_COME, StartError
from console.host.process.logs import JSON

CONFIGURATION = "configuration"
EXIT_WRONG = 1
MARKS = {Grade.GOOD: "✓", Grade.DOUBTFUL: "!", Grade.WRONG: "✗"}
PLAIN_MARKS = {Grade.GOOD: "ok", Grade.DOUBTFUL: "??", Grade.WRONG: "NO"}


def add_check_command(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    add_flags(parser, list(SETTINGS.values()))
    parser.add_argument("--json", action="store_true", help="as one JSON array")
    parser.set_defaults(command=_check)


def _check(options: argparse.Namespace) -> int:
    found = list(_all(options))
    if options.json:
        rows = [{"topic": each.topic, "grade": each.grade, "sentence": each.sentence} for each in found]
        say_json(rows)
    else:
        for each in found:
            say_out(f"{_marks()[each.grade]} {each.topic}: {each.sentence}")
    return EXIT_WRONG if any(each.grade is Grade.WRONG for each in found) else 0


def _all(options: argparse.Namespace) -> Iterator[Finding]:
    try:
        said = load(options)
    except StartError as error:
        yield wrong(CONFIGURATION, str(error))
        return
    yield good(CONFIGURATION, f"{said.file} is read." if said.file else "No file; flags and the environment alone.")
    yield from (wrong(CONFIGURATION, misfit) for misfit in misfits(said))
    yield from _packages(said)
    for check in (check_folders, check_disk, check_database, check_certificate, check_addresses, check_proxies):
        yield from check(said)


def _packages(said: Configuration) -> Iterator[Finding]:
    needed = {
        "prometheus_client": said.value("metrics") is not None,
        "structlog": said.value("log-format") == JSON,
    }
    for name, is_needed in needed.items():
        if is_needed and importlib.util.find_spec(name) is None:
            yield wrong(
                CONFIGURATION, f"The package {name} is missing, which metrics or log-format need: {PARTS_COME}."
            )


def _marks() -> dict[Grade, str]:
    try:
        "".join(MARKS.values()).encode(sys.stdout.encoding or "ascii")
    except UnicodeError:
        return PLAIN_MARKS
    return MARKS
