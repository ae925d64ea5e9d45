"""The version that is installed; looked up only for whoever asks, since what does that takes a megabyte."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any


def version() -> str:
    """Return the version that is installed."""
    from importlib import metadata  # with a reader of e-mail behind it

    return metadata.version("fernblick")


class ShowVersion(argparse.Action):
    """An option that says program and version, and ends the program."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002
        super().__init__(option_strings, dest=argparse.SUPPRESS, nargs=0, help=help or "show the version and end")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Say it on standard output."""
        print(parser.prog, version())  # noqa: T201
        parser.exit()
