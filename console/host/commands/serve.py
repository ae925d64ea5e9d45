"""The command that runs a host, and all its options."""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
import sys
from pathlib import Path

from sqlalchemy import URL

from console.host.commands.common import add_data, folder_of, say_out
from console.host.core.codes import CODE_VALID_S
from console.host.links.proxied import plain_address
from console.host.process.database_choice import database_of
from console.host.process.logs import FORMATS, TEXT
from console.host.process.running import run
from console.host.process.server import LOOPBACK, Options
from protocol.notation.joincode import BadCode, split_address
from protocol.vocabulary.web import URL_LIMIT

LOG_LEVELS = ("debug", "info", "warning", "error")
LAST_PORT = 65535
DRAIN_S = 300
LONGEST_DRAIN_S = 24 * 3600
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
    _add_web(parser)
    _add_surroundings(parser)
    parser.add_argument("--embedded", action="store_true", help="end when nobody has needed this host for two minutes")
    parser.add_argument(
        "--code-valid-s",
        type=_seconds,
        default=CODE_VALID_S,
        metavar="SECONDS",
        help=f"how long a code is valid (default and most: {CODE_VALID_S})",
    )
    _add_operation(parser)
    add_data(parser)
    parser.set_defaults(command=lambda options: _serve(parser, options))


def _add_surroundings(parser: argparse.ArgumentParser) -> None:
    """Add what stands before this host, or beside it."""
    parser.add_argument(
        "--proxy",
        type=ip_address,
        action="append",
        default=[],
        metavar="IP",
        help="a TCP proxy that says by PROXY protocol 2 where a connection comes from; may be said more than once",
    )
    parser.add_argument(
        "--cluster-address",
        type=member_address,
        metavar="HOST:PORT",
        help="where members reach this very host, if it shares its PostgreSQL database with others (default: alone)",
    )


def _add_operation(parser: argparse.ArgumentParser) -> None:
    """Add what concerns whoever runs the host."""
    parser.add_argument(
        "--drain-s",
        type=int,
        metavar="SECONDS",
        help=f"how long sessions may go on after SIGTERM (default: {DRAIN_S}; 0: not at all)",
    )
    parser.add_argument(
        "--metrics",
        type=metrics_address,
        metavar="[ADDRESS:]PORT",
        help="where /health and /metrics are, on loopback (default: nowhere)",
    )
    parser.add_argument(
        "--metrics-public", action="store_true", help="let --metrics be elsewhere: anybody who reaches it may read it"
    )
    parser.add_argument("--log-level", choices=LOG_LEVELS, default="info", help="what goes to standard error")
    parser.add_argument("--log-format", choices=FORMATS, default=TEXT, help="as lines for people (default) or as JSON")


def _add_certificate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--certificate",
        type=Path,
        metavar="PEM",
        help="the certificate to show, with its chain (default: one of the host's own making); SIGHUP reads it anew",
    )
    parser.add_argument("--key", type=Path, metavar="PEM", help="its key (default: in the same file)")


def _add_web(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--web",
        type=web_address,
        metavar="ADDRESS:PORT",
        help="where browsers find the pages of Instant Chat (default: nowhere)",
    )
    parser.add_argument(
        "--web-url",
        type=web_url,
        metavar="URL",
        help="how browsers reach them, https://HOST[:PORT] (default: by this host's name and the port of --web)",
    )
    parser.add_argument(
        "--downloads", type=Path, metavar="FOLDER", help="the viewer's files, offered to customers with a page"
    )


def web_url(text: str) -> str:
    """Read `https://HOST[:PORT]`."""
    address = text.removeprefix("https://").removesuffix("/")
    try:
        split_address(address)
    except BadCode:
        address = ""
    if not address or not text.startswith("https://") or len(text) > URL_LIMIT:
        raise argparse.ArgumentTypeError(f"{text} is not https://HOST[:PORT]")
    return f"https://{address}"


def ip_address(text: str) -> str:
    """Read an IP address."""
    try:
        return plain_address(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not an IP address") from None


def member_address(text: str) -> str:
    """Read `HOST:PORT`, as members are to dial it."""
    try:
        host, port = split_address(text)
    except BadCode:
        raise argparse.ArgumentTypeError(f"{text} is not HOST:PORT") from None
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def web_address(text: str) -> tuple[str | None, int]:
    """Read `ADDRESS:PORT`."""
    address, port = listen_address(text)
    if port is None:
        raise argparse.ArgumentTypeError(f"{text} is not ADDRESS:PORT")
    return address, port


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


def metrics_address(text: str) -> tuple[str, int]:
    """Read `[ADDRESS:]PORT`."""
    address, port = listen_address(f"{LOOPBACK}:{text}" if text.isdigit() else text)
    if port is None:
        raise argparse.ArgumentTypeError(f"{text} is not [ADDRESS:]PORT")
    return address or "0.0.0.0", port  # noqa: S104 - only with --metrics-public


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


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
    if options.web is None and (options.web_url or options.downloads):
        parser.error("--web-url and --downloads are for the pages; say with --web where those are")
    if options.metrics is not None and not (options.metrics_public or _is_loopback(options.metrics[0])):
        parser.error(f"--metrics at {options.metrics[0]} can be read by others; say --metrics-public if that is meant")
    if options.drain_s is not None and not 0 <= options.drain_s <= LONGEST_DRAIN_S:
        parser.error(f"--drain-s is a number from 0 to {LONGEST_DRAIN_S}")
    database = database_of(options, folder_of(options))
    _check_cluster(parser, options, database)
    address, port = options.listen
    return Options(
        address=address,
        port=port,
        embedded=options.embedded,
        code_valid_s=options.code_valid_s,
        certificate=options.certificate,
        key=options.key,
        metrics=options.metrics,
        drain_s=_drain_s(options),
        web=options.web,
        web_url=options.web_url or "",
        downloads=options.downloads,
        database=database,
        proxies=tuple(options.proxy),
        cluster_address=options.cluster_address or "",
    )


def _check_cluster(parser: argparse.ArgumentParser, options: argparse.Namespace, database: URL) -> None:
    if options.cluster_address and database.drivername != "postgresql":
        parser.error("--cluster-address is for hosts that share a PostgreSQL database; name that with --database")
    if options.cluster_address and options.certificate is None:
        parser.error("hosts that share a database show one certificate; name it with --certificate")


def _drain_s(options: argparse.Namespace) -> int:
    """Return how long sessions may go on; a console that ends its own host has asked its user already."""
    if options.drain_s is not None:
        return int(options.drain_s)
    return 0 if options.embedded or options.cluster_address else DRAIN_S  # in a cluster the others go on with them


def allow_many_links() -> None:
    """Let this process have as many connections as the system lets it, up to `FILES`; each link is an open file."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
