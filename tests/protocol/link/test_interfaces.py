"""Which addresses are in a network of one's own."""

from ipaddress import ip_address, ip_interface

import pytest

from protocol.link.interfaces import Interface, own_interfaces

OWN = Interface(2, (ip_interface("192.168.7.5/24"), ip_interface("2001:db8:7::5/64"), ip_interface("fe80::5/64")))
OLD = Interface(3, (ip_interface("10.1.2.3/16"),))


@pytest.mark.parametrize("address", ["192.168.7.1", "192.168.7.5", "2001:db8:7::1", "fe80::1", "fe80:1::1"])
def test_neighbours_are(address):
    assert OWN.reaches(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "192.168.8.1", "10.1.0.1", "8.8.8.8", "127.0.0.1", "0.0.0.0", "224.0.0.251", "169.254.0.1", "255.255.255.255",
        "::1", "::", "ff02::fb", "2001:db8:8::1", "fd00::1", "::ffff:192.168.7.1",
    ],
)  # fmt: skip
def test_whatever_is_elsewhere_is_not(address):
    assert not OWN.reaches(ip_address(address))


def test_an_interface_without_ipv6_has_no_such_neighbours():
    assert OLD.reaches(ip_address("10.1.0.1"))
    assert not OLD.reaches(ip_address("fe80::1"))


def test_the_loopback_is_no_network():
    found = [own for interface in own_interfaces() for own in interface.addresses]
    assert not any(own.is_loopback for own in found)
