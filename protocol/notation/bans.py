"""How it is written whom a host for anybody does not let in: the mark of a key, an address, or a network. Pure."""

from __future__ import annotations

import ipaddress

_DIGITS = frozenset("0123456789ABCDEF")
_MARK_DIGITS = 16


def ban_of(text: str) -> str | None:
    """Return a ban in its one spelling; None: `text` is neither a key's mark, an address nor a network."""
    bare = text.replace(" ", "").upper()
    if len(bare) == _MARK_DIGITS and set(bare) <= _DIGITS:
        return " ".join(bare[at : at + 4] for at in range(0, _MARK_DIGITS, 4))
    try:
        return str(ipaddress.ip_network(text.strip(), strict=False))
    except ValueError:
        return None
