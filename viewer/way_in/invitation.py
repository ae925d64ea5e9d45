"""What a link or the program's own file name says about the session to join, and nothing else. Pure.

Whoever makes a link or names a file chooses what stands here, so it is taken in the one form that the protocol's
specification states, and leads to a question to the customer only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from protocol.notation import joincode
from protocol.notation.joincode import BadCode

FROM_LINK = "--from-link"  # the system opens a link: it follows, and nothing behind it counts
STARTED_AS = "--started-as"  # the one-file program says what its file is called; then the user's own arguments


@dataclass(frozen=True)
class Invitation:
    """Which session to join.

    Attributes:
        text: a code, or a link; empty: `problem` says why there is none.
        host: HOST[:PORT] for a code.
        problem: the code of a sentence for the customer.
    """

    text: str = ""
    host: str = ""
    problem: str = ""


def split(arguments: Sequence[str]) -> tuple[Invitation | None, list[str]]:
    """Return what the program was invited to, if at all, and the arguments that are left to be read as usual."""
    if arguments[:1] == [FROM_LINK]:
        return (_from_link(arguments[1:]) if len(arguments) > 1 else None), []
    if arguments[:1] == [STARTED_AS] and len(arguments) > 1:
        return _from_file_name(arguments[1]), list(arguments[2:])
    return None, list(arguments)


def _from_link(words: Sequence[str]) -> Invitation:
    try:
        link = joincode.parse(words[0])
    except BadCode:
        return Invitation(problem="link")
    if len(words) != 1 or link.kind != "link":
        return Invitation(problem="link")
    return Invitation(text=words[0].strip())


def _from_file_name(name: str) -> Invitation | None:
    """Read the file's name; one that names no session is an ordinary name."""
    try:
        code = joincode.parse_file_name(name)
    except BadCode as error:
        return None if error.why == "link" else Invitation(problem=error.why)
    return Invitation(text=joincode.code_text(code.route, code.secret), host=code.host or "")
