"""Technicians without an account: the key of their console's device is the account. Pure.

They know each other by codes alone: there is no directory of them, and no queue, and nothing of others' is theirs.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from console.host.core.accounts.accounts import Technician
from console.host.core.rights import (
    CHAT,
    CONTROL_CUSTOMER,
    END,
    HOLD,
    INVITE,
    SHARE_DURING_CONTROL,
    SHARE_SCREEN,
    VIEW_CUSTOMER,
)
from protocol.entry.entry_proof import key_mark

FIRST_GUEST = 1 << 30
"""The number from which on technicians have no account; nobody who has one gets such a number."""

GUESTS = "guests"
"""What stands for their group; it is none."""

RIGHTS = frozenset(
    {CHAT, SHARE_SCREEN, VIEW_CUSTOMER, CONTROL_CUSTOMER, SHARE_DURING_CONTROL, INVITE, HOLD, END},
)
"""All but what needs colleagues whom the host names."""


def guest_name(kept: bytes) -> str:
    """Return how a technician is called whose key that is: no name, but what the key is known by."""
    return f"key {key_mark(kept)}"


def guest(number: int, kept: bytes, *, sessions: int) -> Technician:
    """Return a technician without an account, who may lead so many `sessions` at a time."""
    return Technician(number=number, name=guest_name(kept), group=GUESTS, rights=RIGHTS, sessions_limit=sessions)


def is_guest(number: int) -> bool:
    """Return whether the technician `number` has no account."""
    return number >= FIRST_GUEST


def is_banned(bans: Collection[str], kept: bytes, address: str) -> bool:
    """Return whether this key, or whoever comes from this address, comes in no more."""
    return bool(bans) and (key_mark(kept) in bans or any(each in bans for each in _networks(address)))


def _networks(address: str) -> list[str]:
    """Return every network that an address is in, itself included; none where it is no address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return []
    plain = getattr(parsed, "ipv4_mapped", None) or parsed
    whole = ipaddress.ip_network(plain)
    return [str(whole.supernet(new_prefix=bits)) for bits in range(whole.prefixlen, -1, -1)]
