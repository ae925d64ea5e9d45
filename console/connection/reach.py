"""From where a customer can come to an address, as far as the address itself says. Pure."""

from __future__ import annotations

import enum
import ipaddress

CARRIER_GRADE = ipaddress.ip_network("100.64.0.0/10")  # RFC 6598: many homes behind one address of their provider
NETWORKS_OWN = (".local", ".lan", ".home", ".internal", ".home.arpa", ".fritz.box")  # names that no other network knows


class Reach(enum.Enum):
    """From where."""

    THIS_COMPUTER = "this_computer"
    OWN_NETWORK = "own_network"
    ANYWHERE = "anywhere"  # or it is not sure that it is not


def reach(host: str) -> Reach:
    """Return from where `host`, a name or an address without brackets, can be reached at most."""
    name = host.rstrip(".").lower()
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return _of_name(name)
    plain = getattr(address, "ipv4_mapped", None) or address
    if plain.is_loopback or plain.is_unspecified:
        return Reach.THIS_COMPUTER
    if plain.version == CARRIER_GRADE.version and plain in CARRIER_GRADE:
        return Reach.OWN_NETWORK
    return Reach.OWN_NETWORK if plain.is_private or plain.is_link_local else Reach.ANYWHERE


def _of_name(name: str) -> Reach:
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.THIS_COMPUTER
    return Reach.OWN_NETWORK if "." not in name or name.endswith(NETWORKS_OWN) else Reach.ANYWHERE
