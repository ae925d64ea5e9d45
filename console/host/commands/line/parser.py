"""The parser of the host's command line: arguments in any order, and one sentence about what is wrong with them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from console.host.commands.line.answers import one_line

EXIT_USAGE = 2


class Parser(argparse.ArgumentParser):
    """Reads the arguments of a command, or leaves them to the one that they name."""

    _intermixing = False

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong, and where to read what would be right."""
        program = self.prog.partition(" ")[0]
        self.exit(EXIT_USAGE, f"{program}: {one_line(message).rstrip('.')}. See: {self.prog} --help\n")

    def parse_known_args(  # type: ignore[override]  # of its overloads this is the one that is used
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[Any, list[str]]:
        """Read arguments; a command's own may stand before, between and behind its options."""
        if self._intermixing or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._intermixing = True
        try:
            found, unknown = self.parse_known_intermixed_args(args, namespace)
        finally:
            self._intermixing = False
        if unknown:  # said here, where the command is known
            self.error(f"nobody knows what to do with {' '.join(unknown)}")
        return found, []
