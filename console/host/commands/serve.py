"""The command that runs a host, by its configuration."""

from __future__ import annotations

import argparse
import asyncio
import sys

from console.host.commands.line.answers import say_out
from console.host.configuration.configuration import load
from console.host.configuration.served import options_of
from console.host.configuration.settings import SETTINGS, add_flags
from console.host.process.folder import DataFolder
from console.host.process.logs import set_up_logs
from console.host.process.running import run

FILES = 8192


def add_serve_command(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    add_flags(parser, list(SETTINGS.values()))
    parser.add_argument("--embedded", action="store_true", help="end when nobody has needed this host for two minutes")
    parser.set_defaults(command=_serve)


def _serve(options: argparse.Namespace) -> int:
    configuration = load(options)
    set_up_logs(configuration.value("log-level"), configuration.value("log-format"))
    said = options_of(configuration, embedded=options.embedded)
    allow_many_links()
    asyncio.run(
        run(
            DataFolder(configuration.folder),
            said,
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
