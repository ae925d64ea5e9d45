"""The command line of the host."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Sequence

from console.host.accounts import NotDoneError
from console.host.codes import CODE_VALID_S
from console.host.commands import add_data, folder_of, say_out
from console.host.database import StorageError
from console.host.folder import EXIT_DATABASE, EXIT_NOT_DONE, StartError
from console.host.group_commands import add_group_commands
from console.host.server import Options, program_version, run
from console.host.technician_commands import add_admin_commands, add_technician_commands

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
    except NotDoneError as error:
        _say(f"Nothing was changed: {error}.")
        return EXIT_NOT_DONE
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
    for name, words, add in (
        ("groups", "technician groups and their rights", add_group_commands),
        ("technicians", "who may log in", add_technician_commands),
        ("admin", "administrators", add_admin_commands),
    ):
        add(commands.add_parser(name, help=words).add_subparsers(required=True, metavar="ACTION"))
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
    add_data(parser)
    parser.set_defaults(command=_serve)


def _serve(options: argparse.Namespace) -> int:
    address, port = options.listen
    allow_many_links()
    asyncio.run(
        run(
            folder_of(options),
            Options(address=address, port=port, embedded=options.embedded, code_valid_s=options.code_valid_s),
            lambda where, number: say_out(f"listening {where} {number}"),
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


def _say(sentence: str) -> None:
    sys.stderr.write(f"{PROGRAM}: {sentence}\n")


if __name__ == "__main__":
    sys.exit(main())
