"""What a command answers with: lines for people, or the same as JSON for a program."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from console.host.process.folder import EXIT_FOLDER, StartError

COLUMNS = 80  # of the narrowest terminal that is usual


@dataclass(frozen=True)
class Answer:
    """The same in both forms."""

    lines: Iterable[str]
    data: Any


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let the command line ask for JSON."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def tell(answer: Answer, options: argparse.Namespace) -> None:
    """Write an answer for whoever, or whatever, started the program."""
    if options.json:
        say_out(json.dumps(answer.data, indent=1, ensure_ascii=False))
        return
    for line in answer.lines:
        say_out(line)


def filled(head: str, words: Iterable[str], *, indent: str = "    ") -> list[str]:
    """Return `head` and `words` in lines that fit a terminal; no word is divided, and `indent` begins what goes on."""
    lines = [head]
    for word in words:
        if len(lines[-1]) + 1 + len(word) <= COLUMNS:
            lines[-1] += f" {word}"
        else:
            lines.append(indent + word)
    return lines


def one_line(words: str) -> str:
    """Return `words` as one line that does nothing to a terminal: they may be names out of somebody else's list."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in words)


def say_out(line: str) -> None:
    """Write a line for whoever started the program.

    Raises:
        BrokenPipeError: nobody reads any more.
        StartError: it cannot be written.
    """
    if sys.stdout is None:  # it was closed before
        return
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is not tried again at the end
        raise StartError(EXIT_FOLDER, f"Standard output cannot be written: {error.strerror or error}.") from error
