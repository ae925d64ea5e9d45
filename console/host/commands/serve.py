"""The command that runs a host, by its configuration."""

from __future__ import annotations

import argparse
import asyncio

from console.host.commands.line.answers import say_out
from console.host.configuration.configuration import load
from console.host.configuration.served import options_of
from console.host.configuration.settings import SETTINGS, add_flags
from console.host.process.folder import DataFolder
from console.host.process.logs import LOG, set_up_logs
from console.host.process.running import run
from protocol.system.memory import keep_memory_private
from protocol.system.private_files import close_to_others


def add_serve_command(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    add_flags(parser, list(SETTINGS.values()))
    parser.add_argument("--embedded", action="store_true", help="end when nobody has needed this host for two minutes")
    parser.set_defaults(command=_serve)


def _serve(options: argparse.Namespace) -> int:
    keep_memory_private(from_own_user=True)
    configuration = load(options)
    close_to_others(configuration.folder)
    file = configuration.folder / LOG if options.embedded else None  # nobody else keeps a console's host's log short
    set_up_logs(configuration.value("log-level"), configuration.value("log-format"), file=file)
    said = options_of(configuration, embedded=options.embedded)
    asyncio.run(
        run(
            DataFolder(configuration.folder),
            said,
            lambda where, number: say_out(f"listening {where} {number}"),
        )
    )
    return 0
