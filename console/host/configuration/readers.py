"""Reads what a setting is set to, from the text of a flag, of the environment or of the configuration file.

Each reader raises `ArgumentTypeError` with a sentence that repeats nothing secret.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from pathlib import Path

from console.host.core.codes import CODE_VALID_S
from console.host.core.sources import plain_address
from protocol.link.local import PATH_LIMIT
from protocol.notation.addresses import reach_of
from protocol.notation.joincode import BadCode, plain_form, split_address
from protocol.notation.names import is_clean
from protocol.vocabulary.messages import TEXT_LIMIT
from protocol.vocabulary.web import URL_LIMIT, is_email, is_telephone

STANDARD = "-"  # standard input, or output
LAST_PORT = 65535
LOOPBACK = "127.0.0.1"
LONGEST_DRAIN_S = 24 * 3600
_FOLDER = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._~-]{1,60}", re.ASCII)  # of an address, as no browser changes it


def path(text: str) -> Path:
    """Read a file's or a folder's place; `~` is a home, also where no shell has read it."""
    if not text:
        raise argparse.ArgumentTypeError("no file is named")
    if text == STANDARD:
        raise argparse.ArgumentTypeError("- is no file here; name one")
    return path_or_standard(text)


def path_or_standard(text: str) -> Path:
    """Read a file's place, or `-`."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"{text}: there is no such home") from None


def web_url(text: str) -> str:
    """Read `https://HOST[:PORT][/FOLDER...]`."""
    address, _, subpath = text.removeprefix("https://").removesuffix("/").partition("/")
    try:
        address = plain_form(address)
    except BadCode:
        address = ""
    folders = subpath.split("/") if subpath else []
    if (
        not address
        or not text.startswith("https://")
        or len(text) > URL_LIMIT
        or not all(map(_FOLDER.fullmatch, folders))
    ):
        raise argparse.ArgumentTypeError(f"{text} is not https://HOST[:PORT][/FOLDER]")
    return "/".join((f"https://{address}", *folders))


def web_place(text: str) -> tuple[str, int] | Path:
    """Read where web proxies of this computer come without TLS: `ADDRESS:PORT` on loopback, or the path of a socket."""
    if text.startswith("/"):
        if len(os.fsencode(text)) > PATH_LIMIT:
            raise argparse.ArgumentTypeError(f"{text} is too long for a socket: {PATH_LIMIT} bytes at most")
        return Path(text)
    address, port = listen_address(text)
    if address is None or port is None or address == "localhost" or not is_loopback(address):
        raise argparse.ArgumentTypeError(
            f"{text} is neither 127.0.0.1:PORT, [::1]:PORT nor the path of a socket; without TLS nobody but this "
            "computer's programs may come"
        )
    return address, port


def line(text: str) -> str:
    """Read one line that people read, of at most 200 characters."""
    if not text or len(text) > TEXT_LIMIT or not is_clean(text, TEXT_LIMIT):
        raise argparse.ArgumentTypeError(f"it is not one plain line of at most {TEXT_LIMIT} characters")
    return text


def telephone(text: str) -> str:
    """Read a telephone number as people write it."""
    if not is_telephone(text):
        raise argparse.ArgumentTypeError(f"{text} is no telephone number")
    return text


def mail_address(text: str) -> str:
    """Read an e-mail address."""
    if not is_email(text):
        raise argparse.ArgumentTypeError(f"{text} is no e-mail address")
    return text


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
    if address.isdigit():
        raise argparse.ArgumentTypeError(f"{text} is a port without an address; for all addresses write *:{text}")
    if not address or (port and not (port.isascii() and port.isdigit() and int(port) <= LAST_PORT)):
        raise argparse.ArgumentTypeError(f"{text} is not ADDRESS[:PORT]")
    return None if address == "*" else address, int(port) if port else None


def metrics_address(text: str) -> tuple[str, int]:
    """Read `[ADDRESS:]PORT`."""
    address, port = listen_address(f"{LOOPBACK}:{text}" if text.isdigit() else text)
    if port is None:
        raise argparse.ArgumentTypeError(f"{text} is not [ADDRESS:]PORT")
    return address or "0.0.0.0", port  # noqa: S104 - only with metrics-public


def is_loopback(address: str) -> bool:
    """Return whether only this computer reaches `address`."""
    return reach_of(address) == "loopback"


def switch(text: str) -> bool:
    """Read `true` or `false`."""
    if text not in ("true", "false"):
        raise argparse.ArgumentTypeError(f"{text} is neither true nor false")
    return text == "true"


def number(least: int, most: int, *, of: str = "a number") -> Callable[[str], int]:
    """Return what reads a number from `least` to `most`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text} is not {of} from {least} to {most}")
        return int(text)

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Return what reads one of `choices`."""

    def read(text: str) -> str:
        if text not in choices:
            raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(choices)}")
        return text

    return read


code_seconds = number(1, CODE_VALID_S, of="a number of seconds")
drain_seconds = number(0, LONGEST_DRAIN_S, of="a number of seconds")
