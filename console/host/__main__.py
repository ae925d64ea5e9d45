"""The command line of the host."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from console.host.codes import CODE_VALID_S
from console.host.database import StorageError
from console.host.folder import EXIT_DATABASE, EXIT_UNKNOWN, DataFolder, StartError, default_folder
from console.host.server import Options, open_store, program_version, run
from console.host.store import UnknownNameError

PROGRAM = "fernblick-host"
LOG_LEVELS = ("debug", "info", "warning", "error")
LAST_PORT = 65535
FILES = 8192


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        stream=sys.stderr, level=options.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        status: int = options.command(options)
    except StartError as error:
        _say(str(error))
        return error.status
    except StorageError as error:
        _say(f"The database cannot be used: {error}.")
        return EXIT_DATABASE
    except UnknownNameError as error:
        _say(f"Nothing was changed: {error}.")
        return EXIT_UNKNOWN
    return status


def listen_address(text: str) -> tuple[str | None, int | None]:
    """Read `ADDRESS[:PORT]`; the address `*` is all of this computer's (None), no port is the default one (None)."""
    if text.startswith("["):
        address, closed, rest = text[1:].partition("]")
        port = rest.removeprefix(":")
        if not closed or (rest and not rest.startswith(":")):
            raise argparse.ArgumentTypeError(f"{text} is not ADDRESS[:PORT]")
    elif text.count(":") > 1:
        address, port = text, ""
    else:
        address, _, port = text.partition(":")
    if not address or (port and not (port.isascii() and port.isdigit() and int(port) <= LAST_PORT)):
        raise argparse.ArgumentTypeError(f"{text} is not ADDRESS[:PORT]")
    return None if address == "*" else address, int(port) if port else None


def right_change(text: str) -> tuple[str, bool]:
    """Read `RIGHT=on` or `RIGHT=off`."""
    name, _, value = text.partition("=")
    if value not in ("on", "off"):
        raise argparse.ArgumentTypeError(f"{text} is not RIGHT=on or RIGHT=off")
    return name, value == "on"


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= CODE_VALID_S):
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds from 1 to {CODE_VALID_S}")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM, description="The process that technicians and customers connect to. It cannot read what they say."
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {program_version()}")
    parser.set_defaults(log_level="warning")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(commands.add_parser("serve", help="run the host until it is told to stop"))
    groups = commands.add_parser("groups", help="technician groups and their rights")
    actions = groups.add_subparsers(required=True, metavar="ACTION")
    _add_groups_list(actions.add_parser("list", help="list all groups with their rights"))
    _add_groups_set(actions.add_parser("set", help="change rights of a group; a running host follows within seconds"))
    return parser


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--listen",
        type=listen_address,
        default=(None, None),
        metavar="ADDRESS[:PORT]",
        help="where to listen (default: *:7330; port 0: any free one)",
    )
    parser.add_argument("--embedded", action="store_true", help="end when nobody has needed this host for two minutes")
    parser.add_argument(
        "--code-valid-s",
        type=_seconds,
        default=CODE_VALID_S,
        metavar="SECONDS",
        help=f"how long a code is valid (default and most: {CODE_VALID_S})",
    )
    parser.add_argument("--log-level", choices=LOG_LEVELS, default="info", help="what goes to standard error")
    _add_data(parser)
    parser.set_defaults(command=_serve)


def _add_groups_list(parser: argparse.ArgumentParser) -> None:
    _add_data(parser)
    parser.set_defaults(command=_groups_list)


def _add_groups_set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="GROUP")
    parser.add_argument("changes", nargs="+", type=right_change, metavar="RIGHT=on|off")
    _add_data(parser)
    parser.set_defaults(command=_groups_set)


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=None, metavar="DIR", help="the data folder")


def _serve(options: argparse.Namespace) -> int:
    address, port = options.listen
    allow_many_links()
    asyncio.run(
        run(
            _folder(options),
            Options(address=address, port=port, embedded=options.embedded, code_valid_s=options.code_valid_s),
            lambda where, number: _say_out(f"listening {where} {number}"),
        )
    )
    return 0


def allow_many_links() -> None:
    """Let this process have as many connections as the system lets it, up to `FILES`; each link is an open file."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _groups_list(options: argparse.Namespace) -> int:
    store = open_store(_folder(options))
    try:
        for group, rights in store.all_groups().items():
            _say_out(" ".join([group, *(f"{name}={'on' if allowed else 'off'}" for name, allowed in rights.items())]))
    finally:
        store.close()
    return 0


def _groups_set(options: argparse.Namespace) -> int:
    store = open_store(_folder(options))
    try:
        store.set_rights(options.group, dict(options.changes), time_ms=time.time_ns() // 1_000_000)
    finally:
        store.close()
    return _groups_list(options)


def _folder(options: argparse.Namespace) -> DataFolder:
    return DataFolder(options.data or default_folder())


def _say(sentence: str) -> None:
    sys.stderr.write(f"{PROGRAM}: {sentence}\n")


def _say_out(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
