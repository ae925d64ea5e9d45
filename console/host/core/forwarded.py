"""Where a browser's or a program's request really comes from, as web proxies say it in a header. Pure.

Each proxy adds at the end where its own request came from; whatever stands before that may be anybody's invention. So
the client is the last address that is no trusted proxy's, and only where a trusted one has handed the request in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from console.host.core.sources import plain_address

X_FORWARDED_FOR, FORWARDED = "x-forwarded-for", "forwarded"
HEADERS = (X_FORWARDED_FOR, FORWARDED)
"""What a proxy may be told to say it in: by custom, or as RFC 7239 has it."""
LONGEST = 4096  # characters that are looked at, from the end on
NOBODY = ""  # the proxy speaks for itself, or says what nobody understands

_PORT = re.compile(r":[0-9]{1,5}\Z", re.ASCII)
_FOR = re.compile(r"(?:\A|;)\s*for\s*=\s*(?:\"([^\"\\]*)\"|([^\s;\"]+))", re.IGNORECASE)


@dataclass(frozen=True)
class Believed:
    """Which web proxies are believed, by their addresses (see `plain_address`), and in which of `HEADERS`."""

    addresses: frozenset[str] = frozenset()
    header: str = X_FORWARDED_FOR

    def client_of(self, lines: Sequence[str]) -> str:
        """Return the address of the client that the header's `lines` name; `NOBODY`: none."""
        return client_of(lines, self.header, self.addresses)


def client_of(lines: Sequence[str], header: str, trusted: Collection[str]) -> str:
    """Return the address of the client that trusted proxies name; `NOBODY`: there is none.

    Args:
        lines: what `header` says, in the order in which it came.
        header: one of `HEADERS`.
        trusted: addresses of proxies, spelled by `plain_address`; the last one of them has handed the request in.
    """
    for entry in _from_the_end(lines):
        address = _address(_said_for(entry) if header == FORWARDED else entry)
        if address not in trusted:
            return address
    return NOBODY


def _from_the_end(lines: Sequence[str]) -> Iterator[str]:
    """Yield what each proxy has added, the last one first; the first may be cut off where it is too long."""
    yield from reversed(",".join(lines)[-LONGEST:].split(","))


def _said_for(entry: str) -> str:
    found = _FOR.search(entry)
    return "" if found is None else found[1] or found[2] or ""


def _address(text: str) -> str:
    """Return an address in its one spelling, whatever port stands behind it; `NOBODY` where it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = _PORT.sub("", text)
    try:
        return plain_address(text)
    except ValueError:
        return NOBODY
