"""This computer's own networks: where a LAN's announcements go out and come in."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface, ip_address, ip_interface

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Interface:
    """One of this computer's interfaces to a network, with its addresses there."""

    index: int
    addresses: tuple[IPv4Interface | IPv6Interface, ...]

    def reaches(self, address: Address) -> bool:
        """Return whether `address` is another computer's, or this one's, in a network of this interface."""
        if address.is_multicast or address.is_unspecified or address.is_loopback:
            return False
        if address.version == 6 and address.is_link_local:
            return any(own.version == 6 for own in self.addresses)
        return any(own.version == address.version and address in own.network for own in self.addresses)


def own_interfaces() -> list[Interface]:
    """Return the interfaces to networks that others are in, too; not the loopback."""
    import ifaddr  # with what needs it

    found = []
    for adapter in ifaddr.get_adapters():
        addresses = [_address(ip.ip if isinstance(ip.ip, str) else ip.ip[0], ip.network_prefix) for ip in adapter.ips]
        outward = tuple(address for address in addresses if not address.is_loopback)
        if outward and adapter.index is not None:
            found.append(Interface(adapter.index, outward))
    return found


def _address(text: str, prefix: int) -> IPv4Interface | IPv6Interface:
    return ip_interface(f"{text.partition('%')[0]}/{prefix}")


def address_of(text: str) -> Address:
    """Return the address that a socket has said; without the interface that it may name."""
    return ip_address(text.partition("%")[0])
