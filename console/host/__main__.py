"""The command line of the host."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from console.host.commands.audit import add_audit_commands
from console.host.commands.card import add_card_commands
from console.host.commands.certificate import add_certificate_commands
from console.host.commands.check import add_check_command
from console.host.commands.common import say_error
from console.host.commands.config import add_config_commands
from console.host.commands.database import add_backup_command, add_database_commands, add_restore_command
from console.host.commands.groups import add_group_commands
from console.host.commands.guests import add_guest_commands
from console.host.commands.health import add_health_command
from console.host.commands.line.answers import is_half, say_whatever_there_is
from console.host.commands.line.completion import add_completion_command
from console.host.commands.line.parser import Parser
from console.host.commands.page import add_page_commands
from console.host.commands.serve import add_serve_command
from console.host.commands.sessions import add_session_commands
from console.host.commands.technicians import add_admin_commands, add_technician_commands
from console.host.core.accounts.accounts import NotDoneError
from console.host.process.folder import EXIT_DATABASE, EXIT_NOT_DONE, StartError
from console.host.process.logs import TEXT, set_up_logs
from console.host.process.server import program_version
from console.host.store.tables.database import StorageError

PROGRAM = "fernblick-host"
EXIT_INTERRUPTED = 130  # as a shell says it of a program that Ctrl+C has ended
EXIT_UNREAD = 141  # as a shell says it of a program whose output nobody reads any more


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    try:
        say_whatever_there_is()
        try:
            return _run(command_line().parse_args(_readable(arguments)))
        finally:  # what argparse has written by itself, as well
            if sys.stdout is not None:
                sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain at its end
        return EXIT_UNREAD
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    finally:
        _let_go_of_errors()


def _let_go_of_errors() -> None:
    """Have what nobody takes of standard error not count as the command's own failure, at Python's end."""
    if sys.stderr is not None:
        try:
            sys.stderr.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _readable(arguments: Sequence[str] | None) -> Sequence[str]:
    """Return the arguments, if they are text: of a name in another encoding another name would be made."""
    words = sys.argv[1:] if arguments is None else arguments
    for word in words:
        if any(is_half(sign) for sign in word):
            command_line().error(f"{word} is not text in the encoding of this locale, {sys.getfilesystemencoding()}")
    return words


def _run(options: argparse.Namespace) -> int:
    try:
        set_up_logs("warning", TEXT)  # `serve` does what the configuration says
        status: int = options.command(options)
    except StartError as error:
        say_error(str(error))
        return error.status
    except StorageError as error:
        say_error(f"The database cannot be used: {error}.")
        return EXIT_DATABASE
    except NotDoneError as error:
        say_error(f"Nothing was changed: {error}.")
        return EXIT_NOT_DONE
    return status


def command_line() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog=PROGRAM, description="The process that technicians and customers connect to. It cannot read what they say."
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {program_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_serve_command(commands.add_parser("serve", help="run the host until it is told to stop"))
    add_check_command(commands.add_parser("check", help="look at all that the host needs, before it is started"))
    add_backup_command(commands.add_parser("backup", help="write all that the host has into one file"))
    add_restore_command(commands.add_parser("restore", help="make an empty host what such a file says"))
    add_health_command(commands.add_parser("health", help="ask a running host whether it is well"))
    for name, words, add in (
        ("groups", "technician groups and their rights", add_group_commands),
        ("technicians", "who may log in", add_technician_commands),
        ("admin", "administrators", add_admin_commands),
        ("guests", "who comes in without an account, and who is banned", add_guest_commands),
        ("audit", "who did what and when", add_audit_commands),
        ("sessions", "past and running sessions", add_session_commands),
        ("page", "what customers see on the web page: name, logo, colour, words", add_page_commands),
        ("card", "Calling Cards for customers", add_card_commands),
        ("database", "the database as a whole", add_database_commands),
        ("certificate", "who the host is, for consoles and cards", add_certificate_commands),
        ("config", "what the host is started with", add_config_commands),
    ):
        add(commands.add_parser(name, help=words).add_subparsers(required=True, metavar="ACTION"))
    add_completion_command(commands.add_parser("completion", help="write what a shell completes these with"), parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
