"""What a command answers with: lines for people, or the same as JSON for a program."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from console.host.process.folder import EXIT_FOLDER, StartError

STANDARD_ERROR = 2  # the last of the standard streams
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
        say_json(answer.data)
        return
    for line in answer.lines:
        say_out(line)


def say_json(data: Any) -> None:
    """Write JSON; where the locale has not all of its characters, with the others spelled as JSON spells them."""
    text = json.dumps(data, indent=1, ensure_ascii=False)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=1)
    say_out(text)


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


def say_whatever_there_is() -> None:
    """Let nothing that is to be said end a program that has done its work.

    What the locale has not is spelled out; a standard stream that was closed is nobody's, and no file takes its place.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= STANDARD_ERROR:
        pass
    os.close(number)
    if sys.stderr is None:
        sys.stderr = open(STANDARD_ERROR, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - to the program's end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say_as_a_file() -> None:
    """Have what follows be said as a file is written, in UTF-8, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def is_half(sign: str) -> bool:
    """Return whether `sign` is half of a character, or stands for a byte that is no text."""
    return "\ud800" <= sign <= "\udfff"


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
