"""The options that scripts give to the console; apart from what carries them out (`automation`), which loads Qt."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that scripts use to `parser`."""
    group = parser.add_argument_group("for scripts")
    group.add_argument("--new-session", metavar="NAME", help="open a session for a customer of this name")
    group.add_argument("--share", action="store_true", help="share the screen as soon as that customer has joined")
    group.add_argument("--monitor", type=int, metavar="N", help="which monitor to share, from 1")
    group.add_argument("--link-file", type=Path, metavar="PATH", help="write the session's link, then its code, there")
    group.add_argument("--report-file", type=Path, metavar="PATH", help="write what a share has sent there, as JSON")
