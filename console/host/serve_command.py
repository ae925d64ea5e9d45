"""The command that runs a host, and all its options."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from console.host.codes import CODE_VALID_S
from console.host.commands import add_data, folder_of, say_out
from console.host.database_choice import database_of
from console.host.running import run
from console.host.server import Options

LOG_LEVELS = ("debug", "info", "warning", "error")
LAST_PORT = 65535
FILES = 8192


def add_serve_command(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    parser.add_argument(
        "--listen",
        type=listen_address,
        default=(None, None),
        metavar="ADDRESS[:PORT]",
        help="where to listen (default: *:7330; port 0: any free one)",
    )
    _add_certificate(parser)
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
    parser.set_defaults(command=lambda options: _serve(parser, options))


def _add_certificate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--certificate",
        type=Path,
        metavar="PEM",
        help="the certificate to show, with its chain (default: one of the host's own making); SIGHUP reads it anew",
    )
    parser.add_argument("--key", type=Path, metavar="PEM", help="its key (default: in the same file)")


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


def _serve(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    allow_many_links()
    asyncio.run(
        run(
            folder_of(options),
            options_of(parser, options),
            lambda where, number: say_out(f"listening {where} {number}"),
        )
    )
    return 0


def options_of(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Options:
    """Return what the command line says; ends the program with a sentence where it does not fit together."""
    if options.key is not None and options.certificate is None:
        parser.error("--key is the key of a certificate; name that with --certificate")
    address, port = options.listen
    return Options(
        address=address,
        port=port,
        embedded=options.embedded,
        code_valid_s=options.code_valid_s,
        certificate=options.certificate,
        key=options.key,
        database=database_of(options, folder_of(options)),
    )


def allow_many_links() -> None:
    """Let this process have as many connections as the system lets it, up to `FILES`; each link is an open file."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
