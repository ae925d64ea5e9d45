"""Where strangers come from, as all limits count it: the network that one of them can have to themselves.

An IPv4 address, or the /64 of an IPv6 address: one home has all 2^64 addresses of it. The wider network around it, /24
or /48, has four times the share, so that somebody who has a whole one is bounded, too. No I/O, no clock.
"""

from __future__ import annotations

import ipaddress
from collections import Counter

from console.host.core.limits import Rate

NEAR = {4: 32, 6: 64}
"""How many leading bits of an address one stranger has."""
WIDE = {4: 24, 6: 48}
"""How many of them the wider network around it has."""
WIDE_SHARE = 4
"""How many times the share of one source a wider network has."""


def plain_address(text: str) -> str:
    """Return an address in its one spelling; one of IPv4 that came over IPv6 as that of IPv4; raises ValueError."""
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


def source_of(address: str) -> str:
    """Return the source that an address belongs to, as "203.0.113.7/32" or "2001:db8::/64"; no address is its own."""
    return _network(address, NEAR)


def wide_source_of(address: str) -> str:
    """Return the wider network around an address, as "203.0.113.0/24" or "2001:db8::/48"; no address is its own."""
    return _network(address, WIDE)


def _network(address: str, bits: dict[int, int]) -> str:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:  # a Unix socket has none
        return address
    plain = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ipaddress.ip_network((plain, bits[plain.version]), strict=False))


class SourceRate:
    """At most `count` events a minute from one source, and four times as many from the wider network around it."""

    def __init__(self, count: int) -> None:
        self._near = Rate(count)
        self._wide = Rate(WIDE_SHARE * count)

    def full(self, address: str, now: float) -> bool:
        """Return whether the source of `address`, or the network around it, has had its share of the last minute."""
        return self._near.full(source_of(address), now) or self._wide.full(wide_source_of(address), now)

    def note(self, address: str, now: float) -> None:
        """Count an event."""
        self._near.note(source_of(address), now)
        self._wide.note(wide_source_of(address), now)

    def take(self, address: str, now: float) -> bool:
        """Count an event and return True, or return False where there is no share left."""
        if self.full(address, now):
            return False
        self.note(address, now)
        return True

    def give_back(self, address: str) -> None:
        """Take back the event that was counted last: it was none after all."""
        self._near.give_back(source_of(address))
        self._wide.give_back(wide_source_of(address))


class SourceCount:
    """At most `count` of something at a time from one source, four times as many from the wider network around it."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._of: Counter[str] = Counter()  # of sources and wider networks, whose names differ

    def has_room(self, address: str) -> bool:
        """Return whether there may be one more."""
        near, wide = source_of(address), wide_source_of(address)
        return self._of[near] < self._count and (near == wide or self._of[wide] < WIDE_SHARE * self._count)

    def of(self, address: str) -> int:
        """Return how many there are of the source of `address`."""
        return self._of[source_of(address)]

    def add(self, address: str) -> None:
        """Count one more."""
        self._of.update({source_of(address), wide_source_of(address)})

    def remove(self, address: str) -> None:
        """Count one fewer."""
        for name in {source_of(address), wide_source_of(address)}:
            self._of[name] -= 1
            if self._of[name] <= 0:
                del self._of[name]
