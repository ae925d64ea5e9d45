"""What an address says by itself: from where it is reached, and whether a certificate names it. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Literal

Reach = Literal["public", "name", "private", "shared", "link_local", "loopback", "nowhere"]
"""Who reaches it: everybody ("public"); nobody knows without asking the DNS ("name"); the same network ("private"), the
customers of one provider ("shared", RFC 6598), the same cable ("link_local"), the same computer, nobody at all."""

NO_NETWORK = "no-network.invalid"  # stands where a computer in no network has no address (RFC 2606)
_SHARED = ipaddress.ip_network("100.64.0.0/10")
_NAMES: dict[str, Reach] = {  # last parts of names that no public DNS knows (RFC 6761, 6762, 8375 and what is usual)
    "localhost": "loopback",
    "local": "link_local",
    "invalid": "nowhere",
    "test": "private",
    "internal": "private",
    "intranet": "private",
    "lan": "private",
    "home": "private",
    "localdomain": "private",
    "home.arpa": "private",
}


def reach_of(host: str) -> Reach:
    """Return from where `host`, a name or an IP address without a port, can be reached as far as it says so itself."""
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return _reach_of_name(host.lower().rstrip("."))
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return _reach_of_address(address)


def is_named(name: str, names: Iterable[str]) -> bool:
    """Return whether a certificate with `names`, names and IP addresses, is for `name`; "*." stands for one part."""
    known = {each.lower() for each in names}
    if is_bare(name):
        return str(ipaddress.ip_address(name.strip("[]"))) in known
    plain = name.lower().rstrip(".")
    first, _, rest = plain.partition(".")
    return plain in known or bool(first and rest and f"*.{rest}" in known)


def is_bare(host: str) -> bool:
    """Return whether `host` is an IP address, and no name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _reach_of_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Reach:
    if address.is_unspecified or address.is_multicast:
        return "nowhere"
    if address.is_loopback:
        return "loopback"
    if address.is_link_local:
        return "link_local"
    if address.version == 4 and address in _SHARED:
        return "shared"
    return "public" if address.is_global else "private"


def _reach_of_name(name: str) -> Reach:
    parts = name.split(".")
    if parts[-1] in _NAMES or len(parts) == 1:
        return _NAMES.get(parts[-1], "private")
    return _NAMES.get(".".join(parts[-2:]), "name")
